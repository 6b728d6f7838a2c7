"""Manage models through Processing: each action, and what it refuses."""

import json
import zipfile
from dataclasses import replace

import processing
import pytest
from qgis.core import QgsApplication, QgsProcessingException, QgsProcessingFeedback

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL, file_sha256, find_model
from sam_cffnet_qgis.processing.preferences import (
    Preferences,
    read_preferences,
    write_preferences,
)

EDGES = {"tile_px": 256, "encoder_px": 256}
ARCHITECTURE = {"encoder": "efficientnet_lite0", "decoder": "cffd", **EDGES}
SCALING = {"method": "percentile", "percentiles": [2, 98]}
METRICS = [{"dataset": "valley", "iou": 0.5}]
CARD = ModelCard(
    "mine", "Mine", ARCHITECTURE, [], SCALING, [1, 2], 0.5, 1.0, METRICS, {}, "", "CC0", ""
)


@pytest.fixture(autouse=True)
def models(tmp_path):
    """The preferred folder of models, with one of the name 'mine'."""
    folder = tmp_path / "models"
    put_model(folder, CARD)
    write_preferences(Preferences(models_folder=str(folder)))
    yield folder
    write_preferences(Preferences())


def put_model(folder, card):
    path = folder / card.id / f"{card.id}.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"weights")
    replace(card, sha256=file_sha256(path)).write(path.with_suffix(".json"))


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)


def run(action, feedback=None, **parameters):
    parameters = {"ACTION": action, **parameters}
    return processing.run("samcffnet:managemodels", parameters, feedback=feedback)


def refusal(action, **parameters):
    try:
        run(action, **parameters)
    except QgsProcessingException as error:
        return str(error)
    pytest.fail("the run was not refused")


def listed(results):
    return {model["id"]: model for model in json.loads(results["MODELS"])}


