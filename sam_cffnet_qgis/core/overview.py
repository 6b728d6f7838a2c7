"""A small picture of a raster, made of the tiles that the network sees anyway.

Nothing is read for it: a raster of many gigapixels without overviews would have to be read whole a
second time. It costs about a millisecond a tile and 13 MB of memory, whatever the raster's size.
"""

from __future__ import annotations

import numpy as np

from sam_cffnet_qgis.core.blocks import Block
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import GeoTransform
from sam_cffnet_qgis.core.tile_reader import ReadTile
from sam_cffnet_qgis.core.tiles import Size, Window

MAX_EDGE_PX = 900
GREY = 160  # where nothing was seen: nodata, or outside extent and area of interest


class Overview:
    """Averages the wanted window of the working resolution over squares of pixels.

    Attributes:
        step: edge of a square in working pixels; 1 shows every pixel.
        size: of the picture.
    """

    step = 1
    size = Size(0, 0)

    def start(self, plan: RunPlan) -> None:
        """Forget what was added, and take what a run wants."""
        self._plan = plan
        wanted = plan.working_wanted
        self.step = -(-max(wanted.height, wanted.width) // MAX_EDGE_PX)
        self.size = Size(-(-wanted.height // self.step), -(-wanted.width // self.step))
        self._tops, self._lefts = plan.grid.row_starts, plan.grid.column_starts
        self._sums = np.zeros((3, self.size.height, self.size.width), np.float32)
        self._counts = np.zeros((self.size.height, self.size.width), np.float32)

    @property
    def geotransform(self) -> GeoTransform:
        """Of the picture."""
        x, across_x, down_x, y, across_y, down_y = self._plan.working_geotransform(
            self._plan.working_wanted
        )
        step = self.step
        return (x, across_x * step, down_x * step, y, across_y * step, down_y * step)

    def add(self, tile: ReadTile) -> None:
        """Add a tile; what several tiles show is averaged."""
        if tile.image is None:
            return
        edge, wanted = self._plan.grid.tile_px, self._plan.working_wanted
        top, left = self._tops[tile.row], self._lefts[tile.column]
        whole = Window(top, left, top + edge, left + edge)
        inner = whole.intersection(wanted)
        if inner.is_empty:
            return
        part = inner.slices_in(whole)
        valid = tile.mask[part]
        placed = inner.moved(-wanted.top, -wanted.left)
        rows, row_starts = self._squares(placed.top, placed.bottom)
        columns, column_starts = self._squares(placed.left, placed.right)

        def summed(values: np.ndarray) -> np.ndarray:
            across = np.add.reduceat(values, column_starts, -1, dtype=np.float32)
            return np.add.reduceat(across, row_starts, -2, dtype=np.float32)

        self._sums[:, rows, columns] += summed(np.where(valid, tile.image[(..., *part)], 0))
        self._counts[rows, columns] += summed(valid)

    def _squares(self, first: int, end: int) -> tuple[slice, list[int]]:
        """Squares that some pixels of an axis lie in, and where each begins among these pixels."""
        start, stop = first // self.step, -(-end // self.step)
        return slice(start, stop), [max(k * self.step - first, 0) for k in range(start, stop)]

    def sums(self, block: Block) -> np.ndarray:
        """Sums of the colours and counts of pixels (4, h, W) float32 where a block's tiles lie."""
        rows = self._square_rows(block)
        return np.concatenate((self._sums[:, rows], self._counts[None, rows]))

    def add_sums(self, block: Block, sums: np.ndarray) -> None:
        """Add what was seen elsewhere of a block of the same run, see ``sums``."""
        rows = self._square_rows(block)
        self._sums[:, rows] += sums[:3]
        self._counts[rows] += sums[3]

    def _square_rows(self, block: Block) -> slice:
        top = self._plan.working_wanted.top
        return self._squares(block.top_px - top, block.bottom_px - top)[0]

    def picture(self) -> np.ndarray:
        """Colours (H, W, 3) uint8, grey where nothing was seen."""
        seen = self._counts > 0
        mean = self._sums / np.maximum(self._counts, 1)
        colours = np.where(seen, np.round(mean.clip(0, 1) * 255), GREY).astype(np.uint8)
        return np.ascontiguousarray(colours.transpose(1, 2, 0))
