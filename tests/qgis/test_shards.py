"""Parts of a detection and their merge, as users run them."""

import re
import sys
from pathlib import Path

import numpy as np
import processing
import pytest
from builders import ROOT, noise_image, python_that_runs, write_raster
from osgeo import gdal
from qgis.core import (
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

DETECT, MERGE = "samcffnet:detectlandslides", "samcffnet:mergeshards"
COUNT = 3


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """One that needs no torch, and says another thing at every place of a tile."""
    program = ROOT / "tests" / "trivial_engine.py"
    python = python_that_runs(tmp_path / "engine", program, "places")
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(python))


@pytest.fixture
def scene(tmp_path):
    """An image of 4 rows of tiles."""
    return str(write_raster(tmp_path / "scene.tif", noise_image(700, 300)))


@pytest.fixture
def run(engine, scene, model_name):
    """A function that runs a detection or a part of it."""

    def detect(context=None, **parameters):
        defaults = {"INPUT": scene, "MODEL": model_name, "RESOLUTION": 0, "THRESHOLD": 0.55}
        return processing.run(DETECT, {**defaults, **parameters}, context=context)

    return detect


@pytest.fixture
def parts(run, tmp_path):
    """A function that computes all parts; gives their files."""

    def compute(**parameters):
        paths = [str(tmp_path / f"part{number}.shard") for number in range(1, COUNT + 1)]
        for number, path in enumerate(paths, 1):
            results = run(SHARD=f"{number}/{COUNT}", SHARD_FILE=path, **parameters)
            assert results["SHARD_FILE"] == path
        return paths

    return compute


def rows(path):
    """Geometry and attributes of a polygon layer without the date of the run."""
    layer = QgsVectorLayer(path, "a")
    names = [field.name() for field in layer.fields() if field.name() != "run_date"]
    return [
        (bytes(feature.geometry().asWkb()), *(feature[name] for name in names))
        for feature in layer.getFeatures()
    ]


def bits(path):
    return gdal.Open(path).ReadAsArray().view(np.uint32)


def refusal(algorithm, **parameters):
    """What is said to parameters that are refused."""
    with pytest.raises(QgsProcessingException) as caught:
        processing.run(algorithm, parameters)
    return str(caught.value).replace("Unable to execute algorithm\n", "")


def outputs(folder, *names):
    folder.mkdir()
    files = {"OUTPUT": "s.gpkg", "PROBABILITY": "p.tif", "UNCERTAINTY": "u.tif", "REPORT": "r.html"}
    return {name: str(folder / files[name]) for name in names}


def test_parts_and_merge_are_the_run(run, parts, tmp_path):
    names = ("OUTPUT", "PROBABILITY", "UNCERTAINTY")
    one = run(TTA=True, **outputs(tmp_path / "one", *names))
    files = parts(TTA=True)
    merged = processing.run(MERGE, {"SHARDS": files, **outputs(tmp_path / "merged", *names)})
    assert rows(merged["OUTPUT"]) == rows(one["OUTPUT"]) and one["COUNT"] > 3
    for name in ("PROBABILITY", "UNCERTAINTY"):
        np.testing.assert_array_equal(bits(merged[name]), bits(one[name]))
    for name in ("COUNT", "AREA", "TILES", "MODEL_ID"):
        assert merged[name] == one[name]
    history, other = (
        sorted(line for line in QgsVectorLayer(each["OUTPUT"]).metadata().history())
        for each in (one, merged)
    )
    assert [line for line in history if "run_date" not in line] == [
        line for line in other if "run_date" not in line
    ]


