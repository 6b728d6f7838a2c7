"""Between QGIS and the core: parameters to values, messages to the log, polygons to features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProperty,
    QgsRasterLayer,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QMetaType

from sam_cffnet_qgis.core.attributes import LandslidePolygon
from sam_cffnet_qgis.core.errors import (
    ExtentError,
    ParameterError,
    RasterReadError,
    SamCffnetError,
)
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.raster import open_dataset

MEASURES = ("area_m2", "perimeter_m", "mean_prob", "max_prob", "elongation")
TERRAIN_MEASURES = ("slope_mean", "slope_max", "aspect_mean", "relief_m")
NEW_STATUS = "detected"


def translate(template: str, values: dict[str, object]) -> str:
    """A text of the core in the user's language."""
    text = QCoreApplication.translate("core", template)
    return text.format(**values) if values else text


def translated(error: SamCffnetError) -> str:
    """The message of a core error in the user's language."""
    return translate(error.template, error.values)


@contextmanager
def processing_errors() -> Iterator[None]:
    """Show core errors as Processing shows its own; programming errors keep their traceback."""
    try:
        yield
    except SamCffnetError as error:
        raise QgsProcessingException(translated(error)) from error


class ProcessingFeedback(Feedback):
    """The core's messages in Processing's log, its progress as a part of the bar."""

    def __init__(self, feedback: QgsProcessingFeedback, end_percent: float = 100.0) -> None:
        self._feedback = feedback
        self._end_percent = end_percent

    def set_progress(self, fraction: float) -> None:
        """Move the bar."""
        self._feedback.setProgress(fraction * self._end_percent)

    def say(self, template: str, **values: object) -> str:
        """A text in the user's language."""
        return translate(template, values)

    def info(self, template: str, **values: object) -> None:
        """Log a message."""
        self._feedback.pushInfo(translate(template, values))

    def warn(self, template: str, **values: object) -> None:
        """Log a warning."""
        self._feedback.pushWarning(translate(template, values))

    def is_cancelled(self) -> bool:
        """Whether the user pressed Cancel."""
        return self._feedback.isCanceled()


def plain_value(value: object, context: QgsProcessingContext) -> object:
    """A parameter's value with expressions evaluated; None for missing, NULL and empty text."""
    if isinstance(value, QgsProperty):
        value, _ = value.value(context.expressionContext())
    if value is None or value == NULL or (isinstance(value, str) and not value.strip()):
        return None
    return value


def number(
    name: str, value: object, context: QgsProcessingContext, example: str = "0.5"
) -> float | None:
    """A number, or None for an empty value; Processing itself makes 0 of text.

    Raises:
        ParameterError: if the value is no number.
    """
    value = plain_value(value, context)
    if value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise ParameterError(
            "{name} is '{value}', which is no number. Give a number such as {example}.",
            name=name,
            value=value,
            example=example,
        ) from error


def whole_number(name: str, value: object, context: QgsProcessingContext) -> int | None:
    """A whole number, or None for an empty value.

    Raises:
        ParameterError: if the value is none.
    """
    result = number(name, value, context, example="1")
    if result is None:
        return None
    if not result.is_integer():
        raise ParameterError(
            "{name} is {value}, but must be a whole number, such as 1.", name=name, value=result
        )
    return int(result)


def raster_path(name: str, value: object, layer: QgsRasterLayer | None) -> str:
    """What GDAL opens to read a raster layer.

    Args:
        name: of the parameter.
        value: as the user gave it, for the message.
        layer: as Processing resolved it.

    Raises:
        RasterReadError: if there is no layer, or GDAL does not serve it.
    """
    if layer is None or not layer.isValid():
        if layer is None and isinstance(value, str) and value:
            open_dataset(value)  # its message has GDAL's reason
        given = value.name() if isinstance(value, QgsMapLayer) else value
        raise RasterReadError(
            "{name} is '{value}', which is no valid raster layer. Choose a raster layer of the "
            "project, or give the path of a raster file.",
            name=name,
            value=given,
        )
    if layer.providerType() != "gdal":
        raise RasterReadError(
            "The layer '{layer}' comes from the {provider} service, and the model needs the pixels "
            "in a file. Save it first (right-click the layer > Export > Save As, or the algorithm "
            "'Convert map to raster') and use the file.",
            layer=layer.name(),
            provider=layer.providerType(),
        )
    # QGIS appends options to GDAL's own name of the dataset.
    return re.split(r"\|(?:option|credential):", layer.source(), maxsplit=1)[0]


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
        crs: of the raster, may be invalid.
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
            "The {role} '{layer}' holds no polygon. Draw one, or leave the {role} empty.",
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
            "The {role} '{layer}' is of the type {kind}, but must be polygons. Choose a polygon "
            "layer, or make polygons of it first, with 'Buffer' or 'Lines to polygons'.",
            role=role,
            layer=source.sourceName(),
            kind=QgsWkbTypes.geometryDisplayString(kind),
        )
    if not source.sourceCrs().isValid():
        feedback.warn(
            "The {role} '{layer}' has no CRS; its coordinates are taken as the raster's.",
            role=role,
            layer=source.sourceName(),
        )


def warn_of_mended(
    source: QgsProcessingFeatureSource, role: str, count: int, feedback: Feedback
) -> None:
    """Tell how many polygons were made valid, if any."""
    if count:
        feedback.warn(
            "The {role} '{layer}' has {count} invalid polygons (such as crossing outlines), which "
            "were made valid. Check them if the result looks wrong.",
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
        crs: of the raster, may be invalid.
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
            "The {role} '{layer}' cannot be brought from {own} to the raster's CRS {crs}. Check "
            "that both CRS are right.",
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


def polygon_fields(has_terrain: bool) -> QgsFields:
    """Fields of the polygon layer, in their order."""
    measures = MEASURES + (TERRAIN_MEASURES if has_terrain else ())
    fields = QgsFields()
    fields.append(QgsField("id", QMetaType.Type.Int))
    for name in measures:
        fields.append(QgsField(name, QMetaType.Type.Double))
    for name in ("status", "model", "run_date"):
        fields.append(QgsField(name, QMetaType.Type.QString))
    return fields


def polygon_feature(
    number: int, polygon: LandslidePolygon, fields: QgsFields, model: str, run_date: str
) -> QgsFeature:
    """One detected landslide as a feature."""
    measures = [name for name in MEASURES + TERRAIN_MEASURES if fields.indexOf(name) >= 0]
    geometry = QgsGeometry()
    geometry.fromWkb(polygon.wkb)
    feature = QgsFeature(fields)
    feature.setGeometry(geometry)
    values = [getattr(polygon, name) for name in measures]
    feature.setAttributes([number, *values, NEW_STATUS, model, run_date])
    return feature
