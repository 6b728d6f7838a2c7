"""The list of models in the model manager."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QStyle, QTreeWidget, QTreeWidgetItem

from sam_cffnet_qgis.core.model_library import ModelEntry
from sam_cffnet_qgis.gui.model_page import ModelPage


class ModelList(QTreeWidget):
    """One line a model: name, size, state of the weights, and notes in words."""

    def __init__(self, page: ModelPage) -> None:
        super().__init__()
        self._page = page
        self.setAccessibleName(self.tr("Models"))
        self.setHeaderLabels(
            [self.tr("Model"), self.tr("Size"), self.tr("Weights"), self.tr("Notes")]
        )
        self.setRootIsDecorated(False)
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)

    def tr(self, text):
        return QCoreApplication.translate("ModelList", text)

    def show_models(self, models: list[tuple[ModelEntry, bool]], wanted: Path | None) -> None:
        """Show models anew.

        Args:
            models: each with whether it is the default.
            wanted: card of the one to choose; without it, the first.
        """
        self.blockSignals(True)
        self.clear()
        chosen = None
        for entry, is_the_default in models:
            texts = [
                entry.id,
                self._page.size(entry),
                self._page.state(entry),
                self._page.notes(entry, is_the_default),
            ]
            item = QTreeWidgetItem(self, texts)
            item.setData(0, Qt.ItemDataRole.UserRole, str(entry.path))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if entry.path == wanted:
                chosen = item
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
        self.setCurrentItem(chosen or self.topLevelItem(0))
        self.blockSignals(False)

    def wanted_width_px(self) -> int:
        """Width at which all columns are seen, beside a scroll bar."""
        columns = sum(self.sizeHintForColumn(column) for column in range(self.columnCount()))
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return columns + bar + 2 * self.frameWidth() + self.fontMetrics().averageCharWidth()

    def chosen_path(self) -> Path | None:
        """Card of the chosen model."""
        item = self.currentItem()
        return Path(item.data(0, Qt.ItemDataRole.UserRole)) if item else None
