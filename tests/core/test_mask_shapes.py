"""Outlines and run lengths become masks."""

from pathlib import Path

import numpy as np
import pytest
from datasets import HEIGHT, WIDTH, short_runs, square_mask, square_runs

from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.mask_shapes import Outline, Runs, drawn
from sam_cffnet_qgis.core.tiles import Size

PATH = Path("labels.json")


def mask_of_runs(height, width, counts, size=None):
    return drawn((Runs("5", PATH, size or Size(height, width), counts),), Size(height, width))


def test_run_lengths_go_down_the_columns_and_begin_with_background():
    mask = mask_of_runs(3, 2, (1, 2, 2, 1))
    assert mask.astype(int).tolist() == [[0, 0], [1, 0], [1, 1]]


def test_run_lengths_may_begin_with_an_object():
    assert mask_of_runs(2, 2, (0, 1, 3)).astype(int).tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("061K", (0, 6, 1, 1)),  # the fourth is 1 - 6
        ("0610", (0, 6, 1, 6)),
        ("011101010", (0, 1, 1, 2, 1, 3, 1, 4, 1)),
        ("0PP1", (0, 1024)),
    ],
)
def test_short_form_says_the_same_as_the_lengths(text, counts):
    height = sum(counts)
    assert np.array_equal(mask_of_runs(height, 1, text), mask_of_runs(height, 1, counts))
    assert short_runs(list(counts)) == text


def test_any_mask_comes_back_from_its_short_form():
    rng = np.random.default_rng(0)
    for _ in range(50):
        flat = np.repeat(rng.integers(0, 2, 200), rng.integers(1, 90, 200)).astype(bool)[:1200]
        edges = np.flatnonzero(np.diff(np.concatenate(([0], flat, [not flat[-1]]))))
        counts = np.diff(np.concatenate(([0], edges))).tolist()
        assert np.array_equal(mask_of_runs(40, 30, short_runs(counts)), flat.reshape(30, 40).T)


@pytest.mark.parametrize("counts", [(1, 2, 2), (1, 2, 2, 2), (7, -1), "", "1222"])
def test_run_lengths_must_fill_the_image(counts):
    with pytest.raises(LabelError, match=r"landslide 5 of labels\.json .* 3 x 2 pixels"):
        mask_of_runs(3, 2, counts)


def test_run_lengths_of_another_size_are_refused():
    with pytest.raises(LabelError, match="2 x 3 pixels and fill 6 of them.* has 3 x 2"):
        mask_of_runs(3, 2, (1, 2, 2, 1), Size(2, 3))


@pytest.mark.parametrize("text", ["0é", "0 6", "06P", "p", "0" + 40 * "o"])
def test_text_that_is_no_short_form_is_refused(text):
    with pytest.raises(LabelError, match="no COCO run lengths"):
        mask_of_runs(3, 2, text)


def test_outline_takes_the_pixels_whose_centre_it_holds():
    outline = Outline("1", PATH, ((1.0, 0.0), (3.4, 0.0), (3.4, 1.6), (1.0, 1.6)))
    mask = drawn((outline,), Size(3, 4))
    assert mask.astype(int).tolist() == [[0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]]


def test_outlines_and_run_lengths_are_a_union():
    size = Size(HEIGHT, WIDTH)
    outline = Outline("1", PATH, ((0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0)))
    mask = drawn((outline, Runs("2", PATH, size, tuple(square_runs()))), size)
    expected = square_mask() > 0
    expected[0, :2] = True
    assert np.array_equal(mask, expected)


def test_outline_may_reach_beyond_the_image():
    outline = Outline("1", PATH, ((-5.0, -5.0), (9.0, -5.0), (9.0, 9.0), (-5.0, 9.0)))
    assert drawn((outline,), Size(2, 2)).all()


@pytest.mark.parametrize(("x", "y"), [(4, 0), (0, 3), (-9, 0), (0, -9)])
def test_outline_beside_the_image_is_refused(x, y):
    outline = Outline("1", PATH, ((x, y), (x + 9.0, y), (x + 9.0, y + 9.0)))
    with pytest.raises(LabelError, match=r"Landslide 1 of labels\.json lies outside .*3 x 4"):
        drawn((outline,), Size(3, 4))


def test_no_shapes_are_background():
    assert not drawn((), Size(2, 3)).any()
