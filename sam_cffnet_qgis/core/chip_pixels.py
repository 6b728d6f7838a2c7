"""Images and masks of chips as files that GDAL reads: their headers checked, then their pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.chip_entry import ChipEntry
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.mask_shapes import check_shape, drawn
from sam_cffnet_qgis.core.raster import open_dataset, quiet_gdal
from sam_cffnet_qgis.core.tiles import Size, Window

MAX_CHIP_PX = 100_000_000  # an image is read whole
MASK_LEVEL = 0.5  # of 255, or of 1 where a mask holds only 0 and 1
BINARY_LEVELS = ({0, 255}, {0, 1})
CUT_SHORT = "Premature end of JPEG file"  # a mere warning of GDAL, which fills in grey


def check_files(entry: ChipEntry) -> None:
    """Check what the headers of a chip's files tell, without reading pixels.

    Raises:
        SamCffnetError: naming the file that cannot be used.
    """
    size = _size(_open_image(entry))
    if entry.mask_path is not None:
        _open_mask(entry, size)
    for shape in entry.shapes:
        check_shape(shape, size)


def read_files(entry: ChipEntry) -> tuple[np.ndarray, np.ndarray]:
    """Read a chip: image (3, H, W) uint8, mask (H, W) bool.

    Raises:
        SamCffnetError: naming the file that cannot be used.
    """
    dataset = _open_image(entry)
    image = _pixels(dataset, entry.image_path, entry.window)[:3]
    if entry.mask_path is None:
        return image, drawn(entry.shapes, _size(dataset))
    mask = _pixels(_open_mask(entry, _size(dataset)), entry.mask_path, entry.window)
    plane = mask if mask.ndim == 2 else mask[0]
    if entry.is_binary:
        _check_bands(mask, entry.mask_path)
        check_levels(plane, entry.mask_path)
    return image, plane > MASK_LEVEL * (255 if plane.max(initial=0) > 1 else 1)


def _size(dataset: gdal.Dataset) -> Size:
    return Size(dataset.RasterYSize, dataset.RasterXSize)


def _open_image(entry: ChipEntry) -> gdal.Dataset:
    path = entry.image_path
    dataset = _open(path, entry.window)
    if entry.size not in (None, _size(dataset)):
        raise LabelError(
            "The image {image} has {height} x {width} pixels, but {text} says {told_height} x "
            "{told_width}. The labels belong to another image or size.",
            image=path,
            height=dataset.RasterYSize,
            width=dataset.RasterXSize,
            text=entry.text_path,
            told_height=entry.size.height,
            told_width=entry.size.width,
        )
    types = [dataset.GetRasterBand(n + 1).DataType for n in range(dataset.RasterCount)]
    if any(kind != gdal.GDT_Byte for kind in types):
        raise LabelError(
            "The image {image} is of the type {kind}, but chips must have 8 bits a band. Convert "
            "them, or use rasters with label polygons, which may be of any type.",
            image=path,
            kind=gdal.GetDataTypeName(next(kind for kind in types if kind != gdal.GDT_Byte)),
        )
    if len(types) < 3:
        raise LabelError(
            "The image {image} has {count} band(s), but chips have red, green and blue. Convert "
            "palettes with Raster > Conversion > PCT to RGB.",
            image=path,
            count=len(types),
        )
    return dataset


def _open_mask(entry: ChipEntry, size: Size) -> gdal.Dataset:
    path = entry.mask_path
    dataset = _open(path, entry.window)
    if _size(dataset) != size:
        raise LabelError(
            "The image {image} of {height} x {width} pixels and its mask {mask} of {mask_height} x "
            "{mask_width} do not fit. Replace the mask by the one of this image.",
            image=entry.image_path,
            height=size.height,
            width=size.width,
            mask=path,
            mask_height=dataset.RasterYSize,
            mask_width=dataset.RasterXSize,
        )
    kind = dataset.GetRasterBand(1).DataType
    if entry.is_binary and kind != gdal.GDT_Byte:
        raise LabelError(
            "The mask {mask} is of the type {kind}, but this dataset's masks have 8 bits. Copy it "
            "again from the dataset.",
            mask=path,
            kind=gdal.GetDataTypeName(kind),
        )
    return dataset


def _open(path: Path, window: Window | None) -> gdal.Dataset:
    dataset = open_dataset(str(path))
    height, width, bands = dataset.RasterYSize, dataset.RasterXSize, dataset.RasterCount
    rows = height if window is None else window.height
    if not bands or rows * width * bands > MAX_CHIP_PX:
        raise LabelError(
            "The image {path} has {height} x {width} pixels in {bands} bands, too many for a chip. "
            "Cut it into smaller ones, or use it as a raster with label polygons.",
            path=path,
            height=height,
            width=width,
            bands=bands,
        )
    return dataset


def _pixels(dataset: gdal.Dataset, path: Path, window: Window | None) -> np.ndarray:
    place = (window.left, window.top, window.width, window.height) if window else ()
    reason = ""
    try:
        with quiet_gdal():
            gdal.ErrorReset()
            array = dataset.ReadAsArray(*place)
            reason = gdal.GetLastErrorMsg()
    except RuntimeError as error:
        reason = str(error).partition("\n")[0].rstrip(".")  # GDAL 3.10 lists what came before below
        raise LabelError("Cannot read {path}: {reason}.", path=path, reason=reason) from error
    if array is None or CUT_SHORT in reason:
        raise LabelError(
            "Cannot read {path}. It is damaged: replace it, or remove it and its mask.", path=path
        )
    return array


def _check_bands(mask: np.ndarray, path: Path) -> None:
    """Refuse a mask in colour."""
    if mask.ndim == 3 and (mask[:3] != mask[0]).any():
        raise LabelError(
            "The bands of the mask {mask} differ. A mask is black and white: copy it again from the "
            "dataset.",
            mask=path,
        )


def check_levels(mask: np.ndarray, path: Path) -> None:
    """Refuse a mask that is an image of something else, or was resized or saved as JPEG.

    Args:
        mask: (H, W) of any type.
        path: for the message.

    Raises:
        LabelError: if it holds other values than 0 and 255, or 0 and 1.
    """
    if mask.dtype == np.uint8:
        levels = set(np.flatnonzero(np.bincount(mask.ravel(), minlength=256)).tolist())
    else:
        levels = set(np.unique(mask).tolist())
    if not any(levels <= allowed for allowed in BINARY_LEVELS):
        raise LabelError(
            "The mask {mask} holds values such as {value:g}, but masks of this dataset hold 255 on "
            "landslides and 0 elsewhere, or 1 and 0. Copy it again from the dataset.",
            mask=path,
            value=min(levels - {0, 255}),
        )
