"""Ground measures, shape and probabilities of polygons."""

import numpy as np
import pytest
from builders import UTM, wkt, write_raster
from osgeo import ogr

from sam_cffnet_qgis.core.attributes import GroundMetric, elongation, probability_in
from sam_cffnet_qgis.core.raster import NODATA, BandPlane


def shape(text):
    return ogr.CreateGeometryFromWkt(text)


SQUARE = shape("POLYGON((500000 0,501000 0,501000 1000,500000 1000,500000 0))")


def test_ground_area_of_utm_has_its_scale_taken_out():
    ground = GroundMetric(wkt(UTM)).to_ground(SQUARE)  # the scale is 0.9996 on the meridian
    assert ground.GetArea() == pytest.approx(1e6 / 0.9996**2, rel=1e-5)


def test_ground_area_of_degrees_is_that_of_the_ellipsoid():
    degree = shape("POLYGON((10 0,11 0,11 1,10 1,10 0))")
    area = GroundMetric(wkt(4326)).to_ground(degree).GetArea()
    assert area == pytest.approx(111_320 * 110_574, rel=1e-3)


def test_ground_without_crs_is_the_shape_itself():
    assert GroundMetric("").to_ground(SQUARE).GetArea() == 1e6


def test_ground_and_back_gives_the_shape():
    metric = GroundMetric(wkt(UTM))
    back = metric.from_ground(metric.to_ground(SQUARE), SQUARE)
    assert back.GetEnvelope() == pytest.approx(SQUARE.GetEnvelope(), abs=1e-3)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("POLYGON((0 0,4 0,4 1,0 1,0 0))", 4),
        ("POLYGON((0 0,3 3,2 4,-1 1,0 0))", 3),  # 3 by 1, turned by 45 degrees
        ("POLYGON((0 0,1 0,1 1,0 1,0 0))", 1),
        ("POLYGON EMPTY", 1),
    ],
)
def test_elongation_is_long_over_short(text, ratio):
    assert elongation(shape(text)) == pytest.approx(ratio)


def test_probability_is_of_valid_pixels_inside(tmp_path):
    values = np.array([[[0.2, 0.4, 0.9], [NODATA, 0.6, 0.9]]], np.float32)
    path = write_raster(tmp_path / "p.tif", values, transform=(0.0, 1, 0, 2.0, 0, -1))
    left = shape("POLYGON((0 0,2 0,2 2,0 2,0 0))")
    mean, largest = probability_in(BandPlane(path), left)
    assert mean == pytest.approx(0.4)
    assert largest == pytest.approx(0.6)
    outside = shape("POLYGON((9 9,10 9,10 10,9 9))")
    assert probability_in(BandPlane(path), outside) == (0.0, 0.0)
