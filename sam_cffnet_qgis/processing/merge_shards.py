"""Merge shards: files of the parts of a detection become its layers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)

from sam_cffnet_qgis.core.errors import Cancelled, SamCffnetError
from sam_cffnet_qgis.core.settings import Workplace
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import engine_python
from sam_cffnet_qgis.processing.detection_outputs import (
    RUN_PERCENT,
    Destinations,
    DetectionAlgorithm,
    Image,
)
from sam_cffnet_qgis.processing.folders import models_folder


class MergeShards(DetectionAlgorithm):
    SHARDS = "SHARDS"
    INPUT = "INPUT"
    DEM = "DEM"

    def name(self):
        return "mergeshards"

    def displayName(self):  # noqa: N802
        return self.tr("Merge shards")

    def shortDescription(self):  # noqa: N802
        return self.tr("Makes the result of a detection that was computed in parts.")

    def tags(self):
        return self.tr("landslide,shard,part,merge,cluster,batch,slurm,parallel").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "Puts the parts of a detection together that 'Detect landslides' computed with SHARD, "
            "such as 1/8 to 8/8, on one or several computers. The layers are those that one run "
            "would have made: landslides that cross the borders of parts are whole.\n\n"
            "All parts must be there, of the same raster, model and parameters; what is missing or "
            "does not fit is named. The image is needed too, and is looked for where the parts "
            "found it."
        )

    def canExecute(self):  # noqa: N802
        return True, ""  # the engine is needed for the report alone

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterMultipleLayers(
                self.SHARDS, self.tr("Files of the parts"), QgsProcessing.SourceType.TypeFile
            ),
            self.tr("The .shard files of all parts, in any order, or folders that hold them."),
        )
        self.add(
            QgsProcessingParameterRasterLayer(self.INPUT, self.tr("Image"), optional=True),
            self.tr("The same image, if it lies elsewhere now. Empty: where the parts found it."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterLayer(self.DEM, self.tr("Elevation model"), optional=True),
            self.tr(
                "The same elevation model, if the parts were computed with one and it lies elsewhere "
                "now. Empty: where the parts found it."
            ),
            advanced=True,
        )
        self.add_outputs()

    def checkParameterValues(self, parameters, context):  # noqa: N802
        try:
            Destinations(self, parameters, context).check()
            self._raster(parameters, self.INPUT, context)
            self._raster(parameters, self.DEM, context)
        except SamCffnetError as error:
            return False, bridge.translated(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        with bridge.processing_errors():
            self.image, self.raster_path = self._raster(parameters, self.INPUT, context)
            _, self.dem_path = self._raster(parameters, self.DEM, context)
        return True

    def _raster(self, parameters, name, context) -> tuple[Image | None, str]:
        """A raster as layers name it, and what GDAL opens; None and empty if it was not given."""
        value = parameters.get(name)
        if bridge.plain_value(value, context) is None:
            return None, ""
        layer = self.parameterAsRasterLayer(parameters, name, context)
        path = bridge.raster_path(name, value, layer)
        return Image(layer.name(), layer.crs()), path

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        with bridge.processing_errors():
            try:
                return self._merge(parameters, context, feedback)
            except Cancelled:
                return {}

    def _merge(self, parameters, context, feedback) -> dict[str, object]:
        from sam_cffnet_qgis.core.overview import Overview
        from sam_cffnet_qgis.core.shard_merge import merge_shards

        places = Destinations(self, parameters, context)
        places.check()
        overview = Overview() if places.texts else None
        core_feedback = bridge.ProcessingFeedback(feedback, RUN_PERCENT)
        python = engine_python() if places.texts else Path()
        shards = _shard_files(self.parameterAsFileList(parameters, self.SHARDS, context))
        inputs = tuple(filter(None, (*map(str, shards), self.raster_path, self.dem_path)))
        with places.work_folder(inputs) as folder:
            result = merge_shards(
                shards,
                self.raster_path,
                Workplace(python, models_folder(), folder),
                core_feedback,
                overview,
                self.dem_path,
                self.UNCERTAINTY in places.names,
            )
            written = self.put_layers(
                result, places.outputs, self._image(result), folder, context, core_feedback
            )
            if places.texts:
                path, warnings = places.texts[self.REPORT], core_feedback.warnings
                written |= self.put_report(result, overview, warnings, python, path, core_feedback)
        return {**written, **self.numbers(result)}

    def _image(self, result) -> Image:
        if self.image is not None:
            return self.image
        path = result.probability.plan.info.path
        return Image(Path(path).stem, QgsCoordinateReferenceSystem.fromWkt(result.crs_wkt))


def _shard_files(chosen: list[str]) -> list[Path]:
    """The chosen files, and those in chosen folders."""
    files: list[Path] = []
    for path in map(Path, chosen):
        files += sorted(path.glob("*.shard")) if path.is_dir() else [path]
    return files
