"""Fine-tune model: its parameters, the request they make, and what a short run leaves."""

import shutil
import sys
from pathlib import Path

import processing
import pytest
from builders import noise_image, write_raster
from qgis.core import (
    NULL,
    QgsApplication,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsBrowserGuiModel
from told import told

from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.gui.model_widget import ModelWidget
from sam_cffnet_qgis.processing import folders
from sam_cffnet_qgis.processing.fine_tune_request import NUMBERS, WHOLE_NUMBERS, FineTuneReader

ALGORITHM = "samcffnet:finetunemodel"
SQUARE = "POLYGON((500100 3000100,500200 3000100,500200 3000200,500100 3000200,500100 3000100))"
TYPES = {
    "INPUT": "multilayer",
    "LABELS": "source",
    "FILTER": "expression",
    "LABELLED_AREA": "source",
    "CHIPS": "file",
    "MODEL": "string",
    "NAME": "string",
    "ARCHITECTURE": "enum",
    "ENCODER_WEIGHTS": "file",
    "EPOCHS": "number",
    "BATCH": "number",
    "LEARNING_RATE": "number",
    "VALIDATION": "number",
    "PATIENCE": "number",
    "SEED": "number",
    "AUGMENT": "boolean",
    "BANDS": "string",
    "RESOLUTION": "number",
    "CHIP_PIXEL_SIZE": "number",
    "CACHE_GB": "number",
    "CACHE_FOLDER": "file",
    "DEVICE": "string",
    "PRECISION": "enum",
    "FOLDER": "folderDestination",
    "METRICS": "fileDestination",
    "REPORT": "fileDestination",
}
SCORES = {"IOU", "F1", "PRECISION_SCORE", "RECALL", "THRESHOLD"}


@pytest.fixture
def algorithm(provider):
    return QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)


@pytest.fixture
def labels_source(make_polygons):
    return make_polygons(SQUARE)


@pytest.fixture
def defaults(image_path, labels_source, known_model, tmp_path):
    return {
        "INPUT": [image_path],
        "LABELS": labels_source,
        "MODEL": known_model,
        "NAME": "new",
        "FOLDER": str(tmp_path / "models"),
    }


@pytest.fixture
def request_of(algorithm, context, defaults):
    """A function that gives the request for some parameters."""

    def read(**parameters):
        reader = FineTuneReader(algorithm, {**defaults, **parameters}, context)
        return reader.request(Feedback())

    return read


@pytest.fixture
def settings(request_of):
    return lambda **parameters: request_of(**parameters).settings


@pytest.fixture
def refusal(algorithm, context, defaults):
    """A function that gives the message of QGIS's check for some parameters, '' if it passes."""

    def check(**parameters):
        is_ok, message = algorithm.checkParameterValues({**defaults, **parameters}, context)
        return told("" if is_ok else message)

    return check


def test_parameters_are_those_of_the_contract(algorithm):
    assert {p.name(): p.type() for p in algorithm.parameterDefinitions()} == TYPES


def test_outputs_are_those_of_the_contract(algorithm):
    types = {output.name(): output.type() for output in algorithm.outputDefinitions()}
    assert set(types) == {"FOLDER", "METRICS", "REPORT", "MODEL_ID", "MODEL_FILE"} | SCORES
    assert types["REPORT"] == "outputHtml"  # shown in the results viewer
    assert types["METRICS"] == "outputFile"
    assert {types[name] for name in SCORES} == {"outputNumber"}


@pytest.mark.parametrize(("name", "field"), {**NUMBERS, **WHOLE_NUMBERS}.items())
def test_number_default_is_that_of_the_settings(algorithm, name, field):
    default = algorithm.parameterDefinition(name).defaultValue()
    assert default == getattr(FineTuneSettings, field)


def test_request_without_choices_has_the_default_settings(settings):
    expected = FineTuneSettings(name="new")
    given = settings()
    for field in ("bands", "augment", "chips_folder", "cache_folder", "engine", *NUMBERS.values()):
        assert getattr(given, field) == getattr(expected, field), field


def test_request_takes_every_choice(settings, tmp_path):
    given = settings(
        EPOCHS=2,
        BATCH="4",
        LEARNING_RATE=1e-3,
        VALIDATION=0.3,
        PATIENCE=1,
        SEED=7,
        AUGMENT=False,
        RESOLUTION=2,
        CHIP_PIXEL_SIZE=0.5,
        CACHE_GB=1.5,
        CACHE_FOLDER=str(tmp_path),
        DEVICE="cpu",
        PRECISION="fp32",
    )
    assert (given.epochs, given.batch, given.patience, given.seed) == (2, 4, 1, 7)
    assert (given.learning_rate, given.validation_share) == (1e-3, 0.3)
    assert (given.resolution_m, given.chip_gsd_m, given.cache_gb) == (2, 0.5, 1.5)
    assert (given.augment, given.cache_folder) == (False, str(tmp_path))
    assert (given.engine.device, given.engine.precision) == ("cpu", "fp32")


