"""The plane of probabilities seen at the raster's own pixels."""

import numpy as np
import pytest
from builders import noise_image, write_raster
from osgeo import gdal, ogr

from sam_cffnet_qgis.core import native_plane
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.native_plane import NativePlane, NativePlaneReader
from sam_cffnet_qgis.core.plan import plan_raster
from sam_cffnet_qgis.core.raster import NODATA
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.core.tiles import Window
from sam_cffnet_qgis.core.vectorize import write_mask

EDGE_PX, PIXEL_M = 300, 1.0


@pytest.fixture
def plane(tmp_path):
    """A function that makes a plane of a working resolution: small bumps, most of it near 0."""

    def make(resolution_m, with_gap=False, **settings):
        raster = write_raster(tmp_path / "a.tif", noise_image(EDGE_PX, EDGE_PX))
        card = ModelCard(
            *("tiny", "", {"tile_px": 64}, [], {"percentiles": [2, 98]}, [0.1, 9], 0.5, 1, []),
            *({}, "", "", ""),
        )
        settings = DetectionSettings(overlap_px=16, resolution_m=resolution_m, **settings)
        plan = plan_raster(str(raster), card, settings, Feedback())
        shape = (plan.working_wanted.height, plan.working_wanted.width)
        rng = np.random.default_rng(2)
        values = rng.random(shape, np.float32) * np.float32(0.4)
        for row, column in rng.integers(0, min(shape) - 6, (12, 2)):
            values[row : row + 5, column : column + 6] += np.float32(0.5)
        if with_gap:
            values[3:20, 5:9] = NODATA
        return NativePlane(plan, write_raster(tmp_path / "working.tif", values[None], epsg=None))

    return make


POLYGON = (bytes(ogr.CreateGeometryFromWkt("POINT(0 0)").Buffer(1e9).ExportToWkb()),)


@pytest.mark.parametrize("resolution_m", [0.0, 0.4, 1.7, 4.0])
@pytest.mark.parametrize("with_gap", [False, True])
@pytest.mark.parametrize("aoi_wkb", [None, POLYGON])
@pytest.mark.parametrize("gap_px", [4, native_plane.GAP_PX])
def test_read_above_has_the_same_values_above_the_floor(
    plane, resolution_m, with_gap, aoi_wkb, gap_px, monkeypatch
):
    monkeypatch.setattr(native_plane, "GAP_PX", gap_px)
    reader = NativePlaneReader(plane(resolution_m, with_gap, aoi_wkb=aoi_wkb))
    for floor in (0.2, 0.5, 0.7, 2.0):
        for window in (Window(0, 0, EDGE_PX, EDGE_PX), Window(40, 10, 130, 290)):
            values, quick = reader.read(window), reader.read_above(window, floor)
            is_above = values > floor
            assert (is_above == (quick > floor)).all()
            assert (values[is_above] == quick[is_above]).all()
            assert ((values == NODATA) == (quick == NODATA)).all()


def test_read_above_computes_nothing_where_nothing_lies_above(plane, monkeypatch):
    reader = NativePlaneReader(plane(4.0))
    monkeypatch.setattr(reader, "_seen", None)
    assert not reader.read_above(Window(0, 0, EDGE_PX, EDGE_PX), 3.0).any()


def test_mask_of_a_coarse_plane_is_that_of_its_native_pixels(plane, tmp_path):
    reader = NativePlaneReader(plane(4.0, with_gap=True))
    valid_px = write_mask(reader, 0.5, tmp_path / "mask.tif", Feedback())
    values = reader.read(Window(0, 0, EDGE_PX, EDGE_PX))
    mask = gdal.Open(str(tmp_path / "mask.tif")).ReadAsArray()
    assert (mask == (values > 0.5)).all() and mask.any()
    assert valid_px == (values != NODATA).sum() < EDGE_PX**2


@pytest.mark.parametrize("resolution_m", [0.0, 4.0])
def test_plane_that_is_written_is_compressed_and_the_working_one_stays(
    plane, tmp_path, resolution_m
):
    subject = plane(resolution_m)
    subject.write(tmp_path / "out.tif", {"A": "b"}, Feedback())
    written = gdal.Open(str(tmp_path / "out.tif"))
    assert written.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE") == "DEFLATE"
    assert written.GetMetadataItem("A") == "b"
    whole = NativePlaneReader(subject).read(Window(0, 0, EDGE_PX, EDGE_PX))
    assert (written.ReadAsArray() == whole).all()
