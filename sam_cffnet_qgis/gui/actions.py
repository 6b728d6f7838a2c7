"""The toolbar button and Raster-menu entry that open *Detect landslides*, filled in."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProcessing, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from sam_cffnet_qgis.core.paths import ICON_PATH
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL

ALGORITHM = "samcffnet:detectlandslides"


class DetectActions:
    """One action, shown in the Plugins toolbar and the Raster menu."""

    def __init__(self, iface) -> None:
        self._iface = iface
        self.action = None
        self.dialog = None

    def tr(self, text):
        return QCoreApplication.translate("DetectActions", text)

    def add(self) -> None:
        """Show the button and the menu entry."""
        self.action = QAction(
            QIcon(str(ICON_PATH)), self.tr("Detect landslides…"), self._iface.mainWindow()
        )
        self.action.setObjectName("samCffnetDetectLandslides")
        self.action.setToolTip(self.tr("Detect landslides in the active raster layer"))
        self.action.triggered.connect(self.open_dialog)
        self._iface.addToolBarIcon(self.action)
        self._iface.addPluginToRasterMenu(self.tr("Landslides"), self.action)

    def remove(self) -> None:
        """Take them away."""
        self._iface.removeToolBarIcon(self.action)
        self._iface.removePluginRasterMenu(self.tr("Landslides"), self.action)
        self.action.deleteLater()
        self.action = None

    def open_dialog(self) -> None:
        """Open the algorithm's dialog for the active layer."""
        import processing  # a plugin, not there before QGIS has loaded it

        self.dialog = processing.createAlgorithmDialog(
            ALGORITHM, preset_parameters(self._iface.activeLayer())
        )
        self.dialog.show()


def preset_parameters(layer: QgsMapLayer | None) -> dict[str, object]:
    """Parameters proposed for a layer; without a raster layer the user chooses the input."""
    parameters = {"MODEL": DEFAULT_MODEL, "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT}
    if isinstance(layer, QgsRasterLayer):
        parameters["INPUT"] = layer.id()
        proposed = proposed_output(Path(layer.source()))
        if layer.providerType() == "gdal" and proposed is not None:
            parameters["OUTPUT"] = str(proposed)
    return parameters


def proposed_output(raster: Path) -> Path | None:
    """A new GeoPackage beside a raster file, or None if there can be none."""
    if not raster.is_file() or not os.access(raster.parent, os.W_OK):
        return None
    proposed = raster.with_name(f"{raster.stem}_landslides.gpkg")
    number = 2
    while proposed.exists():
        proposed = raster.with_name(f"{raster.stem}_landslides_{number}.gpkg")
        number += 1
    return proposed
