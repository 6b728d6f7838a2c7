import os
import time

import numpy as np
import pytest
from osgeo import gdal, osr

from sam_cffnet_qgis.core.drawn_image import (
    MAX_AGE_DAYS,
    DrawnImage,
    ImageGrid,
    clear_old_images,
    plan_image,
)
from sam_cffnet_qgis.core.errors import ExtentError, OutputError
from sam_cffnet_qgis.core.tiles import Size, Window

REFERENCE = osr.SpatialReference()
REFERENCE.ImportFromEPSG(32648)
UTM = REFERENCE.ExportToWkt()
GRID = ImageGrid(Size(1500, 1100), (500_000.0, 2.0, 0.0, 3_000_000.0, 0.0, -2.0), UTM)


def block_of(window, value):
    pixels = np.full((4, window.height, window.width), value, np.uint8)
    pixels[3] = 255
    return pixels


def test_blocks_cover_the_image_without_overlap():
    covered = np.zeros((1500, 1100), int)
    for block in GRID.blocks():
        covered[block.top : block.bottom, block.left : block.right] += 1
    assert (covered == 1).all()


def test_bounds_of_a_window_are_map_coordinates():
    bounds = GRID.bounds(Window(10, 20, 30, 50))
    assert bounds == (500_040.0, 2_999_940.0, 500_100.0, 2_999_980.0)


def test_plan_image_reaches_a_tile_beyond_the_wanted_ground():
    wanted = (500_000.0, 3_000_000.0, 501_000.0, 3_000_800.0)
    grid = plan_image(wanted, UTM, 2.0, 256, 64)
    x_min, y_min, x_max, y_max = grid.bounds(Window(0, 0, grid.size.height, grid.size.width))
    assert grid.geotransform[1] == 2.0
    assert x_min <= wanted[0] - 512
    assert y_min <= wanted[1] - 512
    assert x_max >= wanted[2] + 512
    assert y_max >= wanted[3] + 512


@pytest.mark.parametrize("moved_m", [3.0, 1234.5, -77_777.0])
def test_plan_image_puts_neighbouring_extents_on_one_grid_of_tiles(moved_m):
    first = plan_image((5e5, 3e6, 5.01e5, 3.001e6), UTM, 2.0, 256, 64).geotransform
    second = plan_image((5e5 + moved_m, 3e6, 5.01e5 + moved_m, 3.001e6), UTM, 2.0, 256, 64)
    tiles_apart = (second.geotransform[0] - first[0]) / (2.0 * (256 - 64))
    assert tiles_apart == round(tiles_apart)


def test_plan_image_takes_pixels_of_the_ground_in_web_mercator():
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(3857)
    y = 8_399_737.9  # 60 degrees north, where a unit is half a metre
    grid = plan_image((0, y, 1000, y + 1000), reference.ExportToWkt(), 2.0, 256, 64)
    assert grid.geotransform[1] == 4.0


def test_plan_image_refuses_more_pixels_than_a_service_should_be_asked_for():
    with pytest.raises(ExtentError, match=r"at most 1000 million .* coarser RESOLUTION"):
        plan_image((0, 0, 1e6, 1e6), UTM, 2.0, 256, 64)


def test_drawn_image_joins_its_blocks(tmp_path):
    with DrawnImage(tmp_path, GRID, "a") as image:
        for number, block in enumerate(image.missing(), 1):
            image.add(block, block_of(block, number))
        image.finish()
        raster = gdal.Open(str(image.path))
        values = raster.GetRasterBand(1).ReadAsArray()
        assert raster.GetGeoTransform() == GRID.geotransform
        assert raster.GetRasterBand(4).GetColorInterpretation() == gdal.GCI_AlphaBand
        assert [values[0, 0], values[0, 1099], values[1499, 0], values[1499, 1099]] == [1, 2, 3, 4]


def test_drawn_image_goes_on_where_it_was(tmp_path):
    with DrawnImage(tmp_path, GRID, "a") as image:
        blocks = image.missing()
        image.add(blocks[0], block_of(blocks[0], 1))
    with DrawnImage(tmp_path, GRID, "a") as image:
        assert image.missing() == blocks[1:]
    with DrawnImage(tmp_path, GRID, "b") as image:
        assert image.missing() == blocks


def test_drawn_image_keeps_the_date_of_an_image_that_is_whole(tmp_path):
    dates = []
    for _ in range(2):
        with DrawnImage(tmp_path, GRID, "a") as image:
            for block in image.missing():
                image.add(block, block_of(block, 1))
            image.finish()
            dates.append(image.path.stat().st_mtime_ns)
    assert dates[0] == dates[1]


def test_two_runs_do_not_draw_into_one_folder(tmp_path):
    with DrawnImage(tmp_path, GRID, "a") as first, DrawnImage(tmp_path, GRID, "a") as second:
        assert first.path != second.path


def test_remove_leaves_nothing(tmp_path):
    with DrawnImage(tmp_path, GRID, "a") as image:
        block = image.missing()[0]
        image.add(block, block_of(block, 1))
        image.remove()
    assert list(tmp_path.iterdir()) == []


def test_drawn_image_names_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(OutputError, match=r"Cannot write to .*file"),
        DrawnImage(tmp_path / "file", GRID, "a"),
    ):
        pass


def test_clear_old_images_leaves_folders_of_the_user_alone(tmp_path):
    mine = tmp_path / "My maps 2023"
    mine.mkdir()
    (mine / "map.tif").touch()
    os.utime(mine, (0, 0))
    clear_old_images(tmp_path)
    assert (mine / "map.tif").exists()


def test_plan_image_refuses_ground_beyond_the_poles():
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    with pytest.raises(ExtentError, match="outside the ground"):
        plan_image((0, 85, 1, 110), reference.ExportToWkt(), 2.0, 256, 64)


def test_empty_share_counts_the_wanted_ground(tmp_path):
    with DrawnImage(tmp_path, GRID, "a") as image:
        for block in image.missing():
            pixels = block_of(block, 1)
            pixels[3] = 0 if block.top else 255
            image.add(block, pixels)
        assert image.empty_share(Window(0, 0, 1500, 1100)) == pytest.approx(476 / 1500)
        assert image.empty_share(Window(0, 0, 1024, 1100)) == 0


def test_clear_old_images_spares_new_and_used_ones(tmp_path):
    old = time.time() - (MAX_AGE_DAYS + 1) * 86_400
    for identity in ("old", "new"):
        with DrawnImage(tmp_path, GRID, identity):
            pass
    paths = sorted(tmp_path.iterdir())
    os.utime(paths[0], (old, old))
    with DrawnImage(tmp_path, GRID, "used") as used:
        os.utime(used.path.parent, (old, old))
        clear_old_images(tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([paths[1], used.path.parent])
