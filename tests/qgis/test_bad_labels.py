"""Labels and labelled areas of every bad or odd kind: one sentence, before any work."""

import re
import sys

import processing
import pytest
from builders import noise_image, write_raster
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType
from told import told

from sam_cffnet_qgis.core.errors import SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.processing.fine_tune_request import FineTuneReader

ALGORITHM = "samcffnet:finetunemodel"
EDGE = 40  # each image is EDGE pixels of 1 m wide, its upper left corner at (500000, 3000000)
SCAR = "POLYGON((500010 2999970,500020 2999970,500020 2999980,500010 2999980,500010 2999970))"
SECOND = "POLYGON((500030 2999970,500035 2999970,500035 2999980,500030 2999980,500030 2999970))"
FAR = "POLYGON((500210 2999970,500220 2999970,500220 2999980,500210 2999980,500210 2999970))"
OUTSIDE = "POLYGON((0 0,1 0,1 1,0 1,0 0))"
BOW_TIE = "POLYGON((500010 2999970,500020 2999980,500020 2999970,500010 2999980,500010 2999970))"
LINE = "LINESTRING(500010 2999970,500020 2999980)"


class Recording(Feedback):
    def __init__(self):
        self.messages, self.warnings = [], []

    def info(self, template, **values):
        self.messages.append(template.format(**values))

    def warn(self, template, **values):
        self.warnings.append(template.format(**values))


