"""What the options page shows: read, checked and written; the page itself has widgets alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from qgis.core import QgsSettings

from sam_cffnet_qgis.core.errors import ParameterError, SamCffnetError
from sam_cffnet_qgis.core.interpreter import find_interpreter
from sam_cffnet_qgis.core.known_weights import check_mirror
from sam_cffnet_qgis.core.outputs import check_folder
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.processing.base import ENGINE_SETTING, SETTINGS_KEY
from sam_cffnet_qgis.processing.bridge import translated
from sam_cffnet_qgis.processing.folders import engine_folder, models_folder
from sam_cffnet_qgis.processing.preferences import read_preferences, write_preferences

ENGINE = "engine"  # the option that is no preference but the provider's setting
DEVICES = ("auto", "cpu", "cuda:0", "mps")
DEVICE_NAME = re.compile(r"auto|cpu|mps|cuda(:\d+)?")


def read_options() -> dict[str, str]:
    """All options by name: those of ``Preferences``, and ``engine``, the Python's path or empty."""
    setting = str(QgsSettings().value(SETTINGS_KEY, "") or "")
    return {ENGINE: setting, **asdict(read_preferences())}


def find_problems(changed: dict[str, str]) -> dict[str, str]:
    """What is wrong with options before they are written.

    Args:
        changed: options by name. Those that stay are not looked at: a folder of a disk that is not
            there today must not keep a user from changing something else.

    Returns:
        messages in the user's language by name.
    """
    models = changed.get("models_folder", "") or models_folder()
    checks: dict[str, Callable[[str], object]] = {
        ENGINE: lambda python: find_interpreter(python, engine_folder()),
        "model": lambda model: find_model(model, Path(models)),
        "device": _check_device,
        "mirror": check_mirror,
        "models_folder": lambda folder: check_folder(Path(folder)),
        "cache_folder": lambda folder: check_folder(Path(folder)),
    }
    problems = {}
    for name, value in changed.items():
        try:
            if value and name in checks:
                checks[name](value)
        except SamCffnetError as error:
            problems[name] = translated(error)
    return problems


def write_options(changed: dict[str, str]) -> None:
    """Keep options in the QGIS profile; the others stay as they are there by now."""
    preferences = {name: value for name, value in changed.items() if name != ENGINE}
    if preferences:
        write_preferences(replace(read_preferences(), **preferences))
    if ENGINE in changed:
        path = changed[ENGINE]
        _write_engine(str(Path(path).expanduser()) if path else "")


def _check_device(device: str) -> None:
    if not DEVICE_NAME.fullmatch(device):
        raise ParameterError(
            "The device '{device}' is unknown. Choose auto, cpu, cuda:0 (a graphics card by number) "
            "or mps.",
            device=device,
        )


def _write_engine(python: str) -> None:
    """Write the provider's setting so that Processing's own options show it too."""
    try:
        from processing.core.ProcessingConfig import ProcessingConfig
    except ImportError:
        settings = {}
    else:
        settings = ProcessingConfig.settings
    if ENGINE_SETTING in settings:
        ProcessingConfig.setSettingValue(ENGINE_SETTING, python)
    elif python:
        QgsSettings().setValue(SETTINGS_KEY, python)
    else:
        QgsSettings().remove(SETTINGS_KEY)
