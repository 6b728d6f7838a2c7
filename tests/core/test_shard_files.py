"""Files of shards come from elsewhere: whatever stands in them, a merge refuses it by name."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from osgeo import gdal
from shard_runs import Runs, bits

from sam_cffnet_qgis.core.errors import (
    ArchiveError,
    ParameterError,
    RasterReadError,
    SamCffnetError,
)

OTHER_VERSION = "0.0.1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three shards of one run."""
    runs = Runs(tmp_path_factory.mktemp("made"))
    return runs, runs.shards()


@pytest.fixture(scope="module")
def expected(made):
    """Every pixel of their merge."""
    runs, paths = made
    return bits(runs.merge(paths).probability)


def rewritten(path, target, change=lambda name, content: content, more=()):
    """A copy of a shard with changed files; those that become None are left out."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        members = [(member, source.read(member)) for member in source.infolist()]
        members += [(zipfile.ZipInfo(name), b"") for name in more]
        for member, content in members:
            content = change(member.filename, content)
            if content is not None:
                copy.writestr(member, content)
    return target


def of_version(version):
    def change(name, content):
        if name != "shard.json":
            return content
        found = json.loads(content)
        found["facts"]["plugin_version"] = version
        return json.dumps(found)

    return change


def test_shards_of_another_version_are_named(made):
    runs, paths = made
    target = runs.folder / "old.shard"
    other = rewritten(paths[1], target, of_version(OTHER_VERSION))
    with pytest.raises(ParameterError, match=rf"old\.shard .*plugin_version .* ≠ {OTHER_VERSION}"):
        runs.merge([paths[0], other, paths[2]])
    every = [
        rewritten(path, runs.folder / f"old{path.name}", of_version(OTHER_VERSION))
        for path in paths
    ]
    with pytest.raises(RasterReadError, match=rf"plugin_version {OTHER_VERSION} ≠"):
        runs.merge(every)


def json_with(**changes):
    def change(name, content):
        return json.dumps({**json.loads(content), **changes}) if name == "shard.json" else content

    return change


def without(missing):
    return lambda name, content: None if name == missing else content


def longer(longer_name):
    return lambda name, content: content + b"\1" * 9 if name == longer_name else content


def with_values(value):
    def change(name, content):
        return (
            np.full(len(content) // 4, value, "<f4").tobytes()
            if name == "partial_rows.bin"
            else content
        )

    return change


def raster_of(kind):
    """Another raster in the place of the finished rows."""

    def change(name, content):
        if not name.endswith(".tif"):
            return content
        if kind == "vrt":
            return b'<VRTDataset rasterXSize="300" rasterYSize="128"></VRTDataset>'
        path = "/vsimem/other.tif"
        size = (300, 128) if kind == "strips" else (9, 9)
        gdal.GetDriverByName("GTiff").Create(path, *size, 1, gdal.GDT_Float32).FlushCache()
        length = gdal.VSIStatL(path).size
        return bytes(gdal.VSIFReadL(1, length, gdal.VSIFOpenL(path, "rb")))

    return change


CRAFTED = {
    "no_json": (lambda name, content: b"{" if name == "shard.json" else content, "none of this"),
    "other_format": (json_with(format=2), "entry 'format'"),
    "text_for_number": (json_with(tiles="many"), "entry 'tiles'"),
    "shard_0": (json_with(shard={"number": 0, "count": 3}), "entry 'shard'"),
    "many_shards": (json_with(shard={"number": 2, "count": 10**9}), "entry 'shard'"),
    "negative_tiles": (json_with(tiles=-1), "entry 'tiles'"),
    "service": (json_with(source="<GDAL_WMS></GDAL_WMS>"), "entry 'source'"),
    "unknown_entry": (json_with(more=1), "entry 'more'"),
    "other_rows": (json_with(tile_rows=[0, 4]), "other rows of tiles"),
    "no_card": (without("card.json"), "card.json in it is missing"),
    "no_tiles": (without("border_tiles.bin"), "border_tiles.bin in it is missing"),
    "no_rows": (without("rows_probability.tif"), "rows_probability.tif in it is missing"),
    "more_tiles": (longer("border_tiles.bin"), "holds more than it should"),
    "more_sums": (longer("partial_rows.bin"), "holds more than it should"),
    "no_number": (with_values(np.nan), "no probability"),
    "large_number": (with_values(2), "no probability"),
    "vrt": (raster_of("vrt"), "does not know the format"),
    "small_rows": (raster_of("small"), "another size or type"),
    "strips": (raster_of("strips"), "another size or type"),
}


@pytest.mark.parametrize("case", CRAFTED)
def test_crafted_shards_are_refused_by_name(made, case):
    runs, paths = made
    change, match = CRAFTED[case]
    crafted = rewritten(paths[1], runs.folder / "crafted.shard", change)
    with pytest.raises(ArchiveError, match=rf"crafted\.shard cannot be merged: .*{match}"):
        runs.merge([paths[0], crafted, paths[2]])


@pytest.mark.parametrize("name", ["../a.bin", "/etc/a", "more.bin", "rows_probability.tif.aux.xml"])
def test_shards_with_other_files_are_refused(made, name):
    runs, paths = made
    crafted = rewritten(paths[1], runs.folder / "crafted.shard", more=(name,))
    with pytest.raises(ArchiveError, match=r"crafted\.shard .*is not allowed"):
        runs.merge([paths[0], crafted, paths[2]])


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_a_shard_that_was_not_copied_whole_is_named(made, share):
    runs, paths = made
    part = runs.folder / "part.shard"
    content = paths[1].read_bytes()
    part.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ArchiveError, match=r"part\.shard .*not copied whole"):
        runs.merge([paths[0], part, paths[2]])


@examples(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_changed_bit_is_refused_or_changes_nothing(made, expected, place, bit):
    runs, paths = made
    content = bytearray(paths[1].read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    changed = runs.folder / "changed.shard"
    changed.write_bytes(content)
    try:
        result = runs.merge([paths[0], changed, paths[2]])
    except SamCffnetError as error:
        assert "changed.shard" in str(error)
    else:
        np.testing.assert_array_equal(bits(result.probability), expected)


def test_a_file_that_is_no_shard_is_named(made):
    runs, paths = made
    with pytest.raises(ArchiveError, match=r"a\.tif cannot be merged: it is no shard"):
        runs.merge([paths[0], Path(runs.raster)])
    with pytest.raises(ArchiveError, match="No such file"):
        runs.merge([runs.folder / "nothing.shard"])
    with pytest.raises(ParameterError, match="SHARDS is empty"):
        runs.merge([])
