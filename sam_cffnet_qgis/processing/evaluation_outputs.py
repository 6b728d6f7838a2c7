"""The polygons that *Evaluate detections* leaves: each says what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
)
from qgis.PyQt.QtCore import QMetaType

from sam_cffnet_qgis.core.errors import OutputError
from sam_cffnet_qgis.core.evaluate import EvaluationResult
from sam_cffnet_qgis.core.object_metrics import JudgedPolygon
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.paths import STYLES_DIR
from sam_cffnet_qgis.processing.evaluation_request import EvaluationRequest
from sam_cffnet_qgis.processing.styling import layer_metadata, style_on_load

EVALUATION_STYLE = STYLES_DIR / "evaluation.qml"
HIT, MISSED, FALSE_ALARM = "hit", "missed", "false alarm"  # as in the style; never translated


def judged_fields() -> QgsFields:
    """Fields of the judged polygons, in their order."""
    fields = QgsFields()
    fields.append(QgsField("result", QMetaType.Type.QString))
    fields.append(QgsField("area_m2", QMetaType.Type.Double))
    fields.append(QgsField("iou", QMetaType.Type.Double))
    return fields


def put_judged(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    name: str,
    result: EvaluationResult,
    request: EvaluationRequest,
    context: QgsProcessingContext,
) -> str:
    """Write the landslides and the false alarms, styled when loaded; returns the output's value.

    Raises:
        OutputError: if they cannot be written.
    """
    fields = judged_fields()
    sink, value = algorithm.parameterAsSink(
        parameters, name, context, fields, Qgis.WkbType.MultiPolygon, request.crs
    )
    if sink is None:
        raise OutputError(
            "{name} cannot be written to {destination}. Choose another destination, or check your "
            "rights there.",
            name=name,
            destination=parameters.get(name),
        )
    for kind, polygon in _judged(result):
        geometry = QgsGeometry()
        geometry.fromWkb(polygon.wkb)
        feature = QgsFeature(fields)
        feature.setGeometry(geometry)
        feature.setAttributes([kind, polygon.area_m2, polygon.best_iou])
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise write_error(value, sink.lastError())
    if not sink.flushBuffer():
        raise write_error(value, sink.lastError())
    figures = {key: f"{figure:.4f}" for key, figure in result.pixels.figures().items()}
    metadata = layer_metadata(
        algorithm.tr("Judged landslides"), {**request.names, **figures}, request.crs
    )
    style_on_load(context, value, EVALUATION_STYLE, metadata)
    return value


def _judged(result: EvaluationResult) -> Iterator[tuple[str, JudgedPolygon]]:
    for polygon in result.landslides:
        yield HIT if polygon.is_hit else MISSED, polygon
    for polygon in result.detections:
        if not polygon.is_hit:
            yield FALSE_ALARM, polygon
