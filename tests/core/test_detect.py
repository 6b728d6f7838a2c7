"""The pipeline with the real engine and random weights."""

import os
import signal
import threading
import time

import numpy as np
import pytest
from builders import ENGINE_PYTHON, Recorder, noise_image, write_raster
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.errors import (
    Cancelled,
    EngineError,
    ExtentError,
    ParameterError,
    RasterReadError,
)
from sam_cffnet_qgis.core.raster import NODATA
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings, Workplace
from sam_cffnet_qgis.core.uncertainty_classes import LANDSLIDE, LIKELY_FALSE

MODEL = "random"


def probability_file(result):
    """Where ``run`` writes the probability."""
    return result.polygon_file.with_name("wanted.tif")


def uncertainty_file(result):
    """Where ``run`` writes the uncertainty."""
    return result.polygon_file.with_name("uncertainty.tif")


@pytest.fixture
def run(random_models, tmp_path):
    """Run a detection; returns the result and its probability array."""
    count = iter(range(1000))

    def run_detection(
        path, feedback=None, *, tta=False, batch=2, model=MODEL, journals=None, **settings
    ):
        work = tmp_path / f"work{next(count)}"
        work.mkdir()
        engine = EngineSettings(device="cpu", precision="fp32", batch=batch, tta=tta)
        result = detect(
            str(path),
            DetectionSettings(model=model, engine=engine, **settings),
            Workplace(ENGINE_PYTHON, random_models, work, journals),
            feedback or Recorder(),
        )
        if result.uncertainty is not None:
            result.write_plane(result.uncertainty, uncertainty_file(result), Recorder())
        written = probability_file(result)
        result.write_plane(result.probability, written, Recorder())
        return result, gdal.Open(str(written)).ReadAsArray()

    return run_detection


@pytest.mark.parametrize("size", [(1, 1), (255, 255), (256, 256), (257, 257)])
def test_detect_covers_rasters_around_one_tile(run, tmp_path, size):
    path = write_raster(tmp_path / "a.tif", noise_image(*size))
    _, probability = run(path)
    assert probability.shape == size
    assert ((probability > 0) & (probability < 1)).all()


@pytest.mark.parametrize("resolution", [0, 2.0, 2.3, 0.7])
def test_detect_gives_an_extent_the_pixels_of_the_whole(run, tmp_path, resolution):
    path = write_raster(tmp_path / "a.tif", noise_image(420, 500))
    _, whole = run(path, resolution_m=resolution)
    extent = (500_101, 2_999_700, 500_303, 2_999_900)
    result, part = run(path, resolution_m=resolution, extent=extent)
    assert (part == whole[100:300, 101:303]).all()
    transform = gdal.Open(str(probability_file(result))).GetGeoTransform()
    assert transform[0] == 500_101 and transform[3] == 2_999_900


@pytest.mark.parametrize("resolution", [2.3, 0.6])
def test_detect_gives_polygons_of_interest_the_pixels_of_the_whole(run, tmp_path, resolution):
    path = write_raster(tmp_path / "a.tif", noise_image(420, 500))
    _, whole = run(path, resolution_m=resolution)
    triangle = ogr.CreateGeometryFromWkt(
        "POLYGON((500101 2999703,500270.3 2999790,500190 2999881,500101 2999703))"
    )
    aoi = (bytes(triangle.ExportToWkb()),)
    result, part = run(path, resolution_m=resolution, aoi_wkb=aoi)
    transform = gdal.Open(str(probability_file(result))).GetGeoTransform()
    row, column = round(3_000_000 - transform[3]), round(transform[0] - 500_000)
    inside = part != NODATA
    assert 0.3 < inside.mean() < 0.5
    height, width = part.shape
    assert (part == whole[row : row + height, column : column + width])[inside].all()


def test_detect_fast_takes_larger_tiles_over_the_same_pixels(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(700, 900))
    usual, _ = run(path, model=DEFAULT_MODEL, resolution_m=0)
    fast, probability = run(path, model=DEFAULT_MODEL, resolution_m=0, fast=True)
    assert (usual.tiles, fast.tiles) == (4 * 5, 2 * 2)
    assert probability.shape == (700, 900)
    assert ((probability > 0) & (probability < 1)).all()


