"""Detect landslides: what it refuses before a run, and what a run leaves."""

import sqlite3
from pathlib import Path

import processing
import pytest
from osgeo import gdal
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.processing.detection_request import DetectionReader
from sam_cffnet_qgis.processing.sinks import Output

ALGORITHM = "samcffnet:detectlandslides"
SQUARE = "POLYGON((500100 3000100,500200 3000100,500200 3000200,500100 3000200,500100 3000100))"
BOW_TIE = "POLYGON((500100 3000100,500200 3000200,500200 3000100,500100 3000200,500100 3000100))"


class RecordingFeedback(Feedback):
    def __init__(self):
        self.warnings = []

    def warn(self, template, **values):
        self.warnings.append(template.format(**values))


@pytest.fixture
def settings(detect_algorithm, context, known_model, image_path):
    """A function that gives the core's settings for some parameters."""

    def read(feedback=None, **parameters):
        parameters = {"INPUT": image_path, "MODEL": known_model, **parameters}
        reader = DetectionReader(detect_algorithm, parameters, context)
        return reader.request(feedback or Feedback()).settings

    return read


@pytest.mark.parametrize("value", [None, NULL, "", " "])
def test_threshold_and_resolution_are_the_models_when_empty(settings, value):
    assert settings(THRESHOLD=value).threshold is None
    assert settings(RESOLUTION=value).resolution_m is None


def test_threshold_and_resolution_are_the_models_when_missing(settings):
    given = settings()
    assert (given.threshold, given.resolution_m) == (None, None)


def test_resolution_of_zero_is_the_rasters_own(settings):
    assert settings(RESOLUTION="0").resolution_m == 0


@pytest.mark.parametrize("value", [0.3, "0.3", QgsProperty.fromExpression("0.1 + 0.2")])
def test_threshold_takes_a_number_in_any_form(settings, value):
    assert settings(THRESHOLD=value).threshold == pytest.approx(0.3)


@pytest.mark.parametrize("value", ["abc", "0,5"])
def test_threshold_that_is_text_is_refused(problem, image_path, value):
    assert value in problem(INPUT=image_path, THRESHOLD=value)


@pytest.mark.parametrize("value", [0, 1, -0.1, 1.5, "nan"])
def test_threshold_out_of_range_is_refused(problem, image_path, value):
    assert "between 0 and 1" in problem(INPUT=image_path, THRESHOLD=value)


@pytest.mark.parametrize("value", [[3, 2, 1], ["3", "2", "1"], "3;2;1", "3,2,1"])
def test_bands_keep_their_order(settings, value):
    assert settings(BANDS=value).bands == (3, 2, 1)


def test_extent_is_brought_to_the_crs_of_the_raster(settings):
    extent = settings(EXTENT="105.0,105.001,27.12,27.121 [EPSG:4326]").extent
    assert extent[0] == pytest.approx(500000, abs=1)
    assert extent[2] == pytest.approx(500099, abs=1)


def test_precision_is_text(settings):
    assert settings(PRECISION="bf16").engine.precision == "bf16"


def test_missing_input_is_named(problem, tmp_path):
    message = problem(INPUT=str(tmp_path / "none.tif"))
    assert "none.tif" in message
    assert "exists" in message


def test_input_that_is_no_raster_is_named(problem, tmp_path):
    path = tmp_path / "notes.tif"
    path.write_text("no raster")
    assert "notes.tif" in problem(INPUT=str(path))


def test_empty_input_is_refused(problem):
    assert "INPUT" in problem(INPUT="")


def test_web_layer_without_an_extent_is_refused_with_a_way_out(problem):
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png", "tiles", "wms")
    QgsProject.instance().addMapLayer(layer)
    assert "Set EXTENT" in problem(INPUT=layer)


def test_unknown_model_is_refused_with_the_known_ones(problem, image_path):
    assert "Known models" in problem(INPUT=image_path, MODEL="no-such-model")


def test_overlap_as_wide_as_a_tile_is_refused(problem, image_path):
    assert "overlap" in problem(INPUT=image_path, OVERLAP=256)


def test_fast_is_refused_for_models_that_do_not_offer_it(problem, image_path):
    assert "RESOLUTION" in problem(INPUT=image_path, FAST=True)


def test_overlap_may_be_wider_with_the_larger_tiles_of_fast(settings, model_name):
    assert settings(MODEL=model_name, FAST=True, OVERLAP=256).fast


