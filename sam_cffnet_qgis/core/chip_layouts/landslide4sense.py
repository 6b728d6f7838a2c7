"""Landslide4Sense (Ghorbanzadeh et al. 2022, doi 10.1109/TGRS.2022.3215209), as published.

``TrainData/img/image_1.h5`` with ``TrainData/mask/mask_1.h5``, likewise ``ValidData`` and ``TestData``
where masks were given out; or, as on Hugging Face, ``images/train`` with ``annotations/train``,
likewise ``validation`` and ``test``. An image is the array ``img`` (height, width, 14): Sentinel-2's B1
to B12 without B8A, slope and elevation, all at 10 m. Each band was divided by its mean (its makers in
github.com/iarai/Landslide4Sense-2022, issue 4); times these means the bands are 10,000 times
reflectance again. Red, green and blue are shown as usual for true colour, 0 to 0.3 as 0 to 255.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.chip_entry import ChipEntry, files_in
from sam_cffnet_qgis.core.chip_pixels import MAX_CHIP_PX, check_levels
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.hdf5 import ArrayHeader, read_array, read_array_header
from sam_cffnet_qgis.core.raster import FLOAT_TYPES

TITLE = "Landslide4Sense"
GSD_M = 10.0
SUFFIXES = (".h5",)
IMAGE_ARRAY, MASK_ARRAY = "img", "mask"
BANDS = 14
# Means of B2, B3 and B4, by which blue, green and red (bands 1 to 3, 0-based) were divided.
BLUE_BAND = 1
BAND_MEANS = np.array([824.63171476, 663.41636217, 445.17289745])
WHITE = 3000  # 10,000 times reflectance
# Folders of images and of masks, and whether the masks may be missing: those of the competition's
# validation and test were kept back at first.
PARTS = (
    ("img", "mask", False),
    ("TrainData/img", "TrainData/mask", False),
    ("ValidData/img", "ValidData/mask", True),
    ("TestData/img", "TestData/mask", True),
    ("images/train", "annotations/train", False),
    ("images/validation", "annotations/validation", True),
    ("images/test", "annotations/test", True),
)


def is_array_file(path: Path) -> bool:
    """Whether an image is one of this dataset's files."""
    return path.suffix.lower() in SUFFIXES


def is_at(folder: Path) -> bool:
    """Whether a folder has this layout, or what is left of it."""
    names = [name for images, masks, _ in PARTS for name in (images, masks)]
    return any(files_in(folder / name, SUFFIXES) for name in names)


def list_entries(folder: Path) -> list[ChipEntry]:
    """Images by their numbers; the parts of the dataset are sources of their own.

    Raises:
        LabelError: if a folder, image or mask is missing, or a file's name has no number.
    """
    entries = []
    for image_folder, mask_folder, may_lack_masks in PARTS:
        images = _numbered(folder / image_folder, "image_")
        masks = _numbered(folder / mask_folder, "mask_")
        if not images and not masks or may_lack_masks and not masks:
            continue
        _check_pairs(folder / image_folder, images, folder / mask_folder, masks)
        source = f"{folder.name} {image_folder}"
        entries += [
            ChipEntry(source, "", number, images[number], masks[number], gsd_m=GSD_M)
            for number in sorted(images)
        ]
    if not entries:
        raise LabelError(
            "The folder {folder} has images of Landslide4Sense, but no masks. Training needs the part "
            "with masks: TrainData, or images/train and annotations/train.",
            folder=folder,
        )
    return entries


def _numbered(folder: Path, start: str) -> dict[int, Path]:
    files = {}
    for path in files_in(folder, SUFFIXES):
        digits = path.stem[len(start) :]
        if not (path.stem.startswith(start) and digits.isascii() and digits.isdecimal()):
            raise LabelError(
                "{path} is not named like the files of Landslide4Sense, such as {example}. Rename or "
                "remove it.",
                path=path,
                example=f"{start}1.h5",
            )
        files[int(digits)] = path
    return files


def _check_pairs(
    image_folder: Path, images: dict[int, Path], mask_folder: Path, masks: dict[int, Path]
) -> None:
    for number in sorted(images.keys() ^ masks.keys()):
        have = images.get(number) or masks[number]
        missing = (
            mask_folder / f"mask_{number}.h5"
            if number in images
            else image_folder / f"image_{number}.h5"
        )
        raise LabelError(
            "There is {have}, but {missing} is missing. Copy the dataset again as a whole, or remove "
            "the file that is alone.",
            have=have,
            missing=missing,
        )


def check_files(entry: ChipEntry) -> None:
    """Check shapes and types of a chip's arrays.

    Raises:
        LabelError: naming the file that cannot be used.
    """
    _checked_size(entry)


def _checked_size(entry: ChipEntry) -> tuple[int, int]:
    """Height and width of a chip whose arrays can be read."""
    image = read_array_header(entry.image_path, IMAGE_ARRAY)
    shape = image.shape
    if len(shape) != 3 or shape[2] != BANDS or not 0 < shape[0] * shape[1] * BANDS <= MAX_CHIP_PX:
        raise _shape_error(entry.image_path, IMAGE_ARRAY, image, "128 x 128 x 14")
    if image.data_type not in FLOAT_TYPES:
        raise LabelError(
            "The array '{name}' of {path} is of the type {kind}, but Landslide4Sense holds floating "
            "numbers, bands divided by their means. Copy it again from the dataset.",
            name=IMAGE_ARRAY,
            path=entry.image_path,
            kind=gdal.GetDataTypeName(image.data_type),
        )
    mask = read_array_header(entry.mask_path, MASK_ARRAY)
    if mask.shape != shape[:2]:
        raise _shape_error(entry.mask_path, MASK_ARRAY, mask, _product(shape[:2]))
    if mask.data_type == gdal.GDT_Unknown or gdal.DataTypeIsComplex(mask.data_type):
        raise LabelError(
            "The array '{name}' of {path} holds no plain numbers. Copy it again from the dataset.",
            name=MASK_ARRAY,
            path=entry.mask_path,
        )
    return mask.shape


def _shape_error(path: Path, name: str, header: ArrayHeader, wanted: str) -> LabelError:
    return LabelError(
        "The array '{name}' of {path} is {shape}, but should be {wanted}. Copy it again from the "
        "dataset.",
        name=name,
        path=path,
        shape=_product(header.shape),
        wanted=wanted,
    )


def _product(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))


def read_files(entry: ChipEntry) -> tuple[np.ndarray, np.ndarray]:
    """Read a chip: image (3, H, W) uint8, mask (H, W) bool.

    Raises:
        LabelError: naming the file that cannot be used.
    """
    height, width = _checked_size(entry)
    bands = read_array(
        entry.image_path, IMAGE_ARRAY, (0, 0, BLUE_BAND), (height, width, len(BAND_MEANS))
    )
    mask = read_array(entry.mask_path, MASK_ARRAY, (0, 0), (height, width))
    check_levels(mask, entry.mask_path)
    return true_colour(bands), mask > 0


def true_colour(bands: np.ndarray) -> np.ndarray:
    """Bands of the dataset as they look.

    Args:
        bands: (H, W, 3) float, blue, green and red divided by their means.

    Returns:
        (3, H, W) uint8, red, green and blue; 0 where a value is no number.
    """
    shown = np.nan_to_num(bands * BAND_MEANS, posinf=WHITE) * (255 / WHITE)
    return np.rint(shown.clip(0, 255)).astype(np.uint8).transpose(2, 0, 1)[::-1]
