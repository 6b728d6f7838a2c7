"""COCO: images, and JSON that gives the landslides on them (Lin et al. 2014, arXiv 1405.0312).

The JSON is ``annotations.json``, or lies in ``annotations`` or beside the images. An image is looked
for beside the JSON, in ``images``, then in the other folders. Segmentations are polygons, which count
together, or run lengths; boxes alone say too little. Holes are not part of the format.
"""

from __future__ import annotations

import os
from pathlib import Path

from sam_cffnet_qgis.core.chip_entry import (
    ChipEntry,
    check_inside,
    files_in,
    folders_in,
    number_of,
)
from sam_cffnet_qgis.core.chip_layouts.coco_annotations import (
    LISTS,
    MAX_JSON_BYTES,
    read_annotations,
)
from sam_cffnet_qgis.core.errors import LabelError

TITLE = "COCO"
NAMES = ("annotation", "coco", "instances")  # of JSON that is surely meant


def is_at(folder: Path) -> bool:
    """Whether a folder has this layout."""
    return bool(_texts(folder))


def list_entries(folder: Path) -> list[ChipEntry]:
    """The images of all JSON files, also those without a landslide.

    Raises:
        LabelError: naming the JSON and what is wrong in it, or the image that is missing.
    """
    entries: dict[Path, ChipEntry] = {}
    for text in _texts(folder):
        for entry in _entries(folder, text):
            other = entries.setdefault(entry.image_path, entry)
            if other is not entry:
                raise LabelError(
                    "The image {image} is listed twice, in {first} and {second}. Keep one of them.",
                    image=entry.image_path,
                    first=other.text_path,
                    second=text,
                )
    return list(entries.values())


def _texts(folder: Path) -> list[Path]:
    """JSON files that hold annotations, by their names or else by the words in them."""
    files = files_in(folder, (".json",)) + files_in(folder / "annotations", (".json",))
    return [path for path in files if _is_meant(path)]


def _is_meant(path: Path) -> bool:
    if any(name in path.name.lower() for name in NAMES):
        return True
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            return False
        content = path.read_bytes()
    except OSError:
        return False
    return all(f'"{name}"'.encode() in content for name in LISTS)


def _entries(folder: Path, text: Path) -> list[ChipEntry]:
    nearest = [text.parent, folder, folder / "images"]
    others = [*folders_in(folder), *folders_in(folder / "images")]
    entries = []
    for image in read_annotations(text):
        path = _find(folder, text, image.name, nearest) or _only(folder, text, image.name, others)
        entries.append(
            ChipEntry(
                folder.name,
                "",
                number_of(path),
                path,
                None,
                shapes=image.shapes,
                text_path=text,
                size=image.size,
            )
        )
    return entries


def _find(folder: Path, text: Path, name: str, places: list[Path]) -> Path | None:
    """The image in the first of some places that has it."""
    for place in places:
        path = Path(os.path.normpath(place / name))
        if os.path.isfile(path):  # of a name too long, Path says it with an error
            check_inside(folder, path, text)
            return path
    return None


def _only(folder: Path, text: Path, name: str, places: list[Path]) -> Path:
    """The image in the only one of some places that has it."""
    found = {_find(folder, text, name, [place]) for place in places} - {None}
    if len(found) == 1:
        return found.pop()
    if not found:
        raise LabelError(
            "{text} lists the image {name}, but it is not in {folder}. Copy the images there.",
            text=text,
            name=name,
            folder=folder,
        )
    first, second = sorted(found)[:2]
    raise LabelError(
        "The image {name} of {text} may be {first} or {second}. Remove one, or put the image's folder "
        "before its name.",
        name=name,
        text=text,
        first=first,
        second=second,
    )
