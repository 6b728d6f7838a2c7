"""Which pixels an extent and polygons of interest choose."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.area import WantedArea, pixel_window
from sam_cffnet_qgis.core.errors import ExtentError
from sam_cffnet_qgis.core.raster import RasterInfo
from sam_cffnet_qgis.core.tiles import Size, Window

# 10 x 10 pixels of 2 m, from (100, 180) to (120, 200)
INFO = RasterInfo("a.tif", Size(10, 10), (100.0, 2, 0, 200.0, 0, -2), "", (gdal.GDT_Byte,))


def wkb(wkt):
    return (bytes(ogr.CreateGeometryFromWkt(wkt).ExportToWkb()),)


def test_extent_becomes_whole_pixels():
    assert WantedArea(INFO, (104, 190, 108.00001, 196), None).window == Window(2, 2, 5, 4)


def test_extent_is_cut_to_the_raster():
    assert WantedArea(INFO, (0, 0, 104, 1000), None).window == Window(0, 0, 10, 2)


@pytest.mark.parametrize("extent", [(0, 0, 50, 50), (120.1, 180, 130, 200)])
def test_extent_outside_names_the_reach_of_the_raster(extent):
    with pytest.raises(ExtentError, match="from 100 to 120 and from 180 to 200"):
        WantedArea(INFO, extent, None)


@pytest.mark.parametrize("extent", [(104, 190, 104, 196), (108, 190, 104, 196)])
def test_extent_without_area_is_refused(extent):
    with pytest.raises(ExtentError, match="is empty"):
        WantedArea(INFO, extent, None)


def test_polygon_masks_by_the_centre_of_pixels():
    triangle = wkb("POLYGON((100 200,106 200,100 194,100 200))")
    area = WantedArea(INFO, None, triangle)
    assert area.window == Window(0, 0, 3, 3)
    mask = area.mask(area.window, INFO.geotransform, False)
    expected = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 0]], bool)
    assert (mask | np.eye(3, dtype=bool)[::-1] == expected | np.eye(3, dtype=bool)[::-1]).all()


def test_extent_and_polygon_apart_are_refused():
    square = wkb("POLYGON((100 200,104 200,104 196,100 196,100 200))")
    with pytest.raises(ExtentError, match="do not overlap"):
        WantedArea(INFO, (110, 180, 120, 190), square)


def test_empty_polygon_is_refused():
    with pytest.raises(ExtentError, match="holds no polygon"):
        WantedArea(INFO, None, wkb("POLYGON EMPTY"))


@pytest.mark.parametrize(
    ("line", "window"),
    [
        ("LINESTRING(104 190,108 196)", Window(2, 2, 5, 4)),
        ("LINESTRING(104.0001 190.0001,107.9999 195.9999)", Window(2, 2, 5, 4)),
        ("LINESTRING(90 196,104.1 210)", Window(-5, -5, 2, 3)),
        ("LINESTRING(104 196,104 196)", Window(2, 2, 3, 3)),  # at least a pixel
        ("LINESTRING(-1e300 -1e300,1e300 1e300)", Window(-(2**40), -(2**40), 2**40, 2**40)),
    ],
)
def test_pixel_window_holds_the_corners_of_a_shape(line, window):
    assert pixel_window(INFO.geotransform, ogr.CreateGeometryFromWkt(line)) == window


def test_several_threads_may_ask_one_area():
    area = WantedArea(INFO, None, wkb("POLYGON ((100 200, 120 200, 100 180, 100 200))"))
    rows = [Window(top, 0, top + 1, 10) for top in range(10)]

    def wanted(window):
        transform = (100.0, 2, 0, 200.0 - 2 * window.top, 0, -2)
        return area.mask(window, transform, False).sum()

    expected = [wanted(window) for window in rows]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(wanted, rows * 300)) == expected * 300
