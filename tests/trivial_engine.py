"""An engine that answers at once: a pixel's probability is the mean of its bands.

Speaks the real protocol, so that the host can be measured without a network's time and memory.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sam_cffnet_qgis.engine.protocol import (  # noqa: E402
    PROTOCOL_VERSION,
    read_message,
    write_message,
)

DEVICE = {"device": "none", "precision": "fp32"}

source, target = os.fdopen(0, "rb"), os.fdopen(1, "wb")
while (message := read_message(source)) is not None:
    header, arrays = message
    if header["type"] == "hello":
        write_message(target, {"type": "hello", "protocol": PROTOCOL_VERSION, "versions": {}})
    elif header["type"] == "load":
        write_message(target, {"type": "loaded", **DEVICE, "batch": 8})
    else:
        mean = arrays["tiles"].mean(1)
        write_message(
            target, {"type": "predicted", "id": header["id"], **DEVICE}, {"probability": mean}
        )
