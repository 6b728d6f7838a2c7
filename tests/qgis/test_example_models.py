"""The example models of the provider, with an engine that finds light squares on dark ground."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import processing
import pytest
from builders import ROOT, python_that_runs, write_raster
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsProcessingFeedback,
    QgsProcessingProvider,
    QgsVectorLayer,
)

from sam_cffnet_qgis.core.paths import EXAMPLES_DIR
from sam_cffnet_qgis.processing.example_models import EXAMPLES
from sam_cffnet_qgis.processing.preferences import read_preferences, write_preferences
from sam_cffnet_qgis.processing.provider import SamCffnetProvider

LIGHT, DARK = 204, 51  # of 255: probabilities 0.8 and 0.2, the threshold is 0.5
GROUND = 1 / 0.9996**2  # m² on the ground in a square metre of the map, where the images lie
WEST, NORTH = 500_000, 3_000_000
BOXES = [(20, 20, 30, 30)]


@pytest.fixture(autouse=True)
def engine(tmp_path, monkeypatch):
    python = python_that_runs(tmp_path / "engine", ROOT / "tests" / "trivial_engine.py")
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(python))


@pytest.fixture
def light_model(known_model):
    """A model whose weights, an empty file, are those of its card."""
    path = Path(known_model)
    card = json.loads(path.read_text())
    path.write_text(json.dumps({**card, "sha256": hashlib.sha256(b"").hexdigest()}))
    return known_model


@pytest.fixture
def write_image(tmp_path):
    """A function that writes 300 x 300 px of 1 m with light boxes (x, y, width, height)."""

    def write(name, *boxes):
        pixels = np.full((3, 300, 300), DARK, np.uint8)
        for x, y, width, height in boxes:
            pixels[:, y : y + height, x : x + width] = LIGHT
        return str(write_raster(tmp_path / f"{name}.tif", pixels))

    return write


@pytest.fixture
def write_slope(tmp_path):
    """A function that writes an elevation model that rises towards the east."""

    def write(rise):
        heights = np.tile(np.arange(400, dtype=np.float32) * np.float32(rise), (400, 1))[None]
        place = (WEST - 50, 1.0, 0.0, NORTH + 50, 0.0, -1.0)
        return str(write_raster(tmp_path / f"rise_{rise}.tif", heights, transform=place))

    return write


@pytest.fixture
def slope_path(write_slope):
    return write_slope(0.5)  # 26.6 degrees


@pytest.fixture
def catchments(make_polygons):
    """Two neighbours, a third inside the first, and one where the image has no light box."""
    return make_polygons(box(0, 0, 150, 300), box(150, 0, 150, 300), box(0, 100, 120, 50), OUTSIDE)


def box(x, y, width, height):
    """WKT of a box in metres from the image's upper left corner, y downwards."""
    left, top = WEST + x, NORTH - y
    corners = ((0, 0), (width, 0), (width, -height), (0, -height), (0, 0))
    return f"POLYGON(({','.join(f'{left + dx} {top + dy}' for dx, dy in corners)}))"


OUTSIDE = box(300, 0, 100, 100)


def run(name, **parameters):
    return processing.run(f"samcffnet:{name}", parameters, feedback=QgsProcessingFeedback(False))


def rows(layer, *fields):
    if isinstance(layer, str):
        layer = QgsVectorLayer(layer, "layer")
    return [tuple(feature[field] for field in fields) for feature in layer.getFeatures()]


def statistics_of(image, slope_path, catchments, model, **parameters):
    results = run(
        "landslidesbycatchment",
        image=image,
        elevation=slope_path,
        catchments=catchments,
        model=model,
        landslides="memory:",
        statistics="memory:",
        **parameters,
    )
    fields = ("landslides", "landslide_m2", "landslide_pct", "landslide_prob")
    return results, rows(results["statistics"], *fields)


