"""The panel in which detected landslides are accepted, rejected, redrawn and commented one by one."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsMapLayer, QgsProject
from qgis.gui import QgsDockWidget, QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAction

from sam_cffnet_qgis.gui.review_form import ReviewForm
from sam_cffnet_qgis.gui.review_map import ReviewMap
from sam_cffnet_qgis.gui.review_session import (
    ACCEPTED,
    REJECTED,
    ReviewSession,
    can_review,
)
from sam_cffnet_qgis.gui.review_steps import detection_parameters, training_parameters


class ReviewPanel(QgsDockWidget):
    """Walks the polygons of one layer; every action has a key, here and in the map window."""

    def __init__(self, iface) -> None:
        super().__init__(iface.mainWindow())
        self._iface = iface
        self.session: ReviewSession | None = None
        self._map = ReviewMap(iface.mapCanvas())
        self.dialog = None
        self.setObjectName("samCffnetReviewPanel")
        self.setWindowTitle(self.tr("Review landslides"))
        self.form = ReviewForm()
        self.setWidget(self.form)
        self._connect()
        self._iface.mapCanvas().installEventFilter(self)
        QgsProject.instance().layersWillBeRemoved.connect(self._forget_layers)
        self._fill_layers()
        self.form.layers.setLayer(None)
        self.form.layers.layerChanged.connect(self.review)
        QgsProject.instance().layersAdded.connect(self._fill_layers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def tr(self, text):
        return QCoreApplication.translate("ReviewPanel", text)

    def _connect(self) -> None:
        form = self.form
        for combo in (form.orders, form.shown):
            combo.currentIndexChanged.connect(self._choose)
            combo.activated.connect(lambda _: self.setFocus())  # or letters would change the list
        form.comment.editingFinished.connect(self._write_comment)
        for button, action in (
            (form.accept, lambda: self._judge(ACCEPTED)),
            (form.reject, lambda: self._judge(REJECTED)),
            (form.previous, lambda: self._go(-1)),
            (form.next, lambda: self._go(1)),
            (form.edit, self._edit),
            (form.split, self._split),
            (form.draw, self._draw),
            (form.undo, self._undo),
            (form.flicker, self._switch_flicker),
            (form.finish, self._finish_editing),
            (form.cancel, self._cancel_editing),
            (form.train, self.open_training),
            (form.again, self.open_detection),
        ):
            button.clicked.connect(action)

    def _fill_layers(self, _layers: object = None) -> None:
        """Offer only layers that can be reviewed; take the active one if nothing is reviewed."""
        every = QgsProject.instance().mapLayers().values()
        self.form.layers.setExceptedLayerList([layer for layer in every if not can_review(layer)])

    def review(self, layer: QgsMapLayer | None) -> None:
        """Walk the polygons of a layer; None for none."""
        if self.session is not None and layer is self.session.layer:
            return
        wanted = layer if can_review(layer) else None
        if self.form.layers.currentLayer() is not wanted:
            self._fill_layers()
            self.form.layers.setLayer(wanted)
            return  # comes back through the list
        self._stop()
        if wanted is not None:
            self.session = ReviewSession(wanted)
            self.session.changed.connect(self._show)
            self.session.choose(self.form.orders.currentData(), self.form.shown.currentData())
        self._show()

    def review_any(self, layer: QgsMapLayer | None) -> None:
        """Walk a layer, or another one of the project if it cannot be reviewed."""
        others = QgsProject.instance().mapLayers().values()
        found = [other for other in (layer, *others) if can_review(other)]
        self.review(found[0] if found else None)

    def _stop(self) -> None:
        """End the walk; outlines that are being changed stay in the layer's edit mode."""
        if self.session is not None:
            self._write_comment()
            self._map.stop_flicker()
            self._drop_session()

    def _drop_session(self) -> None:
        self.session.changed.disconnect(self._show)
        self.session.close()
        self.session = None
        self.form.flicker.setChecked(False)
        self._map.forget()

    def _forget_layers(self, ids: list[str]) -> None:
        if self.session is not None and self.session.layer.id() in ids:
            self._drop_session()
            self._show()

    def close_for_good(self) -> None:
        """Let go of map window and project, before the plugin is unloaded."""
        self._stop()
        project = QgsProject.instance()
        project.layersWillBeRemoved.disconnect(self._forget_layers)
        project.layersAdded.disconnect(self._fill_layers)
        self._iface.mapCanvas().removeEventFilter(self)

    def _show(self) -> None:
        """Bring form and map to the state of the session."""
        feature = self.session.feature() if self.session else None
        self.form.show_session(self.session, feature)
        self._show_on_map(feature)

    def _show_on_map(self, feature: QgsFeature | None) -> None:
        if feature is None or self.isHidden():
            self._map.clear()
        else:
            self._map.show(self.session.layer, feature)

    def showEvent(self, event):  # noqa: N802
        super().showEvent(event)
        self._show()

    def hideEvent(self, event):  # noqa: N802
        super().hideEvent(event)
        self._map.stop_flicker()
        self.form.flicker.setChecked(False)
        self._map.clear()

    def eventFilter(self, watched, event):  # noqa: N802
        """Take the keys of the buttons in the map window, unless something is drawn there."""
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if is_key and watched is self._iface.mapCanvas() and self._is_walking():
            return self._take(event)
        return super().eventFilter(watched, event)

    def event(self, event):
        is_override = event.type() == QEvent.Type.ShortcutOverride
        return (is_override and self._take(event)) or super().event(event)

    def keyPressEvent(self, event):  # noqa: N802
        if not self._take(event):
            super().keyPressEvent(event)

    def _is_walking(self) -> bool:
        tool = self._iface.mapCanvas().mapTool()
        is_drawing = tool is not None and bool(tool.flags() & QgsMapTool.Flag.EditTool)
        is_editing = self.session is None or self.session.edits.are_under_way
        return self.isVisible() and not is_editing and not is_drawing

    def _take(self, event: QKeyEvent) -> bool:
        """Press the button of a key; of QGIS's own shortcut with the same key, only take it over."""
        button = self.form.buttons.get(int(event.key()))
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not is_plain or button is None or not button.isVisible() or not button.isEnabled():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            button.click()
        return True

    def _choose(self) -> None:
        if self.session is not None:
            self.session.choose(self.form.orders.currentData(), self.form.shown.currentData())

    def _write_comment(self) -> bool:
        """Keep the comment; one that cannot be written stays in its place, with the reason."""
        if self.session is None or not self.form.comment.isEnabled():
            return True
        text = self.form.comment.text().strip()
        is_written = self.session.comment(text)
        if not is_written:
            self.form.comment.setText(text)
        return is_written

    def _judge(self, status: str) -> None:
        if self._write_comment():
            self.session.judge(status)

    def _go(self, steps: int) -> None:
        if self._write_comment():
            self.session.go(steps)

    def _undo(self) -> None:
        self.session.undo()

    def _edit(self) -> None:
        self._begin_editing(self._iface.actionVertexToolActiveLayer())

    def _split(self) -> None:
        if self._begin_editing(self._iface.actionSplitFeatures()):
            self.session.layer.selectByIds([self.session.fid])  # no other is split

    def _draw(self) -> None:
        self._begin_editing(self._iface.actionAddFeature())

    def _begin_editing(self, tool: QAction) -> bool:
        """Give the user one of QGIS's own tools on the layer; False if it cannot be edited."""
        session = self.session
        if not self._write_comment():
            return False
        self._map.stop_flicker()
        self.form.flicker.setChecked(False)
        self._iface.setActiveLayer(session.layer)
        if not session.begin_editing():
            return False
        tool.trigger()
        return True

    def _finish_editing(self) -> None:
        if self.session.finish_editing():
            self._leave_tool()

    def _cancel_editing(self) -> None:
        self.session.edits.discard()
        self._leave_tool()

    def _leave_tool(self) -> None:
        self.session.layer.removeSelection()
        self._iface.actionPan().trigger()

    def _switch_flicker(self) -> None:
        if self._map.is_flickering:
            self._map.stop_flicker()
        else:
            self._map.start_flicker(self.session.layer)
        self.form.flicker.setChecked(self._map.is_flickering)

    def open_training(self) -> None:
        """Open *Fine-tune model* with the reviewed polygons, image and model filled in."""
        self._write_comment()
        parameters = training_parameters(self.session.layer)
        self._open("samcffnet:finetunemodel", parameters)

    def open_detection(self) -> None:
        """Open *Detect landslides* for the same image with the newest model."""
        self._open("samcffnet:detectlandslides", detection_parameters(self.session.layer))

    def _open(self, algorithm: str, parameters: dict[str, object]) -> None:
        import processing  # a plugin, not there before QGIS has loaded it

        self.dialog = processing.createAlgorithmDialog(algorithm, parameters)
        self.dialog.show()
