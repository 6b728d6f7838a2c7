"""Compare models: several networks trained and tested on the same ground, in one table."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.errors import Cancelled
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.comparison_request import (
    DEFAULT_ARCHITECTURES,
    DEFAULT_TEST_SHARE,
    ComparisonReader,
)
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths, write_text
from sam_cffnet_qgis.processing.training_algorithm import (
    DEFAULTS,
    NETWORK_TITLES,
    NETWORKS,
    TrainingAlgorithm,
)


class CompareModels(TrainingAlgorithm):
    reader = ComparisonReader

    ARCHITECTURES = "ARCHITECTURES"
    SEEDS = "SEEDS"
    EPOCHS = "EPOCHS"
    MINUTES = "MINUTES"
    TEST = "TEST"
    NAME = "NAME"
    TABLE = "TABLE"
    REPORT = "REPORT"
    BEST = "BEST"
    IOU = "IOU"
    MODEL_ID = "MODEL_ID"
    MODEL_FILE = "MODEL_FILE"

    def name(self):
        return "comparemodels"

    def displayName(self):  # noqa: N802
        return self.tr("Compare models")

    def shortDescription(self):  # noqa: N802
        return self.tr("Trains several networks on your landslides and shows which is best there.")

    def tags(self):
        return self.tr(
            "landslide,training,comparison,benchmark,deep learning,model,labels,chips"
        ).split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Trains several networks on the same landslides and measures all of them on the same "
            "test ground, which none learns from. The data are those of 'Fine-tune model': rasters "
            "with polygons of the landslides on them, or a folder of chips.\n\n"
            "All networks get the same ground, the same time or number of epochs, and the same "
            "variation of the tiles. Each is trained several times, since chance alone makes a "
            "difference; the table gives mean and spread. Differences smaller than the spread mean "
            "nothing.\n\n"
            "New networks need hundreds of labelled images. With a few dozen polygons the start "
            "model, trained further, is the one to beat; but if it has learnt from this ground "
            "before, its figures are too good.\n\n"
            "This takes long: as many trainings as networks times runs. Cancelling keeps what is "
            "finished: the same call goes on from there."
        )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self._add_labels()
        self._add_networks()
        self._add_budget()
        self._add_steps()
        self._add_test()
        self._add_encoder_weights()
        self._add_image_choices()
        self._add_engine_choices()
        self._add_outputs()

    def _add_networks(self) -> None:
        self._add_start_model(
            self.tr(
                "Model that gives tile, scaling and working resolution to all networks, and its "
                "encoder to the decoders on SAM. Trained further, it is the network start_model. A "
                "name, or the path of a model card (.json) or weights (.safetensors)."
            )
        )
        self.add(
            QgsProcessingParameterEnum(
                self.ARCHITECTURES,
                self.tr("Networks"),
                NETWORKS,
                allowMultiple=True,
                defaultValue=list(DEFAULT_ARCHITECTURES),
                usesStaticStrings=True,
            ),
            self.tr(
                "start_model: the start model, trained further. All others are trained from the "
                "beginning: {titles}. Those whose names begin with sam_ need a start model with a "
                "SAM encoder."
            ).format(titles=NETWORK_TITLES),
        )
        self.add_number(
            self.SEEDS,
            self.tr("Runs of each network"),
            ComparisonSettings.seeds,
            self.tr("Each run starts from other random numbers, on the same split."),
            minValue=1,
            maxValue=20,
        )

    def _add_budget(self) -> None:
        self.add_number(
            self.EPOCHS,
            self.tr("Epochs"),
            DEFAULTS.epochs,
            self.tr("How often each training goes through all tiles. Unused with minutes."),
            minValue=1,
        )
        self.add_number(
            self.MINUTES,
            self.tr("Training time of a run [minutes]"),
            ComparisonSettings.minutes,
            self.tr(
                "Every training gets as many epochs as seem to fit into this time, at least one, so "
                "that fast networks may use their speed. 0: all get the same number of epochs."
            ),
            minValue=0,
        )

    def _add_test(self) -> None:
        self.add_number(
            self.TEST,
            self.tr("Share for the test"),
            DEFAULT_TEST_SHARE,
            self.tr(
                "Share of the landslides that is kept from training and validation alike, in parts "
                "of their own: the table's figures are of tiles there. Of rasters these are tiles "
                "with landslides and at most twice as many without."
            ),
            advanced=True,
            minValue=0.05,
            maxValue=0.5,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterString(
                self.NAME, self.tr("Name of the new model"), optional=True
            ),
            self.tr(
                "Name under which the best network appears in 'Detect landslides'. Empty: none."
            ),
        )
        self._add_folder()
        files = {
            self.TABLE: (
                self.tr("Table of figures"),
                self.tr("CSV files (*.csv)"),
                self.tr("Table (CSV), one line a run and one a network."),
            ),
            self.REPORT: (
                self.tr("Comparison report"),
                self.tr("HTML files (*.html)"),  # this ending puts it into the results viewer
                self.tr("Page (HTML) with the table, loss curves and pictures side by side."),
            ),
        }
        self._add_files(files)
        self.addOutput(QgsProcessingOutputString(self.BEST, self.tr("Best network")))
        self.addOutput(QgsProcessingOutputNumber(self.IOU, self.tr("IoU of its test")))
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, self.tr("Name of the model")))
        self.addOutput(QgsProcessingOutputFile(self.MODEL_FILE, self.tr("Model card")))

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.core.compare import compare

        request, core_feedback = self.request, bridge.ProcessingFeedback(feedback)
        paths = text_paths(self, parameters, (self.TABLE, self.REPORT), context)
        with bridge.processing_errors():
            try:
                with checked_paths(paths, request.data.input_paths):
                    settings = request.labelled_settings(context, core_feedback)

                    def publish(table_csv: str, report_html: str) -> None:
                        texts = {self.TABLE: table_csv, self.REPORT: report_html}
                        for name, path in paths.items():
                            write_text(texts[name], path)

                    place = self._place(request.target_folder)
                    result = compare(settings, place, core_feedback, publish)
            except Cancelled:  # the core has told what is kept
                return {}
        best = next(row for row in result.summaries if row.architecture == result.best)
        card = result.card
        return {
            **{name: str(path) for name, path in paths.items() if path.exists()},
            self.BEST: result.best,
            self.IOU: best.iou,
            self.MODEL_ID: card.id if card else "",
            self.MODEL_FILE: str(card.path) if card else "",
        }
