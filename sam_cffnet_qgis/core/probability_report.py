"""What a report tells of probabilities: other thresholds, and whether they are right."""

from __future__ import annotations

from collections.abc import Callable

from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts

Say = Callable[..., str]  # (template, **values) in the user's language


def threshold_section(counts: ProbabilityCounts, threshold: float, say: Say) -> dict:
    """What other thresholds would give, beside the one that was chosen."""
    best = counts.best_threshold()
    text = say(
        "THRESHOLD was {chosen:g}. The highest F1, {f1:.3f}, would be reached at {best:g}; a "
        "threshold chosen on this area flatters it, so judge it on another.",
        chosen=threshold,
        f1=counts.confusion(best).f1,
        best=best,
    )
    figure = threshold_figure(counts, threshold, say)
    return {"heading": say("Other thresholds"), "text": [text], "figure": figure}


def threshold_figure(counts: ProbabilityCounts, threshold: float, say: Say) -> dict:
    """F1, IoU, precision and recall at every threshold, the chosen one marked."""
    thresholds, totals = counts.sweep()
    labels = {
        "f1": say("F1"),
        "iou": say("IoU"),
        "precision": say("Precision"),
        "recall": say("Recall"),
    }
    series = [
        {
            "label": label,
            "x": [float(value) for value in thresholds],
            "y": [_figure(total, name) for total in totals],
            "style": "line" if name in ("f1", "iou") else "dashed",
        }
        for name, label in labels.items()
    ]
    return {
        "kind": "lines",
        "x_label": say("Threshold"),
        "y_label": say("Pixel figures"),
        "series": series,
        "marks": [{"x": threshold, "label": say("chosen")}],
        "limits": {"x": [0, 1], "y": [0, 1]},
    }


def _figure(totals: Confusion, name: str) -> float | None:
    """A figure; no precision where nothing is detected, rather than a fall to 0."""
    is_undefined = name == "precision" and totals.hits + totals.false_alarms == 0
    return None if is_undefined else getattr(totals, name)


def calibration_section(counts: ProbabilityCounts, say: Say) -> dict:
    """Whether a stated probability is the share that is landslide."""
    rows = counts.reliability()
    stated = [row[0] for row in rows]
    pixels = sum(row[2] for row in rows)
    diagram = reliability_figure({say("pixels grouped by tenths of probability"): counts}, say)
    numbers = {
        "kind": "lines",
        "x_label": say("Stated probability"),
        "y_label": say("Share of the pixels"),
        "series": [
            {
                "label": say("pixels"),
                "x": [(int(value * 10) + 0.5) / 10 for value in stated],
                "y": [row[2] / max(pixels, 1) for row in rows],
                "style": "bars",
            }
        ],
        "limits": {"x": [0, 1]},
    }
    return {
        "heading": say("Are the probabilities right?"),
        "text": [
            say(
                "Of pixels with a stated probability of 0.7, seven in ten should be landslide: points "
                "on the dotted line. Below it the model is too sure. The expected calibration error "
                "is {error:.4f}; most pixels are sure background, which keeps it small.",
                error=counts.calibration_error(),
            )
        ],
        "figures": [diagram, numbers],
    }


def reliability_figure(judged: dict[str, ProbabilityCounts], say: Say) -> dict:
    """Share of landslide by stated probability, of counts by their label."""
    series = []
    for label, counts in judged.items():
        rows = counts.reliability()
        points = {"x": [row[0] for row in rows], "y": [row[1] for row in rows]}
        series.append({"label": label, "style": "points", **points})
    return {
        "kind": "lines",
        "x_label": say("Stated probability"),
        "y_label": say("Share that is landslide"),
        "series": series,
        "diagonal": True,
        "limits": {"x": [0, 1], "y": [0, 1]},
    }
