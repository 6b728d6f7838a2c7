"""Which Python runs the engine, and with which environment."""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
from functools import lru_cache
from pathlib import Path

from sam_cffnet_qgis.core.errors import EngineMissingError, phrase
from sam_cffnet_qgis.core.managed_engine import ManagedEngine, python_in

VARIABLE = "SAM_CFFNET_PYTHON"
THREADS_VARIABLE = "OMP_NUM_THREADS"  # torch and OpenVINO compute with so many
MANAGED = phrase("'Install engine'")
OWN = phrase("QGIS itself")
CHECK_SECONDS = 30
# QGIS sets these for itself; in another Python they load the wrong libraries and data.
QGIS_VARIABLES = (
    "PROJ_LIB",
    "PROJ_DATA",
    "GDAL_DATA",
    "GDAL_DRIVER_PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "QT_PLUGIN_PATH",
    "LD_PRELOAD",
)
# timm and transformers could ask their hub for weights; nothing of ours does.
OFFLINE_VARIABLES = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
# Large thresholds keep glibc from giving every activation back to the system; page faults took
# 40 % of a ViT-L forward on 2 cores (25.7 s against 14.3 s).
MALLOC_VARIABLES = {
    "MALLOC_MMAP_THRESHOLD_": str(2**30),
    "MALLOC_TRIM_THRESHOLD_": str(2**32),
    "MALLOC_TOP_PAD_": str(2**28),
}


def find_interpreter(setting: str, managed_folder: Path) -> Path:
    """Choose the engine's Python: the setting, the variable, the managed one, QGIS's own.

    Args:
        setting: path from the user's settings, may be empty.
        managed_folder: folder of the environment that the plugin installs; need not exist.

    Raises:
        EngineMissingError: if the chosen one does not exist or none has torch.
    """
    return find_with_origin(setting, managed_folder)[0]


def find_with_origin(setting: str, managed_folder: Path) -> tuple[Path, str]:
    """Choose the engine's Python, see ``find_interpreter``; also tells what named it."""
    for origin, named in (
        (phrase("the settings"), setting),
        (VARIABLE, os.environ.get(VARIABLE, "")),
    ):
        if named:
            path = Path(named).expanduser()
            if not path.is_file():
                raise EngineMissingError(
                    "The engine's Python {path}, named by {origin}, does not exist. Correct "
                    "{origin} to a Python with torch 2.6 or newer.",
                    path=path,
                    origin=origin,
                )
            return path, origin
    managed = ManagedEngine(managed_folder).python
    if managed is not None:
        return managed, MANAGED
    if own_python().is_file() and has_torch(str(own_python())):
        return own_python(), OWN
    raise EngineMissingError(
        "No Python with PyTorch was found, and without it no model can run. Run 'Install engine' in "
        "the Processing toolbox (SAM-CFFNet), once. Or name a Python that has torch 2.6 in Settings "
        "> Options > SAM-CFFNet or in the variable {variable}.",
        variable=VARIABLE,
    )


def own_python() -> Path:
    """The Python of this process, found from its prefix: in QGIS sys.executable is QGIS itself."""
    return python_in(Path(sys.prefix))


@lru_cache(maxsize=8)
def has_torch(python: str) -> bool:
    """Whether an interpreter has torch, asked without importing it."""
    code = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"
    try:
        result = subprocess.run(  # nosec B603 - an absolute interpreter path, no shell
            [python, "-I", "-c", code],
            env=engine_environment(Path(python)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=CHECK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


def engine_environment(python: Path) -> dict[str, str]:
    """This process's environment without what QGIS set for itself, and offline for model hubs."""
    is_own = python == own_python()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in QGIS_VARIABLES or (is_own and name == "PYTHONHOME")
    }
    own = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **MALLOC_VARIABLES, **OFFLINE_VARIABLES, **own}
