"""From detections and an inventory to figures of merit: pixels first, then landslides one by one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import ogr

from sam_cffnet_qgis.core.area import memory_layer, rasterize
from sam_cffnet_qgis.core.errors import ExtentError
from sam_cffnet_qgis.core.evaluation_grid import MaskFile, PolygonGrid, ProbabilityGrid, Strip
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts, confusion_of
from sam_cffnet_qgis.core.object_metrics import (
    Judge,
    JudgedPolygon,
    ObjectFigures,
    Region,
    Shapes,
    figures_by_size,
    object_figures,
    union,
)
from sam_cffnet_qgis.core.raster import RasterInfo, bounded_cache, quiet_gdal, read_info
from sam_cffnet_qgis.core.raster_writer import BLOCK_PX
from sam_cffnet_qgis.core.settings import EvaluationSettings

PIXELS_SHARE = 0.5  # of the progress bar
CUT_SHARE = 0.6
BYTES_PER_PIXEL = 16  # in GDAL's cache: probability, its mask and two masks of ours


@dataclass(frozen=True)
class EvaluationResult:
    """What came out.

    Attributes:
        pixels: totals.
        counts: pixels by probability, None without a raster.
        landslides: the inventory, judged.
        detections: judged.
        pixel_m: edge of a pixel in metres, for a raster at its centre.
    """

    pixels: Confusion
    counts: ProbabilityCounts | None
    landslides: list[JudgedPolygon]
    detections: list[JudgedPolygon]
    pixel_m: float

    @property
    def objects(self) -> ObjectFigures:
        """Figures of all landslides and detections."""
        return object_figures(self.landslides, self.detections)

    def by_size(self) -> list[ObjectFigures]:
        """Figures of each size class, from the smallest."""
        return figures_by_size(self.landslides, self.detections)


def evaluate(
    settings: EvaluationSettings, work_folder: Path, feedback: Feedback
) -> EvaluationResult:
    """Compare detections with an inventory.

    Args:
        settings: checked here.
        work_folder: existing, empty, deleted by the caller afterwards.
        feedback: progress, messages and cancel.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    settings.check()
    if settings.probability_path:
        info = read_info(settings.probability_path)
        with bounded_cache(BLOCK_PX * info.size.width * BYTES_PER_PIXEL):
            return _evaluate_raster(info, settings, work_folder, feedback)
    return _evaluate_polygons(settings, feedback)


def _evaluate_polygons(settings: EvaluationSettings, feedback: Feedback) -> EvaluationResult:
    area = _area(settings)
    region = Region([area] if area is not None else [])
    detections = region.cut(_shapes(settings.detections), feedback)
    inventory = region.cut(_shapes(settings.inventory), feedback)
    if not len(inventory) and not len(detections) and area is not None:
        raise ExtentError(
            "The AREA overlaps neither DETECTIONS nor INVENTORY. Check that all CRS are right, or "
            "leave AREA empty."
        )
    _check_inventory(inventory)
    _tell_left_out(inventory, settings, feedback)
    if not len(detections):
        feedback.warn("There are no detections to compare, so all landslides are missed.")
    grid = PolygonGrid(detections, inventory, settings.crs_wkt, settings.pixel_size_m)
    feedback.info("Pixels are compared on a grid of {size:.3g} m.", size=grid.pixel_m)
    counting = _Counting(inventory, area)
    for strip in grid.strips():
        feedback.check()
        counting.add(strip)
        feedback.set_progress(PIXELS_SHARE * strip.window.bottom / grid.size.height)
    judged = _judged(inventory, detections, settings.crs_wkt, feedback)
    return EvaluationResult(counting.pixels, None, *judged, grid.pixel_m)


