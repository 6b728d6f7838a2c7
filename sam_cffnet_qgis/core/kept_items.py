"""The things that the plugin keeps on disk to save work: where they lie, and which are its own.

Only what has a name that the plugin gives is found: the folder in which it keeps things may be one
where the user has other files too, such as a folder ``downloads``. Links are not followed.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.drawn_image import FOLDER_NAME
from sam_cffnet_qgis.core.known_weights import read_known_weights

DETECTIONS = "detections"
FINETUNINGS = "finetunings"
IMAGES = "images"
DOWNLOADS = "downloads"
CONVERTED = "converted"
REMOVED = ".removed"  # ends the name of what is just being removed
# Names as journal, training_run, drawn_image and the engine's OpenVINO backend give them.
_END = re.escape(REMOVED)
NAMES = {
    DETECTIONS: re.compile(rf"[0-9a-f]{{32}}({_END})?"),
    FINETUNINGS: re.compile(rf"[0-9a-f]{{16}}({_END})?"),
    IMAGES: re.compile(rf"{FOLDER_NAME.pattern}({_END})?"),
    CONVERTED: re.compile(rf"openvino-.+-[0-9a-f]{{16}}-\d+(?P<part>\.\w+)?({_END})?"),
}


@dataclass(frozen=True)
class KeptPlaces:
    """Where the plugin keeps things; no folder need exist.

    Attributes:
        journals: tiles of unfinished detections.
        runs: unfinished fine-tunings.
        rendered: images of web layers that were drawn for unfinished detections.
        downloads: weights as they were downloaded.
        models: folders that hold a folder for each model.
    """

    journals: Path
    runs: Path
    rendered: Path
    downloads: Path
    models: tuple[Path, ...]


@dataclass(frozen=True)
class KeptItem:
    """What is kept or removed as a whole.

    Attributes:
        paths: of one folder, or of files that belong together.
        lock_folder: whose lock says whether a run holds it; None if there is none.
    """

    paths: tuple[Path, ...]
    lock_folder: Path | None


def folders_of(name: str, places: KeptPlaces) -> tuple[Path, ...]:
    """Where things of a kind are kept."""
    folders = {
        DETECTIONS: (places.journals,),
        FINETUNINGS: (places.runs,),
        IMAGES: (places.rendered,),
        DOWNLOADS: (places.downloads,),
        CONVERTED: places.models,
    }
    return folders[name]


def find_items(name: str, places: KeptPlaces) -> Iterator[KeptItem]:
    """All things of a kind.

    Raises:
        DownloadError: if the list of known weights is damaged.
    """
    if name == DOWNLOADS:
        yield from _downloads(places.downloads)
        return
    folders = folders_of(name, places)
    if name == CONVERTED:
        folders = tuple(model for folder in folders for model in _entries(folder))
    for path in (path for folder in folders for path in _entries(folder)):
        if NAMES[name].fullmatch(path.name) and path.is_dir():
            yield KeptItem((path,), None if name == CONVERTED else path)


def _downloads(folder: Path) -> Iterator[KeptItem]:
    present = {path.name: path for path in _entries(folder) if path.is_file()}
    for weights in read_known_weights().values():
        names = (weights.file_name + end for end in ("", ".part", ".part.json"))
        paths = tuple(present[name] for name in names if name in present)
        if paths:
            yield KeptItem(paths, folder)


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder and is no link; nothing where the folder is one, or is not there."""
    try:
        if _is_link(folder):
            return []
        return sorted(path for path in folder.iterdir() if not _is_link(path))
    except OSError:
        return []


def _is_link(path: Path) -> bool:
    try:
        facts = path.lstat()
    except OSError:
        return True  # it is gone, or not to be looked at
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)  # of Windows
    return stat.S_ISLNK(facts.st_mode) or getattr(facts, "st_reparse_tag", 0) == junction


def size_of(paths: Iterable[Path]) -> int:
    """Bytes of files and of all in folders; what is gone meanwhile has none."""
    total = 0
    for path in paths:
        try:
            facts = path.lstat()
        except OSError:
            continue
        total += facts.st_size if stat.S_ISREG(facts.st_mode) else size_of(_entries(path))
    return total