def test_detect_fast_is_refused_by_models_that_do_not_offer_it(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(300, 300))
    with pytest.raises(ParameterError, match="'random' does not offer it"):
        run(path, fast=True)


def test_detect_gives_the_same_bits_twice_and_nearly_so_in_other_batches(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(300, 460))
    _, first = run(path)
    _, second = run(path)
    _, third = run(path, batch=3)
    assert (first == second).all()
    np.testing.assert_allclose(first, third, atol=1e-4)


def test_detect_masks_nodata_and_polygons_of_interest(run, tmp_path):
    image = noise_image(256, 256)
    image[:, :40] = 0
    path = write_raster(tmp_path / "a.tif", image, nodata=0)
    triangle = ogr.CreateGeometryFromWkt(
        "POLYGON((500000 2999744,500256 2999744,500256 3000000,500000 2999744))"
    )
    _, probability = run(path, aoi_wkb=(bytes(triangle.ExportToWkb()),))
    assert (probability[:40] == NODATA).all()
    assert (probability[100, :90] == NODATA).all()
    assert (probability[100, 170:] != NODATA).all()


def test_detect_returns_to_the_rasters_pixels_from_another_resolution(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(600, 500))
    for resolution in (2.0, 2.3, 0.7):
        _, probability = run(path, resolution_m=resolution)
        assert probability.shape == (600, 500)
        assert ((probability >= 0) & (probability <= 1)).all()


def test_detect_writes_polygons_that_give_the_mask_back(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(300, 300))
    _, first = run(path)
    threshold = float(np.quantile(first, 0.8))
    result, probability = run(path, threshold=threshold, min_area_m2=0, max_hole_m2=0)
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("a", None)
    for polygon in result.polygons():
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkb(polygon.wkb))
        assert feature.GetGeometryRef().IsValid()
        layer.CreateFeature(feature)
    canvas = gdal.GetDriverByName("MEM").Create("", 300, 300, 1)
    canvas.SetGeoTransform(gdal.Open(str(path)).GetGeoTransform())
    gdal.RasterizeLayer(canvas, [1], layer, burn_values=[1])
    assert (canvas.ReadAsArray().astype(bool) == (probability > threshold)).all()


def test_detect_adds_the_deviation_of_the_views(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(256, 256))
    result, probability = run(path, tta=True)
    deviation, classes = gdal.Open(str(uncertainty_file(result))).ReadAsArray()
    assert deviation.shape == probability.shape
    assert (deviation >= 0).all() and deviation.max() > 0
    positive = (classes == LANDSLIDE) | (classes == LIKELY_FALSE)
    np.testing.assert_array_equal(positive, probability > result.probability.plan.threshold)


def test_detect_turned_image_gives_the_turned_result_with_all_views(run, tmp_path):
    image = noise_image(256, 256)
    _, straight = run(write_raster(tmp_path / "a.tif", image), tta=True)
    _, turned = run(write_raster(tmp_path / "b.tif", np.rot90(image, 1, (1, 2)).copy()), tta=True)
    np.testing.assert_allclose(np.rot90(straight), turned, atol=1e-4)


@pytest.mark.parametrize(
    "transform",
    [
        (500_000.0, 1.0, 0.0, 2_999_000.0, 0.0, 1.0),
        (500_000.0, 0.8, 0.6, 3_000_000.0, 0.6, -0.8),
    ],
)
def test_detect_places_south_up_and_rotated_rasters(run, tmp_path, transform):
    path = write_raster(tmp_path / "a.tif", noise_image(256, 256), transform=transform)
    _, probability = run(path)
    threshold = float(np.quantile(probability, 0.5))
    result, _ = run(path, threshold=threshold, min_area_m2=0, max_hole_m2=0)
    pixels = (probability > threshold).sum()
    assert result.area_m2 == pytest.approx(pixels, rel=2e-3)


