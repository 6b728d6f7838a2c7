"""The plugin: registers the provider, and in QGIS Desktop its button and menu entry."""

from __future__ import annotations

from qgis.core import QgsApplication

from sam_cffnet_qgis.processing.provider import SamCffnetProvider
from sam_cffnet_qgis.processing.translation import install_translation, remove_translation


class SamCffnetPlugin:
    """What QGIS loads; ``qgis_process`` calls ``initProcessing`` alone, without an interface."""

    def __init__(self, iface) -> None:
        self.iface = iface
        self.translator = install_translation()  # before any text is made
        self.provider = None
        self.actions = None
        self.options = None
        self.model_widget = None

    def initProcessing(self):  # noqa: N802
        self.provider = SamCffnetProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)
        if QgsApplication.platform() == "qgis_process":  # asks at once what the models need
            self.provider.read_examples()

    def initGui(self):  # noqa: N802
        from sam_cffnet_qgis.gui.actions import PluginActions
        from sam_cffnet_qgis.gui.model_widget import register_model_widget
        from sam_cffnet_qgis.gui.options_page import OptionsFactory

        self.model_widget = register_model_widget()
        self.initProcessing()
        self.actions = PluginActions(self.iface)
        self.actions.add()
        self.options = OptionsFactory()
        self.iface.registerOptionsWidgetFactory(self.options)

    def unload(self):
        if self.options is not None:
            self.iface.unregisterOptionsWidgetFactory(self.options)
            self.options = None
        if self.actions is not None:
            self.actions.remove()
            self.actions = None
        if self.model_widget is not None:
            from sam_cffnet_qgis.gui.model_widget import unregister_model_widget

            unregister_model_widget(self.model_widget)
            self.model_widget = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        remove_translation(self.translator)
        self.translator = None
