"""Landslides of a chip as outlines or run lengths, and the mask that is drawn from them.

Run lengths are those of COCO (Lin et al. 2014, arXiv 1405.0312; maskApi.c of its API): pixels are
counted down the columns, runs of background and object in turn, background first. The short form
writes a count as characters of six bits: five of the number, the lowest first, and one that says that
more follow; from the fourth count on the number is the difference from the count two before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Union

import numpy as np
from osgeo import ogr

from sam_cffnet_qgis.core.area import memory_layer, rasterize
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.tiles import Size, Window

PIXEL_PLACE = (0.0, 1.0, 0.0, 0.0, 0.0, 1.0)  # columns to the right, rows down
FIRST_CHARACTER, LAST_CHARACTER = 48, 111
DIGIT_BITS = 5
MAX_DIGITS = 12  # of a count; more than any image has pixels


@dataclass(frozen=True)
class Outline:
    """A polygon without holes.

    Attributes:
        name: by which its file knows it.
        path: the file that gives it.
        points: x and y of each corner in pixels, from the upper left corner of the image.
    """

    name: str
    path: Path
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Runs:
    """Run lengths of an object's pixels.

    Attributes:
        name: by which its file knows it.
        path: the file that gives it.
        size: of the image that they fill.
        counts: lengths, or their short form.
    """

    name: str
    path: Path
    size: Size
    counts: tuple[int, ...] | str


Shape = Union[Outline, Runs]


def check_shape(shape: Shape, size: Size) -> None:
    """Check that a shape can be drawn into an image of a size.

    Raises:
        LabelError: naming the shape and its file.
    """
    if isinstance(shape, Runs):
        _lengths(shape, size)
        return
    low, high = np.min(shape.points, 0), np.max(shape.points, 0)
    if high.min() <= 0 or low[0] >= size.width or low[1] >= size.height:
        raise LabelError(
            "Landslide {name} of {path} lies outside its image of {height} x {width} pixels. The "
            "labels belong to another image or size.",
            name=shape.name,
            path=shape.path,
            height=size.height,
            width=size.width,
        )


def drawn(shapes: tuple[Shape, ...], size: Size) -> np.ndarray:
    """The mask (H, W) bool of shapes: a pixel is in it if its centre is in one of them.

    Raises:
        LabelError: if a shape does not fit the image.
    """
    for shape in shapes:
        check_shape(shape, size)
    polygons = [_polygon(shape) for shape in shapes if isinstance(shape, Outline)]
    window = Window(0, 0, size.height, size.width)
    mask = rasterize(memory_layer(polygons), window, PIXEL_PLACE)
    for shape in shapes:
        if isinstance(shape, Runs):
            lengths = _lengths(shape, size)
            is_object = np.arange(len(lengths)) % 2 == 1
            mask |= np.repeat(is_object, lengths).reshape(size.width, size.height).T
    return mask


def _polygon(outline: Outline) -> ogr.Geometry:
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in (*outline.points, outline.points[0]):
        ring.AddPoint_2D(x, y)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return polygon


def _lengths(runs: Runs, size: Size) -> list[int]:
    """Lengths of the runs; they fill the image exactly."""
    lengths = _long_form(runs) if isinstance(runs.counts, str) else list(runs.counts)
    filled = sum(lengths) if min(lengths, default=0) >= 0 else -1
    if runs.size != size or filled != size.height * size.width:
        raise LabelError(
            "The run lengths of landslide {name} of {path} are for an image of {height} x {width} "
            "pixels and fill {filled} of them, but the image has {true_height} x {true_width}. The "
            "labels are damaged or belong to another image.",
            name=runs.name,
            path=runs.path,
            height=runs.size.height,
            width=runs.size.width,
            filled=filled,
            true_height=size.height,
            true_width=size.width,
        )
    return lengths


def _long_form(runs: Runs) -> list[int]:
    lengths: list[int] = []
    number = digits = 0
    for code in map(ord, runs.counts):
        if not FIRST_CHARACTER <= code <= LAST_CHARACTER or digits == MAX_DIGITS:
            raise _damaged(runs)
        code -= FIRST_CHARACTER
        number |= (code & 0x1F) << (DIGIT_BITS * digits)
        digits += 1
        if code & 0x20:
            continue
        if code & 0x10:  # a negative number
            number -= 1 << (DIGIT_BITS * digits)
        lengths.append(number + (lengths[-2] if len(lengths) > 2 else 0))
        number = digits = 0
    if digits:
        raise _damaged(runs)
    return lengths


def _damaged(runs: Runs) -> LabelError:
    return LabelError(
        "The run lengths of landslide {name} of {path} are no COCO run lengths. Export the labels "
        "again, as polygons.",
        name=runs.name,
        path=runs.path,
    )
