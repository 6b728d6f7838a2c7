"""The wanted area: which pixels an extent and polygons of interest choose."""

from __future__ import annotations

import math
import threading

import numpy as np
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.errors import ExtentError, phrase
from sam_cffnet_qgis.core.raster import GeoTransform, RasterInfo, quiet_gdal
from sam_cffnet_qgis.core.tiles import Window

EDGE_TOLERANCE_PX = 1e-4  # an extent typed with rounded numbers still means whole pixels
MAX_PLACE = 2.0**40  # pixels; an extent may be infinite

Bounds = tuple[float, float, float, float]


def memory_layer(geometries: list[ogr.Geometry]) -> ogr.DataSource:
    """An OGR data source in memory with one layer of polygons."""
    driver = ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")
    source = driver.CreateDataSource("")
    layer = source.CreateLayer("polygons", None, ogr.wkbUnknown)
    for geometry in geometries:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    return source


def rasterize(
    source: ogr.DataSource, window: Window, transform: GeoTransform, all_touched: bool = False
) -> np.ndarray:
    """Pixels of a window inside the polygons of a memory layer.

    Args:
        source: from ``memory_layer``.
        window: gives the shape.
        transform: geotransform of the window.
        all_touched: also pixels whose centre lies outside.

    Returns:
        (h, w) bool.
    """
    target = gdal.GetDriverByName("MEM").Create("", window.width, window.height, 1, gdal.GDT_Byte)
    target.SetGeoTransform(transform)
    options = ["ALL_TOUCHED=TRUE"] if all_touched else []
    with quiet_gdal():  # layer and window share a CRS, so that neither need name it
        gdal.RasterizeLayer(target, [1], source.GetLayer(0), burn_values=[1], options=options)
    return target.ReadAsArray().astype(bool)


class WantedArea:
    """Pixels of a raster inside an extent and inside polygons of interest.

    Args:
        info: the raster.
        extent: (x_min, y_min, x_max, y_max) in the raster's CRS, or None.
        aoi_wkb: polygons (WKB) in the raster's CRS, or None.

    Raises:
        ExtentError: if nothing of the raster is wanted.
    """

    def __init__(
        self, info: RasterInfo, extent: Bounds | None, aoi_wkb: tuple[bytes, ...] | None
    ) -> None:
        self._made_of = (info, extent, aoi_wkb)
        self._info = info
        self._sources: list[ogr.DataSource] = []
        self._guard = threading.Lock()  # of a source, which one thread may read at a time
        self.window = info.window
        if extent is not None:
            self._restrict(_rectangle(extent), phrase("extent"))
            if info.is_rotated:  # its pixels are not a window of the raster
                self._sources.append(memory_layer([_rectangle(extent)]))
        if aoi_wkb is not None:
            polygons = _polygons(aoi_wkb)
            self._restrict(_union_box(polygons), phrase("area of interest (AOI)"))
            self._sources.append(memory_layer(polygons))

    def __reduce__(self) -> tuple:
        """Polygons of OGR cannot be sent to another process, so it is made anew there."""
        return WantedArea, self._made_of

    @property
    def has_polygons(self) -> bool:
        """Whether pixels of the window may be unwanted."""
        return bool(self._sources)

    def mask(self, window: Window, transform: GeoTransform, all_touched: bool) -> np.ndarray:
        """Wanted pixels (h, w) bool of a window on any grid, by the polygons alone."""
        wanted = np.ones((window.height, window.width), bool)
        with self._guard:
            for source in self._sources:
                wanted &= rasterize(source, window, transform, all_touched)
        return wanted

    def _restrict(self, shape: ogr.Geometry, what: str) -> None:
        window = pixel_window(self._info.geotransform, shape).intersection(self._info.window)
        if window.is_empty:
            x_min, x_max, y_min, y_max = _bounds(self._info).GetEnvelope()
            raise ExtentError(
                "The {what} does not overlap the raster, which reaches from {x_min:.10g} to "
                "{x_max:.10g} and from {y_min:.10g} to {y_max:.10g}. Check its CRS, or leave it empty.",
                what=what,
                x_min=x_min,
                x_max=x_max,
                y_min=y_min,
                y_max=y_max,
            )
        self.window = self.window.intersection(window)
        if self.window.is_empty:
            raise _no_overlap()


