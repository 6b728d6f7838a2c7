"""The review of detected landslides, with and without its panel."""

import pytest
from osgeo import ogr
from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsLayerMetadata,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QMetaType, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QMainWindow

from sam_cffnet_qgis.gui.review_panel import ReviewPanel
from sam_cffnet_qgis.gui.review_session import (
    ACCEPTED,
    ALL,
    EDITED,
    LARGEST,
    REJECTED,
    UNCERTAIN,
    ReviewSession,
    can_review,
)
from sam_cffnet_qgis.gui.review_steps import (
    detection_parameters,
    next_model,
    training_parameters,
)
from sam_cffnet_qgis.processing.bridge import polygon_fields

EDGES = (10, 30, 20)
PROBABILITIES = (0.9, 0.6, 0.7)


def square(number, edge):
    left, top = 500_000 + 100 * number, 3_000_000
    return QgsGeometry.fromRect(QgsRectangle(left, top - edge, left + edge, top)).asWkt()


@pytest.fixture
def polygons_path(tmp_path):
    """A GeoPackage of three squares with the fields of a detection."""
    fields = polygon_fields(False)
    layer = QgsVectorLayer("Polygon?crs=EPSG:32648", "landslides", "memory")
    layer.dataProvider().addAttributes(fields.toList())
    layer.updateFields()
    for number, (edge, probability) in enumerate(zip(EDGES, PROBABILITIES), 1):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(number, edge)))
        feature["id"], feature["area_m2"], feature["mean_prob"] = number, edge**2, probability
        feature["status"] = "detected"
        layer.dataProvider().addFeatures([feature])
    path = tmp_path / "landslides.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsProject.instance().transformContext(), options
    )
    return path


@pytest.fixture
def landslides(polygons_path):
    made = QgsVectorLayer(str(polygons_path), "landslides", "ogr")
    assert made.isValid()
    yield made
    QgsProject.instance().removeAllMapLayers()


def in_file(path, name):
    """What another program reads, by number of the polygon."""
    source = ogr.Open(str(path))
    return {f["id"]: f[name] for f in source.GetLayer(0)}


def walk(session):
    numbers = []
    while session.fid is not None:
        numbers.append(session.feature()["id"])
        session.go(1)
    return numbers


def test_only_polygons_with_a_status_can_be_reviewed(landslides, make_polygons, image_path):
    assert can_review(landslides)
    assert not can_review(make_polygons())
    assert not can_review(QgsRasterLayer(image_path))
    assert not can_review(None)


def test_the_walk_begins_with_the_least_probable(landslides):
    assert walk(ReviewSession(landslides)) == [2, 3, 1]


def test_the_walk_may_begin_with_the_largest(landslides):
    session = ReviewSession(landslides)
    session.choose(LARGEST, ALL)
    assert walk(session) == [2, 3, 1]
    assert session.position == (3, 3)


def test_a_judgement_is_in_the_file_at_once_and_goes_on(landslides, polygons_path):
    session = ReviewSession(landslides)
    assert session.judge(ACCEPTED)
    assert session.judge(REJECTED)
    assert in_file(polygons_path, "status") == {1: "detected", 2: "accepted", 3: "rejected"}
    assert session.counts() == {"detected": 1, "accepted": 1, "rejected": 1, "edited": 0}
    assert session.feature()["id"] == 1


def test_judged_polygons_are_left_out_when_the_walk_begins_anew(landslides):
    session = ReviewSession(landslides)
    session.judge(ACCEPTED)
    session.refresh()
    assert walk(session) == [3, 1]
    session.choose(UNCERTAIN, ACCEPTED)
    assert walk(session) == [2]


