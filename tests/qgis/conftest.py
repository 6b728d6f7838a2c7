"""QGIS with the provider registered, and small rasters and layers to feed it."""

import gc
import os
import sys
from pathlib import Path

import numpy as np
import processing
import pytest
from builders import noise_image, write_raster
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from told import told, write_table

from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.gui.model_widget import register_model_widget, unregister_model_widget
from sam_cffnet_qgis.processing.provider import SamCffnetProvider

UTM = "EPSG:32648"
EXIT_STATUS = pytest.StashKey[int]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """Let go of the last test's algorithms and layers before QGIS ends, or Python crashes."""
    if nextitem is None:
        item.funcargs.clear()


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_app, qgis_processing):
    registered = SamCffnetProvider()
    QgsApplication.processingRegistry().addProvider(registered)
    yield registered
    QgsApplication.processingRegistry().removeProvider(registered)
    gc.collect()  # windows and layers that hold each other must go before QGIS does


@pytest.fixture(scope="session", autouse=True)
def model_widget(qgis_app):
    """The parameter widget that the plugin brings to the forms of new QGIS."""
    registered = register_model_widget()
    yield
    unregister_model_widget(registered)


@pytest.fixture
def detect_algorithm(provider):
    return QgsApplication.processingRegistry().createAlgorithmById("samcffnet:detectlandslides")


@pytest.fixture
def import_algorithm(provider):
    return QgsApplication.processingRegistry().createAlgorithmById("samcffnet:importmodel")


@pytest.fixture
def context():
    made = QgsProcessingContext()
    made.setProject(QgsProject.instance())
    made.setFeedback(QgsProcessingFeedback())
    return made


@pytest.fixture
def image_path(tmp_path):
    """A byte image of 300 x 300 px of 1 m, UTM, with a light square on dark ground."""
    pixels = np.full((3, 300, 300), 60, np.uint8)
    pixels[:, 100:200, 100:200] = 180
    path = tmp_path / "image.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 300, 300, 3)
    dataset.SetGeoTransform((500000, 1, 0, 3000300, 0, -1))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32648)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.WriteArray(pixels)
    dataset = None
    return str(path)


@pytest.fixture
def model_name():
    """The bundled model; tests that run it are left out until it is trained."""
    if not (BUNDLED_MODELS_DIR / "cffnet-lite" / "cffnet-lite.json").is_file():
        pytest.skip("models/cffnet-lite is not trained yet")
    return "cffnet-lite"


@pytest.fixture
def known_model(tmp_path_factory):
    """A model that passes the checks before a run; its weights are empty."""
    from sam_cffnet_qgis.core.model_card import ModelCard

    folder = tmp_path_factory.mktemp("models") / "known"
    folder.mkdir(parents=True)
    edges = {"tile_px": 256, "encoder_px": 256}
    architecture = {"encoder": "efficientnet_lite0", "decoder": "cffd", **edges}
    scaling = {"method": "percentile", "percentiles": [2, 98]}
    bands = ["red", "green", "blue"]
    card = ModelCard(
        "known", "Known", architecture, bands, scaling, [0.5, 10], 0.5, 1.0, [], {}, "", "", ""
    )
    card.write(folder / "known.json")
    (folder / "known.safetensors").touch()
    return str(folder / "known.json")


def polygons(*wkts: str, crs: str = UTM, kind: str = "Polygon") -> QgsVectorLayer:
    """A layer in memory."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}" if crs else kind, "aoi", "memory")
    features = []
    for wkt in wkts:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


@pytest.fixture
def make_polygons():
    return polygons


@pytest.fixture
def problem(detect_algorithm, context, known_model):
    """A function that gives the message of QGIS's check for some parameters, '' if it passes."""

    def check(**parameters):
        parameters = {"MODEL": known_model, "OUTPUT": "memory:", **parameters}
        is_ok, message = detect_algorithm.checkParameterValues(parameters, context)
        return "" if is_ok else message

    return check


