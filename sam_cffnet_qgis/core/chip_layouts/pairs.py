"""Chips in the folders ``images`` and ``masks``: pairs of the same file name, whatever the suffix."""

from __future__ import annotations

from pathlib import Path

from sam_cffnet_qgis.core.chip_entry import ChipEntry, files_in, number_of
from sam_cffnet_qgis.core.errors import LabelError

TITLE = "images, masks"


def is_at(folder: Path) -> bool:
    """Whether a folder has this layout."""
    return (folder / "images").is_dir() and (folder / "masks").is_dir()


def list_entries(folder: Path) -> list[ChipEntry]:
    """The images that have a mask; masks without an image are left alone.

    Raises:
        LabelError: if a mask is missing.
    """
    masks = {path.stem: path for path in files_in(folder / "masks", ())}
    images = files_in(folder / "images")
    lonely = [path for path in images if path.stem not in masks]
    if lonely or not images:
        raise LabelError(
            "The folder {folder} has {count} images, and of them {lonely} without a mask of the same "
            "name in 'masks', such as {example}. Give each image its mask, empty ones too.",
            folder=folder,
            count=len(images),
            lonely=len(lonely),
            example=lonely[0].name if lonely else "none",
        )
    return [ChipEntry(folder.name, "", number_of(path), path, masks[path.stem]) for path in images]
