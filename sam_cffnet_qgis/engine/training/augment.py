"""Training tiles from labelled chips: off-centre crops at ground resolution, colours, borders.

A chip is never resized to fill a tile: that would teach the size of the landslide, and a chip
centred on its landslide would teach the centre. Tiles are cut at a random place and scale around
the working resolution; what lies outside a chip is its mirror image, other ground or blank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F


@dataclass(frozen=True)
class Chip:
    """A labelled image at its own resolution.

    Attributes:
        image: (3, H, W) uint8.
        mask: (H, W) bool, True on landslides.
        zoom: factor to the working resolution, 2.5 enlarges 10 m to 4 m pixels.
        coarsening: largest factor by which the chip may be coarsened beyond the scale jitter.
    """

    image: np.ndarray
    mask: np.ndarray
    zoom: float = 1.0
    coarsening: float = 1.0


@dataclass(frozen=True)
class Augmentation:
    """How far tiles vary; probabilities in [0, 1], jitters as exponents of e or as factors."""

    scale_jitter: float = 0.5
    coarsen_share: float = 0.4
    other_ground_share: float = 0.2
    blank_share: float = 0.12
    blur_share: float = 0.3
    grey_share: float = 0.04


def scaled(chip: Chip, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Resize a chip, antialiased: image (3, h, w) float32 in [0, 1], mask (h, w) float32."""
    height, width = (max(round(edge * factor), 8) for edge in chip.mask.shape)
    stack = np.concatenate(
        [chip.image.astype(np.float32) / 255, chip.mask[None]], 0, dtype=np.float32
    )
    tensor = torch.from_numpy(stack)[None]
    resized = F.interpolate(tensor, (height, width), mode="bilinear", antialias=True)[0].numpy()
    return resized[:3], resized[3]


def mirrored_window(array: np.ndarray, top: int, left: int, edge_px: int) -> np.ndarray:
    """Square window of an endless plane of mirror images of an array.

    Args:
        array: (..., H, W).
        top: first row; may be negative or beyond the array.
        left: first column, likewise.
        edge_px: edge of the window.

    Returns:
        (..., edge_px, edge_px).
    """
    rows = _mirrored(np.arange(top, top + edge_px), array.shape[-2])
    columns = _mirrored(np.arange(left, left + edge_px), array.shape[-1])
    return array[..., rows[:, None], columns]


def _mirrored(index: np.ndarray, length: int) -> np.ndarray:
    folded = index % (2 * length)
    return np.where(folded < length, folded, 2 * length - 1 - folded)


