"""Whether a folder of unfinished files is in use: a lock ends with the process that holds it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

LOCK_NAME = "in-use"
TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class FolderLock:
    """The lock of one folder, held until it is released or the process ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._stream: BinaryIO | None = None

    def take(self) -> bool:
        """Take the lock; False if another run, also one of this process, holds it.

        Raises:
            OSError: if the folder cannot be written.
        """
        return self._hold(_lock)

    def share(self) -> bool:
        """Hold the folder together with others that share it; False if one has it alone.

        Raises:
            OSError: if the folder cannot be written.
        """
        return self._hold(_share)

    def _hold(self, lock: Callable[[BinaryIO], None]) -> bool:
        stream = open(self._path, "a+b")  # noqa: SIM115 - open as long as the lock is held
        try:
            lock(stream)
        except OSError as error:
            if error.errno in TAKEN:
                stream.close()
                return False
            # A file system without locks: better no lock than no work.
        self._stream = stream
        return True

    def release(self) -> None:
        """Give it back; nothing happens if it is not held."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def _lock(stream: BinaryIO) -> None:
    if os.name == "nt":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _share(stream: BinaryIO) -> None:
    if os.name != "nt":  # Windows removes and renames nothing that is in use
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
