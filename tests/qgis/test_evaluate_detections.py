"""Evaluate detections: what it refuses in one sentence, and what a run leaves."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import processing
import pytest
from builders import write_raster
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from told import told

from sam_cffnet_qgis.core.errors import SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.processing.evaluation_outputs import EVALUATION_STYLE, judged_fields
from sam_cffnet_qgis.processing.evaluation_request import EvaluationReader

ALGORITHM = "samcffnet:evaluatedetections"
UTM = "EPSG:32648"
BOW_TIE = "POLYGON((500010 2999970,500020 2999980,500020 2999970,500010 2999980,500010 2999970))"
LINE = "LINESTRING(500010 2999970,500020 2999980)"
TYPES = {
    "DETECTIONS": "source",
    "PROBABILITY": "raster",
    "INVENTORY": "source",
    "AREA": "source",
    "THRESHOLD": "number",
    "PIXEL_SIZE": "number",
    "OUTPUT": "sink",
    "METRICS": "fileDestination",
    "REPORT": "fileDestination",
}
NUMBERS = {"IOU", "F1", "PRECISION", "RECALL", "HITS", "MISSED", "FALSE_ALARMS"}


def box(left, bottom, width):
    """A square (WKT) in metres from (500000, 2999900)."""
    x, y = 500_000 + left, 2_999_900 + bottom
    right, top = x + width, y + width
    return f"POLYGON(({x} {y},{right} {y},{right} {top},{x} {top},{x} {y}))"


def squares(*wkts, name="squares", crs=UTM, statuses=None, kind="MultiPolygon"):
    """A layer in memory, with a status field if statuses are given."""
    uri = f"{kind}?crs={crs}" if crs else kind
    if statuses:
        uri += ("&" if crs else "?") + "field=status:string"
    layer = QgsVectorLayer(uri, name, "memory")
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    for index, wkt in enumerate(wkts):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        if statuses:
            feature.setAttributes([statuses[index]])
        layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    return layer


class Log(QgsProcessingFeedback):
    """Keeps messages."""

    def __init__(self):
        super().__init__(False)
        self.infos, self.warnings = [], []

    def pushInfo(self, info):  # noqa: N802
        self.infos.append(info)

    def pushWarning(self, warning):  # noqa: N802
        self.warnings.append(warning)


class Cancelling(QgsProcessingFeedback):
    """The user pressed Cancel before the run."""

    def isCanceled(self):  # noqa: N802
        return True


@pytest.fixture
def half():
    """Detections and inventory of which half overlaps."""
    return {
        "DETECTIONS": squares(box(10, 0, 20), name="detections"),
        "INVENTORY": squares(box(0, 0, 20), name="inventory"),
    }


@pytest.fixture
def probability_path(tmp_path):
    """Pixels of 1 m; a square of 20 m that states 0.9, ten metres east of (0, 0)."""
    values = np.full((100, 100), 0.1, np.float32)
    values[80:, 10:30] = 0.9
    transform = (500_000.0, 1.0, 0.0, 3_000_000.0, 0.0, -1.0)
    return str(write_raster(tmp_path / "p.tif", values[None], transform=transform))


@pytest.fixture
def run(tmp_path):
    """A function that runs; temporary layers for OUTPUT, nothing left in temporary folders."""

    def evaluated(**parameters):
        feedback = Log()
        try:
            results = processing.run(
                ALGORITHM, {"OUTPUT": "memory:", **parameters}, feedback=feedback
            )
        finally:
            folders = (tmp_path, Path(QgsProcessingUtils.tempFolder()))
            assert not [path for f in folders for path in f.glob("**/.sam_cffnet-*")]
        return {**results, "WARNINGS": feedback.warnings, "INFOS": feedback.infos}

    return evaluated


@pytest.fixture
def sentence(run):
    """A function that gives the one sentence of a run that is refused."""

    def refused(**parameters):
        try:  # pytest.raises would keep the run's layers beyond the end of QGIS, which crashes
            run(**parameters)
        except QgsProcessingException as error:
            message = str(error).replace("Unable to execute algorithm\n", "")
        else:
            pytest.fail("the run was not refused")
        assert message.endswith(".")
        assert "\n" not in message
        return told(message)

    return refused


def test_parameters_are_those_of_the_contract(provider):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    assert {p.name(): p.type() for p in algorithm.parameterDefinitions()} == TYPES
    outputs = {output.name() for output in algorithm.outputDefinitions()}
    areas = {"MISSED_AREA", "FALSE_AREA"}
    assert outputs == NUMBERS | areas | {"OUTPUT", "METRICS", "REPORT"}


def test_runs_without_an_engine(run, half, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", "/no/such/python")
    results = run(**half, PIXEL_SIZE=1)
    assert results["IOU"] == pytest.approx(1 / 3, abs=0.01)
    assert results["F1"] == pytest.approx(0.5, abs=0.01)
    assert (results["HITS"], results["MISSED"], results["FALSE_ALARMS"]) == (1, 0, 0)
    assert results["MISSED_AREA"] == pytest.approx(200, rel=3e-3)


def test_output_says_what_became_of_each_polygon(run):
    results = run(
        DETECTIONS=squares(box(0, 0, 20), box(60, 0, 10)),
        INVENTORY=squares(box(0, 0, 20), box(30, 30, 10)),
    )
    layer = results["OUTPUT"]
    assert [field.name() for field in layer.fields()] == ["result", "area_m2", "iou"]
    judged = {f["result"]: (f["area_m2"], f["iou"]) for f in layer.getFeatures()}
    assert judged["hit"] == pytest.approx((400, 1), rel=3e-3)
    assert judged["missed"] == pytest.approx((100, 0), rel=3e-3)
    assert judged["false alarm"] == pytest.approx((100, 0), rel=3e-3)


def test_raster_gives_the_same_as_its_polygons(run, half, probability_path):
    raster = run(PROBABILITY=probability_path, INVENTORY=half["INVENTORY"])
    polygons = run(**half, PIXEL_SIZE=1)
    for name in NUMBERS:
        assert raster[name] == pytest.approx(polygons[name], abs=0.01), name


def test_threshold_decides_what_is_detected(run, half, probability_path):
    results = run(PROBABILITY=probability_path, INVENTORY=half["INVENTORY"], THRESHOLD=0.95)
    assert (results["HITS"], results["MISSED"], results["IOU"]) == (0, 1, 0)


def test_pixel_size_beside_a_raster_is_told(run, half, probability_path):
    results = run(PROBABILITY=probability_path, INVENTORY=half["INVENTORY"], PIXEL_SIZE=5)
    assert "PIXEL_SIZE is not used" in results["WARNINGS"][0]


def test_rejected_detections_are_left_out(run):
    layer = squares(
        box(0, 0, 20), box(50, 0, 20), box(70, 70, 5), statuses=["accepted", "Rejected", "rejected"]
    )
    results = run(DETECTIONS=layer, INVENTORY=squares(box(0, 0, 20)))
    assert results["FALSE_ALARMS"] == 0
    assert any("2 polygons of 'squares' have the status 'rejected'" in t for t in results["INFOS"])


def test_inventory_in_another_crs_is_transformed(run, half):
    geographic = QgsCoordinateReferenceSystem("EPSG:4326")
    shape = QgsGeometry.fromWkt(box(0, 0, 20))
    utm = QgsCoordinateReferenceSystem(UTM)
    shape.transform(QgsCoordinateTransform(utm, geographic, QgsProject.instance()))
    inventory = squares(shape.asWkt(12), crs="EPSG:4326")
    results = run(DETECTIONS=half["DETECTIONS"], INVENTORY=inventory, PIXEL_SIZE=0.5)
    assert results["IOU"] == pytest.approx(1 / 3, abs=0.03)


def test_inventory_that_cannot_be_transformed_is_told_both_crs(half, context):
    inventory = squares("POLYGON((0 91,1 91,1 92,0 91))", crs="EPSG:4326")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    reader = EvaluationReader(algorithm, {**half, "INVENTORY": inventory}, context)
    try:  # pytest.raises would keep the layers beyond the end of QGIS, which crashes
        reader.request(Feedback())
    except SamCffnetError as error:
        message = str(error)
    assert re.search(
        r"INVENTORY layer 'squares' .* from its CRS EPSG:4326.* to EPSG:32648", message
    )
    assert "raster" not in message


def test_detections_in_degrees_are_measured_on_the_ground(run):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(UTM), degrees, QgsProject.instance()
    )
    layers = {}
    for name, wkt in (("DETECTIONS", box(10, 0, 20)), ("INVENTORY", box(0, 0, 20))):
        shape = QgsGeometry.fromWkt(wkt)
        shape.transform(transform)
        layers[name] = squares(shape.asWkt(12), crs="EPSG:4326")
    results = run(**layers)
    assert results["IOU"] == pytest.approx(1 / 3, abs=0.02)
    assert results["MISSED_AREA"] == pytest.approx(200, rel=3e-3)


def test_layers_without_crs_are_compared_with_a_warning(run):
    layers = {
        "DETECTIONS": squares(box(10, 0, 20), crs=""),
        "INVENTORY": squares(box(0, 0, 20), crs=""),
    }
    results = run(**layers, PIXEL_SIZE=1)
    assert results["IOU"] == pytest.approx(1 / 3)
    assert sum("has no CRS" in text for text in results["WARNINGS"]) == 2


def test_invalid_polygons_are_mended_with_a_warning(run):
    layer = squares(BOW_TIE)
    results = run(DETECTIONS=layer, INVENTORY=layer)
    assert results["IOU"] == 1
    assert results["HITS"] == 2  # the two triangles
    assert re.search(r"DETECTIONS layer 'squares' has 1 invalid", " ".join(results["WARNINGS"]))


def test_area_limits_what_counts(run, half):
    results = run(**half, AREA=squares(box(0, 0, 20)), PIXEL_SIZE=1)
    assert results["PRECISION"] == 1
    assert results["FALSE_AREA"] == pytest.approx(0, abs=1e-6)


def test_detections_without_features_miss_everything(run, half):
    results = run(DETECTIONS=squares(), INVENTORY=half["INVENTORY"])
    assert (results["MISSED"], results["RECALL"]) == (1, 0)


BAD = {
    "neither": ({}, r"Give either polygons \(DETECTIONS\)"),
    "both": ({"DETECTIONS": (box(0, 0, 9),), "PROBABILITY": True}, r"not both"),
    "no_overlap": (
        {"DETECTIONS": (box(0, 0, 20),), "AREA": (box(9000, 0, 20),)},
        r"AREA overlaps neither",
    ),
    "area_beside_raster": ({"PROBABILITY": True, "AREA": (box(9000, 0, 20),)}, r"AREA does not"),
    "empty_inventory": (
        {"DETECTIONS": (box(0, 0, 20),), "INVENTORY": ()},
        r"INVENTORY layer 'squares' holds no polygon",
    ),
    "empty_area": (
        {"DETECTIONS": (box(0, 0, 20),), "AREA": ()},
        r"AREA layer 'squares' holds no poly",
    ),
    "threshold": ({"PROBABILITY": True, "THRESHOLD": 1.5}, r"THRESHOLD is 1\.5.*0 and 1"),
    "threshold_text": ({"PROBABILITY": True, "THRESHOLD": "abc"}, r"THRESHOLD is 'abc'"),
    "pixel_size": ({"DETECTIONS": (box(0, 0, 20),), "PIXEL_SIZE": -1}, r"PIXEL_SIZE is -1"),
    "no_raster": ({"PROBABILITY": "/none.tif"}, r"Cannot open the raster /none\.tif"),
    "no_file": ({"DETECTIONS": "/none.gpkg"}, r"DETECTIONS is '/none\.gpkg'"),
}


@pytest.mark.parametrize(("values", "match"), BAD.values(), ids=BAD)
def test_bad_input_gets_one_sentence(sentence, half, probability_path, values, match):
    parameters = {"INVENTORY": half["INVENTORY"]}
    for name, value in values.items():
        value = probability_path if value is True else value
        parameters[name] = squares(*value) if isinstance(value, tuple) else value
    assert re.search(match, sentence(**parameters))


@pytest.mark.parametrize("role", ["DETECTIONS", "INVENTORY", "AREA"])
def test_lines_are_refused(sentence, half, role):
    lines = squares(LINE, kind="LineString")
    message = sentence(**{**half, role: lines})
    assert re.search(rf"The {role} layer 'squares' is of the type Line", message)


def test_damaged_raster_is_named(sentence, half, tmp_path):
    noise = np.random.default_rng(0).random((1, 600, 600), np.float32)
    path = write_raster(tmp_path / "cut.tif", noise)
    with open(path, "r+b") as stream:
        stream.truncate(2000)
    assert re.search(r"cut\.tif", sentence(PROBABILITY=str(path), INVENTORY=half["INVENTORY"]))


def test_missing_engine_is_told_only_when_a_report_is_wanted(sentence, half, tmp_path, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", "/no/such/python")
    assert "/no/such/python" in sentence(**half, REPORT=str(tmp_path / "r.html"))
    assert not (tmp_path / "r.html").exists()


def test_files_appear_whole(run, half, probability_path, tmp_path, monkeypatch):
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    metrics, report = tmp_path / "new" / "m.csv", tmp_path / "new" / "r.html"
    results = run(
        PROBABILITY=probability_path,
        INVENTORY=half["INVENTORY"],
        METRICS=str(metrics),
        REPORT=str(report),
    )
    assert (results["METRICS"], results["REPORT"]) == (str(metrics), str(report))
    with metrics.open(newline="") as stream:
        rows = {(r["measure"], r["size_class_m2"]): r["value"] for r in csv.DictReader(stream)}
    assert float(rows["iou", "all"]) == pytest.approx(results["IOU"], abs=1e-6)
    page = report.read_text(encoding="utf-8")
    assert page.count("data:image/png") == 4
    assert "p against inventory" in page
    assert sorted(path.name for path in metrics.parent.iterdir()) == ["m.csv", "r.html"]


def test_cancelled_run_leaves_nothing(half, tmp_path):
    feedback = Cancelling(False)
    parameters = {**half, "OUTPUT": str(tmp_path / "o.gpkg"), "METRICS": str(tmp_path / "m.csv")}
    processing.run(ALGORITHM, parameters, feedback=feedback)
    assert not list(tmp_path.iterdir())


def test_output_that_is_an_input_is_refused(sentence, half, tmp_path):
    path = str(tmp_path / "inventory.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(half["INVENTORY"], path, context, options)
    message = sentence(DETECTIONS=half["DETECTIONS"], INVENTORY=path, OUTPUT=path)
    assert "is the input itself" in message
    assert QgsVectorLayer(path).featureCount() == 1


def test_two_outputs_in_one_file_are_refused(sentence, half, tmp_path):
    path = str(tmp_path / "a.csv")
    assert "are both" in sentence(**half, METRICS=path, REPORT=path)


def test_output_file_opens_with_every_polygon(run, half, tmp_path):
    path = str(tmp_path / "judged.gpkg")
    results = run(**half, OUTPUT=path)
    assert QgsVectorLayer(results["OUTPUT"]).featureCount() == 1


@pytest.fixture
def old_path(tmp_path):
    """A GeoPackage of an earlier run, with two features and no style."""
    path = tmp_path / "judged.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProject.instance().transformContext()
    old = squares(box(0, 0, 5), box(9, 0, 5))
    QgsVectorFileWriter.writeAsVectorFormatV3(old, str(path), context, options)
    return path


def test_output_file_is_replaced_whole_with_its_style(run, half, old_path):
    results = run(**half, OUTPUT=str(old_path))
    assert results["OUTPUT"] == str(old_path)
    assert [path.name for path in old_path.parent.iterdir()] == ["judged.gpkg"]
    layer = QgsVectorLayer(str(old_path), "judged")
    assert [feature["result"] for feature in layer.getFeatures()] == ["hit"]
    assert layer.renderer().classAttribute() == "result"
    assert layer.metadata().title() == "Judged landslides"


@pytest.mark.parametrize(
    "changes",
    [
        {"INVENTORY": (LINE, "LineString")},
        {"AREA": (box(9000, 0, 20), "MultiPolygon")},  # found in the run itself
    ],
    ids=["before_the_run", "in_the_run"],
)
def test_output_file_survives_a_run_that_fails(sentence, half, old_path, changes):
    before = old_path.read_bytes()
    layers = {role: squares(wkt, kind=kind) for role, (wkt, kind) in changes.items()}
    sentence(**{**half, **layers}, OUTPUT=str(old_path))
    assert old_path.read_bytes() == before
    assert [path.name for path in old_path.parent.iterdir()] == ["judged.gpkg"]


def test_output_file_survives_a_full_disk(sentence, half, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", str(disk)]
    if subprocess.run(options, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        old = disk / "judged.gpkg"
        old.write_text("old")
        assert re.search(r"Cannot write.*/disk.*space", sentence(**half, OUTPUT=str(old)))
        assert old.read_text() == "old"
        assert [path.name for path in disk.iterdir()] == ["judged.gpkg"]
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_loaded_layer_is_styled(half, context, tmp_path):
    output = QgsProcessingOutputLayerDefinition(str(tmp_path / "j.gpkg"), QgsProject.instance())
    processing.run(ALGORITHM, {**half, "OUTPUT": output}, context=context)
    ((path, details),) = context.layersToLoadOnCompletion().items()
    layer = QgsVectorLayer(path, "judged")
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.metadata().title() == "Judged landslides"


def test_style_has_a_colour_for_every_result():
    layer = QgsVectorLayer("MultiPolygon?crs=" + UTM, "judged", "memory")
    layer.dataProvider().addAttributes(judged_fields().toList())
    layer.updateFields()
    message, is_loaded = layer.loadNamedStyle(str(EVALUATION_STYLE))
    assert is_loaded, message
    renderer = layer.renderer()
    assert renderer.classAttribute() == "result"
    assert [c.value() for c in renderer.categories()] == ["hit", "missed", "false alarm"]
    colours = {c.symbol().symbolLayer(2).color().name() for c in renderer.categories()}
    assert colours == {"#009e73", "#d55e00", "#7b3294"}


def test_polygons_and_table_in_one_file_are_refused(sentence, half, tmp_path):
    path = str(tmp_path / "a.csv")
    assert "are both" in sentence(**half, METRICS=path, OUTPUT=path)
