"""Every window of the plugin by keyboard and by name."""

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
)

from sam_cffnet_qgis.gui.model_manager import ModelManager
from sam_cffnet_qgis.gui.options_page import OptionsPage
from sam_cffnet_qgis.gui.review_form import ReviewForm


def make_options():
    """The page as QGIS shows it."""
    page = OptionsPage()
    window = QDialog()
    page.setParent(window)
    page.show()
    return window


@pytest.fixture(params=[ModelManager, make_options, ReviewForm])
def window(request, qgis_app):
    made = request.param()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def controls(window, *kinds):
    """What a user acts on; parts of other controls, and what QGIS's own widgets hold, left out."""
    for kind in kinds:
        for control in window.findChildren(kind):
            is_part = isinstance(control.parent(), (QComboBox, QLineEdit))
            if control.isVisibleTo(window) and not is_part:
                yield control


def name_of(window, control):
    labels = [label for label in window.findChildren(QLabel) if label.buddy() is not None]
    buddies = [
        label.text()
        for label in labels
        if label.buddy() is control or label.buddy().isAncestorOf(control)
    ]
    texts = (getattr(control, name, str)() for name in ("text", "placeholderText", "toolTip"))
    return next((t for t in (control.accessibleName(), *buddies, *texts) if t), "")


def test_every_control_is_reached_by_the_tab_key(window):
    for control in controls(window, QPushButton, QComboBox, QLineEdit):
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, name_of(window, control)


def test_every_control_has_a_name(window):
    found = list(controls(window, QAbstractButton, QToolButton, QComboBox, QLineEdit))
    assert len(found) > 8
    for control in found:
        assert name_of(window, control), control


def test_every_button_has_a_key(window):
    for button in controls(window, QPushButton):
        assert "&" in button.text() or button.text().endswith(")"), button.text()


def test_no_key_has_two_buttons(window):
    texts = [button.text() for button in controls(window, QAbstractButton)]
    texts += [label.text() for label in window.findChildren(QLabel) if label.buddy() is not None]
    keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(keys) == len(set(keys)), keys
