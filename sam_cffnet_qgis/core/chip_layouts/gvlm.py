"""GVLM: one folder a landslide site (Zhang et al. 2023, doi 10.1016/j.isprsjprs.2023.01.018).

Each holds the images before and after the event, ``im1`` and ``im2``, and the reference ``ref``, as PNG
or in another format. The image after the event is used. Sites are thousands of pixels wide, so they
are read in strips of rows.
"""

from __future__ import annotations

from pathlib import Path

from sam_cffnet_qgis.core.chip_entry import ChipEntry, files_in, folders_in
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.raster import open_dataset
from sam_cffnet_qgis.core.tiles import Window

TITLE = "GVLM"
GSD_M = 0.59
NAMES = ("im1", "im2", "ref")
STRIP_PX = 2048


def is_at(folder: Path) -> bool:
    """Whether a folder holds a site, or what is left of one."""
    return any(len(_parts(site)) > 1 for site in folders_in(folder))


def list_entries(folder: Path) -> list[ChipEntry]:
    """The sites, each a group of strips.

    Raises:
        LabelError: if a site lacks its image or reference, or has two.
        RasterReadError: if an image cannot be opened.
    """
    return [entry for site in folders_in(folder) for entry in _strips(folder, site)]


def _parts(site: Path) -> dict[str, list[Path]]:
    """The files of a site, by what they are."""
    parts: dict[str, list[Path]] = {}
    for path in files_in(site):
        if path.stem.lower() in NAMES:
            parts.setdefault(path.stem.lower(), []).append(path)
    return parts


def _strips(folder: Path, site: Path) -> list[ChipEntry]:
    parts = _parts(site)
    image, mask = (_only(site, name, parts.get(name, [])) for name in ("im2", "ref"))
    dataset = open_dataset(str(image))
    height, width = dataset.RasterYSize, dataset.RasterXSize
    count = -(-height // STRIP_PX)
    edges = [height * number // count for number in range(count + 1)]
    return [
        ChipEntry(
            folder.name,
            site.name,
            number,
            image,
            mask,
            site.name,
            GSD_M,
            window=Window(top, 0, bottom, width),
            is_binary=True,
        )
        for number, (top, bottom) in enumerate(zip(edges, edges[1:]))
    ]


def _only(site: Path, name: str, paths: list[Path]) -> Path:
    if len(paths) == 1:
        return paths[0]
    if paths:
        raise LabelError(
            "The site {folder} has {first} and {second}. Leave one of them.",
            folder=site,
            first=paths[0].name,
            second=paths[1].name,
        )
    raise LabelError(
        "The site {folder} has no image '{name}'. GVLM gives each site im1, im2 (after the event) and "
        "ref (the landslides): copy them again, or remove the folder.",
        folder=site,
        name=name,
    )
