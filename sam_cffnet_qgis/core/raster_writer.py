"""Rasters that are written: tiled GeoTIFFs, whose disk may be full at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.raster import GeoTransform, gdal_reason, quiet_gdal
from sam_cffnet_qgis.core.tiles import Size, Window

BLOCK_PX = 256
PASSING_BLOCK_ROWS = 64  # few: a row of blocks waits in memory until it is full
OUTPUT_OPTIONS = (
    "TILED=YES",
    f"BLOCKXSIZE={BLOCK_PX}",
    "BIGTIFF=IF_SAFER",
    "INTERLEAVE=BAND",
    "SPARSE_OK=TRUE",  # blocks of nodata alone take no place and no time
)
KEPT_OPTIONS = (f"BLOCKYSIZE={BLOCK_PX}", "COMPRESS=DEFLATE", "ZLEVEL=1")
PASSING_OPTIONS = (f"BLOCKYSIZE={PASSING_BLOCK_ROWS}", "COMPRESS=NONE")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Watch GDAL write: a full disk shows in its last error, at any later call on the file.

    Raises:
        OutputError: if it failed.
    """
    with quiet_gdal():
        gdal.ErrorReset()
        try:
            yield
            failed, reason = gdal.GetLastErrorType() >= gdal.CE_Failure, gdal.GetLastErrorMsg()
        except RuntimeError as error:
            failed, reason = True, str(error)
    if failed:
        raise write_error(path, gdal_reason(reason, str(path)))


def close_raster(dataset: gdal.Dataset, path: Path) -> None:
    """Bring what was written to the disk, and complete the file; the dataset is of no use any more.

    GDAL completes a file when its last reference is gone, and until then who opens it finds nodata
    alone. Whoever looks at the frames of a thread, as Dask's profiler does, may hold one for longer.

    Raises:
        OutputError: if it does not fit there.
    """
    with writing(path):
        dataset.FlushCache()
        if hasattr(dataset, "Close"):  # from GDAL 3.8 on
            dataset.Close()
        else:
            gdal.Dataset.__swig_destroy__(dataset)


def create_raster(
    path: Path,
    size: Size,
    transform: GeoTransform,
    crs_wkt: str,
    data_type: int,
    nodata: float,
    bands: int = 1,
    is_passing: bool = False,
) -> gdal.Dataset:
    """Create a tiled GeoTIFF; each band lies on its own.

    Args:
        path: of the new file.
        size: in pixels.
        transform: its geotransform.
        crs_wkt: empty without a CRS.
        data_type: GDAL's, of all bands.
        nodata: of all bands, also what blocks hold that are never written.
        bands: their number.
        is_passing: whether it is read and deleted by the run itself: then it is not compressed,
            which would take longer than writing, and blocks that are never written take no place.

    Raises:
        OutputError: if the folder cannot be written.
    """
    predictor = "PREDICTOR=3" if data_type == gdal.GDT_Float32 else "PREDICTOR=1"
    options = [*OUTPUT_OPTIONS, *(PASSING_OPTIONS if is_passing else (*KEPT_OPTIONS, predictor))]
    with quiet_gdal():
        gdal.ErrorReset()
        try:
            driver = gdal.GetDriverByName("GTiff")
            dataset = driver.Create(str(path), size.width, size.height, bands, data_type, options)
            reason = gdal.GetLastErrorMsg()
        except RuntimeError as error:
            dataset, reason = None, str(error)
    if dataset is None:
        raise write_error(path, gdal_reason(reason, str(path)))
    dataset.SetGeoTransform(transform)
    dataset.SetProjection(crs_wkt)
    dataset.GetRasterBand(1).SetNoDataValue(nodata)
    return dataset


class BlockWriter:
    """Writes windows of one band of a raster; GDAL's cache holds a block until it is full."""

    def __init__(self, dataset: gdal.Dataset, path: Path, band: int = 1) -> None:
        self._dataset = dataset
        self._band = dataset.GetRasterBand(band)
        self._path = path

    def write(self, values: np.ndarray, window: Window) -> None:
        """Write values (h, w) at their place."""
        with writing(self._path):
            self._band.WriteArray(values, window.left, window.top)

    def finish(self) -> None:
        """Bring what is left to the disk, and complete the file, see ``close_raster``."""
        close_raster(self._dataset, self._path)


class RowWriter:
    """Writes whole rows from the top down."""

    def __init__(self, dataset: gdal.Dataset, path: Path) -> None:
        self._blocks = BlockWriter(dataset, path)
        self._written = 0

    def append(self, rows: np.ndarray) -> None:
        """Add rows (h, width) below those added before."""
        height, width = rows.shape
        window = Window(self._written, 0, self._written + height, width)
        self._blocks.write(rows, window)
        self._written += height

    def finish(self) -> None:
        """Bring what is left to the disk, and complete the file, see ``close_raster``."""
        self._blocks.finish()
