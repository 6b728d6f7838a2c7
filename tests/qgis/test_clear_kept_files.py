"""Clear kept files in QGIS: lists without an order, removes what is chosen, and says what it did."""

import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.processing import folders
from sam_cffnet_qgis.processing.preferences import Preferences, write_preferences

MB = 1_000_000


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A detection of 2 MB and weights of 1 MB, beside a file of the user; no engine."""
    journal = tmp_path / "journal" / ("a1" * 16)
    journal.mkdir(parents=True)
    (journal / "tiles.bin").write_bytes(bytes(2 * MB))
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "sam_vit_b_01ec64.pth").write_bytes(bytes(MB))
    (tmp_path / "downloads" / "thesis.pdf").write_bytes(bytes(9))
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(tmp_path / "no" / "python"))
    monkeypatch.setattr(folders, "BUNDLED_MODELS_DIR", tmp_path / "box")
    write_preferences(
        Preferences(models_folder=str(tmp_path / "models"), cache_folder=str(tmp_path))
    )
    yield tmp_path
    write_preferences(Preferences())


def run(feedback=None, **parameters):
    return processing.run("samcffnet:clearkeptfiles", parameters, feedback=feedback)


def test_nothing_is_removed_unless_chosen(cache):
    feedback = QgsProcessingFeedback(False)
    assert run(feedback) == {"FREED_MB": 0, "KEPT_MB": 3}
    log = feedback.textLog()
    assert f"Unfinished detections (detections): 1, 2.0 MB in {cache / 'journal'}" in log
    assert f"Downloaded weights (downloads): 1, 1.0 MB in {cache / 'downloads'}" in log
    assert "Converted models (converted): 0, 0.0 MB" in log


@pytest.mark.parametrize("what", [["detections"], "detections", "detections,images"])
def test_what_is_chosen_is_removed(cache, what):
    assert run(WHAT=what) == {"FREED_MB": 2, "KEPT_MB": 1}
    assert not any((cache / "journal").iterdir())


def test_files_of_the_user_stay(cache):
    names = ["detections", "finetunings", "images", "downloads", "converted"]
    assert run(WHAT=names) == {"FREED_MB": 3, "KEPT_MB": 0}
    assert (cache / "downloads" / "thesis.pdf").exists()


def test_what_is_in_use_is_told_and_kept(cache):
    lock = FolderLock(cache / "downloads")
    assert lock.take()
    feedback = QgsProcessingFeedback(False)
    try:
        assert run(feedback, WHAT=["downloads"]) == {"FREED_MB": 0, "KEPT_MB": 3}
    finally:
        lock.release()
    assert "sam_vit_b_01ec64.pth is in use by a run and is kept." in feedback.textLog()


@pytest.mark.parametrize("what", [["models"], "detections,models"])
def test_an_unknown_kind_is_refused_and_nothing_removed(cache, what):
    with pytest.raises(QgsProcessingException, match="Incorrect parameter value for WHAT"):
        run(WHAT=what)
    assert any((cache / "journal").iterdir())
