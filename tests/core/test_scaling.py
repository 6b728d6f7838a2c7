import numpy as np

from sam_cffnet_qgis.core.scaling import (
    UINT8_STRETCH,
    Stretch,
    is_unit_image,
    sample_windows,
    stretch_from_sample,
)
from sam_cffnet_qgis.core.tiles import Size


def test_uint8_is_divided_by_255():
    values = np.array([0, 51, 255], np.uint8)
    np.testing.assert_allclose(UINT8_STRETCH.apply(values), [0, 0.2, 1])


def test_stretch_clips_beyond_the_percentiles():
    stretch = stretch_from_sample(np.arange(101), 2, 98)
    assert (stretch.low, stretch.high) == (2, 98)
    np.testing.assert_allclose(stretch.apply(np.array([0, 50, 100])), [0, 0.5, 1])


def test_stretch_gives_zero_for_a_constant_band():
    assert (Stretch(7, 7).apply(np.full(3, 7)) == 0).all()


def test_sample_windows_cover_a_small_raster_whole():
    windows = sample_windows(Size(300, 500))
    assert sum(w.height * w.width for w in windows) == 300 * 500


def test_sample_windows_stay_below_the_limit_and_reach_all_parts():
    windows = sample_windows(Size(20_000, 40_000))
    assert sum(w.height * w.width for w in windows) <= 4_000_000
    assert min(w.top for w in windows) < 4000 and max(w.bottom for w in windows) > 16_000


def test_unit_image_is_told_from_reflectance():
    assert is_unit_image([np.linspace(0, 1, 100)])
    assert not is_unit_image([np.linspace(0, 0.3, 100)])
    assert not is_unit_image([np.linspace(0, 300, 100)])
