"""The form of the review panel: what it shows of a session, and its buttons with their keys."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt
from qgis.PyQt.QtWidgets import (
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
)
from sam_cffnet_qgis.processing.bridge import NEW_STATUS


class ReviewForm(QWidget):
    """Choices, progress, facts, buttons and a comment; it decides nothing.

    Attributes:
        buttons: by the key that presses them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._make_choices()
        self._make_buttons()
        self._lay_out()

    def tr(self, text):
        return QCoreApplication.translate("ReviewForm", text)

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

    def _make_buttons(self) -> None:
        self.buttons: dict[int, QPushButton] = {}
        keys = Qt.Key
        self.accept = self._button(self.tr("Accept"), keys.Key_A)
        self.reject = self._button(self.tr("Reject"), keys.Key_R)
        self.previous = self._button(self.tr("Previous"), keys.Key_P)
        self.next = self._button(self.tr("Next"), keys.Key_N)
        self.edit = self._button(self.tr("Edit outline"), keys.Key_E)
        self.split = self._button(self.tr("Split"), keys.Key_S)
        self.draw = self._button(self.tr("Draw a missed one"), keys.Key_M)
        self.undo = self._button(self.tr("Undo"), keys.Key_Z)
        self.flicker = self._button(self.tr("Flicker"), keys.Key_F)
        self.flicker.setCheckable(True)
        self.flicker.setToolTip(self.tr("Show and hide the polygons in turn"))
        self.finish = self._button(self.tr("Save outlines"), keys.Key_Return)
        self.cancel = self._button(self.tr("Discard"), keys.Key_Escape)
        self.train = QPushButton(self.tr("Use for &training…"))
        self.train.setToolTip(
            self.tr(
                "Fine-tune a model with the reviewed polygons; rejected ones teach what is not a "
                "landslide"
            )
        )
        self.again = QPushButton(self.tr("&Detect again…"))
        self.again.setToolTip(self.tr("Detect in the same image with the newest model"))

    def _button(self, text: str, key: Qt.Key) -> QPushButton:
        names = {Qt.Key.Key_Return: self.tr("Enter"), Qt.Key.Key_Escape: self.tr("Esc")}
        button = QPushButton(f"{text} ({names.get(key) or chr(key)})")
        self.buttons[int(key)] = button
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
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

    def show_session(self, session: ReviewSession | None, feature: QgsFeature | None) -> None:
        """Bring all widgets to the state of a session.

        Args:
            session: or None without a layer.
            feature: the polygon that is looked at, if any.
        """
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
        self._show_counts(session.counts() if session else {})
        self.facts.setText(self._facts(session, feature))

    def _show_counts(self, counts: dict[str, int]) -> None:
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

    def _facts(self, session: ReviewSession | None, feature: QgsFeature | None) -> str:
        if session is None:
            return self.tr("Choose a layer that 'Detect landslides' made.")
        if feature is None:
            return self.tr(
                "None of these is left. Show others, go back, or go on with 'Use for training'."
            )
        place, length = session.position
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
