"""The pixel size at which a model sees rasters and chips."""

from dataclasses import replace

import numpy as np
import pytest
from builders import ENGINE_PYTHON, ROOT, noise_image, write_raster
from osgeo import gdal

from sam_cffnet_qgis.core.chip_scale import resampled, working_entries
from sam_cffnet_qgis.core.chips import find_chips, pixel_size_m
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.plan import plan_raster, usual_resolution
from sam_cffnet_qgis.core.settings import DetectionSettings, FineTuneSettings

BUNDLED = ROOT / "models" / "cffnet-lite" / "cffnet-lite.json"


@pytest.fixture(scope="module")
def card():
    return replace(read_card(BUNDLED), working_gsd_m=2.0)


@pytest.mark.parametrize(
    ("pixel_m", "expected"),
    [
        (0.5, 2.0),
        (1.59, 2.0),
        (1.61, 0.0),  # close enough: the raster's own
        (2.49, 0.0),
        (2.51, 2.0),
        (5.0, 2.0),
        (10.0, 4.0),  # no finer than 2.5 times
        (0.01, 0.64),  # no coarser than 64 times
    ],
)
def test_usual_resolution_is_the_models_within_limits(card, pixel_m, expected):
    assert usual_resolution(pixel_m, card) == pytest.approx(expected)


def test_usual_resolution_is_the_images_own_without_one_of_the_model(card):
    assert usual_resolution(0.5, replace(card, working_gsd_m=0.0)) == 0


@pytest.mark.parametrize(
    ("resolution_m", "epsg", "edge_px"),
    [(None, 32648, 150), (0.0, 32648, 300), (1.5, 32648, 200), (None, None, 300)],
)
def test_plan_takes_the_models_resolution_unless_told_or_without_crs(
    card, tmp_path, resolution_m, epsg, edge_px
):
    path = write_raster(tmp_path / "a.tif", noise_image(300, 300), epsg=epsg)
    settings = DetectionSettings(resolution_m=resolution_m)
    plan = plan_raster(str(path), card, settings, Feedback())
    assert (plan.grid.size.height, plan.grid.size.width) == (edge_px, edge_px)


def test_resampled_takes_means_and_the_larger_share():
    image = np.stack([np.array([[0, 100], [50, 250]], np.uint8)] * 3)
    half, mask = resampled(image, np.array([[1, 1], [1, 0]], bool), 0.5)
    assert half.tolist() == [[[100]]] * 3 and mask.tolist() == [[True]]
    assert resampled(image, np.zeros((2, 2), bool), 2.0)[0].shape == (3, 4, 4)


def chips_of_sample(folder, *, with_crs=False):
    """The sample scene, 1 m a pixel, as chips of 256 px."""
    scene = gdal.Open(str(ROOT / "resources" / "sample" / "scene.tif")).ReadAsArray()[:3]
    truth = gdal.Open(str(ROOT / "resources" / "sample" / "truth.tif")).ReadAsArray() > 0
    for name in ("images", "masks"):
        (folder / name).mkdir()
    for row in range(0, truth.shape[0], 256):
        for column in range(0, truth.shape[1], 256):
            window = (slice(row, row + 256), slice(column, column + 256))
            place = {"epsg": 32648 if with_crs else None, "transform": None}
            if with_crs:
                place["transform"] = (500_000, 1.0, 0, 3_000_000, 0, -1.0)
            name = f"{row}_{column}.tif"
            write_raster(folder / "images" / name, scene[(slice(None), *window)], **place)
            mask = truth[window].astype(np.uint8)[None] * 255
            write_raster(folder / "masks" / name, mask, epsg=None, transform=None)
    return find_chips(folder)


def scaled(entries, card, feedback=None, **settings):
    settings = FineTuneSettings("a", chips_folder="chips", **settings)
    return working_entries(entries, entries, settings, card, ENGINE_PYTHON, feedback or Feedback())


def test_chips_are_scaled_by_manifest_then_file_then_setting(card, tmp_path):
    entries = chips_of_sample(tmp_path, with_crs=True)
    assert pixel_size_m(entries[0]) == 1
    assert {entry.factor for entry in scaled(entries, card)} == {0.5}
    assert {entry.factor for entry in scaled(entries, card, resolution_m=4)} == {0.25}
    assert {entry.factor for entry in scaled(entries, card, resolution_m=0)} == {1.0}
    told = [replace(entry, gsd_m=10.0) for entry in entries]  # as a manifest does
    assert {entry.factor for entry in scaled(told, card, chip_gsd_m=9)} == {2.5}


def test_chips_of_unknown_pixel_size_are_shown_to_the_start_model(card, tmp_path):
    entries = chips_of_sample(tmp_path)
    assert pixel_size_m(entries[0]) == 0
    (factor,) = {entry.factor for entry in scaled(entries, card)}
    assert 0.25 <= factor <= 1  # 0.5 by the scene's true 1 m
    assert {entry.factor for entry in scaled(entries, card, chip_gsd_m=0.5)} == {0.25}


def test_chips_of_unknown_pixel_size_need_one_for_a_resolution_without_such_a_model(card, tmp_path):
    entries = chips_of_sample(tmp_path)
    plain = replace(card, working_gsd_m=0.0)
    with pytest.raises(LabelError, match="RESOLUTION is 2 m.*CHIP_PIXEL_SIZE"):
        scaled(entries, plain, resolution_m=2)
    assert {entry.factor for entry in scaled(entries, plain)} == {1.0}


@pytest.mark.parametrize("text", ["half", "-1", "inf"])
def test_manifest_with_a_wrong_pixel_size_is_refused(tmp_path, text):
    lines = ["source,image,mask,region,gsd_m", f"a,a.png,b.png,x,{text}"]
    (tmp_path / "manifest.csv").write_text("\n".join(lines))
    with pytest.raises(LabelError, match="gsd_m"):
        find_chips(tmp_path)
