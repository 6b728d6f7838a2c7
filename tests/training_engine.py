"""An engine without torch that only seems to train: `LOG [FAULT...]`.

A network with the skill s finds each chip's landslides in the first s of its columns, and nothing else.
The skill grows with the epochs; how far, depends on decoder and seed. LOG gets a line a request. A
FAULT is `decoder:seed:memory`, `decoder:cost:memory` or `decoder:cost:missing`. A report is the
document itself, but with `renders` it is rendered.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sam_cffnet_qgis.core.chip_store import StoredChip, read_stored  # noqa: E402
from sam_cffnet_qgis.engine.protocol import (  # noqa: E402
    PROTOCOL_VERSION,
    read_message,
    write_message,
)

SKILLS = {
    "cffd": 0.5,
    "segformer": 0.75,
    "attention_unet": 0.6,
    "psp": 0.7,
    "aspp": 0.8,
    "lawin_aspp": 0.65,
    "sam_mask_decoder": 0.4,
    "hrnet": 0.55,
    "deeplabv3plus": 0.45,
}
ERRORS = {
    "memory": ("EngineMemoryError", "Too little memory."),
    "missing": ("EngineMissingError", "Install the package."),
}
EPOCH_SECONDS = 0.05
COST = {
    "type": "cost",
    "initial": "random",
    "parameters": 2_000_000,
    "trainable": 1_000_000,
    "gflops": 3.0,
    "study_gflops": 1.5,
    "seconds": 0.25,
}


def main(log, *faults):
    """Answer until the host is gone."""
    source, target = os.fdopen(0, "rb"), os.fdopen(1, "wb")
    while (message := read_message(source)) is not None:
        header, arrays = message
        if header["type"] != "report":
            with open(log, "a", encoding="utf-8") as stream:
                stream.write(json.dumps(header) + "\n")
        if header["type"] == "hello":
            versions = {"python": "3"}
            write_message(
                target, {"type": "hello", "protocol": PROTOCOL_VERSION, "versions": versions}
            )
        elif header["type"] == "describe":
            write_message(target, {"type": "described", "versions": {"matplotlib": "3"}})
        elif header["type"] == "cost":
            write_message(target, next(refused(header, faults, "cost"), (COST, {}))[0])
        elif header["type"] == "train":
            for answer in train(header, faults):
                write_message(target, *answer)
        elif "renders" in faults:
            for answer in render(header, arrays):
                write_message(target, *answer)
        else:
            page = json.dumps(header["document"], ensure_ascii=False).encode()
            write_message(target, {"type": "reported"}, {"html": np.frombuffer(page, np.uint8)})


def render(header, arrays):
    """The answer of the true engine."""
    from sam_cffnet_qgis.engine.service import Service

    yield from Service().answer(header, arrays)


def refused(header, faults, when):
    """The error that a fault asks for."""
    decoder = header["card"]["architecture"]["decoder"]
    for fault in faults:
        if fault.startswith(f"{decoder}:{when}:"):
            error, text = ERRORS[fault.split(":")[2]]
            yield {"type": "error", "error": error, "template": text, "values": {}}, {}


def train(header, faults):
    """The answers of a run, resumed from its folder."""
    decoder, seed = header["card"]["architecture"]["decoder"], header["plan"]["seed"]
    if error := list(refused(header, faults, seed)):
        yield from error
        return
    yield {"type": "started", "device": "none", "precision": "fp32", "initial": "random"}, {}
    best = SKILLS[decoder] + seed / 16
    state = Path(header["folder"]) / "state.json"
    history = json.loads(state.read_text()) if state.exists() else []
    for epoch in history:
        yield epoch, {}
    most = header["plan"]["epochs"]
    for number in range(len(history) + 1, most + 1):
        time.sleep(EPOCH_SECONDS)
        iou = best * number / most
        history.append(
            {"type": "epoch", "number": number, "loss": 1 - iou, "iou": iou, "is_best": True}
        )
        state.write_text(json.dumps(history))
        yield history[-1], {}
    for role in header["judge"]:
        yield from judge(header, role, best)
    Path(header["output"]).write_text(f"weights of {decoder} {seed}")
    yield {"type": "trained"}, {}


def judge(header, role, skill):
    """Probabilities of a role's chips."""
    store = Path(header["store"])
    for row in json.loads((store / "chips.json").read_text()):
        chip = StoredChip(**row)
        if chip.role == role:
            _, label = read_stored(store, chip)
            found = label == 1
            found[:, round(skill * label.shape[1]) :] = False
            probability = np.where(found, 0.9, 0.1).astype(np.float32)[None]
            yield {"type": "judged", "model": "tuned", "role": role}, {"probability": probability}


if __name__ == "__main__":
    main(*sys.argv[1:])
