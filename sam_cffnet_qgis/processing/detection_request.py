"""What the parameters of *Detect landslides* ask for, as plain values for the core."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.core import QgsCoordinateReferenceSystem

from sam_cffnet_qgis.core.errors import ExtentError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings
from sam_cffnet_qgis.processing.bridge import band_numbers, raster_path, whole_number
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.parameter_reader import ParameterReader
from sam_cffnet_qgis.processing.polygons import polygons_wkb
from sam_cffnet_qgis.processing.preferences import read_preferences

NUMBERS = {
    "RESOLUTION": "resolution_m",
    "THRESHOLD": "threshold",
    "MIN_AREA": "min_area_m2",
    "MAX_HOLE": "max_hole_m2",
    "SIMPLIFY": "simplify_m",
    "MIN_SLOPE": "min_slope_deg",
}
WHOLE_NUMBERS = {"OVERLAP": "overlap_px"}


@dataclass(frozen=True)
class DetectionRequest:
    """A raster and what to do with it; holds no layer, so that any thread may use it."""

    raster_path: str
    crs: QgsCoordinateReferenceSystem
    settings: DetectionSettings
    aoi_path: str

    @property
    def input_paths(self) -> tuple[str, ...]:
        """Files that no output may replace."""
        return tuple(p for p in (self.raster_path, self.settings.dem_path, self.aoi_path) if p)


class DetectionReader(ParameterReader):
    """Reads the parameters of *Detect landslides*."""

    def request(self, feedback: Feedback) -> DetectionRequest:
        """All of it, checked as far as possible without reading pixels.

        Args:
            feedback: is warned of what was mended.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        from sam_cffnet_qgis.core.plan import card_as_used  # not when QGIS starts

        layer = self._algorithm.parameterAsRasterLayer(self._parameters, "INPUT", self._context)
        path = raster_path("INPUT", self._raw("INPUT"), layer)
        settings = replace(
            DetectionSettings(**self._numbers(NUMBERS, WHOLE_NUMBERS)),
            model=str(self._value("MODEL") or read_preferences().model),
            bands=band_numbers("BANDS", self._raw("BANDS"), self._context),
            extent=self._extent(layer.crs()),
            fast=self._boolean("FAST"),
            dem_path=self._dem_path(),
            engine=self._engine(),
        )
        settings.check()
        card_as_used(find_model(settings.model, models_folder()), settings)
        if self._value("UNCERTAINTY") is not None and not settings.engine.tta:
            raise ParameterError(
                "UNCERTAINTY was asked for without TTA, but it is the disagreement of TTA's eight "
                "views. Switch TTA on, or leave UNCERTAINTY empty."
            )
        settings = replace(settings, aoi_wkb=self._aoi(layer.crs(), feedback))
        return DetectionRequest(path, layer.crs(), settings, self._file_of("AOI"))

    def _engine(self) -> EngineSettings:
        batch = whole_number("BATCH", self._raw("BATCH"), self._context)
        return replace(
            super()._engine(),
            batch=EngineSettings.batch if batch is None else batch,
            tta=self._boolean("TTA"),
        )

    def _boolean(self, name: str) -> bool:
        return self._algorithm.parameterAsBoolean(self._parameters, name, self._context)

    def _extent(self, crs: QgsCoordinateReferenceSystem) -> tuple[float, ...] | None:
        if self._value("EXTENT") is None:
            return None
        box = self._algorithm.parameterAsExtent(self._parameters, "EXTENT", self._context, crs)
        if box.isNull() or not box.isFinite():
            raise ExtentError(
                "The extent '{value}' is no rectangle. Give it as xmin,xmax,ymin,ymax, if need be "
                "with its CRS: 1,2,3,4 [EPSG:4326].",
                value=self._raw("EXTENT"),
            )
        return (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())

    def _dem_path(self) -> str:
        if self._value("DEM") is None:
            return ""
        layer = self._algorithm.parameterAsRasterLayer(self._parameters, "DEM", self._context)
        return raster_path("DEM", self._raw("DEM"), layer)

    def _aoi(
        self, crs: QgsCoordinateReferenceSystem, feedback: Feedback
    ) -> tuple[bytes, ...] | None:
        if self._value("AOI") is None:
            return None
        return polygons_wkb(self._source("AOI"), crs, self._context, feedback)
