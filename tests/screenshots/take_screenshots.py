"""Pictures of a detection in a real QGIS window: `make screenshots` runs this inside QGIS.

Opens the sample scene, clicks the toolbar button, runs the dialog, and takes a picture at each step.
"""

import os
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QProgressBar, QPushButton
from qgis.utils import iface
from session import Session

SCENE = Path(os.environ["SAM_CFFNET_SCENE"])
ACTION = "samCffnetDetectLandslides"


def _is_open_dialog(widget):
    return widget.isVisible() and type(widget).__name__ == "AlgorithmDialog"


class DetectionSession(Session):
    """From the button to the styled layer."""

    limit_seconds = 300

    def script(self):
        window = iface.mainWindow()
        window.setGeometry(0, 0, 1600, 1000)
        layer = QgsRasterLayer(str(SCENE), SCENE.stem)
        QgsProject.instance().addMapLayer(layer)
        iface.setActiveLayer(layer)
        iface.zoomToActiveLayer()
        yield 4
        iface.messageBar().clearWidgets()
        yield 1
        self.picture("1_button")
        actions = [a for a in window.findChildren(QAction) if a.objectName() == ACTION]
        if not actions:
            raise RuntimeError("the button is not in the window")
        actions[0].trigger()
        yield 3
        dialog = next(w for w in QApplication.topLevelWidgets() if _is_open_dialog(w))
        dialog.resize(1100, 800)
        dialog.move(460, 150)
        yield 1
        self.picture("2_dialog")
        buttons = dialog.findChild(QDialogButtonBox)
        run = next(b for b in buttons.findChildren(QPushButton) if "Run" in b.text())
        before = len(QgsProject.instance().mapLayers())
        self.ticks.clear()
        run.click()
        while not dialog.findChild(QProgressBar).value():
            yield 0.2
        self.picture("3_running")
        while len(QgsProject.instance().mapLayers()) == before:
            yield 0.2
        self.measure("while detecting")
        yield 2
        self.picture("4_log")
        dialog.close()
        iface.messageBar().clearWidgets()
        iface.zoomToActiveLayer()
        yield 3
        self.picture("5_result")


session = DetectionSession()
