"""Pictures of a detection in a real QGIS window: `make screenshots` runs this inside QGIS.

Opens the sample scene, clicks the toolbar button, runs the dialog, and takes a picture at each step.
While the run goes on a timer ticks in the window's thread; the longest pause between two ticks says
whether the window answered. Pictures and figures go to the folder in SAM_CFFNET_PICTURES.
"""

import os
import time
import traceback
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QProgressBar, QPushButton
from qgis.utils import iface

FOLDER = Path(os.environ["SAM_CFFNET_PICTURES"])
SCENE = Path(os.environ["SAM_CFFNET_SCENE"])
TICK_MS = 50
LIMIT_SECONDS = 300
ACTION = "samCffnetDetectLandslides"


def _is_open_dialog(widget):
    return widget.isVisible() and type(widget).__name__ == "AlgorithmDialog"


class Session:
    """Steps that follow each other through the event loop."""

    def __init__(self):
        self.steps = self.script()
        self.ticks = []
        self.start = time.monotonic()
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(TICK_MS)
        self.wait_until = 0.0

    def tick(self):
        now = time.monotonic()
        self.ticks.append(now)
        if now - self.start > LIMIT_SECONDS:
            self.end("time is up")
        if now < self.wait_until:
            return
        try:
            self.wait_until = now + (next(self.steps) or 0.5)
        except StopIteration:
            self.end("")
        except Exception:
            self.end(traceback.format_exc())

    def end(self, error):
        self.timer.stop()
        (FOLDER / "error.txt").write_text(error)
        os._exit(1 if error else 0)

    def picture(self, name):
        screen = QApplication.primaryScreen()
        screen.grabWindow(0).save(str(FOLDER / f"{name}.png"))

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
        pauses = [b - a for a, b in zip(self.ticks, self.ticks[1:])]
        figures = f"longest pause of the window while running: {max(pauses):.2f} s\n"
        (FOLDER / "figures.txt").write_text(figures)
        yield 2
        self.picture("4_log")
        dialog.close()
        iface.messageBar().clearWidgets()
        iface.zoomToActiveLayer()
        yield 3
        self.picture("5_result")


session = Session()
