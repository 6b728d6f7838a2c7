"""The plugin's page in QGIS's options."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsApplication
from qgis.gui import (
    QgsFileWidget,
    QgsOptionsPageWidget,
    QgsOptionsWidgetFactory,
    QgsScrollArea,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from sam_cffnet_qgis.core.paths import ICON_PATH
from sam_cffnet_qgis.core.settings import PRECISIONS
from sam_cffnet_qgis.gui.forms import align_fields, make_form, make_label
from sam_cffnet_qgis.processing.folders import profile_folder
from sam_cffnet_qgis.processing.options import (
    DEVICES,
    ENGINE,
    find_problems,
    read_options,
    write_options,
)
from sam_cffnet_qgis.processing.preferences import Preferences

PAGE_NAME = "samCffnetOptions"


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options are opened."""

    def __init__(self) -> None:
        super().__init__("SAM-CFFNet", QIcon(str(ICON_PATH)), PAGE_NAME)

    def createWidget(self, parent=None):  # noqa: N802
        return OptionsPage(parent)


class OptionsPage(QgsOptionsPageWidget):
    """Engine, defaults, folders and kept files; what was not changed is not written."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.setObjectName(PAGE_NAME)
        # Not before a page is made: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.gui.engine_box import EngineBox
        from sam_cffnet_qgis.gui.kept_files_box import KeptFilesBox
        from sam_cffnet_qgis.gui.model_widget import ModelWidget

        self.engine = EngineBox()
        self.model = ModelWidget()
        self.device = QComboBox()
        self.precision = QComboBox()
        self.mirror = QLineEdit()
        self.models_folder = _folder_widget(str(profile_folder() / "models"))
        self.cache_folder = _folder_widget(str(profile_folder()))
        self.kept_files = KeptFilesBox()
        self.problems = QLabel()
        self._lay_out()
        self._show(read_options())
        self._shown = self.values()
        for widget in (self.engine.file, self.models_folder, self.cache_folder):
            widget.fileChanged.connect(self._look_again)
        for combo in (self.model.combo, self.device):
            combo.currentTextChanged.connect(self._look_again)
        self.mirror.textChanged.connect(self._look_again)

    def tr(self, text):
        return QCoreApplication.translate("OptionsPage", text)

    def _lay_out(self) -> None:
        content = QWidget()
        boxes = QVBoxLayout(content)
        forms = (self.engine, self._defaults_box(), self._folders_box())
        align_fields(forms)
        for box in (*forms, self.kept_files):
            boxes.addWidget(box)
        boxes.addStretch()
        area = QgsScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._warning())
        layout.addWidget(area)

    def _warning(self) -> QWidget:
        """What is wrong, whole; QGIS's message bar cuts what is longer than a line."""
        icon = QLabel()
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_LargeIconSize)
        icon.setPixmap(QgsApplication.getThemeIcon("/mIconWarning.svg").pixmap(size, size))
        self.problems.setWordWrap(True)
        self.problems.setTextFormat(Qt.TextFormat.PlainText)
        self._warning_row = QWidget()
        layout = QHBoxLayout(self._warning_row)
        layout.addWidget(icon)
        layout.addWidget(self.problems, 1)
        self._warning_row.hide()
        return self._warning_row

    def _defaults_box(self) -> QGroupBox:
        self.device.setEditable(True)
        self.device.addItems(DEVICES)
        self.precision.addItems(PRECISIONS)
        self.mirror.setPlaceholderText(self.tr("none"))
        self.mirror.setClearButtonEnabled(True)
        self.mirror.setToolTip(
            self.tr("Address with a copy of SAM's weights, to which the file name is appended")
        )
        box = QGroupBox(self.tr("Defaults of the algorithms"))
        form = make_form(box)
        form.addRow(make_label(self.tr("&Model"), self.model.combo), self.model)
        form.addRow(make_label(self.tr("D&evice"), self.device), self.device)
        form.addRow(make_label(self.tr("&Precision"), self.precision), self.precision)
        form.addRow(make_label(self.tr("Mirror for down&loads"), self.mirror), self.mirror)
        return box

    def _folders_box(self) -> QGroupBox:
        self.models_folder.setToolTip(self.tr("Imported and fine-tuned models"))
        self.cache_folder.setToolTip(self.tr("Unfinished runs, images of web layers, downloads"))
        box = QGroupBox(self.tr("Folders"))
        form = make_form(box)
        models, kept = self.models_folder, self.cache_folder
        form.addRow(make_label(self.tr("Model&s"), models.lineEdit()), models)
        form.addRow(make_label(self.tr("Kept &files"), kept.lineEdit()), kept)
        return box

    def _show(self, options: dict[str, str]) -> None:
        self.engine.file.setFilePath(options[ENGINE])
        self.model.set_model(options["model"])
        self.device.setCurrentText(options["device"])
        self.precision.setCurrentText(options["precision"])
        self.mirror.setText(options["mirror"])
        self.models_folder.setFilePath(options["models_folder"])
        self.cache_folder.setFilePath(options["cache_folder"])

    def values(self) -> dict[str, str]:
        """All options as the page shows them, by name; an emptied list stands for its default."""
        return {
            ENGINE: self.engine.path(),
            "model": str(self.model.model()).strip() or Preferences.model,
            "device": self.device.currentText().strip() or Preferences.device,
            "precision": self.precision.currentText(),
            "mirror": self.mirror.text().strip(),
            "models_folder": self.models_folder.filePath().strip(),
            "cache_folder": self.cache_folder.filePath().strip(),
        }

    def changed(self) -> dict[str, str]:
        """The options that differ from what the page showed at first, by name."""
        return {name: value for name, value in self.values().items() if value != self._shown[name]}

    def isValid(self):  # noqa: N802
        """Whether all that was changed can be kept; QGIS shows this page again if not."""
        problems = find_problems(self.changed())
        self.problems.setText("\n".join(problems.values()))
        self._warning_row.setVisible(bool(problems))
        return not problems

    def _look_again(self) -> None:
        """Take back a warning when what it says is mended."""
        if not self._warning_row.isHidden():
            self.isValid()

    def apply(self):
        """Keep what was changed, but for what cannot be right."""
        problems = find_problems(self.changed())
        right = {name: value for name, value in self.changed().items() if name not in problems}
        write_options(right)
        if ENGINE in right:
            # Once more when all pages are done: that of Processing writes what it showed at first.
            QTimer.singleShot(0, partial(write_options, {ENGINE: right[ENGINE]}))
        self._shown = self.values()

    def helpKey(self):  # noqa: N802
        """Where the help button leads: as from the options of Processing."""
        return "processing/index.html"


def _folder_widget(default: str) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    widget.lineEdit().setPlaceholderText(default)
    return widget
