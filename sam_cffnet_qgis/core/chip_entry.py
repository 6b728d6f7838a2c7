"""A labelled image as a dataset lists it, and the files of a folder that such lists are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.mask_shapes import Shape
from sam_cffnet_qgis.core.tiles import Size, Window

NUMBERS = re.compile(r"([0-9]+)")
MAX_DIGITS = 15
COPY_MARK = re.compile(r"(_(jpe?g|png|tiff?|bmp))?\.rf\.[0-9a-f]+$", re.IGNORECASE)  # of Roboflow
IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")


@dataclass(frozen=True)
class ChipEntry:
    """One labelled image: which files, from which source and region.

    Attributes:
        mask_path: an image with the mask, or None where ``shapes`` say where landslides are.
        group: images of one group show the same ground; empty if unknown.
        number: the number in the image's file name; neighbouring numbers may be neighbouring
            ground.
        gsd_m: pixel size in metres that the dataset gives, 0 if it gives none.
        factor: working pixels a pixel, as ``core/chip_scale.py`` finds it.
        shapes: landslides of an image without ``mask_path``; none for an image without landslides.
        text_path: manifest, annotations or outlines that tell of the image, if any.
        size: that the dataset says the image has, None if it does not say.
        window: the rows that are read, None for the whole image.
        is_binary: whether the mask's image must hold 0 and 255, or 0 and 1, alone.
    """

    source: str
    region: str
    number: int
    image_path: Path
    mask_path: Path | None
    group: str = ""
    gsd_m: float = 0.0
    factor: float = 1.0
    shapes: tuple[Shape, ...] = ()
    text_path: Path | None = None
    size: Size | None = None
    window: Window | None = None
    is_binary: bool = False

    @property
    def name(self) -> str:
        """As reports show it: the file's name, or the group's and the rows of a part."""
        if self.window is None:
            return self.image_path.name
        return f"{self.group} ({self.window.top}-{self.window.bottom})"

    @property
    def files(self) -> tuple[Path, ...]:
        """All that the chip is made from."""
        paths = (self.image_path, self.mask_path, self.text_path)
        return tuple(path for path in paths if path is not None)


def number_of(path: Path) -> int:
    """The number at the end of a file's name, 0 without one."""
    numbers = NUMBERS.findall(own_stem(path))
    return int(numbers[-1][-MAX_DIGITS:]) if numbers else 0


def own_stem(path: Path) -> str:
    """A file's name without suffix, the same for the copies that tools make by augmentation."""
    return COPY_MARK.sub("", path.stem)


def natural_key(name: str) -> list[str | int]:
    """A key by which names are sorted as people do: 9 before 10."""
    # A name begins with letters, be they none, so that like stands beside like.
    return [
        int(part[:MAX_DIGITS]) if number % 2 else part
        for number, part in enumerate(NUMBERS.split(name))
    ]


def files_in(folder: Path, suffixes: tuple[str, ...] = IMAGE_SUFFIXES) -> list[Path]:
    """Files of a folder in the order of their names; none of a folder that is not there.

    Hidden files, such as those that macOS adds to archives, are left out.

    Args:
        folder: that is looked into.
        suffixes: in small letters; empty for files of any kind.

    Raises:
        LabelError: if the folder cannot be read.
    """
    files = [path for path in _visible(folder) if path.is_file()]
    return [path for path in files if not suffixes or path.suffix.lower() in suffixes]


def folders_in(folder: Path) -> list[Path]:
    """Folders in a folder, in the order of their names, without hidden ones.

    Raises:
        LabelError: if the folder cannot be read.
    """
    return [path for path in _visible(folder) if path.is_dir()]


def _visible(folder: Path) -> list[Path]:
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise LabelError(
            "Cannot read the folder {folder}: {reason}.",
            folder=folder,
            reason=error.strerror or str(error),
        ) from error
    return [path for path in paths if not path.name.startswith((".", "__MACOSX"))]


def check_partners(files: list[Path], images: list[Path]) -> None:
    """Refuse a mask or outline whose image is missing: a dataset copied in part.

    Raises:
        LabelError: naming the first.
    """
    names = {path.stem for path in images}
    for path in files:
        if path.stem not in names:
            raise LabelError(
                "{path} has no image of the same name. Copy the dataset again as a whole, or remove "
                "this file.",
                path=path,
            )


def check_inside(folder: Path, path: Path, text_path: Path) -> None:
    """Refuse a path of a manifest or annotations that leads out of the dataset's folder.

    Args:
        folder: the dataset's.
        path: that the text names.
        text_path: the file that names it, for the message.

    Raises:
        LabelError: if it lies outside the folder.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise LabelError(
            "{text} names {path}, which lies outside the folder. Put all images and masks into it.",
            text=text_path,
            path=path,
        )
