"""The plugin as it is delivered: the zip, and a profile into which it was unpacked."""

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from installed_plugin import qgis_process

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def metadata():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.fixture(scope="session")
def package(metadata):
    subprocess.run(["make", "-s", "package"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ROOT / "dist" / f"sam_cffnet_qgis-{metadata['version']}.zip"


@pytest.fixture(scope="session")
def installed(package, tmp_path_factory):
    """The environment of an empty QGIS profile into which the zip was unpacked."""
    config = tmp_path_factory.mktemp("config")
    plugins = config / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    zipfile.ZipFile(package).extractall(plugins)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QGIS_", "PYTHON"))}
    environment = {
        **kept,
        "QGIS_CUSTOM_CONFIG_PATH": str(config),
        "QT_QPA_PLATFORM": "offscreen",
        "SAM_CFFNET_PYTHON": sys.executable,
    }
    qgis_process(environment, "plugins", "enable", "sam_cffnet_qgis")
    return environment
