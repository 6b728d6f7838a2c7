"""Pictures of the plugin's windows other than the loop's; run inside QGIS, as take_loop.py is.

The options page, the model manager, the dialogs of all algorithms, and a web layer of a local server.
"""

import os
from pathlib import Path

import processing
from map_server import MapServer
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins
from session import FOLDER, Session

SCENE = Path(os.environ["SAM_CFFNET_SCENE"])
DIALOGS = (
    "finetunemodel",
    "comparemodels",
    "evaluatedetections",
    "importmodel",
    "installengine",
    "diagnostics",
    "managemodels",
    "clearkeptfiles",
    "landslidechange",
)


class WindowsSession(Session):
    """One window after the other."""

    limit_seconds = 300

    def script(self):
        self.prepare_window()
        self.actions = plugins["sam_cffnet_qgis"].actions
        scene = QgsRasterLayer(str(SCENE), SCENE.stem)
        QgsProject.instance().addMapLayer(scene)
        iface.setActiveLayer(scene)
        iface.zoomToActiveLayer()
        yield 3
        iface.messageBar().clearWidgets()
        yield from self.options()
        self.actions.open_models()
        yield 2
        self.picture("models", self.actions.manager)
        self.actions.manager.close()
        self.actions.show_review(True)
        yield 1
        self.prepare_window()  # the panel has made it wider than the screen
        yield 1
        self.picture("review_empty")
        self.actions.show_review(False)
        for name in DIALOGS:
            dialog = processing.createAlgorithmDialog(f"samcffnet:{name}", {})
            dialog.resize(1000, 760)
            dialog.show()
            yield 1.5
            self.picture(f"dialog_{name}", dialog)
            dialog.close()
        yield from self.menu()
        yield from self.web_layer()

    def options(self):
        QTimer.singleShot(0, self.actions.open_options)
        yield 3
        options = QApplication.activeModalWidget()
        options.resize(1000, 860)
        yield 2
        self.picture("options", options)
        options.reject()
        yield 1

    def menu(self):
        menus = iface.rasterMenu().actions()
        entry = next(
            a.menu() for a in menus if a.menu() and self.actions.action in a.menu().actions()
        )
        entry.popup(iface.mainWindow().rect().center())
        yield 1
        self.picture("menu", entry)
        entry.close()

    def web_layer(self):
        """Detect in what the map shows of a layer without an end."""
        server = MapServer()
        layer = QgsRasterLayer(server.xyz, "web map", "wms")
        QgsProject.instance().addMapLayer(layer)
        iface.setActiveLayer(layer)
        yield 3
        self.actions.open_dialog()
        dialog = self.actions.dialog
        dialog.resize(1000, 760)
        yield 2
        self.picture("web_layer", dialog)
        ended = []
        dialog.algorithmFinished.connect(lambda is_done, results: ended.append((is_done, results)))
        self.ticks.clear()
        dialog.runButton().click()
        while not ended:
            yield 0.1
        self.measure("during a detection on a web layer")
        self.figures.append(f"web layer: {server.pictures} pictures, {ended[0][1]}")
        if not ended[0][0]:
            raise RuntimeError("the detection on the web layer failed")
        dialog.close()
        server.close()


assert QgsApplication.processingRegistry().providerById("samcffnet"), "the plugin is not loaded"
(FOLDER / "locale.txt").write_text(QgsApplication.locale())
session = WindowsSession()
