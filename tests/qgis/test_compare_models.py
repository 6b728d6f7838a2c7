"""Compare models: its parameters, the request they make, and what a short run leaves."""

import csv
import sys
from pathlib import Path

import processing
import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
)
from qgis.gui import QgsBrowserGuiModel
from told import told

from sam_cffnet_qgis.core.architectures import KINDS, START_MODEL
from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.processing.comparison_request import (
    DEFAULT_ARCHITECTURES,
    DEFAULT_TEST_SHARE,
    ComparisonReader,
)

ALGORITHM = "samcffnet:comparemodels"
SQUARE = "POLYGON((500100 3000100,500200 3000100,500200 3000200,500100 3000200,500100 3000100))"
TYPES = {
    "INPUT": "multilayer",
    "LABELS": "source",
    "FILTER": "expression",
    "LABELLED_AREA": "source",
    "CHIPS": "file",
    "MODEL": "string",
    "ARCHITECTURES": "enum",
    "SEEDS": "number",
    "EPOCHS": "number",
    "MINUTES": "number",
    "BATCH": "number",
    "LEARNING_RATE": "number",
    "VALIDATION": "number",
    "TEST": "number",
    "SEED": "number",
    "AUGMENT": "boolean",
    "ENCODER_WEIGHTS": "file",
    "BANDS": "string",
    "RESOLUTION": "number",
    "CHIP_PIXEL_SIZE": "number",
    "CACHE_GB": "number",
    "CACHE_FOLDER": "file",
    "DEVICE": "string",
    "PRECISION": "enum",
    "NAME": "string",
    "FOLDER": "folderDestination",
    "TABLE": "fileDestination",
    "REPORT": "fileDestination",
}
OUTPUTS = {
    "FOLDER": "outputFolder",
    "TABLE": "outputFile",
    "REPORT": "outputHtml",  # shown in the results viewer
    "BEST": "outputString",
    "IOU": "outputNumber",
    "MODEL_ID": "outputString",
    "MODEL_FILE": "outputFile",
}


@pytest.fixture
def algorithm(provider):
    return QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)


@pytest.fixture
def defaults(image_path, make_polygons, known_model, tmp_path):
    return {
        "INPUT": [image_path],
        "LABELS": make_polygons(SQUARE),
        "MODEL": known_model,
        "FOLDER": str(tmp_path / "models"),
    }


@pytest.fixture
def settings(algorithm, context, defaults):
    """A function that gives the settings for some parameters."""

    def read(**parameters):
        reader = ComparisonReader(algorithm, {**defaults, **parameters}, context)
        return reader.request(Feedback()).settings

    return read


@pytest.fixture
def refusal(algorithm, context, defaults):
    """A function that gives the message of QGIS's check for some parameters, '' if it passes."""

    def check(**parameters):
        is_ok, message = algorithm.checkParameterValues({**defaults, **parameters}, context)
        assert "\n" not in message
        return told("" if is_ok else message)

    return check


def test_parameters_are_those_of_the_contract(algorithm):
    assert {p.name(): p.type() for p in algorithm.parameterDefinitions()} == TYPES


def test_outputs_are_those_of_the_contract(algorithm):
    assert {o.name(): o.type() for o in algorithm.outputDefinitions()} == OUTPUTS


def test_networks_are_those_of_the_table(algorithm):
    assert algorithm.parameterDefinition("ARCHITECTURES").options() == [START_MODEL, *KINDS]


def test_help_names_every_network(algorithm):
    text = algorithm.parameterDefinition("ARCHITECTURES").help()
    assert [
        kind.title for kind in KINDS.values() if f"{kind.name} ({kind.title})" not in text
    ] == []


def test_inputs_a_beginner_needs_are_not_advanced(algorithm):
    flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    simple = {p.name() for p in algorithm.parameterDefinitions() if not p.flags() & flag}
    data = {"INPUT", "LABELS", "FILTER", "LABELLED_AREA", "CHIPS", "MODEL"}
    choices = {"ARCHITECTURES", "SEEDS", "EPOCHS", "MINUTES", "NAME"}
    assert simple == data | choices | {"TABLE", "REPORT"}


