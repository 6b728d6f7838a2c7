"""What the parameters of *Detect landslides* ask for, as plain values for the core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from sam_cffnet_qgis.core.errors import ExtentError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings
from sam_cffnet_qgis.processing.bridge import (
    band_numbers,
    public_name,
    raster_path,
    whole_number,
)
from sam_cffnet_qgis.processing.folders import models_folder, rendered_folder
from sam_cffnet_qgis.processing.parameter_reader import ParameterReader
from sam_cffnet_qgis.processing.polygons import polygons_wkb
from sam_cffnet_qgis.processing.preferences import read_preferences
from sam_cffnet_qgis.processing.raster_style import as_styled

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.cluster_place import ClusterPlace
    from sam_cffnet_qgis.core.shard_facts import Shard
    from sam_cffnet_qgis.processing.web_layer import WebLayer

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
    """A raster and what to do with it, for any one thread.

    Attributes:
        raster_path: empty for a layer that has to be drawn first.
        raster_name: of the layer.
        web: that layer, or None.
        shard: the part of the work that is wanted, or None for all of it.
        cluster: that computes the tiles, or None for this computer.
    """

    raster_path: str
    raster_name: str
    crs: QgsCoordinateReferenceSystem
    settings: DetectionSettings
    aoi_path: str
    web: WebLayer | None = None
    shard: Shard | None = None
    cluster: ClusterPlace | None = None

    @property
    def input_paths(self) -> tuple[str, ...]:
        """Files that no output may replace."""
        return tuple(p for p in (self.raster_path, self.settings.dem_path, self.aoi_path) if p)

    @property
    def origin(self) -> dict[str, str]:
        """Provenance that the core cannot know: where a drawn image came from."""
        return {"input": f"{self.web.name} ({self.web.source})"} if self.web else {}

    @contextmanager
    def image(self, feedback: Feedback) -> Iterator[str]:
        """The path of the raster, drawn first if need be; what was drawn is kept if a run fails.

        Raises:
            SamCffnetError: if it cannot be drawn.
        """
        if self.web is None:
            yield self.raster_path
            return
        with self.web.drawn(rendered_folder(), feedback) as path:
            yield str(path)


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
        has_pixels = layer is None or not layer.isValid() or layer.providerType() == "gdal"
        path = raster_path("INPUT", self._raw("INPUT"), layer) if has_pixels else ""
        settings = replace(
            DetectionSettings(**self._numbers(NUMBERS, WHOLE_NUMBERS)),
            model=str(self._value("MODEL") or read_preferences().model),
            bands=band_numbers("BANDS", self._raw("BANDS"), self._context),
            extent=self._extent(layer.crs()),
            fast=self._boolean("FAST"),
            dem_path=self._dem_path(),
            engine=self._engine(),
        )
        if path and self._boolean("STYLED"):
            settings = replace(settings, **as_styled(layer, settings.bands))
        settings.check()
        card = card_as_used(find_model(settings.model, models_folder()), settings)
        if self._value("UNCERTAINTY") is not None and not settings.engine.tta:
            raise ParameterError(
                "UNCERTAINTY was asked for without TTA, but it is the disagreement of TTA's eight "
                "views. Switch TTA on, or leave UNCERTAINTY empty."
            )
        settings = replace(settings, aoi_wkb=self._aoi(layer.crs(), feedback))
        aoi_path = self._file_of("AOI")
        places = {"shard": self._shard(), "cluster": self._cluster()}
        request = DetectionRequest(path, layer.name(), layer.crs(), settings, aoi_path, **places)
        return request if path else _drawn_first(request, layer, card)

    def _shard(self) -> Shard | None:
        """The part of the work that is wanted, checked against its file."""
        from sam_cffnet_qgis.core.shard_facts import parse_shard  # not when QGIS starts

        value, path = self._value("SHARD"), self._value("SHARD_FILE")
        if value is None and path is not None:
            raise ParameterError(
                "SHARD_FILE was given without SHARD. Set SHARD to the number of a part and how many "
                "there are, such as 2/8, or leave SHARD_FILE empty."
            )
        shard = None if value is None else parse_shard(str(value))
        if shard is not None and path is None:
            raise ParameterError(
                "SHARD is {shard}, but SHARD_FILE is empty. Give the file that the part is written "
                "to, such as part-{number}-of-{count}.shard.",
                shard=shard,
                number=shard.number,
                count=shard.count,
            )
        return shard

    def _cluster(self) -> ClusterPlace | None:
        """The cluster that is wanted."""
        from sam_cffnet_qgis.core.cluster_place import parse_cluster  # not when QGIS starts

        value, shard = self._value("CLUSTER"), self._value("SHARD")
        if value is not None and shard is not None:
            raise ParameterError(
                "CLUSTER is '{cluster}' and SHARD is '{shard}', but a part of the work is for a "
                "computer without a cluster. Leave one of the two empty.",
                cluster=value,
                shard=shard,
            )
        return None if value is None else parse_cluster(str(value))

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


def _drawn_first(
    request: DetectionRequest, layer: QgsRasterLayer, card: ModelCard
) -> DetectionRequest:
    """The request with the part of a layer without pixels that is drawn for it.

    Raises:
        ParameterError: if a shard is wanted: each computer would see an image of its own.
    """
    from sam_cffnet_qgis.core.area import wanted_bounds  # not when QGIS starts
    from sam_cffnet_qgis.processing.web_layer import web_layer

    if request.shard is not None:
        raise ParameterError(
            "SHARD is {shard}, but the layer '{layer}' is drawn by the {provider} service, and may "
            "look different to each computer. Save the wanted part first (right-click the layer > "
            "Export > Save As, or the algorithm 'Convert map to raster') and use the file.",
            shard=request.shard,
            layer=public_name(layer),
            provider=layer.providerType(),
        )
    settings = request.settings
    web = web_layer(layer, wanted_bounds(settings.extent, settings.aoi_wkb), settings, card)
    settings = replace(settings, extent=web.part, resolution_m=0.0)
    return replace(request, web=web, raster_name=web.name, settings=settings)
