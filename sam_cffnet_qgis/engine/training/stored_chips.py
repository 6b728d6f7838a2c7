"""Chips that the host has stored (see ``core/chip_store.py``), mapped into memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from sam_cffnet_qgis.engine.training.augment import Chip

OVERLAP_SHARE = 4  # neighbours share one part of so many of their edge
LANDSLIDE_SHARE = 0.5  # of the drawn tiles; the rest is shared by the other kinds


@dataclass(frozen=True)
class TrainingChip:
    """A chip with what is known of its ground.

    Attributes:
        kind: ``landslide``, ``negative``, ``near`` or ``far``.
        is_tile: whether it was cut where a tile of detection lies.
    """

    chip: Chip
    kind: str
    is_tile: bool = True


def open_chips(folder: Path, role: str) -> list[TrainingChip]:
    """Chips of a role (``training``, ``validation`` or ``test``) in the order of the store."""
    rows = json.loads((folder / "chips.json").read_text(encoding="utf-8"))
    pixels = np.memmap(folder / "chips.bin", np.uint8, "r")
    return [
        TrainingChip(_chip(pixels, row), row["kind"], bool(row["box"] or row.get("is_tile")))
        for row in rows
        if row["role"] == role
    ]


def _chip(pixels: np.ndarray, row: dict) -> Chip:
    height, width = row["shape"]
    dtype = np.dtype(row["dtype"])
    middle = row["offset"] + 3 * height * width * dtype.itemsize
    image = pixels[row["offset"] : middle].view(dtype).reshape(3, height, width)
    label = pixels[middle : middle + height * width].reshape(height, width)
    return Chip(image, label)


def balanced_groups(chips: list[TrainingChip]) -> list[tuple[float, list[Chip]]]:
    """Groups for a ``TileSampler``: half landslides, the rest shared by the kinds that there are."""
    kinds: dict[str, list[Chip]] = {}
    for training_chip in chips:
        kinds.setdefault(training_chip.kind, []).append(training_chip.chip)
    others = max(len(kinds) - 1, 1)
    return [
        (LANDSLIDE_SHARE if kind == "landslide" else (1 - LANDSLIDE_SHARE) / others, group)
        for kind, group in kinds.items()
    ]


def judged_places(length: int, edge: int, phase: int) -> list[tuple[int, slice]]:
    """Along one axis: where tiles start, and which pixels of the chip each of them decides.

    As in detection, but for blending: neighbours share a quarter of their edge, and a pixel is decided
    by the tile in which it is farther from the edge.

    Args:
        length: of the chip.
        edge: of a tile.
        phase: pixels by which the first tile's own part reaches before the chip.
    """
    margin = edge // OVERLAP_SHARE // 2
    step = edge - 2 * margin
    cores = range(-phase, length, step)
    return [(core - margin, slice(max(core, 0), min(core + step, length))) for core in cores]


def as_inputs(images: list[np.ndarray]) -> torch.Tensor:
    """Stack images of one size, uint8 or of 0-1: (B, 3, H, W) float32 in [0, 1]."""
    scales = [255 if image.dtype == np.uint8 else 1 for image in images]
    parts = [np.asarray(image, np.float32) / np.float32(n) for image, n in zip(images, scales)]
    return torch.from_numpy(np.stack(parts))


def as_tiles(chips: list[Chip]) -> tuple[torch.Tensor, torch.Tensor]:
    """Stack chips of one size: tiles (B, 3, H, W) float32 in [0, 1], labels (B, 1, H, W) uint8."""
    labels = torch.from_numpy(np.stack([chip.label for chip in chips]))[:, None]
    return as_inputs([chip.image for chip in chips]), labels
