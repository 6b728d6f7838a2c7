"""The window in which models are looked at, imported, passed on, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from qgis.core import Qgis
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeySequence, QTextOption
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
)

from sam_cffnet_qgis.core.errors import Cancelled, SamCffnetError
from sam_cffnet_qgis.core.model_archive import export_model
from sam_cffnet_qgis.core.model_library import (
    OK,
    ModelEntry,
    list_entries,
    verify,
    with_earlier_checks,
)
from sam_cffnet_qgis.core.model_unpack import import_archive
from sam_cffnet_qgis.gui.background import BackgroundTask, TaskFeedback
from sam_cffnet_qgis.gui.model_list import ModelList
from sam_cffnet_qgis.gui.model_page import ModelPage
from sam_cffnet_qgis.gui.model_questions import ModelQuestions
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.model_library import (
    delete,
    is_default,
    make_default,
    possible_actions,
    rename,
)

IMPORT_ALGORITHM = "samcffnet:importmodel"
DOWNLOAD = {"DOWNLOAD": "sam_vit_l", "NAME": "sam-vit-l"}
LETTERS_WIDE, LINES_HIGH = 140, 36  # of the window at first
SECONDS_SHOWN = 8  # of good news; bad news stays


def _export(entry: ModelEntry, path: str, feedback: TaskFeedback) -> str:
    export_model(entry.card, Path(path), feedback.check)
    return path


class ModelManager(QDialog):
    """All models on the left, the card of the chosen one beside them, what can be done at the right."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.setObjectName("samCffnetModelManager")
        self.setWindowTitle(self.tr("SAM-CFFNet models"))
        self.page = ModelPage()
        self.questions = ModelQuestions(self)
        self.entries: list[ModelEntry] = []
        self.task: BackgroundTask | None = None
        self._then = None
        self.algorithm_dialog = None
        self._shown: list[tuple] = []
        self._add_widgets()
        letters = self.fontMetrics()
        wanted = QSize(letters.averageCharWidth() * LETTERS_WIDE, letters.height() * LINES_HIGH)
        self.resize(wanted.boundedTo(self.screen().availableSize()))
        self.refresh()
        list_px = min(self.models.wanted_width_px(), self.width() // 2)
        self.splitter.setSizes([list_px, self.width() - list_px])
        self.models.setFocus()

    def tr(self, text):
        return QCoreApplication.translate("ModelManager", text)

    def _add_widgets(self) -> None:
        self.bar = QgsMessageBar(self)
        self.bar.setObjectName("messages")
        self.models = ModelList(self.page)
        self.models.setObjectName("models")
        self.models.currentItemChanged.connect(self._show_current)
        self.details = QTextBrowser()
        self.details.setObjectName("details")
        self.details.setAccessibleName(self.tr("Card of the chosen model"))
        self.details.setOpenLinks(False)
        self.details.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.models)
        self.splitter.addWidget(self.details)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)  # the list keeps its width
        middle = QHBoxLayout()
        middle.addWidget(self.splitter, 1)
        middle.addLayout(self._buttons())
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addLayout(middle, 1)
        layout.addLayout(self._bottom())

    def _buttons(self) -> QVBoxLayout:
        """The column at the right; the names of the buttons are those of the actions."""
        groups = (
            (
                ("checkpoint", self.tr("Import &checkpoint…"), self.import_checkpoint),
                ("download", self.tr("&Download…"), self.download),
                ("import", self.tr("Import &archive…"), self.import_archive),
            ),
            (
                ("makedefault", self.tr("&Make default"), self.make_default),
                ("check", self.tr("Chec&k"), self.check),
                ("export", self.tr("&Export…"), self.export),
                ("rename", self.tr("&Rename…"), self.rename),
                ("delete", self.tr("De&lete…"), self.delete),
                ("folder", self.tr("&Open folder"), self.open_folder),
            ),
        )
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout()
        for number, group in enumerate(groups):
            if number:
                line = QFrame()
                line.setFrameShape(QFrame.Shape.HLine)
                column.addWidget(line)
            for name, label, slot in group:
                self.buttons[name] = self._button(name, label, slot)
                column.addWidget(self.buttons[name])
        column.addStretch(1)
        self._explain_buttons()
        for name, key in (("delete", QKeySequence.StandardKey.Delete), ("rename", "F2")):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(self.buttons[name].click)
            self.addAction(action)
        return column

    def _button(self, name: str, label: str, slot) -> QPushButton:
        button = QPushButton(label)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _: slot())
        return button

    def _explain_buttons(self) -> None:
        tips = {
            "checkpoint": self.tr("A checkpoint of SAM-CFFNet or SAM becomes a model"),
            "download": self.tr("Fetch SAM's own weights, to fine-tune them"),
            "import": self.tr("A model that was exported here or elsewhere"),
            "makedefault": self.tr("Dialogs start with this model"),
            "check": self.tr("Compare the weights with the card's SHA-256"),
            "export": self.tr("Card and weights in one zip, to be passed on"),
            "rename": self.tr("Another name for this model (F2)"),
            "delete": self.tr("Remove this model from the disk (Del)"),
            "folder": self.tr("Show the model's files"),
        }
        for name, tip in tips.items():
            self.buttons[name].setToolTip(tip)

    def _bottom(self) -> QHBoxLayout:
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setRange(0, 0)
        self.stop_button = self._button("stop", self.tr("S&top"), self.stop)
        self.close_button = self._button("close", self.tr("Clo&se"), self.reject)
        row = QHBoxLayout()
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.progress.hide()
        self.stop_button.hide()
        return row

    def refresh(self, choose: Path | None = None) -> None:
        """Look the models up again, and show them if anything changed.

        Args:
            choose: card of the model to choose; without it the chosen one stays so.
        """
        self.entries = with_earlier_checks(list_entries(models_folder()), self.entries)
        shown = [(entry, is_default(entry), str(entry.problem)) for entry in self.entries]
        chosen = self.chosen()
        wanted = choose or (chosen.path if chosen else None)
        if shown != self._shown or choose is not None:
            self._shown = shown
            self.models.show_models([(entry, is_it) for entry, is_it, _ in shown], wanted)
            self._show_current()
        self._update_buttons()

    def chosen(self) -> ModelEntry | None:
        """The model that is chosen in the list."""
        path = self.models.chosen_path()
        return next((entry for entry in self.entries if entry.path == path), None)

    def _show_current(self, *_) -> None:
        entry = self.chosen()
        if entry:
            self.details.setHtml(self.page.html(entry))
        else:
            self.details.setPlainText(self.tr("There are no models. Import or download one."))
        self._update_buttons()

    def _update_buttons(self) -> None:
        entry = self.chosen()
        possible = {"checkpoint", "download", "import", *possible_actions(entry)}
        for name, button in self.buttons.items():
            button.setEnabled(self.task is None and name in possible)
        self.progress.setVisible(self.task is not None)
        self.stop_button.setVisible(self.task is not None)

    def changeEvent(self, event):  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()

    def done(self, result):
        self.stop()
        super().done(result)

    def say(self, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Warning) -> None:
        """Show a message, which may quote what stands in files."""
        self.bar.clearWidgets()
        seconds = SECONDS_SHOWN if level == Qgis.MessageLevel.Success else 0
        self.bar.pushMessage("", f"<span>{escape(text)}</span>", level, seconds)

    def _try(self, work) -> object:
        """Do what may be refused; the message says why, and None comes back."""
        try:
            return work()
        except SamCffnetError as error:
            self.say(bridge.translated(error))
        finally:
            self.refresh()
        return None

    def _start(
        self,
        title: str,
        work: Callable[[TaskFeedback], object],
        then: Callable[[object], None],
    ) -> None:
        """Work away from this thread; ``then`` gets the result, which is not None."""
        self.bar.clearWidgets()
        self._then = then
        self.task = BackgroundTask(title, work, self._end)
        self._update_buttons()
        self.task.start()

    def _end(self, result: object, error: SamCffnetError | None) -> None:
        self.task = None
        self.refresh()
        if result is not None:
            self._then(result)
        elif error is None or isinstance(error, Cancelled):
            self.say(self.tr("Stopped. Nothing was changed."), Qgis.MessageLevel.Info)
        else:
            self.say(bridge.translated(error))

    def stop(self) -> None:
        """End the work that is under way."""
        if self.task is not None:
            self.task.cancel()

    def import_checkpoint(self) -> None:
        """Open the algorithm that makes a model of a checkpoint."""
        self._open_algorithm({})

    def download(self) -> None:
        """Open the same algorithm, set to fetch SAM's weights."""
        self._open_algorithm(DOWNLOAD)

    def _open_algorithm(self, parameters: dict[str, str]) -> None:
        import processing  # a plugin, not there before QGIS has loaded it

        self.algorithm_dialog = processing.createAlgorithmDialog(IMPORT_ALGORITHM, parameters)
        self.algorithm_dialog.algorithmFinished.connect(self._algorithm_finished)
        self.algorithm_dialog.show()

    def _algorithm_finished(self, is_successful: bool, results: dict) -> None:
        made = results.get("MODEL_FILE") if is_successful else None
        self.refresh(Path(made) if made else None)

    def import_archive(self) -> None:
        """Register a model from a zip."""
        path = self.questions.archive()
        name = self.questions.archive_name() if path else None
        if name is not None:
            folder = models_folder()
            self._start(
                self.tr("Import model"),
                lambda feedback: import_archive(Path(path), folder, feedback.check, name),
                self._imported,
            )

    def _imported(self, card) -> None:
        self.refresh(card.path)
        text = self.tr("Imported the model '{model}'.").format(model=card.id)
        self.say(text, Qgis.MessageLevel.Success)

    def export(self) -> None:
        """Write the chosen model into a zip."""
        entry = self.chosen()
        path = self.questions.destination(entry)
        if path:
            self._start(
                self.tr("Export model"),
                lambda feedback: _export(entry, path, feedback),
                self._exported,
            )

    def _exported(self, path: str) -> None:
        self.say(self.tr("Exported to {path}").format(path=path), Qgis.MessageLevel.Success)

    def check(self) -> None:
        """Compare the chosen model's weights with its card."""
        entry = self.chosen()
        self._start(
            self.tr("Check model"), lambda feedback: verify(entry, feedback.check), self._checked
        )

    def _checked(self, checked: ModelEntry) -> None:
        self.entries = [checked if e.path == checked.path else e for e in self.entries]
        self.refresh()
        texts = {True: self.tr("The weights of '{model}' are those of its card.")}
        texts[False] = self.tr(
            "The weights of '{model}' are not those of its card: the file was changed or not copied "
            "whole. Import the model again."
        )
        is_ok = checked.state == OK
        level = Qgis.MessageLevel.Success if is_ok else Qgis.MessageLevel.Warning
        self.say(texts[is_ok].format(model=checked.id), level)

    def rename(self) -> None:
        """Give the chosen model another name."""
        entry = self.chosen()
        name = self.questions.new_name(entry)
        if name:
            card = self._try(lambda: rename(entry.card, name))
            if card:
                self.refresh(card.path)

    def delete(self) -> None:
        """Delete the chosen model, if the user is sure."""
        entry = self.chosen()
        if self.questions.is_sure_to_delete(entry, self.page.size(entry)):
            self._try(lambda: delete(entry))

    def make_default(self) -> None:
        """Let dialogs start with the chosen model."""
        entry = self.chosen()
        self._try(lambda: make_default(entry))

    def open_folder(self) -> None:
        """Show the chosen model's files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.chosen().path.parent)))
