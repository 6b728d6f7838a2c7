"""Facts of a computer and of the plugin's folders, for the diagnostics; none needs the engine."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from sam_cffnet_qgis.core import computer
from sam_cffnet_qgis.core.diagnostics_page import Fact
from sam_cffnet_qgis.core.errors import SamCffnetError
from sam_cffnet_qgis.core.graphics_card import find_graphics_card
from sam_cffnet_qgis.core.interpreter import VARIABLE
from sam_cffnet_qgis.core.kept_files import TITLES, measure
from sam_cffnet_qgis.core.kept_items import KeptPlaces
from sam_cffnet_qgis.core.last_errors import read_errors
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR, PACKAGE_DIR, plugin_version
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.core.shortening import Shortener

# What changes how torch, OpenVINO or the engine's start behave.
VARIABLES = (
    VARIABLE,
    "CUDA_VISIBLE_DEVICES",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "PYTORCH_CUDA_ALLOC_CONF",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "PYTHONHOME",
    "PYTHONPATH",
)
Check = Callable[[], None]  # raises Cancelled if the user stops


def version_facts(host: dict[str, str]) -> Iterator[Fact]:
    """Versions of the plugin and of what runs it.

    Args:
        host: versions of QGIS or another program, by name.
    """
    now = datetime.now(timezone.utc)
    yield Fact("time", now.isoformat(timespec="seconds"))
    yield Fact("plugin", f"{plugin_version()} in {PACKAGE_DIR}")
    for name, version in host.items():
        yield Fact(name, version)
    yield Fact("Python", platform.python_version())
    yield Fact("numpy", np.__version__)
    yield Fact("GDAL", gdal.VersionInfo("RELEASE_NAME"))
    proj = (osr.GetPROJVersionMajor(), osr.GetPROJVersionMinor(), osr.GetPROJVersionMicro())
    yield Fact("PROJ", ".".join(map(str, proj)))


def computer_facts(profile_folder: Path, engine_folder: Path) -> Iterator[Fact]:
    """Processor, memory, free disk space and variables; the folders need not exist."""
    yield Fact("system", computer.system_name())
    yield Fact("processor", computer.processor_name())
    count, usable = computer.cores()
    yield Fact("cores", f"{count} logical, {usable} usable")
    total, free = computer.memory_bytes()
    yield Fact("memory", f"{_size(total)}, {_size(free)} free")
    card = find_graphics_card()
    text = "none that NVIDIA's driver knows"
    if card is not None:
        text = f"{card.name}, driver {card.driver}, compute capability {card.capability}"
    yield Fact("graphics card", text)
    places = {
        "profile": profile_folder,
        "temporary files": Path(tempfile.gettempdir()),
        "engine": engine_folder,
    }
    for name, folder in places.items():
        yield Fact(f"disk for {name}", f"{_size(shutil.disk_usage(_existing(folder)).free)} free")
    for name in VARIABLES:
        if name in os.environ:
            yield Fact(name, os.environ[name])


def model_facts(models_folder: Path, shortener: Shortener, check: Check) -> Iterator[Fact]:
    """All models, and whether their weights are those of their cards.

    Args:
        models_folder: imported models; need not exist.
        shortener: for errors, whose values it knows one by one.
        check: called before each model and within its weights, which may have gigabytes.
    """
    for folder, origin in ((BUNDLED_MODELS_DIR, "in the box"), (models_folder, "imported")):
        for path in sorted(folder.glob("*/*.json")):
            check()
            try:
                yield _model(path, origin, check)
            except SamCffnetError as error:
                yield Fact(path.stem, shortener.message(error), True)
            except OSError as error:
                yield Fact(path.stem, f"cannot be read: {error.strerror or error}", True)


def _model(path: Path, origin: str, check: Check) -> Fact:
    card = read_card(path)
    if not card.weights_path.is_file():
        return Fact(card.id, f"{origin}, but its weights {card.weights_path} are missing", True)
    is_right = file_sha256(card.weights_path, check) == card.sha256
    encoder = card.architecture["encoder"]
    kind = encoder if card.trained else f"{encoder} without a trained decoder"
    size = _size(card.weights_path.stat().st_size)
    state = "matches the file" if is_right else "is not that of the file"
    text = f"{origin}, {kind}, {size}, SHA-256 {card.sha256} of the card {state}"
    return Fact(card.id, text, not is_right)


def kept_facts(places: KeptPlaces, check: Check) -> Iterator[Fact]:
    """What unfinished runs, downloads and conversions keep on disk."""
    for kept in measure(places, check):
        yield Fact(TITLES[kept.name].lower(), f"{kept.count}, {_size(kept.bytes)}")


def error_facts(profile_folder: Path) -> Iterator[Fact]:
    """The last errors, the newest first."""
    errors = read_errors(profile_folder)
    if not errors:
        yield Fact("errors", "none")
    for error in reversed(errors):
        yield Fact(f"{error.time} {error.algorithm}".strip(), f"{error.kind}: {error.text}")


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path(os.sep))


def _size(count: int | None) -> str:
    """Bytes for people."""
    if count is None:
        return "unknown"
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
