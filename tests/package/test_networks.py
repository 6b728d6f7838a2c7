"""Every network as a user has it: used, exported, deleted, imported and used again."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from installed_plugin import qgis_process
from osgeo import gdal

from sam_cffnet_qgis.core.architectures import KINDS

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("segformer_b0",)
WINDOW = [300, 100, 300, 300]


def cases():
    for name in KINDS:
        yield pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow])


@pytest.fixture
def run(installed, tmp_path):
    """Run an algorithm of the installed plugin."""

    def run(algorithm, **parameters):
        given = [f"{name}={value}" for name, value in parameters.items()]
        done = qgis_process(installed, "run", f"samcffnet:{algorithm}", "--", *given)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def make_model(folder, kind):
    """Random weights; on SAM of ViT-B, whose input is small so that it is quick."""
    encoder, encoder_px = (kind.encoder, 256) if kind.encoder else ("sam_vit_b", 256)
    program = [sys.executable, ROOT / "tests" / "random_model.py", folder]
    names = [encoder, "made", kind.decoder, str(encoder_px)]
    subprocess.run([*program, *names], env={"PYTHONPATH": str(ROOT)}, check=True)


@pytest.mark.parametrize("name", list(cases()))
def test_network_survives_export_and_import(name, installed, run, tmp_path):
    profile = Path(installed["QGIS_CUSTOM_CONFIG_PATH"]) / "profiles" / "default"
    shutil.rmtree(profile / "sam_cffnet" / "models", ignore_errors=True)
    make_model(profile / "sam_cffnet" / "models", KINDS[name])
    scene = tmp_path / "scene.tif"
    gdal.Translate(str(scene), str(ROOT / "resources/sample/scene.tif"), srcWin=WINDOW)

    def probabilities(number):
        path = tmp_path / f"{number}.tif"
        detected = {"OUTPUT": tmp_path / f"{number}.gpkg", "PROBABILITY": path}
        run("detectlandslides", INPUT=scene, MODEL="made", RESOLUTION=0, **detected)
        return gdal.Open(str(path)).ReadAsArray()

    before = probabilities(1)
    assert before.std() > 0 and ((before > 0) & (before < 1)).all()
    archive = tmp_path / "made.zip"
    run("managemodels", ACTION="export", MODEL="made", OUTPUT=archive)
    run("managemodels", ACTION="delete", MODEL="made")
    assert not (profile / "sam_cffnet" / "models" / "made").exists()
    run("managemodels", ACTION="import", FILE=archive)
    assert np.array_equal(probabilities(2), before)
    run("managemodels", ACTION="delete", MODEL="made")
