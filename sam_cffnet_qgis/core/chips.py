"""Labelled chips: a folder of image and mask pairs, and scenes laid out from them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.errors import LabelError, phrase
from sam_cffnet_qgis.core.raster import open_dataset, quiet_gdal, read_info

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
MAX_CHIP_PX = 100_000_000  # an image is read whole
MAX_MANIFEST_BYTES = 100_000_000
MASK_LEVEL = 0.5  # of 255, or of 1 where a mask holds only 0 and 1
MANIFEST_COLUMNS = ("source", "image", "mask", "region")


@dataclass(frozen=True)
class ChipEntry:
    """One labelled image: which files, from which source and region.

    Attributes:
        group: images of one group show the same ground; empty if unknown.
        number: the number in the image's file name; neighbouring numbers may be neighbouring
            ground.
        gsd_m: pixel size in metres that the manifest gives, 0 if it gives none.
        factor: working pixels a pixel, as ``core/chip_scale.py`` finds it.
    """

    source: str
    region: str
    number: int
    image_path: Path
    mask_path: Path
    group: str = ""
    gsd_m: float = 0.0
    factor: float = 1.0


def find_chips(folder: Path) -> list[ChipEntry]:
    """The labelled images of a folder with ``manifest.csv``, or with ``images`` and ``masks``.

    Raises:
        LabelError: if the folder is neither, or a mask is missing.
    """
    has_pairs = (folder / "images").is_dir() and (folder / "masks").is_dir()
    if has_pairs and not (folder / "manifest.csv").is_file():
        return _pairs(folder)
    entries = read_manifest(folder)
    if not entries:
        raise LabelError("The manifest.csv in {folder} lists no image.", folder=folder)
    return entries


def _pairs(folder: Path) -> list[ChipEntry]:
    """Images and masks of the same file name, whatever the suffix."""
    masks = {path.stem: path for path in sorted((folder / "masks").iterdir()) if path.is_file()}
    images = [path for path in sorted((folder / "images").iterdir()) if _is_image(path)]
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
    return [ChipEntry(folder.name, "", _number(path), path, masks[path.stem]) for path in images]


def _is_image(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in IMAGE_SUFFIXES


def _number(path: Path) -> int:
    return int("".join(letter for letter in path.stem[-8:] if letter.isdecimal()) or 0)


def read_manifest(folder: Path) -> list[ChipEntry]:
    """Read ``manifest.csv``, one row an image and mask pair.

    Args:
        folder: holds ``manifest.csv``; paths in it are relative to this folder.

    Raises:
        LabelError: if the manifest is missing, empty or lacks a column.
    """
    path = folder / "manifest.csv"
    if not path.is_file():
        raise LabelError(
            "The folder {folder} has no manifest.csv, and no subfolders 'images' and 'masks'. Choose "
            "the folder that holds one of the two.",
            folder=folder,
        )
    columns, rows = _read_table(path)
    missing = [name for name in MANIFEST_COLUMNS if name not in columns]
    if missing:
        raise LabelError(
            "{path} has no column '{column}'. Its first line must name the columns {columns}.",
            path=path,
            column=missing[0],
            columns=", ".join(MANIFEST_COLUMNS),
        )
    return [_entry(folder, row) for row in rows]


def _read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Names of the columns, and the rows of a CSV file."""
    reason = phrase("it is larger than {most} MB", most=MAX_MANIFEST_BYTES // 10**6)
    try:
        if path.stat().st_size <= MAX_MANIFEST_BYTES:
            with path.open(newline="", encoding="utf-8-sig") as stream:  # as spreadsheets write it
                table = csv.DictReader(stream)
                return list(table.fieldnames or ()), list(table)
    except OSError as error:
        reason = error.strerror or str(error)
    except (csv.Error, ValueError):  # also of bytes that are no text
        reason = phrase("it is no CSV text in UTF-8")
    raise LabelError(
        "The manifest {path} cannot be read: {reason}. Export it again as CSV in UTF-8.",
        path=path,
        reason=reason,
    )


def _entry(folder: Path, row: dict[str, str]) -> ChipEntry:
    empty = [name for name in ("image", "mask") if not row[name]]
    if empty:
        raise LabelError(
            "A line of the manifest in {folder} names no {column}: {line}. Complete or remove it.",
            folder=folder,
            column=empty[0],
            line=", ".join(str(row[name] or "") for name in MANIFEST_COLUMNS),
        )
    return ChipEntry(
        row["source"] or "",
        row["region"] or "",
        _number(Path(row["image"])),
        _inside(folder, row["image"]),
        _inside(folder, row["mask"]),
        row.get("group") or "",
        _gsd(folder, row.get("gsd_m") or "0"),
    )


def _gsd(folder: Path, text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = -1.0
    if not 0 <= size < 10_000:
        raise LabelError(
            "The manifest in {folder} gives '{text}' as gsd_m, which is no pixel size in metres. Give "
            "a number such as 0.5, or leave it empty.",
            folder=folder,
            text=text,
        )
    return size


def pixel_size_m(entry: ChipEntry) -> float:
    """Pixel size in metres by the manifest, else by the image's georeference; 0 if unknown."""
    if entry.gsd_m:
        return entry.gsd_m
    info = read_info(str(entry.image_path))
    return max(info.pixel_size_m()) if info.crs_wkt else 0.0


def _inside(folder: Path, name: str) -> Path:
    """A path of the manifest; one that leads out of the folder is refused."""
    path = folder / name.replace("\0", "")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise LabelError(
            "The manifest in {folder} names {name}, which lies outside the folder. Put all images "
            "and masks into it.",
            folder=folder,
            name=name,
        )
    return path


def read_chip(entry: ChipEntry) -> tuple[np.ndarray, np.ndarray]:
    """Read one pair: image (3, H, W) uint8, mask (H, W) bool.

    Raises:
        LabelError: if a file cannot be read or the two differ in size.
    """
    image = _read(entry.image_path)
    mask = _read(entry.mask_path)
    if image.dtype != np.uint8:
        raise LabelError(
            "The image {image} is of the type {kind}, but chips must have 8 bits a band. Convert "
            "them, or use rasters with label polygons, which may be of any type.",
            image=entry.image_path,
            kind=image.dtype.name,
        )
    mask = mask if mask.ndim == 2 else mask[0]
    if image.ndim != 3 or len(image) < 3 or image.shape[1:] != mask.shape:
        raise LabelError(
            "The image {image} of shape {shape} and its mask of shape {mask} do not fit.",
            image=entry.image_path,
            shape=image.shape,
            mask=mask.shape,
        )
    return image[:3], mask > MASK_LEVEL * (255 if mask.max(initial=0) > 1 else 1)


def _read(path: Path) -> np.ndarray:
    try:
        dataset = open_dataset(str(path))
        height, width, bands = dataset.RasterYSize, dataset.RasterXSize, dataset.RasterCount
        if height * width * bands > MAX_CHIP_PX:
            raise LabelError(
                "The image {path} has {height} x {width} pixels in {bands} bands, too many for a chip. "
                "Cut it into smaller ones, or use it as a raster with label polygons.",
                path=path,
                height=height,
                width=width,
                bands=bands,
            )
        with quiet_gdal():
            array = dataset.ReadAsArray()
    except RuntimeError as error:
        reason = str(error).partition("\n")[0].rstrip(".")  # GDAL 3.10 lists what came before below
        raise LabelError("Cannot read {path}: {reason}.", path=path, reason=reason) from error
    if array is None:
        raise LabelError(
            "Cannot read {path}. It is damaged: replace it, or remove it and its mask.", path=path
        )
    return array


@dataclass(frozen=True)
class Placement:
    """Where a chip stands in a laid-out scene: its inner rows and columns in pixels."""

    rows: slice
    columns: slice


def lay_out(
    pairs: list[tuple[np.ndarray, np.ndarray]], margin_px: int, width_px: int
) -> tuple[np.ndarray, np.ndarray, list[Placement]]:
    """Lay chips out in one scene, each with mirrored surroundings.

    A network that is scored on such a scene through the whole pipeline sees landslides at any
    place of its tiles, as in use; chip by chip it would see them all in the centre.

    Args:
        pairs: images (3, H, W) uint8 and masks (H, W) bool at one resolution.
        margin_px: width of the mirrored surroundings.
        width_px: smallest width of the scene.

    Returns:
        Scene (3, H, W) uint8, truth (H, W) bool, and each chip's place.
    """
    order = sorted(range(len(pairs)), key=lambda index: -pairs[index][1].shape[0])
    spans = [max(m.shape[1] for _, m in pairs) + 2 * margin_px, width_px]
    width = max(spans)
    places: list[Placement | None] = [None] * len(pairs)
    top = left = shelf = 0
    for index in order:
        height, breadth = (edge + 2 * margin_px for edge in pairs[index][1].shape)
        if left + breadth > width:
            top, left, shelf = top + shelf, 0, 0
        shelf = max(shelf, height)
        inner = (top + margin_px, left + margin_px)
        rows = slice(inner[0], inner[0] + height - 2 * margin_px)
        places[index] = Placement(rows, slice(inner[1], inner[1] + breadth - 2 * margin_px))
        left += breadth
    scene = np.zeros((3, top + shelf, width), np.uint8)
    truth = np.zeros(scene.shape[1:], bool)
    for (image, mask), place in zip(pairs, places):
        _fill_cell(scene, image, place, margin_px)
        truth[place.rows, place.columns] = mask
    return scene, truth, places


def _fill_cell(scene: np.ndarray, image: np.ndarray, place: Placement, margin_px: int) -> None:
    margins = ((0, 0), (margin_px, margin_px), (margin_px, margin_px))
    cell = np.pad(image, margins, mode="symmetric")
    top, left = place.rows.start - margin_px, place.columns.start - margin_px
    scene[:, top : top + cell.shape[1], left : left + cell.shape[2]] = cell