def test_parts_with_the_model_in_the_box_are_the_run(model_name, tmp_path, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    image = str(write_raster(tmp_path / "a.tif", noise_image(500, 200)))
    given = {"INPUT": image, "MODEL": model_name, "RESOLUTION": 0, "THRESHOLD": 0.05, "MIN_AREA": 0}
    names = ("OUTPUT", "PROBABILITY")
    one = processing.run(DETECT, {**given, **outputs(tmp_path / "one", *names)})
    files = [str(tmp_path / f"{number}.shard") for number in (1, 2)]
    for number, path in enumerate(files, 1):
        processing.run(DETECT, {**given, "SHARD": f"{number}/2", "SHARD_FILE": path})
    merged = processing.run(MERGE, {"SHARDS": files, **outputs(tmp_path / "merged", *names)})
    np.testing.assert_array_equal(bits(merged["PROBABILITY"]), bits(one["PROBABILITY"]))
    assert rows(merged["OUTPUT"]) == rows(one["OUTPUT"]) and one["COUNT"] > 0


def test_part_leaves_its_file_alone_and_says_that_the_layers_come_later(run, tmp_path, files_in):
    before = files_in()
    results = run(
        SHARD="1/3",
        SHARD_FILE=str(tmp_path / "a.shard"),
        OUTPUT=str(tmp_path / "s.gpkg"),
        PROBABILITY=str(tmp_path / "p.tif"),
    )
    assert sorted(results) == ["MODEL_ID", "SECONDS", "SHARD_FILE", "TILES"]
    assert results["TILES"] == 2 and results["MODEL_ID"] == "cffnet-lite"
    assert files_in() == sorted([*before, "a.shard"])


def test_merge_takes_a_folder_and_names_its_layers_after_the_image(parts, tmp_path, context):
    parts()
    project = QgsProject.instance()
    places = outputs(tmp_path / "merged", "OUTPUT", "PROBABILITY")
    wanted = {
        name: QgsProcessingOutputLayerDefinition(path, project) for name, path in places.items()
    }
    results = processing.run(MERGE, {"SHARDS": [str(tmp_path)], **wanted}, context=context)
    details = context.layerToLoadOnCompletionDetails(results["PROBABILITY"])
    assert details.name == "scene probability (cffnet-lite)"
    assert details.groupName == "scene – landslides"
    assert QgsVectorLayer(results["OUTPUT"]).crs().authid() == "EPSG:32648"


def test_merge_reads_an_image_that_was_moved(parts, scene, tmp_path):
    files = parts()
    moved = Path(scene).rename(tmp_path / "moved.tif")
    places = outputs(tmp_path / "merged", "PROBABILITY")
    assert "no raster at" in refusal(MERGE, SHARDS=files, **places)
    results = processing.run(MERGE, {"SHARDS": files, "INPUT": str(moved), **places})
    assert QgsRasterLayer(results["PROBABILITY"], "p").isValid()
    assert "OUTPUT" not in results


def test_merge_writes_the_report_of_the_run(parts, tmp_path, monkeypatch):
    files = parts()
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    places = outputs(tmp_path / "merged", "REPORT")
    page = Path(processing.run(MERGE, {"SHARDS": files, **places})["REPORT"]).read_text()
    assert "scene.tif" in page and "data:image/jpeg" in page


def test_merge_refuses_missing_doubled_and_other_shards_and_leaves_nothing(run, parts, tmp_path):
    files = parts()
    places = outputs(tmp_path / "merged", "OUTPUT")
    assert "1 of 3 shards are missing: 2." in refusal(MERGE, SHARDS=files[::2], **places)
    assert "twice" in refusal(MERGE, SHARDS=[*files, files[0]], **places)
    other = str(tmp_path / "other.shard")
    run(SHARD="2/3", SHARD_FILE=other, MIN_AREA=5)
    message = refusal(MERGE, SHARDS=[files[0], other, files[2]], **places)
    assert re.search(r"part1\.shard and .*other\.shard .*MIN_AREA 100\.0 ≠ 5\.0", message)
    damaged = tmp_path / "damaged.shard"
    damaged.write_bytes(Path(files[1]).read_bytes()[:-9])
    message = refusal(MERGE, SHARDS=[files[0], str(damaged), files[2]], **places)
    assert re.search(r"damaged\.shard cannot be merged", message)
    assert list((tmp_path / "merged").iterdir()) == []


def test_merge_refuses_an_uncertainty_that_the_parts_do_not_have(parts, tmp_path):
    places = outputs(tmp_path / "merged", "UNCERTAINTY")
    assert "without TTA" in refusal(MERGE, SHARDS=parts(), **places)


def test_merge_refuses_to_replace_a_part_or_the_image(parts, scene, tmp_path):
    files = parts()
    Path(files[0]).rename(tmp_path / "part1.tif")
    files[0] = str(tmp_path / "part1.tif")
    message = refusal(MERGE, SHARDS=files, PROBABILITY=files[0])
    assert "part1.tif is the input itself" in message


def test_merge_without_any_output_is_refused(tmp_path):
    assert "No output was asked for" in refusal(MERGE, SHARDS=[str(tmp_path / "a.shard")])


@pytest.mark.parametrize("text", ["0/3", "4/3", "a/b", "3", "1/0", "1/10001", 2])
def test_shard_that_means_nothing_is_refused(problem, image_path, text):
    message = problem(INPUT=image_path, SHARD=text, SHARD_FILE="/tmp/a.shard")
    assert f"SHARD is '{text}'" in message and "1/8 to 8/8" in message


def test_shard_and_its_file_need_each_other(problem, image_path):
    assert "SHARD_FILE is empty" in problem(INPUT=image_path, SHARD="1/3")
    assert "without SHARD" in problem(INPUT=image_path, SHARD_FILE="/tmp/a.shard")


@pytest.mark.parametrize("output", [None, "", "memory:"])
def test_shard_needs_no_other_output(problem, image_path, output):
    shard = {"SHARD": "1/3", "SHARD_FILE": "/tmp/a.shard"}
    assert problem(INPUT=image_path, OUTPUT=output, **shard) == ""


@pytest.mark.parametrize("output", [None, ""])
def test_run_without_any_output_is_refused(problem, image_path, output):
    assert "No output was asked for" in problem(INPUT=image_path, OUTPUT=output)


def test_more_parts_than_the_image_allows_are_refused(run, tmp_path, scene, model_name):
    given = {"INPUT": scene, "MODEL": model_name, "RESOLUTION": 0}
    shard = {"SHARD": "1/9", "SHARD_FILE": str(tmp_path / "a.shard")}
    assert "into 3 parts at most" in refusal(DETECT, **given, **shard)
    assert not (tmp_path / "a.shard").exists()


def test_part_of_a_web_layer_is_refused_with_a_way_out(problem):
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png", "tiles", "wms")
    QgsProject.instance().addMapLayer(layer)
    extent = "500000,500300,3000000,3000300 [EPSG:32648]"
    message = problem(INPUT=layer, EXTENT=extent, SHARD="1/3", SHARD_FILE="/tmp/a.shard")
    assert "SHARD is 1/3, but the layer" in message and "Save As" in message


def test_run_of_the_probability_alone_makes_no_polygons(run, tmp_path, files_in):
    before = files_in()
    results = run(PROBABILITY=str(tmp_path / "p.tif"))
    assert "OUTPUT" not in results and results["COUNT"] > 0
    assert files_in() == sorted([*before, "p.tif"])
