"""Evaluation: squares whose overlaps are known by hand, as polygons and as rasters."""

import csv
import io
import json

import numpy as np
import pytest
from builders import UTM, wkt, write_raster
from osgeo import ogr

from sam_cffnet_qgis.core.errors import (
    Cancelled,
    ExtentError,
    ParameterError,
    RasterReadError,
)
from sam_cffnet_qgis.core.evaluate import evaluate
from sam_cffnet_qgis.core.evaluation_report import evaluation_document
from sam_cffnet_qgis.core.evaluation_table import metrics_csv
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.object_metrics import size_class
from sam_cffnet_qgis.core.settings import EvaluationSettings

X, Y = 500_000, 3_000_000  # map position of (0, 0)
CRS = wkt(UTM)


def box(left, bottom, width, height=None):
    """A rectangle (WKB) in metres from the origin."""
    right, top = left + width, bottom + (height or width)
    corners = ((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom))
    points = ",".join(f"{X + x} {Y + y}" for x, y in corners)
    return bytes(ogr.CreateGeometryFromWkt(f"POLYGON(({points}))").ExportToWkb())


class Log(Feedback):
    """Keeps messages and the progress."""

    def __init__(self):
        self.messages, self.fractions = [], [0.0]

    def info(self, template, **values):
        self.messages.append(template.format(**values))

    warn = info

    def set_progress(self, fraction):
        self.fractions.append(fraction)


class Stopping(Feedback):
    """Cancels at the nth look."""

    def __init__(self, looks):
        self.looks = looks

    def is_cancelled(self):
        self.looks -= 1
        return self.looks < 0


@pytest.fixture
def run(tmp_path):
    """A function that evaluates; polygons are given by ``box``."""

    def evaluated(inventory, detections=None, feedback=None, **others):
        settings = EvaluationSettings(tuple(inventory), CRS, detections, **others)
        return evaluate(settings, tmp_path, feedback or Log())

    return evaluated


@pytest.fixture
def probability(tmp_path):
    """A function that writes a raster of 1 m, 100 x 100 m north-east of the origin."""

    def write(values, name="p.tif", **options):
        transform = (X, 1.0, 0.0, Y + 100, 0.0, -1.0)
        path = write_raster(tmp_path / name, values[None], transform=transform, **options)
        return str(path)

    return write


def square_of(value, left, bottom, width, ground=0.1):
    """Probabilities (100, 100) with a square in metres from the south-west corner."""
    values = np.full((100, 100), ground, np.float32)
    values[100 - bottom - width : 100 - bottom, left : left + width] = value
    return values


def test_half_overlap_of_two_squares_has_an_iou_of_a_third(run):
    result = run([box(0, 0, 20)], (box(10, 0, 20),))
    assert result.pixels.iou == pytest.approx(1 / 3, abs=1e-3)
    assert result.pixels.f1 == pytest.approx(1 / 2, abs=1e-3)
    assert result.landslides[0].best_iou == pytest.approx(1 / 3, abs=1e-6)
    assert result.objects.good_hits == (1, 0)
    assert result.objects.missed_m2 == pytest.approx(200, rel=2e-3)  # UTM is not the ground
    assert result.objects.false_m2 == pytest.approx(200, rel=2e-3)


def test_grid_of_polygons_fits_round_squares(run):
    result = run([box(0, 0, 20)], (box(10, 0, 20),), pixel_size_m=1)
    totals = result.pixels
    assert (totals.hits, totals.false_alarms, totals.misses) == (200, 200, 200)
    assert result.pixel_m == 1


def test_automatic_grid_is_a_tenth_of_a_small_polygon(run):
    assert run([box(0, 0, 20)], (box(0, 0, 20),)).pixel_m == pytest.approx(2, rel=2e-3)


def test_automatic_grid_stays_below_the_largest_number_of_pixels(run, monkeypatch):
    monkeypatch.setattr("sam_cffnet_qgis.core.evaluation_grid.MAX_PIXELS", 10_000)
    result = run([box(0, 0, 5), box(1000, 1000, 5)], (box(0, 0, 5),))
    totals = result.pixels
    pixels = totals.hits + totals.misses + totals.false_alarms + totals.rejections
    assert 9_000 < pixels < 10_500


def test_grid_does_not_depend_on_the_strips(run, monkeypatch):
    shapes = ([box(3, 4, 20), box(50, 60, 7)], (box(10, 0, 20), box(51, 60, 7)))
    whole = run(*shapes).pixels
    monkeypatch.setattr("sam_cffnet_qgis.core.evaluation_grid.STRIP_PIXELS", 100)
    assert run(*shapes).pixels == whole


def test_objects_are_hits_misses_and_false_alarms(run):
    result = run(
        [box(0, 0, 20), box(100, 0, 20)],
        (box(0, 0, 20), box(200, 0, 20), box(300, 0, 20)),
    )
    figures = result.objects
    assert (figures.landslides, figures.hits, figures.missed) == (2, 1, 1)
    assert (figures.detections, figures.false_alarms) == (3, 2)


