"""The picture of an image with outlines over it and a bar that shows its scale."""

from __future__ import annotations

import math

import numpy as np

BAR_SHARE = 0.28  # of the picture's width, at most
LINE_PT, CASING_PT = 1.3, 2.8


def picture_aspect(image: np.ndarray, pixel_m: list[float]) -> float:
    """Height over width on the ground, within what a page bears.

    Args:
        image: (H, W, 3).
        pixel_m: width and height of a pixel.
    """
    return float(np.clip(image.shape[0] * pixel_m[1] / (image.shape[1] * pixel_m[0]), 0.25, 1.3))


def paint_picture(axes, figure: dict, arrays: dict[str, np.ndarray]) -> None:
    """Paint a figure of the kind ``picture``, see ``figures``."""
    image, outlines = arrays[figure["image"]], arrays[figure["outlines"]]
    across_m, down_m = figure["pixel_m"]
    width_m, height_m = image.shape[1] * across_m, image.shape[0] * down_m
    axes.imshow(image, extent=(0, width_m, height_m, 0), interpolation="antialiased")
    x, y = outlines[:, 0] * across_m, outlines[:, 1] * down_m
    axes.plot(x, y, color="white", linewidth=CASING_PT, solid_joinstyle="round")
    axes.plot(x, y, color=figure["colour"], linewidth=LINE_PT, solid_joinstyle="round")
    axes.set_xlim(0, width_m)
    axes.set_ylim(height_m, 0)
    axes.set_aspect("equal")
    axes.axis("off")
    _paint_bar(axes, width_m, height_m, figure["unit"])


def _paint_bar(axes, width_m: float, height_m: float, unit: str) -> None:
    """A bar of a round length in the lower left corner, on white so that any ground bears it."""
    length = round_length(width_m * BAR_SHARE)
    text = f"{length:g} {unit}"
    if unit == "m" and length >= 1000:
        text = f"{length / 1000:g} km"
    left, bottom = 0.03 * width_m, height_m - 0.03 * max(width_m, height_m)
    ends = ([left, left + length], [bottom, bottom])
    axes.plot(*ends, color="white", linewidth=6, solid_capstyle="projecting")
    axes.plot(*ends, color="black", linewidth=2.5, solid_capstyle="butt")
    axes.annotate(
        text,
        (left + length / 2, bottom),
        xytext=(0, 7),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=9,
        bbox={
            "boxstyle": "square,pad=0.2",
            "facecolor": "white",
            "edgecolor": "none",
            "alpha": 0.8,
        },
    )


def round_length(largest: float) -> float:
    """The largest of 1, 2, 5, 10, 20, ... (and their tenths) that is not above a length."""
    power = 10.0 ** math.floor(math.log10(largest))
    steps = [step * power for step in (1, 2, 5) if step * power <= largest * (1 + 1e-9)]
    return steps[-1]
