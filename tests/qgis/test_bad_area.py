"""Extents, areas of interest and elevation models of every bad or odd kind."""

import re

import numpy as np
import pytest
from builders import noise_image, write_raster
from qgis.core import QgsCoordinateReferenceSystem

EDGE = 40  # the image lies from (500000, 2999960) to (500040, 3000000), pixels of 1 m
INSIDE = "POLYGON((500010 2999970,500020 2999970,500020 2999980,500010 2999980,500010 2999970))"
OUTSIDE = "POLYGON((0 0,1 0,1 1,0 1,0 0))"
BOW_TIE = "POLYGON((500010 2999970,500020 2999980,500020 2999970,500010 2999980,500010 2999970))"
LINE = "LINESTRING(500010 2999970,500020 2999980)"


@pytest.fixture
def image(tmp_path):
    return str(write_raster(tmp_path / "a.tif", noise_image(EDGE, EDGE)))


EXTENTS = {
    "outside": ("0,10,0,10 [EPSG:32648]", r"extent does not overlap the raster.*500000 to 500040"),
    "text": ("here", r"extent 'here' is no rectangle.*xmin,xmax"),
    "empty": ("500010,500010,2999970,2999970", r"extent .* is empty"),
    "other_crs_outside": ("0,1,45,46 [EPSG:4326]", r"extent does not overlap"),
}


@pytest.mark.parametrize(("extent", "match"), EXTENTS.values(), ids=EXTENTS)
def test_bad_extent_gets_one_sentence(detection, image, extent, match):
    assert re.search(match, detection.sentence(INPUT=image, EXTENT=extent))


AREAS = {
    "lines": (
        (LINE,),
        {"kind": "LineString"},
        r"AOI layer 'aoi' is of the type Line.*polygon layer",
    ),
    "points": (("POINT(0 0)",), {"kind": "Point"}, r"AOI layer 'aoi' is of the type Point"),
    "no_feature": ((), {}, r"AOI layer 'aoi' holds no polygon"),
    "empty_polygon": (("POLYGON EMPTY",), {}, r"AOI layer 'aoi' holds no polygon"),
    "outside": ((OUTSIDE,), {}, r"area of interest \(AOI\) does not overlap the raster"),
    "pole": (
        ("POLYGON((0 91,1 91,1 92,0 91))",),
        {"crs": "EPSG:4326"},
        r"AOI layer 'aoi' cannot be brought",
    ),
}


@pytest.mark.parametrize(("shapes", "layer", "match"), AREAS.values(), ids=AREAS)
def test_bad_aoi_gets_one_sentence(detection, image, make_polygons, shapes, layer, match):
    message = detection.sentence(INPUT=image, AOI=make_polygons(*shapes, **layer))
    assert re.search(match, message)


def test_aoi_that_is_no_file_is_named(detection, image):
    assert re.search(r"AOI is '/none\.gpkg'", detection.sentence(INPUT=image, AOI="/none.gpkg"))


def test_aoi_and_extent_that_do_not_meet(detection, image, make_polygons):
    parameters = {"AOI": make_polygons(INSIDE), "EXTENT": "500030,500040,2999990,3000000"}
    assert "do not overlap" in detection.sentence(INPUT=image, **parameters)


def test_aoi_in_another_crs_is_transformed(detection, image, make_polygons):
    layer = make_polygons(INSIDE)
    from qgis.core import QgsCoordinateTransform, QgsProject

    geographic = QgsCoordinateReferenceSystem("EPSG:4326")
    shape = next(layer.getFeatures()).geometry()
    shape.transform(QgsCoordinateTransform(layer.crs(), geographic, QgsProject.instance()))
    other = make_polygons(shape.asWkt(12), crs="EPSG:4326")
    results = detection.run(INPUT=image, AOI=other)
    assert results["AREA"] == pytest.approx(100, rel=0.02)
    assert results["WARNINGS"] == []


def test_aoi_without_crs_is_used_with_a_warning(detection, image, make_polygons):
    layer = make_polygons(INSIDE)
    layer.setCrs(QgsCoordinateReferenceSystem())
    results = detection.run(INPUT=image, AOI=layer)
    assert re.search(r"AOI layer 'aoi' has no CRS", results["WARNINGS"][0])
    assert results["AREA"] == pytest.approx(100, rel=2e-3)


def test_aoi_that_is_invalid_is_mended_with_a_warning(detection, image, make_polygons):
    results = detection.run(INPUT=image, AOI=make_polygons(BOW_TIE))
    assert re.search(r"AOI layer 'aoi' has 1 invalid.*made valid", results["WARNINGS"][0])
    assert results["AREA"] == pytest.approx(50, abs=6)


def dem(path, epsg=32648, transform=(499_900.0, 5, 0, 3_000_100.0, 0, -5), height=None):
    """50 x 50 cells that rise one metre a metre eastward."""
    rise = np.tile(np.arange(50, dtype=np.float32) * 5, (50, 1)) if height is None else height
    return str(write_raster(path / "dem.tif", rise[None], epsg=epsg, transform=transform))


def truncated_dem(path):
    made = dem(path, height=np.random.default_rng(0).random((600, 600), np.float32))
    with open(made, "r+b") as stream:
        stream.truncate(2000)
    return made


DEMS = {
    "far_away": (lambda p: dem(p, transform=(0.0, 5, 0, 0.0, 0, -5)), r"dem\.tif does not cover"),
    "far_away_in_degrees": (
        lambda p: dem(p, 4326, (-75.0, 0.001, 0, 0.0, 0, -0.001)),
        r"dem\.tif does not cover",
    ),
    "no_crs": (lambda p: dem(p, None), r"dem\.tif .*has no CRS.*Assign projection"),
    "rotated": (lambda p: dem(p, transform=(499_900.0, 4, 3, 3e6, 3, -4)), r"rotated.*Warp"),
    "missing": (lambda p: str(p / "dem.tif"), r"dem\.tif.*exists"),
    "truncated": (truncated_dem, r"Cannot read rows .*dem\.tif.*damaged"),
}


@pytest.mark.parametrize(("build", "match"), DEMS.values(), ids=DEMS)
def test_bad_dem_gets_one_sentence(detection, image, tmp_path, build, match):
    assert re.search(match, detection.sentence(INPUT=image, DEM=build(tmp_path)))


def test_dem_in_another_crs_fills_the_slope(detection, image, tmp_path):
    from qgis.core import QgsVectorLayer

    degree = 1 / 111_320  # of latitude; near 27 north a degree of longitude is shorter
    path = dem(tmp_path, 4326, (104.999, 5 * degree, 0, 27.1235, 0, -5 * degree))
    results = detection.run(INPUT=image, DEM=path)
    feature = next(QgsVectorLayer(results["OUTPUT"], "scars").getFeatures())
    rise = 1 / np.cos(np.radians(27.12))
    assert feature["slope_mean"] == pytest.approx(np.degrees(np.arctan(rise)), abs=0.3)
    assert feature["aspect_mean"] == pytest.approx(270, abs=0.5)
    assert feature["relief_m"] > 30


def test_dem_without_data_under_the_polygons_is_told(detection, image, tmp_path):
    path = dem(tmp_path, height=np.full((50, 50), np.nan, np.float32))
    results = detection.run(INPUT=image, DEM=path)
    assert results["COUNT"] == 1
    assert re.search(r"DEM has no data.*MIN_SLOPE", results["WARNINGS"][0])


def test_minimum_slope_without_dem_is_refused(detection, image):
    message = detection.sentence(INPUT=image, MIN_SLOPE=10)
    assert re.search(r"MIN_SLOPE is 10.*no DEM", message)