def test_polygons_that_only_touch_do_not_hit(run):
    figures = run([box(0, 0, 20)], (box(20, 0, 20),)).objects
    assert (figures.hits, figures.false_alarms) == (0, 1)


def test_landslide_under_two_detections_misses_what_neither_covers(run):
    result = run([box(0, 0, 40, 10)], (box(0, 0, 15, 10), box(10, 0, 10, 10)))
    (landslide,) = result.landslides
    assert landslide.apart_m2 == pytest.approx(200, rel=2e-3)
    assert landslide.best_iou == pytest.approx(150 / 400, rel=1e-3)


def test_area_cuts_both_sides(run):
    result = run(
        [box(0, 0, 20), box(500, 0, 20)],
        (box(10, 0, 20), box(600, 0, 20)),
        area=(box(0, 0, 20), box(5, 0, 15)),  # overlapping, and together one square
        pixel_size_m=1,
    )
    assert result.pixels.precision == 1
    assert result.pixels.recall == pytest.approx(0.5)
    assert (result.objects.landslides, result.objects.detections) == (1, 1)


def test_polygons_that_cross_themselves_are_mended(run):
    twisted = (
        "POLYGON((500000 3000000,500020 3000020,500020 3000000,500000 3000020,500000 3000000))"
    )
    wkb = bytes(ogr.CreateGeometryFromWkt(twisted).ExportToWkb())
    result = run([wkb], (box(0, 0, 20),), area=(box(-5, -5, 40),))
    assert result.landslides[0].area_m2 == pytest.approx(200, rel=2e-3)
    assert result.landslides[0].best_iou == pytest.approx(0.5, rel=2e-3)


def test_size_classes_include_their_lower_limit():
    assert [size_class(a) for a in (399.9, 400, 1000, 9999, 10_000, 1e5)] == [0, 1, 2, 2, 3, 4]


def test_figures_by_size_add_up_to_all(run):
    result = run(
        [box(0, 0, 10), box(100, 0, 50), box(500, 0, 400)],
        (box(0, 0, 12), box(120, 0, 50), box(2000, 0, 30)),
    )
    by_size = result.by_size()
    assert [f.landslides for f in by_size] == [1, 0, 1, 0, 1]
    for name in ("landslides", "hits", "detections", "false_alarms", "missed_m2", "false_m2"):
        total = sum(getattr(figures, name) for figures in by_size)
        assert total == pytest.approx(getattr(result.objects, name))


def test_no_detections_miss_everything(run):
    log = Log()
    result = run([box(0, 0, 20)], (), log)
    assert set(result.pixels.figures().values()) == {0.0}
    assert result.objects.missed == 1
    assert "all landslides are missed" in " ".join(log.messages)


def test_raster_counts_its_own_pixels_strictly_above_the_threshold(run, probability):
    values = square_of(0.9, 10, 0, 20)
    values[0, 0] = 0.5
    result = run([box(0, 0, 20)], probability_path=probability(values), threshold=0.5)
    totals = result.pixels
    assert (totals.hits, totals.false_alarms, totals.misses) == (200, 200, 200)
    assert totals.rejections == 100 * 100 - 600
    assert result.objects.detections == 1
    assert result.landslides[0].best_iou == pytest.approx(1 / 3, abs=1e-6)


def test_raster_sweep_and_calibration_see_the_same_pixels(run, probability):
    path = probability(square_of(0.9, 10, 0, 20))
    result = run([box(0, 0, 20)], probability_path=path)
    assert result.counts.confusion(0.5) == result.pixels
    # the square states 0.9 and half of it is landslide; the ground states 0.1 and 200 of 9600 are
    expected = (400 * 0.4 + 9600 * (0.1 - 200 / 9600)) / 10_000
    assert result.counts.calibration_error() == pytest.approx(expected, abs=1e-3)


def test_nodata_counts_neither_pixels_nor_landslides(run, probability):
    values = square_of(0.9, 10, 0, 20)
    values[:, :10] = -9999  # half of the landslide and more
    path = probability(values, nodata=-9999)
    log = Log()
    result = run([box(0, 0, 20), box(2, 50, 5)], probability_path=path, feedback=log)
    totals = result.pixels
    assert totals.hits + totals.misses + totals.false_alarms + totals.rejections == 9000
    assert (totals.hits, totals.misses) == (200, 0)
    assert result.objects.landslides == 1
    assert result.objects.missed_m2 == pytest.approx(0, abs=1e-6)
    assert "1 of 2 inventory polygons" in " ".join(log.messages)


def test_raster_and_its_outlines_as_polygons_give_the_same(run, probability):
    path = probability(square_of(0.9, 30, 40, 20))
    inventory = [box(35, 40, 30), box(80, 80, 5)]
    raster = run(inventory, probability_path=path)
    polygons = run(inventory, (box(30, 40, 20),), pixel_size_m=1)
    assert raster.pixels.figures() == pytest.approx(polygons.pixels.figures())
    assert raster.objects.hits == polygons.objects.hits
    assert raster.objects.false_m2 == pytest.approx(polygons.objects.false_m2)


