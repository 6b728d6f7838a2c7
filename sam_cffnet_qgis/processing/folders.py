"""Where the plugin keeps what lasts: in the user's QGIS profile, and the engine outside it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QStandardPaths

from sam_cffnet_qgis.core.kept_items import KeptPlaces
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.processing.preferences import read_preferences

ENGINE_FOLDER_KEY = "sam_cffnet/engine_folder"  # where 'Install engine' put it


def profile_folder() -> Path:
    """The plugin's folder in the user's QGIS profile; need not exist."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "sam_cffnet"


def models_folder() -> Path:
    """Imported and fine-tuned models of the user; need not exist."""
    chosen = read_preferences().models_folder
    return Path(chosen) if chosen else profile_folder() / "models"


def journals_folder() -> Path:
    """Tiles of unfinished detections; need not exist."""
    return _cache_folder() / "journal"


def runs_folder() -> Path:
    """Unfinished fine-tunings; need not exist."""
    return _cache_folder() / "training"


def downloads_folder() -> Path:
    """SAM's weights as they were downloaded; need not exist."""
    return _cache_folder() / "downloads"


def rendered_folder() -> Path:
    """Images of web layers for unfinished detections; need not exist."""
    return _cache_folder() / "rendered"


def kept_places() -> KeptPlaces:
    """Where all lies that the plugin keeps to save work and that may be cleared."""
    return KeptPlaces(
        journals_folder(),
        runs_folder(),
        rendered_folder(),
        downloads_folder(),
        (BUNDLED_MODELS_DIR, models_folder()),
    )


def _cache_folder() -> Path:
    chosen = read_preferences().cache_folder
    return Path(chosen) if chosen else profile_folder()


def engine_folder() -> Path:
    """Where the plugin installs its engine: one for all profiles and versions of QGIS."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    chosen = QgsSettings().value(ENGINE_FOLDER_KEY, "")
    return Path(str(chosen)) if chosen else Path(data) / "sam_cffnet" / "engine"
