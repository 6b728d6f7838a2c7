"""Fetches known weights into a folder: what is there goes on, what is wrong never gets its name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QUrl

from sam_cffnet_qgis.core.download_answer import Interruption, RangeRefusal, Refusal, continues
from sam_cffnet_qgis.core.errors import DownloadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.core.known_weights import (
    KnownWeights,
    check_free_space,
    is_intact,
    may_redirect,
    sources_of,
)
from sam_cffnet_qgis.core.part_file import PartFile
from sam_cffnet_qgis.processing.web_reply import WebReply

MAX_REDIRECTS = 10
POLL_SECONDS = 0.1
PROGRESS_STEP = 0.001


@dataclass(frozen=True)
class Patience:
    """How long a source is waited for.

    Attributes:
        stall_seconds: without a byte, after which the connection is given up.
        tries: in a row that bring nothing new, after which the source is given up.
        pause_seconds: before the second try; twice as long before each further one.
    """

    stall_seconds: float = 60.0
    tries: int = 5
    pause_seconds: float = 1.0


def fetch_weights(
    weights: KnownWeights,
    folder: Path,
    mirror: str,
    feedback: Feedback,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Path:
    """Download a file of known weights, unless it is there.

    Args:
        weights: what is wanted.
        folder: of downloads; made if missing. A file of that name in it is used if it is the right
            one, whoever put it there.
        mirror: address to which the file name is appended, tried first; may be empty.
        feedback: progress, messages and cancel.
        patience: with slow sources.

    Returns:
        The file, whole and verified.

    Raises:
        DownloadError: if no source gives it, or it has no place.
        Cancelled: if the user stops it; the next call goes on.
    """
    target = folder / weights.file_name
    with _disk_errors(weights, folder):
        folder.mkdir(parents=True, exist_ok=True)
        if _is_there(target, weights, feedback):
            return target
        lock = FolderLock(folder)
        try:
            if _wait_for(lock, folder, feedback) and _is_there(target, weights, feedback):
                return target
            _Download(weights, PartFile(target), feedback, patience).run(mirror, folder)
        finally:
            lock.release()
    return target


@contextmanager
def _disk_errors(weights: KnownWeights, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DownloadError(
            "Cannot write {file} to {folder}: {reason}. Free some space there or check the rights, "
            "and run it again; it goes on where it was.",
            file=weights.file_name,
            folder=folder,
            reason=error.strerror or error,
        ) from error


def _is_there(target: Path, weights: KnownWeights, feedback: Feedback) -> bool:
    if not target.is_file():
        return False
    feedback.info("Checking {path}", path=target)
    if is_intact(target, weights, feedback):
        return True
    feedback.warn(
        "{path} is not the known file (another size or SHA-256), and is replaced.", path=target
    )
    return False


def _wait_for(lock: FolderLock, folder: Path, feedback: Feedback) -> bool:
    """Take the lock; returns whether another run had it."""
    has_waited = False
    while not lock.take():
        if not has_waited:
            feedback.info("Another run is downloading to {folder}. Waiting for it.", folder=folder)
        has_waited = True
        _pause(POLL_SECONDS, feedback)
    return has_waited


def _pause(seconds: float, feedback: Feedback) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        feedback.check()
        time.sleep(min(left, POLL_SECONDS))


def _shown(url: str) -> str:
    """An address without a password."""
    return QUrl(url).toDisplayString()


class _Download:
    """One download, from one source after the other."""

    def __init__(
        self, weights: KnownWeights, part: PartFile, feedback: Feedback, patience: Patience
    ) -> None:
        self._weights = weights
        self._part = part
        self._feedback = feedback
        self._patience = patience
        self._is_pieced = part.bytes() > 0  # from more than one answer
        self._shown_fraction = 0.0

    def run(self, mirror: str, folder: Path) -> None:
        """Try the sources until one has given the file.

        Raises:
            DownloadError: naming all sources, each with its reason.
        """
        check_free_space(self._weights, self._part.bytes(), folder)
        reasons = []
        for url in sources_of(self._weights, mirror):
            try:
                self._fetch(url, is_mirror=url not in self._weights.sources)
            except Refusal as error:
                reason = self._feedback.say(error.template, **error.values)
                self._feedback.info("{source}: {reason}.", source=_shown(url), reason=reason)
                reasons.append(f"{_shown(url)} ({reason})")
            else:
                self._part.finish()
                return
        raise DownloadError(
            "{file} could not be downloaded. Tried: {sources}. Check the network and QGIS's proxy, "
            "name a MIRROR, or fetch the file with a browser and copy it to {folder}; what came so "
            "far is kept.",
            file=self._weights.file_name,
            sources="; ".join(reasons),
            folder=folder,
        )

    def _fetch(self, url: str, is_mirror: bool) -> None:
        """Get the file from one source, with as many requests as it takes.

        Raises:
            Refusal: if it does not give it.
        """
        self._feedback.info(
            "Downloading {file} ({size:.0f} MB) from {source}",
            file=self._weights.file_name,
            size=self._weights.bytes / 1e6,
            source=_shown(url),
        )
        fruitless, furthest = 0, self._part.bytes()
        has_begun_anew = False
        while not self._is_finished():
            if self._part.bytes() >= self._weights.bytes:
                self._part.remove()
                if has_begun_anew or not self._is_pieced:
                    raise Refusal("sent another file: its SHA-256 is wrong")
                has_begun_anew, furthest = True, 0
                self._feedback.info("What came has a wrong SHA-256. Beginning anew.")
            try:
                self._request(url, is_mirror)
            except Interruption as error:
                fruitless = 0 if self._part.bytes() > furthest else fruitless + 1
                furthest = max(furthest, self._part.bytes())
                if fruitless >= self._patience.tries:
                    raise Refusal(error.template, **error.values) from error
                self._feedback.info(
                    "{source}: {reason}. {have:.1f} MB are here; trying again.",
                    source=_shown(url),
                    reason=self._feedback.say(error.template, **error.values),
                    have=self._part.bytes() / 1e6,
                )
                _pause(self._patience.pause_seconds * 2 ** max(fruitless - 1, 0), self._feedback)

    def _is_finished(self) -> bool:
        if self._part.bytes() != self._weights.bytes:
            return False
        self._feedback.info("Checking {path}", path=self._part.path)
        return is_intact(self._part.path, self._weights, self._feedback)

    def _request(self, url: str, is_mirror: bool) -> None:
        """Ask for what is missing, once.

        Raises:
            Refusal: if it is no use to ask again.
            Interruption: if the answer was not whole.
        """
        headers = self._part.request_headers(_shown(url))
        address = url
        for _ in range(MAX_REDIRECTS + 1):
            with WebReply(address, headers, self._patience.stall_seconds, self._feedback) as reply:
                if 300 <= reply.status() < 400 and reply.redirect():
                    address = _checked_redirect(address, reply.redirect(), is_mirror)
                    continue
                self._prepare(reply)
                self._part.remember(_shown(url), reply.headers())
                self._write(reply)
                return
        raise Refusal("redirects more than {count} times", count=MAX_REDIRECTS)

    def _prepare(self, reply: WebReply) -> None:
        """Make the part ready for what comes, or refuse it."""
        try:
            goes_on = continues(
                reply.status(), reply.headers(), self._part.bytes(), self._weights.bytes
            )
        except RangeRefusal:
            self._part.remove()
            raise
        if not goes_on:
            self._part.remove()
        self._is_pieced = goes_on

    def _write(self, reply: WebReply) -> None:
        """Append the body.

        Raises:
            Refusal: if it is longer than the file.
            Interruption: if it ends too early.
        """
        have_bytes = self._part.bytes()
        with self._part.open() as stream:
            for chunk in reply.chunks():
                have_bytes += len(chunk)
                if have_bytes > self._weights.bytes:
                    break
                stream.write(chunk)
                stream.flush()  # the size on disk is what there is, also after a kill
                self._tell(have_bytes / self._weights.bytes)
        if have_bytes > self._weights.bytes:
            self._part.remove()
            raise Refusal("sends more than the {size} bytes of the file", size=self._weights.bytes)
        if have_bytes < self._weights.bytes:
            raise Interruption(
                "ended after {have} of {size} bytes", have=have_bytes, size=self._weights.bytes
            )

    def _tell(self, fraction: float) -> None:
        if abs(fraction - self._shown_fraction) >= PROGRESS_STEP or fraction == 1:
            self._shown_fraction = fraction
            self._feedback.set_progress(fraction)


def _checked_redirect(origin: str, target: str, is_mirror: bool) -> str:
    if not may_redirect(origin, target, is_mirror):
        raise Refusal("redirects to {target}, which is not safe", target=_shown(target))
    return target
