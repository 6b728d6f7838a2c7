"""What the parameters of *Evaluate detections* ask for, as plain values for the core."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsRasterLayer,
)

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.evaluate import EvaluationSettings
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.processing.bridge import number, plain_value, raster_path
from sam_cffnet_qgis.processing.polygons import (
    check_polygon_layer,
    polygon_shapes,
    warn_of_mended,
)

STATUS_FIELD = "status"
REJECTED_STATUS = "rejected"


@dataclass(frozen=True)
class EvaluationRequest:
    """What to compare; holds no layer, so that any thread may use it.

    Attributes:
        crs: of all polygons.
        names: of the layers, by what they are.
        input_paths: files that no output may replace.
    """

    settings: EvaluationSettings
    crs: QgsCoordinateReferenceSystem
    names: dict[str, str]
    input_paths: tuple[str, ...]


class EvaluationReader:
    """Reads the parameters of one run; on the main thread, since some are layers."""

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context

    def check(self, feedback: Feedback) -> None:
        """Check what can be known without reading a feature.

        Args:
            feedback: is warned of layers without a CRS.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        self._settings((b"",), () if self._is_given("DETECTIONS") else None, None).check()
        for role in ("DETECTIONS", "INVENTORY", "AREA"):
            source = self._source(role)
            if source is not None:
                check_polygon_layer(source, role, feedback)
                if source.featureCount() == 0 and role != "DETECTIONS":
                    raise _no_polygon(role, source)

    def request(self, feedback: Feedback) -> EvaluationRequest:
        """All of it.

        Args:
            feedback: is warned of what was mended, told what was left out, and may cancel.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        self.check(feedback)
        detections, raster = self._source("DETECTIONS"), self._raster()
        inventory, area = self._source("INVENTORY"), self._source("AREA")
        compared = raster or detections
        crs = raster.crs() if raster else detections.sourceCrs()
        settings = self._settings(
            self._polygons("INVENTORY", inventory, crs, feedback),
            self._polygons("DETECTIONS", detections, crs, feedback) if detections else None,
            self._polygons("AREA", area, crs, feedback) if area else None,
            crs.toWkt(),
        )
        if raster and settings.pixel_size_m:
            feedback.warn("PIXEL_SIZE is not used: the raster's own pixels are compared.")
        name = compared.name() if raster else compared.sourceName()
        names = {"detections": name, "inventory": inventory.sourceName()}
        return EvaluationRequest(settings, crs, names, self._input_paths())

    def _settings(self, inventory, detections, area, crs_wkt="") -> EvaluationSettings:
        numbers = {
            "threshold": number("THRESHOLD", self._parameters.get("THRESHOLD"), self._context),
            "pixel_size_m": number("PIXEL_SIZE", self._parameters.get("PIXEL_SIZE"), self._context),
        }
        return EvaluationSettings(
            inventory=inventory,
            crs_wkt=crs_wkt,
            detections=detections,
            probability_path=self._raster_path(),
            area=area,
            **{name: value for name, value in numbers.items() if value is not None},
        )

    def _is_given(self, name: str) -> bool:
        return plain_value(self._parameters.get(name), self._context) is not None

    def _raster(self) -> QgsRasterLayer | None:
        if not self._is_given("PROBABILITY"):
            return None
        return self._algorithm.parameterAsRasterLayer(
            self._parameters, "PROBABILITY", self._context
        )

    def _raster_path(self) -> str:
        if not self._is_given("PROBABILITY"):
            return ""
        return raster_path("PROBABILITY", self._parameters.get("PROBABILITY"), self._raster())

    def _source(self, name: str) -> QgsProcessingFeatureSource | None:
        """The layer of a parameter, or None if it is empty and may be."""
        if not self._is_given(name) and name != "INVENTORY":
            return None
        source = self._algorithm.parameterAsSource(self._parameters, name, self._context)
        if source is None:
            raise ParameterError(
                "{name} is '{value}', which is no valid vector layer. Choose a polygon layer, or "
                "give the path of one.",
                name=name,
                value=self._parameters.get(name),
            )
        return source

    def _polygons(
        self,
        role: str,
        source: QgsProcessingFeatureSource,
        crs: QgsCoordinateReferenceSystem,
        feedback: Feedback,
    ) -> tuple[bytes, ...]:
        """Polygons of a layer in the common CRS, without rejected detections."""
        status = source.fields().lookupField(STATUS_FIELD) if role == "DETECTIONS" else -1
        polygons, mended, rejected = [], 0, 0
        for shape in polygon_shapes(source, crs, self._context, role):
            feedback.check()
            if status >= 0 and _is_rejected(shape.feature.attribute(status)):
                rejected += 1
                continue
            polygons += shape.parts
            mended += shape.is_mended
        warn_of_mended(source, role, mended, feedback)
        if rejected:
            feedback.info(
                "{count} polygons of '{layer}' have the status 'rejected' and are left out.",
                count=rejected,
                layer=source.sourceName(),
            )
        if not polygons and role != "DETECTIONS":
            raise _no_polygon(role, source)
        return tuple(polygons)

    def _input_paths(self) -> tuple[str, ...]:
        paths = [self._raster_path()]
        for name in ("DETECTIONS", "INVENTORY", "AREA"):
            layer = self._algorithm.parameterAsVectorLayer(self._parameters, name, self._context)
            if layer is not None:
                decode = QgsProviderRegistry.instance().decodeUri
                parts = decode(layer.providerType(), layer.source())
                paths.append(str(parts.get("path") or ""))
        return tuple(path for path in paths if path)


def _is_rejected(status: object) -> bool:
    return str(status).strip().lower() == REJECTED_STATUS


def _no_polygon(role: str, source: QgsProcessingFeatureSource) -> ParameterError:
    return ParameterError(
        "The {role} '{layer}' holds no polygon. Choose a layer with polygons; if only selected "
        "features are to be used, select some.",
        role=role,
        layer=source.sourceName(),
    )
