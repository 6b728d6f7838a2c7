"""Between QGIS and the core: parameters to values, messages to the log, polygons to features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qgis.core import (
    NULL,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProperty,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QMetaType

from sam_cffnet_qgis.core.errors import (
    Cancelled,
    ParameterError,
    Phrase,
    RasterReadError,
    SamCffnetError,
)
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.raster import open_dataset
from sam_cffnet_qgis.processing.folders import profile_folder

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.attributes import LandslidePolygon

MEASURES = ("area_m2", "perimeter_m", "mean_prob", "max_prob", "elongation")
TERRAIN_MEASURES = ("slope_mean", "slope_max", "aspect_mean", "relief_m")
NEW_STATUS = "detected"
REASONS = ("reason",)  # names of values that hold our own words, not the user's


def translate(template: str, values: dict[str, object]) -> str:
    """A text of the core in the user's language."""
    return _filled("core", template, values)


def _filled(context: str, template: str, values: dict[str, object]) -> str:
    text = QCoreApplication.translate(context, template)
    shown = {name: _shown(name, value) for name, value in values.items()}
    return text.format(**shown) if values else text


def _shown(name: str, value: object) -> object:
    """A value as the user reads it: errors and our own phrases in the user's language."""
    if isinstance(value, SamCffnetError):
        return translated(value)
    if isinstance(value, Phrase):
        return _filled("phrase", value.template, value.values)
    if name in REASONS and isinstance(value, str) and value.isascii() and value.isprintable():
        return QCoreApplication.translate("phrase", value)  # a phrase that came from the engine
    return value


def translated(error: SamCffnetError) -> str:
    """The message of a core error in the user's language."""
    return translate(error.template, error.values)


@contextmanager
def processing_errors() -> Iterator[None]:
    """Show core errors as Processing shows its own; programming errors keep their traceback.

    All but a wish to stop are kept for *Diagnostics*.
    """
    try:
        yield
    except Cancelled as error:
        raise QgsProcessingException(translated(error)) from error
    except SamCffnetError as error:
        _keep(error, expected=True)
        raise QgsProcessingException(translated(error)) from error
    except QgsProcessingException as error:
        _keep(error, expected=True)
        raise
    except Exception as error:  # goes on as it is
        _keep(error, expected=False)
        raise


def _keep(error: Exception, expected: bool) -> None:
    """Keep an error, with the algorithm in which it came up."""
    from sam_cffnet_qgis.core.last_errors import record_error

    owners = (frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__))
    names = [owner.name() for owner in owners if isinstance(owner, QgsProcessingAlgorithm)]
    record_error(profile_folder(), names[0] if names else "", error, expected)


class ProcessingFeedback(Feedback):
    """The core's messages in Processing's log, its progress as a part of the bar."""

    def __init__(
        self,
        feedback: QgsProcessingFeedback,
        end_percent: float = 100.0,
        start_percent: float = 0.0,
    ) -> None:
        self._feedback = feedback
        self._end_percent = end_percent
        self._start_percent = start_percent
        self.warnings: list[str] = []

    def set_progress(self, fraction: float) -> None:
        """Move the bar."""
        span = self._end_percent - self._start_percent
        self._feedback.setProgress(self._start_percent + fraction * span)

    def say(self, template: str, **values: object) -> str:
        """A text in the user's language."""
        return translate(template, values)

    def info(self, template: str, **values: object) -> None:
        """Log a message."""
        self._feedback.pushInfo(translate(template, values))

    def warn(self, template: str, **values: object) -> None:
        """Log a warning, and keep it for a report."""
        self.warnings.append(translate(template, values))
        self._feedback.pushWarning(self.warnings[-1])

    def is_cancelled(self) -> bool:
        """Whether the user pressed Cancel."""
        return self._feedback.isCanceled()


def plain_value(value: object, context: QgsProcessingContext) -> object:
    """A parameter's value with expressions evaluated; None for missing, NULL and empty text."""
    if isinstance(value, QgsProperty):
        value, _ = value.value(context.expressionContext())
    if value is None or value == NULL or (isinstance(value, str) and not value.strip()):
        return None
    return value