def labels(*shapes, crs="EPSG:32648", kind="Polygon"):
    """A layer of (WKT, status) pairs or plain WKT, with a field ``area`` of 1, 2, 3, ..."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}" if crs else kind, "scars", "memory")
    fields = [QgsField("status", QMetaType.Type.QString), QgsField("area", QMetaType.Type.Int)]
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    for number, shape in enumerate(shapes, 1):
        wkt, status = shape if isinstance(shape, tuple) else (shape, None)
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([status, number])
        layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture
def algorithm(provider):
    return QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)


@pytest.fixture
def image(tmp_path):
    return str(write_raster(tmp_path / "a.tif", noise_image(EDGE, EDGE)))


@pytest.fixture
def second_image(tmp_path):
    """200 m east of the first."""
    transform = (500_200.0, 1.0, 0.0, 3_000_000.0, 0.0, -1.0)
    return str(write_raster(tmp_path / "b.tif", noise_image(EDGE, EDGE), transform=transform))


@pytest.fixture
def read(algorithm, context, image, known_model, tmp_path):
    """A function that gives the rasters with their labels, and what was told."""

    def read_labels(labels_layer, **parameters):
        defaults = {"INPUT": [image], "MODEL": known_model, "NAME": "new"}
        defaults["FOLDER"] = str(tmp_path / "models")
        parameters = {**defaults, "LABELS": labels_layer, **parameters}
        told = Recording()
        request = FineTuneReader(algorithm, parameters, context).request(told)
        return request.labelled_settings(context, told).rasters, told

    return read_labels


@pytest.fixture
def sentence(read):
    """A function that gives the one sentence with which labels are refused."""

    def refuse(labels_layer, **parameters):
        try:  # pytest.raises would keep the layers beyond the end of QGIS, which crashes
            read(labels_layer, **parameters)
        except SamCffnetError as error:
            return told(str(error))
        pytest.fail("the labels were not refused")

    return refuse


BAD = {
    "lines": (
        ((LINE,)),
        {"kind": "LineString"},
        r"LABELS layer 'scars' is of the type Line.*'Buffer'",
    ),
    "points": ((("POINT(0 0)",)), {"kind": "Point"}, r"LABELS layer 'scars' is of the type Point"),
    "no_feature": ((), {}, r"LABELS layer 'scars' holds no polygon.*Draw"),
    "empty_polygon": (("POLYGON EMPTY",), {}, r"LABELS layer 'scars' holds no polygon"),
    "outside": (
        (OUTSIDE,),
        {},
        r"LABELS layer 'scars' overlaps none of the rasters.* x 0.* to 1.*EPSG:32648.*'a'.*"
        r"500000 to 500040.*CRS",
    ),
    "outside_in_degrees": (
        ("POLYGON((10 45,11 45,11 46,10 45))",),
        {"crs": "EPSG:4326"},
        r"overlaps none of the rasters.*10\.0+ to 11\.0+.*EPSG:4326",
    ),
    "all_rejected": (((SCAR, "rejected"),), {}, r"No polygon of 'scars'.*of 1, 1 are rejected"),
}


@pytest.mark.parametrize(("shapes", "layer", "match"), BAD.values(), ids=BAD)
def test_bad_labels_get_one_sentence(sentence, shapes, layer, match):
    assert re.search(match, sentence(labels(*shapes, **layer)))


def test_labels_that_are_no_file_are_named(sentence):
    assert re.search(r"LABELS is '/none\.gpkg'", sentence("/none.gpkg"))


def test_filter_that_leaves_nothing_says_so(sentence):
    message = sentence(labels(SCAR, SECOND), FILTER='"area" > 5')
    assert re.search(r"of 2, 0 are rejected .*2 are left out by FILTER", message)


FILTERS = {
    "unknown_field": ('"nome" = 1', r"no field 'nome'.*status, area"),
    "half_written": (
        '"area" >',
        r"FILTER is '\"area\" >'.*cannot evaluate: .*(syntax error|Incomplete)",
    ),
    "unknown_function": ("brightness() > 1", r"FILTER is .*brightness"),
    "fails_on_values": ("\"area\" + 'x' > 1", r"FILTER is .*cannot evaluate"),
}


@pytest.mark.parametrize(("expression", "match"), FILTERS.values(), ids=FILTERS)
def test_bad_filter_gets_one_sentence(sentence, expression, match):
    assert re.search(match, sentence(labels(SCAR), FILTER=expression))


AREAS = {
    "lines": ((LINE,), {"kind": "LineString"}, r"LABELLED_AREA layer 'scars' is of the type Line"),
    "no_feature": ((), {}, r"LABELLED_AREA layer 'scars' holds no polygon"),
    "outside": ((OUTSIDE,), {}, r"LABELLED_AREA layer 'scars' overlaps none of the rasters"),
}


@pytest.mark.parametrize(("shapes", "layer", "match"), AREAS.values(), ids=AREAS)
def test_bad_labelled_area_gets_one_sentence(sentence, shapes, layer, match):
    assert re.search(match, sentence(labels(SCAR), LABELLED_AREA=labels(*shapes, **layer)))


def test_labels_are_landslides_without_a_status(read):
    ((raster,), told) = read(labels(SCAR, SECOND))
    assert (len(raster.landslides), raster.negatives, raster.unknown) == (2, (), ())
    assert raster.area is None
    assert told.warnings == []


@pytest.mark.parametrize("status", ["rejected", "Rejected", " rejected "])
def test_rejected_labels_are_negatives(read, status):
    ((raster,), _) = read(labels(SCAR, (SECOND, status)))
    assert (len(raster.landslides), len(raster.negatives)) == (1, 1)


def test_unreviewed_labels_are_landslides_with_a_warning(read):
    ((raster,), told) = read(labels((SCAR, "detected"), (SECOND, "accepted")))
    assert len(raster.landslides) == 2
    assert re.search(r"1 polygons of 'scars' .*nobody has reviewed.*FILTER", told.warnings[0])


def test_advised_filter_keeps_labels_without_a_status(read):
    drawn = labels((SCAR, "detected"), SECOND)
    ((raster,), told) = read(drawn, FILTER="\"status\" IS NOT 'detected'")
    assert (len(raster.landslides), len(raster.unknown)) == (1, 1)
    assert told.warnings == []


@pytest.mark.parametrize("expression", ['"area" = 1', "\"status\" = 'accepted'", "area < 2"])
def test_labels_for_which_the_filter_is_not_true_are_unknown(read, expression):
    ((raster,), _) = read(labels((SCAR, "accepted"), SECOND), FILTER=expression)
    assert (len(raster.landslides), len(raster.unknown)) == (1, 1)


@pytest.fixture
def selection():
    """Two landslides of the project, of which one is selected."""
    layer = labels(SCAR, SECOND)
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([1])
    yield layer.id()
    QgsProject.instance().removeMapLayer(layer.id())


def test_selected_labels_are_used_alone_with_a_warning(read, selection):
    ((raster,), told) = read(QgsProcessingFeatureSourceDefinition(selection, True))
    assert (len(raster.landslides), raster.unknown) == (1, ())
    (warning,) = told.warnings
    assert re.search(r"selected features of 'scars'.*background.*LABELLED_AREA.*FILTER", warning)


def test_all_labels_of_a_layer_with_a_selection_get_no_warning(read, selection):
    ((raster,), told) = read(QgsProcessingFeatureSourceDefinition(selection, False))
    assert len(raster.landslides) == 2
    assert told.warnings == []


def test_labels_in_another_crs_are_transformed(read):
    from osgeo import ogr

    there = "POLYGON((105.0001 27.1221,105.0002 27.1221,105.0002 27.1223,105.0001 27.1221))"
    ((raster,), told) = read(labels(there, crs="EPSG:4326"))
    box = ogr.CreateGeometryFromWkb(raster.landslides[0]).GetEnvelope()
    assert box[0] == pytest.approx(500_010, abs=0.2)
    assert told.warnings == []


def test_labels_without_crs_are_used_with_one_warning(read):
    layer = labels(SCAR)
    layer.setCrs(QgsCoordinateReferenceSystem())
    ((raster,), told) = read(layer)
    assert len(raster.landslides) == 1
    assert len(told.warnings) == 1
    assert re.search(r"LABELS layer 'scars' has no CRS", told.warnings[0])


def test_invalid_labels_are_mended_with_their_number(read):
    ((raster,), told) = read(labels(BOW_TIE, SECOND))
    assert len(raster.landslides) == 3  # the bow tie falls into two triangles
    assert re.search(r"LABELS layer 'scars' has 1 invalid polygons.*made valid", told.warnings[0])


def test_every_raster_gets_the_labels_that_touch_it(read, image, second_image):
    (first, second), _ = read(labels(SCAR, SECOND, FAR), INPUT=[image, second_image])
    assert (len(first.landslides), len(second.landslides)) == (2, 1)


def test_raster_without_labels_is_told(read, image, second_image):
    (_, second), told = read(labels(SCAR), INPUT=[image, second_image])
    assert second.landslides == ()
    assert re.search(r"No landslide is labelled on the raster 'b'", told.warnings[0])


def test_label_on_two_rasters_is_counted_once(read, image, second_image):
    wide = "POLYGON((500010 2999970,500220 2999980,500220 2999970,500010 2999980,500010 2999970))"
    rasters, told = read(labels((wide, "detected")), INPUT=[image, second_image])
    assert all(raster.landslides for raster in rasters)
    assert re.search("has 1 invalid", told.warnings[0])
    assert re.search("1 polygons", told.warnings[1])


def test_labels_of_another_part_of_the_world_do_no_harm(read):
    pole = "POLYGON((0 91,1 91,1 92,0 91))"
    here = "POLYGON((105.0001 27.1221,105.0002 27.1221,105.0002 27.1223,105.0001 27.1221))"
    ((raster,), _) = read(labels(here, pole, crs="EPSG:4326"))
    assert len(raster.landslides) == 1


def test_labelled_area_goes_to_the_rasters_it_touches(read, image, second_image):
    parameters = {"INPUT": [image, second_image], "LABELLED_AREA": labels(SECOND)}
    rasters, told = read(labels(SCAR, FAR), **parameters)
    assert [len(raster.area) for raster in rasters] == [1]
    assert re.search(r"raster 'b' lies outside the LABELLED_AREA", told.warnings[0])


def test_cancel_while_reading_labels_stops(algorithm, context, image, known_model, tmp_path):
    from sam_cffnet_qgis.core.errors import Cancelled

    class Stop(Feedback):
        def is_cancelled(self):
            return True

    parameters = {"INPUT": [image], "LABELS": labels(SCAR), "MODEL": known_model, "NAME": "new"}
    parameters["FOLDER"] = str(tmp_path)
    request = FineTuneReader(algorithm, parameters, context).request(Feedback())
    with pytest.raises(Cancelled):
        request.labelled_settings(context, Stop())


def test_refused_labels_leave_nothing(image, known_model, tmp_path, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    before = sorted(tmp_path.iterdir())
    parameters = {
        "INPUT": [image],
        "LABELS": labels(OUTSIDE),
        "MODEL": known_model,
        "NAME": "new",
        "FOLDER": str(tmp_path / "models"),
        "METRICS": str(tmp_path / "out" / "m.csv"),
        "REPORT": str(tmp_path / "out" / "r.html"),
    }
    try:
        processing.run(ALGORITHM, parameters, feedback=QgsProcessingFeedback(False))
    except QgsProcessingException as error:
        message = str(error)
    assert "overlaps none of the rasters" in message
    assert "Traceback" not in message
    assert sorted(p for p in tmp_path.iterdir() if not p.match("*.aux.xml")) == before
