"""Write the example models beside this file: `make example-models`, after a change here.

Build them with the oldest QGIS that the plugin supports, so that every other one reads them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from model_builder import ModelBuilder, child, column, formula, total, value
from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.processing.provider import SamCffnetProvider

FOLDER = Path(__file__).resolve().parent
DETECT = "samcffnet:detectlandslides"
EQUAL_AREA = "EPSG:6933"  # the whole Earth without distortion of areas, in metres
NUMBER = "_catchment"
SHARE_GROUND = [1, 2, 4, 5]  # contain, equal, overlap, within: not those that only touch
STEEP_DEG = 10.0
COUNTED_M2 = 1  # slivers along a divide are no landslides


def raster(name: str, label: str) -> QgsProcessingParameterRasterLayer:
    return QgsProcessingParameterRasterLayer(name, label)


def number(name: str, label: str, default: float, **limits) -> QgsProcessingParameterNumber:
    kind = QgsProcessingParameterNumber.Type.Double
    return QgsProcessingParameterNumber(name, label, kind, default, **limits)


def model_name() -> QgsProcessingParameterString:
    return QgsProcessingParameterString("model", "Model", optional=True)


MODEL_HELP = "Name of a model, or path of a model card or weights. Empty: your default model."


def landslide_centroids() -> ModelBuilder:
    """Image -> landslides of 200 m² and more -> a point each."""
    model = ModelBuilder(
        "Landslide centroids",
        "Finds the landslides of at least 200 m² in an image with the model cffnet-lite, and gives "
        "one point for each, at the centroid of its outline.",
    )
    model.add_input(raster("image", "Image"), (0, 0), "Raster with red, green and blue bands.")
    model.add_step(
        "detect",
        (DETECT, "Detect landslides"),
        (0, 1),
        {"INPUT": value("image"), "MODEL": "cffnet-lite", "MIN_AREA": 200},
        "Landslides as polygons, those of at least 200 m².",
    )
    model.add_step(
        "centroids",
        ("native:centroids", "Centroids"),
        (0, 2),
        {"INPUT": child("detect"), "ALL_PARTS": False},
        "One point a landslide, with its fields.",
    )
    model.add_output(
        "centroids",
        "Centroids",
        (1, 2),
        "Point layer with the fields of the landslides, in the CRS of the image.",
    )
    return model


def landslides_by_catchment() -> ModelBuilder:
    """Image and elevation -> landslides on slopes -> sums a catchment."""
    model = ModelBuilder(
        "Landslides by catchment",
        "Finds landslides on slopes, and tells for each catchment how many there are, how much "
        "ground they cover, what share of the catchment that is, and how probable they are.\n\n"
        "A landslide that crosses a divide is cut there: each catchment gets the area of its own "
        f"part. It is counted in every catchment in which at least {COUNTED_M2} m² of it lie, so "
        "the counts may add up to more than the number of landslides. Catchments may lie inside "
        "each other; each is looked at by itself.\n\n"
        "All catchments stay, with their fields; where there is no landslide, number, area and "
        "share are 0 and the probability is empty. Areas are those on the ground, in any CRS.",
    )
    _catchment_inputs(model)
    _parts_of_catchments(model)
    _sums_of_catchments(model)
    return model


def _catchment_inputs(model: ModelBuilder) -> None:
    model.add_input(raster("image", "Image"), (0, 0), "Raster with red, green and blue bands.")
    model.add_input(
        raster("elevation", "Elevation model"),
        (1, 0),
        "Elevation raster in metres, in any CRS.",
    )
    model.add_input(
        QgsProcessingParameterFeatureSource(
            "catchments", "Catchments", [QgsProcessing.SourceType.TypeVectorPolygon]
        ),
        (4, 0),
        "Polygon layer, in any CRS: catchments, districts or other parts of the ground.",
    )
    model.add_input(
        number("min_slope", "Smallest mean slope [degrees]", STEEP_DEG, minValue=0, maxValue=89),
        (2, 0),
        "Landslides with a smaller mean slope are dropped: fields, roads and river bars.",
    )
    model.add_input(model_name(), (3, 0), MODEL_HELP)


def _parts_of_catchments(model: ModelBuilder) -> None:
    model.add_step(
        "detect",
        (DETECT, "Detect landslides"),
        (1, 1),
        {
            "INPUT": value("image"),
            "DEM": value("elevation"),
            # A default is for the dialog alone: scripts that leave an input out give NULL.
            "MIN_SLOPE": formula(f"coalesce(@min_slope, {STEEP_DEG:g})"),
            "MODEL": value("model"),
        },
        "Landslides on slopes, as polygons.",
    )
    model.add_output(
        "detect", "Landslides", (0, 2), "The landslides whole, in the CRS of the image."
    )
    model.add_step(
        "mend",
        ("native:fixgeometries", "Mend catchments"),
        (4, 1),
        {"INPUT": value("catchments")},
        "Outlines that cross themselves would stop the intersection.",
    )
    model.add_step(
        "number",
        ("native:addautoincrementalfield", "Number catchments"),
        (4, 2),
        {"INPUT": child("mend"), "FIELD_NAME": NUMBER, "START": 1},
        "A number by which the sums find their catchment again.",
    )
    model.add_step(
        "landslides_equal_area",
        ("native:reprojectlayer", "Landslides to equal area"),
        (1, 2),
        {"INPUT": child("detect"), "TARGET_CRS": EQUAL_AREA},
        "In this CRS plain areas are those on the ground.",
    )
    model.add_step(
        "catchments_equal_area",
        ("native:reprojectlayer", "Catchments to equal area"),
        (3, 2),
        {"INPUT": child("number"), "TARGET_CRS": EQUAL_AREA},
        "In this CRS plain areas are those on the ground.",
    )
    model.add_step(
        "outlines",
        ("native:retainfields", "Keep the number"),
        (3, 3),
        {"INPUT": child("catchments_equal_area"), "FIELDS": [NUMBER]},
        "So that other fields of the catchments cannot be mistaken.",
    )
    model.add_step(
        "parts",
        ("native:intersection", "Cut at divides"),
        (1, 3),
        {
            "INPUT": child("landslides_equal_area"),
            "OVERLAY": child("outlines"),
            "INPUT_FIELDS": ["mean_prob"],
            "OVERLAY_FIELDS": [NUMBER],
        },
        "The part of each landslide in each catchment.",
    )


def _sums_of_catchments(model: ModelBuilder) -> None:
    is_part, area = '"mean_prob" IS NOT NULL', "area($geometry)"
    model.add_step(
        "both",
        ("native:mergevectorlayers", "Parts and catchments"),
        (2, 4),
        {"LAYERS": [child("parts"), child("outlines")], "CRS": EQUAL_AREA},
        "The catchments too, so that none is missing where there is no landslide.",
    )
    model.add_step(
        "sums",
        ("native:aggregate", "Sums by catchment"),
        (2, 5),
        {
            "INPUT": child("both"),
            "GROUP_BY": f'"{NUMBER}"',
            "AGGREGATES": [
                total(NUMBER, int, f'"{NUMBER}"', "first_value"),
                total("landslides", int, f"if({is_part} AND {area} >= {COUNTED_M2}, 1, 0)"),
                total("landslide_m2", float, f"if({is_part}, {area}, 0)"),
                total("weighted", float, f'if({is_part}, {area} * "mean_prob", 0)'),
                total("catchment_m2", float, f"if({is_part}, 0, {area})"),
            ],
        },
        "Number, area, probability times area, and the area of the catchment.",
    )
    covered = '"landslide_m2"'
    fields = [
        column(NUMBER, int, f'"{NUMBER}"'),
        column("landslides", int, '"landslides"'),
        column("landslide_m2", float, covered),
        column("landslide_pct", float, f'100 * {covered} / "catchment_m2"'),
        column("landslide_prob", float, f'if({covered} > 0, "weighted" / {covered}, NULL)'),
    ]
    model.add_step(
        "statistics",
        ("native:refactorfields", "Shares and means"),
        (3, 5),
        {"INPUT": child("sums"), "FIELDS_MAPPING": fields},
        "Share in per cent, and the mean probability weighted by area.",
    )
    model.add_step(
        "join",
        ("native:joinattributestable", "Join to catchments"),
        (4, 5),
        {
            "INPUT": child("number"),
            "FIELD": NUMBER,
            "INPUT_2": child("statistics"),
            "FIELD_2": NUMBER,
            "FIELDS_TO_COPY": [field["name"] for field in fields[1:]],
            "METHOD": 1,
        },
        "Catchments in their own CRS, with their own fields and the new ones.",
    )
    model.add_step(
        "result",
        ("native:deletecolumn", "Drop the number"),
        (4, 6),
        {"INPUT": child("join"), "COLUMN": [NUMBER]},
        "It has done its work.",
    )
    model.add_output(
        "result",
        "Statistics",
        (3, 6),
        "The catchments, with landslides (number), landslide_m2 (area in m²), landslide_pct (share "
        "of the catchment in %) and landslide_prob (mean probability, weighted by area).",
    )


def landslide_change() -> ModelBuilder:
    """Two images -> landslides of both -> new, persisting and gone ones."""
    model = ModelBuilder(
        "Landslide change",
        "Finds landslides in two images of the same ground, and tells which are new, which were "
        "there before, and which are gone.\n\n"
        "The field change is 'new' for a landslide of the later image that overlaps none of the "
        "earlier one, 'persisting' if it overlaps one (its outline is that of the later image; "
        "before_m2 is the area of the earlier landslide it overlaps most), and 'gone' for one of "
        "the earlier image that overlaps none of the later one. Landslides that only touch do not "
        "overlap.\n\n"
        "The images may have different CRS and pixel sizes; only the rectangle that both show is "
        "looked at. A shift between them, a cloud or ground without data in one of them makes "
        "landslides look new or gone: check them. A landslide that has grown over is 'gone' too.",
    )
    _two_detections(model)
    _new_and_gone(model)
    _changes(model)
    return model


def _two_detections(model: ModelBuilder) -> None:
    text = "Raster with red, green and blue bands, of the {} date."
    smallest = DetectionSettings().min_area_m2
    model.add_input(raster("before", "Image before"), (0, 0), text.format("earlier"))
    model.add_input(raster("after", "Image after"), (3, 0), text.format("later"))
    model.add_input(
        number("min_area", "Smallest area to keep [m²]", smallest, minValue=0),
        (1, 0),
        "Landslides of fewer square metres are dropped, in both images.",
    )
    model.add_input(model_name(), (2, 0), MODEL_HELP)
    for place, this, other in ((0, "before", "after"), (3, "after", "before")):
        sources = {"INPUT": this, "EXTENT": other, "MIN_AREA": "min_area", "MODEL": "model"}
        model.add_step(
            f"detect_{this}",
            (DETECT, f"Landslides {this}"),
            (place, 1),
            {parameter: value(name) for parameter, name in sources.items()},
            "Only where the other image lies too.",
        )


def _new_and_gone(model: ModelBuilder) -> None:
    model.add_step(
        "reproject",
        ("native:reprojectlayer", "To the CRS of the later image"),
        (0, 2),
        {"INPUT": child("detect_before"), "TARGET_CRS": value("after")},
        "Does nothing where both have the same.",
    )
    model.add_step(
        "mend",
        ("native:fixgeometries", "Mend outlines"),
        (0, 3),
        {"INPUT": child("reproject")},
        "Another CRS may let an outline cross itself.",
    )
    model.add_step(
        "overlap",
        ("native:joinattributesbylocation", "What was there before"),
        (3, 4),
        {
            "INPUT": child("detect_after"),
            "JOIN": child("mend"),
            "PREDICATE": SHARE_GROUND,
            "JOIN_FIELDS": ["id", "area_m2"],
            "METHOD": 2,
            "PREFIX": "before_",
        },
        "The earlier landslide with the largest overlap; empty if there is none.",
    )
    model.add_step(
        "new",
        ("native:fieldcalculator", "New or persisting"),
        (3, 5),
        _text_field(child("overlap"), "if(\"before_id\" IS NULL, 'new', 'persisting')"),
        "New where nothing was there.",
    )
    model.add_step(
        "missing",
        ("native:joinattributesbylocation", "No longer there"),
        (0, 4),
        {
            "INPUT": child("mend"),
            "JOIN": child("detect_after"),
            "PREDICATE": SHARE_GROUND,
            "JOIN_FIELDS": ["id"],
            "METHOD": 1,
            "PREFIX": "after_",
        },
        "Goes on with those that overlap no later landslide.",
    )
    model.add_step(
        "gone",
        ("native:fieldcalculator", "Gone"),
        (0, 5),
        _text_field(child("missing", "NON_MATCHING"), "'gone'"),
        "These are gone.",
    )


def _text_field(source: object, formula: str) -> dict:
    return {"INPUT": source, "FIELD_NAME": "change", "FIELD_TYPE": 2, "FORMULA": formula}


def _changes(model: ModelBuilder) -> None:
    model.add_step(
        "merge",
        ("native:mergevectorlayers", "All together"),
        (1, 6),
        {"LAYERS": [child("new"), child("gone")]},
        "New, persisting and gone ones in one layer.",
    )
    measures = ("area_m2", "perimeter_m", "mean_prob", "max_prob", "elongation")
    before = 'if("change" = \'gone\', "area_m2", "before_area_m2")'
    fields = [
        column("id", int, "@row_number"),
        column("change", str, '"change"'),
        *(column(name, float, f'"{name}"') for name in measures),
        column("before_m2", float, before),
        *(column(name, str, f'"{name}"') for name in ("status", "model", "run_date")),
    ]
    model.add_step(
        "changes",
        ("native:refactorfields", "Order the fields"),
        (2, 6),
        {"INPUT": child("merge"), "FIELDS_MAPPING": fields},
        "One number a polygon, and no field twice.",
    )
    model.add_output(
        "changes",
        "Changes",
        (3, 6),
        "Polygons with the field change: new, persisting or gone. In the CRS of the later image.",
    )
    model.add_step(
        "table",
        ("native:dropgeometries", "As a table"),
        (2, 7),
        {"INPUT": child("changes")},
        "The outlines are not needed for the sums.",
    )
    model.add_step(
        "summary",
        ("native:aggregate", "Sums by change"),
        (2, 8),
        {
            "INPUT": child("table"),
            "GROUP_BY": '"change"',
            "AGGREGATES": [
                total("change", str, '"change"', "first_value"),
                total("landslides", int, '"id"', "count"),
                total("area_m2", float, '"area_m2"'),
            ],
        },
        "Number and area of the new, persisting and gone ones.",
    )
    model.add_output(
        "summary",
        "Summary",
        (3, 8),
        "Table with the number and area in m² of new, persisting and gone landslides.",
    )


def main() -> None:
    """Write all models; the algorithms they use are looked up."""
    application = QgsApplication([], False)
    application.initQgis()
    for provider in (QgsNativeAlgorithms(), SamCffnetProvider()):
        QgsApplication.processingRegistry().addProvider(provider)
    for build in (landslide_centroids, landslides_by_catchment, landslide_change):
        build().write(FOLDER / f"{build.__name__}.model3")
    QgsApplication.processingRegistry().removeProvider("samcffnet")
    application.exitQgis()


if __name__ == "__main__":
    sys.exit(main())
