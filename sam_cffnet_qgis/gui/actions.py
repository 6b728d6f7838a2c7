"""Toolbar buttons and the Landslides menu: what they open, filled in for the active layer."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import Qgis, QgsApplication, QgsReferencedRectangle
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QPushButton

from sam_cffnet_qgis.core.paths import ICON_PATH
from sam_cffnet_qgis.gui.presets import find_layer, preset_parameters

MESSAGE_MS = 800  # after the end of a run, when QGIS has said its own


class PluginActions:
    """All actions of the plugin, in the Raster menu; two of them in the Plugins toolbar too.

    Attributes:
        action: opens *Detect landslides*.
        review_action: shows and hides the review panel.
        dialog: the algorithm dialog that was opened last.
    """

    def __init__(self, iface) -> None:
        self._iface = iface
        self.action = None
        self.review_action = None
        self.dialog = None
        self.panel = None
        self.manager = None
        self._menu: list[QAction] = []
        self._buttons: list[QAction] = []

    def tr(self, text):
        return QCoreApplication.translate("PluginActions", text)

    def add(self) -> None:
        """Show buttons and menu entries."""
        self.action = self._add(
            "DetectLandslides",
            self.tr("Detect landslides…"),
            self.open_dialog,
            QIcon(str(ICON_PATH)),
        )
        self.action.setToolTip(self.tr("Detect landslides in the active raster layer"))
        self.review_action = self._add(
            "Review",
            self.tr("Review landslides"),
            self.show_review,
            QgsApplication.getThemeIcon("/mActionFormView.svg"),
        )
        self.review_action.setCheckable(True)
        self.review_action.setToolTip(self.tr("Accept, reject and redraw detected landslides"))
        for name, text, algorithm in (
            ("FineTune", self.tr("Fine-tune a model…"), "finetunemodel"),
            ("Evaluate", self.tr("Evaluate detections…"), "evaluatedetections"),
            ("Compare", self.tr("Compare models…"), "comparemodels"),
        ):
            self._add(name, text, lambda _=False, found=algorithm: self._open(found))
        self._add("Models", self.tr("Models…"), self.open_models)
        self._add("Options", self.tr("Options…"), self.open_options)
        self._buttons = [self.action, self.review_action]
        for button in self._buttons:
            self._iface.addToolBarIcon(button)

    def _add(
        self, name: str, text: str, run: Callable[..., None], icon: QIcon | None = None
    ) -> QAction:
        action = QAction(icon or QIcon(), text, self._iface.mainWindow())
        action.setObjectName(f"samCffnet{name}")
        action.triggered.connect(run)
        self._iface.addPluginToRasterMenu(self.tr("Landslides"), action)
        self._menu.append(action)
        return action

    def remove(self) -> None:
        """Take everything away that was shown."""
        if self.panel is not None:
            self.panel.close_for_good()
            self._iface.removeDockWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None
        for window in (self.manager, self.dialog):
            if window is not None and not _is_gone(window):
                window.close()
        if self.manager is not None and not _is_gone(self.manager):
            self.manager.deleteLater()  # algorithm dialogs are QGIS's, one may still run
        self.manager = self.dialog = None
        for button in self._buttons:
            self._iface.removeToolBarIcon(button)
        for action in self._menu:
            self._iface.removePluginRasterMenu(self.tr("Landslides"), action)
            action.deleteLater()
        self._menu, self._buttons = [], []
        self.action = self.review_action = None

    def open_dialog(self) -> None:
        """Open *Detect landslides* for the active layer."""
        view = QgsReferencedRectangle(
            self._iface.mapCanvas().extent(),
            self._iface.mapCanvas().mapSettings().destinationCrs(),
        )
        self._open("detectlandslides", preset_parameters(self._iface.activeLayer(), view))
        self.dialog.algorithmFinished.connect(self._offer_review)

    def _open(self, algorithm: str, parameters: dict[str, object] | None = None) -> None:
        import processing  # a plugin, not there before QGIS has loaded it

        self.dialog = processing.createAlgorithmDialog(f"samcffnet:{algorithm}", parameters or {})
        self.dialog.show()

    def _offer_review(self, is_done: bool, results: dict) -> None:
        """Say how many landslides were found, above what QGIS says of the task."""
        if is_done and results.get("COUNT"):
            count, output = int(results["COUNT"]), str(results.get("OUTPUT"))
            QTimer.singleShot(MESSAGE_MS, lambda: self._push_review(count, output))

    def _push_review(self, count: int, output: str) -> None:
        """A message with a button that leads to the review."""
        if self.action is None:
            return  # unloaded meanwhile
        bar = self._iface.messageBar()
        text = self.tr("{count} landslides found.").format(count=count)
        item = bar.createMessage(self.tr("Detect landslides"), text)
        button = QPushButton(self.tr("Review"))
        button.setObjectName("samCffnetOfferReview")

        def review() -> None:
            bar.popWidget(item)
            if self.action is not None:  # not unloaded meanwhile
                self.show_review(True)
                self.panel.review_any(find_layer(output))

        button.clicked.connect(review)
        item.layout().addWidget(button)
        bar.pushWidget(item, Qgis.MessageLevel.Success)

    def show_review(self, is_shown: bool = True) -> None:
        """Show or hide the review panel, for the active layer if it can be reviewed."""
        if self.panel is None:
            if not is_shown:
                return
            from sam_cffnet_qgis.gui.review_panel import ReviewPanel  # not when QGIS starts

            self.panel = ReviewPanel(self._iface)
            self.panel.visibilityChanged.connect(self._show_checked)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.panel)
        self.panel.setUserVisible(is_shown)
        if is_shown and self.panel.session is None:
            self.panel.review_any(self._iface.activeLayer())

    def _show_checked(self, _is_visible: bool) -> None:
        if self.review_action is not None:
            self.review_action.setChecked(not self.panel.isHidden())

    def open_models(self) -> None:
        """Open the window of all models."""
        from sam_cffnet_qgis.gui.model_manager import ModelManager  # not when QGIS starts

        if self.manager is None or _is_gone(self.manager):
            self.manager = ModelManager(self._iface.mainWindow())
        self.manager.show()
        self.manager.raise_()

    def open_options(self) -> None:
        """Open the plugin's page of QGIS's options."""
        from sam_cffnet_qgis.gui.options_page import PAGE_NAME

        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE_NAME)


def _is_gone(window: object) -> bool:
    """Whether Qt has deleted a window of which Python still has its half."""
    from qgis.PyQt import sip

    return sip.isdeleted(window)
