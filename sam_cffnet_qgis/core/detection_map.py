"""The map of a detection's report: the image with the outlines over it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.attributes import GroundMetric
from sam_cffnet_qgis.core.detect import DetectionResult
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.probability_report import Say
from sam_cffnet_qgis.core.raster import GeoTransform, shifted
from sam_cffnet_qgis.core.tiles import Size

MAP_OUTLINES = 20_000  # the largest; more would not show
OUTLINE_COLOUR = "#c2187a"  # as landslides.qml


def map_section(
    result: DetectionResult, overview: Overview, areas_m2: np.ndarray, say: Say
) -> tuple[dict, dict[str, np.ndarray]]:
    """The section with the picture, and the arrays that it names.

    Args:
        result: what came out.
        overview: the image.
        areas_m2: of all landslides.
        say: brings a text to the user's language.
    """
    across_m, down_m, _ = ground_pixel(result, overview.geotransform, overview.size)
    # Rows that run from south to north are turned; a rotated raster stays as it is.
    transform = overview.geotransform
    is_turned = transform[5] > 0 and transform[2] == transform[4] == 0
    picture = overview.picture()
    smallest = _smallest_shown(areas_m2)
    outlines = _outlines(result, transform, smallest)
    if is_turned:
        picture = np.ascontiguousarray(picture[::-1])
        outlines[:, 1] = overview.size.height - outlines[:, 1]
    figure = {
        "kind": "picture",
        "image": "overview",
        "outlines": "outlines",
        "colour": OUTLINE_COLOUR,
        "label": say("Landslides"),
        "pixel_m": [across_m, down_m],
        "unit": "m" if result.crs_wkt else say("map units"),
    }
    text = [
        say("The image as the model saw it, with the outlines. Grey: no data, or not asked for.")
    ]
    if smallest > 0:
        text.append(say("Only the {count} largest are drawn.", count=f"{MAP_OUTLINES:,}"))
    section = {"heading": say("Where"), "text": text, "figure": figure}
    return section, {"overview": picture, "outlines": outlines}


def _smallest_shown(areas_m2: np.ndarray) -> float:
    """Area in square metres below which landslides are not drawn, 0 to draw all."""
    count = len(areas_m2)
    if count <= MAP_OUTLINES:
        return 0.0
    return float(np.partition(areas_m2, count - MAP_OUTLINES)[count - MAP_OUTLINES])


def ground_pixel(
    result: DetectionResult, transform: GeoTransform, size: Size
) -> tuple[float, float, float]:
    """Width and height in metres and area in square metres of the middle pixel of a grid."""
    x, y = shifted(transform, size.width / 2, size.height / 2)[::3]
    right, down = (transform[1], transform[4]), (transform[2], transform[5])
    corners = [
        (x, y),
        (x + right[0], y + right[1]),
        (x + right[0] + down[0], y + right[1] + down[1]),
        (x + down[0], y + down[1]),
    ]
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for corner in [*corners, corners[0]]:
        ring.AddPoint_2D(*corner)
    square = ogr.Geometry(ogr.wkbPolygon)
    square.AddGeometry(ring)
    ground = GroundMetric(result.crs_wkt).to_ground(square)
    points = np.array(ground.GetGeometryRef(0).GetPoints())[:, :2]
    across, up = points[1] - points[0], points[3] - points[0]
    return float(np.hypot(*across)), float(np.hypot(*up)), float(ground.GetArea())


def _outlines(result: DetectionResult, transform: GeoTransform, smallest_m2: float) -> np.ndarray:
    """Rings (N, 2) float32 as column and row of the picture, with a row of NaN after each."""
    inverse = gdal.InvGeoTransform(transform)
    matrix = np.array([[inverse[1], inverse[2]], [inverse[4], inverse[5]]])
    origin = np.array([inverse[0], inverse[3]])
    gap = np.full((1, 2), np.nan)
    drawn = [gap]
    large = (polygon for polygon in result.polygons() if polygon.area_m2 >= smallest_m2)
    for polygon in islice(large, MAP_OUTLINES):
        for ring in _rings(ogr.CreateGeometryFromWkb(polygon.wkb)):
            drawn += [_thinned(ring @ matrix.T + origin), gap]
    return np.concatenate(drawn).astype(np.float32)


def _rings(shape: ogr.Geometry) -> Iterator[np.ndarray]:
    """Points (N, 2) of all rings of a polygon or multipolygon."""
    if shape.GetGeometryCount() == 0:
        yield np.array(shape.GetPoints())[:, :2]
        return
    for index in range(shape.GetGeometryCount()):
        yield from _rings(shape.GetGeometryRef(index))


def _thinned(points: np.ndarray) -> np.ndarray:
    """A ring in pixels without the points that stay in the same half of a pixel, at least a dot."""
    halves = np.round(points * 2)
    moves = np.any(np.diff(halves, axis=0) != 0, axis=1)
    kept = points[np.concatenate(([True], moves))]
    if len(kept) > 3:
        return np.concatenate((kept, kept[:1]))
    dot = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) / 2
    return points.mean(0) + dot
