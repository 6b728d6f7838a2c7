"""Resampling between the raster's pixels and the working resolution.

Both directions are products with small weight matrices, so that a pixel's value depends on its place
alone and never on the window that was read, and masked pixels weigh nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.tiles import Window


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

    def weights(self, start: int, stop: int, source_start: int, source_stop: int) -> np.ndarray:
        """Weights of source pixels in target pixels: means downward, bilinear upward.

        Returns:
            (stop - start, source_stop - source_start) float32; a row sums to one where its source
            pixels are all given.
        """
        source = np.arange(source_start, source_stop)
        target = np.arange(start, stop)[:, None]
        if self.step >= 1:  # share of the target pixel that the source pixel covers
            low, high = target * self.step, (target + 1) * self.step
            share = np.minimum(high, source + 1) - np.maximum(low, source)
            return (np.clip(share, 0, None) / self.step).astype(np.float32)
        centre = np.clip((target + 0.5) * self.step - 0.5, 0, self.source_px - 1)
        return np.clip(1 - np.abs(source - centre), 0, None).astype(np.float32)


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
        down = self.rows.weights(target.top, target.bottom, source.top, source.bottom)
        across = self.columns.weights(target.left, target.right, source.left, source.right).T
        share = down @ valid.astype(np.float32) @ across
        weighted = np.where(valid, values, 0).astype(np.float32)
        sums = down @ weighted @ across
        return np.divide(sums, share, out=np.zeros_like(sums), where=share > 1e-6), share
