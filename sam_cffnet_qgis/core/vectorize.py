"""From the probability raster to polygons: threshold, outlines, holes, small areas, simplification."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.attributes import GroundMetric, Plane
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.native_plane import parts
from sam_cffnet_qgis.core.raster import NODATA, open_dataset
from sam_cffnet_qgis.core.raster_writer import BlockWriter, create_raster, writing


def write_mask(probability: Plane, threshold: float, mask: Path, feedback: Feedback) -> int:
    """Write 1 where the probability lies above a threshold, else 0; returns how many pixels have one.

    Args:
        probability: with ``NODATA``.
        threshold: excluded.
        mask: Byte raster to create.
        feedback: asked whether to go on.
    """
    place = (probability.size, probability.geotransform, probability.crs_wkt)
    writer = BlockWriter(create_raster(mask, *place, gdal.GDT_Byte, 0, is_passing=True), mask)
    valid_px = 0
    for part in parts(probability.size):
        feedback.check()
        values = probability.read_above(part, threshold)
        is_above = values > threshold  # NODATA lies below every threshold
        if is_above.any():
            writer.write(is_above.view(np.uint8), part)
        valid_px += np.count_nonzero(values != NODATA)
    writer.finish()
    return valid_px


class Outlines:
    """Raw outlines of a mask in a file on disk, and their cleaned shapes.

    Pixels that touch at a corner alone belong to different polygons, so that every outline is a
    valid polygon.

    Args:
        mask: Byte raster, 1 inside.
        database: GeoPackage to create.
        crs_wkt: the raster's CRS.
        feedback: asked whether to go on.
    """

    def __init__(self, mask: Path, database: Path, crs_wkt: str, feedback: Feedback) -> None:
        self._feedback = feedback
        self._database = database
        self._metric = GroundMetric(crs_wkt)
        source = open_dataset(str(mask))
        with writing(database):
            driver = gdal.GetDriverByName("GPKG")
            self._store = driver.Create(str(database), 0, 0, 0, gdal.GDT_Unknown)
        with writing(database):
            # They are read by number alone.
            options = ["SPATIAL_INDEX=NO"]
            self._layer = self._store.CreateLayer("outlines", None, ogr.wkbPolygon, options)
        band = source.GetRasterBand(1)
        with writing(database):
            self._store.StartTransaction()
            gdal.Polygonize(band, band, self._layer, -1, [], callback=self._go_on)
            feedback.check()
            self._store.CommitTransaction()

    def _go_on(self, *progress: object) -> bool:
        return not self._feedback.is_cancelled()

    def __len__(self) -> int:
        return self._layer.GetFeatureCount()

    def cleaned(
        self, min_area_m2: float, max_hole_m2: float, simplify_m: float
    ) -> Iterator[tuple[ogr.Geometry, ogr.Geometry]]:
        """Fill small holes, drop small polygons, simplify.

        What lies inside a filled hole goes with it. Simplification keeps rings from crossing.

        Yields:
            The pixel outline and the simplified shape, both in the raster's CRS.
        """
        swallowed = self._islands(max_hole_m2)
        for feature_id in self._ids():
            if feature_id in swallowed:
                continue
            outline = self._filled(self._outline(feature_id), max_hole_m2)
            if min_area_m2 <= 0 and simplify_m <= 0:
                yield outline, outline
                continue
            ground = self._metric.to_ground(outline)
            if ground.GetArea() >= min_area_m2:
                yield outline, self._simplified(outline, ground, simplify_m)

    def _ids(self) -> range:
        """Numbers of the raw outlines: a new table counts its rows from one."""
        return range(1, len(self) + 1)

    def _outline(self, feature_id: int) -> ogr.Geometry:
        feature = self._layer.GetFeature(feature_id)  # owns the geometry until it is copied
        return feature.GetGeometryRef().Clone()

    def _islands(self, max_hole_m2: float) -> set[int]:
        """Polygons inside holes that will be filled.

        Holes are asked for, not polygons: around a hole lies a polygon that may have a million
        others, and reading it for each of them would take days.
        """
        found: set[int] = set()
        if max_hole_m2 <= 0:
            return found
        holes = self._small_holes(max_hole_m2)
        for feature_id in self._ids() if holes.GetFeatureCount() else ():
            self._feedback.check()
            outline = self._outline(feature_id)
            x, y = outline.GetGeometryRef(0).GetPoint_2D(0)
            holes.SetSpatialFilterRect(x, y, x, y)
            if any(_lies_in(outline, hole.GetGeometryRef()) for hole in holes):
                found.add(feature_id)
        return found

    def _small_holes(self, max_hole_m2: float) -> ogr.Layer:
        """All holes that will be filled, as polygons with a spatial index."""
        with writing(self._database):
            holes = self._store.CreateLayer("holes", None, ogr.wkbPolygon, ["OVERWRITE=YES"])
            self._store.StartTransaction()
            for feature_id in self._ids():
                self._feedback.check()
                outline = self._outline(feature_id)
                for ring in (
                    outline.GetGeometryRef(n) for n in range(1, outline.GetGeometryCount())
                ):
                    hole = _polygon([ring])
                    if self._metric.to_ground(hole).GetArea() <= max_hole_m2:
                        feature = ogr.Feature(holes.GetLayerDefn())
                        feature.SetGeometryDirectly(hole)
                        holes.CreateFeature(feature)
            self._store.CommitTransaction()
        return holes

    def _filled(self, outline: ogr.Geometry, max_hole_m2: float) -> ogr.Geometry:
        if max_hole_m2 <= 0 or outline.GetGeometryCount() < 2:
            return outline
        rings = [outline.GetGeometryRef(n) for n in range(outline.GetGeometryCount())]
        kept = [
            ring
            for ring in rings[1:]
            if self._metric.to_ground(_polygon([ring])).GetArea() > max_hole_m2
        ]
        return _polygon([rings[0], *kept])

    def _simplified(
        self, outline: ogr.Geometry, ground: ogr.Geometry, simplify_m: float
    ) -> ogr.Geometry:
        """An outline simplified in metres, where it is the given one."""
        if simplify_m <= 0:
            return outline
        simplified = ground.SimplifyPreserveTopology(simplify_m)
        shape = self._metric.from_ground(simplified, outline)
        is_usable = shape.GetGeometryType() == ogr.wkbPolygon and shape.IsValid()
        return shape if is_usable and not shape.IsEmpty() else outline


def _lies_in(outline: ogr.Geometry, hole: ogr.Geometry) -> bool:
    """Whether a polygon lies in a hole; most lie beside it, as their extents show already."""
    x_min, x_max, y_min, y_max = outline.GetEnvelope()
    left, right, bottom, top = hole.GetEnvelope()
    is_within = left <= x_min and x_max <= right and bottom <= y_min and y_max <= top
    return is_within and hole.Contains(outline)


def _polygon(rings: list[ogr.Geometry]) -> ogr.Geometry:
    polygon = ogr.Geometry(ogr.wkbPolygon)
    for ring in rings:
        polygon.AddGeometry(ring)
    return polygon