def test_request_without_choices_has_the_default_settings(settings):
    given = settings()
    assert given.architectures == DEFAULT_ARCHITECTURES
    assert (given.seeds, given.minutes) == (ComparisonSettings.seeds, ComparisonSettings.minutes)
    assert given.training.test_share == DEFAULT_TEST_SHARE
    assert given.training.name == given.training.encoder_weights == ""


def test_request_takes_every_choice(settings, tmp_path):
    given = settings(
        ARCHITECTURES=["start_model", "hrnet_w18"],
        SEEDS=3,
        EPOCHS=4,
        MINUTES=1.5,
        TEST=0.1,
        VALIDATION=0.3,
        BATCH="2",
        SEED=7,
        AUGMENT=False,
        ENCODER_WEIGHTS=str(tmp_path),
        NAME="Best",
        PRECISION="fp32",
    )
    training = given.training
    assert given.architectures == ("start_model", "hrnet_w18")
    assert (given.seeds, given.minutes) == (3, 1.5)
    assert (training.epochs, training.batch, training.seed) == (4, 2, 7)
    assert (training.test_share, training.validation_share) == (0.1, 0.3)
    assert (training.name, training.augment) == ("Best", False)
    assert training.encoder_weights == str(tmp_path)
    assert training.engine.precision == "fp32"


@pytest.mark.parametrize(
    "value", [["cffd_lite", "segformer_b0"], "cffd_lite,segformer_b0", "cffd_lite, segformer_b0"]
)
def test_networks_come_as_list_or_text(settings, value):
    assert settings(ARCHITECTURES=value).architectures == ("cffd_lite", "segformer_b0")


@pytest.mark.parametrize("value", [None, NULL])
def test_networks_not_given_are_the_default(settings, value):
    assert settings(ARCHITECTURES=value).architectures == DEFAULT_ARCHITECTURES


@pytest.mark.parametrize("value", ["", []])
def test_no_network_is_refused(refusal, value):
    assert refusal(ARCHITECTURES=value).startswith("ARCHITECTURES is empty.")


def test_unknown_network_is_refused_with_the_known_ones(refusal):
    message = refusal(ARCHITECTURES=["cffd_lite", "resnet"])
    assert "'resnet'" in message
    assert "hrnet_w18" in message


def test_network_given_twice_is_refused(refusal):
    assert "'cffd_lite' twice" in refusal(ARCHITECTURES="cffd_lite,cffd_lite")


def test_decoder_on_sam_without_a_sam_model_is_refused(refusal):
    message = refusal(ARCHITECTURES=["cffd_lite", "sam_psp"])
    assert "'sam_psp' is a decoder on SAM's encoder" in message
    assert "'known'" in message


LIMITS = {"SEEDS": 0, "EPOCHS": 0, "MINUTES": -1, "TEST": 0.9, "VALIDATION": 0.9}


@pytest.mark.parametrize(("name", "value"), LIMITS.items())
def test_number_out_of_range_is_refused_with_its_limits(refusal, name, value):
    message = refusal(**{name: value})
    assert message.startswith(f"{name} is {value}")
    assert "from" in message


def test_number_of_runs_that_is_no_whole_number_is_refused(refusal):
    assert "SEEDS is 1.5, but must be a whole number" in refusal(SEEDS=1.5)


def test_too_little_for_training_is_refused(refusal):
    assert "VALIDATION and TEST together" in refusal(VALIDATION=0.5, TEST=0.5)


def test_missing_folder_of_encoder_weights_is_named(refusal):
    assert "ENCODER_WEIGHTS is '/no/weights'" in refusal(ENCODER_WEIGHTS="/no/weights")


def test_neither_labels_nor_chips_are_refused(refusal):
    assert "Give either rasters" in refusal(INPUT=None, LABELS=None)


def test_labels_and_chips_together_are_refused(refusal, tmp_path):
    assert "Both CHIPS and INPUT, LABELS are given" in refusal(CHIPS=str(tmp_path))


def test_rasters_without_labels_are_refused(refusal):
    assert refusal(LABELS=None).startswith("LABELS is empty. Training needs")


def test_unknown_model_is_refused_with_the_known_ones(refusal):
    assert "Known models" in refusal(MODEL="no-such-model")


def test_name_of_a_model_that_exists_is_refused(refusal, tmp_path):
    (tmp_path / "models" / "best").mkdir(parents=True)
    assert "already a model 'best'" in refusal(NAME="Best")


