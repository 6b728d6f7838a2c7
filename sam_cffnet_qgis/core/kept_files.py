"""How much the plugin keeps on disk to save work, and clearing it; see ``kept_items``."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.core.kept_items import (
    CONVERTED,
    DETECTIONS,
    DOWNLOADS,
    FINETUNINGS,
    IMAGES,
    NAMES,
    REMOVED,
    KeptItem,
    KeptPlaces,
    find_items,
    folders_of,
    size_of,
)

TITLES = {
    DETECTIONS: "Unfinished detections",
    FINETUNINGS: "Unfinished fine-tunings",
    IMAGES: "Images of web layers",
    DOWNLOADS: "Downloaded weights",
    CONVERTED: "Converted models",
}
CONVERSION_SECONDS = 86_400  # after which the run that converts must be dead
Check = Callable[[], None]  # raises Cancelled if the user stops


@dataclass(frozen=True)
class KeptFiles:
    """How much is kept of one kind.

    Attributes:
        name: one of the keys of ``TITLES``.
        folders: where it is kept.
        bytes: size of the files.
        count: of runs, images, weights or models.
    """

    name: str
    folders: tuple[Path, ...]
    bytes: int
    count: int


@dataclass(frozen=True)
class Cleared:
    """What came of clearing.

    Attributes:
        freed_bytes: size of the files that were removed.
        in_use: what was left alone, since a run holds it.
        refused: what the system did not let be removed.
    """

    freed_bytes: int
    in_use: tuple[Path, ...]
    refused: tuple[Path, ...]


def measure(places: KeptPlaces, check: Check = lambda: None) -> list[KeptFiles]:
    """How much is kept of each kind, in the order of ``TITLES``.

    Args:
        places: where to look.
        check: called before each run, image, weights or model.

    Raises:
        DownloadError: if the list of known weights is damaged.
    """
    found = []
    for name in TITLES:
        size = count = 0
        for item in find_items(name, places):
            check()
            size += size_of(item.paths)
            count += 1
        found.append(KeptFiles(name, folders_of(name, places), size, count))
    return found


def clear(places: KeptPlaces, names: Iterable[str], feedback: Feedback) -> Cleared:
    """Remove what is kept of some kinds, but for what a run holds.

    Args:
        places: where to look.
        names: keys of ``TITLES``.
        feedback: told what was not removed; asked between items whether to go on.

    Raises:
        DownloadError: if the list of known weights is damaged.
    """
    freed = 0
    in_use: list[Path] = []
    refused: list[Path] = []
    items = [item for name in names for item in find_items(name, places)]
    # What a clearing that was killed had renamed goes first, since its name is needed again.
    for item in sorted(items, key=lambda item: not item.paths[0].name.endswith(REMOVED)):
        if feedback.is_cancelled():
            break
        before = _size(item)
        try:
            if not _remove(item):
                in_use.append(item.paths[0])
                feedback.warn("{path} is in use by a run and is kept.", path=item.paths[0])
        except OSError as error:
            refused.append(item.paths[0])
            feedback.warn(
                "{path} cannot be removed: {reason}.",
                path=item.paths[0],
                reason=error.strerror or error,
            )
        freed += before - _size(item)
    return Cleared(freed, tuple(in_use), tuple(refused))


def _size(item: KeptItem) -> int:
    """Bytes, also of what of it is renamed and not yet removed."""
    return size_of(item.paths) + size_of(map(_gone, item.paths))


def _remove(item: KeptItem) -> bool:
    """Remove an item; False if it is in use.

    Raises:
        OSError: if the system refuses.
    """
    lock = FolderLock(item.lock_folder) if item.lock_folder else None
    if _is_being_made(item.paths[0]) or (lock and not lock.take()):
        return False
    try:
        for path in item.paths:
            if path.is_dir():
                if lock:
                    lock.release()  # Windows renames no folder of which a file is open
                _remove_folder(path)
            else:
                path.unlink()
    finally:
        if lock:
            lock.release()
    return True


def _remove_folder(path: Path) -> None:
    """Rename and remove: a run that comes back meanwhile finds the folder whole or not at all."""
    gone = path
    if not path.name.endswith(REMOVED):
        gone = _gone(path)
        os.rename(path, gone)
    shutil.rmtree(gone)


def _gone(path: Path) -> Path:
    return path.with_name(path.name + REMOVED)


def _is_being_made(path: Path) -> bool:
    """Whether it is a model that is just being converted; there is no lock for that."""
    name = NAMES[CONVERTED].fullmatch(path.name)
    if name is None or name["part"] in (None, REMOVED):
        return False
    return time.time() - path.lstat().st_mtime < CONVERSION_SECONDS
