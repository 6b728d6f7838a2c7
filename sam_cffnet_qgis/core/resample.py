"""Resampling between the raster's pixels and the working resolution.

A pixel is the weighted sum of a few source pixels, added in the order of their places: so its value,
to the last bit, depends on its place alone and never on the window that was read. Masked pixels weigh
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.tiles import Window

ROUNDING = 1e-5  # of a sum of weights
CHUNK_ROWS = 64  # of the target, computed at a time, so that what lies between stays in the cache


@dataclass(frozen=True)
class AxisMap:
    """One axis of a raster seen at another resolution; both grids cover the same length.

    Attributes:
        source_px: pixels of the grid that is read.
        target_px: pixels of the grid that is wanted.
    """

    source_px: int
    target_px: int

    @property
    def step(self) -> float:
        """Source pixels a target pixel."""
        return self.source_px / self.target_px

    def source_range(self, start: int, stop: int) -> tuple[int, int]:
        """Source pixels needed for target pixels ``start`` to ``stop`` (end excluded)."""
        if self.source_px == self.target_px:
            return start, stop
        reach = max(self.step, 1.0) / 2 + 1
        first = int(np.floor((start + 0.5) * self.step - reach))
        last = int(np.ceil((stop - 0.5) * self.step + reach))
        return max(first, 0), min(last, self.source_px)

    def taps(self, start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
        """Source pixels that make target pixels, and their weights: means downward, bilinear upward.

        Returns:
            Indices (taps, stop - start) int64, each inside the axis, and weights of the same shape,
            float32, which sum to one over the taps.
        """
        target = np.arange(start, stop)
        if self.step >= 1:  # share of the target pixel that the source pixel covers
            low, high = target * self.step, (target + 1) * self.step
            source = np.floor(low).astype(np.int64) + np.arange(np.ceil(self.step) + 1)[:, None]
            share = np.minimum(high, source + 1) - np.maximum(low, source)
            weights = np.clip(share, 0, None) / self.step
        else:
            centre = np.clip((target + 0.5) * self.step - 0.5, 0, self.source_px - 1)
            source = np.floor(centre).astype(np.int64) + np.arange(2)[:, None]
            weights = np.clip(1 - np.abs(source - centre), 0, None)
        indices = np.clip(source, 0, self.source_px - 1).astype(np.int64)
        return indices, weights.astype(np.float32)


@dataclass(frozen=True)
class GridMap:
    """Rows and columns of a raster seen at another resolution."""

    rows: AxisMap
    columns: AxisMap

    @property
    def is_identity(self) -> bool:
        """Whether both grids are the same."""
        axes = (self.rows, self.columns)
        return all(axis.source_px == axis.target_px for axis in axes)

    @property
    def reach(self) -> int:
        """Source pixels, at most, from a target pixel's centre to one that it is made from."""
        return int(np.ceil(max(self.rows.step, self.columns.step, 1.0) / 2)) + 1

    def inverse(self) -> GridMap:
        """The map in the other direction."""
        rows = AxisMap(self.rows.target_px, self.rows.source_px)
        return GridMap(rows, AxisMap(self.columns.target_px, self.columns.source_px))

    def source_window(self, target: Window) -> Window:
        """Source pixels needed for a target window."""
        top, bottom = self.rows.source_range(target.top, target.bottom)
        left, right = self.columns.source_range(target.left, target.right)
        return Window(top, left, bottom, right)

    def resample(
        self, values: np.ndarray, valid: np.ndarray, source: Window, target: Window
    ) -> tuple[np.ndarray, np.ndarray]:
        """Resample values, leaving invalid pixels out of every mean.

        Args:
            values: (C, h, w) of the source window, any finite content where invalid.
            valid: (h, w) bool.
            source: window that ``values`` hold.
            target: window wanted.

        Returns:
            (C, H, W) float32, 0 where nothing was valid, and the valid share (H, W) float32.
        """
        rows, row_weights = self.rows.taps(target.top, target.bottom)
        columns, column_weights = self.columns.taps(target.left, target.right)
        taps = (rows - source.top, row_weights, columns - source.left, column_weights)

        def summed(planes: np.ndarray) -> np.ndarray:
            total = np.empty((len(planes), target.height, target.width), np.float32)
            for plane, out in zip(planes, total):
                _sum_taps(plane, *taps, out)
            return total

        if valid.all():
            return summed(values), np.ones((target.height, target.width), np.float32)
        sums = summed(np.where(valid, values, 0))
        share = summed(valid[None].astype(np.float32))[0]
        share[share < ROUNDING] = 0
        # Where all is valid the share is one but for rounding, and the sum the mean already.
        share[share > 1 - ROUNDING] = 1
        np.divide(sums, share, out=sums, where=share > 0)
        sums[:, share == 0] = 0
        return sums, share


def _sum_taps(
    plane: np.ndarray,
    rows: np.ndarray,
    row_weights: np.ndarray,
    columns: np.ndarray,
    column_weights: np.ndarray,
    out: np.ndarray,
) -> None:
    """Weighted sums of a plane's rows, and of these the weighted sums of their columns.

    Args:
        plane: (h, w) of the source.
        rows: taps (T, H).
        row_weights: of the same shape.
        columns: taps (T, W).
        column_weights: of the same shape.
        out: (H, W) float32, written.
    """
    height, width = len(out), plane.shape[1]
    shape = (min(CHUNK_ROWS, height), width)
    halfway, part = np.empty(shape, np.float32), np.empty(shape, np.float32)
    taken = np.empty((len(halfway), out.shape[1]), np.float32)
    for top in range(0, height, CHUNK_ROWS):
        chunk = out[top : top + CHUNK_ROWS]
        count = len(chunk)
        here = slice(top, top + count)
        sums = halfway[:count]
        for number, tap in enumerate(_used_taps(row_weights[:, here])):
            weighted = part[:count] if number else sums
            weights = row_weights[tap, here, None]
            np.multiply(plane[_as_slice(rows[tap, here])], weights, weighted, casting="same_kind")
            if number:
                sums += weighted
        for number, tap in enumerate(_used_taps(column_weights)):
            weighted = taken[:count] if number else chunk
            sums.take(columns[tap], 1, weighted, mode="clip")  # all lie inside
            weighted *= column_weights[tap]
            if number:
                chunk += weighted


def _used_taps(weights: np.ndarray) -> list[int]:
    """The first tap and all others with a weight; the last of a whole-numbered step has none."""
    return [0, *(n for n in range(1, len(weights)) if weights[n].any())]


def _as_slice(indices: np.ndarray) -> np.ndarray | slice:
    """Evenly spaced indices as a slice, which copies nothing."""
    steps = np.diff(indices[:2])
    step = int(steps[0]) if steps.size else 1
    if step < 1 or (indices != np.arange(len(indices)) * step + indices[0]).any():
        return indices
    return slice(int(indices[0]), int(indices[-1]) + 1, step)
