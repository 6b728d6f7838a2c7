"""The model manager: its list, its pages, which buttons can be pressed, and what they do."""

import time
import zipfile
from dataclasses import replace

import pytest
from qgis.core import QgsApplication
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QPushButton, QTextBrowser

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL, file_sha256, find_model
from sam_cffnet_qgis.gui.model_manager import ModelManager
from sam_cffnet_qgis.processing.preferences import (
    Preferences,
    read_preferences,
    write_preferences,
)

EDGES = {"tile_px": 256, "encoder_px": 256}
ARCHITECTURE = {"encoder": "efficientnet_lite0", "decoder": "cffd", **EDGES}
SCALING = {"method": "percentile", "percentiles": [2, 98]}
METRICS = [{"dataset": "valley", "protocol": "scene", "iou": 0.5, "f1": "<i>?</i>"}, "no table"]
TRAINING = {"data": '<img src="file:///etc/x.png">', "recipe": ["a", 1]}
CARD = ModelCard(
    "mine",
    "Mine <b>& yours</b>",
    ARCHITECTURE,
    ["red", 2, None],
    SCALING,
    [1, 2],
    0.25,
    1.0,
    METRICS,
    TRAINING,
    "",
    "<script>",
    "<a href='x'>here</a>",
)
ADDING = {"checkpoint", "download", "import"}


class Answers:
    """Answers the manager's questions."""

    def __init__(self, **answers):
        self._answers = answers

    def archive(self):
        return self._answers["archive"]

    def archive_name(self):
        return self._answers.get("archive_name", "")

    def destination(self, entry):
        return self._answers["destination"]

    def new_name(self, entry):
        return self._answers["new_name"]

    def is_sure_to_delete(self, entry, size):
        return self._answers["is_sure"]


@pytest.fixture
def models(tmp_path):
    """The preferred folder of models, with one of the name 'mine'."""
    folder = tmp_path / "models"
    put_model(folder, CARD)
    write_preferences(Preferences(models_folder=str(folder)))
    yield folder
    write_preferences(Preferences())


@pytest.fixture
def manager(models, qgis_app, qgis_iface):
    made = ModelManager()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def put_model(folder, card):
    path = folder / card.id / f"{card.id}.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"weights")
    replace(card, sha256=file_sha256(path)).write(path.with_suffix(".json"))


def lines(manager):
    tree = manager.models
    rows = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return {row.text(0): [row.text(column) for column in range(1, 4)] for row in rows}


def choose(manager, name):
    (row,) = (row for row, known in enumerate(lines(manager)) if known == name)
    manager.models.setCurrentItem(manager.models.topLevelItem(row))


def enabled(manager):
    return {name for name, button in manager.buttons.items() if button.isEnabled()}


def press(manager, name):
    """Press a button, and wait for what it started."""
    manager.buttons[name].click()
    end = time.monotonic() + 20
    while manager.task is not None and time.monotonic() < end:
        QCoreApplication.processEvents()
    assert manager.task is None


def message(manager):
    """What the bar says, as the user reads it."""
    item = manager.bar.currentItem()
    if item is None:
        return ""
    return " ".join(part.toPlainText() for part in item.findChildren(QTextBrowser))


def test_list_tells_in_words_which_model_is_the_default(manager):
    found = lines(manager)
    assert list(found) == [DEFAULT_MODEL, "mine"]
    assert found[DEFAULT_MODEL][1:] == ["not checked", "default, in the box"]
    assert found["mine"][1:] == ["not checked", ""]
    assert manager.chosen().id == DEFAULT_MODEL


def test_card_is_shown_as_text_and_not_as_html(manager):
    choose(manager, "mine")
    shown = manager.details.toPlainText()
    for text in (
        "Mine <b>& yours</b>",
        "<a href='x'>here</a>",
        "<script>",
        '<img src="file:///etc/x.png">',
        "<i>?</i>",
        "efficientnet_lite0 with cffd, tiles of 256 px, resized to 256 px",
        "red, 2, None",
        "1 to 2 m",
        "0.25",
        "0.500",
        find_model("mine", manager.chosen().path.parents[1]).sha256,
        str(manager.chosen().path),
    ):
        assert text in shown
    assert "<img" not in manager.details.toHtml()
    assert "href" not in manager.details.toHtml().replace("&lt;a href=", "")


