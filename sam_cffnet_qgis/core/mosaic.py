"""Blending tiles into rows: memory of one strip, the same bits in any order of tiles.

A row of tiles is added up when all its tiles are there, from left to right; rows are added from the
top. So neither the batches nor the order in which results arrive can change a sum.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_cffnet_qgis.core.tiles import TileGrid, Window, axis_weights

EMIT_ROWS = 64  # rows shifted at a time, so that shifting needs no second strip of memory


class RowBlender:
    """Adds weighted tiles up and hands finished rows on, from the top down.

    Args:
        grid: the raster's tiles.
        wanted: pixels that are handed on; tiles may reach beyond.
        layers: planes a tile has (probability, and deviation with test-time augmentation).
        emit: called with values (layers, h, wanted.width) float32 and usable (h, wanted.width)
            bool, rows following each other from ``wanted.top`` to ``wanted.bottom``. A pixel is
            usable if it is valid and no tile that covers it was left out.
    """

    def __init__(
        self,
        grid: TileGrid,
        wanted: Window,
        layers: int,
        emit: Callable[[np.ndarray, np.ndarray], None],
    ) -> None:
        self._grid = grid
        self._wanted = wanted
        self._emit = emit
        self._row_weights = axis_weights(grid.size.height, grid.tile_px, grid.overlap_px)
        self._column_weights = axis_weights(grid.size.width, grid.tile_px, grid.overlap_px)
        self._top = wanted.top  # raster row of the first row held
        shape = (grid.tile_px, wanted.width)
        self._sums = np.zeros((layers, *shape), np.float32)
        self._valid = np.zeros(shape, bool)
        self._is_left_out = np.zeros(shape, bool)

    def add_row(self, row: int, tiles: list[tuple[int, np.ndarray | None, np.ndarray]]) -> None:
        """Add a whole row of tiles; rows come from the top, those without tiles may be missing.

        Args:
            row: index of the row of tiles.
            tiles: column index, values (layers, tile_px, tile_px) or None if it was left out, and
                validity (tile_px, tile_px), in the order of columns.
        """
        start = self._grid.row_starts[row]
        self._advance(start)
        for column, values, valid in tiles:
            left = self._grid.column_starts[column]
            edge = self._grid.tile_px
            window = Window(start, left, start + edge, left + edge)
            part = window.intersection(self._wanted)
            if part.is_empty:
                continue
            held = Window(self._top, self._wanted.left, self._top + edge, self._wanted.right)
            target, source = part.slices_in(held), part.slices_in(window)
            if values is None:
                self._is_left_out[target] = True
                continue
            rows, columns = source
            weights = self._row_weights[row][rows, None] * self._column_weights[column][columns]
            self._sums[(slice(None), *target)] += values[(slice(None), *source)] * weights.astype(
                np.float32
            )
            self._valid[target] |= valid[source]

    def finish(self) -> None:
        """Hand on the rows that are left."""
        self._advance(self._wanted.bottom)

    def _advance(self, row: int) -> None:
        """Hand on all rows above a raster row."""
        while self._top < min(row, self._wanted.bottom):
            count = min(row - self._top, EMIT_ROWS, self._wanted.bottom - self._top)
            count = min(count, self._grid.tile_px)
            usable = self._valid[:count] & ~self._is_left_out[:count]
            self._emit(np.clip(self._sums[:, :count], 0, 1), usable)
            self._shift(count)

    def _shift(self, count: int) -> None:
        for plane in (*self._sums, self._valid, self._is_left_out):
            for start in range(0, len(plane) - count, count):
                stop = min(start + count, len(plane) - count)
                plane[start:stop] = plane[start + count : stop + count]
            plane[-count:] = 0
        self._top += count
