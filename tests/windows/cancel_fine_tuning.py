"""A fine-tuning in a real QGIS window, cancelled once; run inside QGIS, as take_loop.py is.

Opens the dialog for the sample scene and its outlines, cancels after the first epoch, runs again to
the end, shows the report, and detects with the new model, picked in the list of the other dialog.
"""

import os
import re
import shutil
from pathlib import Path

import processing
from osgeo import gdal, ogr
from qgis.core import QgsProcessing, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtWidgets import QDialogButtonBox, QPushButton, QTextEdit
from qgis.utils import iface, plugins
from session import FOLDER, Session

from sam_cffnet_qgis.gui.model_widget import ModelWidget
from sam_cffnet_qgis.processing.folders import models_folder

SCENE = Path(os.environ["SAM_CFFNET_SCENE"])
TRUTH = Path(os.environ["SAM_CFFNET_TRUTH"])
MODEL = os.environ.get("SAM_CFFNET_MODEL", "cffnet-lite")


def outlines(truth, path):
    """Outlines of the landslides in a mask, as a GeoPackage."""
    raster = gdal.Open(str(truth))
    mask = raster.GetRasterBand(1)
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = made.CreateLayer("outlines", raster.GetSpatialRef(), ogr.wkbPolygon)
    gdal.Polygonize(mask, mask, layer, -1)
    layer = made = None  # closes the file
    return str(path)


class FineTuneSession(Session):
    """From the dialog to the report, cancelled once, and on to a detection."""

    def script(self):
        self.model_folder = models_folder() / "my-valley"
        shutil.rmtree(self.model_folder, ignore_errors=True)
        self.prepare_window()
        scene = QgsRasterLayer(str(SCENE), SCENE.stem)
        labels = QgsVectorLayer(outlines(TRUTH, FOLDER / "outlines.gpkg"), "outlines")
        QgsProject.instance().addMapLayers([scene, labels])
        iface.setActiveLayer(scene)
        iface.zoomToActiveLayer()
        yield 4
        iface.messageBar().clearWidgets()
        preset = {
            "INPUT": [scene.id()],
            "LABELS": labels.id(),
            "MODEL": MODEL,
            "NAME": "My valley",
            "EPOCHS": 3,
            "RESOLUTION": 1,  # the scene is small: at 2 m validation would take all of it
            "CACHE_FOLDER": str(FOLDER / "runs"),
            "METRICS": QgsProcessing.TEMPORARY_OUTPUT,
            "REPORT": QgsProcessing.TEMPORARY_OUTPUT,
        }
        dialog = processing.createAlgorithmDialog("samcffnet:finetunemodel", preset)
        dialog.show()
        yield 3
        dialog.resize(1100, 800)
        yield 1
        self.picture("finetune_1_dialog", dialog)
        buttons = dialog.findChild(QDialogButtonBox).findChildren(QPushButton)
        run = next(button for button in buttons if "Run" in button.text())
        cancel = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel")
        text = self.log_of(dialog)
        self.ticks.clear()
        run.click()
        while "Epoch 1 of 3" not in text.toPlainText():
            self.fail_on_error(text)
            yield 0.2
        self.picture("finetune_2_running", dialog)
        cancel.click()
        while "Algorithm 'Fine-tune model' finished" not in text.toPlainText():
            yield 0.2
        self.measure("until the cancelled run ended")
        yield 1
        self.picture("finetune_3_cancelled", dialog)
        kept = text.toPlainText()
        if not re.search(r"is kept in", kept) or self.model_folder.exists():
            raise RuntimeError(f"the cancelled run did not keep its epochs:\n{kept}")
        self.change_to_parameters(dialog)
        yield 1
        self.ticks.clear()
        run.click()
        while "Results:" not in text.toPlainText()[len(kept) :]:
            self.fail_on_error(text, len(kept))
            yield 0.2
        self.measure("while the second run went on to the end")
        yield 1
        (FOLDER / "log.txt").write_text(text.toPlainText())
        self.picture("finetune_4_log", dialog)
        dialog.close()
        results = plugins["processing"].resultsDock
        results.setFloating(True)
        results.setGeometry(100, 100, 1300, 800)
        results.setUserVisible(True)
        yield 2
        self.picture("finetune_5_results_viewer")
        results.setUserVisible(False)
        yield from self.detect_with_the_new_model(scene)

    def detect_with_the_new_model(self, scene):
        """Pick the model in the dialog's list, as a user would, without a restart."""
        preset = {"INPUT": scene.id(), "OUTPUT": str(FOLDER / "tuned.gpkg")}
        dialog = processing.createAlgorithmDialog("samcffnet:detectlandslides", preset)
        dialog.show()
        yield 3
        dialog.resize(1100, 800)
        combo = dialog.findChild(ModelWidget).combo
        combo.showPopup()
        yield 1
        self.picture("finetune_6_model_list", dialog)
        combo.setCurrentIndex(combo.findText("my-valley"))
        combo.hidePopup()
        yield 1
        buttons = dialog.findChild(QDialogButtonBox).findChildren(QPushButton)
        next(button for button in buttons if "Run" in button.text()).click()
        text = self.log_of(dialog)
        while "Results:" not in text.toPlainText():
            self.fail_on_error(text)
            yield 0.2
        if "Model my-valley on" not in text.toPlainText():
            raise RuntimeError(text.toPlainText())
        yield 1
        self.picture("finetune_7_detected", dialog)
        dialog.close()
        yield 3
        self.picture("finetune_8_map")
        shutil.rmtree(self.model_folder)

    @staticmethod
    def log_of(dialog):
        return next(w for w in dialog.findChildren(QTextEdit) if w.objectName() == "txtLog")

    @staticmethod
    def change_to_parameters(dialog):
        buttons = dialog.findChildren(QPushButton)
        back = [button for button in buttons if "Change Parameters" in button.text()]
        if back and back[0].isVisible():
            back[0].click()

    @staticmethod
    def fail_on_error(text, start=0):
        log = text.toPlainText()[start:]
        if "Execution failed" in log:
            raise RuntimeError(log)


session = FineTuneSession()
