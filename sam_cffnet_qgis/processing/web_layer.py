"""Layers whose pixels QGIS draws, such as XYZ, WMS and WMTS, as images for detection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree  # nosec B405 - reads what QGIS wrote

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsNetworkAccessManager,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtXml import QDomDocument

from sam_cffnet_qgis.core.area import Bounds
from sam_cffnet_qgis.core.drawn_image import (
    DrawnImage,
    ImageGrid,
    clear_old_images,
    plan_image,
)
from sam_cffnet_qgis.core.errors import ExtentError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.processing.bridge import public_name, web_hosts
from sam_cffnet_qgis.processing.layer_painter import LayerPainter
from sam_cffnet_qgis.processing.picture_watch import PictureWatch


@dataclass(frozen=True)
class WebLayer:
    """A part of a layer at a pixel size, to be drawn in any one thread.

    Attributes:
        layer: a copy of our own; it belongs to no thread until it is drawn.
        name: of the layer.
        source: kind and host of the service; its whole address may hold a key.
        manager: the network manager that hears of the replies, that of the main thread.
        part: wanted map coordinates (x_min, y_min, x_max, y_max) in the layer's CRS.
    """

    layer: QgsRasterLayer
    name: str
    source: str
    manager: QgsNetworkAccessManager
    part: Bounds
    grid: ImageGrid

    @contextmanager
    def drawn(self, folder: Path, feedback: Feedback) -> Iterator[Path]:
        """Draw what is missing of the image; it is kept unless what follows succeeds.

        Args:
            folder: of all drawn images.
            feedback: progress, messages and cancel.

        Yields:
            Path of a raster with red, green, blue and opacity.

        Raises:
            RasterReadError: if the service does not give the pictures.
            OutputError: if they cannot be kept.
            Cancelled: if the user stops.
        """
        clear_old_images(folder)
        identity = "\n".join((self.layer.source(), self.layer.providerType(), _look(self.layer)))
        with DrawnImage(folder, self.grid, identity) as image:
            self.layer.moveToThread(QThread.currentThread())
            self._draw_missing(image, feedback)
            image.finish()
            self._tell_gaps(image, feedback)
            yield image.path
            image.remove()

    def _draw_missing(self, image: DrawnImage, feedback: Feedback) -> None:
        missing = image.missing()
        count = sum(1 for _ in self.grid.blocks())
        size = self.grid.size
        feedback.info(
            "Drawing the layer '{layer}' at {width} x {height} pixels, {missing} of {count} parts.",
            layer=self.name,
            width=size.width,
            height=size.height,
            missing=len(missing),
            count=count,
        )
        watch = PictureWatch(self.manager, frozenset(web_hosts(self.layer.source())))
        with watch.watching():
            painter = LayerPainter(self.layer, self.name, self.grid, watch, feedback)
            for number, block in enumerate(missing):
                feedback.check()
                feedback.set_progress((count - len(missing) + number) / count)
                image.add(block, painter.pixels(block))
        if painter.grey_px:
            feedback.warn(
                "{count} pixels of the layer '{layer}' are plain grey, as in pictures that were not "
                "received whole. They are taken as ground without an image.",
                count=painter.grey_px,
                layer=self.name,
            )

    def _tell_gaps(self, image: DrawnImage, feedback: Feedback) -> None:
        """Warn of wanted ground without a picture, also of what was drawn before."""
        share = image.empty_share(self.grid.window(self.part))
        if share:
            feedback.warn(
                "{share:.2%} of the wanted part of the layer '{layer}' have no picture and are left "
                "out.",
                share=share,
                layer=self.name,
            )


def _look(layer: QgsRasterLayer) -> str:
    """What a layer's style changes of its pixels, the same text in every session."""
    document = QDomDocument()
    categories = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Rendering
    layer.exportNamedStyle(document, QgsReadWriteContext(), categories)
    pipe = ElementTree.fromstring(document.toString()).find(".//pipe")  # nosec B314 - QGIS wrote it
    if pipe is None:
        return ""
    for element in pipe.iter():
        element.attrib.pop("id", None)  # made anew each time
        element.tail = None
    return ElementTree.canonicalize(ElementTree.tostring(pipe, encoding="unicode"))


def web_layer(
    layer: QgsRasterLayer, wanted: Bounds | None, settings: DetectionSettings, card: ModelCard
) -> WebLayer:
    """What to draw of a layer; to be called in the thread of the layer.

    Args:
        layer: of a provider other than GDAL.
        wanted: map coordinates in the layer's CRS, or None.
        settings: of the detection.
        card: of the model, with the tiles that are used.

    Raises:
        ParameterError: if the pixel size is missing, or bands are given.
        ExtentError: if the extent is missing, lies outside the layer, or has too many pixels.
    """
    if wanted is None:
        raise ExtentError(
            "The layer '{layer}' comes from the {provider} service and has no fixed extent. Set "
            "EXTENT, for example to the visible part of the map, or AOI.",
            layer=public_name(layer),
            provider=layer.providerType(),
        )
    if settings.bands:
        raise ParameterError(
            "BANDS is {bands}, but the layer '{layer}' comes as a picture in the colours that the map "
            "shows. Leave BANDS empty.",
            bands=", ".join(map(str, settings.bands)),
            layer=public_name(layer),
        )
    resolution_m = card.working_gsd_m if settings.resolution_m is None else settings.resolution_m
    if not resolution_m:
        raise ParameterError(
            "The layer '{layer}' has no pixels of its own. Set RESOLUTION to a pixel size in metres; "
            "the model '{model}' knows {low:g} to {high:g} m.",
            layer=public_name(layer),
            model=card.id,
            low=card.gsd_m[0],
            high=card.gsd_m[1],
        )
    part = _part(layer, wanted)
    grid = plan_image(
        part,
        layer.crs().toWkt(Qgis.CrsWktVariant.PreferredGdal),
        resolution_m,
        card.tile_px,
        settings.overlap_px,
    )
    copy = layer.clone()
    copy.setOpacity(1.0)
    copy.moveToThread(None)
    manager = QgsNetworkAccessManager.instance()
    return WebLayer(copy, public_name(layer), _service(layer), manager, part, grid)


def _service(layer: QgsRasterLayer) -> str:
    return " ".join([layer.providerType(), *web_hosts(layer.source())[:1]])


def _part(layer: QgsRasterLayer, wanted: Bounds) -> Bounds:
    """The wanted ground that the layer says it covers."""
    box = QgsRectangle(*wanted)
    covered = layer.extent()
    if covered.isFinite() and not covered.isEmpty():
        box = box.intersect(covered)
    if box.isEmpty():
        raise ExtentError(
            "EXTENT or AOI lies outside the layer '{layer}', which covers {covered}. Choose a part "
            "of it.",
            layer=public_name(layer),
            covered=covered.toString(1),
        )
    return (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
