"""`make ablate` prints the table of `models/README.md`: one change a row, resumable row by row.

All rows share split, sources, batch and loss, and train for the same CPU time on one thread, so that a
slower network takes fewer steps. They are scored on the held-out ground of `train.py`, laid out as in
`evaluate.py` (of Landslide4Sense and Sichuan every third chip), by blended tiles without the rest of
the pipeline.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from train import (
    ARCHITECTURE,
    LONG,
    LONG_SOURCES,
    LONG_VARIATION,
    TRAINING_TILE_PX,
    load_imagenet,
    split,
)

from sam_cffnet_qgis.core.chips import ChipEntry, find_chips, read_chip
from sam_cffnet_qgis.core.metrics import ProbabilityCounts
from sam_cffnet_qgis.core.scene_layout import lay_out
from sam_cffnet_qgis.core.tiles import axis_starts, axis_weights
from sam_cffnet_qgis.engine.model.cnn_encoder import CnnEncoder
from sam_cffnet_qgis.engine.model.fusion_decoder import DecoderSize, FusionDecoder
from sam_cffnet_qgis.engine.model.network import LITE_DECODER, LandslideNetwork
from sam_cffnet_qgis.engine.training.augment import Augmentation, Chip, TileSampler
from sam_cffnet_qgis.engine.training.loop import Trainer

TILE_PX = 256
SCENE_WIDTH_PX = 2048
# Margin of mirrored surroundings in pixels, and every how many chips.
SCENES = {"bijie": (64, 1), "landslide4sense": (16, 3), "sichuan": (64, 3)}
# Factors to the working resolution: 2 m, of 10 m pixels 4 m; or the chips' own, as it was before.
WORKING = {"bijie": 0.4, "landslide4sense": 2.5, "sichuan": 0.25}
OWN = {"bijie": 1.0, "landslide4sense": 2.5, "sichuan": 1.0}
OWN_SOURCES = {
    "bijie": (0.42, 1.0, 4.0),
    "bijie_negative": (0.16, 1.0, 4.0),
    "landslide4sense": (0.26, 2.5, 1.0),
}
COARSE = replace(LITE_DECODER, shallow_strides=2)
WIDE = replace(LITE_DECODER, hidden=128, fused=128, context=64, shallow=16)


class LightNetwork(nn.Module):
    """The light network with any grid and widths."""

    def __init__(self, grid: int, size: DecoderSize, levels: int = 64, frozen: bool = True) -> None:
        super().__init__()
        self.image_encoder = CnnEncoder(levels, grid)
        load_imagenet(self)
        if frozen:
            self.image_encoder.freeze_stem()
        self.decoder = FusionDecoder(levels, size)

    def forward(self, tiles: torch.Tensor) -> torch.Tensor:
        """(B, 3, H, W) -> (B, 1, H, W) logits."""
        return self.decoder(self.image_encoder(tiles), tiles, tiles.shape[-1])


def build_deeplab() -> nn.Module:
    """A plain DeepLabV3+ on the same encoder, the honest baseline."""
    network = LandslideNetwork(replace(ARCHITECTURE, decoder="deeplabv3plus"))
    load_imagenet(network)
    return network


@dataclass(frozen=True)
class Row:
    """A network, and how it is trained and scored."""

    build: Callable[[], nn.Module]
    augmentation: Augmentation = LONG_VARIATION
    tile_px: int = TRAINING_TILE_PX
    sources: dict[str, tuple[float, float, float]] = field(default_factory=lambda: LONG_SOURCES)
    zooms: dict[str, float] = field(default_factory=lambda: WORKING)


def build_shipped() -> nn.Module:
    """The network as it ships."""
    return LightNetwork(8, LITE_DECODER)


ROWS = {
    "shipped": Row(build_shipped),
    "chips at their own pixels": Row(build_shipped, sources=OWN_SOURCES, zooms=OWN),
    "tiles of 256 px in training": Row(build_shipped, tile_px=256),
    "tiles within the chips": Row(build_shipped, replace(LONG_VARIATION, shifts=False)),
    "half the colour variation": Row(build_shipped, replace(LONG_VARIATION, colour=0.5)),
    "levels at stride 16, head at stride 4": Row(lambda: LightNetwork(16, COARSE)),
    "a decoder twice as wide": Row(lambda: LightNetwork(8, WIDE, levels=96)),
    "DeepLabV3+, same encoder": Row(build_deeplab),
}


def train_row(row: Row, entries: list[ChipEntry], seed: int, cpu_seconds: float) -> nn.Module:
    """Train for some CPU time: the schedule follows the share of it that is spent."""
    groups = []
    for source, (share, zoom, coarsening) in row.sources.items():
        pairs = [read_chip(entry) for entry in entries if entry.source == source]
        chips = [Chip(image, mask.astype(np.uint8), zoom, coarsening) for image, mask in pairs]
        groups += [(share, chips)] if chips else []
    sampler = TileSampler(groups, row.tile_px, row.augmentation)
    torch.manual_seed(seed)
    trainer = Trainer(row.build(), replace(LONG, seed=seed, steps=10**9))
    start = time.process_time()
    while (spent := (time.process_time() - start) / cpu_seconds) < 1:
        for group, rate in zip(trainer.optimizer.param_groups, trainer.schedule.base_lrs):
            warm = min((trainer.step + 1) / LONG.warmup_steps, 1)
            group["lr"] = rate * warm * 0.5 * (1 + np.cos(np.pi * spent))
        trainer.advance(*sampler.batch(trainer.generator(), LONG.batch))
    trainer.average.steps = trainer.step
    return trainer.average


@torch.inference_mode()
def count_scene(
    network: nn.Module, entries: list[ChipEntry], name: str, zoom: float
) -> ProbabilityCounts:
    """Probabilities of blended tiles inside the chips of a scene."""
    margin_px, every = SCENES[name]
    pairs = [read_chip(entry) for entry in entries if entry.source == name][::every]
    if name == "bijie":
        pairs += [read_chip(entry) for entry in entries if entry.source == "bijie_negative"]
    scene, truth, places = lay_out(pairs, margin_px, SCENE_WIDTH_PX)
    image = torch.from_numpy(scene).float()[None] / 255
    if zoom != 1:
        edges = [max(round(edge * zoom), TILE_PX) for edge in truth.shape]
        image = F.interpolate(image, edges, mode="bilinear", antialias=True)
    probability = torch.zeros(image.shape[2:])
    axes = [
        list(zip(axis_starts(n, TILE_PX, TILE_PX // 4), axis_weights(n, TILE_PX, TILE_PX // 4)))
        for n in image.shape[2:]
    ]
    for top, down in axes[0]:
        for left, across in axes[1]:
            tile = image[..., top : top + TILE_PX, left : left + TILE_PX]
            weight = torch.from_numpy(np.outer(down, across)).float()
            part = network(tile).sigmoid()[0, 0] * weight
            probability[top : top + TILE_PX, left : left + TILE_PX] += part
    if zoom != 1:
        planes = probability[None, None]
        probability = F.interpolate(planes, truth.shape, mode="bilinear", antialias=True)[0, 0]
    counts = ProbabilityCounts()
    for place in places:
        chip = (place.rows, place.columns)
        known = np.ones(truth[chip].shape, bool)
        counts.add(probability.numpy()[chip].clip(0, 1), truth[chip], known)
    return counts


def main() -> None:
    """Run the rows that are not done, then print all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    parser.add_argument("--minutes", type=float, default=5.0, help="CPU minutes a row and seed")
    parser.add_argument("--seeds", type=int, nargs="*", default=[0, 1])
    parser.add_argument("--results", type=Path, default=Path("build/ablation.json"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    training, held_out = split(find_chips(arguments.data))
    done = json.loads(arguments.results.read_text()) if arguments.results.exists() else {}
    for seed in arguments.seeds:
        for title, row in ROWS.items():
            key = f"{title}|{seed}"
            if key not in done:
                network = train_row(row, training, seed, arguments.minutes * 60).eval()
                counts = {n: count_scene(network, held_out, n, row.zooms[n]) for n in SCENES}
                best = {n: c.confusion(c.best_threshold()).iou for n, c in counts.items()}
                done[key] = {"steps": network.steps, **best}
                arguments.results.parent.mkdir(parents=True, exist_ok=True)
                arguments.results.write_text(json.dumps(done, indent=1))
    for key, figures in done.items():
        print(key, {name: round(value, 3) for name, value in figures.items()})


if __name__ == "__main__":
    main()
