"""What was computed at the working resolution, seen at the raster's own pixels.

Values there are made when they are asked for: a pixel has the same bits in the mask, in a polygon's
mean and in the raster that the user may want, and nobody pays for a raster that nobody wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import (
    NODATA,
    BandPlane,
    BlockWriter,
    GeoTransform,
    RasterReader,
    create_raster,
    flush_raster,
)
from sam_cffnet_qgis.core.tiles import Size, Window

PART_ROWS = 256  # of whole output blocks
PART_COLUMNS = 1024


def parts(size: Size) -> Iterator[Window]:
    """Windows that cover a raster, row by row, each held in memory at once."""
    whole = Window(0, 0, size.height, size.width)
    for top in range(0, size.height, PART_ROWS):
        for left in range(0, size.width, PART_COLUMNS):
            part = Window(top, left, top + PART_ROWS, left + PART_COLUMNS)
            yield part.intersection(whole)


@dataclass(frozen=True)
class NativePlane:
    """A plane (probability, deviation) on disk; no file is open.

    Attributes:
        plan: of the run.
        path: Float32 raster of ``plan.working_wanted``, with ``NODATA``.
    """

    plan: RunPlan
    path: Path

    def write(self, path: Path, metadata: dict[str, str], feedback: Feedback) -> None:
        """Write it as a GeoTIFF; if both resolutions are the same, its file is moved there.

        Args:
            path: of the new file, on the same disk.
            metadata: for the file.
            feedback: asked whether to go on.

        Raises:
            OutputError: if the disk is full.
        """
        if self.plan.to_working.is_identity:
            self.path.replace(path)
            dataset = gdal.OpenEx(str(path), gdal.OF_RASTER | gdal.OF_UPDATE)
        else:
            reader = NativePlaneReader(self)
            place = (reader.size, reader.geotransform, reader.crs_wkt)
            dataset = create_raster(path, *place, gdal.GDT_Float32, NODATA)
            writer = BlockWriter(dataset, path)
            for part in parts(reader.size):
                feedback.check()
                writer.write(reader.read(part), part)
        dataset.SetMetadata(metadata)
        flush_raster(dataset, path)


class NativePlaneReader:
    """Reads a plane at the raster's own pixels.

    Attributes:
        size: of the wanted window of the raster.
        geotransform: of that window.
        crs_wkt: the raster's.
    """

    def __init__(self, plane: NativePlane) -> None:
        self._plan = plane.plan
        self._working = BandPlane(plane.path)
        # At the same pixels the raster, which may be gone by now, is not asked again.
        is_same = self._plan.to_working.is_identity
        self._raster = None if is_same else RasterReader(self._plan.info, self._plan.bands)
        wanted = self._plan.wanted
        self.size = Size(wanted.height, wanted.width)
        self.geotransform: GeoTransform = self._plan.info.window_geotransform(wanted)
        self.crs_wkt = self._plan.info.crs_wkt

    def read(self, window: Window) -> np.ndarray:
        """Values (h, w) float32, ``NODATA`` where a pixel is not wanted or not valid.

        Args:
            window: of the wanted window's pixels.
        """
        plan = self._plan
        if self._raster is None:
            return self._working.read(window)
        target = window.moved(plan.wanted.top, plan.wanted.left)
        back = plan.to_working.inverse()
        source = back.source_window(target).intersection(plan.working_wanted)
        held = source.moved(-plan.working_wanted.top, -plan.working_wanted.left)
        if self._working.is_empty(held):
            return np.full((window.height, window.width), NODATA, np.float32)
        values = self._working.read(held)
        planes, shares = back.resample(values[None], values != NODATA, source, target)
        usable = (shares > 0) & self._raster.read_valid(target)
        usable &= plan.area.mask(target, plan.info.window_geotransform(target), False)
        return np.where(usable, planes[0], np.float32(NODATA))
