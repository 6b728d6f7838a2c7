"""Which Python runs the engine, in which order, and with which environment."""

import sys
from pathlib import Path

import pytest

from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.core.interpreter import engine_environment, find_interpreter, has_torch

NOWHERE = Path("/no/such/folder")


@pytest.fixture
def two(tmp_path):
    paths = [tmp_path / "first", tmp_path / "second"]
    for path in paths:
        path.touch()
    return paths


def test_the_setting_goes_before_the_variable(two, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(two[1]))
    assert find_interpreter(str(two[0]), NOWHERE) == two[0]
    assert find_interpreter("", NOWHERE) == two[1]


def test_a_python_that_does_not_exist_is_named_with_its_origin(monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", "/no/python")
    with pytest.raises(EngineMissingError, match="/no/python, named by SAM_CFFNET_PYTHON"):
        find_interpreter("", NOWHERE)
    with pytest.raises(EngineMissingError, match="/none, named by the settings"):
        find_interpreter("/none", NOWHERE)


def test_has_torch_is_false_for_what_is_no_python(two):
    assert not has_torch(str(two[0]))
    assert not has_torch("/no/python")


def test_environment_of_another_python_lacks_what_qgis_set(monkeypatch):
    for name in ("PROJ_LIB", "PYTHONPATH", "PYTHONHOME"):
        monkeypatch.setenv(name, "/qgis")
    monkeypatch.setenv("HTTP_PROXY", "kept")
    environment = engine_environment(Path("/other/python"))
    assert not {"PROJ_LIB", "PYTHONPATH", "PYTHONHOME"} & set(environment)
    assert environment["HTTP_PROXY"] == "kept"
    assert environment["HF_HUB_OFFLINE"] == "1"  # libraries of the engine fetch nothing
    own = engine_environment(Path(sys.prefix) / "bin" / "python3")
    assert own["PYTHONHOME"] == "/qgis"