def test_list_tells_of_all_models_and_needs_no_engine(models, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", "/no/python")
    (models / "broken").mkdir()
    (models / "broken" / "broken.json").write_text("{")
    algorithm = QgsApplication.processingRegistry().algorithmById("samcffnet:managemodels")
    assert algorithm.canExecute() == (True, "")
    log = Log()
    results = run("list", log)
    found = listed(results)
    assert list(found) == [DEFAULT_MODEL, "broken", "mine"]
    size = (models / "mine" / "mine.json").stat().st_size + len(b"weights")
    assert found["mine"] == {
        "id": "mine",
        "title": "Mine",
        "bytes": size,
        "state": "unchecked",
        "licence": "CC0",
        "bundled": False,
        "default": False,
        "metrics": METRICS,
    }
    assert found[DEFAULT_MODEL]["bundled"] and found[DEFAULT_MODEL]["default"]
    assert found["broken"]["state"] == "damaged" and "no JSON" in found["broken"]["error"]
    assert "mine (Mine): 0.0 MB, weights not checked" in log.textLog()
    assert f"Default: {DEFAULT_MODEL}" in log.textLog()
    assert (results["MODEL_ID"], results["MODEL_FILE"], "OUTPUT" in results) == ("", "", False)


def test_list_is_the_default_action():
    results = processing.run("samcffnet:managemodels", {})
    assert set(listed(results)) == {DEFAULT_MODEL, "mine"}


def test_check_of_all_and_of_one(models):
    (models / "mine" / "mine.safetensors").write_bytes(b"changed")
    log = Log()
    found = listed(run("check", log))
    assert (found[DEFAULT_MODEL]["state"], found["mine"]["state"]) == ("ok", "changed")
    assert "weights are not those of the card" in log.textLog()
    results = run("check", MODEL=DEFAULT_MODEL)
    assert list(listed(results)) == [DEFAULT_MODEL]
    assert results["MODEL_ID"] == DEFAULT_MODEL


def test_export_and_import_under_a_new_name(models, tmp_path):
    archive = tmp_path / "out" / "mine.zip"
    assert run("export", MODEL="mine", OUTPUT=str(archive))["OUTPUT"] == str(archive)
    with zipfile.ZipFile(archive) as made:
        assert sorted(made.namelist()) == ["mine/mine.json", "mine/mine.safetensors"]
    results = run("import", FILE=str(archive), NAME="Copy of mine")
    assert results["MODEL_ID"] == "copy-of-mine"
    assert results["MODEL_FILE"] == str(models / "copy-of-mine" / "copy-of-mine.json")
    assert find_model("copy-of-mine", models).weights_path.read_bytes() == b"weights"
    assert "already a model 'mine'" in refusal("import", FILE=str(archive))


def test_export_of_a_model_by_its_path(models, tmp_path):
    path = models / "mine" / "mine.safetensors"
    run("export", MODEL=str(path), OUTPUT=str(tmp_path / "mine.zip"))
    assert (tmp_path / "mine.zip").is_file()


def test_cancelled_export_leaves_nothing(tmp_path):
    log = Log()
    log.cancel()
    results = run("export", log, MODEL="mine", OUTPUT=str(tmp_path / "out" / "mine.zip"))
    assert "MODELS" not in results and not (tmp_path / "out").exists()


def test_hostile_archive_is_refused(models, tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as made:
        made.writestr("../../evil.json", "{}")
        made.writestr("../../evil.safetensors", "")
    assert "is not allowed" in refusal("import", FILE=str(tmp_path / "bad.zip"))
    assert [path.name for path in models.iterdir()] == ["mine"]


def test_rename_moves_the_preference_along(models):
    run("makedefault", MODEL="mine")
    assert read_preferences().model == "mine"
    results = run("rename", MODEL="mine", NAME="My Valley")
    assert results["MODEL_ID"] == "my-valley"
    assert find_model("my-valley", models).title == "My Valley"
    assert read_preferences().model == "my-valley"
    assert listed(results)["my-valley"]["default"]


def test_rename_of_a_default_by_path_keeps_it_the_default(models):
    preferences = replace(read_preferences(), model=str(models / "mine" / "mine.json"))
    write_preferences(preferences)
    run("rename", MODEL="mine", NAME="my-valley")
    assert read_preferences() == replace(preferences, model="my-valley")


def test_rename_of_another_model_leaves_the_preference(models):
    run("rename", MODEL="mine", NAME="my-valley")
    assert read_preferences().model == DEFAULT_MODEL


def test_delete_resets_the_preference_and_nothing_else(models):
    run("makedefault", MODEL="mine")
    log = Log()
    results = run("delete", log, MODEL="mine")
    assert list(listed(results)) == [DEFAULT_MODEL]
    assert read_preferences() == Preferences(models_folder=str(models))
    assert "now the model in the box is the default" in log.textLog()
    assert not list(models.iterdir())


def test_delete_of_a_damaged_model(models):
    (models / "mine" / "mine.json").write_text("{")
    run("delete", MODEL="mine")
    assert not list(models.iterdir())


def test_default_outside_the_library_is_kept_by_its_path(tmp_path):
    put_model(tmp_path / "elsewhere", replace(CARD, id="other"))
    path = tmp_path / "elsewhere" / "other" / "other.json"
    run("makedefault", MODEL=str(path))
    assert read_preferences().model == str(path)


def test_encoder_alone_does_not_become_the_default(models):
    put_model(models, replace(CARD, id="encoder", trained=False))
    assert "an image encoder alone" in refusal("makedefault", MODEL="encoder")
    assert read_preferences().model == DEFAULT_MODEL


@pytest.mark.parametrize("action", ["rename", "delete"])
def test_bundled_model_stays(action):
    assert "came with the plugin" in refusal(action, MODEL=DEFAULT_MODEL, NAME="new")


@pytest.mark.parametrize(
    ("action", "given", "missing"),
    [
        ("export", {"MODEL": "mine"}, "OUTPUT"),
        ("export", {"OUTPUT": "/tmp/x.zip"}, "MODEL"),
        ("import", {}, "FILE"),
        ("rename", {"MODEL": "mine"}, "NAME"),
        ("delete", {"MODEL": " "}, "MODEL"),
        ("makedefault", {}, "MODEL"),
    ],
)
def test_what_an_action_needs_is_named(action, given, missing):
    assert f"{missing} is empty, but '{action}' needs it" in refusal(action, **given)


def test_unknown_action_and_model_are_named():
    assert "ACTION is 'burn', which is unknown" in refusal("burn")
    assert "no model 'other'" in refusal("delete", MODEL="other")


def test_unreadable_archive_is_named():
    assert "/no/x.zip cannot be imported" in refusal("import", FILE="/no/x.zip")
