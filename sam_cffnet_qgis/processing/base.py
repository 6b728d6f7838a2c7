"""What all algorithms share: name, icon, the engine's Python and the profile's folders."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingParameterNumber,
    QgsSettings,
)
from qgis.PyQt.QtCore import QCoreApplication, QStandardPaths
from qgis.PyQt.QtGui import QIcon

from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.core.interpreter import find_interpreter
from sam_cffnet_qgis.core.paths import ICON_PATH
from sam_cffnet_qgis.processing.bridge import translated

ENGINE_SETTING = "SAM_CFFNET_ENGINE_PYTHON"
ENGINE_FOLDER_KEY = "sam_cffnet/engine_folder"  # where 'Install engine' put it
SETTINGS_KEY = f"Processing/Configuration/{ENGINE_SETTING}"  # where ProcessingConfig keeps it


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


def engine_python() -> Path:
    """The engine's Python.

    Raises:
        EngineMissingError: if the one that was set does not exist, or none has torch.
    """
    setting = QgsSettings().value(SETTINGS_KEY, "")
    return find_interpreter(str(setting or ""), engine_folder())


class SamCffnetAlgorithm(QgsProcessingAlgorithm):
    """Base of all algorithms; translations carry the name of the leaf class as context."""

    def tr(self, text):
        return QCoreApplication.translate(type(self).__name__, text)

    def createInstance(self):  # noqa: N802
        return type(self)()

    def icon(self):
        return QIcon(str(ICON_PATH))

    def svgIconPath(self):  # noqa: N802
        return str(ICON_PATH)

    def canExecute(self):  # noqa: N802
        try:
            engine_python()
        except EngineMissingError as error:
            return False, translated(error)
        return True, ""

    def add(self, parameter, help_text: str, advanced: bool = False) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
        self.addParameter(parameter)

    def add_number(
        self, name: str, label: str, default, help_text: str, advanced: bool = False, **limits
    ) -> None:
        """Add a number, whole if its default is."""
        kind = QgsProcessingParameterNumber.Type.Double
        if isinstance(default, int):
            kind = QgsProcessingParameterNumber.Type.Integer
        parameter = QgsProcessingParameterNumber(name, label, kind, default, **limits)
        self.add(parameter, help_text, advanced)