@pytest.fixture
def files_in(tmp_path):
    """A function that lists what lies in the test's folder, hidden files too.

    QGIS itself keeps the statistics of the rasters it opens in .aux.xml files; they are left out.
    """
    return lambda: sorted(p.name for p in tmp_path.iterdir() if not p.match("*.aux.xml"))


@pytest.fixture(scope="session")
def chips(tmp_path_factory):
    """Twelve chips of 256 px, light squares on noise, as folders of images and masks."""
    folder = tmp_path_factory.mktemp("chips")
    rng = np.random.default_rng(3)
    for name in ("images", "masks"):
        (folder / name).mkdir()
    for number in range(12):
        image, mask = noise_image(256, 256, number) // 2, np.zeros((1, 256, 256), np.uint8)
        top, left = rng.integers(20, 140, 2)
        image[:, top : top + 80, left : left + 80] = 230
        mask[:, top : top + 80, left : left + 80] = 255
        write_raster(folder / "images" / f"{number:03}.tif", image)
        write_raster(folder / "masks" / f"{number:03}.tif", mask)
    return str(folder)


class LogFeedback(QgsProcessingFeedback):
    """Keeps warnings; calls a function when the progress first moves."""

    def __init__(self, on_progress=None):
        super().__init__(False)
        self.warnings = []
        self._on_progress = on_progress
        self.progressChanged.connect(self._progressed)

    def pushWarning(self, warning):  # noqa: N802
        self.warnings.append(warning)

    def _progressed(self, percent):
        if percent > 0 and self._on_progress:
            run, self._on_progress = self._on_progress, None
            run()


class Detection:
    """Runs detections with random weights into an empty folder, and looks what they leave."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder = folder
        self.output = folder / "scars.gpkg"
        self.model = str(model)
        self.defaults = {
            "MODEL": self.model,
            "THRESHOLD": 1e-30,  # all ground exceeds it
            "MIN_AREA": 0,
            "DEVICE": "cpu",
            "PRECISION": "fp32",
            "BATCH": 1,
            "OUTPUT": str(self.output),
        }

    def run(self, on_progress=None, **parameters):
        """Run; returns the results, with the warnings as "WARNINGS"."""
        feedback = LogFeedback(on_progress)
        parameters = {**self.defaults, **parameters}
        try:
            results = processing.run("samcffnet:detectlandslides", parameters, feedback=feedback)
        finally:
            feedback.progressChanged.disconnect()  # so that it ends before the program does
        assert not self.left_in_temporary_folders()
        return {**results, "WARNINGS": feedback.warnings}

    def sentence(self, on_progress=None, **parameters):
        """The one sentence of a run that is refused; fails if anything is left behind."""
        before = sorted(self.folder.iterdir())
        try:  # pytest.raises would keep the run's layers beyond the end of QGIS, which crashes
            self.run(on_progress, **parameters)
        except QgsProcessingException as error:
            message = str(error).replace("Unable to execute algorithm\n", "")
        else:
            pytest.fail("the run was not refused")
        assert message.endswith(".")
        assert "\n" not in message
        assert "Traceback" not in message
        assert sorted(self.folder.iterdir()) == before
        assert not self.left_in_temporary_folders()
        return told(message)

    def left_in_temporary_folders(self):
        folders = (self.folder, Path(QgsProcessingUtils.tempFolder()))
        return [path for folder in folders for path in folder.glob("**/.sam_cffnet-*")]


@pytest.fixture
def detection(tmp_path, random_models, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    folder = tmp_path / "out"
    folder.mkdir()
    return Detection(folder, random_models / "random" / "random.json")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    session.config.stash[EXIT_STATUS] = int(exitstatus)
    if "BAD_INPUTS" in os.environ:
        write_table(Path(os.environ["BAD_INPUTS"]))


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config):
    """Leave with pytest's own result, before Python and QGIS take each other apart.

    Layers that Python still holds when QgsApplication ends crash QGIS 3.40 at exit, after the last
    test has passed.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(config.stash.get(EXIT_STATUS, 1))
