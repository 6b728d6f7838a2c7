"""The engine process as a host sees it."""

import subprocess
import time

import numpy as np
import pytest
from builders import ENGINE_PYTHON, python_without_torch

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import EngineError, EngineMissingError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR, ENGINE_MAIN
from sam_cffnet_qgis.core.settings import EngineSettings


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_client_learns_the_engines_versions():
    with EngineClient(ENGINE_PYTHON, Feedback()) as engine:
        engine.hello()
        assert {"python", "torch", "timm"} <= set(engine.versions)


def test_client_learns_packages_and_devices():
    with EngineClient(ENGINE_PYTHON, Feedback()) as engine:
        facts = engine.describe()
    assert facts["versions"]["torch"].startswith("2.")
    assert facts["devices"][0]["name"] == "cpu"


def test_client_brings_a_report_without_a_model():
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    figure = {
        "kind": "chips",
        "columns": ["image"],
        "rows": [{"caption": "Höhe <m>", "images": ["a"]}],
    }
    sections = [{"heading": "One", "figure": figure}]
    document = {"title": "T", "subtitle": "", "language": "en", "sections": sections}
    with EngineClient(ENGINE_PYTHON, Feedback()) as engine:
        page = engine.render_report(document, {"a": np.zeros((4, 4), np.float32)})
    assert "Höhe &lt;m&gt;" in page
    assert "data:image/png;base64," in page


def test_client_learns_what_a_network_costs():
    with EngineClient(ENGINE_PYTHON, Feedback()) as engine:
        card = read_card(BUNDLED_MODELS_DIR / "cffnet-lite" / "cffnet-lite.json")
        cost = engine.cost(card, EngineSettings(device="cpu", precision="fp32"))
    assert cost["parameters"] == cost["trainable"] == 3_222_404
    assert cost["seconds"] > 0


def test_client_names_an_interpreter_that_dies_at_start(tmp_path):
    python = script(tmp_path / "python", "echo 'no such library' >&2; exit 3")
    with (
        EngineClient(python, Feedback()) as engine,
        pytest.raises(EngineError, match="exit code 3.*no such library"),
    ):
        engine.hello()


def test_client_takes_no_text_for_a_message(tmp_path):
    python = script(tmp_path / "python", "echo 'Welcome to this computer'; sleep 0.2")
    with EngineClient(python, Feedback()) as engine, pytest.raises(EngineError):
        engine.hello()


def test_client_says_which_package_is_missing(tmp_path):
    with (
        EngineClient(python_without_torch(tmp_path), Feedback()) as engine,
        pytest.raises(EngineMissingError, match="cannot import a package.*'Install engine'"),
    ):
        engine.hello()


def test_an_engine_without_torch_still_tells_what_it_has(tmp_path):
    with EngineClient(python_without_torch(tmp_path), Feedback()) as engine:
        with pytest.raises(EngineMissingError):
            engine.hello()
        facts = engine.describe()
    assert facts["versions"]["torch"] == "missing" and "torch" in facts["error"]


def test_client_names_an_interpreter_that_cannot_start(tmp_path):
    path = tmp_path / "python"
    path.write_text("no program")
    with pytest.raises(EngineError, match="cannot be started"):
        EngineClient(path, Feedback())


def test_engine_ends_itself_when_the_host_is_gone():
    process = subprocess.Popen(
        [ENGINE_PYTHON, "-I", ENGINE_MAIN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1)
    process.stdin.close()
    assert process.wait(timeout=2) == 0
    process.stdout.close()