def wanted_bounds(extent: Bounds | None, aoi_wkb: tuple[bytes, ...] | None) -> Bounds | None:
    """Box of the ground that an extent and polygons of interest choose together.

    Args:
        extent: (x_min, y_min, x_max, y_max), or None.
        aoi_wkb: polygons (WKB) in the same CRS, or None.

    Returns:
        (x_min, y_min, x_max, y_max), or None without either.

    Raises:
        ExtentError: if one of them is empty or infinite, or they do not overlap.
    """
    boxes = [] if extent is None else [_rectangle(extent).GetEnvelope()]
    if aoi_wkb is not None:
        boxes.append(_union_box(_polygons(aoi_wkb)).GetEnvelope())
    if not boxes:
        return None
    x_mins, x_maxs, y_mins, y_maxs = zip(*boxes)
    bounds = (max(x_mins), max(y_mins), min(x_maxs), min(y_maxs))
    if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
        raise _no_overlap()
    return bounds


def _polygons(aoi_wkb: tuple[bytes, ...]) -> list[ogr.Geometry]:
    polygons = [ogr.CreateGeometryFromWkb(wkb) for wkb in aoi_wkb]
    polygons = [polygon for polygon in polygons if polygon and not polygon.IsEmpty()]
    if not polygons:
        raise ExtentError(
            "The area of interest (AOI) holds no polygon. Choose a layer with polygons, or "
            "leave AOI empty for the whole raster."
        )
    return polygons


def _no_overlap() -> ExtentError:
    return ExtentError(
        "The extent and the area of interest (AOI) do not overlap. Leave one of them empty."
    )


def pixel_window(transform: GeoTransform, shape: ogr.Geometry) -> Window:
    """Smallest window of pixels that holds a shape's corners, not cut to any raster."""
    inverse = gdal.InvGeoTransform(transform)
    x_min, x_max, y_min, y_max = shape.GetEnvelope()
    corners = [(x, y) for x in (x_min, x_max) for y in (y_min, y_max)]
    columns, rows = zip(*(gdal.ApplyGeoTransform(inverse, x, y) for x, y in corners))
    (left, right), (top, bottom) = _whole_pixels(columns), _whole_pixels(rows)
    return Window(top, left, max(bottom, top + 1), max(right, left + 1))


def _whole_pixels(places: tuple[float, ...]) -> tuple[int, int]:
    """First pixel, and the end (excluded) of the pixels, between places along an axis."""
    low = min(max(min(places) + EDGE_TOLERANCE_PX, -MAX_PLACE), MAX_PLACE)
    high = min(max(max(places) - EDGE_TOLERANCE_PX, -MAX_PLACE), MAX_PLACE)
    return math.floor(low), math.ceil(high)


def _rectangle(extent: Bounds) -> ogr.Geometry:
    x_min, y_min, x_max, y_max = extent
    if not (np.isfinite(extent).all() and x_min < x_max and y_min < y_max):
        raise ExtentError(
            "The extent {extent} is empty or infinite. Draw it on the map, or leave it empty for the "
            "whole raster.",
            extent=extent,
        )
    ring = ogr.Geometry(ogr.wkbLinearRing)
    corners = ((x_min, y_min), (x_max, y_min), (x_max, y_max), (x_min, y_max), (x_min, y_min))
    for x, y in corners:
        ring.AddPoint_2D(x, y)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return polygon


def _union_box(polygons: list[ogr.Geometry]) -> ogr.Geometry:
    boxes = np.array([polygon.GetEnvelope() for polygon in polygons])
    low, high = boxes.min(0), boxes.max(0)
    return _rectangle((low[0], low[2], high[1], high[3]))


def _bounds(info: RasterInfo) -> ogr.Geometry:
    line = ogr.Geometry(ogr.wkbLineString)
    for column in (0, info.size.width):
        for row in (0, info.size.height):
            line.AddPoint_2D(*gdal.ApplyGeoTransform(info.geotransform, column, row))
    return line
