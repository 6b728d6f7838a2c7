"""Small folders in exactly the layouts of the public landslide datasets."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import h5py
import numpy as np
from builders import noise_image
from osgeo import gdal

DRIVERS = {".png": "PNG", ".jpg": "JPEG", ".bmp": "BMP", ".tif": "GTiff"}
TYPES = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "float32": gdal.GDT_Float32}
COUNTIES = ("df", "hz", "ny", "qx", "qxg", "wn", "zj")
SITES = ("A Luoi_Vietnam", "Askja_Iceland", "Shimen_China")
HEIGHT, WIDTH = 24, 30
H5_PX, H5_BANDS = 128, 14
# Of Landslide4Sense's bands, by which they were divided; B2, B3, B4 are at 1, 2, 3.
H5_MEANS = {1: 824.63171476, 2: 663.41636217, 3: 445.17289745}
SQUARE = (4, 6, 12, 16)  # top, left, bottom, right of every landslide


def write_image(path: Path, values: np.ndarray) -> Path:
    """Write values (C, H, W) or (H, W) in the format of the suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    planes = values if values.ndim == 3 else values[None]
    bands, height, width = planes.shape
    memory = gdal.GetDriverByName("MEM").Create("", width, height, bands, TYPES[values.dtype.name])
    for number, plane in enumerate(planes, start=1):
        memory.GetRasterBand(number).WriteArray(plane)
    gdal.GetDriverByName(DRIVERS[path.suffix]).CreateCopy(str(path), memory)
    return path


def square_mask(height: int = HEIGHT, width: int = WIDTH, level: int = 255) -> np.ndarray:
    """A mask (H, W) uint8 with one landslide."""
    mask = np.zeros((height, width), np.uint8)
    top, left, bottom, right = SQUARE
    mask[top:bottom, left:right] = level
    return mask


def square_corners() -> list[int]:
    """The landslide's corners x1, y1, x2, ..."""
    top, left, bottom, right = SQUARE
    return [left, top, right, top, right, bottom, left, bottom]


def build_pairs(folder: Path, count: int = 4) -> Path:
    """Folders images and masks."""
    for number in range(count):
        write_image(folder / "images" / f"{number:03}.png", noise_image(HEIGHT, WIDTH, number))
        write_image(folder / "masks" / f"{number:03}.png", square_mask())
    return folder


def build_manifest(folder: Path, count: int = 4) -> Path:
    """Pairs that manifest.csv lists, two a group."""
    rows = [["source", "image", "mask", "region", "group", "gsd_m"]]
    for number in range(count):
        names = [f"data/{part}_{number}.png" for part in ("image", "mask")]
        write_image(folder / names[0], noise_image(HEIGHT, WIDTH, number))
        write_image(folder / names[1], square_mask())
        rows.append(["drone", *names, "valley", f"slope {number // 2}", "0.5"])
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return folder


def build_bijie(folder: Path, a_county: int = 2, others: int = 4) -> Path:
    """Bijie-landslide-dataset: images with landslides of each county, and images without."""
    labelled, plain = folder / "landslide", folder / "non-landslide"
    for county in COUNTIES:
        for number in range(1, a_county + 1):
            name = f"{county}{number:03}"
            write_image(labelled / "image" / f"{name}.png", noise_image(HEIGHT, WIDTH, number))
            write_image(labelled / "mask" / f"{name}.png", square_mask())
            write_image(labelled / "dem" / f"{name}.png", square_mask())
            write_outline(labelled / "polygon_coordinate" / f"{name}.txt", square_corners())
    for number in range(others):
        for part in ("image", "dem"):
            path = plain / part / f"{number:03}.png"
            write_image(path, noise_image(HEIGHT, WIDTH, number))
    return folder


def write_outline(path: Path, numbers: list) -> Path:
    """The text of a Bijie polygon: two headings, then x and y of each corner."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pairs = [f"{x} {y}" for x, y in zip(numbers[::2], numbers[1::2])]
    lines = [f"landslide instance name: {path.stem}", "polygon coordinates:", *pairs]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return path


def build_landslide4sense(folder: Path, count: int = 4, *, is_hugging_face: bool = False) -> Path:
    """TrainData with masks and ValidData without; or the folders of Hugging Face, all with masks."""
    parts = {("TrainData/img", "TrainData/mask"): count, ("ValidData/img", ""): 1}
    if is_hugging_face:
        splits = {"train": count, "validation": 1, "test": 1}
        parts = {(f"images/{s}", f"annotations/{s}"): number for s, number in splits.items()}
    for (images, masks), many in parts.items():
        for number in range(1, many + 1):
            write_h5(folder / images / f"image_{number}.h5", "img", h5_bands(number))
            if masks:
                mask = square_mask(H5_PX, H5_PX, level=1)
                write_h5(folder / masks / f"mask_{number}.h5", "mask", mask)
    return folder


def h5_bands(number: int = 1) -> np.ndarray:
    """(128, 128, 14) float64 whose colours are red 100, green 150, blue ``number``, of 255."""
    bands = np.random.default_rng(number).random((H5_PX, H5_PX, H5_BANDS))
    for band, level in ((3, 100), (2, 150), (1, number)):
        bands[:, :, band] = level / 255 * 3000 / H5_MEANS[band]
    return bands


def write_h5(path: Path, name: str, values: np.ndarray) -> Path:
    """One array in an HDF5 file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(path, "w") as file:
        file[name] = values
    return path


def build_gvlm(folder: Path, suffix: str = ".png", height: int = HEIGHT) -> Path:
    """One folder a site with the images before and after, and the reference."""
    for number, site in enumerate(SITES):
        for name, seed in (("im1", 10 + number), ("im2", number)):
            write_image(folder / site / f"{name}{suffix}", noise_image(height, WIDTH, seed))
        write_image(folder / site / "ref.png", square_mask(height))
    return folder


def build_coco(folder: Path, count: int = 4) -> Path:
    """annotations.json with a polygon, both kinds of run lengths, and images without landslides."""
    images = []
    for number in range(count):
        name = f"{number:03}.png"
        write_image(folder / "images" / name, noise_image(HEIGHT, WIDTH, number))
        images.append({"id": number, "file_name": name, "height": HEIGHT, "width": WIDTH})
    shapes = [
        [square_corners()],
        {"size": [HEIGHT, WIDTH], "counts": square_runs()},
        {"size": [HEIGHT, WIDTH], "counts": short_runs(square_runs())},
    ]
    annotations = [
        {"id": number, "image_id": number, "category_id": 7, "segmentation": shape, "iscrowd": 0}
        for number, shape in enumerate(shapes)
    ]
    categories = [{"id": 7, "name": "Landslide scar"}, {"id": 8, "name": "road"}]
    content = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "annotations.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def square_runs() -> list[int]:
    """Run lengths of the landslide, down the columns."""
    top, left, bottom, right = SQUARE
    inside = bottom - top
    between = [inside, HEIGHT - inside] * (right - left - 1)
    return [left * HEIGHT + top, *between, inside, (WIDTH - right) * HEIGHT + HEIGHT - bottom]


def short_runs(lengths: list[int]) -> str:
    """COCO's short form of run lengths."""
    text = ""
    for place, length in enumerate(lengths):
        rest = length - (lengths[place - 2] if place > 2 else 0)
        while True:
            digit, rest = rest & 31, rest >> 5
            is_last = rest == (-1 if digit & 16 else 0)
            text += chr(48 + digit + (0 if is_last else 32))
            if is_last:
                break
    return text
