"""The part of the options page about the engine's Python: which one, its state, and installing it."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer
from qgis.PyQt.QtWidgets import QGridLayout, QGroupBox, QHBoxLayout, QLabel, QPushButton

from sam_cffnet_qgis.core.engine_state import ask_engine
from sam_cffnet_qgis.core.errors import Cancelled
from sam_cffnet_qgis.core.interpreter import find_with_origin
from sam_cffnet_qgis.gui.background import BackgroundTask
from sam_cffnet_qgis.gui.forms import make_label
from sam_cffnet_qgis.processing.bridge import translate, translated
from sam_cffnet_qgis.processing.folders import engine_folder

INSTALL_ALGORITHM = "samcffnet:installengine"
TYPING_MS = 400  # of rest, after which a path that is typed is looked at
SHOWN_PACKAGES = ("torch", "openvino")


class EngineBox(QGroupBox):
    """A path, a line that says which Python is used, and two buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Engine"))
        self.file = QgsFileWidget()
        self.file.setDialogTitle(self.tr("Python of the engine"))
        self.file.lineEdit().setPlaceholderText(self.tr("found by itself"))
        self.file.setToolTip(
            self.tr("A Python that has torch 2.6 or newer; empty: found by itself")
        )
        self.state = _wrapped_label()
        self.answer = _wrapped_label()
        self.answer.hide()
        self.check_button = QPushButton(self.tr("Chec&k"))
        self.check_button.setToolTip(self.tr("Start the engine and ask for versions and devices"))
        self.check_button.clicked.connect(self.check)
        self.install_button = QPushButton(self.tr("&Install or repair…"))
        self.install_button.clicked.connect(self.install)
        self._lay_out()
        self._dialog = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self.look_up)
        self.file.fileChanged.connect(self._path_changed)

    def tr(self, text):
        return QCoreApplication.translate("EngineBox", text)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.install_button)
        buttons.addStretch()
        layout = QGridLayout(self)  # a form would give wrapped texts too much height
        layout.setColumnStretch(1, 1)
        layout.addWidget(make_label(self.tr("P&ython"), self.file.lineEdit()), 0, 0)
        layout.addWidget(self.file, 0, 1)
        layout.addWidget(self.state, 1, 1)
        layout.addLayout(buttons, 2, 1)
        layout.addWidget(self.answer, 3, 1)

    def path(self) -> str:
        """The chosen path, or empty."""
        return self.file.filePath().strip()

    def showEvent(self, event):  # noqa: N802
        super().showEvent(event)
        if not self.state.text():
            self.look_up()

    def _path_changed(self) -> None:
        self.answer.hide()
        self._wait.start()

    def look_up(self) -> None:
        """Say which Python the path leads to."""
        self.state.setText(self.tr("Looking for a Python with torch…"))
        path = self.path()
        BackgroundTask(
            self.tr("Find the engine's Python"),
            lambda _: (path, *find_with_origin(path, engine_folder())),
            self._found,
        ).start()

    def _found(self, found: object, error: object) -> None:
        if found and found[0] != self.path():
            return  # typed on meanwhile
        self.state.setText(
            translate("{python}, named by {origin}", {"python": found[1], "origin": found[2]})
            if found
            else _message(error)
        )

    def check(self) -> None:
        """Start the engine in the background and ask it."""
        self.check_button.setEnabled(False)
        self.answer.setText(self.tr("The engine is starting…"))
        self.answer.show()
        path = self.path()
        task = BackgroundTask(
            self.tr("Check the engine"),
            lambda feedback: ask_engine(find_with_origin(path, engine_folder())[0], feedback),
            self._checked,
        )
        self.destroyed.connect(task.give_up)
        task.start()

    def _checked(self, state: object, error: object) -> None:
        self.check_button.setEnabled(True)
        if state is None:
            self.answer.setText(_message(error))
            return
        packages = [f"{n} {state.versions[n]}" for n in SHOWN_PACKAGES if n in state.versions]
        self.answer.setText(
            self.tr("The engine works: {packages}, Python {python}. Devices: {devices}.").format(
                packages=", ".join(packages),
                python=state.versions["python"],
                devices=", ".join(state.devices),
            )
        )

    def install(self) -> None:
        """Open *Install engine* before the options, which are modal."""
        import processing  # a plugin, not there before QGIS has loaded it

        self._dialog = processing.createAlgorithmDialog(INSTALL_ALGORITHM)
        self._dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._dialog.algorithmFinished.connect(self.look_up)
        self._dialog.show()


def _wrapped_label() -> QLabel:
    """A text that may be long and can be copied."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _message(error: object) -> str:
    return "" if error is None or isinstance(error, Cancelled) else translated(error)
