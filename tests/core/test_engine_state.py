import re

import pytest
from builders import ENGINE_PYTHON, Recorder, python_without_torch

from sam_cffnet_qgis.core.engine_state import ask_engine
from sam_cffnet_qgis.core.errors import Cancelled, EngineError, EngineMissingError


def test_an_engine_tells_its_versions_and_devices():
    state = ask_engine(ENGINE_PYTHON, Recorder())
    assert re.match(r"2\.\d+", state.versions["torch"])
    assert "missing" not in state.versions.values()
    assert "cpu" in state.devices


def test_an_engine_without_torch_is_refused(tmp_path):
    with pytest.raises(EngineMissingError, match="cannot import a package"):
        ask_engine(python_without_torch(tmp_path), Recorder())


def test_an_engine_that_dies_is_told(tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 3\n")
    python.chmod(0o755)
    with pytest.raises(EngineError):
        ask_engine(python, Recorder())


def test_asking_can_be_cancelled():
    feedback = Recorder()
    feedback.cancelled = True
    with pytest.raises(Cancelled):
        ask_engine(ENGINE_PYTHON, feedback)
