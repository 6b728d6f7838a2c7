"""Figures of a comparison: accuracy against cost, and the course of the training."""

from __future__ import annotations

from collections.abc import Sequence

from sam_cffnet_qgis.core.comparison_row import CONVERGED_SHARE
from sam_cffnet_qgis.core.comparison_table import Summary
from sam_cffnet_qgis.core.probability_report import Say

# Colours that colour-blind readers tell apart (Okabe and Ito 2008, "Color universal design"), brown in
# the place of yellow, which is too light for lines. What comes after them is dashed, or a square.
COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#000000",
    "#8c6d31",
)


def trade_section(summaries: Sequence[Summary], say: Say) -> dict:
    """IoU against time and arithmetic."""

    def figure(name: str, label: str) -> dict:
        series = [
            {"x": [summary.cost[name]], "y": [summary.iou], **look}
            for summary, look in zip(summaries, _looks(summaries, "points", "squares"))
        ]
        axes = {"x_label": label, "y_label": say("IoU"), "logarithmic": ["x"], "legend": False}
        return {"kind": "lines", "series": series, **axes}

    return {
        "heading": say("Accuracy against cost"),
        "legend": _legend(summaries, "●", "■"),
        "figures": [
            figure("seconds", say("Seconds a tile")),
            figure("gflops", say("GFLOPs a tile")),
        ],
    }


def _looks(summaries: Sequence[Summary], *styles: str) -> list[dict]:
    """Label, colour and style of each network's series."""
    return [
        {
            "label": summary.title,
            "colour": COLOURS[number % len(COLOURS)],
            "style": styles[number // len(COLOURS)],
        }
        for number, summary in enumerate(summaries)
    ]


def _legend(summaries: Sequence[Summary], *marks: str) -> list[dict]:
    looks = _looks(summaries, *marks)
    return [{"mark": look["style"], **look} for look in looks]


def course_section(summaries: Sequence[Summary], say: Say) -> dict:
    """How long the networks trained, and how loss and validation IoU went."""

    def figure(key: str, label: str) -> dict:
        series = []
        for summary, look in zip(summaries, _looks(summaries, "line", "dashed")):
            epochs = [epoch for epoch in summary.rows[0].epochs if epoch[key] is not None]
            x, y = ([epoch[name] for epoch in epochs] for name in ("number", key))
            series.append({"x": x, "y": y, **look})
        axes = {"x_label": say("Epoch"), "y_label": label, "legend": False}
        return {"kind": "lines", "series": series, **axes}

    text = say(
        "The table has means over the runs, the curves are of the first run of each network. A run "
        "has converged in the first epoch whose validation IoU reaches {share:.0%} of its best. "
        "Minutes are of this computer; the time to compute SAM's features, once for all, does not "
        "count.",
        share=CONVERGED_SHARE,
    )
    return {
        "heading": say("Course of the training"),
        "text": [text],
        "table": _course_table(summaries, say),
        "legend": _legend(summaries, "━", "╍"),
        "figures": [figure("loss", say("Training loss")), figure("iou", say("Validation IoU"))],
    }


def _course_table(summaries: Sequence[Summary], say: Say) -> dict:
    rows = [
        [
            summary.title,
            *(f"{summary.mean(name):.1f}" for name in ("epochs", "epochs_to_convergence")),
            f"{summary.mean('minutes'):.1f}",
        ]
        for summary in summaries
    ]
    columns = [
        say("Network"),
        say("Epochs"),
        say("Epochs to convergence"),
        say("Minutes of training"),
    ]
    return {"columns": columns, "rows": rows}
