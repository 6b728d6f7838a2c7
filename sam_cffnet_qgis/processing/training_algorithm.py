"""The parameters that *Fine-tune model* and *Compare models* share."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
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

from sam_cffnet_qgis.core.architectures import KINDS, START_MODEL
from sam_cffnet_qgis.core.errors import SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import MAX_BATCH, PRECISIONS, FineTuneSettings, TrainingPlace
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import MODEL_WIDGETS, SamCffnetAlgorithm, engine_python
from sam_cffnet_qgis.processing.folders import models_folder, runs_folder
from sam_cffnet_qgis.processing.preferences import read_preferences
from sam_cffnet_qgis.processing.training_reader import TrainingReader

DEFAULTS = FineTuneSettings(name="")
NETWORKS = [START_MODEL, *KINDS]
NETWORK_TITLES = ", ".join(f"{kind.name} ({kind.title})" for kind in KINDS.values())


class TrainingAlgorithm(SamCffnetAlgorithm):
    """Base of the algorithms that train networks: what they learn from, and how.

    Attributes:
        reader: reads the parameters of the leaf.
        request: what it read, on the main thread.
    """

    reader: type[TrainingReader]

    INPUT = "INPUT"
    LABELS = "LABELS"
    FILTER = "FILTER"
    LABELLED_AREA = "LABELLED_AREA"
    CHIPS = "CHIPS"
    MODEL = "MODEL"
    BATCH = "BATCH"
    LEARNING_RATE = "LEARNING_RATE"
    VALIDATION = "VALIDATION"
    SEED = "SEED"
    AUGMENT = "AUGMENT"
    ENCODER_WEIGHTS = "ENCODER_WEIGHTS"
    BANDS = "BANDS"
    RESOLUTION = "RESOLUTION"
    CHIP_PIXEL_SIZE = "CHIP_PIXEL_SIZE"
    CACHE_GB = "CACHE_GB"
    CACHE_FOLDER = "CACHE_FOLDER"
    DEVICE = "DEVICE"
    PRECISION = "PRECISION"
    FOLDER = "FOLDER"

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
                "Instead of images and labels: a folder of labelled images, with manifest.csv, with "
                "the folders images and masks that hold files of the same names, as COCO, or as the "
                "datasets Bijie, Landslide4Sense and GVLM are published."
            ),
        )

    def _add_start_model(self, help_text: str) -> None:
        model = QgsProcessingParameterString(
            self.MODEL, self.tr("Start model"), read_preferences().model
        )
        model.setMetadata({"widget_wrapper": {**MODEL_WIDGETS, "with_untrained": True}})
        self.add(model, help_text)

    def _add_steps(self) -> None:
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

    def _add_encoder_weights(self) -> None:
        self.add(
            QgsProcessingParameterFile(
                self.ENCODER_WEIGHTS,
                self.tr("Folder of encoder weights"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            ),
            self.tr(
                "Folder with ImageNet weights for the encoders of new networks: resnet50, hrnet_w18, "
                "hrnet_w48, mit_b0, mit_b1, mit_b2, efficientnet_lite0, each as .safetensors, .pth "
                "or .bin. An encoder without a file starts from random weights, but efficientnet_lite0 "
                "from those that 'Install engine' brings."
            ),
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

    def _add_folder(self) -> None:
        self.add(
            QgsProcessingParameterFolderDestination(
                self.FOLDER, self.tr("Folder of models"), optional=True, createByDefault=False
            ),
            self.tr("Where to keep the model. Empty: the models folder of your QGIS profile."),
            advanced=True,
        )

    def _add_files(self, files: dict[str, tuple[str, str, str]]) -> None:
        """Add output files: label, filter and help by name."""
        for name, (label, file_filter, help_text) in files.items():
            output = QgsProcessingParameterFileDestination(
                name, label, fileFilter=file_filter, optional=True, createByDefault=True
            )
            self.add(output, help_text)

    def checkParameterValues(self, parameters, context):  # noqa: N802
        # Before QGIS's own check, which says of a missing file only that the value is incorrect.
        try:
            self.reader(self, parameters, context).request(Feedback())
        except SamCffnetError as error:
            return False, bridge.translated(error)
        except QgsProcessingException as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        with bridge.processing_errors():
            reader = self.reader(self, parameters, context)
            self.request = reader.request(bridge.ProcessingFeedback(feedback))
        return True

    def _place(self, target_folder: Path) -> TrainingPlace:
        """Where a run finds its tools and keeps its files."""
        return TrainingPlace(
            python=engine_python(),
            models_folder=models_folder(),
            target_folder=target_folder,
            runs_folder=runs_folder(),
        )
