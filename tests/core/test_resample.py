import numpy as np
import pytest

from sam_cffnet_qgis.core.resample import AxisMap, GridMap
from sam_cffnet_qgis.core.tiles import Window


def test_axis_map_means_two_pixels_when_halving():
    np.testing.assert_allclose(
        AxisMap(4, 2).weights(0, 2, 0, 4), [[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]]
    )


def test_axis_map_interpolates_when_doubling():
    weights = AxisMap(2, 4).weights(0, 4, 0, 2)
    np.testing.assert_allclose(weights, [[1, 0], [0.75, 0.25], [0.25, 0.75], [0, 1]])


@pytest.mark.parametrize(("source", "target"), [(1000, 435), (435, 1000), (7, 7), (300, 299)])
def test_axis_map_weights_sum_to_one_in_any_window(source, target):
    axis = AxisMap(source, target)
    for start, stop in ((0, target), (0, 3), (target - 3, target), (target // 2, target // 2 + 1)):
        weights = axis.weights(start, stop, *axis.source_range(start, stop))
        np.testing.assert_allclose(weights.sum(1), 1, atol=1e-5)


def test_resample_leaves_masked_pixels_out():
    values = np.array([[[1.0, 99.0, 3.0, 3.0]]], np.float32)
    valid = np.array([[True, False, True, True]])
    grid = GridMap(AxisMap(1, 1), AxisMap(4, 2))
    result, share = grid.resample(values, valid, Window(0, 0, 1, 4), Window(0, 0, 1, 2))
    np.testing.assert_allclose(result, [[[1.0, 3.0]]])
    np.testing.assert_allclose(share, [[0.5, 1.0]])


def test_resample_gives_a_pixel_the_same_value_in_every_window():
    values = np.random.default_rng(0).random((1, 90, 90)).astype(np.float32)
    valid = np.ones((90, 90), bool)
    grid = GridMap(AxisMap(90, 37), AxisMap(90, 37))
    whole, _ = grid.resample(values, valid, Window(0, 0, 90, 90), Window(0, 0, 37, 37))
    target = Window(10, 20, 15, 30)
    source = grid.source_window(target)
    rows, columns = slice(source.top, source.bottom), slice(source.left, source.right)
    part, _ = grid.resample(values[:, rows, columns], valid[rows, columns], source, target)
    np.testing.assert_allclose(part, whole[:, 10:15, 20:30], atol=1e-6)
