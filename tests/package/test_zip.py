"""The zip as the plugin repository and a user's QGIS see it."""

import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from installed_plugin import qgis_process
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = (
    "name",
    "description",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "about",
    "tracker",
    "repository",
)
MAX_BYTES = 25_000_000


def test_metadata_has_what_the_repository_requires(metadata):
    assert all(metadata.get(key) for key in REQUIRED)
    assert metadata["hasProcessingProvider"] == "yes"
    assert metadata["version"] in metadata["changelog"]


def test_changelog_has_the_version(metadata):
    assert f"## {metadata['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_zip_is_small_and_has_one_folder(package):
    assert package.stat().st_size < MAX_BYTES
    names = zipfile.ZipFile(package).namelist()
    assert {name.split("/")[0] for name in names} == {"sam_cffnet_qgis"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


@pytest.mark.parametrize(
    "name",
    [
        "__init__.py",
        "metadata.txt",
        "LICENSE",
        "resources/icon.svg",
        "resources/i18n/sam_cffnet_qgis_zh-Hans.qm",
        "engine/__main__.py",
        "models/known_weights.json",
    ],
)
def test_zip_holds(package, name):
    assert f"sam_cffnet_qgis/{name}" in zipfile.ZipFile(package).namelist()


def test_installed_plugin_lists_its_algorithms(installed):
    listing = qgis_process(installed, "list").stdout
    assert "samcffnet:detectlandslides" in listing and "samcffnet:importmodel" in listing


@pytest.mark.skipif(
    not (ROOT / "models/cffnet-lite/cffnet-lite.json").exists(), reason="no model in the box yet"
)
def test_installed_plugin_detects_landslides(installed, tmp_path):
    scene = tmp_path / "scene.tif"
    shutil.copy(ROOT / "resources/sample/scene.tif", scene)
    output = tmp_path / "landslides.gpkg"
    run = qgis_process(
        installed,
        "run",
        "samcffnet:detectlandslides",
        "--",
        f"INPUT={scene}",
        "EXTENT=529600,530112,3019688,3020200",
        f"OUTPUT={output}",
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert output.exists()


def test_installed_plugin_tells_a_missing_engine(installed, tmp_path):
    run = qgis_process(
        {**installed, "SAM_CFFNET_PYTHON": str(tmp_path / "nowhere")},
        "run",
        "samcffnet:detectlandslides",
        "--",
        f"INPUT={ROOT / 'resources/sample/scene.tif'}",
        f"OUTPUT={tmp_path / 'a.gpkg'}",
    )
    assert run.returncode != 0
    assert "nowhere" in run.stdout + run.stderr and "does not exist" in run.stdout + run.stderr
    assert list(tmp_path.iterdir()) == []


def test_installed_plugin_works_in_a_graphical_model(installed, tmp_path):
    scene = tmp_path / "scene.tif"
    whole = str(ROOT / "resources/sample/scene.tif")
    gdal.Translate(str(scene), whole, srcWin=[300, 100, 300, 300])
    output = tmp_path / "centroids.gpkg"
    model = ROOT / "resources/examples/landslide_centroids.model3"
    run = qgis_process(installed, "run", model, "--", f"image={scene}", f"centroids={output}")
    assert run.returncode == 0, run.stdout + run.stderr
    with sqlite3.connect(output) as database:
        assert database.execute("SELECT count(*) FROM centroids").fetchone()[0] > 0
