import math

import pytest
from osgeo import osr

from sam_cffnet_qgis.core.crs import METRES_PER_DEGREE, metres_per_unit, spatial_reference


def wkt(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference.ExportToWkt()


def test_a_unit_without_a_crs_is_a_metre():
    assert metres_per_unit("", 1, 2) == (1.0, 1.0)


def test_a_metre_of_utm_and_of_a_national_grid_is_a_metre():
    assert metres_per_unit(wkt(32648), 500_000, 3_000_000) == (1.0, 1.0)
    assert metres_per_unit(wkt(2056), 2_600_000, 1_200_000) == (1.0, 1.0)


def test_a_foot_is_a_foot():
    assert metres_per_unit(wkt(2263), 1_000_000, 200_000)[0] == pytest.approx(0.3048, rel=1e-5)


def test_a_degree_is_shorter_eastwards():
    east, north = metres_per_unit(wkt(4326), 10, 60)
    assert north == METRES_PER_DEGREE
    assert east == pytest.approx(METRES_PER_DEGREE / 2)


@pytest.mark.parametrize("latitude", [-60, 30, 45])
def test_a_metre_of_web_mercator_shrinks_with_the_latitude(latitude):
    y = 6_378_137 * math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    scales = metres_per_unit(wkt(3857), 1_000_000, y)
    assert scales == pytest.approx([math.cos(math.radians(latitude))] * 2, rel=0.005)


@pytest.mark.parametrize("code", [27572, 27562])
def test_grads_are_no_degrees(code):
    assert metres_per_unit(wkt(code), 600_000, 2_200_000 if code == 27572 else 200_000) == (1, 1)


def test_a_grad_is_nine_tenths_of_a_degree():
    assert metres_per_unit(wkt(4807), 0, 50)[1] == pytest.approx(0.9 * METRES_PER_DEGREE)


def test_the_180th_meridian_is_no_jump():
    fiji = wkt(3460)
    degrees = osr.CoordinateTransformation(spatial_reference(wkt(4326)), spatial_reference(fiji))
    x, y, _ = degrees.TransformPoint(179.9999, -17)
    assert metres_per_unit(fiji, x, y) == (1.0, 1.0)


def test_a_place_outside_a_projection_is_taken_as_true():
    assert metres_per_unit(wkt(32648), 1e30, 1e30) == (1.0, 1.0)


def test_a_reference_has_x_before_y():
    point = osr.CoordinateTransformation(
        spatial_reference(wkt(4326)), spatial_reference(wkt(3857))
    ).TransformPoint(90, 0)
    assert point[0] == pytest.approx(10_018_754, rel=1e-6)
