"""Training tiles from labelled chips: off-centre crops at ground resolution, colours, borders.

A chip is never resized to fill a tile: that would teach the size of the landslide, and a chip
centred on its landslide would teach the centre. Tiles are cut at a random place and scale around
the working resolution; what lies outside a chip is its mirror image, other ground or blank.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F

LANDSLIDE, UNKNOWN = 1, 255  # values of a label; 0 is other ground


Batch = tuple[tuple[torch.Tensor, ...], torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class Chip:
    """A labelled image at its own resolution.

    Attributes:
        image: (3, H, W), uint8 of 0-255 or floats of 0-1.
        label: (H, W) uint8: 0 other ground, 1 landslide, 255 unknown.
        zoom: factor to the working resolution, 2.5 enlarges 10 m to 4 m pixels.
        coarsening: largest factor by which the chip may be coarsened beyond the scale jitter.
    """

    image: np.ndarray
    label: np.ndarray
    zoom: float = 1.0
    coarsening: float = 1.0


@dataclass(frozen=True)
class Augmentation:
    """How far tiles vary: shares of the tiles, scale jitter as exponent of e, ``colour`` as factor.

    Attributes:
        colour: strength of the changes of light, haze and season, 1 is full, 0 none.
        turns: one of the eight flips and quarter turns each time.
        shifts: places beyond a chip that is about as large as a tile. It would always stand in the
            middle, and so would the landslide on which chips are centred; in detection it lies as
            the grid happens to fall.
    """

    scale_jitter: float = 0.5
    coarsen_share: float = 0.4
    other_ground_share: float = 0.2
    blank_share: float = 0.12
    blur_share: float = 0.3
    grey_share: float = 0.04
    colour: float = 1.0
    turns: bool = True
    shifts: bool = True


FLIPS_AND_TURNS = Augmentation(0, 0, 0, 0, 0, 0, 0, shifts=False)
NO_AUGMENTATION = replace(FLIPS_AND_TURNS, turns=False)


def targets(labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Masks and known pixels, float32 of 0 or 1, of labels of any shape."""
    return (labels == LANDSLIDE).float(), (labels != UNKNOWN).float()


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

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw a batch.

        Returns:
            Tiles (B, 3, tile_px, tile_px) float32 in [0, 1] in a tuple of one; masks and known
            pixels (B, 1, tile_px, tile_px) float32, 0 or 1.
        """
        drawn = [self.tile(rng) for _ in range(size)]
        tiles = torch.from_numpy(np.stack([tile for tile, _ in drawn]))
        labels = torch.from_numpy(np.stack([label for _, label in drawn]))[:, None]
        return (tiles,), *targets(labels)

    def tile(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw a tile (3, tile_px, tile_px) float32 in [0, 1] and its label (tile_px, tile_px)."""
        chip = self._chip(rng)
        factor = self._factor(rng, chip)
        tile, label = self._ground(rng, chip, factor)
        is_small = chip.label.size * factor**2 < label.size / 4
        if rng.random() < self.augmentation.other_ground_share or is_small:
            for _ in range(rng.integers(1, 5)):
                self._paste(rng, tile, label)
        if self.augmentation.turns:
            tile, label = _turned(rng, tile, label)
        if self.augmentation.colour > 0:
            tile = self._recoloured(rng, tile)
        if rng.random() < self.augmentation.blank_share:
            _blank(rng, tile, label)
        return np.ascontiguousarray(tile, np.float32), np.ascontiguousarray(label)

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
        self, rng: np.random.Generator, chip: Chip, factor: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """A tile at a random place of a chip; beyond the chip its mirror images."""
        edge = max(round(self.tile_px / factor), 8)  # in pixels of the chip
        shifts = self.augmentation.shifts
        top, left = (_start(rng, length, edge, shifts) for length in chip.label.shape)
        image = mirrored_window(chip.image, top, left, edge)
        label = mirrored_window(chip.label, top, left, edge)
        return _resized(image, label, self.tile_px)

    def _paste(self, rng: np.random.Generator, tile: np.ndarray, label: np.ndarray) -> None:
        """Lay other ground over a part of the tile, in place."""
        chip = self._chip(rng)
        factor = self._factor(rng, chip)
        other = self._ground(rng, chip, factor)
        # No larger than the chip itself, so that its mirror images fill little of the tile.
        most = self.tile_px * 3 // 5
        edges = [int(np.clip(length * factor, 8, most)) for length in chip.label.shape]
        top, left = (int(rng.integers(self.tile_px - edge + 1)) for edge in edges)
        row, column = (int(rng.integers(self.tile_px - edge + 1)) for edge in edges)
        target = (slice(top, top + edges[0]), slice(left, left + edges[1]))
        source = (slice(row, row + edges[0]), slice(column, column + edges[1]))
        tile[(slice(None), *target)] = other[0][(slice(None), *source)]
        label[target] = other[1][source]

    def _recoloured(self, rng: np.random.Generator, tile: np.ndarray) -> np.ndarray:
        """Vary light, haze, sensor and season: gamma, gains, contrast, saturation, blur, noise."""
        strength = self.augmentation.colour

        def vary(spread: float, shape: tuple[int, ...] = ()) -> np.ndarray:
            return np.float32(strength * spread) * rng.standard_normal(shape, np.float32)

        tile = np.clip(tile, 0, 1) ** np.exp(vary(0.25))
        grey = tile.mean(0, keepdims=True)
        saturation = 1 + strength * np.float32(rng.uniform(-0.6, 0.5))
        if rng.random() < self.augmentation.grey_share:
            saturation = np.float32(0)
        tile = (grey + saturation * (tile - grey)) * np.exp(vary(0.06, (3, 1, 1)))
        level = tile.mean()
        tile = (level + np.exp(vary(0.25)) * (tile - level)) * np.exp(vary(0.25))
        tile = tile + vary(0.05) + vary(0.02, (3, 1, 1))
        if rng.random() < self.augmentation.blur_share:
            tile = _blurred(tile, rng.uniform(1.2, 3.0))
        tile = tile + vary(rng.uniform(0, 0.03), tile.shape)
        return np.clip(tile, 0, 1)


def _start(rng: np.random.Generator, length: int, edge: int, shifts: bool) -> int:
    """Where a tile starts along one axis of a chip: inside of it, or around it if the tile is larger.

    With ``shifts`` the places reach beyond the chip until they span a whole tile.
    """
    slack = length - edge
    reach = max(edge - abs(slack), 0) // 2 if shifts else 0
    return int(rng.integers(min(slack, 0) - reach, max(slack, 0) + reach + 1))


def _resized(image: np.ndarray, label: np.ndarray, edge_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Resize, antialiased: image as float32 in [0, 1], label by the larger share; sizes as given."""
    tensor = torch.from_numpy(np.ascontiguousarray(image)).float()
    if image.dtype == np.uint8:
        tensor = tensor / 255
    if label.shape == (edge_px, edge_px):
        return tensor.numpy(), np.ascontiguousarray(label)
    layers = torch.from_numpy(np.stack([label == LANDSLIDE, label != UNKNOWN])).float()
    stack = torch.cat((tensor, layers))[None]
    resized = F.interpolate(stack, (edge_px, edge_px), mode="bilinear", antialias=True)[0].numpy()
    new_label = np.where(resized[3] > 0.5, LANDSLIDE, 0).astype(np.uint8)
    new_label[resized[4] < 0.5] = UNKNOWN
    return np.ascontiguousarray(resized[:3]), new_label


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
