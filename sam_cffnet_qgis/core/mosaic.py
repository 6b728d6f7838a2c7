"""Blending tiles into rows: memory of one strip, the same bits in any order of tiles.

Tiles are added in the grid's order, from the left and from the top. So neither the batches nor the
order in which results arrive can change a sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.tiles import TileGrid, Window, axis_weights

VALID, LEFT_OUT = 1, 2  # a pixel's state, as bits
EMIT_ROWS = 32  # rows shifted at a time, so that shifting needs no second strip of memory


@dataclass(frozen=True)
class PartialRows:
    """Rows to which further tiles are still to be added.

    Attributes:
        sums: (layers, h, w) float32, of weighted tiles.
        state: (h, w) uint8, bits of ``VALID`` and ``LEFT_OUT``.
    """

    sums: np.ndarray
    state: np.ndarray


class RowBlender:
    """Adds weighted tiles up and hands finished rows on, from the top down.

    Args:
        grid: the raster's tiles.
        wanted: pixels that are handed on; tiles may reach beyond.
        layers: planes a tile has (probability, and deviation with test-time augmentation).
        emit: called with values (layers, h, wanted.width) float32 and usable (h, wanted.width)
            bool, rows following each other from ``wanted.top`` to ``wanted.bottom``. A pixel is
            usable if it is valid and no tile that covers it was left out.
        carried: the first wanted rows, to which another blender added the tiles before.
    """

    def __init__(
        self,
        grid: TileGrid,
        wanted: Window,
        layers: int,
        emit: Callable[[np.ndarray, np.ndarray], None],
        carried: PartialRows | None = None,
    ) -> None:
        self._grid = grid
        self._wanted = wanted
        self._emit = emit
        self._row_starts, self._column_starts = grid.row_starts, grid.column_starts
        self._row_weights = axis_weights(grid.size.height, grid.tile_px, grid.overlap_px)
        self._column_weights = axis_weights(grid.size.width, grid.tile_px, grid.overlap_px)
        self._top = wanted.top  # raster row of the first row held
        shape = (grid.tile_px, wanted.width)
        self._sums = np.zeros((layers, *shape), np.float32)
        self._state = np.zeros(shape, np.uint8)
        if carried is not None:
            height = len(carried.state)
            self._sums[:, :height] = carried.sums
            self._state[:height] = carried.state

    def add(self, row: int, column: int, values: np.ndarray | None, valid: np.ndarray) -> None:
        """Add the next tile: rows from the top, columns from the left; unwanted ones may be missing.

        Args:
            row: index of its row of tiles.
            column: index of its column.
            values: (layers, tile_px, tile_px) float32, or None if the tile was left out; rows below
                the wanted ones may be missing.
            valid: (tile_px, tile_px) bool, with the same rows.
        """
        top, left = self._row_starts[row], self._column_starts[column]
        self._advance(top)
        edge = self._grid.tile_px
        window = Window(top, left, top + edge, left + edge)
        part = window.intersection(self._wanted)
        if part.is_empty:
            return
        held = Window(self._top, self._wanted.left, self._top + edge, self._wanted.right)
        target, source = part.slices_in(held), part.slices_in(window)
        if values is None:
            self._state[target] |= LEFT_OUT
            return
        rows, columns = source
        weights = self._row_weights[row][rows, None] * self._column_weights[column][columns]
        weighted = values[(slice(None), *source)] * weights.astype(np.float32)
        self._sums[(slice(None), *target)] += weighted
        self._state[target] |= valid[source]

    def finish(self) -> None:
        """Hand on the rows that are left."""
        self._advance(self._wanted.bottom)

    def hand_over(self, row: int) -> PartialRows:
        """Hand on the rows above a raster row, and give the sums of those below it as they are.

        Args:
            row: at most a tile's edge above the last wanted row.
        """
        self._advance(row)
        left = slice(0, self._wanted.bottom - self._top)
        return PartialRows(self._sums[:, left].copy(), self._state[left].copy())

    def _advance(self, row: int) -> None:
        """Hand on all rows above a raster row."""
        while self._top < min(row, self._wanted.bottom):
            count = min(row - self._top, EMIT_ROWS, self._wanted.bottom - self._top)
            count = min(count, self._grid.tile_px)
            self._emit(np.clip(self._sums[:, :count], 0, 1), self._state[:count] == VALID)
            self._shift(count)

    def _shift(self, count: int) -> None:
        for plane in (*self._sums, self._state):
            for start in range(0, len(plane) - count, count):
                stop = min(start + count, len(plane) - count)
                plane[start:stop] = plane[start + count : stop + count]
            plane[-count:] = 0
        self._top += count