class TileSampler:
    """Draws training tiles from weighted groups of chips."""

    def __init__(
        self, groups: list[tuple[float, list[Chip]]], tile_px: int, augmentation: Augmentation
    ) -> None:
        weights = np.array([weight for weight, _ in groups])
        self.shares = weights / weights.sum()
        self.groups = [chips for _, chips in groups]
        self.tile_px = tile_px
        self.augmentation = augmentation

    def batch(self, rng: np.random.Generator, size: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Draw a batch.

        Returns:
            Tiles (B, 3, tile_px, tile_px) float32 in [0, 1], masks (B, 1, tile_px, tile_px).
        """
        drawn = [self.tile(rng) for _ in range(size)]
        tiles = np.stack([tile for tile, _ in drawn])
        masks = np.stack([mask for _, mask in drawn])[:, None]
        return torch.from_numpy(tiles), torch.from_numpy(masks)

    def tile(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw a tile (3, tile_px, tile_px) and its mask (tile_px, tile_px), float32."""
        chip = self._chip(rng)
        factor = self._factor(rng, chip)
        image, mask = scaled(chip, factor)
        tile, label = self._ground(rng, image, mask)
        if rng.random() < self.augmentation.other_ground_share or image[0].size < tile[0].size / 4:
            for _ in range(rng.integers(1, 5)):
                other = self._chip(rng)
                self._paste(rng, tile, label, *scaled(other, self._factor(rng, other)))
        tile, label = _turned(rng, tile, label)
        tile = self._recoloured(rng, tile)
        if rng.random() < self.augmentation.blank_share:
            _blank(rng, tile, label)
        return np.ascontiguousarray(tile), (label > 0.5).astype(np.float32)

    def _chip(self, rng: np.random.Generator) -> Chip:
        chips = self.groups[rng.choice(len(self.groups), p=self.shares)]
        return chips[rng.integers(len(chips))]

    def _factor(self, rng: np.random.Generator, chip: Chip) -> float:
        jitter = self.augmentation.scale_jitter
        factor = chip.zoom * np.exp(rng.uniform(-jitter, jitter))
        if chip.coarsening > 1 and rng.random() < self.augmentation.coarsen_share:
            factor *= np.exp(-rng.uniform(0, np.log(chip.coarsening)))
        return float(factor)

    def _ground(
        self, rng: np.random.Generator, image: np.ndarray, mask: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Lay an image at a random place of the tile, its mirror images around it."""
        slack = [edge - self.tile_px for edge in mask.shape]
        top, left = (int(rng.integers(min(s, 0), max(s, 0) + 1)) for s in slack)
        window = (top, left, self.tile_px)
        return mirrored_window(image, *window), mirrored_window(mask, *window)

    def _paste(
        self,
        rng: np.random.Generator,
        tile: np.ndarray,
        label: np.ndarray,
        image: np.ndarray,
        mask: np.ndarray,
    ) -> None:
        """Lay other ground over a part of the tile, in place."""
        edges = [min(edge, self.tile_px * 3 // 5) for edge in mask.shape]
        top, left = (int(rng.integers(self.tile_px - edge + 1)) for edge in edges)
        row, column = (int(rng.integers(s - e + 1)) for s, e in zip(mask.shape, edges))
        target = (slice(top, top + edges[0]), slice(left, left + edges[1]))
        source = (slice(row, row + edges[0]), slice(column, column + edges[1]))
        tile[(slice(None), *target)] = image[(slice(None), *source)]
        label[target] = mask[source]

    def _recoloured(self, rng: np.random.Generator, tile: np.ndarray) -> np.ndarray:
        """Vary light, haze, sensor and season: gamma, gains, contrast, saturation, blur, noise."""
        tile = np.clip(tile, 0, 1) ** np.exp(rng.normal(0, 0.25))
        grey = tile.mean(0, keepdims=True)
        is_grey = rng.random() < self.augmentation.grey_share
        tile = grey + (0 if is_grey else rng.uniform(0.4, 1.5)) * (tile - grey)
        tile = tile * np.exp(rng.normal(0, 0.06, (3, 1, 1)))
        level = tile.mean()
        tile = level + np.exp(rng.normal(0, 0.25)) * (tile - level)
        tile = (
            tile * np.exp(rng.normal(0, 0.25))
            + rng.normal(0, 0.05)
            + rng.normal(0, 0.02, (3, 1, 1))
        )
        if rng.random() < self.augmentation.blur_share:
            tile = _blurred(tile, rng.uniform(1.2, 3.0))
        tile = tile + rng.normal(0, rng.uniform(0, 0.03), tile.shape)
        return np.clip(tile, 0, 1).astype(np.float32)


def _turned(
    rng: np.random.Generator, tile: np.ndarray, label: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One of the eight flips and quarter turns."""
    turns = int(rng.integers(4))
    tile, label = np.rot90(tile, turns, (1, 2)), np.rot90(label, turns)
    return (tile[..., ::-1], label[..., ::-1]) if rng.random() < 0.5 else (tile, label)


def _blurred(tile: np.ndarray, factor: float) -> np.ndarray:
    """Lose detail as a coarser sensor does: down by a factor and back."""
    edge = max(round(tile.shape[1] / factor), 16)
    small = F.interpolate(
        torch.from_numpy(np.ascontiguousarray(tile))[None].float(),
        (edge, edge),
        mode="bilinear",
        antialias=True,
    )
    return F.interpolate(small, tile.shape[1:], mode="bilinear")[0].numpy()


def _blank(rng: np.random.Generator, tile: np.ndarray, label: np.ndarray) -> None:
    """Make one side of a random line blank (black or white, no landslide), in place."""
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[-1 : 1 : tile.shape[1] * 1j, -1 : 1 : tile.shape[2] * 1j]
    outside = np.cos(angle) * x + np.sin(angle) * y > rng.uniform(-0.2, 0.9)
    tile[:, outside] = float(rng.random() < 0.5)
    label[outside] = 0
