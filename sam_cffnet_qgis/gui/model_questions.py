"""What the model manager asks: files, names, and whether the user is sure."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from sam_cffnet_qgis.core.model_library import ModelEntry


class ModelQuestions:
    """Each question is a dialog over a window; the answer is empty if the user wants nothing."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def tr(self, text):
        return QCoreApplication.translate("ModelQuestions", text)

    def archive(self) -> str:
        """The zip to import."""
        archives = self.tr("Archives of models (*.zip)")
        title = self.tr("Import archive")
        return QFileDialog.getOpenFileName(self._window, title, "", archives)[0]

    def archive_name(self) -> str | None:
        """Another name for the model of an archive, empty for its own; None to import nothing."""
        name, is_ok = QInputDialog.getText(
            self._window,
            self.tr("Import archive"),
            self.tr("Name of the model (empty: its own):"),
        )
        return name.strip() if is_ok else None

    def destination(self, entry: ModelEntry) -> str:
        """The zip to write."""
        archives = self.tr("Archives of models (*.zip)")
        proposed = str(Path.home() / f"{entry.path.stem}.zip")
        title = self.tr("Export model")
        path = QFileDialog.getSaveFileName(self._window, title, proposed, archives)[0]
        return f"{path}.zip" if path and not Path(path).suffix else path

    def new_name(self, entry: ModelEntry) -> str:
        """Another name for a model."""
        name, is_ok = QInputDialog.getText(
            self._window,
            self.tr("Rename model"),
            self.tr("New name:"),
            QLineEdit.EchoMode.Normal,
            entry.card.title,
        )
        return name.strip() if is_ok else ""

    def is_sure_to_delete(self, entry: ModelEntry, size: str) -> bool:
        """Whether a model shall go."""
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Delete model"))
        box.setText(
            self.tr("Delete the model '{model}' ({size}) from the disk?").format(
                model=entry.id, size=size
            )
        )
        box.setInformativeText(self.tr("This cannot be undone."))
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        return box.exec() == QMessageBox.StandardButton.Yes