@pytest.mark.parametrize("value", ["3,2,1", "3;2;1", "3, 2, 1", [3, 2, 1], ["3", "2", "1"]])
def test_bands_keep_their_order(settings, value):
    assert settings(BANDS=value).bands == (3, 2, 1)


@pytest.mark.parametrize("value", [None, NULL, "", [], " "])
def test_empty_bands_choose_by_colour(settings, value):
    assert settings(BANDS=value).bands == ()


def test_bands_that_are_text_are_refused(refusal):
    assert "BANDS is 'red'" in refusal(BANDS="red")


def test_rasters_come_as_list_path_or_layer(settings, image_path):
    layer = QgsRasterLayer(image_path, "image")
    QgsProject.instance().addMapLayer(layer)
    for value in ([image_path], image_path, [layer.id()], [layer], layer):
        assert [raster.path for raster in settings(INPUT=value).rasters] == [image_path], value


def test_raster_chosen_twice_counts_once(settings, image_path):
    assert len(settings(INPUT=[image_path, image_path]).rasters) == 1


def test_missing_raster_among_others_is_named(refusal, image_path, tmp_path):
    message = refusal(INPUT=[image_path, str(tmp_path / "none.tif")])
    assert "none.tif" in message
    assert "exists" in message


def test_web_layer_is_refused_with_a_way_out(refusal):
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png", "tiles", "wms")
    QgsProject.instance().addMapLayer(layer)
    assert "Save As" in refusal(INPUT=[layer])


@pytest.mark.parametrize("empty", [None, NULL, [], ""])
def test_labels_without_rasters_are_refused(refusal, empty):
    assert "INPUT is empty" in refusal(INPUT=empty)


@pytest.mark.parametrize("empty", [None, NULL, ""])
def test_rasters_without_labels_are_refused(refusal, empty):
    assert "LABELS is empty" in refusal(LABELS=empty)


def test_neither_labels_nor_chips_are_refused(refusal):
    assert "Give either rasters" in refusal(INPUT=None, LABELS=None)


def test_labels_and_chips_together_are_refused(refusal, tmp_path):
    assert "Both CHIPS and INPUT, LABELS are given" in refusal(CHIPS=str(tmp_path))


def test_labelled_area_for_chips_is_refused(refusal, tmp_path, make_polygons):
    given = {"INPUT": None, "LABELS": None, "CHIPS": str(tmp_path)}
    message = refusal(**given, LABELLED_AREA=make_polygons(SQUARE))
    assert "Both CHIPS and LABELLED_AREA" in message


def test_chips_alone_are_taken(settings, tmp_path):
    given = settings(INPUT=None, LABELS=None, CHIPS=str(tmp_path))
    assert (given.chips_folder, given.rasters) == (str(tmp_path), ())


def test_missing_chips_folder_is_named(refusal):
    message = refusal(INPUT=None, LABELS=None, CHIPS="/no/chips")
    assert "CHIPS is '/no/chips'" in message
    assert "Give the folder of labelled images" in message


@pytest.mark.parametrize("name", ["", None, "---"])
def test_name_without_letters_is_refused(refusal, name):
    assert "letter" in refusal(NAME=name)


def test_name_of_a_model_that_exists_is_refused(refusal, tmp_path):
    (tmp_path / "models" / "new").mkdir(parents=True)
    message = refusal(NAME=" New ")
    assert "already a model 'new'" in message
    assert str(tmp_path / "models") in message


def test_name_of_the_model_in_the_box_is_refused(refusal):
    assert "already a model 'cffnet-lite'" in refusal(NAME="cffnet-lite")


def test_unknown_model_is_refused_with_the_known_ones(refusal):
    assert "Known models" in refusal(MODEL="no-such-model")


def test_encoder_without_trained_decoder_is_accepted(refusal, known_model):
    path = Path(known_model)
    content = path.read_text(encoding="utf-8").replace('"trained": true', '"trained": false')
    path.write_text(content, encoding="utf-8")
    assert not read_card(path).trained
    assert refusal() == ""


@pytest.mark.parametrize("empty", [None, NULL, "", "start_model"])
def test_start_model_goes_on_unless_told(settings, empty):
    assert settings(ARCHITECTURE=empty).architecture == "start_model"
    assert settings().architecture == "start_model"


def test_new_network_is_taken_by_name(settings, tmp_path):
    given = settings(ARCHITECTURE="deeplabv3plus", ENCODER_WEIGHTS=str(tmp_path))
    assert (given.architecture, given.encoder_weights) == ("deeplabv3plus", str(tmp_path))


