import numpy as np
import pytest

from sam_cffnet_qgis.core.resample import AxisMap, GridMap
from sam_cffnet_qgis.core.tiles import Window


def dense(axis: AxisMap, start: int, stop: int) -> np.ndarray:
    """The taps of an axis as a matrix (target pixels, source pixels)."""
    indices, weights = axis.taps(start, stop)
    matrix = np.zeros((stop - start, axis.source_px))
    for index, weight in zip(indices, weights):
        np.add.at(matrix, (np.arange(stop - start), index), weight)
    return matrix


def test_axis_map_means_two_pixels_when_halving():
    np.testing.assert_allclose(dense(AxisMap(4, 2), 0, 2), [[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]])


def test_axis_map_shares_pixels_when_the_step_is_broken():
    np.testing.assert_allclose(
        dense(AxisMap(3, 2), 0, 2), [[2 / 3, 1 / 3, 0], [0, 1 / 3, 2 / 3]], rtol=1e-6
    )


def test_axis_map_interpolates_when_doubling():
    matrix = dense(AxisMap(2, 4), 0, 4)
    np.testing.assert_allclose(matrix, [[1, 0], [0.75, 0.25], [0.25, 0.75], [0, 1]])


@pytest.mark.parametrize(("source", "target"), [(1000, 435), (435, 1000), (7, 7), (300, 299)])
def test_axis_map_weights_sum_to_one_inside_the_source_range(source, target):
    axis = AxisMap(source, target)
    for start, stop in ((0, target), (0, 3), (target - 3, target), (target // 2, target // 2 + 1)):
        matrix = dense(axis, start, stop)
        np.testing.assert_allclose(matrix.sum(1), 1, atol=1e-5)
        low, high = axis.source_range(start, stop)
        np.testing.assert_allclose(matrix[:, low:high].sum(1), 1, atol=1e-5)


def test_resample_leaves_masked_pixels_out():
    values = np.array([[[1.0, 99.0, 3.0, 3.0]]], np.float32)
    valid = np.array([[True, False, True, True]])
    grid = GridMap(AxisMap(1, 1), AxisMap(4, 2))
    result, share = grid.resample(values, valid, Window(0, 0, 1, 4), Window(0, 0, 1, 2))
    np.testing.assert_allclose(result, [[[1.0, 3.0]]])
    np.testing.assert_allclose(share, [[0.5, 1.0]])


@pytest.mark.parametrize("edges", [(90, 37), (37, 90), (90, 30)])
@pytest.mark.parametrize("kind", [np.float32, np.uint8])
def test_resample_gives_a_pixel_the_same_bits_in_every_window(edges, kind):
    source_px, target_px = edges
    generator = np.random.default_rng(0)
    values = (generator.random((1, source_px, source_px)) * 255).astype(kind)
    valid = np.ones((source_px, source_px), bool)
    valid[0, 0] = False  # outside the part, so that only the whole has a mask
    grid = GridMap(AxisMap(source_px, target_px), AxisMap(source_px, target_px))
    all_source, all_target = Window(0, 0, source_px, source_px), Window(0, 0, target_px, target_px)
    whole, shares = grid.resample(values, valid, all_source, all_target)
    target = Window(10, 20, 15, 30)
    source = grid.source_window(target)
    rows, columns = slice(source.top, source.bottom), slice(source.left, source.right)
    part, _ = grid.resample(values[:, rows, columns], valid[rows, columns], source, target)
    np.testing.assert_array_equal(part, whole[:, 10:15, 20:30])
    assert shares[0, 0] < 1 and (shares[10:15, 20:30] == 1).all()


@pytest.mark.parametrize("edges", [(300, 75), (300, 131), (131, 300)])
@pytest.mark.parametrize("kind", [np.float32, np.uint8])
def test_resample_is_the_product_with_the_taps_of_both_axes(edges, kind):
    source_px, target_px = edges
    values = (np.random.default_rng(0).random((2, source_px, source_px)) * 255).astype(kind)
    axis = AxisMap(source_px, target_px)
    source, target = Window(0, 0, source_px, source_px), Window(0, 0, target_px, target_px)
    valid = np.ones((source_px, source_px), bool)
    result, _ = GridMap(axis, axis).resample(values, valid, source, target)
    matrix = dense(axis, 0, target_px)
    np.testing.assert_allclose(result, matrix @ values @ matrix.T, rtol=1e-5)
