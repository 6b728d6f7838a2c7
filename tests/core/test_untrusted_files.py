"""What files claim is checked: whatever stands in them, a user gets a sentence or a result."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from builders import ROOT, Recorder, noise_image, write_raster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal

from sam_cffnet_qgis.core import chip_pixels
from sam_cffnet_qgis.core.chips import find_chips, list_chips, read_chip
from sam_cffnet_qgis.core.download_answer import continues
from sam_cffnet_qgis.core.errors import (
    DownloadError,
    LabelError,
    ModelCardError,
    RasterReadError,
    SamCffnetError,
    TileSizeError,
)
from sam_cffnet_qgis.core.journal import TILES_NAME, Journal, TileShape
from sam_cffnet_qgis.core.managed_engine import CURRENT, ManagedEngine
from sam_cffnet_qgis.core.model_card import FIELD_TYPES, read_card
from sam_cffnet_qgis.core.plan import plan_raster
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL, find_model
from sam_cffnet_qgis.core.settings import DetectionSettings

CARD = json.loads((ROOT / "models" / DEFAULT_MODEL / f"{DEFAULT_MODEL}.json").read_text("utf-8"))
QUICK = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@QUICK
@given(st.dictionaries(st.sampled_from(sorted(FIELD_TYPES)), JSON, min_size=1, max_size=3))
def test_any_card_is_read_or_refused(tmp_path, changes):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**CARD, **changes}))
    try:
        card = read_card(path)
    except ModelCardError as error:
        assert str(path) in str(error)
    else:
        assert 0 < card.threshold < 1 and 0 < card.temperature <= 1000
        assert f"{card.gsd_m[0]:g} {card.working_gsd_m:g}"


@QUICK
@given(
    st.lists(st.lists(st.text(max_size=9), max_size=6), max_size=3),
    st.sampled_from(["source,image,mask,region", "source,image,mask,region,group,gsd_m", ""]),
)
def test_any_manifest_is_read_or_refused(tmp_path, rows, columns):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    content = f"{columns}\r\n{stream.getvalue()}".encode("utf-8", "surrogatepass")
    (tmp_path / "manifest.csv").write_bytes(content)
    try:
        found = find_chips(tmp_path)
    except LabelError as error:
        assert str(tmp_path) in str(error)
    else:
        assert all(entry.image_path.resolve().is_relative_to(tmp_path) for entry in found)


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_of_a_manifest_are_read_or_refused(tmp_path, content):
    (tmp_path / "manifest.csv").write_bytes(content)
    with pytest.raises(LabelError):
        find_chips(tmp_path)


def test_a_manifest_with_a_byte_order_mark_is_read(tmp_path):
    """Spreadsheets write one."""
    text = "source,image,mask,region\na,i.png,m.png,r\n"
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8-sig")
    for name in ("i.png", "m.png"):
        (tmp_path / name).touch()
    assert [entry.source for entry in list_chips(tmp_path)] == ["a"]


@QUICK
@given(st.binary(max_size=400), st.integers(0, 3))
def test_any_bytes_after_the_tiles_of_a_journal_are_cut_off(tmp_path, garbage, right):
    shape, facts = TileShape(1, 4), {"right": right}
    for path in tmp_path.glob(f"*/{TILES_NAME}"):
        path.unlink()
    with Journal(tmp_path, facts, shape, Recorder()) as journal:
        for column in range(right):
            journal.add(0, column, np.full((1, 4, 4), column, np.float32))
    (path,) = tmp_path.glob(f"*/{TILES_NAME}")
    path.write_bytes(path.read_bytes() + garbage)
    with Journal(tmp_path, facts, shape, Recorder()) as journal:
        assert len(journal) == right


def planned(path):
    card = find_model(DEFAULT_MODEL, Path())
    return plan_raster(str(path), card, DetectionSettings(), Recorder())


def virtual_raster(path, width, height, transform=(500_000, 1, 0, 3_000_000, 0, -1)):
    """An empty mosaic of any size; it costs no pixel."""
    bands = "".join(f'<VRTRasterBand dataType="Byte" band="{n}"/>' for n in (1, 2, 3))
    place = ", ".join(repr(float(number)) for number in transform)
    path.write_text(
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}"><SRS>EPSG:32648</SRS>'
        f"<GeoTransform>{place}</GeoTransform>{bands}</VRTDataset>"
    )
    return path


NUMBER = st.floats(width=64) | st.sampled_from([0.0, 1.0, -1.0, 1e308, -1e-308, 500_000.0])


@QUICK
@given(st.tuples(*[NUMBER] * 6), st.integers(1, 5000), st.integers(1, 5000))
def test_any_place_of_a_raster_is_planned_or_refused(tmp_path, transform, width, height):
    path = virtual_raster(tmp_path / "a.vrt", width, height, transform)
    try:
        plan = planned(path)
    except SamCffnetError:
        return
    assert plan.grid.count_touching(plan.working_wanted) > 0


@pytest.mark.parametrize("size", [(2**31 - 1, 2**31 - 1), (2**31 - 1, 1), (1, 2**25)])
def test_a_raster_with_an_absurd_edge_is_refused(tmp_path, size):
    with pytest.raises(RasterReadError, match="an edge can have 16777216 at most.*damaged"):
        planned(virtual_raster(tmp_path / "a.vrt", *size))


@pytest.mark.parametrize("size", [(2**24, 2**24), (2_000_000, 2_000_000), (3_000_000, 256)])
def test_a_raster_of_too_many_tiles_is_refused(tmp_path, size):
    with pytest.raises(TileSizeError, match="10000000.*EXTENT or AOI.*RESOLUTION"):
        planned(virtual_raster(tmp_path / "a.vrt", *size))


def test_a_part_of_a_world_mosaic_is_planned_at_once(tmp_path):
    path = virtual_raster(tmp_path / "a.vrt", 10_000_000, 10_000_000)
    wanted = DetectionSettings(extent=(5_000_000, -2_000_500, 5_001_000, -2_000_000))
    plan = plan_raster(str(path), find_model(DEFAULT_MODEL, Path()), wanted, Recorder())
    rows = list(plan.grid.tile_rows(plan.working_wanted))
    assert 1 <= len(rows) <= 4 and sum(len(tiles) for _, tiles in rows) <= 16


@pytest.mark.parametrize(
    "transform",
    [
        (0, 0, 0, 0, 0, 0),
        (0, 1, 0, 0, 0, float("nan")),
        (0, 1, 0, float("nan"), 0, -1),
        (float("inf"), 1, 0, 0, 0, -1),
    ],
)
def test_a_raster_without_size_or_place_is_refused(tmp_path, transform):
    with pytest.raises(RasterReadError, match="no size or place"):
        planned(virtual_raster(tmp_path / "a.vrt", 300, 300, transform))


def labelled_image(folder, image, mask):
    """A folder with one pair."""
    for name, values in (("images", image), ("masks", mask)):
        (folder / name).mkdir()
        write_raster(folder / name / "a.tif", values)
    (entry,) = find_chips(folder)
    return entry


def test_a_chip_as_large_as_a_scene_is_refused_before_it_is_read(tmp_path, monkeypatch):
    entry = labelled_image(tmp_path, noise_image(9, 9), noise_image(9, 9)[:1])
    monkeypatch.setattr(chip_pixels, "MAX_CHIP_PX", 100)
    with pytest.raises(LabelError, match="9 x 9 pixels in 3 bands, too many for a chip"):
        read_chip(entry)


def test_a_chip_needs_no_place_on_the_map(tmp_path):
    entry = labelled_image(tmp_path, noise_image(9, 9), noise_image(9, 9)[:1])
    dataset = gdal.Open(str(entry.image_path), gdal.GA_Update)
    dataset.SetGCPs([gdal.GCP(500_000, 3_000_000, 0, 0, 0)], dataset.GetProjection())
    dataset.FlushCache()
    assert read_chip(entry)[0].shape == (3, 9, 9)


def test_an_image_that_unfolds_is_refused_before_it_is_read(tmp_path):
    entry = labelled_image(tmp_path, noise_image(9, 9), noise_image(9, 9)[:1])
    empty = gdal.GetDriverByName("MEM").Create("", 20_000, 20_000, 1)
    gdal.GetDriverByName("PNG").CreateCopy(str(entry.image_path), empty)
    assert entry.image_path.stat().st_size < 2_000_000
    with pytest.raises(LabelError, match="20000 x 20000 pixels in 1 bands"):
        read_chip(entry)


@QUICK
@given(
    st.integers(100, 599),
    st.dictionaries(
        st.sampled_from(["content-range", "content-length", "content-type", "location"]),
        st.text(max_size=20) | st.from_regex(r"bytes \d+-\d+/(\d+|\*)", fullmatch=True),
    ),
    st.integers(0, 99),
)
def test_any_answer_of_a_server_goes_on_begins_anew_or_is_refused(status, headers, have_bytes):
    try:
        goes_on = continues(status, headers, have_bytes, size=100)
    except DownloadError:
        return
    assert status in (200, 206)
    assert not goes_on or headers["content-range"].startswith(f"bytes {have_bytes}-")


@QUICK
@given(st.binary(max_size=80) | st.builds(lambda value: json.dumps(value).encode(), JSON))
def test_any_note_of_the_current_engine_names_one_inside_its_folder_or_none(tmp_path, content):
    (tmp_path / CURRENT).write_bytes(content)
    assert ManagedEngine(tmp_path).python is None


@QUICK
@given(st.text(max_size=40))
def test_the_current_engine_lies_in_its_folder(tmp_path, name):
    (tmp_path / CURRENT).write_text(json.dumps({"environment": f"env-{name}"}), encoding="utf-8")
    current = ManagedEngine(tmp_path).current
    assert current is None or current.parent == tmp_path
