"""Forms in group boxes whose fields begin at one line, whichever box they are in."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QLabel, QWidget


def make_form(box: QGroupBox) -> QFormLayout:
    """An empty form as the layout of a box."""
    form = QFormLayout(box)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def make_label(text: str, field: QWidget) -> QLabel:
    """A label whose underlined letter leads to a field."""
    label = QLabel(text)
    label.setBuddy(field)
    return label


def align_fields(boxes: Iterable[QGroupBox]) -> None:
    """Give the labels of all fields one width."""
    labels = [label for box in boxes for label in box.findChildren(QLabel) if label.buddy()]
    width = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(width)