def test_detect_measures_geographic_rasters_in_metres(run, tmp_path):
    degree = 1 / 111_320
    transform = (100.0, degree, 0.0, 60.0, 0.0, -degree)
    path = write_raster(tmp_path / "a.tif", noise_image(256, 256), epsg=4326, transform=transform)
    _, probability = run(path)
    threshold = float(np.quantile(probability, 0.5))
    result, _ = run(path, threshold=threshold, min_area_m2=0, max_hole_m2=0)
    half_of_tile = 256 * 256 / 2 * np.cos(np.radians(60))
    assert result.area_m2 == pytest.approx(half_of_tile, rel=0.01)


def test_detect_refuses_a_raster_without_valid_pixels(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", np.zeros((3, 300, 300), np.uint8), nodata=0)
    with pytest.raises(RasterReadError, match="no valid pixel"):
        run(path)


def test_detect_refuses_an_extent_outside(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(64, 64))
    with pytest.raises(ExtentError, match="extent does not overlap the raster"):
        run(path, extent=(0, 0, 10, 10))


class Impatient(Recorder):
    """Cancels when a share of the work is done."""

    def set_progress(self, fraction):
        self.cancelled = fraction > 0.3


def test_detect_goes_on_after_a_cancel_and_gives_the_same_bits(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(900, 900))
    journals = tmp_path / "journals"
    undisturbed, expected = run(path)
    with pytest.raises(Cancelled):
        run(path, Impatient(), journals=journals)
    recorder = Recorder()
    result, probability = run(path, recorder, journals=journals)
    assert any("tiles were computed before" in message for message in recorder.messages)
    np.testing.assert_array_equal(probability, expected)
    assert list(result.polygons()) == list(undisturbed.polygons())
    assert result.tiles == undisturbed.tiles
    result.finish()
    assert list(journals.iterdir()) == []


@pytest.mark.parametrize("change", ["pixels", "overlap", "batch"])
def test_detect_begins_anew_when_something_changed(run, tmp_path, change):
    image = noise_image(900, 900)
    path = write_raster(tmp_path / "a.tif", image)
    journals = tmp_path / "journals"
    with pytest.raises(Cancelled):
        run(path, Impatient(), journals=journals)
    if change == "pixels":
        facts = path.stat()
        write_raster(path, image[:, ::-1])
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    recorder = Recorder()
    others = {"overlap": {"overlap_px": 32}, "batch": {"batch": 3}}.get(change, {})
    run(path, recorder, journals=journals, **others)
    assert not any("tiles were computed before" in message for message in recorder.messages)


def test_detect_keeps_tiles_for_another_threshold_and_extent(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(900, 900))
    journals = tmp_path / "journals"
    run(path, journals=journals, extent=(500_300, 2_999_400, 500_800, 2_999_900))
    _, expected = run(path)
    recorder = Recorder()
    _, probability = run(path, recorder, journals=journals, threshold=0.9)
    assert any("tiles were computed before" in message for message in recorder.messages)
    np.testing.assert_array_equal(probability, expected)


def test_detect_tells_that_a_killed_engine_ended(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(1500, 1500))
    recorder = Recorder()
    killer = threading.Thread(target=_kill_engine_when_tiles_flow, args=(recorder,))
    killer.start()
    with pytest.raises(EngineError, match="ended unexpectedly .signal 9"):
        run(path, recorder, batch=1)
    killer.join()


def _kill_engine_when_tiles_flow(recorder):
    deadline = time.monotonic() + 60
    while not recorder.progress and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid in _children():
        os.kill(pid, signal.SIGKILL)


def _children():
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stream:
                    parent = int(stream.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if parent == os.getpid():
                found.append(int(entry))
    return found


def test_detect_stops_within_two_seconds_and_leaves_no_engine(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(1500, 1500))
    recorder = Recorder()
    stopped_at = []

    def stop():
        while not recorder.progress:
            time.sleep(0.02)
        recorder.cancelled = True
        stopped_at.append(time.monotonic())

    thread = threading.Thread(target=stop)
    thread.start()
    with pytest.raises(Cancelled):
        run(path, recorder, batch=1)
    assert time.monotonic() - stopped_at[0] < 2
    assert not _children()