def test_damaged_model_is_shown_with_its_reason_and_can_only_be_deleted(manager, models):
    (models / "broken").mkdir()
    (models / "broken" / "broken.json").write_text("{")
    manager.refresh()
    choose(manager, "broken")
    assert lines(manager)["broken"][1] == "damaged"
    assert "no JSON text" in manager.details.toPlainText()
    assert enabled(manager) == ADDING | {"delete", "folder"}
    manager.questions = Answers(is_sure=True)
    press(manager, "delete")
    assert list(lines(manager)) == [DEFAULT_MODEL, "mine"]


def test_buttons_offer_what_can_be_done(manager, models):
    assert enabled(manager) == ADDING | {"check", "export", "folder"}
    choose(manager, "mine")
    assert enabled(manager) == set(manager.buttons)
    put_model(models, replace(CARD, id="encoder", trained=False))
    manager.refresh()
    choose(manager, "encoder")
    assert enabled(manager) == set(manager.buttons) - {"makedefault"}
    assert lines(manager)["encoder"][2] == "encoder alone"
    (models / "mine" / "mine.safetensors").unlink()
    manager.refresh()
    choose(manager, "mine")
    assert lines(manager)["mine"][1] == "missing"
    assert enabled(manager) == ADDING | {"rename", "delete", "folder"}


def test_buttons_have_different_keys_and_none_is_pressed_by_enter(manager):
    buttons = manager.findChildren(QPushButton)
    own = [
        button for button in buttons if button.objectName() in {*manager.buttons, "stop", "close"}
    ]
    keys = [button.text().partition("&")[2][0].lower() for button in own]
    assert len(keys) == 11 and len(set(keys)) == len(keys)
    assert not any(button.autoDefault() for button in own)


def test_keys_rename_and_delete(manager):
    keys = {action.shortcut().toString() for action in manager.actions()}
    assert keys == {"Del", "F2"}


def test_check_tells_and_remembers_until_the_weights_change(manager, models):
    choose(manager, "mine")
    press(manager, "check")
    assert message(manager) == "The weights of 'mine' are those of its card."
    assert lines(manager)["mine"][1] == "sound"
    manager.refresh()
    assert lines(manager)["mine"][1] == "sound"
    (models / "mine" / "mine.safetensors").write_bytes(b"other")
    manager.refresh()
    assert lines(manager)["mine"][1] == "not checked"
    press(manager, "check")
    assert "are not those of its card" in message(manager)
    assert lines(manager)["mine"][1] == "changed"


def test_while_something_runs_nothing_else_can_be_started(manager):
    manager.buttons["check"].click()
    assert enabled(manager) == set()
    assert not manager.stop_button.isHidden() and not manager.progress.isHidden()
    while manager.task is not None:
        QCoreApplication.processEvents()
    assert manager.stop_button.isHidden() and manager.progress.isHidden()
    assert "check" in enabled(manager)


def test_stop_leaves_nothing_behind(manager, models, tmp_path):
    with (models / "mine" / "mine.safetensors").open("r+b") as stream:
        stream.truncate(400_000_000)
    manager.refresh()
    choose(manager, "mine")
    manager.questions = Answers(destination=str(tmp_path / "out" / "mine.zip"))
    manager.buttons["export"].click()
    manager.stop_button.click()
    while manager.task is not None:
        QCoreApplication.processEvents()
    assert message(manager) == "Stopped. Nothing was changed."
    assert not (tmp_path / "out").exists()


