"""How results look and what they say of themselves: styles and layer metadata."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from qgis.core import (
    QgsLayerMetadata,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.paths import STYLES_DIR

LANDSLIDES_STYLE = STYLES_DIR / "landslides.qml"
RASTER_STYLES = {
    "PROBABILITY": STYLES_DIR / "probability.qml",
    "UNCERTAINTY": STYLES_DIR / "uncertainty.qml",
}


class StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Styles a result when Processing has loaded it, in the main thread."""

    kept = deque(maxlen=200)  # QGIS does not own the Python part

    def __init__(self, style: Path, metadata: QgsLayerMetadata) -> None:
        super().__init__()
        self._style = style
        self._metadata = metadata
        StyleOnLoad.kept.append(self)

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        layer.loadNamedStyle(str(self._style))
        layer.setMetadata(self._metadata)
        layer.triggerRepaint()


def style_on_load(
    context: QgsProcessingContext, destination: str, style: Path, metadata: QgsLayerMetadata
) -> None:
    """Have a result styled when it is loaded, if it will be."""
    if context.willLoadLayerOnCompletion(destination):
        details = context.layerToLoadOnCompletionDetails(destination)
        details.setPostProcessor(StyleOnLoad(style, metadata))


def layer_metadata(title: str, provenance: dict[str, str], crs) -> QgsLayerMetadata:
    """Metadata that say how a result came about, one line of history for each fact."""
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setType("dataset")
    metadata.setCrs(crs)
    lines = [f"{name}: {value}" for name, value in provenance.items()]
    metadata.setAbstract("\n".join(lines))
    metadata.setHistory(lines)
    metadata.setKeywords({"keywords": ["landslide", "SAM-CFFNet"]})
    return metadata


def describe_vector_file(path: Path, style: Path, metadata: QgsLayerMetadata) -> None:
    """Write style and metadata into a vector file, or beside it where its format holds none.

    Raises:
        OutputError: if they cannot be written.
    """
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    layer.loadNamedStyle(str(style))
    if path.suffix.lower() == ".gpkg":
        reason = layer.saveStyleToDatabase(style.stem, "", True, "")
    else:
        message, is_saved = layer.saveNamedStyle(str(path.with_suffix(".qml")))
        reason = "" if is_saved else message
    if reason:
        raise write_error(path, f"the style could not be saved ({reason.rstrip('.')})")
    registry = QgsProviderRegistry.instance()
    uri = {"path": str(path)}
    if path.suffix.lower() == ".gpkg":
        uri["layerName"] = registry.querySublayers(str(path))[0].name()
    is_saved, reason = registry.saveLayerMetadata("ogr", registry.encodeUri("ogr", uri), metadata)
    if not is_saved:
        raise write_error(path, f"the metadata could not be saved ({reason.rstrip('.')})")
