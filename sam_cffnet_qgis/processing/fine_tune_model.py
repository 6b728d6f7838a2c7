"""Fine-tune model: rasters with labelled landslides, or chips, become a registered model."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.architectures import START_MODEL
from sam_cffnet_qgis.core.errors import Cancelled
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.fine_tune_request import FineTuneReader
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths, write_text
from sam_cffnet_qgis.processing.training_algorithm import (
    DEFAULTS,
    NETWORK_TITLES,
    NETWORKS,
    TrainingAlgorithm,
)


class FineTuneModel(TrainingAlgorithm):
    reader = FineTuneReader

    NAME = "NAME"
    ARCHITECTURE = "ARCHITECTURE"
    EPOCHS = "EPOCHS"
    PATIENCE = "PATIENCE"
    METRICS = "METRICS"
    REPORT = "REPORT"
    MODEL_ID = "MODEL_ID"
    MODEL_FILE = "MODEL_FILE"
    IOU = "IOU"
    F1 = "F1"
    PRECISION_SCORE = "PRECISION_SCORE"  # PRECISION is the number format
    RECALL = "RECALL"
    THRESHOLD = "THRESHOLD"

    def name(self):
        return "finetunemodel"

    def displayName(self):  # noqa: N802
        return self.tr("Fine-tune model")

    def shortDescription(self):  # noqa: N802
        return self.tr("Trains a model on your own landslides and registers it under a name.")

    def tags(self):
        return self.tr("landslide,training,fine-tuning,deep learning,model,labels,chips").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Trains a model further on your own imagery: rasters with polygons of the landslides on "
            "them, or a folder of chips. The new model then appears in 'Detect landslides'.\n\n"
            "All ground outside the polygons counts as background. So either outline every "
            "landslide of the rasters, or draw the part in which you did as labelled area; outside "
            "it nothing is learnt. Polygons whose field 'status' is 'rejected' are taught as ground "
            "that only looks like a landslide.\n\n"
            "Part of the landslides is kept aside to measure the model. Cancelling keeps the "
            "finished epochs: the same call goes on from there."
        )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self._add_labels()
        self._add_model()
        self._add_architecture()
        self._add_training()
        self._add_image_choices()
        self._add_engine_choices()
        self._add_outputs()

    def _add_model(self) -> None:
        self._add_start_model(
            self.tr(
                "Model from which training starts: a name, or the path of a model card (.json) or "
                "weights (.safetensors). A SAM encoder without a trained decoder will do."
            )
        )
        self.add(
            QgsProcessingParameterString(self.NAME, self.tr("Name of the new model")),
            self.tr("Name under which the new model appears, for example iburi-lite."),
        )

    def _add_architecture(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                self.ARCHITECTURE,
                self.tr("Network"),
                NETWORKS,
                defaultValue=START_MODEL,
                usesStaticStrings=True,
            ),
            self.tr(
                "start_model: the start model learns further, which suits most. Any other name "
                "trains a new network of that kind from the beginning, which needs hundreds of "
                "labelled images and hours: {titles}. Those whose names begin with sam_ need a start "
                "model with a SAM encoder."
            ).format(titles=NETWORK_TITLES),
            advanced=True,
        )
        self._add_encoder_weights()

    def _add_training(self) -> None:
        self.add_number(
            self.EPOCHS,
            self.tr("Epochs"),
            DEFAULTS.epochs,
            self.tr("How often at most the training goes through all tiles."),
            minValue=1,
        )
        self.add_number(
            self.PATIENCE,
            self.tr("Patience [epochs]"),
            DEFAULTS.patience,
            self.tr("Training stops after this many epochs without a better validation."),
            advanced=True,
            minValue=1,
        )
        self._add_steps()

    def _add_outputs(self) -> None:
        self._add_folder()
        files = {
            self.METRICS: (
                self.tr("Training metrics"),
                self.tr("CSV files (*.csv)"),
                self.tr("Table (CSV) of loss and accuracy, one line an epoch."),
            ),
            self.REPORT: (
                self.tr("Training report"),
                self.tr("HTML files (*.html)"),  # this ending puts it into the results viewer
                self.tr("Page (HTML) with curves, figures and examples of the validation."),
            ),
        }
        self._add_files(files)
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, self.tr("Name of the model")))
        self.addOutput(QgsProcessingOutputFile(self.MODEL_FILE, self.tr("Model card")))
        numbers = {
            self.IOU: self.tr("IoU of the validation"),
            self.F1: self.tr("F1 of the validation"),
            self.PRECISION_SCORE: self.tr("Precision of the validation"),
            self.RECALL: self.tr("Recall of the validation"),
            self.THRESHOLD: self.tr("Probability threshold of the model"),
        }
        for name, label in numbers.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.core.fine_tune import fine_tune

        request, core_feedback = self.request, bridge.ProcessingFeedback(feedback)
        paths = text_paths(self, parameters, (self.METRICS, self.REPORT), context)
        with bridge.processing_errors():
            try:
                with checked_paths(paths, request.data.input_paths):
                    place = self._place(request.target_folder)
                    settings = request.labelled_settings(context, core_feedback)

                    def publish(metrics_csv: str, report_html: str) -> None:
                        texts = {self.METRICS: metrics_csv, self.REPORT: report_html}
                        for name, path in paths.items():
                            write_text(texts[name], path)

                    result = fine_tune(settings, place, core_feedback, publish)
                    feedback.pushInfo(self.tr("Model: {path}").format(path=result.card.path))
            except Cancelled:  # the core has told what is kept
                return {}
        return {
            **{name: str(path) for name, path in paths.items() if path.exists()},
            self.MODEL_ID: result.card.id,
            self.MODEL_FILE: str(result.card.path),
            self.IOU: result.figures["iou"],
            self.F1: result.figures["f1"],
            self.PRECISION_SCORE: result.figures["precision"],
            self.RECALL: result.figures["recall"],
            self.THRESHOLD: result.card.threshold,
        }
