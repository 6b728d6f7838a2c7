"""Rasters behind a network: what GDAL is told while it reads them, and each of their blocks read once.

Only what nobody has set is set, for the calling thread alone and no longer than a call. Addresses,
users and keys are GDAL's own matter: its variables, files of settings and virtual file systems.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.scaling import SAMPLE_WINDOW_PX
from sam_cffnet_qgis.core.tiles import Size, Window

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.raster import RasterReader

# File systems of GDAL that a network lies behind; some have a second form, such as /vsis3_streaming/.
FILE_SYSTEMS = tuple(
    f"/vsi{name}" for name in ("curl", "s3", "gs", "az", "adls", "oss", "swift", "webhdfs", "hdfs")
)
READ_OPTIONS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",  # a folder in the cloud may hold a million files
    "GDAL_HTTP_MAX_RETRY": "4",  # of hours of requests, some fail; GDAL's default is none
    "GDAL_HTTP_RETRY_DELAY": "1",  # seconds, doubled each time
    "GDAL_HTTP_CONNECTTIMEOUT": "30",
    "GDAL_HTTP_LOW_SPEED_TIME": "60",  # seconds without a byte, instead of for ever
    "GDAL_HTTP_LOW_SPEED_LIMIT": "1",
}
PLACE_PIXELS = SAMPLE_WINDOW_PX**2  # of a place that is sampled; it costs a block at least
LEAST_PLACES, MOST_PLACES = 4, 15  # for statistics
SAMPLE_SHARE = 0.01  # of a raster, so that a small EXTENT of it costs not much more than its tiles
IDENTITY_PIXELS = PLACE_PIXELS  # to tell a changed raster by: one place
MAX_HELD_BYTES = 256 * 2**20  # of rows of blocks
PIECE_BYTES = 24 * 2**20  # read at a time; GDAL's cache must hold it


def sample_pixels(size: Size) -> int:
    """About how many pixels statistics are taken from: a hundredth of a raster, 4 to 15 places."""
    wanted = int(size.height * size.width * SAMPLE_SHARE)
    return min(max(wanted, LEAST_PLACES * PLACE_PIXELS), MOST_PLACES * PLACE_PIXELS)


def is_remote(dataset: gdal.Dataset) -> bool:
    """Whether a raster, or a source of a mosaic, lies behind a network."""
    is_mosaic = dataset.GetDriver().ShortName == "VRT"
    texts = (dataset.GetMetadata("xml:VRT") or []) if is_mosaic else []
    return any(name in text for text in (dataset.GetDescription(), *texts) for name in FILE_SYSTEMS)


@contextmanager
def reading_options(source: str | bool) -> Iterator[None]:
    """Tell GDAL how to read from a network, where nobody told it otherwise.

    Args:
        source: a path that GDAL opens, or whether it lies behind a network.
    """
    if isinstance(source, str):
        source = any(name in source for name in FILE_SYSTEMS)
    unset = [name for name in READ_OPTIONS if source and gdal.GetConfigOption(name) is None]
    for name in unset:
        gdal.SetThreadLocalConfigOption(name, READ_OPTIONS[name])
    try:
        yield
    finally:
        for name in unset:
            gdal.SetThreadLocalConfigOption(name, None)


class BlockRows:
    """Reads tiles out of whole rows of a raster's blocks, of which each is fetched once.

    Tiles overlap, and a row of them needs the blocks of the row above again. A run of blocks is asked
    for in one piece, since GDAL reads ahead, in vain, where one follows the other.

    Args:
        reader: of a raster stored in blocks.
        columns: first and last pixel column (excluded) that may be asked for.
        tile_px: most rows that are asked for at a time.
    """

    def __init__(self, reader: RasterReader, columns: tuple[int, int], tile_px: int) -> None:
        self._reader = reader
        self._block = reader.block
        self._rows: dict[int, list[tuple[Window, np.ndarray, np.ndarray]]] = {}
        block = self._block
        width = min(columns[1] - columns[0] + 2 * block.width, reader.info.size.width)
        rows = (tile_px // block.height + 2) * block.height
        self.fits = rows * width * reader.pixel_bytes <= MAX_HELD_BYTES

    def prepare(self, windows: list[Window]) -> None:
        """Fetch what windows of the same rows need, but once; forget what lies above them."""
        if not windows:
            return
        block = self._block
        first, last = windows[0].top // block.height, (windows[0].bottom - 1) // block.height
        for row in [row for row in self._rows if row < first]:
            del self._rows[row]
        wanted = {
            column
            for window in windows
            for column in range(window.left // block.width, (window.right - 1) // block.width + 1)
        }
        for row in range(first, last + 1):
            held = self._rows.setdefault(row, [])
            there = {
                column
                for part, _, _ in held
                for column in range(part.left // block.width, -(-part.right // block.width))
            }
            for start, stop in self._runs(sorted(wanted - there)):
                part = Window(
                    row * block.height,
                    start * block.width,
                    (row + 1) * block.height,
                    stop * block.width,
                ).intersection(self._reader.info.window)
                held.append((part, *self._reader.read(part)))

    def _runs(self, columns: list[int]) -> Iterator[tuple[int, int]]:
        """Neighbouring columns of blocks, first and last (excluded), in pieces of bounded size."""
        most = PIECE_BYTES // (self._block.width * self._block.height * self._reader.pixel_bytes)
        for _, group in groupby(enumerate(columns), lambda pair: pair[1] - pair[0]):
            run = [column for _, column in group]
            for start in range(run[0], run[-1] + 1, max(most, 1)):
                yield start, min(start + max(most, 1), run[-1] + 1)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Read a window, see ``RasterReader.read``; outside what was prepared, out of the raster."""
        block = self._block
        rows = range(window.top // block.height, (window.bottom - 1) // block.height + 1)
        parts = [part for row in rows for part in self._rows.get(row, ())]
        shared = [(part[0].intersection(window), *part) for part in parts]
        shared = [part for part in shared if not part[0].is_empty]
        if sum(part.height * part.width for part, *_ in shared) < window.height * window.width:
            return self._reader.read(window)
        shape = (window.height, window.width)
        values = np.empty((len(shared[0][2]), *shape), shared[0][2].dtype)
        valid = np.empty(shape, bool)
        for part, held, held_values, held_valid in shared:
            values[(..., *part.slices_in(window))] = held_values[(..., *part.slices_in(held))]
            valid[part.slices_in(window)] = held_valid[part.slices_in(held)]
        return values, valid
