"""Landslides one by one: which were hit, how well, and which detections hit nothing, by size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from osgeo import ogr

from sam_cffnet_qgis.core.attributes import GroundMetric
from sam_cffnet_qgis.core.feedback import Feedback

SIZE_LIMITS_M2 = (400, 1_000, 10_000, 100_000)  # a class reaches from its lower limit, included
IOU_LIMITS = (0.3, 0.5)
SLIVER = 1e-6  # share of the smaller polygon; reprojected neighbours overlap by less

Box = tuple[float, float, float, float]


class Shapes:
    """Polygons with their boxes, so that neighbours are found without looking at all."""

    def __init__(self, shapes: Iterable[ogr.Geometry]) -> None:
        self.shapes = list(shapes)
        self.boxes = np.array([shape.GetEnvelope() for shape in self.shapes]).reshape(-1, 4)

    def __len__(self) -> int:
        return len(self.shapes)

    def __iter__(self) -> Iterator[ogr.Geometry]:
        return iter(self.shapes)

    def near(self, shape: ogr.Geometry) -> list[ogr.Geometry]:
        """Polygons whose box touches that of a shape."""
        x_min, x_max, y_min, y_max = shape.GetEnvelope()
        low_x, high_x, low_y, high_y = self.boxes.T
        touches = (low_x <= x_max) & (high_x >= x_min) & (low_y <= y_max) & (high_y >= y_min)
        return [self.shapes[index] for index in np.flatnonzero(touches)]


class Region:
    """Where polygons count: inside each of some sets of polygons, and outside another."""

    def __init__(self, inside: Iterable[Shapes], outside: Shapes | None = None) -> None:
        self._inside = list(inside)
        self._outside = outside

    def cut(self, shapes: Iterable[ogr.Geometry], feedback: Feedback) -> Shapes:
        """The parts of polygons that lie here; what lies elsewhere is dropped."""
        kept = []
        for shape in shapes:
            feedback.check()
            for limits in self._inside:
                shape = shape.Intersection(union(limits.near(shape)))
            if self._outside is not None and not shape.IsEmpty():
                shape = shape.Difference(union(self._outside.near(shape)))
            shape = _areas_of(shape)
            if not shape.IsEmpty():
                kept.append(shape)
        return Shapes(kept)


def union(shapes: Iterable[ogr.Geometry]) -> ogr.Geometry:
    """All the ground of some polygons, without overlaps."""
    collected = _collect(shapes)
    return collected.UnionCascaded() if collected.GetGeometryCount() else collected


def _collect(shapes: Iterable[ogr.Geometry]) -> ogr.Geometry:
    """The polygons of any shapes as one multipolygon."""
    collected = ogr.Geometry(ogr.wkbMultiPolygon)
    for shape in shapes:
        _add_polygons(shape, collected)
    return collected


def _add_polygons(shape: ogr.Geometry, collected: ogr.Geometry) -> None:
    if ogr.GT_Flatten(shape.GetGeometryType()) == ogr.wkbPolygon:
        collected.AddGeometry(shape)
        return
    for index in range(shape.GetGeometryCount()):
        _add_polygons(shape.GetGeometryRef(index), collected)


def _areas_of(shape: ogr.Geometry) -> ogr.Geometry:
    """A shape without the points and lines that cutting leaves where polygons touch."""
    return _collect([shape])


@dataclass(frozen=True)
class JudgedPolygon:
    """A polygon beside those of the other side.

    Attributes:
        wkb: multipolygon.
        box: x_min, y_min, x_max, y_max.
        area_m2: on the ground.
        is_hit: whether it overlaps one of the other side.
        best_iou: with the polygon of the other side that fits it best.
        apart_m2: what no polygon of the other side covers of it.
    """

    wkb: bytes
    box: Box
    area_m2: float
    is_hit: bool
    best_iou: float
    apart_m2: float


class Judge:
    """Holds polygons of one side against those of the other, with areas on the ground."""

    def __init__(self, crs_wkt: str) -> None:
        self._metric = GroundMetric(crs_wkt)

    def area_m2(self, shape: ogr.Geometry) -> float:
        """Area on the ground."""
        return 0.0 if shape.IsEmpty() else self._metric.to_ground(shape).GetArea()

    def judge(self, shapes: Shapes, others: Shapes, feedback: Feedback) -> Iterator[JudgedPolygon]:
        """Judge polygons in their order."""
        for shape in shapes:
            feedback.check()
            yield self._judged(shape, others.near(shape))

    def _judged(self, shape: ogr.Geometry, near: list[ogr.Geometry]) -> JudgedPolygon:
        area = self.area_m2(shape)
        best_iou, touching = 0.0, []
        for other in near:
            common = self.area_m2(_areas_of(shape.Intersection(other)))
            other_area = self.area_m2(other) if common else 0.0
            if common > SLIVER * min(area, other_area):
                touching.append(other)
                best_iou = max(best_iou, common / (area + other_area - common))
        apart = area
        if touching:
            apart = self.area_m2(_areas_of(shape.Difference(union(touching))))
        x_min, x_max, y_min, y_max = shape.GetEnvelope()
        box = (x_min, y_min, x_max, y_max)
        wkb = bytes(_collect([shape]).ExportToWkb())
        return JudgedPolygon(wkb, box, area, bool(touching), min(best_iou, 1.0), apart)


@dataclass(frozen=True)
class ObjectFigures:
    """Figures of the landslides and detections of one size, or of all.

    Attributes:
        landslides: their number in the inventory.
        hits: of them, those that a detection overlaps.
        good_hits: those that one detection overlaps by each of ``IOU_LIMITS``.
        missed_m2: inventory that no detection covers.
        detections: their number.
        false_alarms: of them, those that no landslide overlaps.
        false_m2: detected ground outside the inventory.
    """

    landslides: int
    hits: int
    good_hits: tuple[int, ...]
    missed_m2: float
    detections: int
    false_alarms: int
    false_m2: float

    @property
    def missed(self) -> int:
        """Landslides that no detection overlaps."""
        return self.landslides - self.hits


def object_figures(
    landslides: list[JudgedPolygon], detections: list[JudgedPolygon]
) -> ObjectFigures:
    """Count polygons and add up their areas."""
    return ObjectFigures(
        landslides=len(landslides),
        hits=sum(polygon.is_hit for polygon in landslides),
        good_hits=tuple(sum(p.best_iou >= limit for p in landslides) for limit in IOU_LIMITS),
        missed_m2=sum(polygon.apart_m2 for polygon in landslides),
        detections=len(detections),
        false_alarms=sum(not polygon.is_hit for polygon in detections),
        false_m2=sum(polygon.apart_m2 for polygon in detections),
    )


def figures_by_size(
    landslides: list[JudgedPolygon], detections: list[JudgedPolygon]
) -> list[ObjectFigures]:
    """Figures of each size class, from the smallest; every polygon by its own area."""

    def of_class(polygons: list[JudgedPolygon], wanted: int) -> list[JudgedPolygon]:
        return [polygon for polygon in polygons if size_class(polygon.area_m2) == wanted]

    classes = range(len(SIZE_LIMITS_M2) + 1)
    return [object_figures(of_class(landslides, k), of_class(detections, k)) for k in classes]


def size_class(area_m2: float) -> int:
    """Index of a size class, 0 for the smallest."""
    return int(np.searchsorted(SIZE_LIMITS_M2, area_m2, side="right"))


def size_titles(say: Callable[..., str]) -> list[str]:
    """What the size classes are called, from the smallest; ``say`` gives the user's language."""
    limits = [f"{limit:,}" for limit in SIZE_LIMITS_M2]
    inner = [say("{low} to {high}", low=low, high=high) for low, high in zip(limits, limits[1:])]
    return [
        say("below {high}", high=limits[0]),
        *inner,
        say("{low} and more", low=limits[-1]),
    ]
