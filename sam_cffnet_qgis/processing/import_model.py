"""Import model: a checkpoint becomes a registered model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.architectures import SAM_ENCODERS
from sam_cffnet_qgis.core.errors import Cancelled, CheckpointError, DownloadError, SamCffnetError
from sam_cffnet_qgis.core.registry import check_new_model, model_id_from
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import SamCffnetAlgorithm, engine_python
from sam_cffnet_qgis.processing.folders import downloads_folder, models_folder
from sam_cffnet_qgis.processing.preferences import read_preferences

# Ids of models/known_weights.json, which is not read before it is needed: QGIS starts with this.
DOWNLOADS = ("", *SAM_ENCODERS)
DOWNLOAD_PERCENT = 90.0  # of the progress bar, where something is downloaded


@dataclass(frozen=True)
class ImportRequest:
    """What a run shall import; texts may be empty."""

    checkpoint: str
    sam_checkpoint: str
    download: str
    mirror: str
    name: str
    folder: Path


class ImportModel(SamCffnetAlgorithm):
    CHECKPOINT = "CHECKPOINT"
    SAM_CHECKPOINT = "SAM_CHECKPOINT"
    DOWNLOAD = "DOWNLOAD"
    MIRROR = "MIRROR"
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
        return self.tr("model,checkpoint,weights,safetensors,sam,cffnet,pth,download").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Reads a checkpoint of SAM-CFFNet (.pth.tar of its authors, .pth or .safetensors), "
            "checks every tensor, and writes it as a .safetensors file with a model card. Then "
            "'Detect landslides' offers it by its name.\n\n"
            "Of a checkpoint only numbers are read: a file that would run code is refused. A "
            "checkpoint that holds the decoder alone needs SAM's official file too. SAM's file "
            "alone becomes a model that must be fine-tuned before it can detect.\n\n"
            "'Download SAM' fetches SAM's official file from its publisher or a mirror, with "
            "QGIS's proxy, checks it, and keeps it in your QGIS profile. A stopped download is "
            "resumed. Without this option the network is not used."
        )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        file_filter = self.tr("Checkpoints (*.pth *.tar *.pt *.safetensors);;All files (*)")
        self.add(
            QgsProcessingParameterFile(
                self.CHECKPOINT, self.tr("Checkpoint"), optional=True, fileFilter=file_filter
            ),
            self.tr(
                "File of the whole network, of its decoder, or of SAM alone. Empty: SAM is downloaded."
            ),
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
            QgsProcessingParameterEnum(
                self.DOWNLOAD,
                self.tr("Download SAM"),
                DOWNLOADS,
                defaultValue="",
                usesStaticStrings=True,
            ),
            self.tr(
                "SAM's official file to fetch: sam_vit_b (375 MB), sam_vit_l (1.2 GB) or sam_vit_h "
                "(2.6 GB). With a checkpoint of a decoder it is its SAM checkpoint, without one it is "
                "imported itself. Empty: nothing is downloaded."
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
        self.add(
            QgsProcessingParameterString(
                self.MIRROR, self.tr("Mirror"), read_preferences().mirror, optional=True
            ),
            self.tr(
                "Address of a folder that holds SAM's files under their own names, asked first, for "
                "example https://files.example.org/sam. What comes from there is checked as well."
            ),
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
        from sam_cffnet_qgis.core.known_weights import find_known_weights
        from sam_cffnet_qgis.core.model_import import import_model

        said = bridge.ProcessingFeedback(feedback)
        with bridge.processing_errors():
            try:
                request = self._read(parameters, context)
                python = engine_python()  # not found out after an hour of downloading
                checkpoint, sam_checkpoint = request.checkpoint, request.sam_checkpoint
                known = downloaded = None
                if request.download:
                    known = find_known_weights(request.download)
                    downloaded = self._download(known, request.mirror, feedback)
                    if checkpoint:
                        sam_checkpoint = str(downloaded)
                    else:
                        checkpoint = str(downloaded)
                card = import_model(
                    checkpoint, sam_checkpoint, request.name, request.folder, python, said, known
                )
            except Cancelled:
                return {}
        if downloaded:
            said.info(
                "The downloaded file is {path}. The model does not need it: delete it, or keep it "
                "for the next import.",
                path=downloaded,
            )
        feedback.pushInfo(self.tr("Model: {path}").format(path=card.path))
        return {self.MODEL_ID: card.id, self.MODEL_FILE: str(card.path)}

    def _download(self, known, mirror: str, feedback) -> Path:
        from sam_cffnet_qgis.processing.download import fetch_weights

        said = bridge.ProcessingFeedback(feedback, DOWNLOAD_PERCENT)
        return fetch_weights(known, downloads_folder(), mirror, said)

    def _download_id(self, parameters, context) -> str:
        """Which of SAM's files to download, or empty; QGIS takes an unknown one for none."""
        chosen = self.parameterAsEnumString(parameters, self.DOWNLOAD, context)
        asked = parameters.get(self.DOWNLOAD)
        if not chosen and isinstance(asked, str) and asked.strip():
            raise DownloadError(
                "DOWNLOAD is '{value}', which is unknown. Choose one of {known}, or leave it empty.",
                value=asked,
                known=", ".join(filter(None, DOWNLOADS)),
            )
        return chosen

    def _read(self, parameters, context) -> ImportRequest:
        from sam_cffnet_qgis.core.known_weights import check_mirror

        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        download = self._download_id(parameters, context)
        paths = []
        for name in (self.CHECKPOINT, self.SAM_CHECKPOINT):
            path = self.parameterAsFile(parameters, name, context)
            if path and not Path(path).is_file():
                raise CheckpointError(
                    "{name} is '{path}', but there is no such file. Give the path of a checkpoint.",
                    name=name,
                    path=path,
                )
            paths.append(path)
        checkpoint, sam_checkpoint = paths
        if not checkpoint and not download:
            raise CheckpointError(
                "CHECKPOINT and DOWNLOAD are both empty. Give the path of a checkpoint, or choose "
                "which of SAM's files to download."
            )
        if sam_checkpoint and download:
            raise DownloadError(
                "SAM_CHECKPOINT is '{path}' and DOWNLOAD is '{download}', but SAM is needed only "
                "once. Leave one of them empty.",
                path=sam_checkpoint,
                download=download,
            )
        check_mirror(text(self.MIRROR))
        chosen = text(self.FOLDER)
        folder = Path(chosen) if chosen else models_folder()
        model_name = self.parameterAsString(parameters, self.NAME, context)
        check_new_model(model_id_from(model_name), folder)
        return ImportRequest(
            checkpoint, sam_checkpoint, download, text(self.MIRROR), model_name, folder
        )
