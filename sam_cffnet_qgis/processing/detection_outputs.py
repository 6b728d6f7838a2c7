"""The outputs of the algorithms that end with detected landslides: layers, report and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterDestination,
)

from sam_cffnet_qgis.core.errors import OutputError, SamCffnetError
from sam_cffnet_qgis.processing import bridge, styling
from sam_cffnet_qgis.processing.base import SamCffnetAlgorithm
from sam_cffnet_qgis.processing.sinks import Output, PolygonLayer, work_folder
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths, write_text

RUN_PERCENT = 95.0  # of the progress bar; the rest is for writing


@dataclass(frozen=True)
class Image:
    """The image of a detection as its layers name it."""

    name: str
    crs: QgsCoordinateReferenceSystem


class Destinations:
    """Where the outputs of a run go.

    Attributes:
        outputs: layers by name, also those that are not wanted.
        texts: paths of the files that are wanted, by name.
    """

    def __init__(self, algorithm: DetectionAlgorithm, parameters, context) -> None:
        names = (algorithm.OUTPUT, algorithm.PROBABILITY, algorithm.UNCERTAINTY)
        self.outputs = {name: Output(algorithm, parameters, name, context) for name in names}
        self.texts = text_paths(algorithm, parameters, (algorithm.REPORT,), context)
        self._context = context

    @property
    def names(self) -> list[str]:
        """Of the outputs that are wanted."""
        layers = [name for name, output in self.outputs.items() if output.destination]
        return [*layers, *self.texts]

    def check(self) -> None:
        """Refuse a run of which nothing would stay.

        Raises:
            OutputError: if no output is wanted.
        """
        if not self.names:
            raise OutputError(
                "No output was asked for. Give OUTPUT for the polygons, or PROBABILITY, UNCERTAINTY "
                "or REPORT."
            )

    @contextmanager
    def work_folder(self, input_paths: tuple[str, ...]) -> Iterator[Path]:
        """A folder for unfinished files, when all outputs are known to have a place.

        Raises:
            OutputError: if one cannot be put into place afterwards.
        """
        places = {name: output.path for name, output in self.outputs.items() if output.path}
        with (
            checked_paths({**places, **self.texts}, input_paths),
            work_folder(self.outputs.values(), input_paths, self._context) as folder,
        ):
            yield folder


class DetectionAlgorithm(SamCffnetAlgorithm):
    OUTPUT = "OUTPUT"
    PROBABILITY = "PROBABILITY"
    UNCERTAINTY = "UNCERTAINTY"
    REPORT = "REPORT"
    COUNT = "COUNT"
    AREA = "AREA"
    TILES = "TILES"
    SECONDS = "SECONDS"
    MODEL_ID = "MODEL_ID"

    def add_outputs(self) -> None:
        """Add the destinations, and the numbers that a run gives."""
        self.add(
            QgsProcessingParameterFeatureSink(
                self.OUTPUT,
                self.tr("Landslides"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                optional=True,
            ),
            self.tr("Polygon layer of the detected landslides, in the CRS of the raster."),
        )
        rasters = {
            self.PROBABILITY: (
                self.tr("Probability"),
                self.tr("Raster (GeoTIFF) with the probability of landslide, from 0 to 1."),
            ),
            self.UNCERTAINTY: (
                self.tr("Uncertainty"),
                self.tr(
                    "Raster (GeoTIFF) of how much the eight views disagree, from 0 to 0.5; needs "
                    "'Average eight views'. Its second band tells landslide (1), likely missed "
                    "(2), likely false (3) and background (4)."
                ),
            ),
        }
        for name, (label, help_text) in rasters.items():
            raster = QgsProcessingParameterRasterDestination(
                name, label, optional=True, createByDefault=False
            )
            self.add(raster, help_text)
        self.add(
            QgsProcessingParameterFileDestination(
                self.REPORT,
                self.tr("Report"),
                self.tr("HTML files (*.html)"),
                optional=True,
                createByDefault=False,
            ),
            self.tr(
                "Page with a map, numbers, diagrams and all parameters; shown in the results viewer."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, self.tr("Number of landslides")))
        self.addOutput(QgsProcessingOutputNumber(self.AREA, self.tr("Total area [m²]")))
        self.addOutput(QgsProcessingOutputNumber(self.TILES, self.tr("Tiles computed")))
        self.addOutput(QgsProcessingOutputNumber(self.SECONDS, self.tr("Seconds")))
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, self.tr("Model")))

    def numbers(self, result) -> dict[str, object]:
        """The outputs of a result that are no files."""
        return {
            self.COUNT: result.count,
            self.AREA: result.area_m2,
            self.TILES: result.tiles,
            self.SECONDS: result.seconds,
            self.MODEL_ID: result.card.id,
        }

    def put_layers(self, result, outputs, image, folder, context, feedback) -> dict[str, str]:
        """Put the layers into place; the values of those that were asked for, by name."""
        fields = bridge.polygon_fields(result.has_dem)
        run_date = result.provenance["run_date"]

        def features():
            for number, polygon in enumerate(result.polygons(), 1):
                feedback.check()
                yield bridge.polygon_feature(number, polygon, fields, result.card.id, run_date)

        def metadata(title):
            return styling.layer_metadata(title, result.provenance, image.crs)

        written = {}
        if outputs[self.OUTPUT].destination:
            title = metadata(self.tr("Detected landslides"))
            layer = PolygonLayer(fields, image.crs, features(), title)
            written[self.OUTPUT] = outputs[self.OUTPUT].put_polygons(
                layer, folder, styling.LANDSLIDES_STYLE, context
            )
        rasters = (  # in this order, see ``write_plane``
            (self.UNCERTAINTY, result.uncertainty, self.tr("Uncertainty of the probability")),
            (self.PROBABILITY, result.probability, self.tr("Probability of landslide")),
        )
        for name, plane, title in rasters:
            if outputs[name].path is not None:
                source = folder / f"{name.lower()}.tif"
                result.write_plane(plane, source, feedback)
                styles = styling.RASTER_STYLES[name]
                written[name] = outputs[name].put_raster(source, metadata(title), styles, context)
        self._arrange(written, result.card.id, image.name, context)
        return written

    def _arrange(self, written, model, raster, context) -> None:
        """Name the layers after raster and model and group them, the polygons on top."""
        names = {
            self.OUTPUT: self.tr("{raster} landslides ({model})"),
            self.PROBABILITY: self.tr("{raster} probability ({model})"),
            self.UNCERTAINTY: self.tr("{raster} uncertainty ({model})"),
        }
        results = [
            styling.LoadedResult(
                written[name],
                self.parameterDefinition(name).description(),
                text.format(raster=raster, model=model),
            )
            for name, text in names.items()
            if name in written
        ]
        group = self.tr("{raster} – landslides").format(raster=raster)
        styling.arrange_on_load(context, group, results)

    def put_report(self, result, overview, warnings, python, path, feedback) -> dict[str, str]:
        """Write the HTML page; the layers, which are in place, stay if that fails."""
        from sam_cffnet_qgis.core.detection_report import detection_document
        from sam_cffnet_qgis.core.engine_client import EngineClient

        try:
            document, arrays = detection_document(
                result, result.settings, overview, warnings, feedback.say
            )
            with EngineClient(python, feedback) as engine:
                write_text(engine.render_report(document, arrays), path)
        except SamCffnetError as error:  # also if the user stops
            feedback.warn("The layers are complete, but not the report: {reason}", reason=error)
            return {}
        return {self.REPORT: str(path)}
