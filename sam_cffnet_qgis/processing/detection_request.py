"""What the parameters of *Detect landslides* ask for, as plain values for the core."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProviderRegistry,
)

from sam_cffnet_qgis.core.errors import ExtentError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings
from sam_cffnet_qgis.core.tiles import axis_starts
from sam_cffnet_qgis.processing.base import models_folder
from sam_cffnet_qgis.processing.bridge import (
    band_numbers,
    number,
    plain_value,
    raster_path,
    whole_number,
)
from sam_cffnet_qgis.processing.polygons import polygons_wkb

NUMBERS = {
    "RESOLUTION": "resolution_m",
    "THRESHOLD": "threshold",
    "MIN_AREA": "min_area_m2",
    "MAX_HOLE": "max_hole_m2",
    "SIMPLIFY": "simplify_m",
    "MIN_SLOPE": "min_slope_deg",
}


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


class ParameterReader:
    """Reads the parameters of one run; on the main thread, since some are layers."""

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context

    def request(self, feedback: Feedback) -> DetectionRequest:
        """All of it, checked as far as possible without reading pixels.

        Args:
            feedback: is warned of what was mended.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        layer = self._algorithm.parameterAsRasterLayer(self._parameters, "INPUT", self._context)
        path = raster_path("INPUT", self._raw("INPUT"), layer)
        settings = replace(
            DetectionSettings(**self._numbers()),
            model=str(self._value("MODEL") or DetectionSettings.model),
            bands=band_numbers("BANDS", self._raw("BANDS"), self._context),
            extent=self._extent(layer.crs()),
            dem_path=self._dem_path(),
            engine=self._engine(),
        )
        settings.check()
        card = find_model(settings.model, models_folder())
        axis_starts(1, card.tile_px, settings.overlap_px)
        if self._value("UNCERTAINTY") is not None and not settings.engine.tta:
            raise ParameterError(
                "UNCERTAINTY was asked for without TTA, but it is the disagreement of TTA's eight "
                "views. Switch TTA on, or leave UNCERTAINTY empty."
            )
        settings = replace(settings, aoi_wkb=self._aoi(layer.crs(), feedback))
        return DetectionRequest(path, layer.crs(), settings, self._aoi_path())

    def _raw(self, name: str) -> object:
        return self._parameters.get(name)

    def _value(self, name: str) -> object:
        return plain_value(self._raw(name), self._context)

    def _numbers(self) -> dict[str, float]:
        values = {
            field: number(name, self._raw(name), self._context) for name, field in NUMBERS.items()
        }
        values["overlap_px"] = whole_number("OVERLAP", self._raw("OVERLAP"), self._context)
        return {field: value for field, value in values.items() if value is not None}

    def _engine(self) -> EngineSettings:
        defaults = EngineSettings()
        read = self._algorithm
        batch = whole_number("BATCH", self._raw("BATCH"), self._context)
        return EngineSettings(
            device=str(self._value("DEVICE") or defaults.device).strip(),
            precision=read.parameterAsEnumString(self._parameters, "PRECISION", self._context),
            batch=defaults.batch if batch is None else batch,
            tta=read.parameterAsBoolean(self._parameters, "TTA", self._context),
        )

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

    def _aoi_path(self) -> str:
        """File of the AOI, or empty."""
        layer = self._algorithm.parameterAsVectorLayer(self._parameters, "AOI", self._context)
        if layer is None:
            return ""
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        return str(parts.get("path") or "")

    def _aoi(
        self, crs: QgsCoordinateReferenceSystem, feedback: Feedback
    ) -> tuple[bytes, ...] | None:
        if self._value("AOI") is None:
            return None
        source = self._algorithm.parameterAsSource(self._parameters, "AOI", self._context)
        if source is None:
            raise ParameterError(
                "AOI is '{value}', which is no valid vector layer. Choose a polygon layer, or give "
                "the path of one.",
                value=self._raw("AOI"),
            )
        return polygons_wkb(source, crs, self._context, feedback)
