"""What became of the pictures that a web layer asked its server for.

QGIS's providers draw what came and leave the rest transparent, without a word. Whether a hole is ground
of which the service has no picture, or a failure, is told by the replies that QGIS's network manager
reports in the main thread.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from qgis.core import (
    QgsNetworkAccessManager,
    QgsNetworkReplyContent,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QThread, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

NO_PICTURE = (204, 404, 410)  # how services say that they have none of this place
NO_ANSWER = "no answer within QGIS's time limit for networks"
REPORT_SECONDS = 0.5  # in which the main thread hears of a reply
TICK_SECONDS = 0.02
GREY = 128  # what decoders make of the missing end of a JPEG
GREY_RUN_PX = 32
GREY_ROWS = 8


class PictureWatch:
    """Remembers what the hosts of one layer answered.

    QGIS tells of the replies to all threads in the main one; other hosts are nobody's concern here.

    Args:
        manager: the network manager of the main thread.
        hosts: of the layer.

    Attributes:
        has_absences: whether the service said that it has no picture of a place.
    """

    def __init__(self, manager: QgsNetworkAccessManager, hosts: frozenset[str]) -> None:
        self.has_absences = False
        self._manager = manager
        self._hosts = hosts
        self._answered: set[str] = set()
        self._problems: dict[str, str] = {}

    def forget(self) -> None:
        """Begin anew, for another part of the layer."""
        self._problems.clear()
        self._answered.clear()
        self.has_absences = False

    def drop_answers(self) -> None:
        """Have QGIS forget the answers that it keeps on disk: among them may be the bad ones."""
        self._hear()
        kept = QgsNetworkAccessManager.instance().cache()
        for address in list(self._answered) if kept is not None else ():
            kept.remove(QUrl(address))

    def problems(self, picture: np.ndarray) -> list[str]:
        """What was wrong with the pictures of a part.

        Args:
            picture: (4, h, w) uint8 as it was drawn.
        """
        if picture[3].all():
            return []
        end = time.monotonic() + REPORT_SECONDS
        while not (self._problems or self.has_absences) and time.monotonic() < end:
            self._hear()
            time.sleep(TICK_SECONDS)
        return list(self._problems.values())

    def _hear(self) -> None:
        """Let the replies come in that are already reported, if this is the main thread."""
        if QThread.currentThread() == self._manager.thread():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Listen in the meantime."""
        self._manager.finished.connect(self._note)
        try:
            yield
        finally:
            self._manager.finished.disconnect(self._note)

    def _note(self, reply: QgsNetworkReplyContent) -> None:
        url = reply.request().url()
        if url.host() not in self._hosts:
            return
        self._answered.add(url.toString(QUrl.UrlFormattingOption.RemoveFragment))
        problem = _problem(reply)
        self.has_absences |= _status(reply) in NO_PICTURE
        if problem:
            self._problems[url.toString()] = problem
        else:
            self._problems.pop(url.toString(), None)


def _problem(reply: QgsNetworkReplyContent) -> str:
    """Why a reply has no picture, or empty; a service may say that there is none of a place."""
    status = _status(reply)
    if status in NO_PICTURE:
        return ""
    if reply.error() == QNetworkReply.NetworkError.OperationCanceledError:
        return NO_ANSWER
    if reply.error() != QNetworkReply.NetworkError.NoError:
        return f"HTTP {status}" if status and status >= 400 else reply.errorString()
    kind = bytes(reply.rawHeader(b"Content-Type")).decode("latin-1").lower()
    is_text = kind.startswith("text/") or "xml" in kind or "json" in kind
    return f"a text ({kind}) instead of a picture" if is_text else ""


def _status(reply: QgsNetworkReplyContent) -> int | None:
    return reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)


def plain_grey(picture: np.ndarray) -> np.ndarray:
    """Where a picture is as grey as a JPEG whose end is missing.

    Args:
        picture: (4, h, w) uint8.

    Returns:
        (h, w) bool; only areas of at least 32 x 8 pixels, since an image has single grey pixels.
    """
    is_grey = (picture[:3] == GREY).all(0) & (picture[3] > 0)
    for axis, length in ((1, GREY_RUN_PX), (0, GREY_ROWS)):
        is_grey = _runs(is_grey, axis, length)
    return is_grey


def _runs(mask: np.ndarray, axis: int, length: int) -> np.ndarray:
    """Pixels of a mask that lie in a run of at least so many along an axis."""
    if mask.shape[axis] < length:
        return np.zeros_like(mask)
    starts = np.lib.stride_tricks.sliding_window_view(mask, length, axis).all(-1)
    padding = [(length - 1, length - 1) if a == axis else (0, 0) for a in (0, 1)]
    return np.lib.stride_tricks.sliding_window_view(np.pad(starts, padding), length, axis).any(-1)
