"""Our ellipsoidal areas and perimeters against those of QGIS."""

import pytest
from builders import wkt
from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
)

from sam_cffnet_qgis.core.attributes import GroundMetric

SHAPES = {
    "utm": (32648, "POLYGON((500000 3e6,500900 3e6,500700 3000800,500000 3e6))"),
    "utm_edge": (32648, "POLYGON((833000 3e6,833900 3e6,833700 3000800,833000 3e6))"),
    "degrees": (4326, "POLYGON((104 27,104.01 27,104.005 27.02,104 27))"),
    "far_north": (4326, "POLYGON((20 78,20.05 78,20.02 78.01,20 78))"),
    "date_line_side": (4326, "POLYGON((179.9 -17,179.95 -17,179.92 -17.02,179.9 -17))"),
    "web_mercator": (3857, "POLYGON((1.2e7 6e6,12001000 6e6,12000500 6001500,1.2e7 6e6))"),
    "feet": (2263, "POLYGON((990000 200000,993000 200000,992000 202500,990000 200000))"),
}


@pytest.mark.parametrize(("epsg", "text"), SHAPES.values(), ids=SHAPES)
def test_areas_are_those_of_qgis(epsg, text):
    ground = GroundMetric(wkt(epsg)).to_ground(ogr.CreateGeometryFromWkt(text))
    measure = QgsDistanceArea()
    crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg)
    measure.setSourceCrs(crs, QgsCoordinateTransformContext())
    assert measure.setEllipsoid(crs.ellipsoidAcronym())
    shape = QgsGeometry.fromWkt(text)
    assert ground.GetArea() == pytest.approx(measure.measureArea(shape), rel=1e-3)
    assert ground.Boundary().Length() == pytest.approx(measure.measurePerimeter(shape), rel=1e-3)
