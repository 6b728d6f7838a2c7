"""The plugin in QGIS Desktop: button, menu entry, and the dialog they open."""

import gc
import os
import sys
from collections import Counter

import processing
import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.gui import QgsBrowserGuiModel, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QMainWindow

from sam_cffnet_qgis.gui.model_widget import (
    ModelWidget,
    ModelWidgetFactory,
    register_model_widget,
    unregister_model_widget,
)
from sam_cffnet_qgis.gui.presets import preset_parameters, proposed_output
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

    def registerOptionsWidgetFactory(self, factory):
        self.shown.append(("options", factory))

    def unregisterOptionsWidgetFactory(self, factory):
        self.shown.remove(("options", factory))


@pytest.fixture
def image_layer(image_path):
    return QgsRasterLayer(image_path, "image")


def test_unload_takes_away_what_init_gui_added(monkeypatch, qgis_app):
    plugin = SamCffnetPlugin(Interface())
    monkeypatch.setattr(plugin, "initProcessing", lambda: None)  # the fixture's provider stays
    plugin.initGui()
    places = [place for place, _ in plugin.iface.shown]
    assert Counter(places) == {"menu": 7, "toolbar": 2, "options": 1}
    plugin.unload()
    assert plugin.iface.shown == []


def test_preset_takes_the_active_raster_and_a_new_geopackage(image_layer, tmp_path):
    preset = preset_parameters(image_layer)
    assert preset["INPUT"] == image_layer.id()
    assert preset["OUTPUT"] == str(tmp_path / "image_landslides.gpkg")


def test_preset_leaves_the_input_open_without_a_raster(make_polygons):
    assert "INPUT" not in preset_parameters(make_polygons())
    assert "INPUT" not in preset_parameters(None)


def test_preset_of_a_web_layer_takes_what_the_map_shows():
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png", "tiles", "wms")
    crs = QgsCoordinateReferenceSystem("EPSG:3857")
    view = QgsReferencedRectangle(QgsRectangle(0, 0, 100, 50), crs)
    preset = preset_parameters(layer, view)
    assert preset["EXTENT"] == view
    assert preset["OUTPUT"] == QgsProcessing.TEMPORARY_OUTPUT


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
    dialog = processing.createAlgorithmDialog("samcffnet:detectlandslides", preset)
    parameters = dialog.createProcessingParameters()
    assert parameters["MODEL"] == "cffnet-lite"
    assert parameters["INPUT"] == image_layer.id()
    assert parameters["OUTPUT"].sink.staticValue() == preset["OUTPUT"]
    dialog.close()


def test_model_widget_keeps_a_typed_path(qgis_app):
    widget = ModelWidget()
    widget.set_model("/models/my model.json")
    assert widget.model() == "/models/my model.json"


def test_model_widget_works_as_the_forms_of_new_qgis_ask_for_it(detect_algorithm):
    factory = ModelWidgetFactory()
    parameter = detect_algorithm.parameterDefinition("MODEL")
    assert parameter.metadata()["widget_wrapper"]["widget_type"] == factory.parameterType()
    wrapper = factory.createWidgetWrapper(parameter, QgsProcessingGui.WidgetType.Standard)
    changes = []
    wrapper.widgetValueHasChanged.connect(changes.append)
    form = wrapper.createWrappedWidget(QgsProcessingContext())
    gc.collect()
    assert form.findChild(ModelWidget) is wrapper.widget
    assert wrapper.parameterValue() == "cffnet-lite"
    wrapper.setParameterValue("/models/my model.json", QgsProcessingContext())
    assert wrapper.parameterValue() == "/models/my model.json"
    assert changes


def test_model_widget_is_registered_where_the_old_wrappers_are_gone(monkeypatch, qgis_processing):
    monkeypatch.setattr(Qgis, "QGIS_VERSION_INT", 40400)
    monkeypatch.delattr("processing.gui.wrappers.WidgetWrapper", raising=False)
    monkeypatch.delitem(sys.modules, "sam_cffnet_qgis.gui.old_model_widget", raising=False)
    factory = register_model_widget()
    assert not QgsGui.processingGuiRegistry().addParameterWidgetFactory(ModelWidgetFactory())
    unregister_model_widget(factory)
    assert register_and_remove()


def register_and_remove():
    """Whether the registry takes the widget, which it does once."""
    registry, factory = QgsGui.processingGuiRegistry(), ModelWidgetFactory()
    taken = registry.addParameterWidgetFactory(factory)
    registry.removeParameterWidgetFactory(factory)
    return taken


def test_model_widget_works_in_the_batch_form(detect_algorithm, qgis_iface):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(detect_algorithm, None)
    panel = dialog.mainWidget()
    wrapper = panel.wrappers[0][panel.parameter_to_column["MODEL"]]
    assert isinstance(wrapper.widget, ModelWidget)
    assert wrapper.parameterValue() == "cffnet-lite"
    dialog.close()


def test_model_widget_works_in_the_modeler_form(detect_algorithm, qgis_iface):
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    dialog = ModelerParametersDialog(detect_algorithm, QgsProcessingModelAlgorithm())
    child = dialog.createAlgorithm()
    (source,) = child.parameterSources()["MODEL"]
    assert source.staticValue() == "cffnet-lite"
    dialog.close()
