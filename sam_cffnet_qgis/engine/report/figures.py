"""Figures of a report: curves, rows of image chips, maps of boxes, and an image with outlines.

``lines``: ``series`` of ``label``, ``x``, ``y``, ``style`` (line, dashed, points or bars) and, if
wanted, ``colour`` and ``mark`` of points (that of ``MARKERS`` which the section's legend shows), with
``x_label``, ``y_label``, ``marks`` (named places on the x axis), ``diagonal``, ``limits``,
``logarithmic`` (names of axes), ``ticks`` (``labels`` that stand ``at`` places of the x axis) and
``legend`` (False where the section has one).
``chips``: ``columns`` (captions) and ``rows`` of a ``caption``, ``images`` (names of arrays) and, if
wanted, ``notes`` (a text under each, or an empty one); ``edge`` of a picture in pixels of the page, if
not the usual.
``map``: ``groups`` of ``label``, ``colour`` and ``boxes`` (x0, y0, x1, y1).
``picture``: ``image`` (name of an array) under ``outlines`` (name of an array (N, 2) of columns and
rows, NaN between lines) in a ``colour``; ``label``, ``pixel_m`` (width and height) and ``unit``.

All become PNG, a picture becomes JPEG: Qt's text browser shows no inline SVG.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from functools import partial

import numpy as np

from sam_cffnet_qgis.engine.report.picture import paint_picture, picture_aspect

WIDTH_IN = 7.6  # of a figure alone in its section
SMALLEST_WIDTH_IN, SMALLEST_HEIGHT_IN = 3.7, 3.0
SCREEN_DPI = 96
PIXEL_RATIO = 2  # sharp in print and on fine screens
CHIP_EDGE_PX = 112
PROBABILITY_COLOURS = "magma"
MARKER_PT = 7
MOST_IN_FIVES = 200  # from end to end of a logarithmic axis; beyond, numbers at 2 and 5 touch
HOLLOW_MARKERS = {"○": "o", "□": "s", "△": "^", "◇": "D", "▽": "v"}
MARKERS = {
    **{"●": "o", "■": "s", "▲": "^", "◆": "D", "▼": "v", "★": "*", "✚": "P", "✖": "X"},
    **HOLLOW_MARKERS,
    **{"+": "+", "×": "x"},
}
# Fonts with Chinese signs that systems bring, for those that the first font lacks.
OTHER_FONTS = (
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans GB",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
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
        ``columns`` and ``rows`` of ``caption``, ``height`` and ``pictures``, each with ``uri``,
        ``alt`` and ``note``.
    """
    from matplotlib import rc_context

    if figure["kind"] == "chips":
        columns, edge = figure["columns"], figure.get("edge", CHIP_EDGE_PX)
        rows = [_chip_row(row, columns, arrays, edge) for row in figure["rows"]]
        return {"kind": "chips", "columns": columns, "rows": rows}
    painter, aspect, file_type = _painter(figure, arrays)
    width_in = max(WIDTH_IN * share, SMALLEST_WIDTH_IN)
    size_in = (width_in, max(width_in * aspect, SMALLEST_HEIGHT_IN))
    with rc_context({**STYLE, "font.family": _fonts()}):
        picture = _paint(painter, figure, size_in, file_type)
    width, height = (round(edge * SCREEN_DPI) for edge in size_in)
    groups = figure.get("series", figure.get("groups", ()))
    alt = " / ".join(group["label"] for group in groups) or figure.get("label", "")
    return {"kind": "image", "uri": picture, "width": width, "height": height, "alt": alt}


def _painter(figure: dict, arrays: dict[str, np.ndarray]) -> tuple[Callable, float, str]:
    """What paints a figure, its height over its width, and the type of its file."""
    if figure["kind"] == "picture":
        aspect = picture_aspect(arrays[figure["image"]], figure["pixel_m"])
        return partial(paint_picture, arrays=arrays), aspect, "jpeg"
    painter, aspect = {"lines": (_paint_lines, 0.5), "map": (_paint_map, 0.65)}[figure["kind"]]
    return painter, aspect, "png"


