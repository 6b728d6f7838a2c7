"""Which tiles of labelled rasters are worth training on, and what is known of their pixels.

Tiles are those of detection: the same grid, the same scaling. Only tiles on or near a label are
looked at one by one, and of the rest as many as are needed, so that a large mosaic costs no more
than its labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from osgeo import gdal, ogr, osr

from sam_cffnet_qgis.core.area import memory_layer, pixel_window, rasterize
from sam_cffnet_qgis.core.chip_store import BACKGROUND, LANDSLIDE, UNKNOWN
from sam_cffnet_qgis.core.crs import spatial_reference
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.settings import LabelledRaster
from sam_cffnet_qgis.core.tile_reader import TileReader
from sam_cffnet_qgis.core.tiles import Window

NEAR_TILES = 2  # a tile at most so many tiles from a landslide is near it
FAR_DRAWS = 20  # places looked at for one far tile, where little of the raster is labelled

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class LabelTile:
    """A tile that holds something known.

    Attributes:
        raster: index of its raster.
        window: on the raster's working grid.
        kind: ``landslide``, ``negative`` (looks like one), ``near`` or ``far``.
        landslide_px: its landslide pixels.
        box: around it on the map, in the first raster's CRS.
    """

    raster: int
    window: Window
    kind: str
    landslide_px: int
    box: Box


class LabelReader:
    """Labels of one raster's tiles."""

    def __init__(self, labelled: LabelledRaster, plan: RunPlan) -> None:
        self._plan = plan
        self._tiles: TileReader | None = None
        self.sources = {
            name: memory_layer([ogr.CreateGeometryFromWkb(wkb) for wkb in polygons])
            for name, polygons in (
                ("landslides", labelled.landslides),
                ("negatives", labelled.negatives),
                ("unknown", labelled.unknown),
            )
            if polygons
        }

    def label(self, window: Window) -> tuple[np.ndarray, bool]:
        """Label (h, w) uint8 of a working window, and whether a negative polygon lies in it."""
        plan = self._plan
        whole = Window(0, 0, plan.grid.size.height, plan.grid.size.width)
        inner = window.intersection(whole)
        label = np.full((window.height, window.width), UNKNOWN, np.uint8)
        transform = plan.working_geotransform(inner)
        masks = {name: rasterize(source, inner, transform) for name, source in self.sources.items()}
        nothing = np.zeros((inner.height, inner.width), bool)
        ground = np.where(masks.get("landslides", nothing), LANDSLIDE, BACKGROUND)
        # A rejected polygon over an accepted one: nobody knows, unless the landslide was drawn.
        ground[masks.get("unknown", nothing) & (ground == BACKGROUND)] = UNKNOWN
        ground[~plan.area.mask(inner, transform, False)] = UNKNOWN
        label[inner.slices_in(window)] = ground
        return label, bool(masks.get("negatives", nothing).any())

    def chip(self, window: Window) -> tuple[np.ndarray, np.ndarray] | None:
        """Image (3, h, w) float32 in [0, 1] and label of a tile, or None without valid pixels."""
        if self._tiles is None:
            self._tiles = TileReader(self._plan)
        image, valid = self._tiles.read(window)
        if image is None:
            return None
        label, _ = self.label(window)
        label[~valid] = UNKNOWN
        return image, label


def find_tiles(
    rasters: list[LabelledRaster],
    plans: list[RunPlan],
    readers: list[LabelReader],
    rng: np.random.Generator,
    feedback: Feedback,
) -> list[LabelTile]:
    """Tiles with landslides, with negatives, near landslides and far from them.

    Raises:
        LabelError: if the labels hold no pixel of landslide, or no other ground.
    """
    tiles: list[LabelTile] = []
    frame = plans[0].info.crs_wkt
    for number, (labelled, plan, reader) in enumerate(zip(rasters, plans, readers)):
        survey = _Survey(number, plan, reader, _to_frame(plan.info.crs_wkt, frame))
        tiles += survey.tiles(labelled, rng, feedback)
    if not any(tile.landslide_px for tile in tiles):
        _explain_no_landslide(rasters, plans)
    if not any(tile.kind != "landslide" for tile in tiles) and not _has_background(tiles, readers):
        raise LabelError(
            "The labelled area is landslide all over, so the model would learn to call everything "
            "a landslide. Make the labelled area (LABELLED_AREA) larger than the landslides, with "
            "the stable ground around them."
        )
    return tiles


