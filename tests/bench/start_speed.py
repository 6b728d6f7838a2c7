"""Seconds from the start of an engine until it can take its first tile."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.settings import EngineSettings

ROUNDS = 3  # the first may still convert the model


def start_row(model: str, card_path: Path) -> dict:
    """Start an engine a few times; the best but for the first counts."""
    card = read_card(card_path)
    times = []
    for _ in range(ROUNDS):
        start = time.monotonic()
        with EngineClient(Path(sys.executable), Feedback()) as engine:
            engine.hello()
            hello_s = time.monotonic() - start
            loaded = engine.load(card, EngineSettings())
            times.append((time.monotonic() - start, hello_s))
    ready_s, hello_s = min(times[1:])
    names = {"model": model, "device": loaded["device"], "precision": loaded["precision"]}
    return {**names, "libraries_s": hello_s, "ready_s": ready_s}
