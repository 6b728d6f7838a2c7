"""Manage models: what the model library holds, and changes to it."""

from __future__ import annotations

import json

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.errors import Cancelled, ParameterError, SamCffnetError
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import MODEL_WIDGETS, SamCffnetAlgorithm

LIST = "list"
# What each action needs; check looks at all models where MODEL is empty.
NEEDED = {
    LIST: (),
    "check": (),
    "export": ("MODEL", "OUTPUT"),
    "import": ("FILE",),
    "rename": ("MODEL", "NAME"),
    "delete": ("MODEL",),
    "makedefault": ("MODEL",),
}


class ManageModels(SamCffnetAlgorithm):
    ACTION = "ACTION"
    MODEL = "MODEL"
    FILE = "FILE"
    NAME = "NAME"
    OUTPUT = "OUTPUT"
    MODELS = "MODELS"
    MODEL_ID = "MODEL_ID"
    MODEL_FILE = "MODEL_FILE"

    def name(self):
        return "managemodels"

    def displayName(self):  # noqa: N802
        return self.tr("Manage models")

    def shortDescription(self):  # noqa: N802
        return self.tr("Lists, checks, exports, imports, renames and deletes models.")

    def tags(self):
        return self.tr("model,weights,list,check,export,import,rename,delete,default").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Keeps the model library in order. It needs no engine. The list of all models as it is "
            "afterwards is the output MODELS.\n\n"
            "list: shows all models, damaged ones with the reason.\n"
            "check: compares weights with the SHA-256 of their card; of all models if MODEL is "
            "empty.\n"
            "export: writes card and weights into one zip, to be passed on.\n"
            "import: registers a model from such a zip. Nothing in it is trusted: it must hold one "
            "card with its weights and nothing else. NAME gives it another name.\n"
            "rename: gives a model the name NAME.\n"
            "delete: removes a model and what OpenVINO made of it. It cannot be undone.\n"
            "makedefault: lets other dialogs start with this model.\n\n"
            "Models that came with the plugin can be neither renamed nor deleted. Checkpoints of "
            "other programs are read by 'Import model'."
        )

    def canExecute(self):  # noqa: N802
        return True, ""

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterEnum(
                self.ACTION,
                self.tr("Action"),
                list(NEEDED),
                defaultValue=LIST,
                usesStaticStrings=True,
            ),
            self.tr(
                "What to do: list, check, export, import, rename, delete or makedefault (the model "
                "that other dialogs start with)."
            ),
        )
        model = QgsProcessingParameterString(self.MODEL, self.tr("Model"), "", optional=True)
        model.setMetadata({"widget_wrapper": {**MODEL_WIDGETS, "with_untrained": True}})
        self.add(
            model,
            self.tr(
                "A name, or the path of a model card (.json) or weights (.safetensors). Not needed to "
                "list and import."
            ),
        )
        self.add(
            QgsProcessingParameterString(self.NAME, self.tr("New name"), optional=True),
            self.tr("With rename the model's new name; with import one instead of its own."),
        )
        zip_filter = self.tr("Archives of models (*.zip)")
        self.add(
            QgsProcessingParameterFile(
                self.FILE, self.tr("Archive to import"), optional=True, fileFilter=zip_filter
            ),
            self.tr("With import: a zip that export made."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.OUTPUT,
                self.tr("Exported archive"),
                zip_filter,
                optional=True,
                createByDefault=False,
            ),
            self.tr("With export: the zip to write."),
        )
        self.addOutput(QgsProcessingOutputString(self.MODELS, self.tr("Models, as JSON")))
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, self.tr("Name of the model")))
        self.addOutput(QgsProcessingOutputFile(self.MODEL_FILE, self.tr("Model card")))

    def checkParameterValues(self, parameters, context):  # noqa: N802
        try:
            self._read(parameters, context)
        except SamCffnetError as error:
            return False, bridge.translated(error)
        return super().checkParameterValues(parameters, context)

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.processing.model_actions import act, describe

        with bridge.processing_errors():
            try:
                request = self._read(parameters, context)
                result = act(request, bridge.ProcessingFeedback(feedback))
            except Cancelled:
                return {}
        results = {
            self.MODELS: json.dumps([describe(entry) for entry in result.entries]),
            self.MODEL_ID: result.model_id,
            self.MODEL_FILE: result.model_file,
        }
        return {**results, self.OUTPUT: request.output} if request.output else results

    def _read(self, parameters, context):
        """What the run shall do, with what its action needs."""
        from sam_cffnet_qgis.processing.model_actions import ManageRequest

        action = self.parameterAsEnumString(parameters, self.ACTION, context)
        asked = parameters.get(self.ACTION)
        if action not in NEEDED or (isinstance(asked, str) and asked.strip() != action):
            raise ParameterError(
                "ACTION is '{value}', which is unknown. Choose one of {known}.",
                value=asked,
                known=", ".join(NEEDED),
            )
        values = {
            self.MODEL: self.parameterAsString(parameters, self.MODEL, context).strip(),
            self.FILE: self.parameterAsFile(parameters, self.FILE, context),
            self.NAME: self.parameterAsString(parameters, self.NAME, context).strip(),
            self.OUTPUT: "",
        }
        if action == "export":  # asked for otherwise, a temporary file would be announced
            values[self.OUTPUT] = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        for name in NEEDED[action]:
            if not values[name]:
                raise ParameterError(
                    "{name} is empty, but '{action}' needs it. Give a value.",
                    name=name,
                    action=action,
                )
        return ManageRequest(
            action, values[self.MODEL], values[self.FILE], values[self.NAME], values[self.OUTPUT]
        )
