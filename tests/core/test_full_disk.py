"""Disks that are full, read-only or within a quota: a sentence, nothing lost, and it goes on later."""

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import (
    ENGINE_PYTHON,
    ROOT,
    Recorder,
    SmallDisk,
    noise_image,
    python_that_runs,
    write_raster,
)
from osgeo import gdal, ogr

from sam_cffnet_qgis.core import journal as journal_module
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.errors import OutputError
from sam_cffnet_qgis.core.fine_tune import fine_tune
from sam_cffnet_qgis.core.model_import import import_model
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL, find_model, register
from sam_cffnet_qgis.core.settings import (
    DetectionSettings,
    EngineSettings,
    FineTuneSettings,
    LabelledRaster,
    TrainingPlace,
    Workplace,
)
from sam_cffnet_qgis.core.training_run import MILLIONS, STATE_BYTES

TILE_KIB = 256  # of a tile of 256 px in the journal


@pytest.fixture
def detection(random_models, tmp_path):
    """Run a detection of 16 tiles with the trivial engine; returns the probability."""
    raster = write_raster(tmp_path / "a.tif", noise_image(800, 800))
    python = python_that_runs(tmp_path / "python", ROOT / "tests" / "trivial_engine.py")

    def run(journals, work, recorder=None):
        work.mkdir(exist_ok=True)
        recorder = recorder or Recorder()
        engine = EngineSettings(batch=2)
        settings = DetectionSettings("random", threshold=0.99, engine=engine)
        place = Workplace(python, random_models, work, journals)
        result = detect(str(raster), settings, place, recorder)
        result.write_plane(result.probability, work / "wanted.tif", recorder)
        return gdal.Open(str(work / "wanted.tif")).ReadAsArray()

    return run


LIGHT_STATE_BYTES = STATE_BYTES * MILLIONS["efficientnet_lite0"] * 1e6


def kept_tiles(recorder):
    """How many tiles of an earlier run were found."""
    found = [text for text in recorder.messages if "tiles were computed before" in text]
    return int(found[0].split()[0]) if found else 0


def test_a_full_disk_of_the_journal_costs_the_tiles_that_did_not_fit(detection, tmp_path):
    expected = detection(None, tmp_path / "undisturbed")
    with SmallDisk(tmp_path / "disk", 6 * TILE_KIB) as disk:
        recorder = Recorder()
        result = detection(disk.folder, tmp_path / "first", recorder)
        np.testing.assert_array_equal(result, expected)
        (told,) = [text for text in recorder.messages if "not kept" in text]
        assert "No space left on device" in told and str(disk.folder) in told
        disk.resize(100 * TILE_KIB)
        recorder = Recorder()
        result = detection(disk.folder, tmp_path / "second", recorder)
        np.testing.assert_array_equal(result, expected)
        assert kept_tiles(recorder) == 5 and not any("not kept" in m for m in recorder.messages)


def test_a_full_disk_of_the_outputs_loses_no_tile(detection, tmp_path):
    journals = tmp_path / "journals"
    expected = detection(None, tmp_path / "undisturbed")
    with SmallDisk(tmp_path / "disk", 400) as disk:
        with pytest.raises(OutputError, match="Cannot write to .*/disk: .*free some space"):
            detection(journals, disk.folder / ".sam_cffnet-work")
        disk.resize(100_000)
        recorder = Recorder()
        result = detection(journals, disk.folder / "again", recorder)
    np.testing.assert_array_equal(result, expected)
    assert kept_tiles(recorder) > 0


def test_a_read_only_folder_of_journals_costs_a_warning(detection, tmp_path):
    with SmallDisk(tmp_path / "disk", 1000) as disk:
        disk.make_read_only()
        recorder = Recorder()
        detection(disk.folder / "journals", tmp_path / "work", recorder)
    assert any("Read-only file system" in text for text in recorder.messages)


def test_a_quota_of_the_journal_costs_a_warning(detection, tmp_path, monkeypatch):
    def refuse(*arguments):
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(journal_module, "SYNC_SECONDS", 0)
    monkeypatch.setattr(journal_module.os, "fsync", refuse)
    recorder = Recorder()
    detection(tmp_path / "journals", tmp_path / "work", recorder)
    (told,) = [text for text in recorder.messages if "not kept" in text]
    assert "quota exceeded" in told


LIMITED = """
import resource, signal, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from pathlib import Path
from builders import Recorder
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.errors import SamCffnetError
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[5]), int(sys.argv[5])))
place = Workplace(*map(Path, sys.argv[2:5]))
settings = DetectionSettings("random", threshold=0.99)
try:
    detect(sys.argv[6], settings, place, Recorder())
except SamCffnetError as error:
    print(error)
"""


