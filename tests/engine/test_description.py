"""What the engine says of its Python and its devices."""

import sys
from types import SimpleNamespace

import pytest

torch = pytest.importorskip("torch")

from sam_cffnet_qgis.engine import description  # noqa: E402
from sam_cffnet_qgis.engine.description import describe  # noqa: E402


def test_versions_and_the_processor():
    facts = describe()
    assert facts["versions"]["torch"] == torch.__version__.partition("+")[0]
    assert facts["versions"]["numpy"]
    assert facts["devices"][0]["name"] == "cpu"
    assert facts["devices"][0]["threads"] == str(torch.get_num_threads())
    assert "error" not in facts


def test_a_package_that_is_not_there_is_called_missing(monkeypatch):
    monkeypatch.setattr(description, "PACKAGES", ("torch", "no-such-package"))
    assert describe()["versions"]["no-such-package"] == "missing"


def test_graphics_cards_are_listed_with_their_memory(monkeypatch):
    card = SimpleNamespace(name="RTX", total_memory=12_000_000_000, major=8, minor=6)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda number: card)
    facts = describe()
    assert [device["name"] for device in facts["devices"]] == ["cpu", "cuda:0", "cuda:1"]
    assert facts["devices"][1] == {
        "name": "cuda:0",
        "title": "RTX",
        "memory": "12.0 GB",
        "compute capability": "8.6",
    }


def test_what_torch_warns_of_is_passed_on(monkeypatch):
    def is_available():
        import warnings

        warnings.warn("The NVIDIA driver is too old", stacklevel=1)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", is_available)
    assert describe()["notes"] == ["The NVIDIA driver is too old"]


def test_without_torch_the_versions_are_told_all_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    facts = describe()
    assert "ModuleNotFoundError" in facts["error"] or "ImportError" in facts["error"]
    assert facts["versions"]["python"] and "devices" not in facts