class _Survey:
    """Looks for the tiles of one raster."""

    def __init__(self, number: int, plan: RunPlan, reader: LabelReader, to_frame: object) -> None:
        self._number = number
        self._plan = plan
        self._reader = reader
        self._to_frame = to_frame
        self._rows = plan.grid.row_starts
        self._columns = plan.grid.column_starts

    def tiles(
        self, labelled: LabelledRaster, rng: np.random.Generator, feedback: Feedback
    ) -> list[LabelTile]:
        """All that hold landslides or negatives, and as many of near and far ones."""
        touched = self._cells([*labelled.landslides, *labelled.negatives])
        found = []
        for cell in sorted(touched):
            feedback.check()
            found += self._tile(cell, "near")
        on_label = {(t.window.top, t.window.left) for t in found if t.kind != "near"}
        positives = sum(tile.kind == "landslide" for tile in found)
        around = {
            (row + down, column + right)
            for row, column in touched
            for down, right in product(range(-NEAR_TILES, NEAR_TILES + 1), repeat=2)
        }
        ring = sorted(cell for cell in around - touched if self._is_cell(cell))
        near = [tile for tile in found if tile.kind == "near"]
        near += self._draw(ring, positives - len(near), "near", rng, feedback)
        count = len(self._rows) * len(self._columns)
        draws = rng.choice(count, min(count, positives * FAR_DRAWS), replace=False)
        far_cells = [divmod(int(draw), len(self._columns)) for draw in draws]
        far_cells = [cell for cell in far_cells if cell not in around]
        far = self._draw(far_cells, positives, "far", rng, feedback)
        found = [tile for tile in found if (tile.window.top, tile.window.left) in on_label]
        return found + near[: max(positives, 1)] + far

    def _draw(
        self, cells: list, wanted: int, kind: str, rng: np.random.Generator, feedback: Feedback
    ) -> list[LabelTile]:
        """Up to ``wanted`` tiles of some cells, in random order."""
        drawn: list[LabelTile] = []
        for index in rng.permutation(len(cells)):
            if len(drawn) >= wanted:
                break
            feedback.check()
            drawn += self._tile(cells[index], kind)
        return drawn

    def _tile(self, cell: tuple[int, int], kind: str) -> list[LabelTile]:
        """The tile of a cell as a list of one, or of none where nothing is known."""
        edge = self._plan.grid.tile_px
        top, left = self._rows[cell[0]], self._columns[cell[1]]
        window = Window(top, left, top + edge, left + edge)
        label, has_negative = self._reader.label(window)
        if (label == UNKNOWN).all():
            return []
        landslide_px = int((label == LANDSLIDE).sum())
        kind = "landslide" if landslide_px else "negative" if has_negative else kind
        return [LabelTile(self._number, window, kind, landslide_px, self._box(window))]

    def _is_cell(self, cell: tuple[int, int]) -> bool:
        return 0 <= cell[0] < len(self._rows) and 0 <= cell[1] < len(self._columns)

    def _cells(self, polygons: list[bytes]) -> set[tuple[int, int]]:
        """Row and column indices of the tiles that a polygon's box touches."""
        whole = Window(0, 0, self._plan.grid.size.height, self._plan.grid.size.width)
        transform = self._plan.working_geotransform(whole)
        edge = self._plan.grid.tile_px
        cells = set()
        for wkb in polygons:
            shape = ogr.CreateGeometryFromWkb(wkb)
            window = pixel_window(transform, shape).intersection(whole)
            if not window.is_empty:
                rows = _touching(self._rows, edge, window.top, window.bottom)
                columns = _touching(self._columns, edge, window.left, window.right)
                cells.update(product(rows, columns))
        return cells

    def _box(self, window: Window) -> Box:
        transform = self._plan.working_geotransform(window)
        corners = [
            gdal.ApplyGeoTransform(transform, x, y)
            for x, y in product((0, window.width), (0, window.height))
        ]
        if self._to_frame is not None:
            corners = [self._to_frame.TransformPoint(*corner)[:2] for corner in corners]
        low, high = np.min(corners, 0), np.max(corners, 0)
        return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _touching(starts: list[int], edge: int, low: int, high: int) -> range:
    """Indices of the tiles along an axis that hold a pixel of ``low`` to ``high`` (excluded)."""
    first = np.searchsorted(starts, low - edge, side="right")
    last = np.searchsorted(starts, high, side="left")
    return range(int(first), int(last))


def _to_frame(crs_wkt: str, frame_wkt: str) -> object:
    own, frame = spatial_reference(crs_wkt), spatial_reference(frame_wkt)
    if own is None or frame is None or own.IsSame(frame):
        return None
    return osr.CoordinateTransformation(own, frame)


def _has_background(tiles: list[LabelTile], readers: list[LabelReader]) -> bool:
    return any((readers[tile.raster].label(tile.window)[0] == BACKGROUND).any() for tile in tiles)


def warn_of_small(labelled: LabelledRaster, plan: RunPlan, feedback: Feedback) -> None:
    """Tell how many label polygons are smaller than a pixel, if any."""
    whole = Window(0, 0, plan.grid.size.height, plan.grid.size.width)
    transform = plan.working_geotransform(whole)
    pixel_area = abs(transform[1] * transform[5] - transform[2] * transform[4])
    areas = [ogr.CreateGeometryFromWkb(wkb).GetArea() for wkb in labelled.landslides]
    count = sum(area < pixel_area for area in areas)
    if count:
        feedback.warn(
            "{count} of {total} label polygons are smaller than a pixel and may teach nothing. "
            "Choose a finer raster, or a smaller RESOLUTION.",
            count=count,
            total=len(areas),
        )


def _is_labelled(plan: RunPlan, window: Window) -> bool:
    """Whether any part of a working window lies in the labelled area."""
    return bool(plan.area.mask(window, plan.working_geotransform(window), True).any())


def _explain_no_landslide(rasters: list[LabelledRaster], plans: list[RunPlan]) -> None:
    """Say why no pixel is landslide."""
    inside, pixel_m = False, 0.0
    for labelled, plan in zip(rasters, plans):
        whole = Window(0, 0, plan.grid.size.height, plan.grid.size.width)
        transform = plan.working_geotransform(whole)
        pixel_m = max(pixel_m, max(plan.info.pixel_size_m()) * plan.to_working.rows.step)
        for wkb in labelled.landslides:
            window = pixel_window(transform, ogr.CreateGeometryFromWkb(wkb)).intersection(whole)
            inside |= not window.is_empty and _is_labelled(plan, window)
    if inside:
        raise LabelError(
            "The label polygons are smaller than a pixel ({pixel:.3g} m), so not one pixel is "
            "landslide. Choose a finer raster, or a smaller RESOLUTION.",
            pixel=pixel_m,
        )
    raise LabelError(
        "None of the label polygons (LABELS) lies on the rasters, or none inside the labelled area. "
        "Check the CRS of the labels, and that the labelled area covers them."
    )
