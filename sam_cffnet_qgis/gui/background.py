"""Work in QGIS's task manager whose outcome comes back to a widget, if the widget still is there."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from sam_cffnet_qgis.core.errors import SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.processing.bridge import translate

_running: set[BackgroundTask] = set()  # QGIS does not keep the Python half of a task


class TaskFeedback(Feedback):
    """Keeps warnings in the user's language; stops when the task is cancelled."""

    def __init__(self, task: QgsTask) -> None:
        self.warnings: list[str] = []
        self._task = task

    def say(self, template: str, **values: object) -> str:
        """A text in the user's language."""
        return translate(template, values)

    def warn(self, template: str, **values: object) -> None:
        """Keep a warning."""
        self.warnings.append(translate(template, values))

    def is_cancelled(self) -> bool:
        """Whether the task was cancelled."""
        return self._task.isCanceled()


class BackgroundTask(QgsTask):
    """Runs a function of a feedback; ``ended`` then carries its result or error, the other is None.

    Args:
        title: as the task manager shows it.
        work: called in another thread.
        receiver: called in the window's thread; a method of a widget, which is not called any more
            when the widget is gone.
    """

    ended = pyqtSignal(object, object)

    def __init__(
        self,
        title: str,
        work: Callable[[TaskFeedback], object],
        receiver: Callable[[object, SamCffnetError | None], None],
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work = work
        self._result: object = None
        self._error: SamCffnetError | None = None
        self.ended.connect(receiver)

    def start(self) -> None:
        """Begin."""
        _running.add(self)
        QgsApplication.taskManager().addTask(self)

    def give_up(self) -> None:
        """Stop, if it still runs: nobody waits for it any more."""
        if self in _running:
            self.cancel()

    def run(self):
        try:
            self._result = self._work(TaskFeedback(self))
        except SamCffnetError as error:
            self._error = error
        return self._error is None

    def finished(self, is_done):
        _running.discard(self)
        self.ended.emit(self._result, self._error)
