"""One tile made by a formula, computed by the engine, against the known result of the bundled model."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import EngineError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR, SELF_TEST_PATH
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import EngineSettings

MODEL = "cffnet-lite"
TILES = 5  # the first one warms up and is not timed
STEP_PX = 16  # between the pixels whose probability is known
# Largest difference of a probability by rounding. In bf16 torch on a CPU differs by 0.09 at the scar's
# edge; an engine that computes something else is 0.8 off there.
TOLERANCES = {"fp32": 1e-3, "fp16": 0.05, "bf16": 0.2}


@dataclass(frozen=True)
class SelfTest:
    """What a trial of the engine told.

    Attributes:
        versions: of the engine's Python and libraries.
        device: with the name of its processor.
        precision: ``fp32``, ``bf16`` or ``fp16``.
        seconds_until_ready: from the start of the process until the model was loaded.
        seconds_a_tile: of 256 x 256 px computed alone, the fastest of some.
        largest_difference: of a probability to the known result.
    """

    versions: dict[str, str]
    device: str
    precision: str
    seconds_until_ready: float
    seconds_a_tile: float
    largest_difference: float


def self_test_tile(tile_px: int) -> np.ndarray:
    """A light scar on dark ground, all of it rough: (3, tile_px, tile_px) float32 in [0, 1]."""
    y, x = np.mgrid[0:tile_px, 0:tile_px].astype(np.float64) / tile_px
    texture = 0.06 * np.sin(61 * x + 7 * np.sin(9 * y)) * np.cos(53 * y)
    texture += 0.04 * np.sin(211 * x + 5 * np.sin(37 * y)) * np.cos(197 * y + 4 * np.sin(41 * x))
    along, across = (x + y - 1) / 1.4, (x - y) / 1.4
    outside = (along / 0.38) ** 2 + (across / 0.12) ** 2 - 1  # of an ellipse
    scar = 1 / (1 + np.exp((60 * outside).clip(max=50)))
    ground = np.array([0.24, 0.32, 0.20])[:, None, None]
    soil = np.array([0.62, 0.52, 0.40])[:, None, None]
    return (ground + (soil - ground) * scar + texture).clip(0, 1).astype(np.float32)


def run_self_test(python: Path, feedback: Feedback, device: str = "auto") -> SelfTest:
    """Start the engine, load the bundled model and compute the tile.

    Raises:
        EngineMissingError: if the interpreter lacks a package.
        EngineError: if it does not start, dies, or computes something else.
        ParameterError: if there is no such device.
    """
    card = find_model(MODEL, BUNDLED_MODELS_DIR)
    tile = self_test_tile(card.tile_px)
    start = time.monotonic()
    with EngineClient(python, feedback) as engine:
        engine.hello()
        loaded = engine.load(card, EngineSettings(device=device, batch=1))
        seconds_until_ready = time.monotonic() - start
        seconds = []
        for _ in range(TILES):
            start = time.monotonic()
            engine.send_tiles(tile[None])
            probability = engine.receive_tiles()["probability"][0]
            seconds.append(time.monotonic() - start)
        versions = engine.versions
    difference = float(np.abs(sampled(probability) - known_result()).max())
    tolerance = TOLERANCES[loaded["precision"]]
    if not difference <= tolerance:  # also where it is no number
        raise EngineError(
            "The engine computes something else than it should: a probability differs by "
            "{difference:.4f} on {device} in {precision}, where {tolerance} is the limit. Choose "
            "another DEVICE, or run 'Install engine' with ACTION=repair.",
            difference=difference,
            device=loaded["device"],
            precision=loaded["precision"],
            tolerance=tolerance,
        )
    return SelfTest(
        versions=versions,
        device=loaded["device"],
        precision=loaded["precision"],
        seconds_until_ready=seconds_until_ready,
        seconds_a_tile=min(seconds[1:]),
        largest_difference=difference,
    )


def sampled(probability: np.ndarray) -> np.ndarray:
    """Every sixteenth pixel of a tile's probability."""
    return probability[STEP_PX // 2 :: STEP_PX, STEP_PX // 2 :: STEP_PX]


def known_result() -> np.ndarray:
    """Probabilities of the bundled model, (16, 16), in fp32 on a CPU."""
    return np.array(json.loads(SELF_TEST_PATH.read_text(encoding="utf-8")), np.float32)
