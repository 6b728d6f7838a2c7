"""Shards and their merge: the bits of one run, and every mix-up named."""

import dataclasses
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import Recorder, noise_image, write_raster
from osgeo import ogr
from shard_runs import Runs, bits

from sam_cffnet_qgis.core.errors import (
    Cancelled,
    ParameterError,
    RasterReadError,
)
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings
from sam_cffnet_qgis.core.settings_text import settings_content, settings_from
from sam_cffnet_qgis.core.shard_facts import MAX_SHARDS, Shard, parse_shard


@pytest.fixture
def runs(tmp_path):
    return Runs(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three shards of one run."""
    runs = Runs(tmp_path_factory.mktemp("made"))
    return runs, runs.shards()


def assert_same(result, expected):
    assert list(result.polygons()) == list(expected.polygons()) and result.count > 3
    np.testing.assert_array_equal(bits(result.probability), bits(expected.probability))
    for name in ("count", "area_m2", "tiles", "valid_px", "crs_wkt", "has_dem", "settings"):
        assert getattr(result, name) == getattr(expected, name), name
    assert result.card.id == expected.card.id
    one, other = ({**each.provenance, "run_date": ""} for each in (result, expected))
    assert one == other


TRIANGLE = "POLYGON((500010 2999310,500290 2999500,500100 2999990,500010 2999310))"
WAYS = {
    "plain": {},
    "much_overlap": {"overlap_px": 200},
    "coarser": {"resolution_m": 1.25, "extent": (500_020, 2_999_330, 500_280, 2_999_960)},
    "area": {"aoi_wkb": (bytes(ogr.CreateGeometryFromWkt(TRIANGLE).ExportToWkb()),)},
}


@pytest.mark.parametrize("way", WAYS)
def test_merged_shards_are_the_run_bit_for_bit(runs, way):
    expected = runs.detect(**WAYS[way])
    paths = runs.shards(**WAYS[way])
    assert_same(runs.merge(paths[::-1]), expected)


def test_merged_shards_of_fast_tiles_are_the_run(runs):
    assert_same(runs.merge(runs.shards(2, fast=True)), runs.detect(fast=True))


def test_merged_shards_have_the_uncertainty_and_the_picture_of_the_run(runs):
    pictures = Overview(), Overview()
    expected = runs.detect(pictures[0], tta=True)
    result = runs.merge(runs.shards(tta=True), overview=pictures[1])
    assert_same(result, expected)
    np.testing.assert_array_equal(bits(result.uncertainty), bits(expected.uncertainty))
    first, second = (picture.picture() for picture in pictures)
    np.testing.assert_array_equal(first, second)


def test_merged_shards_have_the_terrain_of_the_run_wherever_it_lies_now(runs):
    heights = np.add.outer(np.arange(80.0), np.arange(60.0))[None].astype(np.float32)
    transform = (499_000.0, 100.0, 0.0, 3_001_000.0, 0.0, -100.0)
    dem = write_raster(runs.folder / "dem.tif", heights, transform=transform)
    expected = runs.detect(dem_path=str(dem))
    paths = runs.shards(dem_path=str(dem))
    assert_same(runs.merge(paths), expected)
    (runs.folder / "moved").mkdir()
    moved = dem.rename(runs.folder / "moved" / "dem.tif")
    with pytest.raises(RasterReadError, match=r"dem\.tif"):
        runs.merge(paths)
    merged = runs.merge(paths, dem_path=str(moved))
    assert list(merged.polygons()) == list(expected.polygons())


def test_a_shard_without_data_is_a_shard(runs):
    image = noise_image(900, 260)
    image[:, :400] = 0
    runs.raster = str(write_raster(runs.folder / "half.tif", image, nodata=0))
    assert_same(runs.merge(runs.shards()), runs.detect())


def test_shards_without_any_data_are_refused_as_the_run_is(runs):
    runs.raster = str(write_raster(runs.folder / "b.tif", noise_image(700, 300) * 0, nodata=0))
    with pytest.raises(RasterReadError, match="no valid pixel"):
        runs.merge(runs.shards())


def test_a_shard_goes_on_after_a_cancel(runs):
    class Impatient(Recorder):
        def set_progress(self, fraction):
            self.cancelled = fraction > 0.3

    journals, recorder = runs.folder / "journals", Recorder()
    with pytest.raises(Cancelled):
        runs.shard(2, 2, recorder=Impatient(), journals=journals, batch=1)
    assert not list(runs.folder.glob("*.shard"))
    path = runs.shard(2, 2, recorder=recorder, journals=journals, batch=1)
    assert any("tiles were computed before" in text for text in recorder.messages)
    assert list(journals.iterdir()) == []
    undisturbed = runs.shard(2, 2, name="b.shard", batch=1)
    assert path.read_bytes() == undisturbed.read_bytes()


def test_more_shards_than_rows_of_tiles_allow_are_refused(runs):
    with pytest.raises(ParameterError, match="SHARD is 5/5, .* 3 parts at most"):
        runs.shard(5, 5)


@pytest.mark.parametrize("text", ["0/3", "4/3", "a/b", "3", "1/2/3", "-1/3", "1/10001", "²/3", ""])
def test_a_shard_that_means_nothing_is_refused(text):
    with pytest.raises(ParameterError, match="1/8 to 8/8"):
        parse_shard(text)


@pytest.mark.parametrize("text", ["2/3", " 2 / 3 ", "02/03"])
def test_a_shard_is_read(text):
    assert parse_shard(text) == Shard(2, 3)
    assert parse_shard(f"1/{MAX_SHARDS}").count == MAX_SHARDS


def test_missing_shards_are_named(made):
    runs, paths = made
    with pytest.raises(ParameterError, match="2 of 3 shards are missing: 1, 3.*SHARD=1/3"):
        runs.merge(paths[1:2])


def test_doubled_shards_are_named_with_both_files(made):
    runs, paths = made
    copy = Path(shutil.copy(paths[1], runs.folder / "copy.shard"))
    with pytest.raises(ParameterError, match=r"Shard 2/3 .*twice: .*2-of-3\.shard and .*copy"):
        runs.merge([*paths, copy])


DIFFERENT = {
    "threshold": ({"threshold": 0.6}, r"THRESHOLD 0\.55 ≠ 0\.6\."),
    "batch": ({"batch": 3}, r"BATCH 2 ≠ 3\."),
    "two": ({"overlap_px": 32, "min_area_m2": 7}, r"OVERLAP 64 ≠ 32; MIN_AREA 100\.0 ≠ 7\."),
    "count": ({"count": 2}, r"SHARD 3 ≠ 2\."),
    "views": ({"tta": True}, r"TTA false ≠ true\."),
    "area": (WAYS["area"], r"AOI – ≠ \[\"0103"),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_shards_of_other_parameters_are_named_with_both_values(made, case):
    runs, paths = made
    values, match = DIFFERENT[case]
    other = runs.shard(2, name="other.shard", **values)
    with pytest.raises(
        ParameterError, match=rf"1-of-3.*other\.shard are not of one run: .*{match}"
    ):
        runs.merge([paths[0], other, paths[2]])


def test_shards_of_another_raster_are_named(made):
    runs, paths = made
    raster = str(write_raster(runs.folder / "b.tif", noise_image(700, 300), nodata=0))
    other = runs.shard(2, name="b.shard", raster=raster)
    with pytest.raises(ParameterError, match=r"b\.shard are not of one run: INPUT .pixels."):
        runs.merge([paths[0], other, paths[2]])


def test_shards_of_other_devices_are_merged_with_a_warning(runs):
    paths = runs.shards()
    paths[1] = runs.shard(2, device="cpu (3 threads)")
    recorder = Recorder()
    result = runs.merge(paths, recorder=recorder)
    assert any("none, fp32; cpu (3 threads), fp32" in text for text in recorder.messages)
    assert result.provenance["device"] == "none, fp32; cpu (3 threads), fp32"


def test_the_raster_may_lie_elsewhere_at_the_merge(made):
    runs, paths = made
    expected = runs.detect()
    moved = Path(runs.raster).rename(runs.folder / "moved.tif")
    try:
        with pytest.raises(RasterReadError, match=r"no raster at .*a\.tif.*as INPUT"):
            runs.merge(paths)
        merged = runs.merge(paths, str(moved))
        assert list(merged.polygons()) == list(expected.polygons())
    finally:
        moved.rename(runs.raster)


def test_another_raster_at_the_merge_is_refused(made):
    runs, paths = made
    other = str(write_raster(runs.folder / "other.tif", noise_image(700, 300), nodata=0))
    with pytest.raises(RasterReadError, match="not the raster of which .*INPUT .pixels."):
        runs.merge(paths, other)


def test_settings_come_back_from_text():
    settings = replace(
        DetectionSettings("a", (3, 2, 1), ((0.1, 1.0),), (0.0, 0.5, 1.0, 2.0), **WAYS["area"]),
        engine=EngineSettings("cpu", "bf16", 4, True, "torch"),
    )
    for each in (settings, DetectionSettings()):
        assert settings_from(json.loads(json.dumps(settings_content(each)))) == each


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(DetectionSettings)])
def test_settings_of_a_wrong_kind_are_refused(field):
    content = json.loads(json.dumps(settings_content(DetectionSettings())))
    for wrong in ({"a": 1}, [[]], float("nan")):
        with pytest.raises(ValueError, match=field):
            settings_from({**content, field: wrong})
    del content[field]
    with pytest.raises(ValueError, match=field):
        settings_from(content)


def test_a_shard_holds_no_password(runs):
    """Of the address of a raster, which every shard keeps."""
    from sam_cffnet_qgis.core.shards import _source

    assert _source("/vsicurl/https://me:secret@host/a.tif?token=1") == "/vsicurl/https://host/a.tif"
    assert os.path.isabs(_source(os.path.relpath(runs.raster)))