def test_unknown_network_is_refused_with_the_known_ones(refusal):
    message = refusal(ARCHITECTURE="resnet")
    assert "The network 'resnet' is unknown. Choose one of start_model, cffd" in message


def test_decoder_on_sam_is_refused_without_sam(refusal):
    message = refusal(ARCHITECTURE="sam_psp")
    assert "'sam_psp' is a decoder on SAM's encoder, but the model 'known' has none" in message


def test_missing_folder_of_encoder_weights_is_named(refusal):
    assert "ENCODER_WEIGHTS is '/no/weights'" in refusal(ENCODER_WEIGHTS="/no/weights")


LIMITS = {"EPOCHS": 0, "BATCH": 300, "LEARNING_RATE": 1, "VALIDATION": 0.9, "SEED": -1}


@pytest.mark.parametrize(("name", "value"), LIMITS.items())
def test_number_out_of_range_is_refused_with_its_limits(refusal, name, value):
    message = refusal(**{name: value})
    assert message.startswith(f"{name} is {value}")
    assert "from" in message


@pytest.mark.parametrize("name", ["EPOCHS", "LEARNING_RATE"])
def test_number_that_is_text_is_refused(refusal, name):
    assert f"{name} is 'many'" in refusal(**{name: "many"})


def test_model_goes_to_the_profile_unless_told(request_of, tmp_path):
    assert request_of(FOLDER=None).target_folder == folders.models_folder()
    assert request_of(FOLDER=str(tmp_path)).target_folder == tmp_path