def test_area_on_a_raster_reads_only_its_pixels(run, probability):
    path = probability(square_of(0.9, 10, 0, 20))
    result = run([box(0, 0, 20)], probability_path=path, area=(box(0, 0, 20),))
    totals = result.pixels
    assert (totals.hits, totals.misses, totals.false_alarms, totals.rejections) == (200, 200, 0, 0)


def test_empty_raster_detects_nothing(run, probability):
    result = run([box(0, 0, 20)], probability_path=probability(square_of(0.1, 0, 0, 1)))
    assert result.objects.detections == 0
    assert result.pixels.recall == 0


BAD = {
    "neither": ({}, ParameterError, "Give either polygons"),
    "threshold": ({"detections": (), "threshold": 1.5}, ParameterError, "THRESHOLD is 1.5"),
    "pixel": ({"detections": (), "pixel_size_m": -1}, ParameterError, "PIXEL_SIZE is -1"),
    "tiny_pixel": (
        {"detections": (box(0, 0, 20),), "pixel_size_m": 1e-4},
        ParameterError,
        "million pixels.*the most is 100 million",
    ),
    "area_apart": (
        {"detections": (box(0, 0, 20),), "area": (box(5000, 0, 20),)},
        ExtentError,
        "AREA overlaps neither DETECTIONS nor INVENTORY",
    ),
    "no_raster": ({"probability_path": "/none.tif"}, RasterReadError, "/none.tif"),
}


@pytest.mark.parametrize(("values", "kind", "match"), BAD.values(), ids=BAD)
def test_bad_input_is_named(run, values, kind, match):
    with pytest.raises(kind, match=match):
        run([box(0, 0, 20)], **values)


def test_both_inputs_are_refused(run, probability):
    with pytest.raises(ParameterError, match="not both"):
        run([box(0, 0, 20)], (box(0, 0, 20),), probability_path="/a.tif")


def test_area_beside_the_raster_is_named(run, probability):
    path = probability(square_of(0.9, 10, 0, 20))
    with pytest.raises(ExtentError, match="AREA does not overlap the PROBABILITY raster"):
        run([box(0, 0, 20)], probability_path=path, area=(box(5000, 0, 20),))


def test_inventory_beside_the_raster_is_named(run, probability):
    path = probability(square_of(0.9, 10, 0, 20))
    with pytest.raises(ExtentError, match="No polygon of the INVENTORY"):
        run([box(5000, 0, 20)], probability_path=path)


def test_raster_that_is_no_probability_is_named(run, probability):
    path = probability(square_of(200, 10, 0, 20))
    with pytest.raises(RasterReadError, match="holds the value 200"):
        run([box(0, 0, 20)], probability_path=path)


@pytest.mark.parametrize("looks", range(0, 8))
def test_cancel_is_seen_everywhere(run, probability, looks):
    with pytest.raises(Cancelled):
        run(
            [box(0, 0, 20), box(40, 40, 9)],
            probability_path=probability(square_of(0.9, 10, 0, 20)),
            feedback=Stopping(looks),
        )


def test_progress_only_rises_to_one(run):
    log = Log()
    run([box(0, 0, 20)], (box(10, 0, 20),), log)
    assert log.fractions == sorted(log.fractions)
    assert log.fractions[-1] == 1


def rows_of(result, settings):
    return {
        (row["measure"], row["size_class_m2"], row["threshold"]): float(row["value"])
        for row in csv.DictReader(io.StringIO(metrics_csv(result, settings)))
    }


def test_table_has_every_figure_once(tmp_path, probability):
    path = probability(square_of(0.9, 10, 0, 20))
    settings = EvaluationSettings((box(0, 0, 20),), CRS, probability_path=path, threshold=0.4)
    rows = rows_of(evaluate(settings, tmp_path, Feedback()), settings)
    assert rows["iou", "all", "0.4"] == pytest.approx(1 / 3, abs=1e-6)
    assert rows["landslides", "400-1000", "0.4"] + rows["landslides", "0-400", "0.4"] == 1
    assert rows["sweep_f1", "all", "0.95"] == 0


@pytest.mark.parametrize("is_raster", [True, False])
def test_document_is_plain_and_every_row_fits_its_columns(tmp_path, probability, is_raster):
    sides = {"detections": (box(10, 0, 20),)}
    if is_raster:
        sides = {"probability_path": probability(square_of(0.9, 10, 0, 20))}
    settings = EvaluationSettings((box(0, 0, 20),), CRS, **sides)
    result = evaluate(settings, tmp_path, Feedback())
    names = {"detections": "<a>", "inventory": "b"}
    document = evaluation_document(
        result, settings, names, lambda template, **values: template.format(**values)
    )
    assert json.loads(json.dumps(document)) == document
    assert len(document["sections"]) == (6 if is_raster else 4)
    for section in document["sections"]:
        table = section.get("table", {"columns": [], "rows": []})
        assert {len(row) for row in table["rows"]} <= {len(table["columns"])}
    background = document["sections"][0]["table"]["rows"][1]
    assert background[1:5] == ["0.000"] * 4
