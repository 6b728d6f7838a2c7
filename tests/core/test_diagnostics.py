"""The report that is pasted into an issue: whole, discreet, and made whatever is broken."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ENGINE_PYTHON, python_without_torch

from sam_cffnet_qgis.core import diagnostics, diagnostics_facts, self_test
from sam_cffnet_qgis.core.diagnostics import Surroundings, diagnose
from sam_cffnet_qgis.core.diagnostics_page import Fact, Part, markdown, page
from sam_cffnet_qgis.core.errors import Cancelled, ModelNotFoundError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.kept_items import KeptPlaces
from sam_cffnet_qgis.core.last_errors import record_error
from sam_cffnet_qgis.core.self_test import SelfTest, known_result

TRIAL = SelfTest({"torch": "2.14.1"}, "cpu (2 threads)", "fp32", 2.5, 0.05, 0.0001)


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Surroundings whose engine does not exist, in the home of a user."""
    home = tmp_path / "Anna Maier"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USER", "amaier")
    monkeypatch.delenv("SAM_CFFNET_PYTHON", raising=False)
    profile = home / "profile" / "sam_cffnet"
    profile.mkdir(parents=True)
    return Surroundings(
        host={"QGIS": "3.40.6"},
        setting=str(home / "no" / "such" / "python"),
        managed_folder=home / "engine",
        profile_folder=profile,
        models_folder=profile / "models",
        kept_places=KeptPlaces(
            *(profile / name for name in ("journal", "training", "rendered", "downloads")),
            models=(profile / "models",),
        ),
    )


@pytest.fixture
def whole(broken):
    return replace(broken, setting=str(ENGINE_PYTHON))


def problems(text):
    return re.findall(r"^(.*?): PROBLEM: (.*)$", text, re.MULTILINE)


def test_report_of_a_computer_on_which_all_is_well(whole):
    fractions = []
    feedback = Feedback()
    feedback.set_progress = fractions.append
    found = diagnose(whole, feedback)
    assert found.problems == 0 and not problems(found.text)
    assert found.summary.startswith("The engine works: cpu (")
    for pattern in (
        r"^QGIS: 3\.40\.6$",
        r"^GDAL: \d+\.\d+",
        r"^memory: [\d.]+ GB, [\d.]+ [GM]B free$",
        r"^named by: the settings$",
        r"^handshake: \d+\.\d s$",
        r"^engine's torch: 2\.\d+",
        r"^cpu: threads \d+; torch's code for ",
        r"^result: as it should be$",
        r"^a tile: \d+\.\d+ s$",
        r"^cffnet-lite: in the box, .* SHA-256 [0-9a-f]{64} of the card matches the file$",
        r"^unfinished detections: 0, 0\.0 MB$",
        r"^errors: none$",
    ):
        assert re.search(pattern, found.text, re.MULTILINE), pattern
    assert fractions == sorted(fractions) and fractions[-1] == 1


def test_report_without_an_engine_has_all_the_rest(broken):
    found = diagnose(broken, Feedback())
    assert found.summary.startswith(
        "The engine does not work: The engine's Python ~/no/such/python"
    )
    assert [name for name, _ in problems(found.text)] == ["error"]
    assert "result: not run, since the engine did not start" in found.text
    assert "cffnet-lite: in the box" in found.text
    assert found.problems == 1


def test_nothing_in_the_report_names_the_user(broken, tmp_path):
    error = ModelNotFoundError("No {path}", path=Path("/data/Mine Nr. 5/amaier/my model.json"))
    record_error(broken.profile_folder, "detectlandslides", error, expected=True)
    found = diagnose(broken, Feedback())
    for text in (found.text, found.page, found.summary):
        assert "Anna" not in text and "amaier" not in text and str(tmp_path) not in text
    assert "detectlandslides: ModelNotFoundError: No …/(user)/my model.json" in found.text


def test_an_engine_without_torch_tells_what_it_has(broken, tmp_path):
    python = python_without_torch(tmp_path)
    found = diagnose(replace(broken, setting=str(python)), Feedback())
    assert [name for name, _ in problems(found.text)] == ["handshake", "devices"]
    assert "cannot import a package" in found.summary
    assert "engine's torch: missing" in found.text
    assert re.search(r"engine's python: 3\.\d+", found.text)


