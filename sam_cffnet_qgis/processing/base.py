"""What all algorithms share: name, icon and the engine's Python."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingParameterNumber,
    QgsSettings,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.core.interpreter import find_interpreter
from sam_cffnet_qgis.core.paths import ICON_PATH
from sam_cffnet_qgis.processing.bridge import translated
from sam_cffnet_qgis.processing.folders import engine_folder

ENGINE_SETTING = "SAM_CFFNET_ENGINE_PYTHON"
MODEL_WIDGET = "samcffnet_model"
# The first is for QGIS from 4.4 on, the second for those before.
MODEL_WIDGETS = {
    "widget_type": MODEL_WIDGET,
    "class": "sam_cffnet_qgis.gui.old_model_widget.OldModelWidgetWrapper",
}
SETTINGS_KEY = f"Processing/Configuration/{ENGINE_SETTING}"  # where ProcessingConfig keeps it


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
