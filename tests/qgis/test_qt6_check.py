"""What the check for Qt 6 finds, and what it leaves alone."""

import pytest
from lint.check_qt6 import check, main

IMPORTS = """
from qgis import core
from qgis.core import Qgis, QgsProcessing, QgsProcessingParameterDefinition, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, Qt, QVariant
from qgis.PyQt.QtGui import QFontMetrics
from qgis.PyQt.QtWidgets import QAction, QComboBox, QMessageBox, QWidget
from sam_cffnet_qgis.processing.base import SamCffnetAlgorithm
"""


def messages(code):
    return " ".join(message for _, message in check(IMPORTS + code))


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("Qt.UserRole", "Qt.ItemDataRole.UserRole"),
        ("Qgis.Warning", "Qgis.MessageLevel.Warning"),
        ("core.Qgis.Warning", "Qgis.MessageLevel.Warning"),
        ("QgsProcessing.TypeVectorPolygon", "QgsProcessing.SourceType.TypeVectorPolygon"),
        (
            "QgsProcessingParameterDefinition.FlagAdvanced",
            "QgsProcessingParameterDefinition.Flag.FlagAdvanced",
        ),
        ("QMetaType.Double", "QMetaType.Type.Double"),
        ("QMessageBox.Yes | QMessageBox.No", "QMessageBox.StandardButton.No"),
        ("box = QComboBox()\nbox.NoInsert", "QComboBox.InsertPolicy.NoInsert"),
        ("def f(box: QComboBox):\n    box.NoInsert", "QComboBox.InsertPolicy.NoInsert"),
        (
            "class W(QWidget):\n    def f(self):\n        self.box = QComboBox()\n"
            "        self.box.NoInsert",
            "QComboBox.InsertPolicy.NoInsert",
        ),
        (
            "class A(SamCffnetAlgorithm):\n    def flags(self):\n        return self.FlagDeprecated",
            "QgsProcessingAlgorithm.Flag.FlagDeprecated",
        ),
    ],
)
def test_unscoped_enum_is_found_and_its_scope_named(code, written):
    assert f"unscoped enum; write {written}." in messages(code)


@pytest.mark.parametrize(
    ("code", "match"),
    [
        ("from PyQt5.QtCore import Qt", "'PyQt5.QtCore'"),
        ("import PyQt6", "'PyQt6'"),
        ("import sip", "'sip'"),
        ("from . import resources_rc", "'resources_rc'"),
        ("from qgis.PyQt import Qt", "'qgis.PyQt.Qt'"),
        ("from qgis.PyQt.QtCore import QRegExp", "use QRegularExpression"),
        ("from qgis.PyQt.QtWidgets import QDesktopWidget", "use QScreen"),
        ("from qgis.PyQt.QtWidgets import QFileSystemModel", "qgis.PyQt.QtGui"),
        ("from qgis.core import QgsNoSuchClass", "has no 'QgsNoSuchClass'"),
        ("from processing.gui.wrappers import WidgetWrapper", "QEP 427"),
        ("qApp.quit()", "use QApplication.instance()"),
        ("dialog.exec_()", "call 'exec'"),
        ("def exec_(self): pass", "name it 'exec'"),
        ("QVariant.Int", "use QMetaType.Type"),
        ("QVariant.Type.Int", "use QMetaType.Type"),
        ("QVariant()", "use qgis.core.NULL"),
        ("Qt.MouseButton.MidButton", "use MiddleButton"),
        ("QFontMetrics(font).width('x')", "use 'horizontalAdvance'"),
        ("m = QFontMetrics(font)\nm.width('x')", "use 'horizontalAdvance'"),
        ("widget.fontMetrics().width('x')", "use 'horizontalAdvance'"),
        ("box.activated[str].connect(f)", "'activated[…]'"),
        ("layout.setContentsMargins(0.5, 0, 0, 0)", "takes whole numbers"),
        ("label.setFixedWidth(width / 2)", "takes whole numbers"),
        ("menu.addAction(icon, text, call, keys)", "give it a QAction"),
        ("application.desktop()", "use QScreen"),
        ("QDateTime(QDate(2020, 1, 1))", "needs a QDate and a QTime"),
        ("QDateTime(2020, 1, 1, 0, 0, 0, 0, 0)", "needs a QDate and a QTime"),
        ("Qt.Key.Key_A + Qt.Key.Key_B", "combine them with '|'"),
        ("int(Qt.Orientation.Vertical)", "enums are no numbers"),
    ],
)
def test_what_qt_6_has_not_is_found(code, match):
    assert match in messages(code)


def test_what_runs_with_both_is_left_alone():
    code = """
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QShortcut
role = Qt.ItemDataRole.UserRole
kind = QgsProcessing.SourceType.TypeVectorPolygon
place = QgsProcessing.TEMPORARY_OUTPUT
advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
level = Qgis.MessageLevel.Warning
field = QMetaType.Type.Double
version = Qgis.QGIS_VERSION_INT
empty = QgsVectorLayer.LayerOptions()
moment = QDateTime.currentDateTime()
number = int(QMessageBox.exec(dialog)) + int(Qt.Key.Key_A)
class Own(QComboBox):
    NoInsert = 5
    def show(self, text: str) -> None:
        self.activated.connect(self.hide)
        self.setContentsMargins(0, 0, 0, 0)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        print(self.NoInsert, self.rect().width(), text.width)
"""
    assert check(IMPORTS + code) == []


def test_line_may_say_that_it_is_for_old_qgis():
    assert check("import sip  # old QGIS only") == []


def test_finding_gives_its_place_and_fails(tmp_path, capsys):
    (tmp_path / "clean.py").write_text("import os\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    (tmp_path / "old.py").write_text("import os\nimport PyQt5\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert f"{tmp_path / 'old.py'}:2: 'PyQt5'" in capsys.readouterr().out