def test_undo_takes_judgements_back_one_by_one(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.judge(ACCEPTED)
    session.judge(REJECTED)
    session.undo()
    assert in_file(polygons_path, "status") == {1: "detected", 2: "accepted", 3: "detected"}
    assert session.feature()["id"] == 3
    session.undo()
    assert set(in_file(polygons_path, "status").values()) == {"detected"}
    assert not session.can_undo


def test_a_comment_adds_its_field_and_can_be_undone(landslides, polygons_path):
    session = ReviewSession(landslides)
    assert session.comment("old scar")
    assert in_file(polygons_path, "comment")[2] == "old scar"
    assert session.comment_of(session.feature()) == "old scar"
    session.undo()
    assert in_file(polygons_path, "comment")[2] is None


def test_a_layer_that_cannot_be_written_is_told(tmp_path):
    csv = tmp_path / "landslides.csv"
    csv.write_text('WKT,id,status\n"POLYGON((0 0,1 0,1 1,0 0))",1,detected\n')
    source = f"file://{csv}?type=csv&wktField=WKT&geomType=polygon"
    session = ReviewSession(QgsVectorLayer(source, "table", "delimitedtext"))
    assert not session.judge(ACCEPTED)
    assert "'table' could not be changed" in session.message
    assert session.feature()["id"] == 1


def test_changed_outlines_are_measured_and_can_be_undone(landslides, polygons_path):
    session = ReviewSession(landslides)
    assert session.begin_editing()
    landslides.changeGeometry(session.fid, QgsGeometry.fromWkt(square(2, 40)))
    assert session.finish_editing()
    assert not landslides.isEditable()
    assert in_file(polygons_path, "status")[2] == EDITED
    assert in_file(polygons_path, "area_m2")[2] == pytest.approx(1600, rel=0.001)
    session.undo()
    assert in_file(polygons_path, "area_m2")[2] == 900
    assert in_file(polygons_path, "status")[2] == "detected"
    assert session.feature().geometry().area() == pytest.approx(900)


def test_a_split_gives_parts_with_numbers_of_their_own(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.begin_editing()
    landslides.selectByIds([session.fid])
    line = QgsGeometry.fromWkt("LINESTRING(500210 3000010, 500210 2999900)").asPolyline()
    assert landslides.splitFeatures(line) == Qgis.GeometryOperationResult.Success
    assert session.finish_editing()
    assert set(in_file(polygons_path, "area_m2")) == {1, 2, 3, 4}
    source = ogr.Open(str(polygons_path))
    measured = sorted(f["area_m2"] for f in source.GetLayer(0) if f["status"] == EDITED)
    assert measured == pytest.approx([300, 600], rel=0.001)
    source = None
    session.undo()
    assert len(list(landslides.getFeatures())) == 3
    assert set(in_file(polygons_path, "status").values()) == {"detected"}


def test_a_drawn_landslide_gets_number_and_measures(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.begin_editing()
    drawn = QgsFeature(landslides.fields())
    drawn.setGeometry(QgsGeometry.fromWkt(square(5, 50)))
    landslides.addFeature(drawn)
    assert session.finish_editing()
    assert in_file(polygons_path, "status")[4] == EDITED
    assert in_file(polygons_path, "area_m2")[4] == pytest.approx(2500, rel=0.001)
    session.undo()
    assert set(in_file(polygons_path, "id")) == {1, 2, 3}


def test_outlines_saved_with_the_buttons_of_qgis_are_measured_too(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.begin_editing()
    landslides.changeGeometry(session.fid, QgsGeometry.fromWkt(square(2, 40)))
    landslides.commitChanges(False)  # Ctrl+S
    assert session.edits.are_under_way
    assert in_file(polygons_path, "area_m2")[2] == pytest.approx(1600, rel=0.001)
    drawn = QgsFeature(landslides.fields())
    drawn.setGeometry(QgsGeometry.fromWkt(square(5, 50)))
    landslides.addFeature(drawn)
    landslides.commitChanges()
    assert not session.edits.are_under_way
    assert in_file(polygons_path, "status") == {1: "detected", 2: EDITED, 3: "detected", 4: EDITED}
    session.undo()
    session.undo()
    assert in_file(polygons_path, "area_m2") == {1: 100, 2: 900, 3: 400}


def test_an_outline_that_was_taken_back_is_not_edited(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.begin_editing()
    landslides.changeGeometry(session.fid, QgsGeometry.fromWkt(square(2, 40)))
    landslides.undoStack().undo()
    assert session.finish_editing()
    assert set(in_file(polygons_path, "status").values()) == {"detected"}
    assert not session.can_undo


def test_a_deleted_polygon_leaves_the_walk_and_comes_back(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.begin_editing()
    landslides.deleteFeature(session.fid)
    session.finish_editing()
    assert walk(session) == [3, 1]
    assert session.counts()["detected"] == 2
    session.undo()
    assert session.counts()["detected"] == 3
    assert set(in_file(polygons_path, "id")) == {1, 2, 3}


def test_a_polygon_that_somebody_deletes_is_no_error(landslides):
    session = ReviewSession(landslides)
    landslides.dataProvider().deleteFeatures([session.fid])
    assert session.feature() is None
    assert not session.judge(ACCEPTED)


def test_numbers_that_a_deletion_changes_are_not_used_again(landslides, tmp_path):
    path = str(tmp_path / "landslides.shp")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        landslides, path, QgsProject.instance().transformContext(), options
    )
    session = ReviewSession(QgsVectorLayer(path, "shapes", "ogr"))
    session.judge(ACCEPTED)
    session.begin_editing()
    session.layer.deleteFeature(session.fid)
    assert session.finish_editing()
    assert not session.can_undo
    assert session.counts() == {"detected": 1, "accepted": 1, "rejected": 0, "edited": 0}


def test_edits_of_the_user_are_not_joined_nor_lost(landslides):
    landslides.startEditing()
    session = ReviewSession(landslides)
    session.judge(ACCEPTED)
    assert not session.begin_editing()
    assert "edits of yours" in session.message
    session.edits.discard()
    assert landslides.isModified()


def test_statuses_follow_the_layer_when_the_user_discards(landslides):
    landslides.startEditing()
    session = ReviewSession(landslides)
    session.judge(ACCEPTED)
    assert session.counts()["accepted"] == 1
    landslides.rollBack()
    assert session.counts()["accepted"] == 0


def test_an_outline_that_cannot_be_measured_is_still_edited(landslides, polygons_path):
    session = ReviewSession(landslides)
    landslides.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))  # the coordinates are metres
    session.begin_editing()
    landslides.changeGeometry(session.fid, QgsGeometry.fromWkt(square(2, 40)))
    assert session.finish_editing()
    assert in_file(polygons_path, "status")[2] == EDITED


def test_a_field_for_comments_in_other_letters_is_used(landslides, polygons_path):
    landslides.dataProvider().addAttributes([QgsField("Comment", QMetaType.Type.QString)])
    landslides.updateFields()
    session = ReviewSession(landslides)
    assert session.comment("old scar")
    assert in_file(polygons_path, "Comment")[2] == "old scar"


def test_a_read_only_layer_is_not_written(landslides, polygons_path):
    landslides.setReadOnly(True)
    session = ReviewSession(landslides)
    assert not session.judge(ACCEPTED)
    assert "read-only" in session.message
    assert set(in_file(polygons_path, "status").values()) == {"detected"}


@pytest.mark.parametrize("kind", [QMetaType.Type.Int, None])
def test_a_status_that_is_a_number_or_computed_cannot_be_reviewed(kind):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32648", "other", "memory")
    if kind is None:
        layer.addExpressionField("'detected'", QgsField("status", QMetaType.Type.QString))
    else:
        layer.dataProvider().addAttributes([QgsField("status", kind)])
        layer.updateFields()
    assert not can_review(layer)


def test_discarded_outlines_stay_as_they_were(landslides, polygons_path):
    session = ReviewSession(landslides)
    session.begin_editing()
    landslides.changeGeometry(session.fid, QgsGeometry.fromWkt(square(2, 40)))
    session.edits.discard()
    assert session.feature().geometry().area() == pytest.approx(900)
    assert set(in_file(polygons_path, "status").values()) == {"detected"}


def test_judgements_join_the_edits_a_user_has_begun(landslides, polygons_path):
    landslides.startEditing()
    session = ReviewSession(landslides)
    session.judge(ACCEPTED)
    assert in_file(polygons_path, "status")[2] == "detected"
    landslides.commitChanges()
    assert in_file(polygons_path, "status")[2] == "accepted"


def test_training_takes_image_model_and_reviewed_polygons_of_the_run(landslides, image_path):
    image = QgsRasterLayer(image_path, "image")
    QgsProject.instance().addMapLayers([image, landslides])
    metadata = QgsLayerMetadata()
    metadata.setHistory([f"input: {image_path}", "model: cffnet-lite", "run_date: 2026-01-01"])
    landslides.setMetadata(metadata)
    parameters = training_parameters(landslides)
    assert parameters["INPUT"] == [image.id()]
    assert parameters["LABELS"] == landslides.id()
    assert parameters["MODEL"] == "cffnet-lite"
    assert parameters["FILTER"] == "\"status\" IN ('accepted', 'rejected', 'edited')"
    assert next_model(landslides) == "cffnet-lite"
    again = detection_parameters(landslides)
    assert (again["INPUT"], again["MODEL"]) == (image.id(), "cffnet-lite")
    assert again["OUTPUT"] == image_path.replace(".tif", "_landslides.gpkg")


def test_training_proposes_a_name_in_latin_letters(landslides):
    landslides.setName("滑坡")
    assert training_parameters(landslides)["NAME"] == "my-model"


class Interface:
    """The part of QgisInterface that the panel uses."""

    def __init__(self):
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.canvas.resize(400, 300)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32648"))
        self.actions = {}

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def setActiveLayer(self, layer):
        self.active = layer

    def __getattr__(self, name):
        if not name.startswith("action"):
            raise AttributeError(name)
        return lambda: self.actions.setdefault(name, QAction(self.window))


@pytest.fixture
def panel(landslides):
    QgsProject.instance().addMapLayer(landslides)
    iface = Interface()
    made = ReviewPanel(iface)
    iface.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    iface.window.show()
    made.show()
    made.review(landslides)
    yield made
    made.close_for_good()
    iface.window.close()


def press(panel, key, target=None):
    QTest.keyClick(target or panel, key)


def test_panel_shows_the_polygon_and_zooms_to_it(panel):
    assert "1 of 3" in panel.form.facts.text()
    assert "900 m²" in panel.form.facts.text()
    assert panel.form.progress.text() == "0 of 3 reviewed"
    extent = panel._iface.mapCanvas().extent()
    assert extent.contains(panel.session.feature().geometry().boundingBox())
    assert max(extent.width(), extent.height()) < 700


def test_panel_takes_keys(panel, polygons_path):
    press(panel, Qt.Key.Key_A)
    press(panel, Qt.Key.Key_R)
    press(panel, Qt.Key.Key_Z)
    press(panel, Qt.Key.Key_N)
    assert in_file(polygons_path, "status") == {1: "detected", 2: "accepted", 3: "detected"}
    assert panel.session.feature()["id"] == 1
    press(panel, Qt.Key.Key_P)
    assert panel.session.feature()["id"] == 3


def test_the_map_window_takes_the_same_keys(panel, polygons_path):
    press(panel, Qt.Key.Key_A, panel._iface.mapCanvas())
    assert in_file(polygons_path, "status")[2] == "accepted"


def test_letters_typed_as_a_comment_are_no_keys(panel, polygons_path):
    panel.form.comment.setFocus()
    QTest.keyClicks(panel.form.comment, "a rare one")
    press(panel, Qt.Key.Key_Return, panel.form.comment)
    assert in_file(polygons_path, "status")[2] == "detected"
    assert in_file(polygons_path, "comment")[2] == "a rare one"
    assert panel.form.comment.text() == "a rare one"


def test_a_comment_that_was_not_confirmed_is_kept_with_the_judgement(panel, polygons_path):
    panel.form.comment.setText("doubtful")
    panel.form.accept.click()
    assert in_file(polygons_path, "comment") == {1: None, 2: "doubtful", 3: None}
    assert panel.form.comment.text() == ""


def test_panel_says_when_nothing_is_left(panel):
    for _ in range(3):
        panel.form.accept.click()
    assert "None of these is left" in panel.form.facts.text()
    assert not panel.form.accept.isEnabled()
    assert panel.form.train.isEnabled()


def test_editing_offers_to_save_or_discard(panel):
    panel.form.edit.click()
    assert panel.session.edits.are_under_way
    assert panel.form.finish.isVisible()
    assert not panel.form.accept.isEnabled()
    assert "actionVertexToolActiveLayer" in panel._iface.actions
    panel.form.cancel.click()
    assert not panel.session.layer.isEditable()
    assert panel.form.accept.isEnabled()


def test_flicker_hides_and_shows_the_polygons_in_the_map_alone(panel):
    canvas, layer = panel._iface.mapCanvas(), panel.session.layer
    canvas.setLayers([layer])
    press(panel, Qt.Key.Key_F)
    assert canvas.layers() == []
    assert QgsProject.instance().layerTreeRoot().findLayer(layer).itemVisibilityChecked()
    QTest.qWait(800)
    assert canvas.layers() == [layer]
    QTest.qWait(600)
    press(panel, Qt.Key.Key_F)
    assert canvas.layers() == [layer]
    assert not panel.form.flicker.isChecked()


def test_flicker_ends_when_outlines_are_edited(panel):
    canvas, layer = panel._iface.mapCanvas(), panel.session.layer
    canvas.setLayers([layer])
    press(panel, Qt.Key.Key_F)
    panel.form.edit.click()
    assert canvas.layers() == [layer]
    assert not panel.form.flicker.isChecked()
    panel.form.cancel.click()


class DrawingTool(QgsMapTool):
    def flags(self):
        return QgsMapTool.Flags(QgsMapTool.Flag.EditTool)


def test_keys_belong_to_a_tool_that_draws(panel, polygons_path):
    canvas = panel._iface.mapCanvas()
    tool = DrawingTool(canvas)
    canvas.setMapTool(tool)
    press(panel, Qt.Key.Key_A, canvas)
    assert set(in_file(polygons_path, "status").values()) == {"detected"}
    canvas.unsetMapTool(tool)
    press(panel, Qt.Key.Key_A, canvas)
    assert in_file(polygons_path, "status")[2] == "accepted"


def test_keys_come_before_the_shortcuts_of_qgis(panel):
    override = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r"
    )
    for widget in (panel, panel._iface.mapCanvas()):
        override.ignore()
        QCoreApplication.sendEvent(widget, override)
        assert override.isAccepted()
    assert panel.session.counts()["rejected"] == 0


def test_a_comment_that_cannot_be_written_stays(tmp_path, landslides):
    csv = tmp_path / "landslides.csv"
    csv.write_text('WKT,id,status\n"POLYGON((0 0,1 0,1 1,0 0))",A1,detected\n')
    source = f"file://{csv}?type=csv&wktField=WKT&geomType=polygon&detectTypes=no"
    table = QgsVectorLayer(source, "table", "delimitedtext")
    QgsProject.instance().addMapLayer(table)
    iface = Interface()
    panel = ReviewPanel(iface)
    panel.show()
    panel.review(table)
    panel.form.comment.setText("old scar")
    panel.form.next.click()
    assert panel.form.comment.text() == "old scar"
    assert "could not be changed" in panel.form.message.text()
    panel.form.comment.clear()
    panel.close_for_good()


def test_panel_lets_go_of_a_layer_that_is_removed(panel):
    QgsProject.instance().removeAllMapLayers()
    assert panel.session is None
    assert "Choose a layer" in panel.form.facts.text()
    assert not panel.form.train.isEnabled()


def test_panel_offers_only_layers_that_can_be_reviewed(panel, make_polygons):
    QgsProject.instance().addMapLayer(make_polygons(square(1, 10)))
    names = [panel.form.layers.itemText(index) for index in range(panel.form.layers.count())]
    assert "aoi" not in names
    assert "landslides" in names


def test_unset_status_counts_as_not_reviewed(landslides):
    index = landslides.fields().indexOf("status")
    landslides.dataProvider().changeAttributeValues({1: {index: NULL}})
    assert ReviewSession(landslides).counts()["detected"] == 3