def test_inputs_are_protected_from_outputs(defaults, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    image = Path(defaults["INPUT"][0])
    before = image.read_bytes()
    message = failure({**defaults, "METRICS": str(image)})
    assert "is the input itself" in message
    assert image.read_bytes() == before


def test_two_outputs_of_one_name_are_refused(defaults, tmp_path, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    path = str(tmp_path / "same")
    message = failure({**defaults, "METRICS": path, "REPORT": path})
    assert "METRICS and REPORT are both" in message


def test_output_in_a_place_that_cannot_be_written_is_refused(defaults, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    assert "folder /proc" in failure({**defaults, "REPORT": "/proc/report.html"})


def failure(parameters):
    """The message of a run that is refused."""
    try:  # pytest.raises would keep the layers beyond the end of QGIS, which crashes
        processing.run(ALGORITHM, parameters, feedback=QgsProcessingFeedback(False))
    except QgsProcessingException as error:
        return told(str(error))
    pytest.fail("the run was not refused")


def test_inputs_a_beginner_needs_are_not_advanced(algorithm):
    flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    simple = {p.name() for p in algorithm.parameterDefinitions() if not p.flags() & flag}
    assert simple == {
        "INPUT",
        "LABELS",
        "FILTER",
        "LABELLED_AREA",
        "CHIPS",
        "MODEL",
        "NAME",
        "EPOCHS",
        "METRICS",
        "REPORT",
    }


def test_dialog_gives_the_default_request(algorithm, qgis_iface, monkeypatch):
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel)
    dialog = processing.createAlgorithmDialog(ALGORITHM, {"NAME": "new", "BANDS": "3,2,1"})
    parameters = dialog.createProcessingParameters()
    dialog.close()
    assert parameters["MODEL"] == "cffnet-lite"
    assert parameters["BANDS"] == "3,2,1"
    assert parameters["LEARNING_RATE"] == FineTuneSettings.learning_rate
    assert not parameters.get("INPUT")
    assert parameters["REPORT"] == "TEMPORARY_OUTPUT"


@pytest.fixture
def profile_models(tmp_path, monkeypatch, known_model):
    """The profile's models: 'known', and the untrained encoder 'bare'."""
    folder = tmp_path / "profile_models"
    shutil.copytree(Path(known_model).parent, folder / "known")
    (folder / "bare").mkdir()
    content = Path(known_model).read_text(encoding="utf-8")
    content = content.replace('"known"', '"bare"').replace('"trained": true', '"trained": false')
    (folder / "bare" / "bare.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr("sam_cffnet_qgis.gui.model_widget.models_folder", lambda: folder)
    return folder


def offered(widget):
    return [widget.combo.itemData(index) for index in range(widget.combo.count())]


def test_detection_offers_trained_models_alone(qgis_app, profile_models):
    models = offered(ModelWidget())
    assert "known" in models
    assert "bare" not in models


def test_fine_tuning_offers_untrained_models_too(algorithm, qgis_iface, profile_models):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(algorithm, None)
    panel = dialog.mainWidget()
    wrapper = panel.wrappers[0][panel.parameter_to_column["MODEL"]]
    assert {"known", "bare"} <= set(offered(wrapper.widget))
    dialog.close()


def test_model_that_came_after_the_start_is_in_the_next_dialog(qgis_iface, profile_models):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    registry = QgsApplication.processingRegistry()

    def models():
        detect = registry.createAlgorithmById("samcffnet:detectlandslides")
        dialog = BatchAlgorithmDialog(detect, None)
        panel = dialog.mainWidget()
        wrapper = panel.wrappers[0][panel.parameter_to_column["MODEL"]]
        names = offered(wrapper.widget)
        dialog.close()
        return names

    assert "later" not in models()
    content = (profile_models / "known" / "known.json").read_text(encoding="utf-8")
    (profile_models / "later").mkdir()
    later = profile_models / "later" / "later.json"
    later.write_text(content.replace('"known"', '"later"'), encoding="utf-8")
    assert "later" in models()


class Training:
    """Short runs of two epochs on a processor."""

    def __init__(self, folder, model):
        self.folder = folder
        self.defaults = {
            "MODEL": model,
            "NAME": "Two epochs",
            "EPOCHS": 2,
            "BATCH": 2,
            "DEVICE": "cpu",
            "PRECISION": "fp32",
            "FOLDER": str(folder / "models"),
            "CACHE_FOLDER": str(folder / "cache"),
            "METRICS": str(folder / "out" / "metrics.csv"),
            "REPORT": str(folder / "out" / "report.html"),
        }

    def run(self, feedback=None, **parameters):
        feedback = feedback or QgsProcessingFeedback(False)
        return processing.run(ALGORITHM, {**self.defaults, **parameters}, feedback=feedback)


@pytest.fixture
def training(tmp_path, random_models, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    return Training(tmp_path, str(random_models / "random" / "random.json"))


def test_run_on_chips_registers_a_model_with_metrics_and_report(training, chips):
    results = training.run(CHIPS=chips)
    card = find_model(results["MODEL_FILE"], Path("/none"))
    assert (card.id, card.title, card.trained) == ("two-epochs", "Two epochs", True)
    assert results["MODEL_ID"] == "two-epochs"
    assert results["THRESHOLD"] == card.threshold
    assert 0 <= results["IOU"] <= results["F1"] <= 1
    assert results["F1"] == pytest.approx(2 * results["IOU"] / (1 + results["IOU"]))
    assert Path(results["METRICS"]).read_text(encoding="utf-8").count("\n") >= 3
    assert "<html" in Path(results["REPORT"]).read_text(encoding="utf-8").lower()
    names = sorted(path.name for path in (training.folder / "out").iterdir())
    assert names == ["metrics.csv", "report.html"]


@pytest.fixture
def scene(tmp_path):
    """256 x 1536 px with light squares, and their outlines; wide enough for a validation part."""
    pixels = noise_image(256, 1536) // 2
    outlines = []
    for left in range(40, 1500, 170):
        pixels[:, 90:150, left : left + 60] = 230
        x, y = 500_000 + left, 3_000_000 - 90
        corners = [(x, y), (x + 60, y), (x + 60, y - 60), (x, y - 60), (x, y)]
        outlines.append("POLYGON((" + ",".join(f"{a} {b}" for a, b in corners) + "))")
    return str(write_raster(tmp_path / "scene.tif", pixels)), outlines


def test_model_tuned_on_polygons_detects(training, scene, make_polygons):
    image, outlines = scene
    tuned = training.run(INPUT=[image], LABELS=make_polygons(*outlines))
    parameters = {"INPUT": image, "MODEL": tuned["MODEL_FILE"], "OUTPUT": "memory:"}
    results = processing.run("samcffnet:detectlandslides", parameters)
    assert results["MODEL_ID"] == "two-epochs"


class Log(QgsProcessingFeedback):
    """Keeps messages; cancels at one that holds a text."""

    def __init__(self, cancel_at=None):
        super().__init__(False)
        self.text = ""
        self._cancel_at = cancel_at

    def pushInfo(self, info):  # noqa: N802
        self.text += f"{info}\n"
        if self._cancel_at and self._cancel_at in info:
            self.cancel()

    def pushWarning(self, warning):  # noqa: N802
        self.pushInfo(warning)


def test_cancelled_run_keeps_its_epochs_and_goes_on(training, chips):
    log = Log(cancel_at="Epoch 1 ")
    results = training.run(log, CHIPS=chips)
    assert "MODEL_ID" not in results
    assert "is kept in" in log.text
    assert not (training.folder / "out").exists()
    assert not list((training.folder / "models").glob("*/*.json"))
    log = Log()
    assert training.run(log, CHIPS=chips)["MODEL_ID"] == "two-epochs"
    assert "Going on with the unfinished run" in log.text
