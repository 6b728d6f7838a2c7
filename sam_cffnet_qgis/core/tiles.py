"""Tile arithmetic: where tiles lie, and how their overlaps are weighted. No input or output."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.errors import TileSizeError

MAX_OVERLAP_SHARE = 0.9  # beyond this a run costs a hundredfold for nothing


@dataclass(frozen=True)
class Size:
    """Height and width in pixels."""

    height: int
    width: int


@dataclass(frozen=True)
class Window:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right`` (ends excluded), in pixels."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def is_empty(self) -> bool:
        """Whether it holds no pixel."""
        return self.height <= 0 or self.width <= 0

    def intersection(self, other: Window) -> Window:
        """The pixels that both hold; may be empty."""
        return Window(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )

    def grown(self, reach: int) -> Window:
        """With so many pixels more on every side."""
        return Window(self.top - reach, self.left - reach, self.bottom + reach, self.right + reach)

    def moved(self, rows: int, columns: int) -> Window:
        """So many pixels further down and to the right."""
        return Window(
            self.top + rows, self.left + columns, self.bottom + rows, self.right + columns
        )

    def slices_in(self, outer: Window) -> tuple[slice, slice]:
        """Row and column slices of this window in an array that holds ``outer``."""
        rows = slice(self.top - outer.top, self.bottom - outer.top)
        return rows, slice(self.left - outer.left, self.right - outer.left)


def axis_starts(length_px: int, tile_px: int, overlap_px: int) -> list[int]:
    """First pixels of the tiles along one axis.

    Tiles stand every ``tile_px - overlap_px`` pixels from 0; the last is moved back inside, so that
    every tile is full. An axis shorter than a tile has one tile, which reaches beyond it.
    Number of tiles: ceil((length - overlap) / (tile - overlap)), at least one.

    Args:
        length_px: length of the axis, at least 1.
        tile_px: tile edge.
        overlap_px: pixels shared by neighbours.

    Returns:
        Strictly increasing starts, the first is 0.

    Raises:
        TileSizeError: if the overlap is negative or not well below the tile edge.
    """
    largest = int(tile_px * MAX_OVERLAP_SHARE)
    if not 0 <= overlap_px <= largest:
        raise TileSizeError(
            "The overlap is {overlap} px, but the model's tiles are {tile} px wide. "
            "Choose an overlap from 0 to {largest} px; {usual} px is usual.",
            overlap=overlap_px,
            tile=tile_px,
            largest=largest,
            usual=tile_px // 4,
        )
    last = max(length_px - tile_px, 0)
    starts = list(range(0, last, tile_px - overlap_px))
    return [*starts, last]


def axis_weights(length_px: int, tile_px: int, overlap_px: int) -> list[np.ndarray]:
    """Blending weights of each tile along one axis; at every pixel they sum to one.

    Raw weights are a trapezoid that rises over the overlap and never reaches zero; they are divided
    by their sum over the tiles at each pixel.

    Returns:
        One (tile_px,) float64 array a tile, in the order of ``axis_starts``; beyond the axis 0.
    """
    starts = axis_starts(length_px, tile_px, overlap_px)
    ramp = np.minimum(np.arange(1, tile_px + 1), np.arange(tile_px, 0, -1))
    raw = np.minimum(ramp / (overlap_px + 1), 1.0)
    total = np.zeros(max(length_px, tile_px))
    for start in starts:
        total[start : start + tile_px] += raw
    inside = np.arange(len(total)) < length_px
    weights = [raw / total[start : start + tile_px] for start in starts]
    return [w * inside[start : start + tile_px] for w, start in zip(weights, starts)]


@dataclass(frozen=True)
class TileGrid:
    """All tiles of a raster: anchored to its first pixel, the same for every extent and AOI.

    Raises:
        TileSizeError: if the overlap does not fit the tile.
    """

    size: Size
    tile_px: int
    overlap_px: int

    def __post_init__(self) -> None:
        axis_starts(1, self.tile_px, self.overlap_px)

    @property
    def row_starts(self) -> list[int]:
        """First row of each row of tiles."""
        return axis_starts(self.size.height, self.tile_px, self.overlap_px)

    @property
    def column_starts(self) -> list[int]:
        """First column of each column of tiles."""
        return axis_starts(self.size.width, self.tile_px, self.overlap_px)

    def tile_rows(
        self, wanted: Window, rows: range | None = None
    ) -> Iterator[tuple[int, list[tuple[int, Window]]]]:
        """Rows of tiles that touch a window.

        Args:
            wanted: the window.
            rows: indices of the tile rows, some of those that touch it; None for all.

        Yields:
            Index of the tile row, and for each of its tiles the index of its column and its window
            (which reaches beyond a raster smaller than a tile).
        """
        edge, lefts, tops = self.tile_px, self.column_starts, self.row_starts
        columns = [(c, lefts[c]) for c in self.columns_touching(wanted)]
        for row in (self.rows_touching(wanted) if rows is None else rows) if columns else ():
            top = tops[row]
            yield row, [(c, Window(top, left, top + edge, left + edge)) for c, left in columns]

    def rows_touching(self, wanted: Window) -> range:
        """Indices of the rows of tiles that touch a window."""
        return self._touching(self.row_starts, wanted.top, wanted.bottom)

    def columns_touching(self, wanted: Window) -> range:
        """Indices of the columns of tiles that touch a window."""
        return self._touching(self.column_starts, wanted.left, wanted.right)

    def count_touching(self, wanted: Window) -> int:
        """Number of tiles that touch a window."""
        return len(self.rows_touching(wanted)) * len(self.columns_touching(wanted))

    def _touching(self, starts: list[int], first_px: int, end_px: int) -> range:
        """Indices of the tiles along one axis that touch its pixels from first to end (excluded)."""
        if end_px <= first_px:
            return range(0)
        return range(bisect_right(starts, first_px - self.tile_px), bisect_left(starts, end_px))
