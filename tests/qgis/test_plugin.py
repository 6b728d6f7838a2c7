"""The plugin in QGIS Desktop: button, menu entry, and the dialog they open."""

import os

import processing
import pytest
from qgis.core import QgsProcessingModelAlgorithm, QgsProject, QgsRasterLayer
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtWidgets import QMainWindow

from sam_cffnet_qgis.gui.actions import ALGORITHM, preset_parameters, proposed_output
from sam_cffnet_qgis.gui.model_widget import ModelWidget, ModelWidgetWrapper
from sam_cffnet_qgis.plugin import SamCffnetPlugin


class Interface:
    """The part of QgisInterface that the plugin uses."""

    def __init__(self):
        self.window = QMainWindow()
        self.shown = []

    def mainWindow(self):
        return self.window

    def addToolBarIcon(self, action):
        self.shown.append(("toolbar", action))

    def removeToolBarIcon(self, action):
        self.shown.remove(("toolbar", action))

    def addPluginToRasterMenu(self, menu, action):
        self.shown.append(("menu", action))

    def removePluginRasterMenu(self, menu, action):
        self.shown.remove(("menu", action))


@pytest.fixture
def image_layer(image_path):
    return QgsRasterLayer(image_path, "image")


def test_unload_takes_away_what_init_gui_added(monkeypatch, qgis_app):
    plugin = SamCffnetPlugin(Interface())
    monkeypatch.setattr(plugin, "initProcessing", lambda: None)  # the fixture's provider stays
    plugin.initGui()
    assert [place for place, _ in plugin.iface.shown] == ["toolbar", "menu"]
    plugin.unload()
    assert plugin.iface.shown == []


def test_preset_takes_the_active_raster_and_a_new_geopackage(image_layer, tmp_path):
    preset = preset_parameters(image_layer)
    assert preset["INPUT"] == image_layer.id()
    assert preset["OUTPUT"] == str(tmp_path / "image_landslides.gpkg")


def test_preset_leaves_the_input_open_without_a_raster(make_polygons):
    assert "INPUT" not in preset_parameters(make_polygons())
    assert "INPUT" not in preset_parameters(None)


def test_proposed_output_never_exists_already(tmp_path):
    raster = tmp_path / "image.tif"
    raster.touch()
    (tmp_path / "image_landslides.gpkg").touch()
    assert proposed_output(raster) == tmp_path / "image_landslides_2.gpkg"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_there_is_no_proposed_output_when_the_folder_cannot_be_written(tmp_path):
    raster = tmp_path / "image.tif"
    raster.touch()
    tmp_path.chmod(0o500)
    assert proposed_output(raster) is None


def test_dialog_shows_the_preset(image_layer, qgis_iface, monkeypatch):
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel)
    QgsProject.instance().addMapLayer(image_layer)
    preset = preset_parameters(image_layer)
    dialog = processing.createAlgorithmDialog(ALGORITHM, preset)
    parameters = dialog.createProcessingParameters()
    assert parameters["MODEL"] == "cffnet-lite"
    assert parameters["INPUT"] == image_layer.id()
    assert parameters["OUTPUT"].sink.staticValue() == preset["OUTPUT"]
    dialog.close()


def test_model_widget_keeps_a_typed_path(qgis_app):
    widget = ModelWidget()
    widget.set_model("/models/my model.json")
    assert widget.model() == "/models/my model.json"


def test_model_widget_works_in_the_batch_form(detect_algorithm, qgis_iface):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(detect_algorithm, None)
    panel = dialog.mainWidget()
    wrapper = panel.wrappers[0][panel.parameter_to_column["MODEL"]]
    assert isinstance(wrapper, ModelWidgetWrapper)
    assert wrapper.parameterValue() == "cffnet-lite"
    dialog.close()


def test_model_widget_works_in_the_modeler_form(detect_algorithm, qgis_iface):
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    dialog = ModelerParametersDialog(detect_algorithm, QgsProcessingModelAlgorithm())
    child = dialog.createAlgorithm()
    (source,) = child.parameterSources()["MODEL"]
    assert source.staticValue() == "cffnet-lite"
    dialog.close()