def test_an_engine_that_dies_at_start_leaves_its_last_words(broken, tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'no such library' >&2; exit 3\n")
    python.chmod(0o755)
    found = diagnose(replace(broken, setting=str(python)), Feedback())
    (name, text), *others = problems(found.text)
    assert name == "error" and "no such library" in text and not others
    assert "not run" in found.text


def test_a_wrong_result_is_a_problem(whole, monkeypatch):
    monkeypatch.setattr(self_test, "known_result", lambda: known_result() + 0.5)
    found = diagnose(whole, Feedback())
    assert "a probability differs by 0." in found.summary
    assert [name for name, _ in problems(found.text)] == ["error"]


def test_a_device_that_is_not_there_is_named(whole):
    found = diagnose(replace(whole, device="cuda:7"), Feedback())
    assert "The device 'cuda:7' is not available" in found.summary


def test_what_the_engine_tells_while_it_is_tried_is_noted(whole, monkeypatch):
    def trial(python, feedback, device):
        feedback.warn("Slow on {device}.", device=device)
        return TRIAL

    monkeypatch.setattr(diagnostics, "run_self_test", trial)
    text = diagnose(whole, Feedback()).text
    assert "note: Slow on auto." in text
    assert "device: auto: cpu (2 threads)" in text


def test_damaged_models_are_named_beside_the_others(broken):
    bundled = diagnostics_facts.BUNDLED_MODELS_DIR / "cffnet-lite"
    for name in ("changed", "empty", "lost"):
        folder = broken.models_folder / name
        folder.mkdir(parents=True)
        card = (bundled / "cffnet-lite.json").read_text(encoding="utf-8")
        (folder / f"{name}.json").write_text(
            card.replace('"id": "cffnet-lite"', f'"id": "{name}"'), encoding="utf-8"
        )
    weights = broken.models_folder / "changed" / "changed.safetensors"
    shutil.copyfile(bundled / "cffnet-lite.safetensors", weights)
    with weights.open("r+b") as stream:
        stream.seek(-1, 2)
        stream.write(b"\x7f")
    (broken.models_folder / "empty" / "empty.json").write_text("{", encoding="utf-8")
    found = diagnose(broken, Feedback())
    told = dict(problems(found.text))
    assert told["changed"].endswith("of the card is not that of the file")
    assert "it is no JSON text" in told["empty"]
    assert (
        "its weights ~/profile/sam_cffnet/models/lost/lost.safetensors are missing" in told["lost"]
    )
    assert "matches the file" in found.text and found.problems == 4


def test_kept_tiles_and_downloads_are_counted(broken):
    journals = (f"journal/{'a' * 32}/tiles.bin", f"journal/{'b' * 32}/tiles.bin")
    for name in (*journals, "downloads/sam_vit_b_01ec64.pth"):
        path = broken.profile_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(1_000_000))
    text = diagnose(broken, Feedback()).text
    assert "unfinished detections: 2, 2.0 MB" in text
    assert "downloaded weights: 1, 1.0 MB" in text


def test_an_unexpected_error_costs_one_line(broken, monkeypatch):
    def fail():
        raise ValueError("no sense in /opt/a/b/c")

    monkeypatch.setattr(diagnostics_facts, "find_graphics_card", fail)
    found = diagnose(broken, Feedback())
    assert ("unexpected error", "ValueError: no sense in …/b/c") in problems(found.text)
    assert "processor: " in found.text and "cffnet-lite: in the box" in found.text


def test_cancelling_stops(broken):
    feedback = Feedback()
    feedback.is_cancelled = lambda: True
    with pytest.raises(Cancelled):
        diagnose(broken, feedback)


def test_no_text_is_taken_for_markup():
    parts = [Part("<h>", (Fact("a|b", "<script>``` & more"), Fact("two", "x\n<y>", True)))]
    written = page(parts, "<summary>")
    assert "<script>" not in written and "<y>" not in written and "<summary>" not in written
    assert "<pre>PROBLEM: x\n&lt;y&gt;</pre>" in written
    text = markdown(parts, "sum")
    assert "````text\na|b: <script>``` & more\ntwo:\n    PROBLEM: x\n    <y>\n````" in text
