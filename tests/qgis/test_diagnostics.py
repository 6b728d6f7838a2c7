"""Diagnostics in QGIS: made with an engine and without, discreet, and fed by the last errors."""

import sys

import processing
import pytest
from qgis.core import QgsApplication, QgsProcessingException

from sam_cffnet_qgis.core.errors import Cancelled, ParameterError
from sam_cffnet_qgis.core.last_errors import read_errors
from sam_cffnet_qgis.processing import bridge, folders


@pytest.fixture(autouse=True)
def profile(tmp_path, monkeypatch):
    """The plugin's folder in a profile of its own, in the home of a user."""
    home = tmp_path / "amaier"

    class Application:
        @staticmethod
        def qgisSettingsDirPath():  # noqa: N802
            return str(home / "profile")

    monkeypatch.setattr(folders, "QgsApplication", Application)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(home / "no" / "python"))
    return home / "profile" / "sam_cffnet"


def run(**parameters):
    return processing.run("samcffnet:diagnostics", parameters)


def test_report_and_text_with_an_engine(tmp_path, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    report, text = tmp_path / "new" / "r.html", tmp_path / "new" / "t.md"
    results = run(REPORT=str(report), TEXT=str(text), DEVICE="cpu")
    assert results["REPORT"] == str(report) and results["TEXT"] == str(text)
    assert results["SUMMARY"].startswith("The engine works: cpu (")
    written = text.read_text(encoding="utf-8")
    assert "QGIS: 3." in written and "Qt: " in written
    assert "named by: SAM_CFFNET_PYTHON" in written
    assert "device: cpu: cpu (" in written
    assert "<h1>SAM-CFFNet diagnostics</h1>" in report.read_text(encoding="utf-8")
    assert sorted(path.name for path in report.parent.iterdir()) == ["r.html", "t.md"]


def test_without_an_engine_and_with_a_damaged_model(tmp_path, profile):
    folder = profile / "models" / "mine"
    folder.mkdir(parents=True)
    (folder / "mine.json").write_text('{"id": "<b>"}', encoding="utf-8")
    algorithm = QgsApplication.processingRegistry().algorithmById("samcffnet:diagnostics")
    assert algorithm.canExecute()[0]
    report, text = tmp_path / "r.html", tmp_path / "t.md"
    summary = run(REPORT=str(report), TEXT=str(text))["SUMMARY"]
    assert summary.startswith("The engine does not work: The engine's Python ~/no/python")
    written = text.read_text(encoding="utf-8")
    assert "mine: PROBLEM: The model card ~/profile/sam_cffnet/models/mine/mine.json" in written
    assert "cffnet-lite: in the box" in written
    for content in (written, report.read_text(encoding="utf-8"), summary):
        assert "amaier" not in content and str(tmp_path) not in content


def test_without_files_the_report_stands_in_the_log():
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    results = processing.run("samcffnet:diagnostics", {}, feedback=feedback)
    assert set(results) == {"SUMMARY"}
    assert "### SAM-CFFNet diagnostics" in feedback.textLog()
    assert results["SUMMARY"] in feedback.textLog()


def test_a_destination_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(QgsProcessingException, match="Cannot write to the folder"):
        run(TEXT=str(tmp_path / "file" / "t.md"))


def test_cancel_leaves_nothing(tmp_path):
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    feedback.cancel()
    text = tmp_path / "new" / "t.md"
    results = processing.run("samcffnet:diagnostics", {"TEXT": str(text)}, feedback=feedback)
    assert "SUMMARY" not in results and not text.parent.exists()


def test_the_error_of_a_run_is_in_the_next_report(tmp_path, profile):
    python = tmp_path / "my pythons" / "python"
    python.parent.mkdir()
    python.write_text("no program")
    with pytest.raises(QgsProcessingException, match="cannot be started"):
        processing.run("samcffnet:installengine", {"ACTION": "check", "PYTHON": str(python)})
    (kept,) = read_errors(profile)
    assert (kept.algorithm, kept.kind) == ("installengine", "EngineError")
    assert "The engine's Python …/my pythons/python cannot be started" in kept.text
    text = tmp_path / "t.md"
    run(TEXT=str(text))
    assert f"{kept.time} installengine: EngineError: " in text.read_text(encoding="utf-8")


def test_an_unexpected_error_is_kept_and_goes_on_as_it_is(profile):
    raised = ValueError("no sense")
    with pytest.raises(ValueError) as caught, bridge.processing_errors():
        raise raised
    assert caught.value is raised
    (kept,) = read_errors(profile)
    assert kept.kind == "ValueError" and "in test_an_unexpected_error" in kept.text


def test_errors_of_qgis_are_kept_and_cancelling_is_none(profile):
    with pytest.raises(QgsProcessingException, match="no layer"), bridge.processing_errors():
        raise QgsProcessingException("no layer in /a/b/c/d.gpkg")
    with pytest.raises(QgsProcessingException), bridge.processing_errors():
        raise Cancelled("The run was cancelled.")
    assert [error.text for error in read_errors(profile)] == ["no layer in …/c/d.gpkg"]


def test_a_profile_that_cannot_be_written_hides_no_error(profile):
    profile.parent.mkdir(parents=True)
    profile.touch()
    with pytest.raises(QgsProcessingException, match="wrong"), bridge.processing_errors():
        raise ParameterError("{name} is wrong.", name="X")
