"""The page in QGIS's options: shows what is stored, keeps what was changed, and clears files."""

import sys

import processing
import pytest
from processing.core.ProcessingConfig import ProcessingConfig
from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QLabel, QMessageBox, QPushButton, QWidget

from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.gui.options_page import OptionsFactory, OptionsPage
from sam_cffnet_qgis.processing import folders
from sam_cffnet_qgis.processing.base import ENGINE_SETTING, SETTINGS_KEY
from sam_cffnet_qgis.processing.options import find_problems, read_options, write_options
from sam_cffnet_qgis.processing.preferences import GROUP, Preferences, write_preferences

WAIT_MS = 20_000
MB = 1_000_000


@pytest.fixture(autouse=True)
def cache(provider, tmp_path, monkeypatch):
    """A cache folder with a detection of 2 MB, and no preferences beside it."""
    folder = tmp_path / "cache"
    journal = folder / "journal" / ("a1" * 16)
    journal.mkdir(parents=True)
    (journal / "tiles.bin").write_bytes(bytes(2 * MB))
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    monkeypatch.setattr(folders, "BUNDLED_MODELS_DIR", tmp_path / "box")
    write_preferences(Preferences(cache_folder=str(folder)))
    yield folder
    write_options({"engine": ""})
    write_preferences(Preferences())


@pytest.fixture
def page():
    made = OptionsPage()
    yield made
    made.deleteLater()


@pytest.fixture
def answer(monkeypatch):
    """A function that sets what the user answers to questions; what was asked is in its list."""
    asked = []

    def set_answer(button):
        def question(parent, title, text, *buttons):
            asked.append(text)
            return button

        monkeypatch.setattr(QMessageBox, "question", question)
        return asked

    return set_answer


def wait_until(is_reached):
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: is_reached() and loop.quit())
    timer.start(20)
    QTimer.singleShot(WAIT_MS, loop.quit)
    loop.exec()
    assert is_reached()


def shown(page):
    """The page on the screen, when it has measured."""
    page.show()
    wait_until(lambda: page.kept_files.sizes["converted"].text() != "…")
    return page


def stored(name):
    return QgsSettings().value(f"{GROUP}/{name}")


def test_page_shows_what_is_stored(cache):
    write_options({"model": "my-valley", "device": "cuda:1", "precision": "bf16"})
    write_options({"mirror": "https://a.b", "engine": sys.executable})
    page = OptionsPage()
    assert page.values() == {
        "engine": sys.executable,
        "model": "my-valley",
        "device": "cuda:1",
        "precision": "bf16",
        "mirror": "https://a.b",
        "models_folder": "",
        "cache_folder": str(cache),
    }
    assert page.changed() == {}


def test_empty_folders_show_where_things_are(page):
    assert page.models_folder.lineEdit().placeholderText() == str(
        folders.profile_folder() / "models"
    )
    assert page.cache_folder.lineEdit().placeholderText() == str(folders.profile_folder())


def test_apply_writes_what_was_changed(page, tmp_path):
    page.device.setCurrentText("cpu")
    page.precision.setCurrentText("fp32")
    page.mirror.setText(" https://a.b ")
    page.models_folder.setFilePath(str(tmp_path))
    page.engine.file.setFilePath(sys.executable)
    assert page.isValid()
    page.apply()
    expected = {"device": "cpu", "precision": "fp32", "mirror": "https://a.b"}
    expected.update(models_folder=str(tmp_path), engine=sys.executable)
    assert {name: read_options()[name] for name in expected} == expected
    assert ProcessingConfig.getSetting(ENGINE_SETTING) == sys.executable


def test_apply_leaves_alone_what_was_changed_elsewhere(page):
    write_options({"mirror": "https://written.meanwhile"})
    page.device.setCurrentText("cpu")
    page.apply()
    assert stored("mirror") == "https://written.meanwhile" and stored("device") == "cpu"


def test_apply_without_changes_writes_nothing(page):
    QgsSettings().setValue(f"{GROUP}/device", "mps")
    page.apply()
    assert stored("device") == "mps"


def test_emptied_fields_stand_for_the_defaults(page):
    write_options({"model": "my-valley", "device": "cpu", "engine": sys.executable})
    page = OptionsPage()
    page.model.set_model("")
    page.device.setCurrentText("")
    page.cache_folder.setFilePath("")
    page.engine.file.setFilePath("")
    assert page.isValid()
    page.apply()
    assert read_options() == {"engine": "", **vars(Preferences())}
    assert not any(map(QgsSettings().contains, (SETTINGS_KEY, f"{GROUP}/model")))


def test_the_engine_is_kept_though_processing_writes_its_old_value_after(page):
    page.engine.file.setFilePath(sys.executable)
    page.apply()
    ProcessingConfig.setSettingValue(ENGINE_SETTING, "")  # as its page does when it was not touched
    QApplication.processEvents()
    assert read_options()["engine"] == sys.executable


def test_what_is_wrong_is_told_and_not_stored(page, tmp_path):
    page.device.setCurrentText("cpu")
    page.mirror.setText("ftp:/nowhere")
    page.models_folder.setFilePath(str(tmp_path / "missing"))
    assert not page.isValid()
    assert not page.problems.isHidden()
    assert "MIRROR is 'ftp:/nowhere'" in page.problems.text()
    assert f"There is no folder {tmp_path / 'missing'}" in page.problems.text()
    page.apply()
    assert stored("mirror") is None and stored("models_folder") is None
    assert stored("device") == "cpu"


