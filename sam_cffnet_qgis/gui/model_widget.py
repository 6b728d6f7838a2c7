"""The widget of MODEL: a list of the known models that also takes a path."""

from __future__ import annotations

from processing.gui.wrappers import DIALOG_MODELER, WidgetWrapper
from qgis.core import (
    NULL,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QToolButton, QWidget

from sam_cffnet_qgis.core.registry import list_models
from sam_cffnet_qgis.processing.folders import models_folder


class ModelWidget(QWidget):
    """An editable list of model names with a button to look for a file.

    The models are looked up when the widget is made, so a dialog shows those of this moment.

    Args:
        with_untrained: also offer image encoders without a trained decoder.
    """

    def __init__(self, with_untrained: bool = False) -> None:
        super().__init__()
        self.combo = QComboBox()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(16)
        for card in list_models(models_folder()):
            if not (card.trained or with_untrained):
                continue
            self.combo.addItem(card.id, card.id)
            self.combo.setItemData(self.combo.count() - 1, card.title, Qt.ItemDataRole.ToolTipRole)
        self.browse = QToolButton()
        self.browse.setText("…")
        self.browse.setToolTip(self.tr("Choose a model card or weights file"))
        self.browse.clicked.connect(self.choose_file)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo, 1)
        layout.addWidget(self.browse)

    def tr(self, text):
        return QCoreApplication.translate("ModelWidget", text)

    def choose_file(self) -> None:
        """Ask for a file and take its path."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Model"),
            str(models_folder()),
            self.tr("Models (*.json *.safetensors)"),
        )
        if path:
            self.combo.setEditText(path)

    def model(self) -> object:
        """What was chosen, or the text as it was typed."""
        index = self.combo.findText(self.combo.currentText())
        return self.combo.currentText() if index < 0 else self.combo.itemData(index)

    def set_model(self, value: object) -> None:
        """Show a value: one of the list, or any text."""
        for index in range(self.combo.count()):
            if self.combo.itemData(index) == value:
                self.combo.setCurrentIndex(index)
                return
        self.combo.setEditText(str(value))


class ModelWidgetWrapper(WidgetWrapper):
    """Brings the widget into the dialog, batch and modeler forms of Processing."""

    def createWidget(self, with_untrained=False):  # noqa: N802
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
