"""One answer of a web server, read piece by piece in the thread that asked, without a slot of our own.

QGIS's network manager brings its proxy, certificates and passwords along. There is one a thread, and
its replies only live while an event loop of that thread runs: each wait runs one for a moment.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from sam_cffnet_qgis.core.download_answer import Interruption, Refusal
from sam_cffnet_qgis.core.errors import DownloadError
from sam_cffnet_qgis.core.feedback import Feedback

POLL_MS = 100
CHUNK_BYTES = 2**20
BUFFER_BYTES = 4 * CHUNK_BYTES  # what Qt may read ahead
LONGEST_POLL_SECONDS = 1.0  # longer ones were spent in a dialog of QGIS, or asleep
FINAL_ERRORS = (
    QNetworkReply.NetworkError.SslHandshakeFailedError,
    QNetworkReply.NetworkError.ProxyAuthenticationRequiredError,
    QNetworkReply.NetworkError.AuthenticationRequiredError,
    QNetworkReply.NetworkError.ProtocolUnknownError,
    QNetworkReply.NetworkError.ProtocolInvalidOperationError,
)


class WebReply:
    """The answer to one request; use it as a context manager, which ends the connection.

    Args:
        url: what is asked for; redirects are not followed.
        headers: of the request.
        stall_seconds: after so long without a byte the server is given up.
        feedback: asked whether to go on.
    """

    def __init__(
        self, url: str, headers: dict[str, str], stall_seconds: float, feedback: Feedback
    ) -> None:
        attribute = QNetworkRequest.Attribute
        request = QNetworkRequest(QUrl(url))
        policy = QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
        request.setAttribute(attribute.RedirectPolicyAttribute, policy)
        always = QNetworkRequest.CacheLoadControl.AlwaysNetwork
        request.setAttribute(attribute.CacheLoadControlAttribute, always)
        request.setAttribute(attribute.CacheSaveControlAttribute, False)
        # With HTTP/2 Qt reads on beyond the buffer that it was given.
        request.setAttribute(attribute.Http2AllowedAttribute, False)
        # Bytes as they are: ranges count those, and Qt would unpack others.
        for name, value in {"Accept-Encoding": "identity", **headers}.items():
            request.setRawHeader(name.encode(), value.encode())
        self._stall_seconds = stall_seconds
        self._feedback = feedback
        self._idle_seconds = 0.0
        self._loop = QEventLoop()  # before the reply: timers of a thread need one that was made
        self._reply = QgsNetworkAccessManager.instance().get(request)
        self._reply.setReadBufferSize(BUFFER_BYTES)
        self._poll = QTimer()
        self._poll.setInterval(POLL_MS)
        for signal in (
            self._poll.timeout,
            self._reply.metaDataChanged,
            self._reply.readyRead,
            self._reply.finished,
        ):
            signal.connect(self._loop.quit)
        self._poll.start()

    def __enter__(self) -> WebReply:
        return self

    def __exit__(self, *exception: object) -> None:
        self._poll.stop()
        self._reply.abort()
        self._reply.deleteLater()

    def status(self) -> int:
        """The status code, once it is there.

        Raises:
            DownloadError: if there is none.
            Cancelled: if the user stops it.
        """
        attribute = QNetworkRequest.Attribute.HttpStatusCodeAttribute
        while (status := self._reply.attribute(attribute)) is None:
            if self._reply.isFinished():
                raise self._failure()
            self._wait()
        return int(status)

    def headers(self) -> dict[str, str]:
        """Headers of the answer, their names in lowercase."""
        pairs = self._reply.rawHeaderPairs()
        return {
            bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1")
            for name, value in pairs
        }

    def redirect(self) -> str:
        """Address to which the server points, or empty."""
        location = self.headers().get("location", "")
        return self._reply.url().resolved(QUrl(location)).toString() if location else ""

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes.

        Raises:
            DownloadError: if it ends before its end, or stalls.
            Cancelled: if the user stops it.
        """
        while True:
            chunk = self._reply.read(CHUNK_BYTES)
            if chunk:
                self._idle_seconds = 0.0
                self._feedback.check()
                yield chunk
            elif self._reply.isFinished():
                break
            else:
                self._wait()
        if self._reply.error() != QNetworkReply.NetworkError.NoError:
            raise self._failure()

    def _wait(self) -> None:
        """Let Qt work until something comes, but not long."""
        began = time.monotonic()
        self._loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self._feedback.check()
        self._idle_seconds += min(time.monotonic() - began, LONGEST_POLL_SECONDS)
        if self._idle_seconds > self._stall_seconds:
            raise Interruption("sent nothing for {seconds:g} s", seconds=self._stall_seconds)

    def _failure(self) -> DownloadError:
        error = self._reply.error()
        kind = Refusal if error in FINAL_ERRORS else Interruption
        if error == QNetworkReply.NetworkError.OperationCanceledError:
            return kind("did not answer within the time limit of QGIS's network settings")
        return kind("{reason}", reason=self._reply.errorString().rstrip("."))
