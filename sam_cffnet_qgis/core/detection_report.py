"""A detection told: the document of its report."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.detect import DetectionResult
from sam_cffnet_qgis.core.detection_map import ground_pixel, map_section
from sam_cffnet_qgis.core.object_metrics import SIZE_LIMITS_M2, size_class, size_titles
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.probability_report import Say
from sam_cffnet_qgis.core.public_source import public_source
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.core.tiles import Size

M2_PER_HECTARE = 10_000
PROBABILITY_BINS = 20


@dataclass(frozen=True)
class _Sizes:
    """Area in square metres and mean probability (N,) of all landslides."""

    areas: np.ndarray
    chances: np.ndarray


def detection_document(
    result: DetectionResult,
    settings: DetectionSettings,
    overview: Overview,
    warnings: list[str],
    say: Say,
) -> tuple[dict, dict[str, np.ndarray]]:
    """The document of a report, see ``engine.report.render``, and the arrays that it shows.

    Args:
        result: what came out.
        settings: what was asked for.
        overview: the image.
        warnings: given during the run, in the user's language.
        say: brings a text to the user's language.
    """
    polygons = result.polygons()
    figures = (value for polygon in polygons for value in (polygon.area_m2, polygon.mean_prob))
    sizes = _Sizes(*np.fromiter(figures, float).reshape(-1, 2).T)
    where, arrays = map_section(result, overview, sizes.areas, say)
    sections = [
        where,
        _number_section(result, sizes, say),
        _warning_section(warnings, say),
        _size_section(sizes, say),
        _probability_section(result, sizes, say),
        _reading_section(say),
        _parameter_section(result, settings, say),
    ]
    subtitle = say(
        "{path}, model {model}, {date}",
        path=result.provenance["input"],
        model=result.card.id,
        date=result.provenance["run_date"].replace("T", " ").replace("Z", " UTC"),
    )
    document = {
        "title": say("Detected landslides"),
        "subtitle": subtitle,
        "language": say("en"),
        "sections": sections,
    }
    return document, arrays


def _number_section(result: DetectionResult, sizes: _Sizes, say: Say) -> dict:
    plan = result.probability.plan
    transform = plan.info.window_geotransform(plan.wanted)
    size = Size(plan.wanted.height, plan.wanted.width)
    *_, pixel_m2 = ground_pixel(result, transform, size)
    valid_m2 = result.valid_px * pixel_m2
    rows = [
        [say("Landslides"), f"{result.count:,}"],
        [say("Total area"), _area(result.area_m2)],
        [say("Ground with data"), _area(valid_m2)],
        [say("Share that is landslide"), f"{result.area_m2 / max(valid_m2, 1e-9):.2%}"],
    ]
    if len(sizes.areas):
        rows += [
            [say("Largest landslide"), _area(sizes.areas.max())],
            [say("Median landslide"), _area(np.median(sizes.areas))],
        ]
    rows += [
        [say("Tiles"), f"{result.tiles:,}"],
        [say("Time"), say("{seconds:.1f} s", seconds=result.seconds)],
        [say("Device"), result.provenance["device"] or say("none: all tiles were kept")],
    ]
    return {
        "heading": say("Numbers"),
        "table": {"columns": ["", say("Value")], "rows": rows},
    }


def _area(area_m2: float) -> str:
    return f"{area_m2:,.0f} m² = {area_m2 / M2_PER_HECTARE:,.2f} ha"


def _warning_section(warnings: list[str], say: Say) -> dict:
    return {
        "heading": say("Warnings"),
        "text": list(dict.fromkeys(warnings)) or [say("No warning was given.")],
    }


def _size_section(sizes: _Sizes, say: Say) -> dict:
    classes = np.array([size_class(area) for area in sizes.areas], int)
    number = len(SIZE_LIMITS_M2) + 1
    counts = np.bincount(classes, minlength=number)
    areas = np.bincount(classes, sizes.areas, number)
    titles = size_titles(say)
    total = max(areas.sum(), 1e-9)
    rows = [
        [title, f"{count:,}", f"{area:,.0f}", f"{area / total:.1%}"]
        for title, count, area in zip(titles, counts, areas)
    ]
    columns = [say("Size [m²]"), say("Landslides"), say("Area [m²]"), say("Share of the area")]

    def bars(values: np.ndarray, label: str) -> dict:
        places = list(range(number))
        series = [{"label": label, "x": places, "y": values.tolist(), "style": "bars"}]
        ticks = {"at": places, "labels": titles}
        axes = {"x_label": say("Size [m²]"), "y_label": label}
        return {"kind": "lines", "series": series, "ticks": ticks, **axes}

    hectares = areas / M2_PER_HECTARE
    return {
        "heading": say("By size"),
        "table": {"columns": columns, "rows": rows},
        "figures": [bars(counts, say("Landslides")), bars(hectares, say("Area [ha]"))],
    }


def _probability_section(result: DetectionResult, sizes: _Sizes, say: Say) -> dict:
    counts, edges = np.histogram(sizes.chances, PROBABILITY_BINS, (0, 1))
    middles = (edges[:-1] + edges[1:]) / 2
    label = say("Landslides")
    figure = {
        "kind": "lines",
        "series": [{"label": label, "x": middles.tolist(), "y": counts.tolist(), "style": "bars"}],
        "marks": [{"x": result.probability.plan.threshold, "label": say("threshold")}],
        "x_label": say("Mean probability of a landslide"),
        "y_label": label,
        "limits": {"x": [0, 1]},
    }
    return {"heading": say("How sure the model was"), "figure": figure}


def _reading_section(say: Say) -> dict:
    return {
        "heading": say("How to read this"),
        "text": [
            say(
                "The outlines are a proposal: check them against the image. Fields, roads, quarries "
                "and river bars can look like scars, and old, overgrown or very small landslides "
                "are easily missed."
            ),
            say(
                "A probability is what the model believes, not a measured accuracy. How well it does "
                "on your ground is told by 'Evaluate detections' with an inventory of yours."
            ),
        ],
    }


def _parameter_section(result: DetectionResult, settings: DetectionSettings, say: Say) -> dict:
    plan, facts = result.probability.plan, result.provenance
    own = max(plan.info.pixel_size_m())
    pixel = own * max(plan.to_working.columns.step, plan.to_working.rows.step)
    stretches = "; ".join(f"{stretch.low:g} – {stretch.high:g}" for stretch in plan.stretches)
    rows = [
        [say("Input"), facts["input"]],
        [say("Model"), facts["model"]],
        [say("SHA-256 of the model"), facts["model_sha256"]],
        [say("Probability threshold"), f"{plan.threshold:g}"],
        [say("Pixels of the image"), say("{size:.3g} m", size=own)],
        [say("Working resolution"), say("{size:.3g} m", size=pixel)],
        [say("Overlap of tiles"), say("{count} px", count=settings.overlap_px)],
        [say("Smallest area"), say("{area:g} m²", area=settings.min_area_m2)],
        [say("Largest hole filled"), say("{area:g} m²", area=settings.max_hole_m2)],
        [say("Outlines simplified by"), say("{size:g} m", size=settings.simplify_m)],
        [say("Bands"), facts["bands"]],
        [say("Values stretched to 0–1"), stretches],
        [say("Eight views"), say("yes") if settings.engine.tta else say("no")],
        [say("Fast, coarser"), say("yes") if settings.fast else say("no")],
        [say("Extent"), _extent(settings, say)],
        [say("Area of interest"), say("yes") if settings.aoi_wkb else say("no")],
    ]
    if settings.dem_path:
        slope = say("{slope:g} degrees", slope=settings.min_slope_deg)
        rows += [
            [say("Elevation model"), public_source(settings.dem_path)],
            [say("Smallest slope"), slope],
        ]
    rows += [
        [say("Plugin version"), facts["plugin_version"]],
        [say("Date of the run"), facts["run_date"]],
        [say("Date of the image"), facts.get("image_date", say("not in the file"))],
    ]
    columns = [say("Parameter"), say("Value")]
    return {"heading": say("Parameters"), "table": {"columns": columns, "rows": rows}}


def _extent(settings: DetectionSettings, say: Say) -> str:
    if settings.extent is None:
        return say("whole raster")
    return ", ".join(f"{number:.10g}" for number in settings.extent)
