"""The polygons that *Evaluate detections* leaves: each says what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
)
from qgis.PyQt.QtCore import QMetaType

from sam_cffnet_qgis.core.evaluate import EvaluationResult
from sam_cffnet_qgis.core.object_metrics import JudgedPolygon
from sam_cffnet_qgis.core.paths import STYLES_DIR
from sam_cffnet_qgis.processing.evaluation_request import EvaluationRequest
from sam_cffnet_qgis.processing.sinks import Output, PolygonLayer
from sam_cffnet_qgis.processing.styling import layer_metadata

if TYPE_CHECKING:
    from sam_cffnet_qgis.processing.evaluate_detections import EvaluateDetections

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
    algorithm: EvaluateDetections,
    output: Output,
    result: EvaluationResult,
    request: EvaluationRequest,
    work_folder: Path,
    context: QgsProcessingContext,
) -> str:
    """Write the landslides and the false alarms with their style; returns the output's value.

    Raises:
        OutputError: if they cannot be written; a file that was there is then untouched.
    """
    figures = {key: f"{figure:.4f}" for key, figure in result.pixels.figures().items()}
    metadata = layer_metadata(
        algorithm.tr("Judged landslides"), {**request.names, **figures}, request.crs
    )
    layer = PolygonLayer(
        judged_fields(), request.crs, _features(result), metadata, Qgis.WkbType.MultiPolygon
    )
    return output.put_polygons(layer, work_folder, EVALUATION_STYLE, context)


def _features(result: EvaluationResult) -> Iterator[QgsFeature]:
    fields = judged_fields()
    for kind, polygon in _judged(result):
        geometry = QgsGeometry()
        geometry.fromWkb(polygon.wkb)
        feature = QgsFeature(fields)
        feature.setGeometry(geometry)
        feature.setAttributes([kind, polygon.area_m2, polygon.best_iou])
        yield feature


def _judged(result: EvaluationResult) -> Iterator[tuple[str, JudgedPolygon]]:
    for polygon in result.landslides:
        yield HIT if polygon.is_hit else MISSED, polygon
    for polygon in result.detections:
        if not polygon.is_hit:
            yield FALSE_ALARM, polygon
