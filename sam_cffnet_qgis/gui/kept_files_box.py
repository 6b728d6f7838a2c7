"""The part of the options page about files that the plugin keeps: how much, and clearing them."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt
from qgis.PyQt.QtWidgets import QCheckBox, QGridLayout, QGroupBox, QLabel, QMessageBox, QPushButton

from sam_cffnet_qgis.core.kept_files import TITLES, clear, measure
from sam_cffnet_qgis.gui.background import BackgroundTask
from sam_cffnet_qgis.processing.bridge import translate, translated
from sam_cffnet_qgis.processing.folders import kept_places

SHOWN_WARNINGS = 5


class KeptFilesBox(QGroupBox):
    """A line for each kind with number and size, and a button that clears the checked ones."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Kept files"))
        self.kinds = {name: QCheckBox(text) for name, text in self._texts().items()}
        self.counts = {name: QLabel() for name in TITLES}
        self.sizes = {name: QLabel("…") for name in TITLES}
        self.clear_button = QPushButton(self.tr("Clea&r checked…"))
        self.clear_button.setEnabled(False)
        self.clear_button.clicked.connect(self.clear)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.hide()
        for check_box in self.kinds.values():
            check_box.toggled.connect(self._update_button)
        self._bytes: dict[str, int] = {}
        self._is_busy = False
        self._lay_out()

    def tr(self, text):
        return QCoreApplication.translate("KeptFilesBox", text)

    def _texts(self) -> dict[str, str]:
        return {
            "detections": self.tr("Unfinished &detections"),
            "finetunings": self.tr("Unfinished fine-&tunings"),
            "images": self.tr("Ima&ges of web layers"),
            "downloads": self.tr("Do&wnloaded weights"),
            "converted": self.tr("Con&verted models"),
        }

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setColumnStretch(3, 1)
        layout.setHorizontalSpacing(2 * layout.spacing())
        right = Qt.AlignmentFlag.AlignRight
        layout.addWidget(QLabel(self.tr("Number")), 0, 1, right)
        layout.addWidget(QLabel(self.tr("Size")), 0, 2, right)
        for row, name in enumerate(TITLES, 1):
            layout.addWidget(self.kinds[name], row, 0)
            layout.addWidget(self.counts[name], row, 1, right)
            layout.addWidget(self.sizes[name], row, 2, right)
        layout.addWidget(self.clear_button, len(TITLES) + 1, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.message, len(TITLES) + 2, 0, 1, 4)

    def showEvent(self, event):  # noqa: N802
        super().showEvent(event)
        if not self._bytes:
            self.measure()

    def checked(self) -> list[str]:
        """Names of the kinds that are checked."""
        return [name for name, check_box in self.kinds.items() if check_box.isChecked()]

    def measure(self) -> None:
        """Look in the background how much there is."""
        places = kept_places()
        task = BackgroundTask(
            self.tr("Measure kept files"),
            lambda feedback: measure(places, feedback.check),
            self._measured,
        )
        self.destroyed.connect(task.give_up)
        task.start()

    def _measured(self, found: object, error: object) -> None:
        if error is not None:
            self._tell([translated(error)])
        for kept in found or ():
            self._bytes[kept.name] = kept.bytes
            self.counts[kept.name].setText(QLocale().toString(kept.count))
            self.sizes[kept.name].setText(_size(kept.bytes))
            self.kinds[kept.name].setToolTip("\n".join(map(str, kept.folders)))
        self._update_button()

    def _update_button(self) -> None:
        size = sum(self._bytes.get(name, 0) for name in self.checked())
        self.clear_button.setEnabled(size > 0 and not self._is_busy)

    def clear(self) -> None:
        """Ask, and clear the checked kinds in the background."""
        names = self.checked()
        lines = [f"{translate(TITLES[n], {})}: {_size(self._bytes.get(n, 0))}" for n in names]
        answer = QMessageBox.question(
            self,
            self.tr("Clear kept files"),
            self.tr(
                "Remove these files?\n\n{kinds}\n\nWhat they hold must be computed or downloaded "
                "again when it is needed. What a run uses at the moment is kept."
            ).format(kinds="\n".join(lines)),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer != QMessageBox.StandardButton.Yes:
            return
        self._is_busy = True
        self._update_button()
        places = kept_places()
        BackgroundTask(
            self.tr("Clear kept files"),
            lambda feedback: (clear(places, names, feedback), feedback.warnings),
            self._cleared,
        ).start()

    def _cleared(self, outcome: object, error: object) -> None:
        self._is_busy = False
        if error is not None:
            self._tell([translated(error)])
        if outcome is not None:
            cleared, warnings = outcome
            freed = self.tr("Freed: {size}.").format(size=_size(cleared.freed_bytes))
            more = len(warnings) - SHOWN_WARNINGS
            words = self.tr("{count} more were not removed.").format(count=more)
            rest = [words] if more > 0 else []
            self._tell([freed, *warnings[:SHOWN_WARNINGS], *rest])
        for check_box in self.kinds.values():
            check_box.setChecked(False)
        self.measure()

    def _tell(self, lines: list[str]) -> None:
        self.message.setText("\n".join(lines))
        self.message.show()


def _size(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
