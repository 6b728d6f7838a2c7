"""How results look and what they say of themselves: styles and layer metadata."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QDateTime, Qt, QTime
from qgis.PyQt.QtXml import QDomDocument

from sam_cffnet_qgis.core.errors import phrase
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.paths import STYLES_DIR

LANDSLIDES_STYLE = STYLES_DIR / "landslides.qml"
RASTER_STYLES = {  # the first is shown, the others can be chosen in the layer's menu
    "PROBABILITY": (STYLES_DIR / "probability.qml",),
    "UNCERTAINTY": (STYLES_DIR / "classes.qml", STYLES_DIR / "uncertainty.qml"),
}


LEGEND = (  # texts of the styles that are shown in legends
    "Probability below 0.50",
    "Probability 0.50 – 0.70",
    "Probability 0.70 – 0.85",
    "Probability 0.85 and more",
    "Detected",
    "Accepted",
    "Edited",
    "Rejected",
    "Landslide",
    "Likely missed",
    "Likely false",
    "Background",
    "Hit",
    "Missed",
    "False alarm",
)


def load_style(layer: QgsMapLayer, style: Path) -> None:
    """Give a layer a style of the plugin, with its legend in the user's language."""
    texts = {text: QCoreApplication.translate("Legend", text) for text in LEGEND}
    document = QDomDocument()
    document.setContent(style.read_text(encoding="utf-8"))
    for kind in ("rule", "paletteEntry", "category"):
        elements = document.elementsByTagName(kind)
        for number in range(elements.count()):
            element = elements.at(number).toElement()
            label = element.attribute("label")
            element.setAttribute("label", texts.get(label, label))
    layer.importNamedStyle(document)


class StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Styles a result when Processing has loaded it, in the main thread."""

    kept = deque(maxlen=200)  # QGIS does not own the Python part

    def __init__(self, styles: tuple[Path, ...], metadata: QgsLayerMetadata) -> None:
        super().__init__()
        self._styles = styles
        self._metadata = metadata
        StyleOnLoad.kept.append(self)

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        self._load_styles(layer)
        layer.setMetadata(self._metadata)
        set_dates(layer, self._metadata)
        layer.triggerRepaint()

    def _load_styles(self, layer: QgsMapLayer) -> None:
        """Load all styles; the first, which is loaded last, stays."""
        manager = layer.styleManager()
        shown, *others = self._styles
        first = manager.currentStyle()
        for style in others:
            manager.addStyleFromLayer(style.stem)
            manager.setCurrentStyle(style.stem)
            load_style(layer, style)
        manager.setCurrentStyle(first)
        if others:
            manager.renameStyle(first, shown.stem)
        load_style(layer, shown)


def style_on_load(
    context: QgsProcessingContext,
    destination: str,
    styles: tuple[Path, ...],
    metadata: QgsLayerMetadata,
) -> None:
    """Have a result styled when it is loaded, if it will be."""
    if context.willLoadLayerOnCompletion(destination):
        details = context.layerToLoadOnCompletionDetails(destination)
        details.setPostProcessor(StyleOnLoad(styles, metadata))


@dataclass(frozen=True)
class LoadedResult:
    """A result that may be loaded.

    Attributes:
        destination: the value of the output.
        title: of the output, which Processing gives as name if nobody gives another.
        name: that the layer should have instead.
    """

    destination: str
    title: str
    name: str


def arrange_on_load(
    context: QgsProcessingContext, group: str, results: Iterable[LoadedResult]
) -> None:
    """Name the results of a run that will be loaded; several stand in a group of their own.

    A name that the user or a model gave stays. QGIS puts the group into the one that its setting
    'Results group name' names, if any.

    Args:
        context: of the run.
        group: name of the group.
        results: the topmost first.
    """
    loaded = [result for result in results if context.willLoadLayerOnCompletion(result.destination)]
    for place, result in enumerate(reversed(loaded), 1):
        details = context.layerToLoadOnCompletionDetails(result.destination)
        if details.name == result.title and not details.forceName:
            details.name = result.name
        if len(loaded) > 1:
            details.groupName = group
            details.layerSortKey = place


def set_dates(layer: QgsMapLayer, metadata: QgsLayerMetadata) -> None:
    """Give a layer the day of its metadata for the temporal controller, but do not switch that on.

    A layer with an active range vanishes from all other days of an animation, which is for the user
    to choose: a click in the layer's properties, where the day already stands.
    """
    ranges = metadata.extent().temporalExtents()
    if not ranges:
        return
    modes = Qgis.VectorTemporalMode
    if layer.type() == Qgis.LayerType.Raster:
        modes = Qgis.RasterTemporalMode
    properties = layer.temporalProperties()
    properties.setMode(modes.FixedTemporalRange)
    properties.setFixedTemporalRange(ranges[0])
    properties.setIsActive(False)


def layer_metadata(title: str, provenance: dict[str, str], crs) -> QgsLayerMetadata:
    """Metadata that say how a result came about, one line of history for each fact.

    Their day is that of the image if it is known, else that of the run.
    """
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setType("dataset")
    metadata.setCrs(crs)
    lines = [f"{name}: {value}" for name, value in provenance.items()]
    metadata.setAbstract("\n".join(lines))
    metadata.setHistory(lines)
    metadata.setKeywords({"keywords": ["landslide", "SAM-CFFNet"]})
    date = provenance.get("image_date", provenance.get("run_date"))
    if date:
        extent = QgsLayerMetadata.Extent()
        extent.setTemporalExtents([_day(date)])
        metadata.setExtent(extent)
    return metadata


def _day(text: str) -> QgsDateTimeRange:
    """The whole day, in UTC, of a date in ISO 8601."""
    start = QDateTime.fromString(text, Qt.DateFormat.ISODate)
    end = QDateTime(start)
    start.setTime(QTime(0, 0, 0))
    end.setTime(QTime(23, 59, 59))
    return QgsDateTimeRange(start, end)


def describe_vector_file(path: Path, style: Path, metadata: QgsLayerMetadata) -> None:
    """Write style and metadata into a vector file, or beside it where its format holds none.

    Raises:
        OutputError: if they cannot be written.
    """
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    load_style(layer, style)
    if path.suffix.lower() == ".gpkg":
        reason = layer.saveStyleToDatabase(style.stem, "", True, "")
    else:
        message, is_saved = layer.saveNamedStyle(str(path.with_suffix(".qml")))
        reason = "" if is_saved else message
    if reason:
        raise write_error(
            path, phrase("the style could not be saved ({reason})", reason=reason.rstrip("."))
        )
    registry = QgsProviderRegistry.instance()
    uri = {"path": str(path)}
    if path.suffix.lower() == ".gpkg":
        uri["layerName"] = registry.querySublayers(str(path))[0].name()
    is_saved, reason = registry.saveLayerMetadata("ogr", registry.encodeUri("ogr", uri), metadata)
    if not is_saved:
        raise write_error(
            path, phrase("the metadata could not be saved ({reason})", reason=reason.rstrip("."))
        )