def _evaluate_raster(
    info: RasterInfo, settings: EvaluationSettings, work_folder: Path, feedback: Feedback
) -> EvaluationResult:
    area = _area(settings)
    grid = ProbabilityGrid(info, settings.threshold, area)
    footprint = Shapes([grid.footprint])
    limits = [footprint] if area is None else [footprint, area]
    inventory = Region(limits).cut(_shapes(settings.inventory), feedback)
    _check_inventory(inventory)
    counting = _Counting(inventory, area)
    mask = MaskFile(work_folder / "detected.tif", grid, info.crs_wkt)
    unknown = MaskFile(work_folder / "unknown.tif", grid, info.crs_wkt)
    for strip in grid.strips():
        feedback.check()
        counting.add(strip)
        mask.append(strip.detected)
        unknown.append(~strip.known)
        feedback.set_progress(PIXELS_SHARE * strip.window.bottom / grid.size.height)
    detections = Region(limits[1:]).cut(mask.outlines(feedback), feedback)
    holes = Shapes(unknown.outlines(feedback))
    if len(holes):
        inventory = Region([], holes).cut(inventory, feedback)
        _check_inventory(inventory)
    _tell_left_out(inventory, settings, feedback)
    judged = _judged(inventory, detections, info.crs_wkt, feedback)
    return EvaluationResult(counting.pixels, counting.counts, *judged, max(info.pixel_size_m()))


class _Counting:
    """Totals of the pixels seen so far."""

    def __init__(self, inventory: Shapes, area: Shapes | None) -> None:
        self._inventory = memory_layer(inventory.shapes)
        self._area = memory_layer(area.shapes) if area is not None else None
        self._cells = np.zeros(4)
        self.counts: ProbabilityCounts | None = None

    def add(self, strip: Strip) -> None:
        """Count the known pixels of a strip that lie in the area."""
        known = strip.known
        if self._area is not None:
            known = known & rasterize(self._area, strip.window, strip.geotransform)
        truth = rasterize(self._inventory, strip.window, strip.geotransform)
        total = confusion_of(strip.detected, truth, known)
        self._cells += (total.hits, total.false_alarms, total.misses, total.rejections)
        if strip.probability is not None:
            self.counts = self.counts or ProbabilityCounts()
            self.counts.add(strip.probability, truth, known)

    @property
    def pixels(self) -> Confusion:
        """The totals."""
        return Confusion(*(int(cell) for cell in self._cells))


def _shapes(polygons: tuple[bytes, ...]) -> list[ogr.Geometry]:
    """Shapes of polygons; reprojection may have made a valid one cross itself."""
    shapes = [ogr.CreateGeometryFromWkb(wkb) for wkb in polygons]
    with quiet_gdal():
        shapes = [shape if shape.IsValid() else shape.MakeValid() for shape in shapes if shape]
    return [shape for shape in shapes if shape is not None and not shape.IsEmpty()]


def _area(settings: EvaluationSettings) -> Shapes | None:
    """Polygons of the area without overlaps."""
    if settings.area is None:
        return None
    whole = union(_shapes(settings.area))
    if whole.IsEmpty():
        raise ExtentError("The AREA holds no polygon. Draw one, or leave AREA empty.")
    if whole.GetGeometryType() == ogr.wkbPolygon:
        return Shapes([whole])
    return Shapes([whole.GetGeometryRef(n).Clone() for n in range(whole.GetGeometryCount())])


def _check_inventory(inventory: Shapes) -> None:
    """Refuse an inventory that has nothing where it counts.

    Raises:
        ExtentError: if so.
    """
    if not len(inventory):
        raise ExtentError(
            "No polygon of the INVENTORY lies where detections can be judged: on the raster's "
            "pixels with data, and inside AREA if there is one. Check that all CRS are right, or "
            "choose another inventory."
        )


def _tell_left_out(inventory: Shapes, settings: EvaluationSettings, feedback: Feedback) -> None:
    outside = len(settings.inventory) - len(inventory)
    if outside:
        feedback.info(
            "{count} of {total} inventory polygons lie outside the area or on nodata and do not "
            "count.",
            count=outside,
            total=len(settings.inventory),
        )


def _judged(
    inventory: Shapes, detections: Shapes, crs_wkt: str, feedback: Feedback
) -> tuple[list[JudgedPolygon], list[JudgedPolygon]]:
    judge = Judge(crs_wkt)
    total = len(inventory) + len(detections)
    sides: tuple[list, list] = ([], [])
    done = 0
    for side, shapes, others in zip(sides, (inventory, detections), (detections, inventory)):
        for polygon in judge.judge(shapes, others, feedback):
            side.append(polygon)
            done += 1
            feedback.set_progress(CUT_SHARE + (1 - CUT_SHARE) * done / total)
    return sides
