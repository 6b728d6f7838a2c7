"""What the readers of all algorithms' parameters share."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
)

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.settings import EngineSettings
from sam_cffnet_qgis.processing.bridge import number, plain_value, whole_number
from sam_cffnet_qgis.processing.preferences import read_preferences


class ParameterReader:
    """Reads the parameters of one run; on the main thread, since some are layers."""

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context

    def _raw(self, name: str) -> object:
        """The value as given, or None."""
        return self._parameters.get(name)

    def _value(self, name: str) -> object:
        """The value, or None where it is missing or empty."""
        value = plain_value(self._raw(name), self._context)
        return None if isinstance(value, (list, tuple)) and not value else value

    def _numbers(self, names: dict[str, str], whole: dict[str, str]) -> dict[str, float]:
        """Numbers by field of the settings, without empty ones.

        Args:
            names: field by parameter.
            whole: the same of whole numbers.
        """
        values = {
            field: number(name, self._raw(name), self._context) for name, field in names.items()
        }
        for name, field in whole.items():
            values[field] = whole_number(name, self._raw(name), self._context)
        return {field: value for field, value in values.items() if value is not None}

    def _engine(self) -> EngineSettings:
        """Device and precision."""
        read = self._algorithm
        return EngineSettings(
            device=str(self._value("DEVICE") or read_preferences().device).strip(),
            precision=read.parameterAsEnumString(self._parameters, "PRECISION", self._context),
        )

    def _source(self, name: str) -> QgsProcessingFeatureSource:
        """The vector layer of a parameter.

        Raises:
            ParameterError: if it is none.
        """
        source = self._algorithm.parameterAsSource(self._parameters, name, self._context)
        if source is None:
            raise ParameterError(
                "{name} is '{value}', which is no valid vector layer. Choose a polygon layer, or "
                "give the path of one.",
                name=name,
                value=self._raw(name),
            )
        return source

    def _file_of(self, name: str) -> str:
        """File of a vector layer, or empty."""
        layer = self._algorithm.parameterAsVectorLayer(self._parameters, name, self._context)
        if layer is None:
            return ""
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        return str(parts.get("path") or "")
