"""Unload and load the plugin twenty times in a real QGIS window; nothing may be left or said.

Run inside QGIS by `make windows`. Before each unloading the windows of the plugin are opened, so that
there is something to leave behind.
"""

import gc
from collections import Counter

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QTranslator
from qgis.PyQt.QtWidgets import QAction, QApplication
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin
from session import Session

NAME = "sam_cffnet_qgis"
TIMES = 20


def of_plugin(objects):
    return [found.objectName() for found in objects if found.objectName().startswith("samCffnet")]


def leftovers():
    """What the plugin has in QGIS at this moment, by kind."""
    window = iface.mainWindow()
    registry = QgsApplication.processingRegistry()
    return Counter(
        actions=len(of_plugin(window.findChildren(QAction))),
        docks=len(of_plugin(window.findChildren(QgsDockWidget))),
        windows=len(of_plugin(QApplication.topLevelWidgets())),
        provider=int(registry.providerById("samcffnet") is not None),
        algorithms=sum(a.id().startswith("samcffnet:") for a in registry.algorithms()),
        translators=len(QApplication.instance().findChildren(QTranslator)),
        project_listeners=QgsProject.instance().receivers(QgsProject.instance().layersAdded),
    )


class ReloadSession(Session):
    """Loaded, used, unloaded, twenty times."""

    limit_seconds = 300

    def script(self):
        self.prepare_window()
        yield 2
        said = []
        log = QgsApplication.messageLog()
        log.messageReceived.connect(lambda *what: said.append(what) if self.is_bad(what) else None)
        assert unloadPlugin(NAME)
        yield 1
        before = leftovers()
        for number in range(TIMES):
            assert loadPlugin(NAME) and startPlugin(NAME), f"not loaded, time {number}"
            actions = plugins[NAME].actions
            actions.show_review(True)
            actions.open_models()
            yield 0.3
            loaded = leftovers()
            assert loaded["provider"] == 1 and loaded["actions"] == 6, loaded
            actions = None
            assert unloadPlugin(NAME), f"not unloaded, time {number}"
            gc.collect()
            yield 0.3
        after = leftovers()
        self.figures.append(f"reloaded {TIMES} times; said: {said}")
        self.figures.append(f"before: {dict(before)}, after: {dict(after)}")
        if after != before or said:
            raise RuntimeError("\n".join(self.figures))

    @staticmethod
    def is_bad(what):
        return any(
            level in what for level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical)
        )


session = ReloadSession()
