"""The widget of MODEL: a list of the known models that also takes a path.

The forms of Processing ask QGIS's registry for it from QGIS 4.4 on; before, the registry loses what
Python makes, and they take the class in old_model_widget.py.
"""

from __future__ import annotations

from html import escape

from qgis.core import (
    NULL,
    Qgis,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.gui import (
    QgsAbstractProcessingParameterWidgetWrapper,
    QgsGui,
    QgsProcessingParameterWidgetFactoryInterface,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QToolButton, QWidget

from sam_cffnet_qgis.core.registry import list_models
from sam_cffnet_qgis.processing.base import MODEL_WIDGET
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
            title = f"<qt>{escape(card.title)}</qt>"  # a card is not trusted with tags of its own
            self.combo.setItemData(self.combo.count() - 1, title, Qt.ItemDataRole.ToolTipRole)
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


class ModelWidgetWrapper(QgsAbstractProcessingParameterWidgetWrapper):
    """Brings the widget into the dialog, batch and modeler forms of Processing."""

    def createWidget(self):  # noqa: N802
        choices = self.parameterDefinition().metadata()["widget_wrapper"]
        self.widget = ModelWidget(choices.get("with_untrained", False))
        self.widget.combo.currentTextChanged.connect(
            lambda _: self.widgetValueHasChanged.emit(self)
        )
        frame = QWidget()  # QGIS takes this one, and Python may lose sight of it
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.widget)
        return frame

    def setWidgetValue(self, value, context):  # noqa: N802
        if value is not None and value != NULL:
            self.widget.set_model(value)

    def widgetValue(self):  # noqa: N802
        return self.widget.model()


class ModelWidgetFactory(QgsProcessingParameterWidgetFactoryInterface):
    """Makes the widget for the parameters whose metadata name it."""

    def parameterType(self):  # noqa: N802
        return MODEL_WIDGET

    def createWidgetWrapper(self, parameter, form):  # noqa: N802
        return ModelWidgetWrapper(parameter, form)

    def compatibleParameterTypes(self):  # noqa: N802
        return [QgsProcessingParameterString.typeName(), QgsProcessingParameterFile.typeName()]

    def compatibleOutputTypes(self):  # noqa: N802
        return [QgsProcessingOutputString.typeName()]


def register_model_widget() -> ModelWidgetFactory | None:
    """Make the widget known to QGIS; None where the forms take the class of old QGIS."""
    if takes_old_wrapper():
        return None
    factory = ModelWidgetFactory()
    QgsGui.processingGuiRegistry().addParameterWidgetFactory(factory)
    return factory


def unregister_model_widget(factory: ModelWidgetFactory | None) -> None:
    """Take away what ``register_model_widget`` gave."""
    if factory is not None:
        QgsGui.processingGuiRegistry().removeParameterWidgetFactory(factory)


def takes_old_wrapper() -> bool:
    """Whether this QGIS has the Python wrappers that QGIS 4.4 dropped (QEP 427)."""
    if Qgis.QGIS_VERSION_INT < 40000:
        return True
    try:
        import sam_cffnet_qgis.gui.old_model_widget  # noqa: F401
    except ImportError:
        return False
    return True
