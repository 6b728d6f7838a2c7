"""Figures of a report: curves, rows of image chips, and maps of boxes.

``lines``: ``series`` of ``label``, ``x``, ``y`` and ``style`` (line, dashed, points or bars), with
``x_label``, ``y_label``, ``marks`` (named places on the x axis), ``diagonal`` and ``limits``.
``chips``: ``columns`` (captions) and ``rows`` of a ``caption`` and ``images`` (names of arrays).
``map``: ``groups`` of ``label``, ``colour`` and ``boxes`` (x0, y0, x1, y1).

All become PNG: Qt's text browser shows no inline SVG.
"""

from __future__ import annotations

import base64
import io

import numpy as np

WIDTH_IN = 7.6  # of a figure alone in its section
SMALLEST_WIDTH_IN, SMALLEST_HEIGHT_IN = 3.7, 3.0
SCREEN_DPI = 96
PIXEL_RATIO = 2  # sharp in print and on fine screens
CHIP_EDGE_PX = 112
PROBABILITY_COLOURS = "magma"
STYLE = {
    "text.parse_math": False,  # a dollar in a layer's name is no formula
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.edgecolor": "#666666",
    "grid.color": "#e4e4e4",
    "legend.edgecolor": "none",
    "legend.framealpha": 0.85,
}


def draw(figure: dict, arrays: dict[str, np.ndarray], share: float = 1.0) -> dict:
    """Turn a figure into images.

    Args:
        figure: see the module.
        arrays: images by name.
        share: of the page's width.

    Returns:
        ``kind`` "image" with ``uri``, ``width``, ``height`` and ``alt``, or ``kind`` "chips" with
        ``columns`` and ``rows`` of ``caption`` and ``uris``.
    """
    from matplotlib import rc_context

    if figure["kind"] == "chips":
        rows = [
            {"caption": row["caption"], "uris": [_chip(arrays[name]) for name in row["images"]]}
            for row in figure["rows"]
        ]
        return {"kind": "chips", "columns": figure["columns"], "rows": rows}
    painter, aspect = {"lines": (_paint_lines, 0.5), "map": (_paint_map, 0.65)}[figure["kind"]]
    width_in = max(WIDTH_IN * share, SMALLEST_WIDTH_IN)
    size_in = (width_in, max(width_in * aspect, SMALLEST_HEIGHT_IN))
    with rc_context(STYLE):
        picture = _paint(painter, figure, size_in)
    width, height = (round(edge * SCREEN_DPI) for edge in size_in)
    groups = figure.get("series", figure.get("groups", ()))
    alt = " / ".join(group["label"] for group in groups)
    return {"kind": "image", "uri": picture, "width": width, "height": height, "alt": alt}


def _paint(painter, figure: dict, size_in: tuple[float, float]) -> str:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    canvas = Figure(figsize=size_in, layout="constrained")
    FigureCanvasAgg(canvas)
    painter(canvas.add_subplot(), figure)
    buffer = io.BytesIO()
    canvas.savefig(buffer, format="png", dpi=SCREEN_DPI * PIXEL_RATIO)
    return _data_uri(buffer)


def _paint_lines(axes, figure: dict) -> None:
    if figure.get("diagonal"):
        axes.axline((0, 0), slope=1, color="#999999", linewidth=1, linestyle=":")
    for series in figure["series"]:
        x, y = np.asarray(series["x"], float), np.asarray(series["y"], float)
        style = series.get("style", "line")
        if style == "bars":
            width = 0.9 * np.diff(np.sort(x)).min() if len(x) > 1 else 0.8
            axes.bar(x, y, width, label=series["label"], alpha=0.75)
        elif style == "points":
            axes.plot(x, y, "o", markersize=5, label=series["label"])
        else:
            axes.plot(x, y, "--" if style == "dashed" else "-", label=series["label"])
    for mark in figure.get("marks", ()):
        axes.axvline(mark["x"], color="#444444", linewidth=1, linestyle="--")
        axes.annotate(
            mark["label"],
            (mark["x"], 1),
            xycoords=("data", "axes fraction"),
            xytext=(4, -2),
            textcoords="offset points",
            va="top",
            color="#444444",
        )
    axes.set_xlabel(figure.get("x_label", ""))
    axes.set_ylabel(figure.get("y_label", ""))
    for axis, limits in figure.get("limits", {}).items():
        axes.set(**{f"{axis}lim": limits})
    if figure["series"]:
        axes.legend(loc="best")


def _paint_map(axes, figure: dict) -> None:
    from matplotlib.collections import PolyCollection

    for group in figure["groups"]:
        boxes = np.asarray(group["boxes"], float).reshape(-1, 4)
        corners = boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]  # (N, 4, 2)
        colour = group["colour"]
        axes.add_collection(
            PolyCollection(corners, facecolors=colour, edgecolors=colour, alpha=0.55)
        )
        axes.plot([], [], "s", color=colour, alpha=0.55, label=f"{group['label']} ({len(boxes)})")
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.ticklabel_format(useOffset=False, style="plain")
    axes.tick_params(axis="x", rotation=30)
    axes.locator_params(nbins=5)
    axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))  # beside the map, not on it


def _chip(image: np.ndarray) -> str:
    """A chip as a data URI; without a colour axis it is a probability."""
    from matplotlib.image import imsave

    buffer = io.BytesIO()
    if image.ndim == 3:
        imsave(buffer, np.ascontiguousarray(image), format="png")
    else:
        imsave(buffer, image, format="png", cmap=PROBABILITY_COLOURS, vmin=0, vmax=1)
    return _data_uri(buffer)


def _data_uri(buffer: io.BytesIO) -> str:
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
