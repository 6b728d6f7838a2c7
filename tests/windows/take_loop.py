"""The whole loop in a real QGIS window, as a user goes through it, with pictures and checks.

Button, detection, review of ten polygons by keys, fine-tuning, second detection: what is in the project
and on disk is checked after each, clicks and keys are counted, and the window must go on answering.
Run inside QGIS; `make windows` does, with SCENE=path for an image of your own.
"""

import os
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

from qgis.analysis import QgsZonalStatistics
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QPushButton
from qgis.utils import iface, plugins
from session import FOLDER, Session

from sam_cffnet_qgis.gui.presets import find_layer
from sam_cffnet_qgis.processing.folders import models_folder

SCENE = Path(os.environ["SAM_CFFNET_SCENE"])
EPOCHS = int(os.environ.get("SAM_CFFNET_EPOCHS", "2"))
RESOLUTION = os.environ.get("SAM_CFFNET_RESOLUTION", "")
TRUTH = os.environ.get("SAM_CFFNET_TRUTH", "")
REVIEWED = os.environ.get("SAM_CFFNET_REVIEWED", "10")  # polygons, or all
FALSE_EVERY = 3  # without a truth, every third is called false
BUTTON = "samCffnetDetectLandslides"


def rows(path, sql):
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()


class LoopSession(Session):
    """Detect, review, fine-tune, detect."""

    limit_seconds = 1500

    def script(self):
        self.effort = Counter()
        image = FOLDER / SCENE.name  # results are proposed beside it
        shutil.copyfile(SCENE, image)
        self.first = FOLDER / f"{SCENE.stem}_landslides.gpkg"
        self.second = FOLDER / f"{SCENE.stem}_landslides_2.gpkg"
        for folder in models_folder().glob("loop-*"):
            shutil.rmtree(folder)
        self.prepare_window()
        self.scene = QgsRasterLayer(str(image), SCENE.stem)
        QgsProject.instance().addMapLayer(self.scene)
        iface.setActiveLayer(self.scene)
        iface.zoomToActiveLayer()
        yield 4
        iface.messageBar().clearWidgets()
        self.actions = plugins["sam_cffnet_qgis"].actions
        yield from self.detect()
        yield from self.review()
        yield from self.train()
        yield from self.detect_again()
        self.figures.append(f"clicks: {self.effort['clicks']}, keys: {self.effort['keys']}")

    def click(self, button):
        self.effort["clicks"] += 1
        button.click()

    def key(self, widget, key):
        self.effort["keys"] += 1
        QTest.keyClick(widget, key)

    def run_dialog(self, dialog, picture, **changes):
        """Show the dialog's form, run it, and wait for its end."""
        dialog.resize(1100, 860)
        if changes:
            dialog.setParameters({**dialog.createProcessingParameters(), **changes})
        yield 1
        self.picture(picture, dialog)
        ended = []
        dialog.algorithmFinished.connect(lambda is_done, results: ended.append((is_done, results)))
        self.ticks.clear()
        self.click(dialog.runButton())
        while not ended:
            yield 0.1
        yield 1.5
        self.measure(f"during {picture}")
        is_done, self.results = ended[0]
        if not is_done:
            raise RuntimeError(f"{picture}: the algorithm failed")
        dialog.close()
        yield 1

    def detect(self):
        """From the button to the styled layer."""
        action = iface.mainWindow().findChild(QAction, BUTTON)
        self.effort["clicks"] += 1
        action.trigger()
        yield 2
        dialog = self.actions.dialog
        yield from self.run_dialog(dialog, "dialog")
        layer = find_layer(str(self.first))
        assert layer, "the polygons are not in the project"
        assert layer.featureCount() == self.results["COUNT"]
        self.reviewed = layer.featureCount() if REVIEWED == "all" else int(REVIEWED)
        assert layer.featureCount() >= self.reviewed
        assert rows(self.first, "select count(*) from layer_styles") == [(1,)]
        assert layer.metadata().history(), "the layer does not say how it was made"
        iface.setActiveLayer(self.scene)
        iface.zoomToActiveLayer()
        yield 2
        self.picture("result")

    def review(self):
        """Polygons by keys."""
        self.click(iface.messageBar().findChild(QPushButton, "samCffnetOfferReview"))
        yield 2
        panel = self.panel = self.actions.panel
        assert panel.isVisible()
        self.prepare_window()  # the panel has made it wider than the screen
        yield 1
        assert panel.session.layer.source().startswith(str(self.first))
        panel.setFocus()
        self.picture("review")
        self.ticks.clear()
        yield from self.edit_and_discard()
        self.judged = Counter()
        for number in range(self.reviewed):
            is_true = self.is_landslide(number, panel.session.feature())
            self.judged["accepted" if is_true else "rejected"] += 1
            self.key(iface.mapCanvas(), Qt.Key.Key_A if is_true else Qt.Key.Key_R)
            yield 0.3
        self.measure("during the review")
        counts = Counter(
            dict(rows(self.first, f"select status, count(*) from {self.first.stem} group by 1"))
        )
        left = panel.session.layer.featureCount() - self.reviewed
        assert counts == self.judged + Counter(detected=left), counts

    def edit_and_discard(self):
        """The keys that hand over to QGIS's own tools, and back."""
        canvas, layer = iface.mapCanvas(), self.panel.session.layer
        for key in (Qt.Key.Key_E, Qt.Key.Key_S, Qt.Key.Key_M):
            QTest.keyClick(canvas, key)
            yield 0.5
            assert layer.isEditable(), key
            assert canvas.mapTool().flags() & QgsMapTool.Flag.EditTool, key
            self.picture(f"review_editing_{int(key)}")
            self.panel.form.cancel.click()
            yield 0.5
            assert not layer.isEditable(), key
            assert not canvas.mapTool().flags() & QgsMapTool.Flag.EditTool, key

    @staticmethod
    def is_landslide(number, feature):
        """What a geologist would say: whether half of a polygon lies in the true mask."""
        if not TRUTH:
            return number % FALSE_EVERY > 0
        truth = QgsRasterLayer(TRUTH, "truth")
        zone = QgsVectorLayer("Polygon?crs=" + truth.crs().authid(), "zone", "memory")
        zone.dataProvider().addFeatures([feature])
        statistics = QgsZonalStatistics(zone, truth, stats=QgsZonalStatistics.Statistic.Mean)
        statistics.calculateStatistics(None)
        return (next(zone.getFeatures())["mean"] or 0) >= 0.5

    def train(self):
        """Fine-tune with what was reviewed."""
        self.click(self.panel.form.train)
        yield 2
        self.panel.hide()
        changes = {"EPOCHS": EPOCHS, "NAME": "loop-valley", "REPORT": str(FOLDER / "training.html")}
        if RESOLUTION:
            changes["RESOLUTION"] = RESOLUTION
        dialog = self.panel.dialog
        given = dialog.createProcessingParameters()
        assert given["LABELS"], given
        assert given["INPUT"], given
        yield from self.run_dialog(dialog, "training", **changes)
        assert (models_folder() / "loop-valley" / "loop-valley.safetensors").exists()
        assert (FOLDER / "training.html").exists()
        yield from self.page_picture("training_report", FOLDER / "training.html", 1400)

    def detect_again(self):
        """With the new model, which the panel proposes without a restart."""
        self.panel.show()
        yield 1
        self.click(self.panel.form.again)
        yield 2
        self.panel.hide()
        dialog = self.panel.dialog
        given = dialog.createProcessingParameters()
        assert given["MODEL"] == "loop-valley", given
        yield from self.run_dialog(dialog, "again_dialog", REPORT=str(FOLDER / "run.html"))
        assert self.results["MODEL_ID"] == "loop-valley"
        assert rows(self.second, f"select distinct model from {self.second.stem}") in (
            [("loop-valley",)],
            [],
        )
        assert "loop-valley" in (FOLDER / "run.html").read_text(encoding="utf-8")
        yield from self.page_picture("run_report", FOLDER / "run.html", 1400)
        plugins["processing"].resultsDock.setUserVisible(False)
        iface.messageBar().clearWidgets()
        iface.setActiveLayer(self.scene)
        iface.zoomToActiveLayer()
        yield 2
        self.picture("again")
        yield from self.save_and_open_project()

    def save_and_open_project(self):
        """What was made is there when the project is opened again."""
        project = QgsProject.instance()
        path = str(FOLDER / "project.qgz")
        assert project.write(path)
        before = {layer.name() for layer in project.mapLayers().values()}
        project.clear()
        yield 1
        assert project.read(path)
        yield 2
        layers = {layer.name(): layer for layer in project.mapLayers().values()}
        assert set(layers) == before
        layer = next(x for x in layers.values() if self.first.name in x.source())
        assert layer.renderer().type() == "RuleRenderer", layer.renderer().type()
        assert any("model: " in line for line in layer.metadata().history())
        accepted = sum(f["status"] == "accepted" for f in layer.getFeatures())
        assert accepted == self.judged["accepted"]
        self.picture("reopened")


session = LoopSession()
