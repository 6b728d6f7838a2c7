"""Outlines of small masks: areas, holes, islands and corners counted by hand."""

import numpy as np
import pytest
from builders import write_raster
from osgeo import ogr

from sam_cffnet_qgis.core.errors import Cancelled
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.raster import NODATA, BandPlane
from sam_cffnet_qgis.core.vectorize import Outlines, write_mask


@pytest.fixture
def cleaned(tmp_path):
    """A function that outlines the letters # of a drawing; a pixel is one square unit."""

    def draw(drawing, min_area=0.0, max_hole=0.0, simplify=0.0):
        pixels = np.array([[letter == "#" for letter in row] for row in drawing.split()])
        place = {"epsg": None, "transform": (0.0, 1, 0, 100.0, 0, -1)}
        mask = write_raster(tmp_path / "m.tif", pixels[None].astype(np.uint8), **place)
        outlines = Outlines(mask, tmp_path / "o.gpkg", "", Feedback())
        return [shape for _, shape in outlines.cleaned(min_area, max_hole, simplify)]

    return draw


RING = "##### #...# #.#.# #...# #####"


def test_write_mask_excludes_the_threshold_and_nodata(tmp_path):
    values = np.array([[[0.4, 0.5, 0.6, NODATA]]], np.float32)
    probability = BandPlane(write_raster(tmp_path / "p.tif", values))
    write_mask(probability, 0.5, tmp_path / "m.tif", Feedback())
    from osgeo import gdal

    assert gdal.Open(str(tmp_path / "m.tif")).ReadAsArray().tolist() == [[0, 0, 1, 0]]


def test_outlines_keep_holes_and_islands(cleaned):
    assert sorted(shape.GetArea() for shape in cleaned(RING)) == [1, 16]


def test_outlines_fill_holes_with_what_lies_in_them(cleaned):
    (shape,) = cleaned(RING, max_hole=9)
    assert shape.GetArea() == 25
    assert shape.GetGeometryCount() == 1


def test_outlines_keep_holes_that_are_too_large(cleaned):
    assert len(cleaned(RING, max_hole=8)) == 2


def test_outlines_drop_what_is_too_small(cleaned):
    (shape,) = cleaned("##.# ##..", min_area=2)
    assert shape.GetArea() == 4


def test_outlines_part_pixels_that_touch_at_a_corner(cleaned):
    shapes = cleaned("#. .#")
    assert [shape.GetArea() for shape in shapes] == [1, 1]
    assert all(shape.IsValid() for shape in shapes)


def test_outlines_of_an_empty_mask_are_none(cleaned):
    assert cleaned("... ...") == []


def test_simplified_outlines_stay_valid_and_never_vanish(cleaned):
    for drawing in (RING, "#... ##.. ###. ####", "#"):
        for shape in cleaned(drawing, simplify=3.0):
            assert shape.IsValid()
            assert shape.GetArea() > 0


def test_outlines_stop_when_cancelled(tmp_path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    mask = write_raster(tmp_path / "m.tif", np.ones((1, 8, 8), np.uint8))
    with pytest.raises(Cancelled):
        Outlines(mask, tmp_path / "o.gpkg", "", Stop())


@pytest.mark.parametrize("seed", range(4))
def test_outlines_swallow_what_lies_in_filled_holes_and_nothing_else(cleaned, seed):
    """A speckled mask against every pair of polygon and hole."""
    pixels = np.random.default_rng(seed).random((40, 40)) < 0.6
    drawing = " ".join("".join("#" if one else "." for one in row) for row in pixels)
    largest = 12
    holes = [
        hole
        for shape in cleaned(drawing)
        for hole in (polygon_of(shape, n) for n in range(1, shape.GetGeometryCount()))
        if hole.GetArea() <= largest
    ]
    outside = [s for s in cleaned(drawing) if not any(hole.Contains(s) for hole in holes)]
    shapes = cleaned(drawing, max_hole=largest)
    assert holes and len(outside) < len(cleaned(drawing))
    assert sorted(outline(shape) for shape in shapes) == sorted(outline(s) for s in outside)


def polygon_of(shape, number):
    """One ring of a polygon as a polygon."""
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(shape.GetGeometryRef(number))
    return polygon


def outline(shape):
    """The outer ring as text."""
    return polygon_of(shape, 0).ExportToWkt()
