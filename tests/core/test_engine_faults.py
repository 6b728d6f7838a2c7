"""A run whose engine fails: one sentence, nothing left behind, and what was computed is not lost."""

import os

import numpy as np
import pytest
from builders import (
    ENGINE_PYTHON,
    ROOT,
    Recorder,
    noise_image,
    python_that_runs,
    python_without_torch,
    write_raster,
)
from osgeo import gdal

from sam_cffnet_qgis.core import engine_client
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import EngineError
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings, Workplace

PROGRAM = ROOT / "tests" / "trivial_engine.py"
BATCH = 2
GARBAGE = "cannot be understood .*was ended.*Run again"


@pytest.fixture
def run(random_models, tmp_path):
    """Run a detection with the trivial engine; returns the result and its probability."""
    raster = write_raster(tmp_path / "a.tif", noise_image(700, 700))
    journals = tmp_path / "journals"

    def run_detection(fault, feedback=None):
        work = tmp_path / f"work-{fault}"
        work.mkdir()
        python = python_that_runs(tmp_path / f"python-{fault}", PROGRAM, *filter(None, [fault]))
        settings = DetectionSettings("random", threshold=0.99, engine=EngineSettings(batch=BATCH))
        place = Workplace(python, random_models, work, journals)
        result = detect(str(raster), settings, place, feedback or Recorder())
        result.write_plane(result.probability, work / "wanted.tif", Recorder())
        return result, gdal.Open(str(work / "wanted.tif")).ReadAsArray()

    return run_detection


FAULTS = {
    "prints": GARBAGE,
    "huge_header": GARBAGE,
    "no_json": GARBAGE,
    "deep_json": GARBAGE,
    "list_of_arrays": GARBAGE,
    "huge_array": GARBAGE,
    "negative_array": GARBAGE,
    "objects": GARBAGE,
    "another_answer": GARBAGE,
    "another_order": "in another order.*Run again",
    "no_plane": "does not fit the tiles.*probability is missing",
    "smaller_plane": r"does not fit the tiles.*\(2, 255, 256\), but should be .*\(2, 256, 256\)",
    "wider_type": "does not fit the tiles.*is uint8",
    "no_number": "no probability for [0-9]+ of 131072 pixels.*fp32",
    "above_one": "no probability for [0-9]+ of 131072 pixels",
    "cut_off": "ended unexpectedly .exit code 3",
    "dies": "ended unexpectedly .signal 6.*no such luck",
    "hangs": "not answered for 1 seconds and was ended",
}


@pytest.mark.parametrize(("fault", "match"), FAULTS.items())
def test_a_failing_engine_costs_nothing_but_time(run, tmp_path, monkeypatch, fault, match):
    monkeypatch.setattr(engine_client, "SILENCE_SECONDS", 1)
    monkeypatch.setattr(engine_client, "END_SECONDS", 1)
    with pytest.raises(EngineError, match=match):
        run(fault)
    assert not children()
    assert not (tmp_path / f"work-{fault}" / "wanted.tif").exists()
    recorder = Recorder()
    _, went_on = run("", recorder)
    assert any(f"{2 * BATCH} tiles were computed before" in text for text in recorder.messages)
    (tmp_path / "work-").rename(tmp_path / "work-before")
    np.testing.assert_array_equal(went_on, run("")[1])


def children():
    """Processes of this one that still run."""
    path = f"/proc/self/task/{os.getpid()}/children"
    with open(path) as stream:
        return stream.read().split()


def test_a_batch_on_another_device_is_told_in_the_result(run):
    """As it is after a lack of memory."""
    assert run("other_device")[0].provenance["device"] == "none, fp32; cpu, fp32; none, fp32"


@pytest.mark.parametrize("fault", ["other_protocol", "no_protocol"])
def test_an_engine_of_another_version_is_refused(run, fault):
    with pytest.raises(EngineError, match="engine protocol 1, the engine .*Restart QGIS"):
        run(fault)


def test_the_engine_refuses_a_host_of_another_version(monkeypatch):
    monkeypatch.setattr(engine_client, "PROTOCOL_VERSION", 99)
    with (
        EngineClient(ENGINE_PYTHON, Recorder()) as engine,
        pytest.raises(EngineError, match="engine protocol 99, the engine 1"),
    ):
        engine.hello()


def test_what_a_library_prints_does_not_reach_the_protocol(tmp_path):
    python = python_without_torch(tmp_path)
    (packages,) = (tmp_path / "env").glob("lib/python3*/site-packages")
    for name in ("torch", "torchvision", "timm", "safetensors"):
        information = packages / f"{name}-9.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(f"Name: {name}\nVersion: 9.0\n")
    (packages / "torch.py").write_text(
        "import os\nprint('thinking aloud', flush=True)\nos.write(1, b'and louder' * 999)\n"
    )
    with EngineClient(python, Recorder()) as engine:
        engine.hello()
    assert engine.versions["torch"] == "9.0"
