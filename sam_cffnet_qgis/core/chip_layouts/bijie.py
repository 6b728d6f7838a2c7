"""Bijie landslide dataset (Ji et al. 2020, doi 10.1007/s10346-020-01353-2), as published.

``landslide/image`` with ``landslide/mask`` and ``landslide/polygon_coordinate``, and
``non-landslide/image``: PNG images, and text, of the same names. Letters at the front of a name are the
county. Images without landslides have no mask. The elevations in ``dem`` are not used.

An outline is read where an image has no mask. Its text, as other readers of the dataset take it: lines
with letters are headings, and begin another outline; every other line holds x and y of a corner in
pixels, parted by blanks, tabs or a comma.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

from sam_cffnet_qgis.core.chip_entry import ChipEntry, check_partners, files_in, number_of
from sam_cffnet_qgis.core.errors import LabelError, phrase
from sam_cffnet_qgis.core.mask_shapes import Outline

TITLE = "Bijie"
GSD_M = 0.77
IMAGES, MASKS = "landslide/image", "landslide/mask"
OUTLINES = "landslide/polygon_coordinate"
OTHER_IMAGES = "non-landslide/image"
MAX_OUTLINE_BYTES = 1_000_000


def is_at(folder: Path) -> bool:
    """Whether a folder has this layout, or what is left of it."""
    return any((folder / name).is_dir() for name in (IMAGES, MASKS, OUTLINES, OTHER_IMAGES))


def list_entries(folder: Path) -> list[ChipEntry]:
    """Images with landslides, grouped by county, and images without.

    Raises:
        LabelError: if a folder, mask or image is missing, or an outline cannot be read.
    """
    images = _images(folder / IMAGES)
    masks = {path.stem: path for path in files_in(folder / MASKS)}
    texts = {path.stem: path for path in files_in(folder / OUTLINES, (".txt",))}
    check_partners([*masks.values(), *texts.values()], images)
    entries = [
        _labelled(folder, path, masks.get(path.stem), texts.get(path.stem)) for path in images
    ]
    if (folder / OTHER_IMAGES).parent.is_dir():
        for path in _images(folder / OTHER_IMAGES):
            number = number_of(path)
            entries.append(ChipEntry(folder.name, "non-landslide", number, path, None, gsd_m=GSD_M))
    return entries


def _images(folder: Path) -> list[Path]:
    images = files_in(folder)
    if not images:
        raise LabelError(
            "The folder {folder} is missing or holds no images. The Bijie dataset has it: copy the "
            "dataset again as a whole.",
            folder=folder,
        )
    return images


def _labelled(folder: Path, image: Path, mask: Path | None, text: Path | None) -> ChipEntry:
    if mask is None and text is None:
        raise LabelError(
            "The image {image} has no mask of the same name in {masks}, and no outline in {outlines}. "
            "Copy the dataset again as a whole, or remove this image.",
            image=image,
            masks=folder / MASKS,
            outlines=folder / OUTLINES,
        )
    county = re.match(r"[A-Za-z]*", image.stem).group()
    shapes = read_outlines(text) if mask is None else ()
    return ChipEntry(
        folder.name,
        county,
        number_of(image),
        image,
        mask,
        county,
        GSD_M,
        shapes=shapes,
        text_path=text if mask is None else None,
        is_binary=True,
    )


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """Read the outlines of an image.

    Raises:
        LabelError: naming the file, and the line that is no heading and no corner.
    """
    corners: list[list[tuple[float, ...]]] = [[]]
    for number, line in enumerate(_text(path).splitlines(), start=1):
        words = line.replace(",", " ").split()
        numbers = _numbers(words)
        if len(numbers) == 2:
            corners[-1].append(numbers)
        elif words and (numbers or not any(letter.isalpha() for letter in line)):
            raise _outline_error(path, phrase("line {number} is no pair of numbers", number=number))
        elif words and corners[-1]:
            corners.append([])
    outlines = [points for points in corners if points]
    if not outlines or min(map(len, outlines)) < 3:
        raise _outline_error(path, phrase("it gives no outline of three corners or more"))
    return tuple(
        Outline(str(number), path, tuple(points)) for number, points in enumerate(outlines, start=1)
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size <= MAX_OUTLINE_BYTES:
            return path.read_text(encoding="utf-8", errors="replace")
        reason = phrase("it is larger than {most} bytes", most=MAX_OUTLINE_BYTES)
    except OSError as error:
        reason = error.strerror or str(error)
    raise _outline_error(path, reason)


def _numbers(words: list[str]) -> tuple[float, ...]:
    """The numbers of a line; none of a heading, and one of a line with a number without end."""
    try:
        numbers = tuple(map(float, words))
    except ValueError:
        return ()
    return numbers if all(map(math.isfinite, numbers)) else (math.inf,)


def _outline_error(path: Path, reason: str) -> LabelError:
    return LabelError(
        "The outline {path} cannot be used: {reason}. Copy it again from the dataset, or add the "
        "image's mask.",
        path=path,
        reason=reason,
    )
