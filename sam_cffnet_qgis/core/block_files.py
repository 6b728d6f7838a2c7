"""What becomes of a block, in files: finished rows, the tiles of one border and the sums of the other.

Tiles and sums are plain numbers, little-endian, one after the other. No file says how large anything
is: that follows from the plan of the run, so that a file from elsewhere can claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.blocks import Block, BlockBlender
from sam_cffnet_qgis.core.errors import RasterReadError, phrase
from sam_cffnet_qgis.core.mosaic import LEFT_OUT, VALID, PartialRows
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.predict import PlaneWriters
from sam_cffnet_qgis.core.raster import NODATA, open_dataset, read_band
from sam_cffnet_qgis.core.raster_writer import BLOCK_PX
from sam_cffnet_qgis.core.shard_archive import ShardArchive
from sam_cffnet_qgis.core.tiles import Window

BORDER_TILES, PARTIAL_ROWS = "border_tiles.bin", "partial_rows.bin"
READ_ROWS = 64
FLOATS = np.dtype("<f4")
SENT, NOT_SENT = b"\1", b"\0"  # stands before each tile; only one that was sent has numbers
MOST = 1.001  # weights sum to one but for rounding


def _row_rasters(plan: RunPlan, block: Block, names: tuple[str, ...]) -> list[str]:
    """File names of the finished rows of each plane, none if there are no such rows."""
    return [] if block.own_window(plan).is_empty else [f"rows_{name}.tif" for name in names]


class BlockFiles:
    """Writes what becomes of a block; use it as a context manager.

    Args:
        plan: of the whole run.
        block: of it.
        names: of the planes that a tile has.
        folder: gets the files.

    Attributes:
        blender: takes the block's tiles.
        paths: of the files that were written.
    """

    def __init__(self, plan: RunPlan, block: Block, names: tuple[str, ...], folder: Path) -> None:
        self.blender = BlockBlender(plan, block, len(names), self)
        rasters = [folder / name for name in _row_rasters(plan, block, names)]
        self._tiles_path, self._partial_path = folder / BORDER_TILES, folder / PARTIAL_ROWS
        self.paths = [*rasters, self._tiles_path, self._partial_path]
        self._writers = PlaneWriters(plan, block.own_window(plan), rasters)
        self._tiles = self._tiles_path.open("wb")

    def __enter__(self) -> BlockFiles:
        self._writers.__enter__()
        return self

    def append(self, values: np.ndarray, usable: np.ndarray) -> None:
        """Write finished rows, see ``RowBlender``."""
        self._writers.append(values, usable)

    def add_border_tile(self, values: np.ndarray | None, mask: np.ndarray) -> None:
        """Write the next tile of the upper border, cropped to it.

        Args:
            values: (layers, h, tile_px) float32, or None if it was not sent.
            mask: (h, tile_px) bool.

        Raises:
            OutputError: if the disk is full.
        """
        parts = [NOT_SENT]
        if values is not None:
            bits = np.packbits(mask, axis=1)
            parts = [SENT, values.astype(FLOATS, copy=False).tobytes(), bits.tobytes()]
        try:
            self._tiles.write(b"".join(parts))
        except OSError as error:
            raise write_error(self._tiles_path, error.strerror or str(error)) from error

    def keep_partial(self, rows: PartialRows) -> None:
        """Write the sums of the lower border.

        Raises:
            OutputError: if the disk is full.
        """
        try:
            self._tiles.close()
            with self._partial_path.open("wb") as stream:
                for array in (rows.sums.astype(FLOATS, copy=False), rows.state):
                    stream.write(array.data)
        except OSError as error:
            raise write_error(self._partial_path, error.strerror or str(error)) from error

    def __exit__(self, kind: type | None, *exception: object) -> None:
        self._writers.__exit__(kind, *exception)
        if kind is not None:
            self._close_quietly()

    def _close_quietly(self) -> None:
        try:
            self._tiles.close()
        except OSError:
            pass  # the disk is full, as was told already


class StoredBlock:
    """Reads what ``BlockFiles`` wrote out of an archive of which no byte is trusted.

    Attributes:
        file_names: of the files that it reads.

    Raises:
        ArchiveError: at any call, if it does not hold what the plan of the run says.
    """

    def __init__(
        self, plan: RunPlan, block: Block, names: tuple[str, ...], archive: ShardArchive
    ) -> None:
        self.block = block
        self._plan = plan
        self._layers = len(names)
        self._rasters = _row_rasters(plan, block, names)
        self.file_names = [*self._rasters, BORDER_TILES, PARTIAL_ROWS]
        self._archive = archive

    def border_tiles(self) -> Iterator[tuple[int, int, np.ndarray | None, np.ndarray]]:
        """The tiles of the upper border, as ``RowBlender.add`` takes them."""
        grid, layers = self._plan.grid, self._layers
        edge = grid.tile_px
        none = np.zeros((edge, edge), bool)
        with self._archive.reading(BORDER_TILES) as take:
            for row, tiles in grid.tile_rows(self._plan.working_wanted, self.block.tile_rows):
                depth = self.block.border_depth(grid.row_starts[row])
                for column, _ in tiles if depth else ():
                    if take(1) != SENT:
                        yield row, column, None, none
                        continue
                    shape = (layers, depth, edge)
                    values = self._numbers(take(FLOATS.itemsize * layers * depth * edge))
                    bits = np.frombuffer(take(depth * -(-edge // 8)), np.uint8)
                    mask = np.unpackbits(bits.reshape(depth, -1), axis=1, count=edge)
                    yield row, column, values.reshape(shape), mask.astype(bool)

    def rows(self) -> Iterator[np.ndarray]:
        """The finished rows (layers, h, w) float32 from the top down, with ``NODATA``."""
        own = self.block.own_window(self._plan)
        datasets = [self._open(name, own) for name in self._rasters]
        for top in range(0, own.height, READ_ROWS) if datasets else ():
            window = Window(top, 0, min(top + READ_ROWS, own.height), own.width)
            try:
                bands = [read_band(d.GetRasterBand(1), window, "") for d in datasets]
            except RasterReadError as error:
                raise self._archive.refused(phrase("its rows are damaged")) from error
            values = np.stack(bands)
            if not (((values >= 0) & (values <= 1)) | (values == NODATA)).all():
                raise self._archive.refused(phrase("its rows hold what is no probability"))
            yield values

    def _open(self, name: str, own: Window) -> gdal.Dataset:
        self._archive.check(name)
        try:
            dataset = open_dataset(self._archive.raster_path(name), ("GTiff",))
        except RasterReadError as error:
            raise self._archive.refused(error.values["reason"]) from error
        size = (dataset.RasterYSize, dataset.RasterXSize, dataset.RasterCount)
        band = dataset.GetRasterBand(1)
        kind = (band.DataType, *band.GetBlockSize())  # a block is held in memory as a whole
        if size != (own.height, own.width, 1) or kind != (gdal.GDT_Float32, BLOCK_PX, BLOCK_PX):
            raise self._archive.refused(phrase("its rows have another size or type"))
        return dataset

    def partial(self) -> PartialRows:
        """The sums of the lower border."""
        height, width = self.block.bottom_px - self.block.shared_px, self._plan.working_wanted.width
        layers = self._layers
        with self._archive.reading(PARTIAL_ROWS) as take:
            sums = self._numbers(take(FLOATS.itemsize * layers * height * width))
            state = np.frombuffer(take(height * width), np.uint8)
        if state.size and state.max() > VALID | LEFT_OUT:
            raise self._archive.refused(phrase("its sums are damaged"))
        return PartialRows(sums.reshape(layers, height, width), state.reshape(height, width))

    def _numbers(self, content: bytearray) -> np.ndarray:
        values = np.frombuffer(content, FLOATS).astype(np.float32, copy=False)
        if not ((values >= 0) & (values <= MOST)).all():
            raise self._archive.refused(phrase("its borders hold what is no probability"))
        return values
