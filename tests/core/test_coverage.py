"""Empty parts of rasters: known from the header, never read, and nothing else left out."""

import os
import re
from pathlib import Path

import numpy as np
import pytest
from builders import Recorder, noise_image, write_raster
from osgeo import gdal
from shard_runs import Runs, bits

from sam_cffnet_qgis.core.coverage import Coverage, covered_samples
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.estimate import MAX_SAMPLED, EvenSample, estimate_run
from sam_cffnet_qgis.core.plan import plan_run
from sam_cffnet_qgis.core.raster import RasterReader, read_info
from sam_cffnet_qgis.core.scaling import sample_windows
from sam_cffnet_qgis.core.tile_reader import TileStream
from sam_cffnet_qgis.core.tiles import Size, Window

SCENE_PX = 300
PLACES = ((0, 0), (1000, 1300), (900, 0))  # top, left
HEIGHT, WIDTH = 1300, 1600


def scene(folder, number, image, **options):
    top, left = PLACES[number]
    transform = (500_000.0 + left, 1.0, 0.0, 3_000_000.0 - top, 0.0, -1.0)
    return str(write_raster(folder / f"s{number}.tif", image, transform=transform, **options))


def mosaic(folder, kind="plain"):
    """Three scenes with empty ground between them; returns its path."""
    nodata = {"nodata": 0} if kind == "nodata" else {}
    images = [noise_image(SCENE_PX, SCENE_PX, seed).clip(1) for seed in range(3)]
    paths = [scene(folder, number, image, **nodata) for number, image in enumerate(images)]
    path = folder / f"{kind}.vrt"
    gdal.BuildVRT(str(path), paths, addAlpha=kind == "alpha")  # closed at once
    return str(path)


