"""Slope, aspect and relief of polygons from an elevation raster."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from osgeo import ogr, osr

from sam_cffnet_qgis.core.attributes import zone_pixels
from sam_cffnet_qgis.core.crs import spatial_reference
from sam_cffnet_qgis.core.errors import DemError
from sam_cffnet_qgis.core.raster import BandPlane, RasterInfo, read_info
from sam_cffnet_qgis.core.tiles import Size, Window


@dataclass(frozen=True)
class TerrainFacts:
    """Slope and aspect in degrees (aspect: downslope, clockwise from north), relief in metres."""

    slope_mean: float
    slope_max: float
    aspect_mean: float
    relief_m: float


class Terrain:
    """An elevation raster, asked for the ground under polygons of another raster.

    Raises:
        DemError: if it has no or another place than the raster, or is rotated.
    """

    def __init__(self, path: str, raster: RasterInfo) -> None:
        self._info = read_info(path)
        if self._info.is_rotated:
            raise DemError(
                "The DEM {path} is rotated. Warp it to a north-up raster first (Raster > "
                "Projections > Warp).",
                path=path,
            )
        if bool(self._info.crs_wkt) != bool(raster.crs_wkt):
            raise DemError(
                "The DEM {path} and the raster cannot be laid over each other, because one of them "
                "has no CRS. Set it in the layer's properties or with 'Assign projection'.",
                path=path,
            )
        self._heights = BandPlane(path)
        self._transformation = None
        if raster.crs_wkt:
            references = [spatial_reference(wkt) for wkt in (raster.crs_wkt, self._info.crs_wkt)]
            if not references[0].IsSame(references[1]):
                self._transformation = osr.CoordinateTransformation(*references)
        if self._window_is_empty(raster):
            raise DemError(
                "The DEM {path} does not cover any part of the raster. Choose a DEM of the same "
                "place, or leave DEM empty.",
                path=path,
            )

    def _window_is_empty(self, raster: RasterInfo) -> bool:
        outline = ogr.Geometry(ogr.wkbLinearRing)
        transform, size = raster.geotransform, raster.size
        for column, row in ((0, 0), (size.width, 0), (size.width, size.height), (0, size.height)):
            outline.AddPoint_2D(
                transform[0] + column * transform[1] + row * transform[2],
                transform[3] + column * transform[4] + row * transform[5],
            )
        outline.CloseRings()
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(outline)
        return next(zone_pixels(self._heights, self._in_dem(polygon)), None) is None

    def _in_dem(self, shape: ogr.Geometry) -> ogr.Geometry:
        copy = shape.Clone()
        if self._transformation is not None:
            copy.Transform(self._transformation)
        return copy

    def facts(self, shape: ogr.Geometry) -> TerrainFacts | None:
        """Terrain under a shape in the raster's CRS, or None where the DEM has no data."""
        slopes, easts, norths, heights = [], [], [], []
        for window, values, inside in zone_pixels(self._heights, self._in_dem(shape), 1, True):
            elevation = values.astype(np.float64)
            if self._heights.nodata is not None:
                elevation[values == self._heights.nodata] = np.nan
            east, north = self._gradients(elevation, window)
            chosen = inside & np.isfinite(elevation)
            heights.append(elevation[chosen])
            known = inside & np.isfinite(east) & np.isfinite(north)
            slopes.append(np.degrees(np.arctan(np.hypot(east[known], north[known]))))
            easts.append(east[known])
            norths.append(north[known])
        slope, height = _joined(slopes), _joined(heights)
        if slope.size == 0:
            return None
        # The sum of the downslope vectors points where the mass would go.
        aspect = np.degrees(np.arctan2(-_joined(easts).sum(), -_joined(norths).sum())) % 360
        return TerrainFacts(
            float(slope.mean()), float(slope.max()), float(aspect), float(np.ptp(height))
        )

    def _gradients(self, elevation: np.ndarray, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Rise per metre eastward and northward (Horn 1981); NaN at borders and gaps."""
        transform = self._info.window_geotransform(window)
        here = replace(self._info, size=Size(*elevation.shape), geotransform=transform)
        across, down = here.pixel_size_m()
        east = np.full(elevation.shape, np.nan)
        north = east.copy()
        if min(elevation.shape) < 3:
            return east, north
        corner = [
            [
                elevation[r : r + elevation.shape[0] - 2, c : c + elevation.shape[1] - 2]
                for c in range(3)
            ]
            for r in range(3)
        ]
        right = corner[0][2] + 2 * corner[1][2] + corner[2][2]
        left = corner[0][0] + 2 * corner[1][0] + corner[2][0]
        below = corner[2][0] + 2 * corner[2][1] + corner[2][2]
        above = corner[0][0] + 2 * corner[0][1] + corner[0][2]
        east[1:-1, 1:-1] = (right - left) / (8 * across * np.sign(transform[1]))
        north[1:-1, 1:-1] = (below - above) / (8 * down * np.sign(transform[5]))
        return east, north


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0)