def _fonts() -> list[str]:
    """The usual font, and those of this computer that have the signs it lacks."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    return ["DejaVu Sans", *(name for name in OTHER_FONTS if name in known)]


def _paint(painter: Callable, figure: dict, size_in: tuple[float, float], file_type: str) -> str:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    canvas = Figure(figsize=size_in, layout="constrained")
    FigureCanvasAgg(canvas)
    painter(canvas.add_subplot(), figure)
    buffer = io.BytesIO()
    canvas.savefig(buffer, format=file_type, dpi=SCREEN_DPI * PIXEL_RATIO)
    return _data_uri(buffer, file_type)


def _paint_lines(axes, figure: dict) -> None:
    if figure.get("diagonal"):
        axes.axline((0, 0), slope=1, color="#999999", linewidth=1, linestyle=":")
    for series in figure["series"]:
        x, y = np.asarray(series["x"], float), np.asarray(series["y"], float)
        style = series.get("style", "line")
        look = {"label": series["label"], "color": series.get("colour")}
        if style == "bars":
            width = 0.9 * np.diff(np.sort(x)).min() if len(x) > 1 else 0.8
            axes.bar(x, y, width, alpha=0.75, **look)
        elif style == "points":
            axes.plot(x, y, **_marker(series), **look)
        else:
            axes.plot(x, y, "--" if style == "dashed" else "-", **look)
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
    if "ticks" in figure:
        places, names = figure["ticks"]["at"], figure["ticks"]["labels"]
        axes.set_xticks(places, names, rotation=30, ha="right", fontsize=8)
    if all(isinstance(value, int) for series in figure["series"] for value in series["y"]):
        axes.yaxis.get_major_locator().set_params(integer=True)
    for axis in figure.get("logarithmic", ()):
        _scale_by_factors(axes, axis)
    for axis, limits in figure.get("limits", {}).items():
        axes.set(**{f"{axis}lim": limits})
    if len(figure["series"]) > 1 and figure.get("legend", True):  # one is named by its axis
        axes.legend(loc="best")


def _marker(series: dict) -> dict:
    """How the points of a series look; without a mark of their own they are small discs."""
    mark = series.get("mark")
    fill = "none" if mark in HOLLOW_MARKERS else "full"
    size = MARKER_PT if mark else 5
    return {
        "linestyle": "none",
        "marker": MARKERS.get(mark, "o"),
        "markersize": size,
        "fillstyle": fill,
        "markeredgewidth": 1.5 if fill == "none" else 1.0,
    }


def _scale_by_factors(axes, axis: str) -> None:
    """Give an axis a logarithmic scale, with plain numbers at 1, 2, 5, 10, ... or at 1, 10, 100, ..."""
    from matplotlib.ticker import FormatStrFormatter, LogLocator, NullFormatter

    axes.set(**{f"{axis}scale": "log"})
    low, high = getattr(axes, f"get_{axis}lim")()
    axes.set(**{f"{axis}lim": (low / 2, high * 2)})  # equal values too have a tick beside them
    scale = getattr(axes, f"{axis}axis")
    is_wide = 4 * high > MOST_IN_FIVES * low
    scale.set_major_locator(LogLocator(subs=(1,) if is_wide else (1, 2, 5)))
    scale.set_major_formatter(FormatStrFormatter("%g"))
    scale.set_minor_formatter(NullFormatter())


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


def _chip_row(row: dict, columns: list[str], arrays: dict[str, np.ndarray], edge: int) -> dict:
    """A row's pictures, none of them wider or higher than the edge."""
    images = [arrays[name] for name in row["images"]]
    height, width = images[0].shape[:2]
    height = round(edge * min(1, height / width))
    notes = row.get("notes") or [""] * len(images)
    pictures = [
        {"uri": _chip(image), "alt": column, "note": note}
        for image, column, note in zip(images, columns, notes)
    ]
    return {"caption": row["caption"], "height": height, "pictures": pictures}


def _chip(image: np.ndarray) -> str:
    """A chip as a data URI; without a colour axis it is a probability."""
    from matplotlib.image import imsave

    buffer = io.BytesIO()
    if image.ndim == 3:
        imsave(buffer, np.ascontiguousarray(image), format="png")
    else:
        imsave(buffer, image, format="png", cmap=PROBABILITY_COLOURS, vmin=0, vmax=1)
    return _data_uri(buffer)


def _data_uri(buffer: io.BytesIO, file_type: str = "png") -> str:
    return f"data:image/{file_type};base64," + base64.b64encode(buffer.getvalue()).decode()