def covered():
    """What the scenes cover, (H, W) bool."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for top, left in PLACES:
        mask[top : top + SCENE_PX, left : left + SCENE_PX] = True
    return mask


@pytest.mark.parametrize("kind", ["plain", "nodata", "alpha"])
def test_ground_without_a_source_is_empty_and_the_rest_is_not(tmp_path, kind):
    path = mosaic(tmp_path, kind)
    reader = RasterReader(read_info(path), (1, 2, 3))
    truth = covered()
    for top in range(0, HEIGHT, 100):
        for left in range(0, WIDTH, 100):
            window = Window(top, left, top + 100, left + 100)
            part = truth[top : top + 100, left : left + 100]
            assert reader.coverage.is_empty(window) == (not part.any())
            np.testing.assert_array_equal(reader.read_valid(window), part)


def test_a_mosaic_without_gaps_needs_no_mask(tmp_path):
    whole = str(write_raster(tmp_path / "a.tif", noise_image(60, 70)))
    gdal.BuildVRT(str(tmp_path / "a.vrt"), [whole])
    reader = RasterReader(read_info(str(tmp_path / "a.vrt")), (1, 2, 3))
    assert reader.coverage.mask(Window(0, 0, 60, 70)) is None
    assert not reader.coverage.is_empty(Window(3, 3, 4, 4))


@pytest.mark.parametrize("change", ["subclass", "nowhere"])
def test_a_mosaic_whose_sources_have_no_known_place_is_read(tmp_path, change):
    path = mosaic(tmp_path)
    text = Path(path).read_text()
    function = ' subClass="VRTDerivedRasterBand"><PixelFunctionType>sum</PixelFunctionType>'
    text = {
        "subclass": text.replace(' band="1">', ' band="1"' + function),
        "nowhere": re.sub("<DstRect[^>]*>", "", text),
    }[change]
    Path(path).write_text(text)
    coverage = Coverage(gdal.Open(path), (1,))
    assert not coverage.is_empty(Window(500, 500, 510, 510))
    assert coverage.mask(Window(500, 500, 510, 510)) is None


@pytest.mark.parametrize(("nodata", "is_empty"), [(0, True), (None, False)])
def test_blocks_never_written_are_empty_only_where_that_hides_them(tmp_path, nodata, is_empty):
    options = ["TILED=YES", "SPARSE_OK=TRUE"]
    made = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "a.tif"), 600, 600, 1, 1, options)
    if nodata is not None:
        made.GetRasterBand(1).SetNoDataValue(nodata)
    made.GetRasterBand(1).WriteArray(np.ones((256, 256), np.uint8), 256, 256)
    made = None
    coverage = Coverage(gdal.Open(str(tmp_path / "a.tif")), (1,))
    assert coverage.is_empty(Window(0, 0, 256, 256)) == is_empty
    assert not coverage.is_empty(Window(200, 200, 260, 260))


def test_samples_stand_on_covered_ground_alone():
    class Corner:
        """Only the first of 64 x 64 windows is covered."""

        def is_empty(self, window):
            return window.top >= 2048 or window.left >= 2048

    size = Size(16_384, 16_384)
    windows = covered_samples(Corner(), size, 1_000_000)
    assert len(windows) >= 8 and all(w.top < 2048 and w.left < 2048 for w in windows)
    whole = type("Whole", (), {"is_empty": lambda self, window: False})()
    assert covered_samples(whole, size, 1_000_000) == sample_windows(size, 1_000_000)


def test_even_sample_is_bounded_and_even():
    sample = EvenSample()
    for number in range(1000):
        sample.add(number)
    steps = np.diff(sample.items)
    assert MAX_SAMPLED / 2 <= len(sample.items) <= MAX_SAMPLED and len(set(steps)) == 1
    assert sample.items[0] == 0 and sample.items[-1] > 1000 - 2 * steps[0]


@pytest.fixture
def runs(tmp_path):
    return Runs(tmp_path)


def run(runs, path, **values):
    """Bits of the probability, tiles, and what was told."""
    recorder = Recorder()
    result = detect(path, runs.settings(**values), runs.place(), recorder)
    return bits(result.probability), result.tiles, recorder.messages


def test_a_mosaic_says_the_same_whichever_way_it_declares_its_gaps(runs, tmp_path):
    plain, tiles, messages = run(runs, mosaic(tmp_path))
    for kind in ("nodata", "alpha"):
        (tmp_path / kind).mkdir()
        other, other_tiles, _ = run(runs, mosaic(tmp_path / kind, kind))
        np.testing.assert_array_equal(other, plain)
        assert other_tiles == tiles
    assert (plain.view(np.float32) >= 0)[covered()].any()
    assert (plain.view(np.float32)[~covered()] == -9999).all()
    told = next(text for text in messages if "without data" in text)
    assert f"about {tiles} to compute" in told


def test_scenes_outside_the_extent_are_never_opened(runs, tmp_path):
    path = mosaic(tmp_path, "nodata")
    for number in (1, 2):
        os.remove(tmp_path / f"s{number}.tif")
    extent = (500_000.0, 2_999_300.0, 501_600.0, 3_000_000.0)  # the first scene, and much emptiness
    plan = plan_run(path, runs.settings(extent=extent), runs.place(), Recorder())
    estimate = estimate_run(plan, False)
    seen = [(t.row, t.column) for t in TileStream(plan, Recorder()) if t.image is not None]
    assert seen == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert estimate.to_do == 4 and estimate.empty == 4 * 8 - 4


def test_hundreds_of_scenes_are_not_all_open_at_a_time(runs, tmp_path):
    image = noise_image(32, 32)
    paths = []
    for number in range(240):
        row, column = divmod(number, 16)
        transform = (500_000.0 + column * 32, 1.0, 0.0, 3_000_000.0 - row * 32, 0.0, -1.0)
        paths.append(str(write_raster(tmp_path / f"m{number}.tif", image, transform=transform)))
    gdal.BuildVRT(str(tmp_path / "many.vrt"), paths)
    reader = RasterReader(read_info(str(tmp_path / "many.vrt")), (1, 2, 3))
    before = len(os.listdir("/proc/self/fd"))
    for top in range(0, 480, 160):
        values, valid = reader.read(Window(top, 0, top + 160, 512))
        assert valid.all()
        np.testing.assert_array_equal(values[:, :32, 32:64], image)
    assert 1 < len(os.listdir("/proc/self/fd")) - before <= 110
