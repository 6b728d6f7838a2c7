"""Evaluate detections: polygons or a probability raster against an inventory of landslides."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from sam_cffnet_qgis.core.errors import Cancelled, SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import EvaluationSettings
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import SamCffnetAlgorithm, engine_python
from sam_cffnet_qgis.processing.evaluation_request import EvaluationReader
from sam_cffnet_qgis.processing.sinks import Output, work_folder
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths, write_text

EVALUATION_PERCENT = 95.0  # of the progress bar; the rest is for writing


class EvaluateDetections(SamCffnetAlgorithm):
    DETECTIONS = "DETECTIONS"
    PROBABILITY = "PROBABILITY"
    INVENTORY = "INVENTORY"
    AREA = "AREA"
    THRESHOLD = "THRESHOLD"
    PIXEL_SIZE = "PIXEL_SIZE"
    OUTPUT = "OUTPUT"
    METRICS = "METRICS"
    REPORT = "REPORT"
    IOU = "IOU"
    F1 = "F1"
    PRECISION = "PRECISION"
    RECALL = "RECALL"
    HITS = "HITS"
    MISSED = "MISSED"
    FALSE_ALARMS = "FALSE_ALARMS"
    MISSED_AREA = "MISSED_AREA"
    FALSE_AREA = "FALSE_AREA"

    def name(self):
        return "evaluatedetections"

    def displayName(self):  # noqa: N802
        return self.tr("Evaluate detections")

    def shortDescription(self):  # noqa: N802
        return self.tr("Compares detected landslides with an inventory.")

    def tags(self):
        return self.tr("landslide,accuracy,validation,iou,f1,precision,recall,inventory").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Compares detections with an inventory of landslides: pixel by pixel (IoU, F1, precision, "
            "recall, from totals over all pixels), and landslide by landslide (hit, missed, false "
            "alarm, by size).\n\n"
            "Give either polygons or a probability raster. With a raster the report also shows what "
            "other thresholds would give, and whether the probabilities are right. Polygons whose "
            "field 'status' is 'rejected' are not counted as detections.\n\n"
            "Each part of a multipolygon is a landslide of its own. Use an inventory of ground that "
            "the model was not trained on."
        )

    def canExecute(self):  # noqa: N802
        return True, ""  # the engine is needed for the report alone

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self._add_inputs()
        self._add_numbers()
        self._add_outputs()

    def _add_inputs(self) -> None:
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(
                self.DETECTIONS, self.tr("Detected polygons"), polygons, optional=True
            ),
            self.tr("Polygons of detected landslides, in any CRS; or give a probability raster."),
        )
        self.add(
            QgsProcessingParameterRasterLayer(
                self.PROBABILITY, self.tr("Probability"), optional=True
            ),
            self.tr("Probability output of 'Detect landslides', instead of polygons."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(self.INVENTORY, self.tr("Inventory"), polygons),
            self.tr("Polygons of the landslides that are there, in any CRS."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.AREA, self.tr("Evaluated area"), polygons, optional=True
            ),
            self.tr(
                "Only what lies in these polygons counts: the ground that the inventory covers. "
                "Empty: everywhere."
            ),
        )

    def _add_numbers(self) -> None:
        double = QgsProcessingParameterNumber.Type.Double
        self.add(
            QgsProcessingParameterNumber(
                self.THRESHOLD,
                self.tr("Probability threshold"),
                double,
                EvaluationSettings.threshold,
            ),
            self.tr("A pixel of the raster is detected where its probability is above this value."),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.PIXEL_SIZE,
                self.tr("Pixel size [m]"),
                double,
                EvaluationSettings.pixel_size_m,
                minValue=0,
            ),
            self.tr(
                "Pixels on which polygons are compared. 0: so fine that it does not matter. A "
                "raster has its own."
            ),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSink(
                self.OUTPUT,
                self.tr("Judged polygons"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                optional=True,
            ),
            self.tr(
                "Landslides of the inventory that were hit or missed, and false alarms, with area "
                "and best IoU."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.METRICS,
                self.tr("Table of figures"),
                self.tr("CSV files (*.csv)"),
                optional=True,
                createByDefault=False,
            ),
            self.tr("All figures as text, also by size class and for each threshold."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.REPORT,
                self.tr("Report"),
                self.tr("HTML files (*.html)"),
                optional=True,
                createByDefault=False,
            ),
            self.tr("Page with tables and diagrams; shown in the results viewer."),
        )
        numbers = {
            self.IOU: self.tr("IoU of pixels"),
            self.F1: self.tr("F1 of pixels"),
            self.PRECISION: self.tr("Precision of pixels"),
            self.RECALL: self.tr("Recall of pixels"),
            self.HITS: self.tr("Landslides hit"),
            self.MISSED: self.tr("Landslides missed"),
            self.FALSE_ALARMS: self.tr("False alarms"),
            self.MISSED_AREA: self.tr("Missed area [m²]"),
            self.FALSE_AREA: self.tr("False area [m²]"),
        }
        for name, label in numbers.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def checkParameterValues(self, parameters, context):  # noqa: N802
        try:
            EvaluationReader(self, parameters, context).check(Feedback())
        except SamCffnetError as error:
            return False, bridge.translated(error)
        except QgsProcessingException as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        self.request = None
        with bridge.processing_errors():
            reader = EvaluationReader(self, parameters, context)
            try:
                self.request = reader.request(bridge.ProcessingFeedback(feedback))
            except Cancelled:
                pass  # the run ends before it begins
        return True

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.core.evaluate import evaluate
        from sam_cffnet_qgis.core.evaluation_table import metrics_csv
        from sam_cffnet_qgis.processing.evaluation_outputs import put_judged

        request = self.request
        if request is None:
            return {}
        output = Output(self, parameters, self.OUTPUT, context)
        paths = text_paths(self, parameters, (self.METRICS, self.REPORT), context)
        places = {**paths, self.OUTPUT: output.path} if output.path else paths
        core_feedback = bridge.ProcessingFeedback(feedback, EVALUATION_PERCENT)
        inputs = request.input_paths
        with bridge.processing_errors():
            try:
                python = engine_python() if self.REPORT in paths else None
                with (
                    checked_paths(places, inputs),
                    work_folder([output], inputs, context) as folder,
                ):
                    result = evaluate(request.settings, folder, core_feedback)
                    texts = {self.METRICS: metrics_csv(result, request.settings)}
                    if python is not None:
                        texts[self.REPORT] = self._report(result, python, core_feedback)
                    for name, path in paths.items():
                        write_text(texts[name], path)
                    written = {name: str(path) for name, path in paths.items()}
                    if output.destination:
                        written[self.OUTPUT] = put_judged(
                            self, output, result, request, folder, context
                        )
            except Cancelled:
                return {}
        return {**written, **self._numbers(result)}

    def _report(self, result, python, feedback) -> str:
        """The HTML page."""
        from sam_cffnet_qgis.core.engine_client import EngineClient
        from sam_cffnet_qgis.core.evaluation_report import evaluation_document

        document = evaluation_document(
            result,
            self.request.settings,
            self.request.names,
            lambda template, **values: bridge.translate(template, values),
        )
        with EngineClient(python, feedback) as engine:
            return engine.render_report(document, {})

    def _numbers(self, result) -> dict[str, float]:
        objects = result.objects
        pixels = {name.upper(): value for name, value in result.pixels.figures().items()}
        return {
            **pixels,
            self.HITS: objects.hits,
            self.MISSED: objects.missed,
            self.FALSE_ALARMS: objects.false_alarms,
            self.MISSED_AREA: objects.missed_m2,
            self.FALSE_AREA: objects.false_m2,
        }
