"""The document of a detection's report, and the picture that is collected for it."""

import json

import numpy as np
import pytest
from builders import ENGINE_PYTHON, Recorder, noise_image, write_raster
from osgeo import gdal

from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.detection_report import detection_document
from sam_cffnet_qgis.core.overview import GREY, MAX_EDGE_PX, Overview
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings, Workplace

THRESHOLD = 0.96  # about half of what the random network says of noise lies above


@pytest.fixture
def told(random_models, tmp_path):
    """A function that detects and gives result, overview, document and arrays."""

    def run(path, **settings):
        work = tmp_path / "work"
        work.mkdir()
        engine = EngineSettings(device="cpu", precision="fp32", batch=2)
        defaults = {"model": "random", "min_area_m2": 0, "threshold": THRESHOLD}
        settings = DetectionSettings(engine=engine, **{**defaults, **settings})
        overview = Overview()
        workplace = Workplace(ENGINE_PYTHON, random_models, work)
        result = detect(str(path), settings, workplace, Recorder(), overview)
        document, arrays = detection_document(
            result, settings, overview, ["look here"], Recorder().say
        )
        return result, overview, document, arrays

    return run


def table(document, heading):
    (section,) = [s for s in document["sections"] if s["heading"] == heading]
    return section["table"]["rows"]


def test_document_tells_the_numbers_of_the_result(told, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(300, 400))
    result, _, document, _ = told(path)
    assert result.count > 3  # or the test says little
    numbers = dict(table(document, "Numbers"))
    assert numbers["Landslides"] == f"{result.count:,}"
    assert numbers["Total area"].startswith(f"{result.area_m2:,.0f} m²")
    assert result.valid_px == 300 * 400
    ground = float(numbers["Ground with data"].split(" ")[0].replace(",", ""))
    assert ground == pytest.approx(300 * 400, rel=2e-3)
    assert numbers["Share that is landslide"] == f"{result.area_m2 / ground:.2%}"
    sizes = table(document, "By size")
    assert sum(int(row[1].replace(",", "")) for row in sizes) == result.count
    assert ["look here"] in [section.get("text") for section in document["sections"]]
    json.dumps(document)  # plain values only: it crosses the pipe


def test_document_tells_the_parameters_that_were_used(told, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(300, 300))
    result, _, document, _ = told(path, resolution_m=2.0, overlap_px=32)
    parameters = dict(table(document, "Parameters"))
    assert parameters["Working resolution"] == "2 m"
    assert parameters["Overlap of tiles"] == "32 px"
    assert parameters["SHA-256 of the model"] == result.card.sha256
    assert parameters["Probability threshold"] == f"{THRESHOLD:g}"


@pytest.mark.parametrize(
    "transform",
    [
        (500_000.0, 1.0, 0.0, 3_000_000.0, 0.0, -1.0),
        (500_000.0, 1.0, 0.0, 2_999_000.0, 0.0, 1.0),
        (500_000.0, 0.8, 0.6, 3_000_000.0, 0.6, -0.8),
    ],
    ids=["north-up", "south-up", "rotated"],
)
def test_outlines_lie_where_the_probability_is_high(told, tmp_path, transform):
    path = write_raster(tmp_path / "a.tif", noise_image(256, 256), transform=transform)
    result, overview, _, arrays = told(path)
    result.write_plane(result.probability, tmp_path / "p.tif", Recorder())
    mask = gdal.Open(str(tmp_path / "p.tif")).ReadAsArray() > THRESHOLD
    if transform[5] > 0:
        mask = mask[::-1]  # north is shown above
    edge = (mask ^ np.roll(mask, 1, 0)) | (mask ^ np.roll(mask, 1, 1))
    points = arrays["outlines"][np.isfinite(arrays["outlines"]).all(1)]
    inside = points[((points > 2) & (points < 254)).all(1)]
    assert len(inside) > 100
    columns, rows = inside.round().astype(int).T
    near = np.logical_or.reduce(
        [edge[rows + dy, columns + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    )
    assert near.mean() > 0.98


def test_result_without_landslides_has_a_document(told, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(64, 64))
    result, _, document, arrays = told(path, threshold=0.9999999)
    assert result.count == 0
    assert "Median landslide" not in dict(table(document, "Numbers"))
    assert not np.isfinite(arrays["outlines"]).any()


def test_overview_shows_the_image_where_it_is_valid(told, tmp_path):
    image = noise_image(300, 500)
    image[:, :, :100] = 0
    path = write_raster(tmp_path / "a.tif", image, nodata=0)
    _, overview, _, arrays = told(path)
    assert overview.step == 1
    valid = (image != 0).all(0)
    picture = arrays["overview"].transpose(2, 0, 1)
    np.testing.assert_array_equal(picture[:, valid], image[:, valid])
    assert (picture[:, :, :100] == GREY).all()


def test_overview_of_a_large_raster_is_a_mean_of_bounded_size(told, tmp_path):
    image = noise_image(70, 2 * MAX_EDGE_PX + 3)
    path = write_raster(tmp_path / "a.tif", image)
    _, overview, _, arrays = told(path)
    assert overview.step == 3
    assert arrays["overview"].shape == (24, 601, 3)
    mean = image[:, 30:33, 30:33].mean((1, 2))
    np.testing.assert_allclose(arrays["overview"][10, 10], mean, atol=0.51)
