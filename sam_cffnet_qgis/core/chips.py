"""Labelled chips: found in a folder of any known layout, checked, and read one by one."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np

from sam_cffnet_qgis.core.chip_entry import ChipEntry, folders_in
from sam_cffnet_qgis.core.chip_layouts import (
    bijie,
    coco,
    gvlm,
    landslide4sense,
    manifest,
    pairs,
)
from sam_cffnet_qgis.core.chip_pixels import check_files, read_files
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.raster import read_info

LAYOUTS = (pairs, bijie, landslide4sense, gvlm, coco)


def list_chips(folder: Path) -> list[ChipEntry]:
    """The labelled images of a folder, by its files' names, and by texts that tell of them.

    The layout is found by looking: at the folder, else at those in it. Several of one layout in it,
    such as ``train`` and ``valid``, are taken together. A ``manifest.csv`` goes before all else.

    Raises:
        LabelError: if no layout is known or two are mixed, or a file is missing.
    """
    places = _places(folder)
    titles = {layout.TITLE: place for layout, place in places}
    if len(titles) > 1:
        (first, first_place), (second, second_place) = list(titles.items())[:2]
        raise LabelError(
            "The folder {folder} mixes two layouts: {first} in {first_place} and {second} in "
            "{second_place}. Choose a folder with one of them.",
            folder=folder,
            first=first,
            first_place=first_place,
            second=second,
            second_place=second_place,
        )
    return [entry for layout, place in places for entry in layout.list_entries(place)]


def _places(folder: Path) -> list[tuple[ModuleType, Path]]:
    """Layouts and where they begin: in the folder, or else one level further down."""
    for level in ([folder], folders_in(folder)):
        found = [(layout, place) for place in level for layout in _layouts_at(place)]
        if found:
            return found
    raise LabelError(
        "The folder {folder} has no manifest.csv, and no subfolders 'images' and 'masks'. Nor is it "
        "laid out as Bijie, Landslide4Sense, GVLM or COCO. Choose the folder that holds one of them.",
        folder=folder,
    )


def _layouts_at(place: Path) -> list[ModuleType]:
    if manifest.is_at(place):
        return [manifest]
    found = [layout for layout in LAYOUTS if layout.is_at(place)]
    if pairs in found:  # may have any names, and tools lay annotations beside masks
        found = [layout for layout in found if layout not in (coco, gvlm)]
    return found


def find_chips(folder: Path) -> list[ChipEntry]:
    """The labelled images of a folder, after a look at the headers of all their files.

    Raises:
        SamCffnetError: naming the folder or file that cannot be used.
    """
    entries = list_chips(folder)
    for entry in entries:
        if landslide4sense.is_array_file(entry.image_path):
            landslide4sense.check_files(entry)
        else:
            check_files(entry)
    return entries


def read_chip(entry: ChipEntry) -> tuple[np.ndarray, np.ndarray]:
    """Read one chip: image (3, H, W) uint8, mask (H, W) bool.

    Raises:
        SamCffnetError: if a file cannot be read or the two do not fit.
    """
    if landslide4sense.is_array_file(entry.image_path):
        return landslide4sense.read_files(entry)
    return read_files(entry)


def pixel_size_m(entry: ChipEntry) -> float:
    """Pixel size in metres by the dataset, else by the image's georeference; 0 if unknown."""
    if entry.gsd_m:
        return entry.gsd_m
    info = read_info(str(entry.image_path))
    return max(info.pixel_size_m()) if info.crs_wkt else 0.0
