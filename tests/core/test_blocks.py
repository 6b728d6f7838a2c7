"""A run in blocks gives the bits of a run in one, however it is divided."""

import numpy as np
import pytest
from builders import Recorder, noise_image, write_raster
from osgeo import ogr

from sam_cffnet_qgis.core.block_files import BlockFiles, StoredBlock
from sam_cffnet_qgis.core.blocks import assemble, blocks_between, most_blocks, plan_blocks
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.mosaic import RowBlender
from sam_cffnet_qgis.core.plan import plan_raster
from sam_cffnet_qgis.core.raster import NODATA
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.core.shard_archive import ShardArchive, pack
from sam_cffnet_qgis.core.tile_reader import TileStream

EDGE = 20
OVERLAPS = (0, 5, 10, 18)  # none, 25 %, 50 % and 90 %
TRIANGLE = "POLYGON((500003 2999921,500058 2999960,500020 2999998,500003 2999921))"


@pytest.fixture
def planned(tmp_path):
    """A function that plans a run with tiles of 20 px over a raster of a size."""

    def plan(height, width, overlap=5, image=None, **settings):
        image = noise_image(height, width).clip(1, None) if image is None else image
        path = write_raster(tmp_path / f"{height}x{width}.tif", image, nodata=0)
        scaling = {"method": "percentile", "percentiles": [2, 98]}
        architecture = {"tile_px": EDGE}
        card = ModelCard(
            "tiny", "", architecture, [], scaling, [0.1, 9], 0.5, 1, [], {}, "", "", ""
        )
        settings = DetectionSettings(overlap_px=overlap, **{"resolution_m": 0.0, **settings})
        return plan_raster(str(path), card, settings, Recorder())

    return plan


def tiles(plan, layers, rows=None):
    """Tiles of a plan, and what a network might say of them: another number at every place."""
    stream = TileStream(plan, Recorder(), rows)
    for tile in stream:
        values = None
        if tile.image is not None:
            rng = np.random.default_rng((tile.row, tile.column))
            values = rng.random((layers, EDGE, EDGE), np.float32)
            values[0] = (values[0] + tile.image.mean(0)) / 2
        yield tile, values
    stream.close()


class Rows:
    """Gathers rows as a run writes them."""

    def __init__(self, plan):
        self._parts = []
        self._width = plan.working_wanted.width

    def append(self, values, usable):
        self._parts.append(np.where(usable, values, np.float32(NODATA)))

    def bits(self):
        return np.concatenate(self._parts, axis=1).view(np.uint32)


def in_one(plan, layers=1):
    rows = Rows(plan)
    blender = RowBlender(plan.grid, plan.working_wanted, layers, rows.append)
    for tile, values in tiles(plan, layers):
        blender.add(tile.row, tile.column, values, tile.mask)
    blender.finish()
    return rows.bits()


def in_blocks(plan, blocks, folder, layers=1):
    """The same through files, with the last block computed first."""
    names = ("probability", "deviation")[:layers]
    packed = []
    for number, block in reversed(list(enumerate(blocks))):
        work = folder / f"work{number}"
        work.mkdir(parents=True)
        with BlockFiles(plan, block, names, work) as files:
            for tile, values in tiles(plan, layers, block.tile_rows):
                files.blender.take(tile, values)
            files.blender.finish()
        packed.insert(0, folder / f"{number}.shard")
        pack(files.paths, packed[0], lambda: None)
    rows = Rows(plan)

    def stored():
        for block, path in zip(blocks, packed):
            with ShardArchive(path) as archive:
                yield StoredBlock(plan, block, names, archive)

    assemble(plan, layers, stored(), rows.append)
    return rows.bits()


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("size", [(19, 33), (20, 20), (21, 45), (83, 37)])
def test_blocks_give_the_bits_of_one_run(planned, tmp_path, size, overlap):
    plan = planned(*size, overlap)
    expected = in_one(plan)
    assert expected.shape == (1, *size)
    for count in range(1, most_blocks(plan) + 1):
        blocks = plan_blocks(plan, count)
        assert len(blocks) == count
        bits = in_blocks(plan, blocks, tmp_path / str(count))
        np.testing.assert_array_equal(bits, expected)


@pytest.mark.parametrize("overlap", OVERLAPS)
def test_two_blocks_give_the_bits_of_one_run_wherever_they_meet(planned, tmp_path, overlap):
    plan = planned(64, 41, overlap)
    expected = in_one(plan)
    rows = plan.grid.rows_touching(plan.working_wanted)
    for cut in range(rows.start + 1, rows.stop):
        blocks = blocks_between(plan, [rows.start, cut, rows.stop])
        bits = in_blocks(plan, blocks, tmp_path / str(cut))
        np.testing.assert_array_equal(bits, expected)


def with_holes():
    """An image with pixels, tiles and rows of tiles without data."""
    image = noise_image(83, 61).clip(1, None)
    image[:, 5:9, 7:11] = 0
    image[:, 25:62, 20:] = 0
    image[:, 38:62] = 0
    return image


CASES = {
    "holes": {"image": with_holes()},
    "area": {"aoi_wkb": (bytes(ogr.CreateGeometryFromWkt(TRIANGLE).ExportToWkb()),)},
    "extent": {"extent": (500_007, 2_999_929, 500_055, 2_999_985)},
    "coarser": {"resolution_m": 1.3},
    "finer": {"resolution_m": 0.7, "image": with_holes()},
}


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("case", CASES)
def test_blocks_leave_out_what_one_run_leaves_out(planned, tmp_path, case, overlap):
    plan = planned(83, 61, overlap, **CASES[case])
    expected = in_one(plan, layers=2)
    is_left_out = expected == np.float32(NODATA).view(np.uint32)
    assert is_left_out.any() == (case not in ("extent", "coarser"))
    for count in {2, 3, most_blocks(plan)}:
        blocks = plan_blocks(plan, count)
        bits = in_blocks(plan, blocks, tmp_path / str(count), layers=2)
        np.testing.assert_array_equal(bits, expected)


@pytest.mark.parametrize("overlap", OVERLAPS)
def test_blocks_hold_every_row_of_tiles_once_and_never_three_share_a_pixel(planned, overlap):
    plan = planned(203, 21, overlap, extent=(500_000, 2_999_810, 500_021, 2_999_967))
    rows = plan.grid.rows_touching(plan.working_wanted)
    starts = plan.grid.row_starts
    for count in range(1, most_blocks(plan) + 1):
        blocks = plan_blocks(plan, count)
        assert [row for block in blocks for row in block.tile_rows] == list(rows)
        for above, below in zip(blocks, blocks[2:]):
            assert starts[above.tile_rows[-1]] + EDGE <= starts[below.tile_rows[0]]


@pytest.mark.parametrize(("overlap", "most"), [(0, 10), (10, 19), (18, 11)])
def test_most_blocks_by_hand(planned, overlap, most):
    """200 px: 10 tiles, 19 that overlap by half, or 91 of which a block in the middle needs 9."""
    assert most_blocks(planned(200, 20, overlap)) == most


def test_blocks_are_about_as_long(planned):
    lengths = [len(block.tile_rows) for block in plan_blocks(planned(1005, 20), 8)]
    assert sum(lengths) == 67 and max(lengths) - min(lengths) <= 1
