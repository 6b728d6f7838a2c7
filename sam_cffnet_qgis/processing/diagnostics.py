"""Diagnostics: a report on computer, engine and models, to be sent along with a question."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsSettings,
)
from qgis.PyQt.QtCore import QT_VERSION_STR

from sam_cffnet_qgis.core.errors import Cancelled
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import SETTINGS_KEY, SamCffnetAlgorithm
from sam_cffnet_qgis.processing.folders import (
    engine_folder,
    kept_places,
    models_folder,
    profile_folder,
)
from sam_cffnet_qgis.processing.preferences import read_preferences
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths, write_text


class Diagnostics(SamCffnetAlgorithm):
    DEVICE = "DEVICE"
    REPORT = "REPORT"
    TEXT = "TEXT"
    SUMMARY = "SUMMARY"

    def name(self):
        return "diagnostics"

    def displayName(self):  # noqa: N802
        return self.tr("Diagnostics")

    def shortDescription(self):  # noqa: N802
        return self.tr("Checks whether everything works, and writes a report for an issue.")

    def tags(self):
        return self.tr("diagnostics,report,issue,bug,help,check,engine,versions").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Starts the engine, lets the model in the box compute a tile whose result is known, looks "
            "at the files of all models, and writes down versions, devices, memory and the last "
            "errors of the plugin. It runs without an engine too.\n\n"
            "The report is made to be pasted into an issue: the home folder becomes ~, of other "
            "paths the last two names remain, the user name is left out. Nothing leaves this "
            "computer by itself. The report is in English. Read it before you send it."
        )

    def canExecute(self):  # noqa: N802
        return True, ""

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterString(self.DEVICE, self.tr("Device"), read_preferences().device),
            self.tr(
                "On which the tile is computed: auto, cpu, cuda:0 (a graphics card by number) or mps "
                "(Apple)."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.REPORT, self.tr("Report"), self.tr("HTML files (*.html)"), optional=True
            ),
            self.tr("Page to read; shown in the results viewer."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.TEXT,
                self.tr("Text for an issue"),
                self.tr("Markdown files (*.md *.txt)"),
                optional=True,
                createByDefault=False,
            ),
            self.tr("The same as text. It also stands at the end of the page."),
        )
        self.addOutput(QgsProcessingOutputString(self.SUMMARY, self.tr("Summary")))

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.core.diagnostics import diagnose

        surroundings = self._surroundings(parameters, context)
        paths = text_paths(self, parameters, (self.REPORT, self.TEXT), context)
        said = bridge.ProcessingFeedback(feedback)
        with bridge.processing_errors():
            try:
                with checked_paths(paths, ()):
                    diagnosis = diagnose(surroundings, said)
                    texts = {self.REPORT: diagnosis.page, self.TEXT: diagnosis.text}
                    for name, path in paths.items():
                        write_text(texts[name], path)
            except Cancelled:
                return {}
        if not paths:
            feedback.pushInfo(diagnosis.text)
        tell = feedback.pushWarning if diagnosis.problems else feedback.pushInfo
        tell(diagnosis.summary)
        return {
            **{name: str(path) for name, path in paths.items()},
            self.SUMMARY: diagnosis.summary,
        }

    def _surroundings(self, parameters, context):
        from sam_cffnet_qgis.core.diagnostics import Surroundings

        return Surroundings(
            host={"QGIS": Qgis.version(), "Qt": QT_VERSION_STR},
            setting=str(QgsSettings().value(SETTINGS_KEY, "") or ""),
            managed_folder=engine_folder(),
            profile_folder=profile_folder(),
            models_folder=models_folder(),
            kept_places=kept_places(),
            device=self.parameterAsString(parameters, self.DEVICE, context).strip() or "auto",
        )
