"""What the review does in the map window: zoom, highlight, and polygons that flicker."""

from __future__ import annotations

from qgis.core import Qgis, QgsFeature, QgsUnitTypes, QgsVectorLayer
from qgis.gui import QgsHighlight, QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtGui import QColor

FLICKER_MS = 600
MARGIN = 3.0  # of the view over the polygon
SMALLEST_VIEW_M = 300.0
HIGHLIGHT_WIDTH = 3
HIGHLIGHT = QColor(255, 221, 0)  # stands out on grass, soil and rock, and from the layer's style
CLEAR = QColor(0, 0, 0, 0)


class ReviewMap(QObject):
    """Shows one polygon at a time in a map window."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._highlight: QgsHighlight | None = None
        self._flickering: QgsVectorLayer | None = None
        self._hidden: list | None = None  # all layers of the map, while one of them is left out
        self._timer = QTimer(self)
        self._timer.setInterval(FLICKER_MS)
        self._timer.timeout.connect(self._toggle)

    def show(self, layer: QgsVectorLayer, feature: QgsFeature) -> None:
        """Zoom to a polygon and outline it."""
        self.clear()
        if not feature.hasGeometry():
            return
        self._highlight = QgsHighlight(self._canvas, feature.geometry(), layer)
        self._highlight.setColor(HIGHLIGHT)
        self._highlight.setFillColor(CLEAR)
        self._highlight.setWidth(HIGHLIGHT_WIDTH)
        self._highlight.show()
        settings = self._canvas.mapSettings()
        box = settings.layerExtentToOutputExtent(layer, feature.geometry().boundingBox())
        metre = QgsUnitTypes.fromUnitToUnitFactor(Qgis.DistanceUnit.Meters, settings.mapUnits())
        box.scale(max(MARGIN, SMALLEST_VIEW_M * metre / max(box.width(), box.height(), 1e-9)))
        self._canvas.setExtent(box)
        self._canvas.refresh()

    def clear(self) -> None:
        """Remove the outline."""
        if self._highlight is not None:
            self._canvas.scene().removeItem(self._highlight)
            self._highlight = None

    @property
    def is_flickering(self) -> bool:
        """Whether polygons are shown and hidden in turn."""
        return self._flickering is not None

    def start_flicker(self, layer: QgsVectorLayer) -> None:
        """Show and hide a layer and the outline in turn, so that the ground is seen as well.

        Only the map window leaves the layer out: nothing of it gets into a project that is saved.
        """
        self._flickering = layer
        self._toggle()
        self._timer.start()

    def stop_flicker(self) -> None:
        """Show the layer again, if it was shown."""
        self._timer.stop()
        if self._hidden is not None:
            self._toggle()
        self._flickering = None

    def forget(self) -> None:
        """The layer is about to be removed: leave it alone."""
        self._timer.stop()
        self._flickering = self._hidden = None
        self.clear()

    def _toggle(self) -> None:
        if self._hidden is None:
            self._hidden = self._canvas.layers()
            self._canvas.setLayers([x for x in self._hidden if x is not self._flickering])
        else:
            shown, self._hidden = self._hidden, None
            self._canvas.setLayers(shown)
        if self._highlight is not None:
            self._highlight.setVisible(self._hidden is None)
