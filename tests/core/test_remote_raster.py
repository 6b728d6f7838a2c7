"""Rasters on a web server: the bytes that travel, failures on the way, and nothing left behind."""

import numpy as np
import pytest
from builders import Recorder, noise_image, write_raster
from osgeo import gdal
from range_server import RangeServer
from shard_runs import Runs, bits

from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.raster import RasterReader, open_dataset, read_info
from sam_cffnet_qgis.core.remote import (
    PLACE_PIXELS,
    READ_OPTIONS,
    BlockRows,
    is_remote,
    reading_options,
    sample_pixels,
)
from sam_cffnet_qgis.core.tiles import Size, Window

EDGE = 2048
SHARE = 0.05
MOST = 1.3


@pytest.fixture
def server(tmp_path):
    (tmp_path / "web").mkdir()
    server = RangeServer(tmp_path / "web")
    yield server
    server.close()
    gdal.VSICurlClearCache()


@pytest.fixture
def runs(tmp_path):
    return Runs(tmp_path)


def write_cog(path, kind=np.uint8, block=256, edge=EDGE, nodata=None):
    image = np.tile(noise_image(256, 256).clip(1), (1, edge // 256, edge // 256))
    plain = write_raster(path.with_suffix(".plain.tif"), image.astype(kind), nodata=nodata)
    options = ["COMPRESS=DEFLATE", f"BLOCKSIZE={block}", "OVERVIEWS=NONE"]
    gdal.Translate(str(path), str(plain), format="COG", creationOptions=options)
    return path


def needed_bytes(path, plan):
    """Compressed bytes of all blocks under the tiles that the network sees."""
    dataset = gdal.Open(str(path))  # must outlive its band
    band = dataset.GetRasterBand(1)
    edge = band.GetBlockSize()[0]
    blocks = set()
    for _, tiles in plan.grid.tile_rows(plan.working_wanted):
        for _, tile in tiles:
            part = plan.source_window(plan.inside(tile))
            rows = range(part.top // edge, (part.bottom - 1) // edge + 1)
            columns = range(part.left // edge, (part.right - 1) // edge + 1)
            blocks |= {(column, row) for row in rows for column in columns}
    sizes = (band.GetMetadataItem(f"BLOCK_SIZE_{c}_{r}", "TIFF") for c, r in blocks)
    return sum(map(int, sizes))


def extent_of_share(edge=EDGE):
    """5 % of the raster, beginning inside a block."""
    side = edge * SHARE**0.5
    left, top = 500_000 + 0.37 * edge, 3_000_000 - 0.41 * edge
    return (left, top - side, left + side, top)


WAYS = {
    "blocks of 256": (np.uint8, 256, None),
    "blocks of 512": (np.uint8, 512, None),
    "blocks of 256 with nodata": (np.uint8, 256, 0),
    "uint16": (np.uint16, 256, None),
}


@pytest.mark.parametrize("way", WAYS)
def test_few_bytes_more_travel_than_the_tiles_need(server, runs, way):
    kind, block, nodata = WAYS[way]
    path = write_cog(server.folder / "cog.tif", kind, block, nodata=nodata)
    values = {"extent": extent_of_share()}
    if kind != np.uint8:  # the sample, whose size does not grow with the raster, is shown apart
        values["stretches"] = ((0.0, 255.0),) * 3
    result = detect(server.source("cog.tif"), runs.settings(**values), runs.place(), Recorder())
    factor = server.sent / needed_bytes(path, result.probability.plan)
    print(f"{way}: {server.sent} bytes, {factor:.3f} of what {result.tiles} tiles need")
    assert 1 <= factor <= MOST and result.tiles > 4


def test_a_remote_raster_that_is_stretched_costs_little_more(server, runs):
    edge = 4096
    path = write_cog(server.folder / "cog.tif", np.uint16, edge=edge)
    recorder = Recorder()
    settings = runs.settings(extent=extent_of_share(edge))
    result = detect(server.source("cog.tif"), settings, runs.place(), recorder)
    assert any("from 4 places all over the raster" in text for text in recorder.messages)
    factor = server.sent / needed_bytes(path, result.probability.plan)
    print(f"uint16 with its sample: {factor:.3f} of what {result.tiles} tiles need")
    assert 1 <= factor <= MOST
    block = path.stat().st_size / (edge // 256) ** 2
    extra = server.sent - needed_bytes(path, result.probability.plan)
    assert extra < (4 + 1.5) * block  # the sample, and a place to know the raster by


@pytest.mark.parametrize(
    ("edge", "places"), [(1000, 4), (5000, 4), (8192, 10), (20_000, 15), (300_000, 15)]
)
def test_a_hundredth_of_a_remote_raster_is_sampled(edge, places):
    assert sample_pixels(Size(edge, edge)) // PLACE_PIXELS == places


@pytest.mark.parametrize("resolution", [0.0, 2.0])
def test_a_remote_raster_gives_the_bits_of_the_file(server, runs, resolution):
    path = write_cog(server.folder / "cog.tif", edge=1024, nodata=1)
    extent = extent_of_share(1024)
    settings = runs.settings(extent=extent, resolution_m=resolution)
    remote = detect(server.source("cog.tif"), settings, runs.place(), Recorder())
    local = detect(str(path), settings, runs.place(), Recorder())
    np.testing.assert_array_equal(bits(remote.probability), bits(local.probability))
    assert remote.tiles == local.tiles


def test_block_rows_give_what_the_raster_holds(server):
    write_cog(server.folder / "cog.tif", edge=1024)
    reader = RasterReader(read_info(server.source("cog.tif")), (1, 2, 3))
    rows = BlockRows(reader, (0, 1024), 256)
    for top in (100, 292, 484):
        windows = [Window(top, left, top + 256, left + 256) for left in (10, 202, 700)]
        rows.prepare(windows)
        server.clear()
        for window in windows:
            values, valid = rows.read(window)
            assert server.sent == 0 and valid.all()
            np.testing.assert_array_equal(values, reader.read(window)[0])
    beyond = Window(0, 0, 50, 60)  # never prepared
    np.testing.assert_array_equal(rows.read(beyond)[0], reader.read(beyond)[0])


def test_a_busy_server_is_asked_again(server):
    write_cog(server.folder / "cog.tif", edge=256)
    info = read_info(server.source("cog.tif"))
    gdal.VSICurlClearCache()
    server.refusals = 1
    with reading_options(True):
        gdal.SetThreadLocalConfigOption("GDAL_HTTP_RETRY_DELAY", "0.1")
    try:
        values, _ = RasterReader(info, (1, 2, 3)).read(info.window)
    finally:
        gdal.SetThreadLocalConfigOption("GDAL_HTTP_RETRY_DELAY", None)
    assert server.refusals == 0 and values.any()


def test_options_are_set_for_a_call_alone_and_never_over_the_users():
    name = "GDAL_HTTP_MAX_RETRY"
    assert all(gdal.GetConfigOption(option) is None for option in READ_OPTIONS)
    with reading_options("/vsicurl/http://a/b.tif"):
        assert gdal.GetConfigOption(name) == READ_OPTIONS[name]
    with reading_options("/data/b.tif"):
        assert gdal.GetConfigOption(name) is None
    gdal.SetConfigOption(name, "7")
    try:
        with reading_options(True):
            assert gdal.GetConfigOption(name) == "7"
        assert gdal.GetConfigOption(name) == "7"
    finally:
        gdal.SetConfigOption(name, None)
    assert all(gdal.GetConfigOption(option) is None for option in READ_OPTIONS)


def test_a_mosaic_with_a_remote_source_is_remote(server, tmp_path):
    path = write_cog(server.folder / "cog.tif", edge=256)
    for source, expected in ((str(path), False), (server.source("cog.tif"), True)):
        gdal.BuildVRT(str(tmp_path / "a.vrt"), [source])
        assert is_remote(gdal.Open(str(tmp_path / "a.vrt"))) == expected


def test_errors_do_not_show_what_only_the_owner_should_know(server):
    with pytest.raises(RasterReadError) as caught:
        open_dataset(f"/vsicurl/{server.address}/none.tif?token=s3cr3t")
    assert "none.tif" in str(caught.value) and "s3cr3t" not in str(caught.value)
