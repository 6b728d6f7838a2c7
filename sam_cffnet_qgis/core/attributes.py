"""What is measured of a polygon: ellipsoidal area and perimeter, shape, probabilities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

import numpy as np
from osgeo import ogr, osr

from sam_cffnet_qgis.core.area import memory_layer, pixel_window, rasterize
from sam_cffnet_qgis.core.crs import spatial_reference
from sam_cffnet_qgis.core.native_plane import NativePlaneReader
from sam_cffnet_qgis.core.raster import NODATA, BandPlane, shifted
from sam_cffnet_qgis.core.tiles import Window

Plane = Union[BandPlane, NativePlaneReader]
ZONE_PIXELS = 4_000_000  # of a polygon held at a time


@dataclass(frozen=True)
class LandslidePolygon:
    """One detected landslide; the terrain attributes are None without a DEM under it."""

    wkb: bytes
    area_m2: float
    perimeter_m: float
    mean_prob: float
    max_prob: float
    elongation: float
    slope_mean: float | None = None
    slope_max: float | None = None
    aspect_mean: float | None = None
    relief_m: float | None = None


class GroundMetric:
    """Metres on the ground for shapes in any CRS.

    A Lambert azimuthal equal-area projection centred on the shape's degree cell: areas are exact
    on the ellipsoid wherever its centre lies, lengths to 2e-5 within a degree. Without a CRS the
    coordinates themselves are the measure.
    """

    def __init__(self, crs_wkt: str) -> None:
        self._reference = spatial_reference(crs_wkt)
        if self._reference is not None:
            geographic = self._reference.CloneGeogCS()
            geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            self._to_degrees = osr.CoordinateTransformation(self._reference, geographic)
            self._ellipsoid = (
                f"+a={self._reference.GetSemiMajor()} +b={self._reference.GetSemiMinor()}"
            )
        self._projections = lru_cache(maxsize=64)(self._projection)

    def to_ground(self, shape: ogr.Geometry) -> ogr.Geometry:
        """A copy of a shape in metres."""
        copy = shape.Clone()
        if self._reference is not None:
            copy.Transform(self._projections(*self._centre(shape))[0])
        return copy

    def from_ground(self, ground: ogr.Geometry, like: ogr.Geometry) -> ogr.Geometry:
        """The way back of a shape that ``to_ground(like)`` brought to metres."""
        copy = ground.Clone()
        if self._reference is not None:
            copy.Transform(self._projections(*self._centre(like))[1])
        return copy

    def _centre(self, shape: ogr.Geometry) -> tuple[int, int]:
        x_min, x_max, y_min, y_max = shape.GetEnvelope()
        x, y, _ = self._to_degrees.TransformPoint((x_min + x_max) / 2, (y_min + y_max) / 2)
        return round(x), round(y)

    def _projection(
        self, longitude: int, latitude: int
    ) -> tuple[osr.CoordinateTransformation, osr.CoordinateTransformation]:
        # The datum stays that of the raster: only the ellipsoid and the centre are named.
        ground = osr.SpatialReference()
        ground.ImportFromProj4(
            f"+proj=laea +lon_0={longitude} +lat_0={latitude} {self._ellipsoid} +units=m +no_defs"
        )
        ground.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        there = osr.CoordinateTransformation(self._reference, ground)
        return there, osr.CoordinateTransformation(ground, self._reference)


def elongation(ground: ogr.Geometry) -> float:
    """Long over short side of the smallest oriented box, at least 1.

    The smallest box has a side along an edge of the convex hull (Freeman and Shapira 1975).
    """
    hull = ground.ConvexHull()  # owns the ring
    ring = hull.GetGeometryRef(0)
    points = np.array(ring.GetPoints())[:, :2] if ring is not None else np.zeros((0, 2))
    edges = points[1:] - points[:-1]
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    directions = edges[lengths > 0] / lengths[lengths > 0, None]
    if len(directions) == 0:
        return 1.0
    across = np.empty_like(directions)
    across[:, 0], across[:, 1] = -directions[:, 1], directions[:, 0]
    widths, heights = _reach(points, directions), _reach(points, across)
    smallest = np.argmin(widths * heights)
    short, long = sorted((float(widths[smallest]), float(heights[smallest])))
    return long / short if short > 0 else 1.0


def _reach(points: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """How far points (P, 2) reach along each of the directions (D, 2)."""
    along = points @ directions.T
    return along.max(0) - along.min(0)


def outline_measures(shape: ogr.Geometry, metric: GroundMetric) -> dict[str, float]:
    """What is measured of an outline alone, by name of the polygon layer's field.

    Args:
        shape: a polygon, or several.
        metric: of its CRS.
    """
    ground = metric.to_ground(shape)
    return {
        "area_m2": ground.GetArea(),
        "perimeter_m": ground.Boundary().Length(),
        "elongation": elongation(ground),
    }


def wkb_measures(wkb: bytes, crs_wkt: str) -> dict[str, float]:
    """The same of a shape as WKB, for callers without GDAL."""
    return outline_measures(ogr.CreateGeometryFromWkb(wkb), GroundMetric(crs_wkt))


def zone_pixels(
    plane: Plane, shape: ogr.Geometry, margin_px: int = 0, all_touched: bool = False
) -> Iterator[tuple[Window, np.ndarray, np.ndarray]]:
    """Pixels of a plane around a shape, in windows of bounded size.

    Args:
        plane: where to read.
        shape: in the plane's CRS.
        margin_px: pixels added on all sides, for derivatives.
        all_touched: also pixels whose centre lies outside.

    Yields:
        Window, its values (h, w) and whether each lies in the shape (h, w) bool.
    """
    transform = plane.geotransform
    whole = Window(0, 0, plane.size.height, plane.size.width)
    window = pixel_window(transform, shape).grown(margin_px).intersection(whole)
    if window.is_empty:
        return
    source = memory_layer([shape])
    step = max(ZONE_PIXELS // window.width, 1 + 2 * margin_px)
    for top in range(window.top, window.bottom, step):
        part = Window(top, window.left, min(top + step, window.bottom), window.right)
        inside = rasterize(source, part, shifted(transform, part.left, part.top), all_touched)
        yield part, plane.read(part), inside


def probability_in(plane: Plane, shape: ogr.Geometry) -> tuple[float, float]:
    """Mean and largest probability of the valid pixels whose centre lies in a shape."""
    total, count, largest = 0.0, 0, 0.0
    for _, values, inside in zone_pixels(plane, shape):
        chosen = values[inside & (values != NODATA)]
        if chosen.size:
            total += float(chosen.sum(dtype=np.float64))
            count += chosen.size
            largest = max(largest, float(chosen.max()))
    return (total / count, largest) if count else (0.0, 0.0)
