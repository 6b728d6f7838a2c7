"""Where the plugin keeps what lasts: in the user's QGIS profile, and the engine outside it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QStandardPaths

ENGINE_FOLDER_KEY = "sam_cffnet/engine_folder"  # where 'Install engine' put it


def profile_folder() -> Path:
    """The plugin's folder in the user's QGIS profile; need not exist."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "sam_cffnet"


def models_folder() -> Path:
    """Imported models of the profile; need not exist."""
    return profile_folder() / "models"


def journals_folder() -> Path:
    """Tiles of unfinished detections; need not exist."""
    return profile_folder() / "journal"


def engine_folder() -> Path:
    """Where the plugin installs its engine: one for all profiles and versions of QGIS."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    chosen = QgsSettings().value(ENGINE_FOLDER_KEY, "")
    return Path(str(chosen)) if chosen else Path(data) / "sam_cffnet" / "engine"
