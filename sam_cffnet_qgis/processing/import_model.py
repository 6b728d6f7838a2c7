"""Import model: a checkpoint becomes a registered model."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.errors import Cancelled, CheckpointError, SamCffnetError
from sam_cffnet_qgis.core.registry import check_new_model, model_id_from
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import SamCffnetAlgorithm, engine_python, models_folder


class ImportModel(SamCffnetAlgorithm):
    CHECKPOINT = "CHECKPOINT"
    SAM_CHECKPOINT = "SAM_CHECKPOINT"
    NAME = "NAME"
    FOLDER = "FOLDER"
    MODEL_ID = "MODEL_ID"
    MODEL_FILE = "MODEL_FILE"

    def name(self):
        return "importmodel"

    def displayName(self):  # noqa: N802
        return self.tr("Import model")

    def shortDescription(self):  # noqa: N802
        return self.tr("Registers a SAM-CFFNet checkpoint as a model for landslide detection.")

    def tags(self):
        return self.tr("model,checkpoint,weights,safetensors,sam,cffnet,pth").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Reads a checkpoint of SAM-CFFNet (.pth.tar of its authors, .pth or .safetensors), "
            "checks every tensor, and writes it as a .safetensors file with a model card. Then "
            "'Detect landslides' offers it by its name.\n\n"
            "Of a checkpoint only numbers are read: a file that would run code is refused. A "
            "checkpoint that holds the decoder alone needs SAM's official file too. SAM's file "
            "alone becomes a model that must be fine-tuned before it can detect."
        )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        file_filter = self.tr("Checkpoints (*.pth *.tar *.pt *.safetensors);;All files (*)")
        self.add(
            QgsProcessingParameterFile(
                self.CHECKPOINT, self.tr("Checkpoint"), fileFilter=file_filter
            ),
            self.tr("File of the whole network, of its decoder, or of SAM alone."),
        )
        self.add(
            QgsProcessingParameterFile(
                self.SAM_CHECKPOINT,
                self.tr("SAM checkpoint"),
                optional=True,
                fileFilter=file_filter,
            ),
            self.tr(
                "SAM's official sam_vit_b, sam_vit_l or sam_vit_h file; needed when the checkpoint "
                "holds no encoder."
            ),
        )
        self.add(
            QgsProcessingParameterString(self.NAME, self.tr("Name of the model")),
            self.tr("Name under which the model appears, for example bijie-vit-l."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(
                self.FOLDER, self.tr("Folder of models"), optional=True, createByDefault=False
            ),
            self.tr("Where to keep the model. Empty: the models folder of your QGIS profile."),
            advanced=True,
        )
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
        from sam_cffnet_qgis.core.model_import import import_model

        with bridge.processing_errors():
            try:
                checkpoint, sam_checkpoint, name = self._read(parameters, context)
                card = import_model(
                    checkpoint,
                    sam_checkpoint,
                    name,
                    self._folder(parameters, context),
                    engine_python(),
                    bridge.ProcessingFeedback(feedback),
                )
            except Cancelled:
                return {}
        feedback.pushInfo(self.tr("Model: {path}").format(path=card.path))
        return {self.MODEL_ID: card.id, self.MODEL_FILE: str(card.path)}

    def _read(self, parameters, context) -> tuple[str, str, str]:
        """Checkpoint, SAM checkpoint (may be empty) and name."""
        paths = []
        for name in (self.CHECKPOINT, self.SAM_CHECKPOINT):
            path = self.parameterAsFile(parameters, name, context)
            if (path or name == self.CHECKPOINT) and not Path(path).is_file():
                raise CheckpointError(
                    "{name} is '{path}', but there is no such file. Give the path of a checkpoint.",
                    name=name,
                    path=path,
                )
            paths.append(path)
        model_name = self.parameterAsString(parameters, self.NAME, context)
        check_new_model(model_id_from(model_name), self._folder(parameters, context))
        return paths[0], paths[1], model_name

    def _folder(self, parameters, context) -> Path:
        chosen = self.parameterAsString(parameters, self.FOLDER, context)
        return Path(chosen) if chosen else models_folder()
