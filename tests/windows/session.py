"""Steps in a real QGIS window that follow each other through its event loop, with pictures.

While they go on a timer ticks in the window's thread; the longest pause between two ticks says whether
the window answered. Pictures and figures go to the folder in SAM_CFFNET_PICTURES.
"""

import os
import time
import traceback
from pathlib import Path

from qgis.PyQt.QtCore import QTimer, QUrl
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

FOLDER = Path(os.environ["SAM_CFFNET_PICTURES"])
WINDOW = (1700, 1000)
TICK_MS = 50
LONGEST_PAUSE = 0.3


class Session:
    """Runs the generator ``script`` of a subclass; what it yields is the wait in seconds."""

    limit_seconds = 900

    def __init__(self):
        self.steps = self.script()
        self.ticks = []
        self.figures = []
        self.start = time.monotonic()
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(TICK_MS)
        self.wait_until = 0.0

    def tick(self):
        now = time.monotonic()
        self.ticks.append(now)
        if now - self.start > self.limit_seconds:
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
        (FOLDER / "figures.txt").write_text("".join(f"{line}\n" for line in self.figures))
        (FOLDER / "error.txt").write_text(error)
        os._exit(1 if error else 0)

    def picture(self, name, widget=None):
        """Keep what a window shows, QGIS's own by default."""
        (widget or iface.mainWindow()).grab().save(str(FOLDER / f"{name}.png"))

    def page_picture(self, name, page, height_px):
        """Keep the beginning of an HTML page."""
        from qgis.PyQt.QtWebKitWidgets import QWebView  # old QGIS only

        view = QWebView()
        view.resize(1000, height_px)
        view.load(QUrl.fromLocalFile(str(page)))
        view.show()
        yield 3
        self.picture(name, view)
        view.close()

    @staticmethod
    def prepare_window():
        """Give QGIS one size, and the map the room of the browser panel."""
        window = iface.mainWindow()
        window.showNormal()
        window.setGeometry(0, 0, *WINDOW)
        for dock in window.findChildren(QDockWidget):
            if dock.objectName() in ("Browser", "Browser2"):
                dock.hide()
        return window

    def measure(self, what):
        """Note the longest pause since the last call of ``ticks.clear``."""
        longest = max(b - a for a, b in zip(self.ticks, self.ticks[1:]))
        self.figures.append(f"longest pause of the window {what}: {longest:.2f} s")
        if longest > LONGEST_PAUSE:
            raise RuntimeError(self.figures[-1])
