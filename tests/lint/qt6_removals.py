"""What PyQt 5.15 and QGIS 3 have and PyQt 6 or QGIS 4 have no more, and what to write instead.

The Qt names are those of PyQt 5.15 that PyQt 6.11 lacks; the rules of QGIS's own
scripts/pyqt5_to_pyqt6 are all among them.
"""

MODULES = {
    "PyQt4": "qgis.PyQt",
    "PyQt5": "qgis.PyQt",
    "PyQt6": "qgis.PyQt",
    "sip": "qgis.PyQt.sip",
    "resources_rc": "files read by their path, since Qt 6 has no compiled resources",
    "qgis.PyQt.Qt": "qgis.PyQt.QtCore",
    "qgis.PyQt.QtWebKit": "nothing of it, Qt 6 has no WebKit",
    "qgis.PyQt.QtWebKitWidgets": "nothing of it, Qt 6 has no WebKit",
    "processing.gui.wrappers": "qgis.gui.QgsAbstractProcessingParameterWidgetWrapper (QEP 427)",
}

NAMES = {
    "QRegExp": "QRegularExpression",
    "QRegExpValidator": "QRegularExpressionValidator",
    "QDesktopWidget": "QScreen",
    "qApp": "QApplication.instance()",
    "QDirModel": "QFileSystemModel of QtGui",
    "QTextCodec": "str.encode and bytes.decode",
    "QStateMachine": "Python code",
    "QXmlSimpleReader": "QXmlStreamReader",
    "QXmlInputSource": "QXmlStreamReader",
    "QXmlDefaultHandler": "QXmlStreamReader",
    "QNetworkConfigurationManager": "QNetworkInformation",
    "QNetworkConfiguration": "QNetworkInformation",
    "QNetworkSession": "QNetworkInformation",
    "QTouchDevice": "QPointingDevice",
    "QStyleOptionTabV4": "QStyleOptionTab",
    "qrand": "random",
    "qsrand": "random",
}

# In PyQt 6 these are in QtGui or QtSvgWidgets, and qgis.PyQt.QtWidgets brings only QAction,
# QActionGroup and QShortcut back, which may be imported from either.
MOVED = {
    ("qgis.PyQt.QtSvg", "QSvgWidget"): "qgis.PyQt.QtSvgWidgets where Qt is 6",
    ("qgis.PyQt.QtSvg", "QGraphicsSvgItem"): "qgis.PyQt.QtSvgWidgets where Qt is 6",
    ("qgis.PyQt.QtWidgets", "QFileSystemModel"): "qgis.PyQt.QtGui where Qt is 6",
    ("qgis.PyQt.QtWidgets", "QUndoCommand"): "qgis.PyQt.QtGui where Qt is 6",
    ("qgis.PyQt.QtWidgets", "QUndoGroup"): "qgis.PyQt.QtGui where Qt is 6",
    ("qgis.PyQt.QtWidgets", "QUndoStack"): "qgis.PyQt.QtGui where Qt is 6",
}

MEMBERS = {
    "Qt.MouseButton.MidButton": "MiddleButton",
    "Qt.ItemDataRole.TextColorRole": "ForegroundRole",
    "Qt.ItemDataRole.BackgroundColorRole": "BackgroundRole",
    "Qt.ItemFlag.ItemIsTristate": "ItemIsUserTristate",
    "Qt.MatchFlag.MatchRegExp": "MatchRegularExpression",
    "Qt.DateFormat.SystemLocaleDate": "QLocale",
    "Qt.DateFormat.SystemLocaleShortDate": "QLocale",
    "Qt.DateFormat.SystemLocaleLongDate": "QLocale",
    "Qt.DateFormat.DefaultLocaleShortDate": "QLocale",
    "Qt.DateFormat.DefaultLocaleLongDate": "QLocale",
    "Qt.DateFormat.LocaleDate": "QLocale",
    "Qt.ApplicationAttribute.AA_EnableHighDpiScaling": "nothing, it is always on",
    "Qt.ApplicationAttribute.AA_UseHighDpiPixmaps": "nothing, it is always on",
    "QPainter.RenderHint.HighQualityAntialiasing": "Antialiasing",
    "QPalette.ColorRole.Background": "Window",
    "QPalette.ColorRole.Foreground": "WindowText",
    "QFileDialog.FileMode.DirectoryOnly": "Directory with Option.ShowDirsOnly",
    "QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLength": (
        "AdjustToMinimumContentsLengthWithIcon"
    ),
    "QStandardPaths.StandardLocation.DataLocation": "AppLocalDataLocation",
    "QNetworkRequest.Attribute.FollowRedirectsAttribute": "RedirectPolicyAttribute",
    "QNetworkRequest.Attribute.HTTP2AllowedAttribute": "Http2AllowedAttribute",
    "QPrinter.Orientation.Landscape": "QPageLayout.Orientation.Landscape",
    "QPrinter.Orientation.Portrait": "QPageLayout.Orientation.Portrait",
    "QTextFormat.Property.FontFamily": "FontFamilies",
}

# Enums of PyQt 6 that are numbers still.
NUMBERS = (
    "QDialog.DialogCode",
    "QEvent.Type",
    "QFont.Weight",
    "QFrame.Shape",
    "QMessageBox.StandardButton",
    "Qt.AlignmentFlag",
    "Qt.ItemDataRole",
    "Qt.Key",
    "Qt.WindowType",
)

# Signals whose second form, with a text, has gone: combo.activated[str].
TEXT_SIGNALS = ("activated", "highlighted", "currentIndexChanged", "valueChanged", "buttonClicked")
# Setters that take whole numbers only: a float was rounded once, and is refused now.
INTEGER_SETTERS = (
    "setContentsMargins",
    "setFixedSize",
    "setFixedWidth",
    "setFixedHeight",
    "setMinimumWidth",
    "setMinimumHeight",
    "setMaximumWidth",
    "setSpacing",
    "setMaximumHeight",
    "setPointSize",
)