def number(
    name: str, value: object, context: QgsProcessingContext, example: str = "0.5"
) -> float | None:
    """A number, or None for an empty value; Processing itself makes 0 of text.

    Raises:
        ParameterError: if the value is no number.
    """
    value = plain_value(value, context)
    if value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise ParameterError(
            "{name} is '{value}', which is no number. Give a number such as {example}.",
            name=name,
            value=value,
            example=example,
        ) from error


def whole_number(name: str, value: object, context: QgsProcessingContext) -> int | None:
    """A whole number, or None for an empty value.

    Raises:
        ParameterError: if the value is none.
    """
    result = number(name, value, context, example="1")
    if result is None:
        return None
    if not result.is_integer():
        raise ParameterError(
            "{name} is {value}, but must be a whole number, such as 1.", name=name, value=result
        )
    return int(result)


def band_numbers(name: str, value: object, context: QgsProcessingContext) -> tuple[int, ...]:
    """Numbers of bands, given as a list or as text with commas or semicolons; may be none.

    Raises:
        ParameterError: if one is no whole number.
    """
    value = plain_value(value, context)
    if value is None:
        return ()
    is_list = isinstance(value, (list, tuple))
    texts = value if is_list else str(value).replace(",", ";").split(";")
    bands = [whole_number(name, text, context) for text in texts]
    return tuple(band for band in bands if band is not None)


def web_hosts(source: str) -> list[str]:
    """Hosts of the web addresses in a layer's source, in their order."""
    return re.findall(r"https?://(?:[^/@]*@)?([^/?&:]+)", unquote(source))


def public_name(layer: QgsMapLayer) -> str:
    """The name of a layer; of its source, by which qgis_process calls it, the host alone.

    The rest of a web layer's address may hold a key, which belongs into no file and no log.
    """
    name = layer.name()
    if "://" not in unquote(name):
        return name
    hosts = web_hosts(name)
    return hosts[0] if hosts else layer.providerType()


def raster_path(name: str, value: object, layer: QgsRasterLayer | None) -> str:
    """What GDAL opens to read a raster layer.

    Args:
        name: of the parameter.
        value: as the user gave it, for the message.
        layer: as Processing resolved it.

    Raises:
        RasterReadError: if there is no layer, or GDAL does not serve it.
    """
    if layer is None or not layer.isValid():
        if layer is None and isinstance(value, str) and value:
            open_dataset(value)  # its message has GDAL's reason
        given = value.name() if isinstance(value, QgsMapLayer) else value
        raise RasterReadError(
            "{name} is '{value}', which is no valid raster layer. Choose a raster layer of the "
            "project, or give the path of a raster file.",
            name=name,
            value=given,
        )
    if layer.providerType() != "gdal":
        raise RasterReadError(
            "The layer '{layer}' comes from the {provider} service, and the model needs the pixels "
            "in a file. Save it first (right-click the layer > Export > Save As, or the algorithm "
            "'Convert map to raster') and use the file.",
            layer=public_name(layer),
            provider=layer.providerType(),
        )
    # QGIS appends options to GDAL's own name of the dataset.
    return re.split(r"\|(?:option|credential):", layer.source(), maxsplit=1)[0]


def polygon_fields(has_terrain: bool) -> QgsFields:
    """Fields of the polygon layer, in their order."""
    measures = MEASURES + (TERRAIN_MEASURES if has_terrain else ())
    fields = QgsFields()
    fields.append(QgsField("id", QMetaType.Type.Int))
    for name in measures:
        fields.append(QgsField(name, QMetaType.Type.Double))
    for name in ("status", "model", "run_date"):
        fields.append(QgsField(name, QMetaType.Type.QString))
    return fields


def polygon_feature(
    number: int, polygon: LandslidePolygon, fields: QgsFields, model: str, run_date: str
) -> QgsFeature:
    """One detected landslide as a feature."""
    measures = [name for name in MEASURES + TERRAIN_MEASURES if fields.indexOf(name) >= 0]
    geometry = QgsGeometry()
    geometry.fromWkb(polygon.wkb)
    feature = QgsFeature(fields)
    feature.setGeometry(geometry)
    values = [getattr(polygon, name) for name in measures]
    feature.setAttributes([number, *values, NEW_STATUS, model, run_date])
    return feature
