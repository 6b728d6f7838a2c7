"""The engine's trial: passed where it computes rightly, failed where it does not."""

from functools import partial

import numpy as np
import pytest
from builders import ENGINE_PYTHON

from sam_cffnet_qgis.core import self_test
from sam_cffnet_qgis.core.errors import EngineError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.self_test import known_result, run_self_test, self_test_tile
from sam_cffnet_qgis.core.settings import EngineSettings


def test_tile_shows_a_scar_that_the_known_result_holds():
    tile = self_test_tile(256)
    assert tile.shape == (3, 256, 256) and tile.dtype == np.float32
    assert 0 <= tile.min() < 0.3 and 0.55 < tile.max() <= 1
    known = known_result()
    assert known.shape == (16, 16)
    assert known.min() < 0.01 and known.max() > 0.7


def test_the_engine_passes():
    trial = run_self_test(ENGINE_PYTHON, Feedback())
    assert trial.largest_difference <= self_test.TOLERANCES[trial.precision]
    assert trial.seconds_a_tile < trial.seconds_until_ready
    assert trial.versions["torch"] and "cpu" in trial.device


@pytest.mark.parametrize("backend", ["torch", "openvino"])
def test_the_engine_passes_on_each_backend(monkeypatch, backend):
    changed = partial(EngineSettings, backend=backend, precision="fp32")
    monkeypatch.setattr(self_test, "EngineSettings", changed)
    trial = run_self_test(ENGINE_PYTHON, Feedback(), "cpu")
    assert ("OpenVINO" in trial.device) == (backend == "openvino")
    assert trial.largest_difference <= 1e-3


@pytest.mark.parametrize("backend", [pytest.param("torch", marks=pytest.mark.slow), "openvino"])
def test_the_rounding_of_half_precision_passes(monkeypatch, backend):
    changed = partial(EngineSettings, backend=backend, precision="bf16")
    monkeypatch.setattr(self_test, "EngineSettings", changed)
    trial = run_self_test(ENGINE_PYTHON, Feedback(), "cpu")
    assert trial.precision == "bf16" and trial.largest_difference < 0.15


@pytest.mark.parametrize(("precision", "change"), [("fp32", 0.002), ("bf16", 0.3)])
def test_another_result_is_told(monkeypatch, precision, change):
    monkeypatch.setattr(self_test, "EngineSettings", partial(EngineSettings, precision=precision))
    monkeypatch.setattr(self_test, "known_result", lambda: known_result() + change)
    with pytest.raises(EngineError, match=rf"a probability differs by 0\.[0-9]+ .* in {precision}"):
        run_self_test(ENGINE_PYTHON, Feedback(), "cpu")


def test_no_number_is_told(monkeypatch):
    monkeypatch.setattr(self_test, "known_result", lambda: np.full((16, 16), np.nan))
    with pytest.raises(EngineError, match="differs by nan"):
        run_self_test(ENGINE_PYTHON, Feedback())
