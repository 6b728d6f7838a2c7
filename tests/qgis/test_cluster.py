"""A detection on a cluster of this computer, as users run it."""

import numpy as np
import processing
import pytest
from builders import ROOT, noise_image, python_that_runs, write_raster
from dask_processes import resource_tracker_ended  # noqa: F401
from osgeo import gdal

from sam_cffnet_qgis.processing.folders import journals_folder


@pytest.fixture
def given(tmp_path, monkeypatch, model_name):
    """Parameters of a run whose engine needs no torch."""
    program = ROOT / "tests" / "trivial_engine.py"
    python = python_that_runs(tmp_path / "engine", program, "places")
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(python))
    scene = str(write_raster(tmp_path / "scene.tif", noise_image(700, 300)))
    return {"INPUT": scene, "MODEL": model_name, "RESOLUTION": 0, "THRESHOLD": 0.72, "MIN_AREA": 2}


def bits(path):
    return gdal.Open(path).ReadAsArray().view(np.uint32)


def kept():
    folder = journals_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_cluster_gives_what_one_process_gives_and_leaves_no_journal(given, tmp_path):
    results, before = [], kept()
    for name, cluster in (("one", {}), ("two", {"CLUSTER": "local:2"})):
        outputs = {"OUTPUT": f"{name}.gpkg", "PROBABILITY": f"{name}.tif"}
        paths = {key: str(tmp_path / file_name) for key, file_name in outputs.items()}
        results.append(processing.run("samcffnet:detectlandslides", given | paths | cluster))
    one, other = results
    np.testing.assert_array_equal(bits(one["PROBABILITY"]), bits(other["PROBABILITY"]))
    for name in ("COUNT", "AREA", "TILES", "MODEL_ID"):
        assert one[name] == other[name]
    assert one["COUNT"] > 0
    assert kept() == before


@pytest.mark.parametrize("text", ["local:0", "host:8786"])
def test_cluster_that_means_nothing_is_refused(problem, image_path, text):
    message = problem(INPUT=image_path, CLUSTER=text)
    assert f"CLUSTER is '{text}'" in message and "tcp://host:8786" in message


def test_cluster_and_shard_exclude_each_other(problem, image_path):
    message = problem(INPUT=image_path, CLUSTER="local:2", SHARD="1/3", SHARD_FILE="/tmp/a.shard")
    assert "Leave one of the two empty" in message
