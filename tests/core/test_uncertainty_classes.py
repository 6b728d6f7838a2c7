"""Four classes from probability and disagreement."""

import numpy as np
from builders import Recorder, noise_image, write_raster
from osgeo import gdal

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.native_plane import NativePlane
from sam_cffnet_qgis.core.plan import plan_raster
from sam_cffnet_qgis.core.raster import NODATA
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.core.uncertainty_classes import uncertainty_classes, write_uncertainty


def test_classes_follow_threshold_and_disagreement():
    probability = np.array([[0.9, 0.4, 0.9, 0.4]], np.float32)
    deviation = np.array([[0.1, 0.2, 0.2, 0.05]], np.float32)
    classes = uncertainty_classes(probability, deviation, 0.5)
    assert classes.tolist() == [[1, 2, 3, 4]]
    assert classes.dtype == np.float32


def test_pixel_at_the_threshold_is_no_landslide_as_in_the_polygons():
    half = np.array([[0.5]], np.float32)
    assert uncertainty_classes(half, half * 0, 0.5).tolist() == [[4]]


def test_nodata_of_either_has_no_class():
    values = np.array([[NODATA, 0.9]], np.float32)
    assert uncertainty_classes(values, values[:, ::-1], 0.5).tolist() == [[NODATA, NODATA]]


def test_write_uncertainty_keeps_the_deviation_first(tmp_path):
    image = write_raster(tmp_path / "image.tif", noise_image(30, 300))
    edges = {"tile_px": 256, "encoder_px": 256}
    architecture = {"encoder": "efficientnet_lite0", "decoder": "cffd", **edges}
    scaling = {"method": "percentile", "percentiles": [2, 98]}
    facts = (["red", "green", "blue"], scaling, [0.5, 10], 0.5, 1.0, [], {}, "", "", "")
    card = ModelCard("a", "A", architecture, *facts)
    plan = plan_raster(str(image), card, DetectionSettings(resolution_m=0), Recorder())
    rng = np.random.default_rng(0)
    chances, views = rng.random((2, 1, 30, 300)).astype(np.float32) * [[[[1]]], [[[0.3]]]]
    planes = [
        NativePlane(plan, write_raster(tmp_path / name, values.astype(np.float32)))
        for name, values in (("p.tif", chances), ("d.tif", views))
    ]
    write_uncertainty(*planes, tmp_path / "u.tif", {"A": "b"}, Recorder())
    dataset = gdal.Open(str(tmp_path / "u.tif"))
    first, second = dataset.ReadAsArray()
    np.testing.assert_array_equal(first, views[0].astype(np.float32))
    expected = uncertainty_classes(chances[0], views[0], 0.5)
    np.testing.assert_array_equal(second, expected)
    assert [dataset.GetRasterBand(n).GetDescription() for n in (1, 2)] == ["uncertainty", "class"]
    assert dataset.GetMetadataItem("A") == "b"
