"""Slope, aspect and relief on planes whose slope is known."""

import numpy as np
import pytest
from builders import write_raster
from osgeo import ogr

from sam_cffnet_qgis.core.errors import DemError
from sam_cffnet_qgis.core.raster import read_info
from sam_cffnet_qgis.core.terrain import Terrain

TRANSFORM = (500_000.0, 10.0, 0, 3_000_000.0, 0, -10.0)
EAST, SOUTH = np.meshgrid(np.arange(20) * 10.0, np.arange(20) * 10.0)
SQUARE = "POLYGON((500050 2999850,500150 2999850,500150 2999950,500050 2999950,500050 2999850))"


def terrain(folder, height, **changes):
    raster = write_raster(folder / "a.tif", np.zeros((1, 20, 20), np.uint8), transform=TRANSFORM)
    changes = {"transform": TRANSFORM, **changes}
    dem = write_raster(folder / "dem.tif", height[None].astype(np.float32), **changes)
    return Terrain(str(dem), read_info(str(raster)))


@pytest.mark.parametrize(
    ("height", "slope", "aspect"),
    [
        (EAST, 45, 270),  # rises eastward: mass goes west
        (-EAST, 45, 90),
        (SOUTH, 45, 0),
        (EAST * 0.5, 26.565, 270),
        (EAST + SOUTH, 54.736, 315),
    ],
)
def test_terrain_of_a_plane(tmp_path, height, slope, aspect):
    facts = terrain(tmp_path, height).facts(ogr.CreateGeometryFromWkt(SQUARE))
    assert facts.slope_mean == pytest.approx(slope, abs=1e-3)
    assert facts.slope_max == pytest.approx(slope, abs=1e-3)
    assert (facts.aspect_mean - aspect + 180) % 360 == pytest.approx(180, abs=1e-3)


def test_terrain_relief_is_the_difference_of_heights(tmp_path):
    facts = terrain(tmp_path, EAST).facts(ogr.CreateGeometryFromWkt(SQUARE))
    assert 90 <= facts.relief_m <= 110  # 100 m wide, and the cells it touches


def test_terrain_is_none_where_the_dem_has_no_data(tmp_path):
    made = terrain(tmp_path, np.full((20, 20), -1.0), nodata=-1)
    assert made.facts(ogr.CreateGeometryFromWkt(SQUARE)) is None


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"transform": (0.0, 10, 0, 0.0, 0, -10)}, "does not cover"),
        ({"epsg": None}, "one of them has no CRS"),
        ({"transform": (500_000.0, 8, 6, 3_000_000.0, 6, -8)}, "is rotated"),
    ],
)
def test_terrain_refuses_a_dem_that_does_not_fit(tmp_path, changes, match):
    with pytest.raises(DemError, match=match):
        terrain(tmp_path, EAST, **changes)
