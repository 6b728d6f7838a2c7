"""The widget of MODEL in the forms of QGIS 3 and 4.0 to 4.2; later ones have no such wrappers."""

from __future__ import annotations

from processing.gui.wrappers import DIALOG_MODELER, WidgetWrapper  # old QGIS only
from qgis.core import (
    NULL,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.gui.model_widget import ModelWidget


class OldModelWidgetWrapper(WidgetWrapper):
    """Brings the widget into the dialog, batch and modeler forms of Processing."""

    def createWidget(self, widget_type, with_untrained=False):  # noqa: N802
        widget = ModelWidget(with_untrained)
        if self.dialogType == DIALOG_MODELER:
            sources = self.dialog.getAvailableValuesOfType(
                [QgsProcessingParameterString, QgsProcessingParameterFile],
                [QgsProcessingOutputString],
            )
            for source in sources:
                widget.combo.addItem(self.dialog.resolveValueDescription(source), source)
        widget.combo.currentTextChanged.connect(lambda _: self.widgetValueHasChanged.emit(self))
        return widget

    def setValue(self, value):  # noqa: N802
        if value is None or value == NULL:
            return
        self.widget.set_model(value)

    def value(self):
        return self.widget.model()
