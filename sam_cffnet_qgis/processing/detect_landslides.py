"""Detect landslides: a raster layer becomes a layer of landslide polygons."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from sam_cffnet_qgis.core.errors import Cancelled, SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.outputs import unfinished_folder
from sam_cffnet_qgis.core.settings import MAX_BATCH, PRECISIONS, DetectionSettings, Workplace
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import MODEL_WIDGETS, engine_python
from sam_cffnet_qgis.processing.detection_outputs import (
    RUN_PERCENT,
    Destinations,
    DetectionAlgorithm,
    Image,
)
from sam_cffnet_qgis.processing.detection_request import DetectionReader
from sam_cffnet_qgis.processing.folders import journals_folder, models_folder
from sam_cffnet_qgis.processing.preferences import read_preferences
from sam_cffnet_qgis.processing.text_files import checked_paths, text_paths

DRAWING_PERCENT = 30.0  # of the progress bar, for layers that have to be drawn
DEFAULTS = DetectionSettings()


class DetectLandslides(DetectionAlgorithm):
    INPUT = "INPUT"
    MODEL = "MODEL"
    BANDS = "BANDS"
    STYLED = "STYLED"
    EXTENT = "EXTENT"
    AOI = "AOI"
    RESOLUTION = "RESOLUTION"
    THRESHOLD = "THRESHOLD"
    OVERLAP = "OVERLAP"
    MIN_AREA = "MIN_AREA"
    MAX_HOLE = "MAX_HOLE"
    SIMPLIFY = "SIMPLIFY"
    FAST = "FAST"
    TTA = "TTA"
    DEM = "DEM"
    MIN_SLOPE = "MIN_SLOPE"
    DEVICE = "DEVICE"
    PRECISION = "PRECISION"
    BATCH = "BATCH"
    CLUSTER = "CLUSTER"
    SHARD = "SHARD"
    SHARD_FILE = "SHARD_FILE"

    def name(self):
        return "detectlandslides"

    def displayName(self):  # noqa: N802
        return self.tr("Detect landslides")

    def shortDescription(self):  # noqa: N802
        return self.tr("Finds landslides in a raster layer and outlines them as polygons.")

    def tags(self):
        return self.tr("landslide,segmentation,deep learning,sam,cffnet,scar,geohazard").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Finds landslides in a red-green-blue raster with a deep-learning model and gives a "
            "polygon layer: area, perimeter, probability and shape of each landslide, with a DEM "
            "also slope, aspect and relief.\n\n"
            "The model in the box is best at pixels of 2 m and brings your image there by itself, from "
            "0.2 m up to 5 m a pixel; polygons lie on the image's own pixels.\n\n"
            "Areas and lengths are measured on the ground, in metres, for any CRS. Check the "
            "result against the image: fields, roads, quarries and river bars can look like scars."
        )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self._add_inputs()
        self._add_polygon_rules()
        self._add_engine_choices()
        self.add_outputs()
        self._add_other_computers()

    def _add_inputs(self) -> None:
        self.add(
            QgsProcessingParameterRasterLayer(self.INPUT, self.tr("Image")),
            self.tr(
                "A raster with red, green and blue bands; or a web layer (XYZ, WMS, WMTS), which is "
                "drawn for the extent at the working resolution."
            ),
        )
        model = QgsProcessingParameterString(self.MODEL, self.tr("Model"), read_preferences().model)
        model.setMetadata({"widget_wrapper": MODEL_WIDGETS})
        self.add(
            model,
            self.tr("Name of a model, or path of a model card (.json) or weights (.safetensors)."),
        )
        self.add(
            QgsProcessingParameterBand(
                self.BANDS,
                self.tr("Red, green and blue band"),
                parentLayerParameterName=self.INPUT,
                optional=True,
                allowMultiple=True,
            ),
            self.tr(
                "Three bands in the order red, green, blue; or one band, used for all three. "
                "Empty: by the colours named in the file, else bands 1, 2, 3."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.STYLED, self.tr("Bands and stretch of the layer's style"), False
            ),
            self.tr(
                "The model sees the image as the map shows it: with the bands of the layer's "
                "style, each stretched between the minimum and maximum set in the style. Otherwise "
                "8-bit images are used as they are and others are stretched by their values."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterExtent(self.EXTENT, self.tr("Extent"), optional=True),
            self.tr("Detect only in this rectangle. Empty: the whole raster."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.AOI,
                self.tr("Area of interest"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            self.tr("Detect only inside these polygons, in any CRS. Empty: the whole raster."),
        )

        self.add(
            QgsProcessingParameterBoolean(self.FAST, self.tr("Fast, coarser"), DEFAULTS.fast),
            self.tr(
                "Each tile covers twice the ground in width and in height, at half the detail: "
                "about five times faster where the model takes most of the time, and small "
                "landslides may be missed. For models that offer it."
            ),
        )

    def _add_polygon_rules(self) -> None:
        self.add_number(
            self.THRESHOLD,
            self.tr("Probability threshold"),
            None,
            self.tr(
                "A pixel is landslide where its probability is above this value, between 0 and 1. "
                "Empty: the threshold of the model. Lower finds more, higher is surer."
            ),
            optional=True,
        )
        self.add_number(
            self.MIN_AREA,
            self.tr("Smallest area to keep [m²]"),
            DEFAULTS.min_area_m2,
            self.tr("Polygons smaller than this many square metres are dropped. 0 keeps all."),
            minValue=0,
        )
        self.add_number(
            self.RESOLUTION,
            self.tr("Working resolution [m per pixel]"),
            DEFAULTS.resolution_m,
            self.tr(
                "Pixel size in metres at which the model sees the image. Empty: the one the model "
                "knows best. 0: that of the raster."
            ),
            advanced=True,
            optional=True,
            minValue=0,
        )
        self.add_number(
            self.MAX_HOLE,
            self.tr("Largest hole to fill [m²]"),
            DEFAULTS.max_hole_m2,
            self.tr("Holes up to this many square metres are filled. 0 fills none."),
            advanced=True,
            minValue=0,
        )
        self.add_number(
            self.SIMPLIFY,
            self.tr("Simplify outlines by [m]"),
            DEFAULTS.simplify_m,
            self.tr("Outlines may move by this many metres to become simpler. 0 keeps the pixels."),
            advanced=True,
            minValue=0,
        )
        self.add(
            QgsProcessingParameterRasterLayer(self.DEM, self.tr("Elevation model"), optional=True),
            self.tr(
                "Elevation raster in metres, in any CRS. With it each polygon gets slope, aspect "
                "and relief."
            ),
            advanced=True,
        )
        self.add_number(
            self.MIN_SLOPE,
            self.tr("Smallest mean slope to keep [degrees]"),
            DEFAULTS.min_slope_deg,
            self.tr("Polygons with a smaller mean slope are dropped; needs an elevation model."),
            advanced=True,
            minValue=0,
            maxValue=90,
        )

    def _add_engine_choices(self) -> None:
        engine = DEFAULTS.engine
        self.add_number(
            self.OVERLAP,
            self.tr("Overlap of tiles [pixels]"),
            DEFAULTS.overlap_px,
            self.tr("Pixels that neighbouring tiles share. More is smoother and slower."),
            advanced=True,
            minValue=0,
        )
        self.add(
            QgsProcessingParameterBoolean(self.TTA, self.tr("Average eight views"), engine.tta),
            self.tr(
                "Looks at each tile in its eight flips and quarter turns and averages: a little "
                "better, eight times slower, and needed for the uncertainty raster."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.DEVICE, self.tr("Device"), read_preferences().device),
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
        self.add_number(
            self.BATCH,
            self.tr("Tiles at a time"),
            engine.batch,
            self.tr("Tiles computed together. 0: chosen by the memory of the device."),
            advanced=True,
            minValue=0,
            maxValue=MAX_BATCH,
        )

    def _add_other_computers(self) -> None:
        self.add(
            QgsProcessingParameterString(self.CLUSTER, self.tr("Cluster"), optional=True),
            self.tr(
                "Address of a Dask scheduler whose workers compute the tiles, such as "
                "tcp://host:8786 or tls://host:8786; or local:4 for four worker processes on this "
                "computer. Whoever reaches a Dask scheduler can run programs on it: use only one "
                "that you trust. Empty: this computer alone."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.SHARD, self.tr("Part of the work"), optional=True),
            self.tr(
                "For very large rasters on several computers without a network between them: 2/8 "
                "computes the second of eight parts and writes it to a file. 'Merge shards' makes the "
                "result of all eight. Empty: the whole work."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.SHARD_FILE,
                self.tr("File of the part"),
                self.tr("Shards (*.shard)"),
                optional=True,
                createByDefault=False,
            ),
            self.tr("The only output of a part of the work."),
            advanced=True,
        )

    def checkParameterValues(self, parameters, context):  # noqa: N802
        # Before QGIS's own check, which says of a missing file only that the value is incorrect.
        try:
            request = DetectionReader(self, parameters, context).request(Feedback())
            if request.shard is None:
                Destinations(self, parameters, context).check()
        except SamCffnetError as error:
            return False, bridge.translated(error)
        except QgsProcessingException as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        with bridge.processing_errors():
            core_feedback = bridge.ProcessingFeedback(feedback)
            reader = DetectionReader(self, parameters, context)
            self.request = reader.request(core_feedback)
            self.warnings = core_feedback.warnings
        return True

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        make = self._detect if self.request.shard is None else self._make_shard
        with bridge.processing_errors():
            try:
                return make(parameters, context, feedback)
            except Cancelled:
                return {}

    def _detect(self, parameters, context, feedback) -> dict[str, object]:
        from sam_cffnet_qgis.core.overview import Overview

        places = Destinations(self, parameters, context)
        places.check()
        overview = Overview() if places.texts else None
        request = self.request
        drawn = DRAWING_PERCENT if request.web else 0.0
        drawing = bridge.ProcessingFeedback(feedback, drawn)
        core_feedback = bridge.ProcessingFeedback(feedback, RUN_PERCENT, drawn)
        python = engine_python()  # not found out after an hour of drawing
        with (
            places.work_folder(request.input_paths) as folder,
            request.image(drawing) as raster_path,
        ):
            workplace = Workplace(python, models_folder(), folder, journals_folder())
            result = self._found(raster_path, workplace, core_feedback, overview)
            result.provenance.update(request.origin)
            image = Image(request.raster_name, request.crs)
            written = self.put_layers(result, places.outputs, image, folder, context, core_feedback)
            result.finish()
            if places.texts:
                warnings = [*self.warnings, *drawing.warnings, *core_feedback.warnings]
                path = places.texts[self.REPORT]
                written |= self.put_report(result, overview, warnings, python, path, core_feedback)
        return {**written, **self.numbers(result)}

    def _found(self, raster_path, workplace, feedback, overview):
        """The result of a detection, on a cluster if one was asked for."""
        # Not before it runs: QGIS waits for this file when it starts.
        settings, place = self.request.settings, self.request.cluster
        if place is None:
            from sam_cffnet_qgis.core.detect import detect

            return detect(raster_path, settings, workplace, feedback, overview)
        from sam_cffnet_qgis.core.cluster_detect import detect_on_cluster

        return detect_on_cluster(raster_path, settings, place, workplace, feedback, overview)

    def _make_shard(self, parameters, context, feedback) -> dict[str, object]:
        from sam_cffnet_qgis.core.shards import write_shard

        core_feedback = bridge.ProcessingFeedback(feedback)
        asked = Destinations(self, parameters, context).names
        if asked:
            core_feedback.info(
                "With SHARD only SHARD_FILE is written. 'Merge shards' makes {outputs} of all parts.",
                outputs=", ".join(asked),
            )
        files = text_paths(self, parameters, (self.SHARD_FILE,), context)
        path, request = files[self.SHARD_FILE], self.request
        python = engine_python()
        with (
            checked_paths(files, request.input_paths),
            unfinished_folder(path.parent) as folder,
        ):
            workplace = Workplace(python, models_folder(), folder, journals_folder())
            result = write_shard(
                request.raster_path,
                request.settings,
                request.shard,
                workplace,
                path,
                core_feedback,
            )
        return {
            self.SHARD_FILE: str(path),
            self.TILES: result.tiles,
            self.SECONDS: result.seconds,
            self.MODEL_ID: result.card.id,
        }