def test_uncertainty_without_tta_is_refused(problem, image_path, tmp_path):
    message = problem(INPUT=image_path, UNCERTAINTY=str(tmp_path / "u.tif"))
    assert "TTA" in message


def test_raster_output_that_is_no_tif_is_refused(image_path, known_model, tmp_path):
    parameters = {"INPUT": image_path, "MODEL": known_model, "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="GeoTIFF"):
        processing.run(ALGORITHM, {**parameters, "PROBABILITY": str(tmp_path / "p.png")})


def test_minimum_slope_without_dem_is_refused(problem, image_path):
    assert "DEM" in problem(INPUT=image_path, MIN_SLOPE=10)


def test_aoi_in_the_crs_of_the_raster_is_kept(settings, make_polygons):
    assert len(settings(AOI=make_polygons(SQUARE)).aoi_wkb) == 1


def test_aoi_in_another_crs_is_transformed(settings, make_polygons):
    from osgeo import ogr

    layer = make_polygons(
        "POLYGON((105 27.12,105.001 27.12,105.001 27.121,105 27.12))", crs="EPSG:4326"
    )
    (wkb,) = settings(AOI=layer).aoi_wkb
    assert ogr.CreateGeometryFromWkb(wkb).GetEnvelope()[0] == pytest.approx(500000, abs=1)


def test_aoi_of_lines_is_refused(problem, image_path, make_polygons):
    layer = make_polygons("LINESTRING(500100 3000100,500200 3000200)", kind="LineString")
    message = problem(INPUT=image_path, AOI=layer)
    assert "Line" in message
    assert "polygon" in message


def test_aoi_without_polygons_is_refused(problem, image_path, make_polygons):
    assert "no polygon" in problem(INPUT=image_path, AOI=make_polygons())


def test_aoi_without_crs_is_taken_as_the_rasters_with_a_warning(settings, make_polygons):
    layer, feedback = make_polygons(SQUARE), RecordingFeedback()
    layer.setCrs(QgsCoordinateReferenceSystem())
    assert len(settings(feedback, AOI=layer).aoi_wkb) == 1
    assert "no CRS" in feedback.warnings[0]


def test_aoi_that_is_invalid_is_mended_with_a_warning(settings, make_polygons):
    feedback = RecordingFeedback()
    assert len(settings(feedback, AOI=make_polygons(BOW_TIE)).aoi_wkb) == 2
    assert "made valid" in feedback.warnings[0]


@pytest.mark.parametrize(
    ("destination", "is_file"),
    [
        ("/data/a.gpkg", True),
        ("C:/data/a.gpkg", True),
        ("memory:", False),
        ("TEMPORARY_OUTPUT", False),
        ("ogr:dbname='/data/a.gpkg' table=\"b\" (geom)", False),
        ("postgres:dbname='x' table=\"b\" (geom)", False),
    ],
)
def test_output_knows_plain_files(detect_algorithm, context, destination, is_file):
    output = Output(detect_algorithm, {"OUTPUT": destination}, "OUTPUT", context)
    assert (output.path is not None) == is_file


def test_output_without_suffix_becomes_a_geopackage(detect_algorithm, context):
    output = Output(detect_algorithm, {"OUTPUT": "/data/scars"}, "OUTPUT", context)
    assert output.path == Path("/data/scars.gpkg")


def test_output_is_not_announced_before_it_is_there(detect_algorithm, context):
    wanted = QgsProcessingOutputLayerDefinition("/data/a.gpkg", QgsProject.instance())
    Output(detect_algorithm, {"OUTPUT": wanted}, "OUTPUT", context)
    assert not context.layersToLoadOnCompletion()


def test_output_that_is_the_input_is_refused(image_path, known_model):
    with pytest.raises(QgsProcessingException, match="is the input itself"):
        processing.run(
            ALGORITHM,
            {
                "INPUT": image_path,
                "MODEL": known_model,
                "OUTPUT": "memory:",
                "PROBABILITY": image_path,
            },
        )


def test_missing_engine_is_an_error_and_leaves_the_old_output(
    image_path, known_model, tmp_path, files_in, monkeypatch
):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", "/no/such/python")
    output = tmp_path / "old.gpkg"
    sqlite3.connect(output).close()
    output.write_bytes(b"old")
    with pytest.raises(QgsProcessingException, match="/no/such/python"):
        processing.run(
            ALGORITHM, {"INPUT": image_path, "MODEL": known_model, "OUTPUT": str(output)}
        )
    assert output.read_bytes() == b"old"
    assert files_in() == ["image.tif", "old.gpkg"]


def test_cancelled_run_leaves_nothing(image_path, model_name, tmp_path, files_in):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    parameters = {"INPUT": image_path, "MODEL": model_name, "OUTPUT": str(tmp_path / "a.gpkg")}
    results = processing.run(ALGORITHM, parameters, feedback=feedback)
    assert "OUTPUT" not in results
    assert files_in() == ["image.tif"]


@pytest.fixture
def run(image_path, model_name):
    """A function that runs a detection at a threshold that all ground exceeds."""

    def detect(context=None, **parameters):
        defaults = {"INPUT": image_path, "MODEL": model_name, "THRESHOLD": 1e-6}
        return processing.run(ALGORITHM, {**defaults, **parameters}, context=context)

    return detect


def test_run_writes_fields_style_and_metadata_into_the_geopackage(run, tmp_path, files_in):
    results = run(OUTPUT=str(tmp_path / "scars.gpkg"))
    layer = QgsVectorLayer(results["OUTPUT"], "scars")
    names = [field.name() for field in layer.fields()]
    measures = ["area_m2", "perimeter_m", "mean_prob", "max_prob", "elongation"]
    assert names == ["fid", "id", *measures, "status", "model", "run_date"]
    assert layer.featureCount() == results["COUNT"] == 1
    assert layer.renderer().type() == "RuleRenderer"
    assert any("model_sha256" in line for line in layer.metadata().history())
    assert layer.crs().authid() == "EPSG:32648"
    assert files_in() == ["image.tif", "scars.gpkg"]


def test_run_leaves_the_geopackage_in_one_file(run, tmp_path):
    path = tmp_path / "scars.gpkg"
    run(OUTPUT=str(path))
    write_version = path.read_bytes()[18]  # 1: rollback journal, 2: write-ahead log
    assert write_version == 1


def test_run_into_memory_gives_a_layer(run):
    assert run(OUTPUT="memory:")["OUTPUT"].featureCount() == 1


def test_run_into_a_table_keeps_the_other_tables(run, tmp_path):
    path = tmp_path / "many.gpkg"
    run(OUTPUT=str(path))
    run(OUTPUT=f"ogr:dbname='{path}' table=\"second\" (geom)")
    assert QgsVectorLayer(f"{path}|layername=many").isValid()
    assert QgsVectorLayer(f"{path}|layername=second").featureCount() == 1


def test_run_into_a_shapefile_brings_all_its_files(run, tmp_path):
    results = run(OUTPUT=str(tmp_path / "scars.shp"))
    assert QgsVectorLayer(results["OUTPUT"], "scars").featureCount() == 1


def test_run_styles_the_layer_that_is_loaded(run, tmp_path, context):
    project = QgsProject.instance()
    output = QgsProcessingOutputLayerDefinition(str(tmp_path / "scars.shp"), project)
    run(OUTPUT=output, context=context)
    ((path, details),) = context.layersToLoadOnCompletion().items()
    layer = QgsVectorLayer(path, "scars")
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.renderer().type() == "RuleRenderer"
    assert layer.metadata().title() == "Detected landslides"


def test_run_writes_the_rasters_that_are_asked_for(run, tmp_path, files_in):
    rasters = {"PROBABILITY": str(tmp_path / "p.tif"), "UNCERTAINTY": str(tmp_path / "u.tif")}
    run(OUTPUT="memory:", TTA=True, **rasters)
    assert files_in() == ["image.tif", "p.tif", "u.tif"]
    assert QgsRasterLayer(str(tmp_path / "p.tif"), "p").isValid()
    assert QgsRasterLayer(str(tmp_path / "u.tif"), "u").bandCount() == 2


def test_run_writes_a_report(run, tmp_path):
    results = run(OUTPUT="memory:", REPORT=str(tmp_path / "report.html"))
    page = Path(results["REPORT"]).read_text()
    assert "image.tif" in page
    assert "data:image/jpeg" in page  # the map
    assert "Probability threshold" in page


def test_report_shows_in_the_results_viewer(detect_algorithm):
    assert detect_algorithm.outputDefinition("REPORT").type() == "outputHtml"


def test_report_tells_the_warnings_of_the_run(run, tmp_path):
    results = run(OUTPUT="memory:", BANDS=[1], REPORT=str(tmp_path / "report.html"))
    assert "Only band 1 is used" in Path(results["REPORT"]).read_text()


def test_report_on_the_file_of_another_output_is_refused(run, tmp_path, files_in):
    with pytest.raises(QgsProcessingException, match="PROBABILITY and REPORT are both"):
        path = str(tmp_path / "a.tif")
        run(OUTPUT="memory:", PROBABILITY=path, REPORT=path)
    assert files_in() == ["image.tif"]


def test_report_that_fails_leaves_the_layers_and_a_warning(detection, image_path):
    report = detection.folder / "report.html"
    results = detection.run(report.mkdir, INPUT=image_path, REPORT=str(report))
    assert "REPORT" not in results
    assert QgsVectorLayer(results["OUTPUT"]).featureCount() == results["COUNT"]
    assert any("complete, but not the report" in warning for warning in results["WARNINGS"])


def loaded(context, path):
    """Details of a result that waits to be loaded, and the layer as it will be."""
    details = context.layerToLoadOnCompletionDetails(path)
    kind = QgsRasterLayer if path.endswith(".tif") else QgsVectorLayer
    made = kind(path, details.name)
    details.postProcessor().postProcessLayer(made, context, QgsProcessingFeedback())
    return details, made


def wanted(path):
    return QgsProcessingOutputLayerDefinition(str(path), QgsProject.instance())


def test_run_groups_its_layers_with_the_polygons_on_top(run, tmp_path, context):
    results = run(
        OUTPUT=wanted(tmp_path / "a.gpkg"),
        PROBABILITY=wanted(tmp_path / "p.tif"),
        UNCERTAINTY=wanted(tmp_path / "u.tif"),
        TTA=True,
        context=context,
    )
    found = {}
    for name in ("OUTPUT", "PROBABILITY", "UNCERTAINTY"):
        details, _ = loaded(context, results[name])
        assert details.groupName == "image – landslides"
        found[details.layerSortKey] = details.name
    assert [found[key] for key in sorted(found, reverse=True)] == [
        f"image {what} ({results['MODEL_ID']})"
        for what in ("landslides", "probability", "uncertainty")
    ]


def test_uncertainty_shows_its_classes_and_offers_the_values(run, tmp_path, context):
    results = run(
        OUTPUT="memory:", UNCERTAINTY=wanted(tmp_path / "u.tif"), TTA=True, context=context
    )
    _, uncertainty = loaded(context, results["UNCERTAINTY"])
    manager = uncertainty.styleManager()
    assert sorted(manager.styles()) == ["classes", "uncertainty"]
    assert manager.currentStyle() == "classes"
    assert uncertainty.renderer().type() == "paletted"
    manager.setCurrentStyle("uncertainty")
    assert uncertainty.renderer().type() == "singlebandpseudocolor"


def test_single_layer_has_no_group_and_a_name_that_was_given_stays(run, tmp_path, context):
    output = wanted(tmp_path / "a.gpkg")
    output.destinationName = "scars of May"
    results = run(OUTPUT=output, context=context)
    details, _ = loaded(context, results["OUTPUT"])
    assert details.groupName == ""
    assert details.name == "scars of May"


@pytest.mark.parametrize("date", ["2018:09:06 03:08:00", ""])
def test_layers_carry_the_day_of_the_image_else_of_the_run(
    run, image_path, tmp_path, context, date
):
    if date:
        image = gdal.OpenEx(image_path, gdal.OF_UPDATE)
        image.SetMetadataItem("TIFFTAG_DATETIME", date)
        image = None
    results = run(
        OUTPUT=wanted(tmp_path / "a.gpkg"), PROBABILITY=wanted(tmp_path / "p.tif"), context=context
    )
    day = QDate(2018, 9, 6) if date else QDateTime.currentDateTimeUtc().date()
    for name in ("OUTPUT", "PROBABILITY"):
        _, made = loaded(context, results[name])
        properties = made.temporalProperties()
        assert properties.fixedTemporalRange().begin().date() == day
        assert properties.fixedTemporalRange().end().date() == day
        assert not properties.isActive()  # else it would vanish in an animation
        assert made.metadata().extent().temporalExtents()[0].begin().date() == day
        history = "\n".join(made.metadata().history())
        assert ("image_date: 2018-09-06T03:08:00Z" in history) == bool(date)
