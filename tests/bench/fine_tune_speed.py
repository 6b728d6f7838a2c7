"""How much faster fine-tuning a SAM model is than the published way.

The published way is eager fp32 with SAM's encoder in every step, as a user's own script would run it:
one step is measured and multiplied by chips and epochs (a validation chip is counted as a training one;
the encoder's forward, which both need, is most of it). Ours is a whole run of *Fine-tune model*'s core
on the same chips with one cached variant each, in the precision that it chooses by itself, validation
and report included. Both take their turn in this run, each in its own process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from random_sam import write_model

from sam_cffnet_qgis.core.feedback import ConsoleFeedback
from sam_cffnet_qgis.core.fine_tune import fine_tune
from sam_cffnet_qgis.core.settings import EngineSettings, FineTuneSettings, TrainingPlace

BATCH = 8
VALIDATION = 0.2
MODEL = "random-sam"
STEP_CHIPS = 2

PUBLISHED_STEP = """
import sys, time
import torch
from published import as_published
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.training.losses import bce_dice_loss

name, chips = sys.argv[1], int(sys.argv[2])
network = as_published(LandslideNetwork(Architecture(name, "cffd", 256, 1024))).train()
network.image_encoder.requires_grad_(False)
optimizer = torch.optim.AdamW(network.decoder.parameters(), 2e-4, weight_decay=0.01)

def step():
    tiles = torch.rand(chips, 3, 256, 256)
    masks = (torch.rand(chips, 1, 256, 256) > 0.8).float()
    loss = bce_dice_loss(network(tiles), masks)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

start = time.monotonic()
step()
print((time.monotonic() - start) / chips)
"""


def published_seconds_a_chip(encoder: str, chips: int) -> float:
    """Seconds a chip and step of the published way, in a plain Python process."""
    command = [sys.executable, "-c", PUBLISHED_STEP, encoder, str(chips)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(result.stdout)


def write_chips(folder: Path, count: int) -> None:
    """Chips of noise with a bright square."""
    from osgeo import gdal

    rng = np.random.default_rng(0)
    png, memory = gdal.GetDriverByName("PNG"), gdal.GetDriverByName("MEM")
    for name, bands in (("images", 3), ("masks", 1)):
        (folder / name).mkdir(parents=True)
        for number in range(count):
            raster = memory.Create("", 256, 256, bands)
            values = rng.integers(0, 200, (bands, 256, 256)) * (bands == 3)
            values[:, 60:150, 80:170] = 255
            raster.WriteArray(values.astype(np.uint8)[0] if bands == 1 else values.astype(np.uint8))
            png.CreateCopy(str(folder / name / f"{number:03}.png"), raster)


def ours_seconds(work: Path, epochs: int) -> float:
    """Seconds of a whole run, from the chips to the registered model."""
    settings = FineTuneSettings(
        "tuned",
        MODEL,
        chips_folder=str(work / "chips"),
        epochs=epochs,
        batch=BATCH,
        validation_share=VALIDATION,
        patience=epochs,
        augment=False,
        engine=EngineSettings(device="cpu"),
    )
    models = work / "models"
    place = TrainingPlace(Path(sys.executable), models, work / "new", work / "runs")
    start = time.monotonic()
    fine_tune(settings, place, ConsoleFeedback())
    return time.monotonic() - start


def fine_tuning_row(encoder: str, chips: int, epochs: int) -> dict:
    """Measure both; the published way by a step of ``STEP_CHIPS`` chips."""
    published = published_seconds_a_chip(encoder, STEP_CHIPS)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as work:
        write_model(encoder, Path(work) / "models", MODEL)
        write_chips(Path(work) / "chips", chips)
        ours = ours_seconds(Path(work), epochs)
    whole = published * chips * epochs
    return {
        "encoder": encoder,
        "chips": chips,
        "epochs": epochs,
        "published_s_a_chip": round(published, 2),
        "published_s": round(whole),
        "ours_s": round(ours),
        "ratio": round(whole / ours, 1),
    }