@pytest.mark.parametrize("limit_kib", [1, 100, 500])
def test_a_limit_on_the_size_of_files_gets_one_sentence(random_models, tmp_path, limit_kib):
    raster = write_raster(tmp_path / "a.tif", noise_image(800, 800))
    python = python_that_runs(tmp_path / "python", ROOT / "tests" / "trivial_engine.py")
    work = tmp_path / "work"
    work.mkdir()
    limit = str(limit_kib * 1024)
    command = [sys.executable, "-c", LIMITED, ROOT, python, random_models, work, limit, raster]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"Cannot write to {work}: "), done.stdout + done.stderr
    assert "free some space" in done.stdout


@pytest.fixture
def training(random_models, tmp_path):
    """Run a short fine-tuning; returns the new model's card."""
    image = noise_image(900, 900)
    squares = []
    for row in range(40, 860, 200):
        for column in range(60, 860, 200):
            image[:, row : row + 30, column : column + 30] = 250
            squares.append(square(column, row))
    raster = LabelledRaster(str(write_raster(tmp_path / "a.tif", image)), tuple(squares))

    def run(runs, target, recorder=None, name="mine"):
        settings = FineTuneSettings(
            name, "random", (raster,), epochs=2, batch=4, learning_rate=1e-3
        )
        place = TrainingPlace(ENGINE_PYTHON, random_models, target, runs)
        return fine_tune(settings, place, recorder or Recorder()).card

    return run


def square(column, row, edge=30):
    """A square (WKB) at a place of the raster."""
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for across, down in ((0, 0), (edge, 0), (edge, edge), (0, edge), (0, 0)):
        ring.AddPoint_2D(500_000 + column + across, 3_000_000 - row - down)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return bytes(polygon.ExportToWkb())


class FillsDisk(Recorder):
    """Another program's file takes all space when the first epoch is done."""

    NAME = "of another program"

    def __init__(self, folder):
        super().__init__()
        self._path = folder / self.NAME

    def info(self, template, **values):
        super().info(template, **values)
        if template.startswith("Epoch"):
            with self._path.open("wb") as stream, contextlib.suppress(OSError):
                while True:
                    stream.write(bytes(2**16))
                    stream.flush()


def test_a_disk_that_fills_while_training_keeps_finished_epochs(training, tmp_path):
    whole = training(tmp_path / "runs", tmp_path / "whole")
    with SmallDisk(tmp_path / "disk", int(LIGHT_STATE_BYTES * 1.1 / 1024)) as disk:
        runs, target = disk.folder / "runs", tmp_path / "models"
        with pytest.raises(OutputError, match=r"Cannot write to .*No space left.*Finished epochs"):
            training(runs, target, FillsDisk(disk.folder))
        assert not target.exists() or list(target.iterdir()) == []
        (disk.folder / FillsDisk.NAME).unlink()
        recorder = Recorder()
        card = training(runs, target, recorder)
        assert any("Going on with" in text for text in recorder.messages)
        assert list(runs.iterdir()) == []
    assert (card.sha256, card.threshold, card.metrics) == (
        whole.sha256,
        whole.threshold,
        whole.metrics,
    )


@pytest.mark.parametrize("folder", ["", "new"])
@pytest.mark.parametrize("place", ["runs", "models"])
def test_a_read_only_folder_is_told_before_the_training(training, tmp_path, place, folder):
    recorder = Recorder()
    with SmallDisk(tmp_path / place, 1000) as disk:
        disk.make_read_only()
        with pytest.raises(OutputError, match=f"Cannot write to .*{place}.*Read-only file system"):
            training(tmp_path / "runs" / folder, tmp_path / "models" / folder, recorder)
    assert not recorder.messages


def test_a_model_that_does_not_fit_leaves_nothing(tmp_path):
    card = replace(find_model(DEFAULT_MODEL, tmp_path), id="mine")
    weights = Path(shutil.copy(card.weights_path, tmp_path / "new.safetensors"))
    with SmallDisk(tmp_path / "disk", 2000) as disk:
        with pytest.raises(OutputError, match="Cannot write.*/disk.*No space left"):
            register(card, weights, disk.folder)
        assert list(disk.folder.iterdir()) == [] and weights.is_file()


def test_a_read_only_folder_of_models_is_told_before_the_import(tmp_path):
    checkpoint = tmp_path / "a.pth"
    checkpoint.touch()
    with SmallDisk(tmp_path / "disk", 2000) as disk:
        disk.make_read_only()
        with pytest.raises(OutputError, match="Cannot write.*/disk.*Read-only file system"):
            import_model(str(checkpoint), "", "mine", disk.folder, ENGINE_PYTHON, Recorder())
