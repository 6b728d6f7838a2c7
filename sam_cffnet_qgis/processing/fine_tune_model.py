"""Fine-tune model: rasters with labelled landslides, or chips, become a registered model."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.errors import Cancelled, SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import MAX_BATCH, PRECISIONS, FineTuneSettings, TrainingPlace
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import MODEL_WIDGETS, SamCffnetAlgorithm, engine_python
from sam_cffnet_qgis.processing.fine_tune_request import FineTuneReader
from sam_cffnet_qgis.processing.folders import models_folder, runs_folder
from sam_cffnet_qgis.processing.preferences import read_preferences
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths, write_text

DEFAULTS = FineTuneSettings(name="")


class FineTuneModel(SamCffnetAlgorithm):
    INPUT = "INPUT"
    LABELS = "LABELS"
    FILTER = "FILTER"
    LABELLED_AREA = "LABELLED_AREA"
    CHIPS = "CHIPS"
    MODEL = "MODEL"
    NAME = "NAME"
    EPOCHS = "EPOCHS"
    BATCH = "BATCH"
    LEARNING_RATE = "LEARNING_RATE"
    VALIDATION = "VALIDATION"
    PATIENCE = "PATIENCE"
    SEED = "SEED"
    AUGMENT = "AUGMENT"
    BANDS = "BANDS"
    RESOLUTION = "RESOLUTION"
    CHIP_PIXEL_SIZE = "CHIP_PIXEL_SIZE"
    CACHE_GB = "CACHE_GB"
    CACHE_FOLDER = "CACHE_FOLDER"
    DEVICE = "DEVICE"
    PRECISION = "PRECISION"
    FOLDER = "FOLDER"
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
        self._add_training()
        self._add_image_choices()
        self._add_engine_choices()
        self._add_outputs()

    def _add_labels(self) -> None:
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterMultipleLayers(
                self.INPUT,
                self.tr("Images"),
                QgsProcessing.SourceType.TypeRaster,
                optional=True,
            ),
            self.tr(
                "One or more rasters with red, green and blue bands, on which the landslides were "
                "labelled. Empty only with a folder of chips."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.LABELS, self.tr("Labelled landslides"), polygons, optional=True
            ),
            self.tr(
                "Polygons of the landslides, in any CRS. Where a field 'status' is 'rejected', the "
                "polygon is no landslide but ground that looks like one. Without a labelled area "
                "everything outside the polygons counts as background."
            ),
        )
        self.add(
            QgsProcessingParameterExpression(
                self.FILTER,
                self.tr("Use only labels for which"),
                parentLayerParameterName=self.LABELS,
                optional=True,
            ),
            self.tr(
                "Expression over the labels, such as \"status\" = 'accepted'. The ground of the "
                "other polygons is left out: neither landslide nor background."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.LABELLED_AREA, self.tr("Labelled area"), polygons, optional=True
            ),
            self.tr(
                "Polygons in which every landslide was outlined; nothing is learnt outside them. "
                "Empty: the whole of each raster was labelled, and all ground outside the labels "
                "is background."
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                self.CHIPS,
                self.tr("Folder of chips"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            ),
            self.tr(
                "Instead of images and labels: a folder with manifest.csv, or with the folders "
                "images and masks that hold files of the same names."
            ),
        )

    def _add_model(self) -> None:
        model = QgsProcessingParameterString(
            self.MODEL, self.tr("Start model"), read_preferences().model
        )
        model.setMetadata({"widget_wrapper": {**MODEL_WIDGETS, "with_untrained": True}})
        self.add(
            model,
            self.tr(
                "Model from which training starts: a name, or the path of a model card (.json) or "
                "weights (.safetensors). A SAM encoder without a trained decoder will do."
            ),
        )
        self.add(
            QgsProcessingParameterString(self.NAME, self.tr("Name of the new model")),
            self.tr("Name under which the new model appears, for example iburi-lite."),
        )

    def _add_training(self) -> None:
        self.add_number(
            self.EPOCHS,
            self.tr("Epochs"),
            DEFAULTS.epochs,
            self.tr("How often at most the training goes through all tiles."),
            minValue=1,
        )
        self.add_number(
            self.BATCH,
            self.tr("Tiles at a time"),
            DEFAULTS.batch,
            self.tr("Tiles of one training step. Fewer need less memory."),
            advanced=True,
            minValue=1,
            maxValue=MAX_BATCH,
        )
        self.add_number(
            self.LEARNING_RATE,
            self.tr("Learning rate"),
            DEFAULTS.learning_rate,
            self.tr("Largest size of a training step. Halve it if the loss jumps."),
            advanced=True,
            minValue=1e-7,
            maxValue=0.1,
        )
        self.add_number(
            self.VALIDATION,
            self.tr("Share for validation"),
            DEFAULTS.validation_share,
            self.tr(
                "Share of the landslides that is kept aside, in parts of their own, to measure the "
                "model and to choose its threshold."
            ),
            advanced=True,
            minValue=0.05,
            maxValue=0.5,
        )
        self.add_number(
            self.PATIENCE,
            self.tr("Patience [epochs]"),
            DEFAULTS.patience,
            self.tr("Training stops after this many epochs without a better validation."),
            advanced=True,
            minValue=1,
        )
        self.add_number(
            self.SEED,
            self.tr("Seed"),
            DEFAULTS.seed,
            self.tr("Start of the random numbers. The same seed splits the same labels alike."),
            advanced=True,
            minValue=0,
        )
        self.add(
            QgsProcessingParameterBoolean(self.AUGMENT, self.tr("Vary tiles"), DEFAULTS.augment),
            self.tr("Shows the tiles flipped, turned, scaled, lighter, darker and hazy."),
            advanced=True,
        )

    def _add_image_choices(self) -> None:
        # The list of bands that Processing offers belongs to one raster; here are several.
        self.add(
            QgsProcessingParameterString(
                self.BANDS, self.tr("Red, green and blue band"), optional=True
            ),
            self.tr(
                "Three band numbers in the order red, green, blue, such as 3,2,1; or one, used for "
                "all three. Empty: by the colours named in the file, else bands 1, 2, 3."
            ),
            advanced=True,
        )
        self.add_number(
            self.RESOLUTION,
            self.tr("Working resolution [m per pixel]"),
            DEFAULTS.resolution_m,
            self.tr(
                "Pixel size in metres at which the model learns, and later detects. Empty: that of the "
                "start model. 0: that of the images."
            ),
            advanced=True,
            optional=True,
            minValue=0,
        )
        self.add_number(
            self.CHIP_PIXEL_SIZE,
            self.tr("Pixel size of the chips [m]"),
            DEFAULTS.chip_gsd_m,
            self.tr(
                "For chips whose manifest (column gsd_m) and files do not say it. Empty: the size at "
                "which the start model finds their landslides best."
            ),
            advanced=True,
            optional=True,
            minValue=0.001,
            maxValue=1000,
        )

    def _add_engine_choices(self) -> None:
        self.add_number(
            self.CACHE_GB,
            self.tr("Disk space for features [GB]"),
            DEFAULTS.cache_gb,
            self.tr("Most disk space to use for keeping what a SAM encoder has computed."),
            advanced=True,
            minValue=0.01,
        )
        self.add(
            QgsProcessingParameterFile(
                self.CACHE_FOLDER,
                self.tr("Folder for unfinished runs"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            ),
            self.tr("Where finished epochs and features are kept. Empty: your QGIS profile."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                self.DEVICE, self.tr("Device"), read_preferences().device, optional=True
            ),
            self.tr("auto, cpu, cuda:0 (a graphics card by number) or mps (Apple)."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                self.PRECISION,
                self.tr("Precision"),
                PRECISIONS,
                defaultValue=read_preferences().precision,
                usesStaticStrings=True,
            ),
            self.tr("Number format of the computation. auto: the fastest that is safe here."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFolderDestination(
                self.FOLDER, self.tr("Folder of models"), optional=True, createByDefault=False
            ),
            self.tr("Where to keep the model. Empty: the models folder of your QGIS profile."),
            advanced=True,
        )
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
        for name, (label, file_filter, help_text) in files.items():
            output = QgsProcessingParameterFileDestination(
                name, label, fileFilter=file_filter, optional=True, createByDefault=True
            )
            self.add(output, help_text)
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

    def checkParameterValues(self, parameters, context):  # noqa: N802
        # Before QGIS's own check, which says of a missing file only that the value is incorrect.
        try:
            FineTuneReader(self, parameters, context).request(Feedback())
        except SamCffnetError as error:
            return False, bridge.translated(error)
        except QgsProcessingException as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        with bridge.processing_errors():
            reader = FineTuneReader(self, parameters, context)
            self.request = reader.request(bridge.ProcessingFeedback(feedback))
        return True

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.core.fine_tune import fine_tune

        request, core_feedback = self.request, bridge.ProcessingFeedback(feedback)
        paths = text_paths(self, parameters, (self.METRICS, self.REPORT), context)
        with bridge.processing_errors():
            try:
                with checked_paths(paths, request.input_paths):
                    place = TrainingPlace(
                        python=engine_python(),
                        models_folder=models_folder(),
                        target_folder=request.target_folder,
                        runs_folder=runs_folder(),
                    )
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
