"""A run in blocks of whole rows of tiles, which several processes or computers may compute.

Tiles overlap, so the blocks share rows. Whoever computes a block finishes the rows that its own tiles
alone reach. Of the rows at its lower border it keeps the sums so far, of those at its upper border the
tiles as they came. Whoever assembles adds the tiles of a block to the sums of the block before: the
same additions in the same order as in one process, and so the same bits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sam_cffnet_qgis.core.mosaic import RowBlender
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import NODATA
from sam_cffnet_qgis.core.tile_reader import ReadTile
from sam_cffnet_qgis.core.tiles import Window

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.block_files import BlockFiles, StoredBlock

Emit = Callable[[np.ndarray, np.ndarray], None]  # see ``RowBlender``


@dataclass(frozen=True)
class Block:
    """Rows of tiles, and the rows of working pixels that come of them; all ends are excluded.

    Attributes:
        tile_rows: indices in the grid.
        top_px: first row that this block completes; tiles of the block before reach it too.
        own_px: first row that no tile of the block before reaches.
        shared_px: first row that tiles of the next block reach too.
        bottom_px: end of the rows that its tiles reach.
    """

    tile_rows: range
    top_px: int
    own_px: int
    shared_px: int
    bottom_px: int

    def border_depth(self, tile_top_px: int) -> int:
        """How many rows of a tile of this block, from its top, lie in the upper border."""
        return max(self.own_px - tile_top_px, 0) if self.own_px > self.top_px else 0

    def border_window(self, plan: RunPlan) -> Window:
        """The upper border in the working resolution."""
        wanted = plan.working_wanted
        return Window(self.top_px, wanted.left, self.own_px, wanted.right)

    def own_window(self, plan: RunPlan) -> Window:
        """The rows that this block alone finishes, in the working resolution; may be empty."""
        wanted = plan.working_wanted
        return Window(self.own_px, wanted.left, self.shared_px, wanted.right)


def most_blocks(plan: RunPlan) -> int:
    """Into how many blocks a run can be divided: no three of them may share a row of pixels."""
    starts, rows = plan.grid.row_starts, plan.grid.rows_touching(plan.working_wanted)
    count, cut = 1, rows.start + 1
    while cut < rows.stop:
        count, cut = count + 1, _next_cut(starts, cut, plan.grid.tile_px)
    return count


def plan_blocks(plan: RunPlan, count: int) -> list[Block]:
    """Divide a run into blocks of about as many rows of tiles each.

    Args:
        plan: of the whole run.
        count: of blocks, at most ``most_blocks``.

    Returns:
        The blocks from the top down; they hold every wanted row of tiles once.
    """
    starts, rows = plan.grid.row_starts, plan.grid.rows_touching(plan.working_wanted)
    edge = plan.grid.tile_px
    latest = _latest_cuts(starts, rows, edge, count - 1)
    cuts = [rows.start]
    for number, last in enumerate(latest, 1):
        even = rows.start + round(number * len(rows) / count)
        first = rows.start + 1 if number == 1 else _next_cut(starts, cuts[-1], edge)
        cuts.append(min(max(even, first), last))
    return blocks_between(plan, [*cuts, rows.stop])


def blocks_between(plan: RunPlan, cuts: list[int]) -> list[Block]:
    """Blocks whose first rows of tiles are given.

    Args:
        plan: of the whole run.
        cuts: index of the first tile row of each block, then the end of the last.
    """
    starts, wanted = plan.grid.row_starts, plan.working_wanted
    blocks, top, own = [], wanted.top, wanted.top
    for first, end in zip(cuts, cuts[1:]):
        bottom = min(starts[end - 1] + plan.grid.tile_px, wanted.bottom)
        shared = max(starts[end], wanted.top) if end < cuts[-1] else bottom
        blocks.append(Block(range(first, end), top, own, shared, bottom))
        top, own = shared, bottom
    return blocks


def _next_cut(starts: list[int], cut: int, tile_px: int) -> int:
    """First row of tiles below a cut that shares no pixel with those above the cut."""
    return max(bisect_left(starts, starts[cut - 1] + tile_px), cut + 1)


def _latest_cuts(starts: list[int], rows: range, tile_px: int, count: int) -> list[int]:
    """How far down each of so many cuts can lie, from the first to the last."""
    latest: list[int] = []
    cut = rows.stop - 1
    for _ in range(count):
        latest.insert(0, cut)
        # The largest one whose next cut is not beyond this one.
        cut = min(bisect_left(starts, starts[cut] - tile_px + 1), cut - 1)
    return latest


class BlockBlender:
    """Blends the tiles of one block.

    Args:
        plan: of the whole run.
        block: of it.
        layers: planes a tile has.
        files: keep what becomes of it.
    """

    def __init__(self, plan: RunPlan, block: Block, layers: int, files: BlockFiles) -> None:
        wanted = plan.working_wanted
        below = Window(block.own_px, wanted.left, block.bottom_px, wanted.right)
        self._block = block
        self._files = files
        self._starts = plan.grid.row_starts
        self._blender = RowBlender(plan.grid, below, layers, files.append)

    def take(self, tile: ReadTile, values: np.ndarray | None) -> None:
        """Add the next tile of the block, see ``TilePump.pump``."""
        depth = self._block.border_depth(self._starts[tile.row])
        if depth:
            cropped = None if values is None else values[:, :depth]
            self._files.add_border_tile(cropped, tile.mask[:depth])
        self._blender.add(tile.row, tile.column, values, tile.mask)

    def finish(self) -> None:
        """Keep what is left."""
        self._files.keep_partial(self._blender.hand_over(self._block.shared_px))


def assemble(plan: RunPlan, layers: int, parts: Iterable[StoredBlock], emit: Emit) -> None:
    """Make of all blocks what one process would have made.

    Args:
        plan: of the whole run.
        layers: planes a tile has.
        parts: all blocks, from the top down.
        emit: gets the rows, see ``RowBlender``.
    """
    carried = None
    for part in parts:
        border = part.block.border_window(plan)
        blender = RowBlender(plan.grid, border, layers, emit, carried)
        for tile in part.border_tiles():
            blender.add(*tile)
        blender.finish()
        for values in part.rows():
            emit(values, values[0] != NODATA)
        carried = part.partial()
