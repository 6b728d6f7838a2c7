"""Images of layers that have no pixels of their own, such as web maps, drawn block by block.

A finished block is a file of its own, renamed into place, so that an image that was cut off goes on
where it was. The grid is anchored to the CRS and does not depend on the extent: the same ground gives
the same pixels in the same tiles.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.area import Bounds
from sam_cffnet_qgis.core.crs import metres_per_unit
from sam_cffnet_qgis.core.errors import ExtentError, OutputError
from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.raster import GeoTransform, open_dataset, quiet_gdal
from sam_cffnet_qgis.core.raster_writer import OUTPUT_OPTIONS
from sam_cffnet_qgis.core.tiles import Size, Window

BLOCK_PX = 1024
MAX_PIXELS = (
    1_000_000_000  # some 15,000 pictures of a web map; a service should not be asked for more
)
MAX_AGE_DAYS = 30
MAX_TWINS = 16  # runs that draw the same image at the same time
DIGITS = 2  # of the pixel size, so that neighbouring extents share one grid
IMAGE_NAME = "image.vrt"
FOLDER_NAME = re.compile(r"[0-9a-f]{32}(-\d+)?")
ALPHA_BANDS = (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand, gdal.GCI_AlphaBand)


@dataclass(frozen=True)
class ImageGrid:
    """Pixels at which a layer is drawn.

    Attributes:
        geotransform: GDAL's six numbers, north up.
        crs_wkt: of the layer.
    """

    size: Size
    geotransform: GeoTransform
    crs_wkt: str

    def blocks(self, block_px: int = BLOCK_PX) -> Iterator[Window]:
        """Windows of at most ``block_px`` that cover the image, row by row."""
        for top in range(0, self.size.height, block_px):
            for left in range(0, self.size.width, block_px):
                bottom = min(top + block_px, self.size.height)
                yield Window(top, left, bottom, min(left + block_px, self.size.width))

    def window(self, bounds: Bounds) -> Window:
        """Pixels that hold map coordinates (x_min, y_min, x_max, y_max), cut to the image."""
        left, across, _, top, _, down = self.geotransform
        rows = (bounds[3] - top) / down, (bounds[1] - top) / down
        columns = (bounds[0] - left) / across, (bounds[2] - left) / across
        window = Window(
            math.floor(rows[0]), math.floor(columns[0]), math.ceil(rows[1]), math.ceil(columns[1])
        )
        return window.intersection(Window(0, 0, self.size.height, self.size.width))

    def bounds(self, window: Window) -> Bounds:
        """Map coordinates (x_min, y_min, x_max, y_max) of a window."""
        left, across, _, top, _, down = self.geotransform
        return (
            left + window.left * across,
            top + window.bottom * down,
            left + window.right * across,
            top + window.top * down,
        )


def plan_image(
    wanted: Bounds, crs_wkt: str, resolution_m: float, tile_px: int, overlap_px: int
) -> ImageGrid:
    """The grid on which a layer is drawn for detection.

    It reaches one tile beyond the wanted ground on every side, since the network sees whole tiles,
    and begins where a tile begins on a grid that covers the whole CRS.

    Args:
        wanted: map coordinates (x_min, y_min, x_max, y_max), finite and not empty.
        crs_wkt: of the layer.
        resolution_m: edge of a pixel on the ground, above 0.
        tile_px: edge of the model's tiles.
        overlap_px: pixels shared by neighbouring tiles.

    Raises:
        ExtentError: if there are too many pixels.
    """
    x_min, y_min, x_max, y_max = wanted
    east, north = metres_per_unit(crs_wkt, (x_min + x_max) / 2, (y_min + y_max) / 2)
    across, down = (float(f"{resolution_m / unit:.{DIGITS}g}") for unit in (east, north))
    if not 0 < across < math.inf or not 0 < down < math.inf:
        raise ExtentError(
            "The extent {extent} lies outside the ground that the layer's CRS covers. Draw it on the "
            "map.",
            extent=wanted,
        )
    stride = tile_px - overlap_px
    first_column = math.floor((x_min / across - tile_px) / stride) * stride
    first_row = math.floor((-y_max / down - tile_px) / stride) * stride
    width = math.ceil(x_max / across) + tile_px - first_column
    height = math.ceil(-y_min / down) + tile_px - first_row
    if width * height > MAX_PIXELS:
        raise ExtentError(
            "The extent has {width} x {height} pixels of {resolution:g} m; at most {most} million "
            "pixels of a layer that has to be drawn or downloaded can be taken at a time. Set "
            "EXTENT or AOI to a smaller part, or give a coarser RESOLUTION.",
            width=width,
            height=height,
            resolution=resolution_m,
            most=MAX_PIXELS // 10**6,
        )
    transform = (first_column * across, across, 0.0, -first_row * down, 0.0, -down)
    return ImageGrid(Size(height, width), transform, crs_wkt)


class DrawnImage:
    """The blocks of one image on disk; use it as a context manager, which holds its folder.

    Args:
        parent: folder of all drawn images; made if missing.
        grid: of the image.
        identity: everything else that changes its pixels; only a digest of it is kept.

    Raises:
        OutputError: if the folder cannot be written.
    """

    def __init__(self, parent: Path, grid: ImageGrid, identity: str) -> None:
        facts = json.dumps([asdict(grid), identity], sort_keys=True)
        self._name = hashlib.sha256(facts.encode()).hexdigest()[:32]
        self._parent = parent
        self._grid = grid

    def __enter__(self) -> DrawnImage:
        try:
            self._take_folder()
        except OSError as error:
            raise write_error(str(self._parent), error.strerror or str(error)) from error
        return self

    def _take_folder(self) -> None:
        for number in range(MAX_TWINS):
            self._folder = self._parent / (f"{self._name}-{number}" if number else self._name)
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(self._folder)
            if self._lock.take():
                return
        raise OutputError(
            "{count} runs are drawing the same part of the same layer. Wait until one of them has "
            "ended.",
            count=MAX_TWINS,
        )

    def __exit__(self, *exception: object) -> None:
        self._lock.release()

    @property
    def path(self) -> Path:
        """The whole image; there after ``finish``."""
        return self._folder / IMAGE_NAME

    def missing(self) -> list[Window]:
        """Blocks that are not there yet."""
        return [block for block in self._grid.blocks() if not self._block_path(block).exists()]

    def add(self, block: Window, pixels: np.ndarray) -> None:
        """Keep a block.

        Args:
            block: one of the grid's.
            pixels: (4, h, w) uint8: red, green, blue and opacity.

        Raises:
            OutputError: if it cannot be written.
        """
        path = self._block_path(block)
        part = path.with_suffix(".part")
        with quiet_gdal():
            try:
                _write_block(part, pixels, self._grid.bounds(block), self._grid)
                os.replace(part, path)
            except (OSError, RuntimeError) as error:
                part.unlink(missing_ok=True)
                reason = getattr(error, "strerror", None) or str(error)
                raise write_error(path, reason) from error

    def empty_share(self, wanted: Window) -> float:
        """Share of a window that has no picture, from 0 to 1; of a whole image."""
        empty = 0
        for block in self._grid.blocks():
            part = block.intersection(wanted)
            if not part.is_empty:
                dataset = open_dataset(str(self._block_path(block)))
                opacity = dataset.GetRasterBand(4).ReadAsArray()
                empty += int((opacity[part.slices_in(block)] == 0).sum())
        return empty / max(wanted.height * wanted.width, 1)

    def finish(self) -> None:
        """Join the blocks, if that was not done before: the date of the file tells runs apart.

        Raises:
            OutputError: if the file cannot be written.
        """
        if self.path.exists():
            return
        blocks = [str(self._block_path(block)) for block in self._grid.blocks()]
        part = self.path.with_suffix(".part")
        with quiet_gdal():
            try:
                gdal.BuildVRT(str(part), blocks)  # closed at once
                os.replace(part, self.path)
            except (OSError, RuntimeError) as error:
                raise write_error(self.path, str(error)) from error

    def remove(self) -> None:
        """Remove it: the outputs of the run are in place."""
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _block_path(self, block: Window) -> Path:
        return self._folder / f"block-{block.top}-{block.left}.tif"


def _write_block(path: Path, pixels: np.ndarray, bounds: Bounds, grid: ImageGrid) -> None:
    """Write (4, h, w) uint8 as a GeoTIFF with opacity.

    Raises:
        RuntimeError: if GDAL could not.
    """
    _, height, width = pixels.shape
    made = gdal.GetDriverByName("GTiff").Create(
        str(path), width, height, 4, gdal.GDT_Byte, list(OUTPUT_OPTIONS)
    )
    gdal.ErrorReset()
    if made is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    _, across, _, _, _, down = grid.geotransform
    made.SetGeoTransform((bounds[0], across, 0.0, bounds[3], 0.0, down))
    made.SetProjection(grid.crs_wkt)
    for number, (band, meaning) in enumerate(zip(pixels, ALPHA_BANDS), 1):
        made.GetRasterBand(number).SetColorInterpretation(meaning)
        made.GetRasterBand(number).WriteArray(band)
    made.FlushCache()
    made = None  # closes the file
    if reason := gdal.GetLastErrorMsg():
        raise RuntimeError(reason)


def clear_old_images(parent: Path) -> None:
    """Remove images of runs that nobody came back to for a month."""
    for folder in parent.iterdir() if parent.is_dir() else ():
        if not FOLDER_NAME.fullmatch(folder.name) or folder.is_symlink():
            continue  # the user's own
        lock = FolderLock(folder)
        try:
            is_old = time.time() - folder.stat().st_mtime > MAX_AGE_DAYS * 86_400
            if is_old and lock.take():
                lock.release()
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # of another user, or gone