def test_the_warning_goes_when_all_is_right(page):
    page.mirror.setText("nowhere")
    assert not page.isValid()
    page.mirror.setText("https://a.b")
    assert page.problems.text() == "" and page.isValid()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("engine", "/no/such/python", "/no/such/python, named by the settings, does not exist"),
        ("model", "no-such-model", "There is no model 'no-such-model'"),
        ("device", "gpu", "The device 'gpu' is unknown"),
        ("mirror", "C:\\copies", "no address of a web server"),
        ("models_folder", "models", "'models' is not a full path"),
        ("cache_folder", "/proc", "Cannot write to the folder /proc"),
    ],
)
def test_problems_name_what_is_wrong(name, value, words):
    assert words in find_problems({name: value})[name]


def test_a_stored_folder_that_is_gone_does_not_keep_the_page_from_closing():
    write_options({"models_folder": "/of/a/disk/that/is/not/there"})
    page = OptionsPage()
    assert page.isValid()


def test_the_engine_in_use_is_named(page):
    shown(page)
    wait_until(lambda: sys.executable in page.engine.state.text())
    assert page.engine.state.text() == f"{sys.executable}, named by SAM_CFFNET_PYTHON"
    page.engine.file.setFilePath("/no/such/python")
    wait_until(lambda: "/no/such/python" in page.engine.state.text())
    assert "does not exist" in page.engine.state.text()


def test_check_starts_the_engine_and_tells_versions(page):
    page.engine.check_button.click()
    assert not page.engine.check_button.isEnabled()
    wait_until(page.engine.check_button.isEnabled)
    assert page.engine.answer.text().startswith("The engine works: torch 2.")
    assert (
        page.engine.answer.text().endswith("Devices: cpu.") or "cuda" in page.engine.answer.text()
    )


def test_check_tells_why_there_is_no_engine(page):
    page.engine.file.setFilePath("/no/such/python")
    page.engine.check_button.click()
    wait_until(page.engine.check_button.isEnabled)
    assert "/no/such/python" in page.engine.answer.text()


def test_a_page_may_go_while_it_measures():
    page = OptionsPage()
    page.show()
    page.engine.check_button.click()
    page.deleteLater()
    del page
    wait_until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def test_install_opens_the_algorithm_before_the_options(page, qgis_iface, monkeypatch):
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel)
    dialog = processing.createAlgorithmDialog("samcffnet:installengine")
    monkeypatch.setattr(processing, "createAlgorithmDialog", lambda _: dialog)
    page.engine.install_button.click()
    assert dialog.isVisible() and dialog.isModal()
    dialog.close()


def test_kept_files_are_measured(page):
    box = shown(page).kept_files
    assert (box.counts["detections"].text(), box.sizes["detections"].text()) == ("1", "2.0 MB")
    assert box.counts["downloads"].text() == "0"
    assert not box.clear_button.isEnabled()
    box.kinds["downloads"].setChecked(True)
    assert not box.clear_button.isEnabled()  # there is nothing of it
    box.kinds["detections"].setChecked(True)
    assert box.clear_button.isEnabled()


def test_clear_asks_and_removes_what_is_checked(page, cache, answer):
    asked = answer(QMessageBox.StandardButton.Yes)
    box = shown(page).kept_files
    box.kinds["detections"].setChecked(True)
    box.clear_button.click()
    wait_until(lambda: box.counts["detections"].text() == "0")
    assert "Unfinished detections: 2.0 MB" in asked[0]
    assert box.message.text() == "Freed: 2.0 MB."
    assert not any((cache / "journal").iterdir())
    assert box.checked() == [] and not box.clear_button.isEnabled()


def test_nothing_is_removed_when_the_answer_is_no(page, cache, answer):
    asked = answer(QMessageBox.StandardButton.No)
    box = shown(page).kept_files
    box.kinds["detections"].setChecked(True)
    box.clear_button.click()
    assert asked and any((cache / "journal").iterdir())


def test_clear_tells_what_is_in_use(page, cache, answer):
    answer(QMessageBox.StandardButton.Yes)
    (journal,) = (cache / "journal").iterdir()
    lock = FolderLock(journal)
    assert lock.take()
    box = shown(page).kept_files
    box.kinds["detections"].setChecked(True)
    box.clear_button.click()
    wait_until(lambda: box.message.text() != "")
    lock.release()
    assert box.message.text() == f"Freed: 0 bytes.\n{journal} is in use by a run and is kept."


def test_every_letter_leads_to_one_field(page):
    texts = [label.text() for label in page.findChildren(QLabel) if label.buddy()]
    for kind in (QPushButton, QCheckBox):
        texts += [widget.text() for widget in page.findChildren(kind)]
    letters = [text[text.index("&") + 1].lower() for text in texts]
    assert len(letters) == 15 and len(set(letters)) == 15


def test_factory_makes_the_page_for_the_dialog():
    parent = QWidget()
    factory = OptionsFactory()
    page = factory.createWidget(parent)
    assert factory.title() == "SAM-CFFNet" and not factory.icon().isNull()
    assert page.objectName() == factory.key() == "samCffnetOptions"
    assert page.parent() is parent
