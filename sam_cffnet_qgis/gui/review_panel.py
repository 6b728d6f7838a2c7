"""The panel in which detected landslides are accepted, rejected, redrawn and commented one by one."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsFeature, QgsMapLayer, QgsMapLayerProxyModel, QgsProject
from qgis.gui import QgsDockWidget, QgsMapLayerComboBox, QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QLocale, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAction,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sam_cffnet_qgis.gui.review_map import ReviewMap
from sam_cffnet_qgis.gui.review_session import (
    ACCEPTED,
    ALL,
    CERTAIN,
    EDITED,
    LARGEST,
    NUMBER,
    REJECTED,
    SMALLEST,
    UNCERTAIN,
    ReviewSession,
    can_review,
)
from sam_cffnet_qgis.gui.review_steps import detection_parameters, training_parameters
from sam_cffnet_qgis.processing.bridge import NEW_STATUS


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
        self._make_choices()
        self._make_buttons()
        self._lay_out()
        self._iface.mapCanvas().installEventFilter(self)
        QgsProject.instance().layersWillBeRemoved.connect(self._forget_layers)
        self._fill_layers()
        self.layers.setLayer(None)
        self.layers.layerChanged.connect(self.review)
        QgsProject.instance().layersAdded.connect(self._fill_layers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def tr(self, text):
        return QCoreApplication.translate("ReviewPanel", text)

    def _make_choices(self) -> None:
        self.layers = QgsMapLayerComboBox()
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.layers.setAllowEmptyLayer(True, self.tr("Choose detected landslides"))
        self.orders = QComboBox()
        for order, text in (
            (UNCERTAIN, self.tr("Least probable first")),
            (CERTAIN, self.tr("Most probable first")),
            (LARGEST, self.tr("Largest first")),
            (SMALLEST, self.tr("Smallest first")),
            (NUMBER, self.tr("By number")),
        ):
            self.orders.addItem(text, order)
        self.shown = QComboBox()
        for status, text in (
            (NEW_STATUS, self.tr("Not reviewed yet")),
            (ALL, self.tr("All")),
            (ACCEPTED, self.tr("Accepted")),
            (REJECTED, self.tr("Rejected")),
            (EDITED, self.tr("Edited")),
        ):
            self.shown.addItem(text, status)
        for combo in (self.orders, self.shown):
            combo.currentIndexChanged.connect(self._choose)
            combo.activated.connect(lambda _: self.setFocus())  # or letters would change the list
        self.progress = QProgressBar()
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.hide()
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(self.tr("Comment"))
        self.comment.setAccessibleName(self.tr("Comment"))
        self.comment.setClearButtonEnabled(True)
        self.comment.editingFinished.connect(self._write_comment)

    def _make_buttons(self) -> None:
        judge = self._judge
        self._keys: dict[int, QPushButton] = {}
        keys = Qt.Key
        self.accept = self._button(self.tr("Accept"), keys.Key_A, lambda: judge(ACCEPTED))
        self.reject = self._button(self.tr("Reject"), keys.Key_R, lambda: judge(REJECTED))
        self.previous = self._button(self.tr("Previous"), keys.Key_P, lambda: self._go(-1))
        self.next = self._button(self.tr("Next"), keys.Key_N, lambda: self._go(1))
        self.edit = self._button(self.tr("Edit outline"), keys.Key_E, self._edit)
        self.split = self._button(self.tr("Split"), keys.Key_S, self._split)
        self.draw = self._button(self.tr("Draw a missed one"), keys.Key_M, self._draw)
        self.undo = self._button(self.tr("Undo"), keys.Key_Z, self._undo)
        self.flicker = self._button(self.tr("Flicker"), keys.Key_F, self._switch_flicker)
        self.flicker.setCheckable(True)
        self.flicker.setToolTip(self.tr("Show and hide the polygons in turn"))
        self.finish = self._button(self.tr("Save outlines"), keys.Key_Return, self._finish_editing)
        self.cancel = self._button(self.tr("Discard"), keys.Key_Escape, self._cancel_editing)
        self.train = QPushButton(self.tr("Use for &training…"))
        self.train.setToolTip(
            self.tr(
                "Fine-tune a model with the reviewed polygons; rejected ones teach what is not a "
                "landslide"
            )
        )
        self.train.clicked.connect(self.open_training)
        self.again = QPushButton(self.tr("&Detect again…"))
        self.again.setToolTip(self.tr("Detect in the same image with the newest model"))
        self.again.clicked.connect(self.open_detection)

    def _button(self, text: str, key: Qt.Key, action: Callable[[], None]) -> QPushButton:
        names = {Qt.Key.Key_Return: self.tr("Enter"), Qt.Key.Key_Escape: self.tr("Esc")}
        button = QPushButton(f"{text} ({names.get(key) or chr(key)})")
        button.clicked.connect(action)
        self._keys[int(key)] = button
        return button

    def _lay_out(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Layer"), self.layers)
        form.addRow(self.tr("&Order"), self.orders)
        form.addRow(self.tr("S&how"), self.shown)
        layout.addLayout(form)
        for widget in (self.progress, self.counts, self.facts, self.message):
            layout.addWidget(widget)
        grid = QGridLayout()
        rows = (
            (self.accept, self.reject),
            (self.previous, self.next),
            (self.edit, self.split),
            (self.draw, self.flicker),
            (self.undo, None),
            (self.finish, self.cancel),
        )
        for row, buttons in enumerate(rows):
            for column, button in enumerate(buttons):
                if button is not None:
                    grid.addWidget(button, row, column)
        layout.addLayout(grid)
        layout.addWidget(self.comment)
        layout.addStretch(1)
        layout.addWidget(self.train)
        layout.addWidget(self.again)
        self.setWidget(body)

    def _fill_layers(self, _layers: object = None) -> None:
        """Offer only layers that can be reviewed; take the active one if nothing is reviewed."""
        every = QgsProject.instance().mapLayers().values()
        self.layers.setExceptedLayerList([layer for layer in every if not can_review(layer)])

    def review(self, layer: QgsMapLayer | None) -> None:
        """Walk the polygons of a layer; None for none."""
        if self.session is not None and layer is self.session.layer:
            return
        wanted = layer if can_review(layer) else None
        if self.layers.currentLayer() is not wanted:
            self._fill_layers()
            self.layers.setLayer(wanted)
            return  # comes back through the list
        self._stop()
        if wanted is not None:
            self.session = ReviewSession(wanted)
            self.session.changed.connect(self._show)
            self.session.choose(self.orders.currentData(), self.shown.currentData())
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
        self.flicker.setChecked(False)
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
        """Bring all widgets to the state of the session."""
        session = self.session
        feature = session.feature() if session else None
        is_editing = bool(session and session.edits.are_under_way)
        for button in (self.accept, self.reject, self.edit, self.split):
            button.setEnabled(feature is not None and not is_editing)
        for button in (self.previous, self.next, self.draw, self.flicker, self.train, self.again):
            button.setEnabled(session is not None and not is_editing)
        for combo in (self.layers, self.orders, self.shown):
            combo.setEnabled(not is_editing)
        self.undo.setEnabled(bool(session and session.can_undo and not is_editing))
        self.finish.setVisible(is_editing)
        self.cancel.setVisible(is_editing)
        self.comment.setEnabled(feature is not None and not is_editing)
        self.comment.setText(session.comment_of(feature) if feature else "")
        self.message.setVisible(bool(session and session.message))
        self.message.setText(session.message if session else "")
        self._show_counts()
        self._show_facts(feature)
        self._show_on_map(feature)

    def _show_counts(self) -> None:
        counts = self.session.counts() if self.session else {}
        total = sum(counts.values())
        reviewed = total - counts.get(NEW_STATUS, 0)
        self.progress.setMaximum(max(total, 1))
        self.progress.setValue(reviewed)
        self.progress.setFormat(
            self.tr("{reviewed} of {total} reviewed").format(reviewed=reviewed, total=total)
        )
        self.counts.setText(
            self.tr("Accepted {accepted}, rejected {rejected}, edited {edited}").format(
                **{status: counts.get(status, 0) for status in (ACCEPTED, REJECTED, EDITED)}
            )
        )

    def _show_facts(self, feature) -> None:
        if self.session is None:
            text = self.tr("Choose a layer that 'Detect landslides' made.")
        elif feature is None:
            text = self.tr(
                "None of these is left. Show others, go back, or go on with 'Use for training'."
            )
        else:
            text = self._facts_of(feature)
        self.facts.setText(text)

    def _facts_of(self, feature) -> str:
        place, length = self.session.position
        names = feature.fields().names()
        locale = QLocale()
        lines = [self.tr("{place} of {length}").format(place=place, length=length)]
        titles = {
            "area_m2": (self.tr("{value} m²"), 0),
            "mean_prob": (self.tr("mean probability {value}"), 2),
            "slope_mean": (self.tr("mean slope {value}°"), 0),
        }
        for name, (text, digits) in titles.items():
            value = feature[name] if name in names else None
            if isinstance(value, (int, float)):
                lines.append(text.format(value=locale.toString(float(value), "f", digits)))
        lines.append(self._status_name(feature["status"]))
        return " · ".join(lines)

    def _status_name(self, status: object) -> str:
        index = self.shown.findData(status)
        return self.shown.itemText(index if index >= 0 else 0)

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
        self.flicker.setChecked(False)
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
        button = self._keys.get(int(event.key()))
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not is_plain or button is None or not button.isVisible() or not button.isEnabled():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            button.click()
        return True

    def _choose(self) -> None:
        if self.session is not None:
            self.session.choose(self.orders.currentData(), self.shown.currentData())

    def _write_comment(self) -> bool:
        """Keep the comment; one that cannot be written stays in its place, with the reason."""
        if self.session is None or not self.comment.isEnabled():
            return True
        text = self.comment.text().strip()
        is_written = self.session.comment(text)
        if not is_written:
            self.comment.setText(text)
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
        self._begin_editing(self._iface.actionSplitFeatures())

    def _draw(self) -> None:
        self._begin_editing(self._iface.actionAddFeature())

    def _begin_editing(self, tool: QAction) -> None:
        """Give the user one of QGIS's own tools on the layer, and the polygon as its only choice."""
        session = self.session
        if not self._write_comment():
            return
        self._map.stop_flicker()
        self.flicker.setChecked(False)
        self._iface.setActiveLayer(session.layer)
        if session.begin_editing():
            if session.fid is not None:
                session.layer.selectByIds([session.fid])
            tool.trigger()

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
        self.flicker.setChecked(self._map.is_flickering)

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
