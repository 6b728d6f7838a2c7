"""Opening rasters, choosing bands, validity, ground size of pixels."""

import numpy as np
import pytest
from builders import noise_image, write_raster

from sam_cffnet_qgis.core.errors import BandCountError, RasterReadError
from sam_cffnet_qgis.core.raster import RasterReader, choose_bands, open_dataset, read_info
from sam_cffnet_qgis.core.tiles import Size, Window

IMAGE = noise_image(4, 6)


def test_open_dataset_names_a_missing_file_once(tmp_path):
    with pytest.raises(RasterReadError) as caught:
        open_dataset(str(tmp_path / "none.tif"))
    assert str(caught.value).count("none.tif") == 1


@pytest.mark.parametrize(
    ("colours", "asked", "bands"),
    [
        ((), [], (1, 2, 3)),
        ((5, 4, 3), [], (3, 2, 1)),  # blue, green, red
        ((), [2], (2,)),
        ((), [3, 1, 2], (3, 1, 2)),
    ],
)
def test_choose_bands_by_colour_or_as_asked(tmp_path, colours, asked, bands):
    info = read_info(str(write_raster(tmp_path / "a.tif", IMAGE, colours=colours)))
    assert choose_bands(info, asked) == bands


def test_choose_bands_tells_that_two_are_too_few(tmp_path):
    info = read_info(str(write_raster(tmp_path / "a.tif", IMAGE[:2])))
    with pytest.raises(BandCountError, match="has 2 bands, but the model needs 3"):
        choose_bands(info, [])


def test_reader_leaves_out_nodata_and_what_is_no_number(tmp_path):
    values = np.ones((3, 2, 3), np.float32)
    values[0, 0, 0], values[1, 0, 1], values[2, 1, 2] = -5, np.nan, np.inf
    info = read_info(str(write_raster(tmp_path / "a.tif", values, nodata=-5)))
    _, valid = RasterReader(info, (1, 2, 3)).read(Window(0, 0, 2, 3))
    assert valid.tolist() == [[False, False, True], [True, True, False]]


def test_pixel_size_of_degrees_is_in_metres(tmp_path):
    transform = (10.0, 0.001, 0, 60.002, 0, -0.001)
    path = write_raster(tmp_path / "a.tif", IMAGE, epsg=4326, transform=transform)
    across, down = read_info(str(path)).pixel_size_m()
    assert across == pytest.approx(55.66, abs=0.01)  # half at 60 degrees north
    assert down == pytest.approx(111.32)


def test_read_info_refuses_latitudes_beyond_the_pole(tmp_path):
    path = write_raster(tmp_path / "a.tif", IMAGE, epsg=4326, transform=(0, 1, 0, 500, 0, -1))
    with pytest.raises(RasterReadError, match="latitude 496 to 500"):
        read_info(str(path))


def test_read_info_takes_a_grid_that_passes_the_pole_by_half_a_cell(tmp_path):
    path = write_raster(tmp_path / "a.tif", IMAGE, epsg=4326, transform=(0, 1, 0, 90.5, 0, -1))
    assert read_info(str(path)).size == Size(4, 6)


def test_reader_gives_the_same_values_at_every_call(tmp_path):
    path = write_raster(tmp_path / "a.tif", IMAGE)
    reader = RasterReader(read_info(str(path)), (3, 1))
    for window in (Window(0, 0, 4, 6), Window(1, 2, 3, 5), Window(0, 0, 4, 6)):
        rows, columns = window.slices_in(Window(0, 0, 4, 6))
        assert (reader.read(window)[0] == IMAGE[[2, 0], rows, columns]).all()
