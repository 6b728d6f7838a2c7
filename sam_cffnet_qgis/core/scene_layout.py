"""Scenes laid out from chips, so that a network meets their landslides as it does in use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Placement:
    """Where a chip stands in a laid-out scene: its inner rows and columns in pixels."""

    rows: slice
    columns: slice


def lay_out(
    pairs: list[tuple[np.ndarray, np.ndarray]], margin_px: int, width_px: int
) -> tuple[np.ndarray, np.ndarray, list[Placement]]:
    """Lay chips out in one scene, each with mirrored surroundings.

    A network that is scored on such a scene through the whole pipeline sees landslides at any
    place of its tiles, as in use; chip by chip it would see them all in the centre.

    Args:
        pairs: images (3, H, W) uint8 and masks (H, W) bool at one resolution.
        margin_px: width of the mirrored surroundings.
        width_px: smallest width of the scene.

    Returns:
        Scene (3, H, W) uint8, truth (H, W) bool, and each chip's place.
    """
    order = sorted(range(len(pairs)), key=lambda index: -pairs[index][1].shape[0])
    spans = [max(m.shape[1] for _, m in pairs) + 2 * margin_px, width_px]
    width = max(spans)
    places: list[Placement | None] = [None] * len(pairs)
    top = left = shelf = 0
    for index in order:
        height, breadth = (edge + 2 * margin_px for edge in pairs[index][1].shape)
        if left + breadth > width:
            top, left, shelf = top + shelf, 0, 0
        shelf = max(shelf, height)
        inner = (top + margin_px, left + margin_px)
        rows = slice(inner[0], inner[0] + height - 2 * margin_px)
        places[index] = Placement(rows, slice(inner[1], inner[1] + breadth - 2 * margin_px))
        left += breadth
    scene = np.zeros((3, top + shelf, width), np.uint8)
    truth = np.zeros(scene.shape[1:], bool)
    for (image, mask), place in zip(pairs, places):
        _fill_cell(scene, image, place, margin_px)
        truth[place.rows, place.columns] = mask
    return scene, truth, places


def _fill_cell(scene: np.ndarray, image: np.ndarray, place: Placement, margin_px: int) -> None:
    margins = ((0, 0), (margin_px, margin_px), (margin_px, margin_px))
    cell = np.pad(image, margins, mode="symmetric")
    top, left = place.rows.start - margin_px, place.columns.start - margin_px
    scene[:, top : top + cell.shape[1], left : left + cell.shape[2]] = cell
