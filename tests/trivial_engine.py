"""An engine without torch: the probability of a pixel is the mean of its bands.

Run as ``trivial_engine.py [fault]``. With ``other_protocol`` or ``no_protocol`` it answers the first
message wrongly, with another fault the third batch. With ``places [device [seconds]]`` there is no
fault, but the probability also depends on the place in the tile, so that tiles that overlap say
different things; a batch then takes so many seconds.
"""

import os
import struct
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sam_cffnet_qgis.engine.protocol import (  # noqa: E402
    PROTOCOL_VERSION,
    read_message,
    write_message,
)

DEVICE = {"device": "none", "precision": "fp32"}
OTHER_DEVICE = {"device": "cpu", "precision": "fp32"}
FAULTY_BATCH = 2


def main(fault="", device="none", seconds="0"):
    """Answer until the host is gone."""
    own, has_views = {**DEVICE, "device": device}, False
    source, target = os.fdopen(0, "rb"), os.fdopen(1, "wb")
    while (message := read_message(source)) is not None:
        header, arrays = message
        if header["type"] == "hello":
            protocol = {"other_protocol": 99, "no_protocol": None}.get(fault, PROTOCOL_VERSION)
            versions = {"python": "3"}
            write_message(target, {"type": "hello", "protocol": protocol, "versions": versions})
        elif header["type"] == "load":
            batch = header["batch"] or 8
            has_views = header["tta"]
            write_message(target, {"type": "loaded", **own, "batch": batch})
        else:
            is_faulty = fault not in ("", "places") and header["id"] == FAULTY_BATCH
            used = OTHER_DEVICE if is_faulty and fault == "other_device" else own
            answer = {"type": "predicted", "id": header["id"], **used}
            results = {"probability": arrays["tiles"].mean(1)}
            if fault == "places":
                time.sleep(float(seconds))
                places = np.random.default_rng(0).random(arrays["tiles"].shape[2:], np.float32)
                results["probability"] = (results["probability"] * 3 + places) / 4
            if has_views:
                results["deviation"] = results["probability"] / 2
            if is_faulty and used is own:
                strike(fault, target, answer, results["probability"])
            else:
                write_message(target, answer, results)


def strike(fault, target, answer, values):
    """Do what a broken engine might do in the place of a right answer."""
    answers = {
        "another_order": ({**answer, "id": 7}, values),
        "another_answer": ({**answer, "type": "loaded"}, values),
        "no_plane": (answer, None),
        "smaller_plane": (answer, values[:, :-1]),
        "wider_type": (answer, (values * 255).astype(np.uint8)),
        "no_number": (answer, np.where(values > values.mean(), np.nan, values)),
        "above_one": (answer, values + 1),
    }
    texts = {
        "prints": b"UserWarning: this library prints what it thinks\n" * 9,
        "huge_header": b"\xff\xff\xff\xff",
        "no_json": struct.pack("<I", 2) + b"{,",
        "deep_json": struct.pack("<I", 100_000) + b"[" * 100_000,
        "list_of_arrays": _header(b'{"type": "predicted", "arrays": [1, 2]}'),
        "huge_array": _header(
            b'{"type": "predicted", "arrays": {"a": ["float32", [4294967296, 9]]}}'
        ),
        "negative_array": _header(b'{"type": "predicted", "arrays": {"a": ["float32", [-1, -1]]}}'),
        "objects": _header(b'{"type": "predicted", "arrays": {"a": ["object", [1]]}}'),
    }
    if fault in answers:
        header, plane = answers[fault]
        write_message(target, header, {} if plane is None else {"probability": plane})
    elif fault in texts:
        target.write(texts[fault])
        target.flush()
    elif fault == "cut_off":
        target.write(_header(b'{"type": "predicted", "arrays": {"a": ["float32", [10]]}}') + b"abc")
        target.flush()
        sys.exit(3)
    elif fault == "dies":
        print("no such luck", file=sys.stderr, flush=True)
        os.abort()
    elif fault != "hangs":
        raise ValueError(fault)
    time.sleep(1000)


def _header(text):
    return struct.pack("<I", len(text)) + text


if __name__ == "__main__":
    main(*sys.argv[1:])
