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
from sam_cffnet_qgis.core.raster import NODATA, BandPlane, GeoTransform, RasterReader
from sam_cffnet_qgis.core.raster_writer import BlockWriter, close_raster, create_raster
from sam_cffnet_qgis.core.tiles import Size, Window

PART_ROWS = 256  # of whole output blocks
PART_COLUMNS = 1024
REACH = 2  # working pixels beyond one that a mean can still hold it
GAP_PX = 256  # of the raster; a part on either side of a smaller gap would take longer
ROUNDING = 1e-4  # far more than a mean differs from its largest value by rounding


def parts(size: Size) -> Iterator[Window]:
    """Windows that cover a raster, row by row, each held in memory at once."""
    whole = Window(0, 0, size.height, size.width)
    for top in range(0, size.height, PART_ROWS):
        for left in range(0, size.width, PART_COLUMNS):
            part = Window(top, left, top + PART_ROWS, left + PART_COLUMNS)
            yield part.intersection(whole)


def _pieces(mask: np.ndarray, gap: float) -> Iterator[Window]:
    """Windows that hold all pixels of a mask (h, w), with more than a gap of columns between."""
    columns = np.flatnonzero(mask.any(0))
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > gap) + 1):
        if run.size:
            left, right = int(run[0]), int(run[-1]) + 1
            rows = np.flatnonzero(mask[:, left:right].any(1))
            yield Window(int(rows[0]), left, int(rows[-1]) + 1, right)


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
        """Write it as a GeoTIFF.

        Args:
            path: of the new file.
            metadata: for the file.
            feedback: asked whether to go on.

        Raises:
            OutputError: if the disk is full.
        """
        reader = NativePlaneReader(self)
        place = (reader.size, reader.geotransform, reader.crs_wkt)
        dataset = create_raster(path, *place, gdal.GDT_Float32, NODATA)
        writer = BlockWriter(dataset, path)
        for part in parts(reader.size):
            feedback.check()
            writer.write(reader.read(part), part)
        dataset.SetMetadata(metadata)
        close_raster(dataset, path)


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
        self._is_always_usable = (
            self._raster is not None
            and self._raster.is_always_valid
            and not self._plan.area.has_polygons
        )
        wanted = self._plan.wanted
        self.size = Size(wanted.height, wanted.width)
        self.geotransform: GeoTransform = self._plan.info.window_geotransform(wanted)
        self.crs_wkt = self._plan.info.crs_wkt

    def read(self, window: Window) -> np.ndarray:
        """Values (h, w) float32, ``NODATA`` where a pixel is not wanted or not valid.

        Args:
            window: of the wanted window's pixels.
        """
        if self._raster is None:
            return self._working.read(window)
        return self._seen(window, *self._source(window))

    def read_above(self, window: Window, floor: float) -> np.ndarray:
        """The same for who asks only which values lie above a floor: others may come as 0.

        A pixel is a mean of its source pixels, so that where none of these lies above the floor
        nothing need be computed; and so it is nearly everywhere.
        """
        if self._raster is None or not self._is_always_usable:
            return self.read(window)
        source, held = self._source(window)
        if (held == NODATA).any():
            return self._seen(window, source, held)
        values = np.zeros((window.height, window.width), np.float32)
        wanted = self._plan.wanted
        gap = GAP_PX / self._plan.to_working.columns.step
        for piece in _pieces(held > floor - abs(floor) * ROUNDING, gap):
            reached = piece.moved(source.top, source.left).grown(REACH)
            seen = self._plan.to_working.source_window(reached)
            part = seen.moved(-wanted.top, -wanted.left).intersection(window)
            if not part.is_empty:
                values[part.slices_in(window)] = self._seen(part, source, held)
        return values

    def _source(self, window: Window) -> tuple[Window, np.ndarray]:
        """Window of the working resolution from which a window is made, and its values (h, w)."""
        plan = self._plan
        target = window.moved(plan.wanted.top, plan.wanted.left)
        source = plan.to_working.inverse().source_window(target).intersection(plan.working_wanted)
        held = source.moved(-plan.working_wanted.top, -plan.working_wanted.left)
        if self._working.is_empty(held):
            return source, np.full((held.height, held.width), NODATA, np.float32)
        return source, self._working.read(held)

    def _seen(self, window: Window, source: Window, values: np.ndarray) -> np.ndarray:
        """Values of a window, made from those of its source."""
        plan = self._plan
        target = window.moved(plan.wanted.top, plan.wanted.left)
        back = plan.to_working.inverse()
        needed = back.source_window(target).intersection(source)
        values, source = values[needed.slices_in(source)], needed
        is_valid = values != NODATA
        if not is_valid.any():
            return np.full((window.height, window.width), NODATA, np.float32)
        planes, shares = back.resample(values[None], is_valid, source, target)
        if self._is_always_usable and is_valid.all():
            return planes[0]
        usable = (shares > 0) & self._raster.read_valid(target)
        usable &= plan.area.mask(target, plan.info.window_geotransform(target), False)
        return np.where(usable, planes[0], np.float32(NODATA))
