"""Figures of a comparison: accuracy against cost, and the course of the training."""

from __future__ import annotations

from collections.abc import Sequence

from sam_cffnet_qgis.core.comparison_row import CONVERGED_SHARE
from sam_cffnet_qgis.core.comparison_table import Summary
from sam_cffnet_qgis.core.probability_report import Say

# At least 3 to 1 against white, and 28 or more apart in CIE L*a*b*, also for readers who lack one kind
# of cones (Machado et al. 2009, doi 10.1109/TVCG.2009.113). Then they come again with other marks.
COLOURS = (
    "#0000dd",
    "#dd7700",
    "#5599bb",
    "#000000",
    "#881100",
    "#aa66ff",
    "#662288",
    "#995555",
)
MARKS = "●■▲◆▼★✚✖○□△◇▽+×"  # of points, as engine/report/figures.py knows them
LINE, DASHED = "━", "╍"
LINES = LINE * len(COLOURS) + DASHED * len(COLOURS)


def trade_section(summaries: Sequence[Summary], say: Say) -> dict:
    """IoU against time and arithmetic."""
    looks = _looks(summaries, MARKS)

    def figure(name: str, label: str) -> dict:
        series = [
            {"style": "points", "x": [summary.cost[name]], "y": [summary.iou], **look}
            for summary, look in zip(summaries, looks)
        ]
        axes = {"x_label": label, "y_label": say("IoU"), "logarithmic": ["x"], "legend": False}
        return {"kind": "lines", "series": series, **axes}

    return {
        "heading": say("Accuracy against cost"),
        "legend": looks,
        "figures": [
            figure("seconds", say("Seconds a tile")),
            figure("gflops", say("GFLOPs a tile")),
        ],
    }


def _looks(summaries: Sequence[Summary], marks: str) -> list[dict]:
    """Label, colour and mark of each network, in figures and in their legend."""
    return [
        {
            "label": summary.title,
            "colour": COLOURS[number % len(COLOURS)],
            "mark": marks[number % len(marks)],
        }
        for number, summary in enumerate(summaries)
    ]


def course_section(summaries: Sequence[Summary], say: Say) -> dict:
    """How long the networks trained, and how loss and validation IoU went."""
    looks = _looks(summaries, LINES)

    def figure(key: str, label: str) -> dict:
        series = []
        for summary, look in zip(summaries, looks):
            epochs = [epoch for epoch in summary.rows[0].epochs if epoch[key] is not None]
            x, y = ([epoch[name] for epoch in epochs] for name in ("number", key))
            style = "dashed" if look["mark"] == DASHED else "line"
            series.append({"style": style, "x": x, "y": y, **look})
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
        "legend": looks,
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
