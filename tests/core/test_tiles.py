import numpy as np
import pytest

from sam_cffnet_qgis.core.errors import TileSizeError
from sam_cffnet_qgis.core.tiles import Size, TileGrid, Window, axis_starts, axis_weights


@pytest.mark.parametrize(
    ("length", "starts"),
    [
        (1, [0]),
        (255, [0]),
        (256, [0]),
        (257, [0, 1]),
        (448, [0, 192]),
        (449, [0, 192, 193]),
    ],
)
def test_axis_starts_moves_the_last_tile_back_inside(length, starts):
    assert axis_starts(length, 256, 64) == starts


def test_axis_starts_has_the_number_that_the_formula_gives():
    assert len(axis_starts(10_000, 256, 64)) == 52


@pytest.mark.parametrize("overlap", [-1, 231, 256])
def test_axis_starts_names_the_overlap_and_its_limit(overlap):
    with pytest.raises(TileSizeError, match=rf"overlap is {overlap} px.*0 to 230 px"):
        axis_starts(1000, 256, overlap)


@pytest.mark.parametrize("length", [1, 255, 256, 257, 700, 1000])
@pytest.mark.parametrize("overlap", [0, 1, 64, 128, 200])
def test_axis_weights_sum_to_one_at_every_pixel(length, overlap):
    total = np.zeros(max(length, 256))
    for start, weights in zip(
        axis_starts(length, 256, overlap), axis_weights(length, 256, overlap)
    ):
        total[start : start + 256] += weights
    np.testing.assert_allclose(total[:length], 1.0, atol=1e-12)
    assert (total[length:] == 0).all()


def test_axis_weights_fall_to_the_edge_where_tiles_overlap():
    first, _ = axis_weights(448, 256, 64)
    assert first[0] == 1.0 and first[191] == 1.0
    assert (np.diff(first[192:]) < 0).all() and first[255] < 0.02


def test_tile_rows_do_not_depend_on_the_wanted_window():
    grid = TileGrid(Size(1000, 1000), 256, 64)
    everything = dict(grid.tile_rows(Window(0, 0, 1000, 1000)))
    for row, tiles in grid.tile_rows(Window(300, 500, 310, 520)):
        assert set(tiles) <= set(everything[row])


def test_tile_rows_cover_every_wanted_pixel():
    grid = TileGrid(Size(500, 700), 256, 64)
    covered = np.zeros((500, 700), bool)
    for _, tiles in grid.tile_rows(Window(0, 0, 500, 700)):
        for _, window in tiles:
            covered[window.top : window.bottom, window.left : window.right] = True
    assert covered.all()
