"""Detect landslides inside a graphical model, and over several rasters in one batch."""

import pytest
from builders import noise_image, write_raster
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
    QgsVectorLayer,
)


def source_of(value):
    return [QgsProcessingModelChildParameterSource.fromStaticValue(value)]


@pytest.fixture
def graphical_model(detection):
    """Raster -> Detect landslides -> Centroids, as the modeler makes it."""
    model = QgsProcessingModelAlgorithm()
    model.setName("Scar centres")
    model.setGroup("tests")
    detect = QgsProcessingModelChildAlgorithm("samcffnet:detectlandslides")
    detect.setChildId("detect")
    image = QgsProcessingModelChildParameterSource.fromModelParameter("image")
    detect.addParameterSources("INPUT", [image])  # setParameterSources crashes QGIS 3.40
    values = {"MODEL": detection.model, "THRESHOLD": 1e-30, "MIN_AREA": 0, "DEVICE": "cpu"}
    for name, value in values.items():
        detect.addParameterSources(name, source_of(value))
    model.addChildAlgorithm(detect)
    centres = QgsProcessingModelChildAlgorithm("native:centroids")
    centres.setChildId("centres")
    detected = QgsProcessingModelChildParameterSource.fromChildOutput("detect", "OUTPUT")
    centres.addParameterSources("INPUT", [detected])
    centres.addParameterSources("ALL_PARTS", source_of(False))
    final = QgsProcessingModelOutput("points", "Points")
    final.setChildId("centres")
    final.setChildOutputName("OUTPUT")
    centres.setModelOutputs({"points": final})
    model.addChildAlgorithm(centres)
    content = model.toVariant()  # addModelParameter crashes in the Python bindings of 3.40
    raster = QgsProcessingParameterRasterLayer("image", "Image")
    content["parameterDefinitions"]["image"] = raster.toVariantMap()
    content["parameters"]["image"] = QgsProcessingModelParameter("image").toVariant()
    assert model.loadVariant(content)
    return model


def test_model_saved_and_read_again_gives_centres(detection, graphical_model, tmp_path):
    path = tmp_path / "centres.model3"
    assert graphical_model.toFile(str(path))
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(path))
    model.initAlgorithm()
    image = write_raster(tmp_path / "a.tif", noise_image(40, 40))
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    name = next(d.name() for d in model.destinationParameterDefinitions())
    output = detection.folder / "points.gpkg"
    results, is_ok = model.run({"image": str(image), name: str(output)}, context, feedback)
    assert is_ok
    (centre,) = QgsVectorLayer(results[name], "points").getFeatures()
    assert centre.geometry().asPoint().x() == pytest.approx(500_020, abs=1)
    assert centre["status"] == "detected"
    assert not detection.left_in_temporary_folders()


def test_batch_runs_one_algorithm_over_three_rasters(detection, tmp_path):
    """As the batch panel does: one algorithm and context, run with each row's parameters."""
    from processing.gui.AlgorithmExecutor import execute

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(
        "samcffnet:detectlandslides"
    )
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    for edge in (30, 40, 50):
        image = write_raster(tmp_path / f"{edge}.tif", noise_image(edge, edge))
        output = detection.folder / f"{edge}.gpkg"
        parameters = {**detection.defaults, "INPUT": str(image), "OUTPUT": str(output)}
        assert algorithm.checkParameterValues(parameters, context) == (True, "")
        is_ok, results = execute(algorithm, parameters, context, feedback)
        assert is_ok
        assert results["AREA"] == pytest.approx(edge * edge, rel=2e-3)
    names = sorted(path.name for path in detection.folder.iterdir())
    assert names == ["30.gpkg", "40.gpkg", "50.gpkg"]
