"""All figures of an evaluation as a table, for spreadsheets and comparisons."""

from __future__ import annotations

import csv
import io

from sam_cffnet_qgis.core.evaluate import EvaluationResult
from sam_cffnet_qgis.core.object_metrics import IOU_LIMITS, SIZE_LIMITS_M2, ObjectFigures
from sam_cffnet_qgis.core.settings import EvaluationSettings


def metrics_csv(result: EvaluationResult, settings: EvaluationSettings) -> str:
    """All figures, one a line: measure, size class (all or from-to in m2), threshold, value."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("measure", "size_class_m2", "threshold", "value"))
    threshold = settings.threshold if result.counts else ""
    for name, value in result.pixels.figures().items():
        writer.writerow((name, "all", threshold, f"{value:.6f}"))
    for title, figures in zip(("all", *_classes()), (result.objects, *result.by_size())):
        for name, value in _object_measures(figures):
            writer.writerow((name, title, threshold, value))
    if result.counts:
        ece = result.counts.calibration_error()
        writer.writerow(("expected_calibration_error", "all", "", f"{ece:.6f}"))
        for at, totals in zip(*result.counts.sweep()):
            for name, value in totals.figures().items():
                writer.writerow((f"sweep_{name}", "all", f"{at:.2f}", f"{value:.6f}"))
    return stream.getvalue()


def _object_measures(figures: ObjectFigures) -> list[tuple[str, object]]:
    good = [(f"hits_iou_{limit}", n) for limit, n in zip(IOU_LIMITS, figures.good_hits)]
    return [
        ("landslides", figures.landslides),
        ("hits", figures.hits),
        *good,
        ("missed", figures.missed),
        ("missed_area_m2", f"{figures.missed_m2:.2f}"),
        ("detections", figures.detections),
        ("false_alarms", figures.false_alarms),
        ("false_area_m2", f"{figures.false_m2:.2f}"),
    ]


def _classes() -> list[str]:
    """Size classes as from-to."""
    ends = ("0", *map(str, SIZE_LIMITS_M2), "")
    return [f"{low}-{high}" for low, high in zip(ends, ends[1:])]