def test_landslide_is_shared_by_the_catchments_it_lies_in(
    write_image, slope_path, catchments, light_model
):
    image = write_image("image", (100, 100, 100, 100), (20, 200, 30, 30))
    results, found = statistics_of(image, slope_path, catchments, light_model)
    assert results["landslides"].featureCount() == 2
    first, second, inner, outside = found
    share = 100 * 5900 / 45000
    assert first == pytest.approx((2, 5900 * GROUND, share, 0.8), rel=1e-4)
    assert second == pytest.approx((1, 5000 * GROUND, 100 * 5000 / 45000, 0.8), rel=1e-4)
    assert inner == pytest.approx((1, 1000 * GROUND, 100 * 1000 / 6000, 0.8), rel=1e-4)
    assert outside[:3] == (0, 0, 0)
    assert not outside[3]


def test_catchments_keep_their_crs_and_fields_and_get_zeros_where_no_slope_is_steep(
    write_image, slope_path, catchments, light_model
):
    numbered = processing.run(
        "native:fieldcalculator",
        {"INPUT": catchments, "FIELD_NAME": "landslides", "FORMULA": "'mine'", "FIELD_TYPE": 2}
        | {"OUTPUT": "memory:"},
    )["OUTPUT"]
    image = write_image("image", (100, 100, 100, 100))
    results, found = statistics_of(image, slope_path, numbered, light_model, min_slope=40)
    layer = results["statistics"]
    assert results["landslides"].featureCount() == 0
    assert layer.crs() == catchments.crs()
    assert [row[:3] for row in found] == [("mine", 0, 0)] * 4
    assert set(rows(layer, "landslides_2")) == {(0,)}
    names = ["landslides", "landslides_2", "landslide_m2", "landslide_pct", "landslide_prob"]
    assert [field.name() for field in layer.fields()] == names


def test_catchments_get_only_landslides_on_slopes_if_nothing_is_said(
    write_image, write_slope, catchments, light_model
):
    image = write_image("image", (100, 100, 100, 100))
    for rise, count in ((0.1, 0), (0.25, 1)):  # 5.7 and 14 degrees
        results, found = statistics_of(image, write_slope(rise), catchments, light_model)
        assert results["landslides"].featureCount() == count


def changes_of(before, after, model, **parameters):
    results = run(
        "landslidechange",
        before=before,
        after=after,
        model=model,
        changes="memory:",
        summary="memory:",
        **parameters,
    )
    changes = rows(results["changes"], "change", "area_m2", "before_m2")
    summary = {
        row[0]: row[1:] for row in rows(results["summary"], "change", "landslides", "area_m2")
    }
    return sorted(changes), summary


def test_change_tells_new_persisting_and_gone(write_image, light_model):
    before = write_image("before", (20, 20, 30, 30), (100, 100, 60, 60), (200, 20, 20, 20))
    after = write_image("after", (110, 110, 70, 60), (220, 20, 20, 20), (220, 220, 40, 40))
    changes, summary = changes_of(before, after, light_model)
    areas = [(kind, area / GROUND) for kind, area, _ in changes]
    assert areas == [
        ("gone", pytest.approx(400, rel=1e-4)),  # its neighbour of later touches it only
        ("gone", pytest.approx(900, rel=1e-4)),
        ("new", pytest.approx(400, rel=1e-4)),
        ("new", pytest.approx(1600, rel=1e-4)),
        ("persisting", pytest.approx(4200, rel=1e-4)),
    ]
    assert changes[-1][2] == pytest.approx(3600 * GROUND, rel=1e-4)
    assert summary["gone"] == pytest.approx((2, 1300 * GROUND), rel=1e-4)
    assert summary["new"] == pytest.approx((2, 2000 * GROUND), rel=1e-4)
    assert summary["persisting"] == pytest.approx((1, 4200 * GROUND), rel=1e-4)


