"""Polygon layers as plain polygons in the CRS of another layer, made valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsRectangle,
    QgsWkbTypes,
)

from sam_cffnet_qgis.core.errors import ExtentError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback


@dataclass(frozen=True)
class PolygonShape:
    """A feature and its plain polygons (WKB) in another CRS."""

    feature: QgsFeature
    parts: list[bytes]
    is_mended: bool


def polygons_wkb(
    source: QgsProcessingFeatureSource,
    crs: QgsCoordinateReferenceSystem,
    context: QgsProcessingContext,
    feedback: Feedback,
    role: str = "AOI",
) -> tuple[bytes, ...]:
    """Polygons of a layer in another CRS, made valid.

    Args:
        source: area of interest, or another layer that may be left empty.
        crs: of the polygons returned, may be invalid.
        context: for the project's choice of transformations.
        feedback: is warned of what was mended, and may cancel.
        role: the parameter, for messages.

    Raises:
        ParameterError: if the layer has no polygons.
        ExtentError: if they are empty, or cannot be brought to the CRS.
        Cancelled: if the user wants it.
    """
    check_polygon_layer(source, role, feedback)
    polygons, mended = [], 0
    for shape in polygon_shapes(source, crs, context, role):
        feedback.check()
        polygons += shape.parts
        mended += shape.is_mended
    warn_of_mended(source, role, mended, feedback)
    if not polygons:
        raise ExtentError(
            "The {role} layer '{layer}' holds no polygon. Draw one, or leave the {role} empty.",
            role=role,
            layer=source.sourceName(),
        )
    return tuple(polygons)


def check_polygon_layer(source: QgsProcessingFeatureSource, role: str, feedback: Feedback) -> None:
    """Check the kind of a layer, and warn if it has no CRS; reads no feature.

    Raises:
        ParameterError: if it holds lines or points.
    """
    kind = QgsWkbTypes.geometryType(source.wkbType())
    if kind not in (Qgis.GeometryType.Polygon, Qgis.GeometryType.Unknown):
        raise ParameterError(
            "The {role} layer '{layer}' is of the type {kind}, but must be polygons. Choose a "
            "polygon layer, or make polygons of it first, with 'Buffer' or 'Lines to polygons'.",
            role=role,
            layer=source.sourceName(),
            kind=QgsWkbTypes.geometryDisplayString(kind),
        )
    if not source.sourceCrs().isValid():
        feedback.warn(
            "The {role} layer '{layer}' has no CRS; its coordinates are taken as they are.",
            role=role,
            layer=source.sourceName(),
        )


def warn_of_mended(
    source: QgsProcessingFeatureSource, role: str, count: int, feedback: Feedback
) -> None:
    """Tell how many polygons were made valid, if any."""
    if count:
        feedback.warn(
            "The {role} layer '{layer}' has {count} invalid polygons (such as crossing outlines), "
            "which were made valid. Check them if the result looks wrong.",
            role=role,
            layer=source.sourceName(),
            count=count,
        )


def polygon_shapes(
    source: QgsProcessingFeatureSource,
    crs: QgsCoordinateReferenceSystem,
    context: QgsProcessingContext,
    role: str,
    extent: QgsRectangle | None = None,
) -> Iterator[PolygonShape]:
    """Features of a polygon layer with their polygons in another CRS, made valid.

    Args:
        source: is taken to be in the other CRS if it has none.
        crs: of the polygons returned, may be invalid.
        context: for the project's choice of transformations.
        role: the parameter, for messages.
        extent: only features that touch this rectangle, in the other CRS.

    Raises:
        ExtentError: if a feature cannot be brought to the CRS.
    """
    transform = QgsCoordinateTransform()
    if source.sourceCrs().isValid() and crs.isValid():
        transform = QgsCoordinateTransform(source.sourceCrs(), crs, context.transformContext())
    request = QgsFeatureRequest()
    if extent is not None:
        request.setFilterRect(_own_extent(extent, transform))
    # Invalid geometries are mended here; QGIS's own check would end the whole program at the first.
    unchecked = Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks
    for feature in source.getFeatures(request, unchecked):
        geometry = QgsGeometry(feature.geometry())
        is_mended = not geometry.isEmpty() and not geometry.isGeosValid()
        if is_mended:
            geometry = geometry.makeValid()
        _transform(geometry, transform, source, crs, role)
        if extent is None or geometry.boundingBox().intersects(extent):
            yield PolygonShape(feature, _polygon_parts(geometry), is_mended)


def _own_extent(extent: QgsRectangle, transform: QgsCoordinateTransform) -> QgsRectangle:
    """A rectangle in the CRS of the layer, a little larger; without limits where it has none."""
    try:
        own = transform.transformBoundingBox(extent, Qgis.TransformDirection.Reverse)
    except QgsCsException:
        return QgsRectangle()
    return own.buffered(0.05 * (own.width() + own.height())) if own.isFinite() else QgsRectangle()


def _transform(geometry, transform, source, crs, role) -> None:
    try:
        geometry.transform(transform)
        reason = None
    except QgsCsException as error:
        reason = error
    if reason or not (geometry.isEmpty() or geometry.boundingBox().isFinite()):
        raise ExtentError(
            "The {role} layer '{layer}' cannot be brought from its CRS {own} to {crs}. Check that "
            "both CRS are right.",
            role=role,
            layer=source.sourceName(),
            own=source.sourceCrs().userFriendlyIdentifier(),
            crs=crs.userFriendlyIdentifier(),
        ) from reason


def _polygon_parts(geometry: QgsGeometry) -> list[bytes]:
    """Plain two-dimensional polygons (WKB) of a geometry; curves become lines."""
    parts = []
    for part in geometry.asGeometryCollection():
        straight = QgsGeometry(part.constGet().segmentize())
        if straight.type() == Qgis.GeometryType.Polygon and not straight.isEmpty():
            straight.get().dropZValue()
            straight.get().dropMValue()
            parts.append(bytes(straight.asWkb()))
    return parts