def test_name_without_letters_is_refused(refusal):
    assert "letter" in refusal(NAME="---")


def failure(parameters):
    """The message of a run that is refused."""
    try:  # pytest.raises would keep the layers beyond the end of QGIS, which crashes
        processing.run(ALGORITHM, parameters, feedback=QgsProcessingFeedback(False))
    except QgsProcessingException as error:
        return told(str(error))
    pytest.fail("the run was not refused")


def test_report_in_a_place_that_cannot_be_written_is_refused(defaults, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    assert "folder /proc" in failure({**defaults, "REPORT": "/proc/none/report.html"})


def test_two_outputs_of_one_name_are_refused(defaults, tmp_path, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    path = str(tmp_path / "same")
    assert "TABLE and REPORT are both" in failure({**defaults, "TABLE": path, "REPORT": path})


def test_dialog_gives_the_default_request(algorithm, qgis_iface, monkeypatch):
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel)
    dialog = processing.createAlgorithmDialog(ALGORITHM, {"SEEDS": 4})
    parameters = dialog.createProcessingParameters()
    dialog.close()
    assert parameters["ARCHITECTURES"] == list(DEFAULT_ARCHITECTURES)
    assert parameters["SEEDS"] == 4
    assert parameters["TEST"] == DEFAULT_TEST_SHARE
    assert not parameters.get("NAME")
    assert parameters["REPORT"] == "TEMPORARY_OUTPUT"


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


class TwoRuns:
    """A comparison of two small networks, cancelled when the first is done, and made again."""

    def __init__(self, folder, chips, model):
        self.out = folder / "out"
        parameters = {
            "CHIPS": chips,
            "MODEL": model,
            "ARCHITECTURES": ["start_model", "cffd_lite"],
            "SEEDS": 1,
            "EPOCHS": 1,
            "BATCH": 2,
            "DEVICE": "cpu",
            "PRECISION": "fp32",
            "NAME": "The best",
            "FOLDER": str(folder / "models"),
            "CACHE_FOLDER": str(folder / "cache"),
            "TABLE": str(self.out / "table.csv"),
            "REPORT": str(self.out / "report.html"),
        }
        self.first_log, self.second_log = Log(cancel_at="Row 2 of 2"), Log()
        self.first = processing.run(ALGORITHM, parameters, feedback=self.first_log)
        self.left = self.out.exists() or (folder / "models" / "the-best").exists()
        self.second = processing.run(ALGORITHM, parameters, feedback=self.second_log)


@pytest.fixture(scope="module")
def runs(tmp_path_factory, chips, random_models):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAM_CFFNET_PYTHON", sys.executable)
        patch.setenv("CUDA_VISIBLE_DEVICES", "")
        model = str(random_models / "random" / "random.json")
        return TwoRuns(tmp_path_factory.mktemp("comparison"), chips, model)


def test_cancelled_comparison_says_what_is_kept_and_leaves_no_output(runs):
    assert "is kept in" in runs.first_log.text
    assert set(runs.first) & {"BEST", "TABLE", "REPORT", "MODEL_ID"} == set()
    assert not runs.left


def test_same_call_goes_on_after_the_finished_rows(runs):
    assert "Row 2 of 2" in runs.second_log.text
    assert "Row 1 of 2" not in runs.second_log.text


def test_outputs_are_those_of_the_best_network(runs):
    with open(runs.second["TABLE"], newline="", encoding="utf-8") as stream:
        means = {
            row["architecture"]: row for row in csv.DictReader(stream) if row["line"] == "mean"
        }
    assert list(means) == ["start_model", "cffd_lite"]
    best = means[runs.second["BEST"]]
    assert float(best["validation_iou"]) == max(float(r["validation_iou"]) for r in means.values())
    assert runs.second["IOU"] == pytest.approx(float(best["iou"]), abs=1e-6)
    assert "<html" in Path(runs.second["REPORT"]).read_text(encoding="utf-8").lower()
    assert sorted(path.name for path in runs.out.iterdir()) == ["report.html", "table.csv"]


def test_best_network_is_registered_under_the_name(runs):
    assert runs.second["MODEL_ID"] == "the-best"
    card = find_model(runs.second["MODEL_FILE"], Path("/none"))
    assert (card.title, card.trained) == ("The best", True)
