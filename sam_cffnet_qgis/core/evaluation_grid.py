"""The pixels on which detections and inventory are compared, from a raster or from polygons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.area import memory_layer, pixel_window, rasterize
from sam_cffnet_qgis.core.errors import ExtentError, ParameterError, RasterReadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.object_metrics import Judge, Shapes
from sam_cffnet_qgis.core.raster import GeoTransform, RasterInfo, RasterReader, shifted
from sam_cffnet_qgis.core.raster_writer import RowWriter, create_raster
from sam_cffnet_qgis.core.tiles import Size, Window
from sam_cffnet_qgis.core.vectorize import Outlines

MAX_PIXELS = 100_000_000
STRIP_PIXELS = 1_000_000
PIXELS_PER_EDGE = 10  # of a small polygon, so that the grid does not show in the figures
SMALL_PERCENTILE = 10


@dataclass(frozen=True)
class Strip:
    """Some rows of a grid.

    Attributes:
        window: on the grid.
        geotransform: of the window.
        detected: (h, w) bool.
        known: (h, w) bool; other pixels do not count.
        probability: (h, w) float32, None where the detections are polygons.
    """

    window: Window
    geotransform: GeoTransform
    detected: np.ndarray
    known: np.ndarray
    probability: np.ndarray | None


class _Grid:
    """Strips of a grid; the detected pixels are a subclass's own."""

    size: Size
    geotransform: GeoTransform

    def strips(self) -> Iterator[Strip]:
        """All pixels from the top down."""
        rows = max(STRIP_PIXELS // self.size.width, 1)
        for top in range(0, self.size.height, rows):
            bottom = min(top + rows, self.size.height)
            yield self._read(Window(top, 0, bottom, self.size.width))

    def _read(self, window: Window) -> Strip:
        raise NotImplementedError


class ProbabilityGrid(_Grid):
    """The pixels of a probability raster around an area.

    Args:
        info: the raster; its first band is read.
        threshold: excluded.
        area: only the pixels around these polygons, or None.

    Raises:
        ExtentError: if the area does not touch the raster.
    """

    def __init__(self, info: RasterInfo, threshold: float, area: Shapes | None) -> None:
        self._reader = RasterReader(info, (1,))
        self._path = info.path
        self._threshold = threshold
        self._window = info.window
        if area is not None:
            self._window = _window_of(area, info.geotransform).intersection(info.window)
        if self._window.is_empty:
            raise ExtentError(
                "The AREA does not overlap the PROBABILITY raster {path}. Check that both CRS are "
                "right, or leave AREA empty.",
                path=info.path,
            )
        self.size = Size(self._window.height, self._window.width)
        self.geotransform = info.window_geotransform(self._window)

    @property
    def footprint(self) -> ogr.Geometry:
        """Outline of the pixels on the map."""
        height, width = self.size.height, self.size.width
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for corner in ((0, 0), (width, 0), (width, height), (0, height), (0, 0)):
            ring.AddPoint_2D(*gdal.ApplyGeoTransform(self.geotransform, *corner))
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(ring)
        return polygon

    def _read(self, window: Window) -> Strip:
        left, top = self._window.left, self._window.top
        source = Window(window.top + top, left, window.bottom + top, self._window.right)
        values, known = self._reader.read(source)
        probability = values[0].astype(np.float32)
        self._check_range(probability[known])
        detected = known & (probability > self._threshold)
        transform = shifted(self.geotransform, 0, window.top)
        return Strip(window, transform, detected, known, probability)

    def _check_range(self, probability: np.ndarray) -> None:
        wrong = probability[(probability < 0) | (probability > 1)]
        if wrong.size:
            raise RasterReadError(
                "The PROBABILITY raster {path} holds the value {value:g}, but a probability lies "
                "from 0 to 1. Choose the probability output of 'Detect landslides', or set the "
                "raster's nodata value.",
                path=self._path,
                value=float(wrong[0]),
            )


class PolygonGrid(_Grid):
    """Square pixels around detected polygons and an inventory.

    Args:
        detections: what is detected.
        inventory: of the same CRS; not empty.
        crs_wkt: of both.
        pixel_m: edge of a pixel in metres, 0 for a tenth of the edge of a small polygon.

    Raises:
        ParameterError: if the pixels asked for would be more than ``MAX_PIXELS``.
    """

    def __init__(self, detections: Shapes, inventory: Shapes, crs_wkt: str, pixel_m: float) -> None:
        self._source = memory_layer(detections.shapes)
        boxes = np.concatenate([detections.boxes, inventory.boxes])
        low, high = boxes[:, [0, 2]].min(0), boxes[:, [1, 3]].max(0)
        middle = (low + high) / 2
        unit = (middle[0], 1.0, 0.0, middle[1], 0.0, -1.0)
        metres = np.array(RasterInfo("", Size(0, 0), unit, crs_wkt, ()).pixel_size_m())
        ground_m2 = float(np.prod((high - low) * metres))
        smallest_m = (ground_m2 / MAX_PIXELS) ** 0.5
        if pixel_m == 0:
            judge = Judge(crs_wkt)
            areas = [judge.area_m2(shape) for shape in (*detections, *inventory)]
            pixel_m = np.percentile(areas, SMALL_PERCENTILE) ** 0.5 / PIXELS_PER_EDGE
            pixel_m = max(float(pixel_m), smallest_m)
        elif pixel_m < smallest_m:
            raise ParameterError(
                "PIXEL_SIZE is {value:g} m, which makes {pixels:,.0f} million pixels of the ground "
                "between the polygons; the most is {limit:,.0f} million. Give {least:.2g} m or "
                "more, 0 for a size that fits, or a smaller AREA.",
                value=pixel_m,
                pixels=ground_m2 / pixel_m**2 / 1e6,
                limit=MAX_PIXELS / 1e6,
                least=1.05 * smallest_m,
            )
        self.pixel_m = pixel_m
        step = pixel_m / metres
        first, last = np.floor(low / step), np.ceil(high / step)  # so that round sizes fit squares
        width, height = (int(edge) for edge in np.maximum(last - first, 1))
        self.size = Size(height, width)
        self.geotransform = (first[0] * step[0], step[0], 0.0, last[1] * step[1], 0.0, -step[1])

    def _read(self, window: Window) -> Strip:
        transform = shifted(self.geotransform, 0, window.top)
        detected = rasterize(self._source, window, transform)
        return Strip(window, transform, detected, np.ones_like(detected), None)


class MaskFile:
    """A mask of a grid on disk, and its outlines."""

    def __init__(self, path: Path, grid: ProbabilityGrid, crs_wkt: str) -> None:
        self._path = path
        self._crs_wkt = crs_wkt
        target = create_raster(path, grid.size, grid.geotransform, crs_wkt, gdal.GDT_Byte, 0)
        self._writer = RowWriter(target, path)
        self._is_empty = True

    def append(self, rows: np.ndarray) -> None:
        """Add rows (h, w) bool below those added before."""
        self._is_empty = self._is_empty and not rows.any()
        self._writer.append(rows.astype(np.uint8))

    def outlines(self, feedback: Feedback) -> list[ogr.Geometry]:
        """Polygons of the mask."""
        self._writer.finish()
        if self._is_empty:
            return []
        outlines = Outlines(self._path, self._path.with_suffix(".gpkg"), self._crs_wkt, feedback)
        return [outline for outline, _ in outlines.cleaned(0, 0, 0)]


def _window_of(area: Shapes, transform: GeoTransform) -> Window:
    windows = [pixel_window(transform, shape) for shape in area]
    return Window(
        min(window.top for window in windows),
        min(window.left for window in windows),
        max(window.bottom for window in windows),
        max(window.right for window in windows),
    )
