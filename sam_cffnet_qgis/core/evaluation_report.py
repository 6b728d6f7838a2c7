"""An evaluation told: the document of its report."""

from __future__ import annotations

from collections.abc import Iterable

from sam_cffnet_qgis.core.evaluate import EvaluationResult
from sam_cffnet_qgis.core.metrics import Confusion
from sam_cffnet_qgis.core.object_metrics import IOU_LIMITS, JudgedPolygon, size_titles
from sam_cffnet_qgis.core.probability_report import Say, calibration_section, threshold_section
from sam_cffnet_qgis.core.settings import EvaluationSettings

MAP_BOXES = 20_000  # of a kind, the largest; more would not show
HIT_COLOUR, MISSED_COLOUR, FALSE_COLOUR = "#009e73", "#d55e00", "#7b3294"  # as evaluation.qml


def evaluation_document(
    result: EvaluationResult,
    settings: EvaluationSettings,
    names: dict[str, str],
    say: Say,
) -> dict:
    """The document of a report, see ``engine.report.render``.

    Args:
        result: what came out.
        settings: what was asked for.
        names: of the layers, by what they are: ``detections`` and ``inventory``.
        say: brings a text to the user's language.
    """
    sections = [
        _pixel_section(result, settings, say),
        _object_section(result, say),
        _size_section(result, say),
    ]
    if result.counts:
        sections += [
            threshold_section(result.counts, settings.threshold, say),
            calibration_section(result.counts, say),
        ]
    sections.append(_map_section(result, say))
    subtitle = say("{detections} against {inventory}", **names)
    return {
        "title": say("Evaluation of detected landslides"),
        "subtitle": subtitle,
        "language": say("en"),
        "sections": sections,
    }


def _pixel_section(result: EvaluationResult, settings: EvaluationSettings, say: Say) -> dict:
    totals = result.pixels
    background = Confusion(0, 0, totals.hits + totals.misses, _background(totals))
    rows = [
        [title, *(f"{value:.3f}" for value in figures.figures().values()), _correct(figures)]
        for title, figures in (
            (say("Detections"), totals),
            (say("All background"), background),
        )
    ]
    share = (totals.hits + totals.misses) / max(
        totals.hits + totals.misses + _background(totals), 1
    )
    notes = []
    if settings.detections is not None and settings.area is None:
        notes = [
            say(
                "Without AREA the ground is the box around all polygons; only the share of correct "
                "pixels depends on it."
            )
        ]
    return {
        "heading": say("Pixel by pixel"),
        "text": [
            say(
                "{count} pixels of {size} m were compared; {share:.2%} of them are landslide in the "
                "inventory. All figures but the last are of the landslide class alone, from totals.",
                count=f"{totals.hits + totals.misses + _background(totals):,}",
                size=f"{result.pixel_m:.3g}",
                share=share,
            ),
            say(
                "A map without a single landslide would have the second row: its share of correct "
                "pixels is high, which is why that share says little."
            ),
            *notes,
        ],
        "table": {
            "columns": [
                "",
                say("IoU"),
                say("F1"),
                say("Precision"),
                say("Recall"),
                say("Correct pixels"),
            ],
            "rows": rows,
        },
    }


def _background(totals: Confusion) -> float:
    return totals.false_alarms + totals.rejections


def _correct(totals: Confusion) -> str:
    pixels = totals.hits + totals.misses + _background(totals)
    return f"{(totals.hits + totals.rejections) / max(pixels, 1):.2%}"


def _object_section(result: EvaluationResult, say: Say) -> dict:
    figures = result.objects
    rows = [
        [say("Landslides of the inventory"), f"{figures.landslides:,}", ""],
        [say("of them hit by any detection"), *_part(figures.hits, figures.landslides)],
    ]
    for limit, hits in zip(IOU_LIMITS, figures.good_hits):
        label = say("of them hit by one detection with IoU of {limit} or more", limit=limit)
        rows.append([label, *_part(hits, figures.landslides)])
    correct = figures.detections - figures.false_alarms
    inventory_m2 = sum(polygon.area_m2 for polygon in result.landslides)
    detected_m2 = sum(polygon.area_m2 for polygon in result.detections)
    rows += [
        [say("of them missed"), *_part(figures.missed, figures.landslides)],
        [say("Detections"), f"{figures.detections:,}", ""],
        [say("of them on a landslide"), *_part(correct, figures.detections)],
        [say("of them false alarms"), *_part(figures.false_alarms, figures.detections)],
        [say("Missed area [m²]"), *_part(figures.missed_m2, inventory_m2)],
        [say("False area [m²]"), *_part(figures.false_m2, detected_m2)],
    ]
    return {
        "heading": say("Landslide by landslide"),
        "text": [
            say(
                "The shares of hits and missed are of all landslides, that of false alarms is of "
                "all detections, and those of areas are of the inventory's or the detected area."
            )
        ],
        "table": {"columns": ["", say("Number or area"), say("Share")], "rows": rows},
    }


def _part(part: float, whole: float) -> list[str]:
    return [f"{part:,.0f}", f"{part / whole:.1%}" if whole else "–"]


def _size_section(result: EvaluationResult, say: Say) -> dict:
    rows = []
    for title, figures in zip(size_titles(say), result.by_size()):
        good = [f"{hits:,}" for hits in figures.good_hits]
        rows.append(
            [
                title,
                f"{figures.landslides:,}",
                f"{figures.hits:,}",
                *good,
                f"{figures.missed_m2:,.0f}",
                f"{figures.detections:,}",
                f"{figures.false_alarms:,}",
                f"{figures.false_m2:,.0f}",
            ]
        )
    return {
        "heading": say("By size"),
        "text": [say("Each polygon is classed by the size of its part inside the evaluated area.")],
        "table": {
            "columns": [
                say("Size [m²]"),
                say("Landslides"),
                say("Hit"),
                *(say("IoU ≥ {limit}", limit=limit) for limit in IOU_LIMITS),
                say("Missed area [m²]"),
                say("Detections"),
                say("False alarms"),
                say("False area [m²]"),
            ],
            "rows": rows,
        },
    }


def _map_section(result: EvaluationResult, say: Say) -> dict:
    kinds = (
        (say("hit"), HIT_COLOUR, [p for p in result.landslides if p.is_hit]),
        (say("missed"), MISSED_COLOUR, [p for p in result.landslides if not p.is_hit]),
        (say("false alarm"), FALSE_COLOUR, [p for p in result.detections if not p.is_hit]),
    )
    groups = [
        {"label": label, "colour": colour, "boxes": _boxes(polygons)}
        for label, colour, polygons in kinds
    ]
    return {
        "heading": say("Where"),
        "text": [say("Boxes around the polygons, in map coordinates.")],
        "figure": {"kind": "map", "groups": groups},
    }


def _boxes(polygons: Iterable[JudgedPolygon]) -> list[list[float]]:
    largest = sorted(polygons, key=lambda polygon: -polygon.area_m2)[:MAP_BOXES]
    return [list(polygon.box) for polygon in largest]