def test_export_delete_and_import(manager, models, tmp_path):
    archive = tmp_path / "mine.zip"
    choose(manager, "mine")
    manager.questions = Answers(destination=str(archive), archive=str(archive), is_sure=True)
    press(manager, "export")
    assert message(manager) == f"Exported to {archive}"
    press(manager, "delete")
    assert list(lines(manager)) == [DEFAULT_MODEL]
    press(manager, "import")
    assert message(manager) == "Imported the model 'mine'."
    assert manager.chosen().id == "mine"
    press(manager, "import")
    assert "already a model 'mine'" in message(manager)
    manager.questions = Answers(archive=str(archive), archive_name="Second")
    press(manager, "import")
    assert manager.chosen().id == "second"
    manager.questions = Answers(archive=str(archive), archive_name=None)
    press(manager, "import")
    assert list(lines(manager)) == [DEFAULT_MODEL, "mine", "second"]


def test_hostile_archive_is_refused_in_the_bar(manager, tmp_path):
    with zipfile.ZipFile(tmp_path / "b<b>ad.zip", "w") as made:
        made.writestr("../evil.json", "{}")
    manager.questions = Answers(archive=str(tmp_path / "b<b>ad.zip"))
    press(manager, "import")
    assert "b<b>ad.zip cannot be imported" in message(manager)
    assert "import" in enabled(manager)


def test_questions_that_are_not_answered_change_nothing(manager, models):
    choose(manager, "mine")
    manager.questions = Answers(archive="", destination="", new_name="", is_sure=False)
    for name in ("import", "export", "rename", "delete"):
        press(manager, name)
    assert list(lines(manager)) == [DEFAULT_MODEL, "mine"]


def test_rename_keeps_the_model_chosen(manager, models):
    choose(manager, "mine")
    manager.questions = Answers(new_name="Our Valley")
    press(manager, "rename")
    assert manager.chosen().id == "our-valley"
    assert find_model("our-valley", models).title == "Our Valley"
    manager.questions = Answers(new_name=DEFAULT_MODEL)
    press(manager, "rename")
    assert f"already a model '{DEFAULT_MODEL}'" in message(manager)


def test_make_default_and_delete_it(manager):
    choose(manager, "mine")
    press(manager, "makedefault")
    assert read_preferences().model == "mine"
    assert lines(manager)["mine"][2] == "default"
    assert lines(manager)[DEFAULT_MODEL][2] == "in the box"
    assert "makedefault" not in enabled(manager)
    manager.questions = Answers(is_sure=True)
    press(manager, "delete")
    assert read_preferences().model == DEFAULT_MODEL
    assert lines(manager)[DEFAULT_MODEL][2] == "default, in the box"


def test_list_follows_the_disk_when_the_window_is_activated(manager, models, monkeypatch):
    put_model(models, replace(CARD, id="new"))
    monkeypatch.setattr(manager, "isActiveWindow", lambda: True)
    QCoreApplication.sendEvent(manager, QEvent(QEvent.Type.ActivationChange))
    assert "new" in lines(manager)


def test_algorithm_dialog_is_preset_and_its_model_is_chosen(
    manager, models, qgis_iface, monkeypatch
):
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel, raising=False)
    press(manager, "download")
    dialog = manager.algorithm_dialog
    parameters = dialog.createProcessingParameters()
    assert (parameters["DOWNLOAD"], parameters["NAME"]) == ("sam_vit_l", "sam-vit-l")
    put_model(models, replace(CARD, id="zebra"))
    results = {"MODEL_FILE": str(models / "zebra" / "zebra.json")}
    dialog.algorithmFinished.emit(True, results)
    assert manager.chosen().id == "zebra"
    dialog.close()
    press(manager, "checkpoint")
    assert manager.algorithm_dialog.createProcessingParameters().get("NAME", "") == ""
    manager.algorithm_dialog.close()


def test_closing_the_window_stops_what_runs(manager, models):
    manager.buttons["check"].click()
    task = manager.task
    manager.reject()
    assert task.isCanceled()
    while QgsApplication.taskManager().countActiveTasks():
        QCoreApplication.processEvents()


def test_manage_models_offers_encoders_and_starts_without_a_model(models, qgis_iface, monkeypatch):
    import processing

    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel, raising=False)
    put_model(models, replace(CARD, id="encoder", trained=False))
    dialog = processing.createAlgorithmDialog("samcffnet:managemodels", {})
    assert dialog.createProcessingParameters().get("MODEL", "") == ""
    dialog.close()
