"""The plugin: registers the provider, and in QGIS Desktop its button and menu entry."""

from __future__ import annotations

from qgis.core import QgsApplication

from sam_cffnet_qgis.processing.provider import SamCffnetProvider


class SamCffnetPlugin:
    """What QGIS loads; ``qgis_process`` calls ``initProcessing`` alone, without an interface."""

    def __init__(self, iface) -> None:
        self.iface = iface
        self.provider = None
        self.actions = None

    def initProcessing(self):  # noqa: N802
        self.provider = SamCffnetProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):  # noqa: N802
        from sam_cffnet_qgis.gui.actions import DetectActions

        self.initProcessing()
        self.actions = DetectActions(self.iface)
        self.actions.add()

    def unload(self):
        if self.actions is not None:
            self.actions.remove()
            self.actions = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