def test_change_takes_images_of_different_crs_pixels_and_extent(write_image, light_model, tmp_path):
    before = write_image("before", (20, 120, 30, 30), (100, 100, 60, 60), (260, 120, 30, 30))
    later = write_image("later", (110, 110, 60, 60), (180, 180, 40, 40))
    after = str(tmp_path / "after.tif")
    cut = {"outputBounds": (WEST, NORTH - 300, WEST + 240, NORTH), "outputBoundsSRS": "EPSG:32648"}
    gdal.Warp(after, later, dstSRS="EPSG:3857", xRes=0.5, yRes=0.5, **cut)
    changes, summary = changes_of(before, after, light_model)
    assert [change[0] for change in changes] == ["gone", "new", "persisting"]
    assert [change[1] / GROUND for change in changes] == pytest.approx([900, 1600, 3600], rel=0.03)
    assert summary["gone"][0] == 1  # the one beyond the later image is not known to be gone


@pytest.mark.parametrize(
    ("before", "after", "kinds"), [([], BOXES, ["new"]), (BOXES, [], ["gone"]), ([], [], [])]
)
def test_change_works_where_an_image_has_no_landslide(
    write_image, light_model, before, after, kinds
):
    changes, summary = changes_of(
        write_image("before", *before), write_image("after", *after), light_model
    )
    assert [change[0] for change in changes] == kinds
    assert sorted(summary) == kinds


def test_centroids_are_those_of_landslides_of_200_square_metres(write_image, model_name):
    image = write_image("image", (100, 100, 100, 100), (20, 20, 12, 12))
    results = run("landslidecentroids", image=image, centroids="memory:")
    (centre,) = results["centroids"].getFeatures()
    point = centre.geometry().asPoint()
    assert (point.x(), point.y()) == pytest.approx((WEST + 150, NORTH - 150), abs=2)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_is_in_its_group_with_help(provider, name):
    provider.read_examples()
    example = provider.algorithm(name)
    assert example.id() == f"samcffnet:{name}"
    assert (example.group(), example.groupId()) == ("Examples", "examples")
    assert example.displayName() != name
    assert example.canExecute() == (True, "")
    assert all(parameter.help() for parameter in example.parameterDefinitions())
    assert example.helpContent()["ALG_DESC"].split(",")[0] in example.shortHelpString()


def test_every_model_file_is_an_example():
    assert {path.name for path in EXAMPLES_DIR.glob("*.model3")} == set(EXAMPLES.values())


def test_example_chooses_its_model_as_detect_landslides_does(provider, detect_algorithm):
    example = provider.algorithm("landslidechange").create()  # owns its parameters
    widget = example.parameterDefinition("model").metadata()
    assert widget == detect_algorithm.parameterDefinition("MODEL").metadata()


def test_example_starts_with_the_model_that_the_user_prefers(provider, light_model):
    before = read_preferences()
    write_preferences(replace(before, model=light_model))
    try:
        example = provider.algorithm("landslidechange").create()
        assert example.parameterDefinition("model").defaultValue() == light_model
    finally:
        write_preferences(before)


def test_examples_survive_a_refresh_of_the_provider(provider):
    names = {f"samcffnet:{name}" for name in EXAMPLES}
    provider.refreshAlgorithms()
    assert names <= {algorithm.id() for algorithm in provider.algorithms()}
    assert provider.algorithm("landslidechange").create().canExecute() == (True, "")


def test_examples_go_with_their_provider():
    class Second(SamCffnetProvider):
        def id(self):
            return "second"

        def load(self):  # without the options, which belong to the first
            return QgsProcessingProvider.load(self)

        def unload(self):
            pass

    registry = QgsApplication.processingRegistry()
    registry.addProvider(Second())
    assert registry.createAlgorithmById("second:landslidechange") is not None
    registry.removeProvider("second")
    QgsApplication.processEvents()  # what was put off for it must not come
    assert registry.createAlgorithmById("second:landslidechange") is None
