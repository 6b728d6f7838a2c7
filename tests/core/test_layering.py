"""Each layer loads without the libraries of the others; asked in a fresh process."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sam_cffnet_qgis"


def modules(folder):
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] not in ("__init__", "__main__", "windows_job"):
            yield ".".join(parts)


@pytest.mark.parametrize(
    ("folder", "banned"),
    [
        ("core", ("qgis", "PyQt5", "PyQt6", "torch", "timm", "safetensors")),
        ("engine", ("qgis", "PyQt5", "PyQt6", "osgeo")),
    ],
)
def test_layer_imports_no_library_of_another(folder, banned):
    code = f"""
import importlib, sys
sys.path.insert(0, {str(ROOT)!r})
for name in {list(modules(folder))!r}:
    importlib.import_module(name)
print([name for name in {banned!r} if name in sys.modules])
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "[]", result.stdout + result.stderr


@pytest.mark.parametrize("folder", ["core", "engine"])
def test_layer_imports_of_the_other_side_are_the_agreed_ones(folder):
    other, agreed = {
        "core": ("engine", {"sam_cffnet_qgis.engine.protocol"}),
        "engine": ("core", {"sam_cffnet_qgis.core.errors"}),
    }[folder]
    found = set()
    for path in (PACKAGE / folder).rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] == ["from"] and words[1].startswith(f"sam_cffnet_qgis.{other}"):
                found.add(words[1])
    assert found <= agreed
