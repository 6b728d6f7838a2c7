"""What the parameters of *Evaluate detections* ask for, as plain values for the core."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessingFeatureSource,
    QgsRasterLayer,
)

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import EvaluationSettings
from sam_cffnet_qgis.processing.bridge import raster_path
from sam_cffnet_qgis.processing.parameter_reader import ParameterReader
from sam_cffnet_qgis.processing.polygons import (
    check_polygon_layer,
    polygon_shapes,
    warn_of_mended,
)

NUMBERS = {"THRESHOLD": "threshold", "PIXEL_SIZE": "pixel_size_m"}
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


class EvaluationReader(ParameterReader):
    """Reads the parameters of *Evaluate detections*."""

    def check(self, feedback: Feedback) -> None:
        """Check what can be known without reading a feature.

        Args:
            feedback: is warned of layers without a CRS.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        self._settings((b"",), None if self._value("DETECTIONS") is None else (), None).check()
        for role in ("DETECTIONS", "INVENTORY", "AREA"):
            source = self._given_source(role)
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
        detections, raster = self._given_source("DETECTIONS"), self._raster()
        inventory, area = self._source("INVENTORY"), self._given_source("AREA")
        compared = raster or detections
        crs = raster.crs() if raster else detections.sourceCrs()
        settings = self._settings(
            self._polygons("INVENTORY", inventory, crs, feedback),
            self._polygons("DETECTIONS", detections, crs, feedback) if detections else None,
            self._polygons("AREA", area, crs, feedback) if area else None,
            crs.toWkt(Qgis.CrsWktVariant.PreferredGdal),
        )
        if raster and settings.pixel_size_m:
            feedback.warn("PIXEL_SIZE is not used: the raster's own pixels are compared.")
        name = compared.name() if raster else compared.sourceName()
        names = {"detections": name, "inventory": inventory.sourceName()}
        return EvaluationRequest(settings, crs, names, self._input_paths())

    def _settings(self, inventory, detections, area, crs_wkt="") -> EvaluationSettings:
        return EvaluationSettings(
            inventory=inventory,
            crs_wkt=crs_wkt,
            detections=detections,
            probability_path=self._raster_path(),
            area=area,
            **self._numbers(NUMBERS, {}),
        )

    def _raster(self) -> QgsRasterLayer | None:
        if self._value("PROBABILITY") is None:
            return None
        return self._algorithm.parameterAsRasterLayer(
            self._parameters, "PROBABILITY", self._context
        )

    def _raster_path(self) -> str:
        if self._value("PROBABILITY") is None:
            return ""
        return raster_path("PROBABILITY", self._raw("PROBABILITY"), self._raster())

    def _given_source(self, name: str) -> QgsProcessingFeatureSource | None:
        """The layer of a parameter, or None if it is empty and may be."""
        may_be_empty = name != "INVENTORY"
        return None if self._value(name) is None and may_be_empty else self._source(name)

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
        paths = [self._file_of(name) for name in ("DETECTIONS", "INVENTORY", "AREA")]
        return tuple(path for path in (self._raster_path(), *paths) if path)


def _is_rejected(status: object) -> bool:
    return str(status).strip().lower() == REJECTED_STATUS


def _no_polygon(role: str, source: QgsProcessingFeatureSource) -> ParameterError:
    return ParameterError(
        "The {role} layer '{layer}' holds no polygon. Choose a layer with polygons; if only "
        "selected features are to be used, select some.",
        role=role,
        layer=source.sourceName(),
    )
