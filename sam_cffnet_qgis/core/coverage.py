"""Where a raster holds pixels at all, known from its header: nothing of it is read.

A mosaic (VRT) names the place of each of its sources, and a sparse GeoTIFF the blocks that were never
written. GDAL can be asked too, but it opens the sources of a mosaic to answer, of which there may be
thousands, in a cloud.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.scaling import sample_windows
from sam_cffnet_qgis.core.tiles import Size, Window

TOLERANCE_PX = 1e-3  # a source placed so little beside a pixel does not reach it
MAX_SAMPLES = 50_000  # windows that are looked at, a matter of a second
FARTHEST_PX = 2**40
ELEMENT, ATTRIBUTE = 0, 2  # kinds of nodes in GDAL's trees of XML
COMPUTED = "subClass"  # attribute of bands that are made by other means than by placing sources


class PlacedSources:
    """The rectangles of a mosaic's band that sources cover.

    Args:
        rectangles: windows of the raster.
    """

    def __init__(self, rectangles: list[Window]) -> None:
        edges = [(w.top, w.bottom, w.left, w.right) for w in rectangles]
        self._edges = np.array(edges, np.int64).reshape(-1, 4)
        self._rows = (0, 0)
        self._near = self._edges[:0]

    def touching(self, window: Window) -> np.ndarray:
        """Rectangles (n, 4) that a window touches: top, bottom, left and right, ends excluded."""
        if self._rows != (window.top, window.bottom):  # windows come row by row
            self._rows = (window.top, window.bottom)
            tops, bottoms = self._edges[:, 0], self._edges[:, 1]
            self._near = self._edges[(tops < window.bottom) & (bottoms > window.top)]
        if not len(self._near):
            return self._near
        return self._near[(self._near[:, 2] < window.right) & (self._near[:, 3] > window.left)]

    def mask(self, window: Window) -> np.ndarray:
        """Covered pixels (h, w) bool of a window."""
        covered = np.zeros((window.height, window.width), bool)
        for top, bottom, left, right in self.touching(window).tolist():
            part = Window(top, left, bottom, right).intersection(window)
            covered[part.slices_in(window)] = True
        return covered


class Coverage:
    """Which pixels of chosen bands can be valid at all, by what the raster's header says.

    A mosaic may say itself what is valid: with a nodata value, a mask or an alpha band. Where none of
    them is there, ground without a source is no image: GDAL reads it as zeros, which nobody took.

    Args:
        dataset: the raster; kept open.
        bands: one or three, 1-based.
    """

    def __init__(self, dataset: gdal.Dataset, bands: tuple[int, ...]) -> None:
        self._dataset = dataset  # must outlive its bands
        self._blocks: list[gdal.Band] = []
        self._placed: list[PlacedSources] = []
        self._undeclared: list[PlacedSources] = []
        tree = _mosaic_tree(dataset)
        for band in map(dataset.GetRasterBand, bands):
            kind = band.GetMaskFlags()
            if tree is not None:
                self._add_sources(tree, band, kind)
            elif kind == gdal.GMF_NODATA:
                self._blocks.append(band)
            elif not kind & (gdal.GMF_ALL_VALID | gdal.GMF_NODATA):
                self._add_mask(band.GetMaskBand())

    def _add_mask(self, mask: gdal.Band) -> None:
        """Blocks of a mask that were never written are zero, which hides them."""
        if not mask.GetNoDataValue():
            self._blocks.append(mask)

    def _add_sources(self, tree: list, band: gdal.Band, kind: int) -> None:
        if kind & gdal.GMF_ALPHA:
            node = _band_node(tree, band.GetMaskBand().GetBand())
        elif kind == gdal.GMF_PER_DATASET:
            node = next(_children(next(_children(tree, "MaskBand"), []), "VRTRasterBand"), None)
        elif kind in (gdal.GMF_ALL_VALID, gdal.GMF_NODATA):
            node = _band_node(tree, band.GetBand())
        else:  # one set of nodata values for all bands: zeros may be a colour
            node = None
        rectangles = None if node is None else _rectangles(node)
        if rectangles is None:
            return
        placed = PlacedSources(rectangles)
        self._placed.append(placed)
        size = Window(0, 0, self._dataset.RasterYSize, self._dataset.RasterXSize)
        if kind == gdal.GMF_ALL_VALID and size not in [w.intersection(size) for w in rectangles]:
            self._undeclared.append(placed)

    @property
    def has_gaps(self) -> bool:
        """Whether parts of the raster may be empty as far as its header tells."""
        return bool(self._blocks or self._placed)

    def is_empty(self, window: Window) -> bool:
        """Whether no pixel of a window inside the raster can be valid."""
        if any(not len(placed.touching(window)) for placed in self._placed):
            return True
        return any(is_unwritten(band, window) for band in self._blocks)

    def mask(self, window: Window) -> np.ndarray | None:
        """Pixels (h, w) bool of a window that hold an image, or None where others tell."""
        if not self._undeclared:
            return None
        return np.logical_and.reduce([placed.mask(window) for placed in self._undeclared])


def is_unwritten(band: gdal.Band, window: Window) -> bool:
    """Whether no block of a window inside a band was ever written; nothing is read."""
    place = (window.left, window.top, window.width, window.height)
    data, empty = gdal.GDAL_DATA_COVERAGE_STATUS_DATA, gdal.GDAL_DATA_COVERAGE_STATUS_EMPTY
    return band.GetDataCoverageStatus(*place, data)[0] == empty


def covered_samples(coverage: Coverage, size: Size, pixels: int) -> list[Window]:
    """Windows from which statistics are taken, see ``sample_windows``, without those of empty ground.

    The emptier the raster, the closer the windows stand, until about half as many pixels as asked for
    are covered; then the same windows come as of a raster without gaps, but for empty ones.

    Args:
        coverage: of the raster.
        size: of the raster.
        pixels: about the most that the windows hold together.
    """
    asked = pixels
    while True:
        windows = sample_windows(size, asked)
        kept = [window for window in windows if not coverage.is_empty(window)]
        is_enough = sum(window.height * window.width for window in kept) >= pixels / 2
        if is_enough or asked >= size.height * size.width or len(windows) > MAX_SAMPLES:
            return kept
        asked *= 2


def _mosaic_tree(dataset: gdal.Dataset) -> list | None:
    """The description of a mosaic, None of any other raster and of one that is computed."""
    if dataset.GetDriver().ShortName != "VRT":
        return None
    texts = dataset.GetMetadata("xml:VRT")
    tree = gdal.ParseXMLString(texts[0]) if texts else None
    while tree is not None and tree[1] != "VRTDataset":
        tree = next(_children(tree, "VRTDataset"), None)
    return None if tree is None or _attribute(tree, COMPUTED) else tree


def _children(node: list, *names: str) -> Iterator[list]:
    """Elements of a node with one of some names."""
    for child in node[2:]:
        if child[0] == ELEMENT and child[1] in names:
            yield child


def _attribute(node: list, name: str) -> str:
    for child in node[2:]:
        if child[0] == ATTRIBUTE and child[1] == name:
            return child[2][1]
    return ""


def _band_node(tree: list, number: int) -> list | None:
    nodes = list(_children(tree, "VRTRasterBand"))
    return nodes[number - 1] if 1 <= number <= len(nodes) else None


def _rectangles(band: list) -> list[Window] | None:
    """Where the sources of a band lie; None if it is unknown, or everywhere."""
    if _attribute(band, COMPUTED):
        return None
    sources = [child for child in band[2:] if child[0] == ELEMENT and child[1].endswith("Source")]
    places = [next(_children(source, "DstRect"), None) for source in sources]
    if not places or any(place is None for place in places):
        return None
    try:
        return [_window(place) for place in places]
    except (ValueError, OverflowError):  # not numbers, as a damaged file may say
        return None


def _window(place: list) -> Window:
    """All pixels that a rectangle touches."""
    names = ("xOff", "yOff", "xSize", "ySize")
    numbers = (float(_attribute(place, name)) for name in names)
    left, top, width, height = (min(max(number, -FARTHEST_PX), FARTHEST_PX) for number in numbers)
    return Window(
        math.floor(top + TOLERANCE_PX),
        math.floor(left + TOLERANCE_PX),
        math.ceil(top + height - TOLERANCE_PX),
        math.ceil(left + width - TOLERANCE_PX),
    )
