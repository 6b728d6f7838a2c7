"""The provider: what it offers, to whom, and that loading it costs nothing."""

import os
import subprocess
import sys

import pytest
from qgis.core import QgsProcessingParameterDefinition, QgsSettings

from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.core.paths import PACKAGE_DIR
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.processing.base import SETTINGS_KEY, engine_python
from sam_cffnet_qgis.processing.detection_request import NUMBERS

DETECT_TYPES = {
    "INPUT": "raster",
    "MODEL": "string",
    "BANDS": "band",
    "STYLED": "boolean",
    "EXTENT": "extent",
    "AOI": "source",
    "RESOLUTION": "number",
    "THRESHOLD": "number",
    "OVERLAP": "number",
    "MIN_AREA": "number",
    "MAX_HOLE": "number",
    "SIMPLIFY": "number",
    "FAST": "boolean",
    "TTA": "boolean",
    "DEM": "raster",
    "MIN_SLOPE": "number",
    "DEVICE": "string",
    "PRECISION": "enum",
    "BATCH": "number",
    "CLUSTER": "string",
    "SHARD": "string",
    "OUTPUT": "sink",
    "PROBABILITY": "rasterDestination",
    "UNCERTAINTY": "rasterDestination",
    "REPORT": "fileDestination",
    "SHARD_FILE": "fileDestination",
}
MERGE_TYPES = {
    "SHARDS": "multilayer",
    "INPUT": "raster",
    "DEM": "raster",
    "OUTPUT": "sink",
    "PROBABILITY": "rasterDestination",
    "UNCERTAINTY": "rasterDestination",
    "REPORT": "fileDestination",
}
NUMBERS_OF_RUNS = {"COUNT", "AREA", "TILES", "SECONDS", "MODEL_ID"}
IMPORT_TYPES = {
    "CHECKPOINT": "file",
    "SAM_CHECKPOINT": "file",
    "NAME": "string",
    "FOLDER": "folderDestination",
    "DOWNLOAD": "enum",
    "MIRROR": "string",
}


def types(algorithm):
    return {p.name(): p.type() for p in algorithm.parameterDefinitions()}


def test_provider_lists_its_algorithms(provider):
    assert {a.id() for a in provider.algorithms()} >= {
        "samcffnet:detectlandslides",
        "samcffnet:mergeshards",
        "samcffnet:importmodel",
        "samcffnet:diagnostics",
    }


def test_detectlandslides_has_the_parameters_of_the_contract(detect_algorithm):
    assert types(detect_algorithm) == DETECT_TYPES


def test_mergeshards_has_the_parameters_and_outputs_of_the_contract(provider):
    merge = provider.algorithm("mergeshards")
    assert types(merge) == MERGE_TYPES
    names = {output.name() for output in merge.outputDefinitions()}
    assert names == {"OUTPUT", "PROBABILITY", "UNCERTAINTY", "REPORT"} | NUMBERS_OF_RUNS


def test_importmodel_has_the_parameters_of_the_contract(import_algorithm):
    assert types(import_algorithm) == IMPORT_TYPES


def test_detectlandslides_has_the_outputs_of_the_contract(detect_algorithm):
    names = {output.name() for output in detect_algorithm.outputDefinitions()}
    files = {"OUTPUT", "PROBABILITY", "UNCERTAINTY", "REPORT", "SHARD_FILE"}
    assert names == files | NUMBERS_OF_RUNS


@pytest.mark.parametrize("name", [name for name in NUMBERS if name != "THRESHOLD"])
def test_number_default_is_that_of_the_settings(detect_algorithm, name):
    default = detect_algorithm.parameterDefinition(name).defaultValue()
    assert default == getattr(DetectionSettings(), NUMBERS[name])


def test_threshold_has_no_default(detect_algorithm):
    assert detect_algorithm.parameterDefinition("THRESHOLD").defaultValue() is None


def test_rasters_and_report_are_not_made_unless_asked_for(detect_algorithm):
    for name in ("PROBABILITY", "UNCERTAINTY", "REPORT", "SHARD_FILE"):
        assert not detect_algorithm.parameterDefinition(name).createByDefault()


def test_polygons_are_made_unless_they_are_left_out(detect_algorithm):
    output = detect_algorithm.parameterDefinition("OUTPUT")
    assert output.createByDefault()
    assert output.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional


def test_every_parameter_has_help(provider):
    for algorithm in provider.algorithms():
        for parameter in algorithm.parameterDefinitions():
            assert parameter.help(), f"{algorithm.id()} {parameter.name()}"


def test_inputs_a_beginner_needs_are_not_advanced(detect_algorithm):
    advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    for name in ("INPUT", "MODEL", "AOI", "THRESHOLD", "MIN_AREA", "OUTPUT"):
        assert not detect_algorithm.parameterDefinition(name).flags() & advanced, name


def test_engine_python_names_the_setting_when_it_does_not_exist(provider):
    QgsSettings().setValue(SETTINGS_KEY, "/no/such/python")
    try:
        with pytest.raises(EngineMissingError, match="/no/such/python"):
            engine_python()
    finally:
        QgsSettings().remove(SETTINGS_KEY)


def test_algorithm_cannot_execute_and_says_why_when_the_engine_is_missing(
    detect_algorithm, monkeypatch
):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", "/no/such/python")
    can_execute, reason = detect_algorithm.canExecute()
    assert not can_execute
    assert "/no/such/python" in reason


def test_engine_setting_is_on_the_options_page(provider):
    from processing.core.ProcessingConfig import ProcessingConfig

    assert "SAM_CFFNET_ENGINE_PYTHON" in ProcessingConfig.settings


def test_loading_the_plugin_imports_nothing_foreign():
    code = (
        "import sys\n"
        "import qgis.core, numpy, osgeo.gdal, osgeo.ogr, osgeo.osr\n"
        "before = set(sys.modules)\n"
        "import sam_cffnet_qgis.plugin\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "known = set(sys.stdlib_module_names) | {'sam_cffnet_qgis', 'qgis', 'PyQt5', 'PyQt6', "
        "'osgeo', 'numpy', 'processing'}\n"
        "print(sorted(new - known))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_DIR.parent)}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
