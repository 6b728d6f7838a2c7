"""Coordinate reference systems: reading them, and what their units measure on the ground."""

from __future__ import annotations

import numpy as np
from osgeo import gdal, osr

METRES_PER_DEGREE = 111_320.0
TRUE_ENOUGH = 0.02  # national grids and UTM stay below; Web Mercator only near the equator
STEP_M = 100.0


def spatial_reference(wkt: str) -> osr.SpatialReference | None:
    """CRS with x before y, or None for an empty definition."""
    if not wkt:
        return None
    reference = osr.SpatialReference()
    reference.ImportFromWkt(wkt)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def metres_per_unit(crs_wkt: str, x: float, y: float) -> tuple[float, float]:
    """What a map unit measures on the ground at a place, eastwards and northwards.

    Projections whose scale is true within 2 % are taken as true, so that pixels keep their round
    numbers; in Web Mercator a unit at 60 degrees is half a metre.

    Args:
        crs_wkt: empty without a CRS, whose units are taken as metres.
        x: map coordinate.
        y: map coordinate.
    """
    reference = spatial_reference(crs_wkt)
    if reference is None:
        return 1.0, 1.0
    if reference.IsGeographic():
        unit = METRES_PER_DEGREE * _degrees(reference)
        return unit * float(np.cos(y * _radians(reference))), unit
    unit = reference.GetLinearUnits() or 1.0
    east, north = _scale(reference, x, y, STEP_M / unit)
    is_true = abs(east - 1) <= TRUE_ENOUGH and abs(north - 1) <= TRUE_ENOUGH
    return (unit, unit) if is_true else (unit * east, unit * north)


def _radians(geographic: osr.SpatialReference) -> float:
    """Of one unit of its angles, which are grads in some French systems."""
    return geographic.GetAngularUnits() or float(np.radians(1))


def _degrees(geographic: osr.SpatialReference) -> float:
    return float(np.degrees(_radians(geographic)))


def _scale(reference: osr.SpatialReference, x: float, y: float, step: float) -> tuple[float, float]:
    """Ground length over map length along x and y; 1 where the projection is not defined."""
    geographic = reference.CloneGeogCS()
    if geographic is None:
        return 1.0, 1.0
    geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    places = [(x, y), (x + step, y), (x, y + step)]
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        points = osr.CoordinateTransformation(reference, geographic).TransformPoints(places)
    except RuntimeError:
        return 1.0, 1.0
    finally:
        gdal.PopErrorHandler()
    if not np.isfinite(points).all():
        return 1.0, 1.0
    origin, *ends = np.degrees(np.array(points)[:, :2] * _radians(geographic))
    ways = np.array(ends) - origin
    ways[:, 0] = (ways[:, 0] + 180) % 360 - 180  # across the 180th meridian
    metres = METRES_PER_DEGREE * np.array([np.cos(np.radians(origin[1])), 1.0])
    lengths = [float(np.hypot(*way)) for way in ways * metres]
    return (lengths[0] / STEP_M, lengths[1] / STEP_M) if min(lengths) > 0 else (1.0, 1.0)
