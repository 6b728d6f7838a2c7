"""Layers whose pixels QGIS draws, such as XYZ, WMS and WMTS, as images for detection."""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import numpy as np
from qgis.core import (
    QgsMapLayerStyle,
    QgsNetworkAccessManager,
    QgsRasterBlockFeedback,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtGui import QImage

from sam_cffnet_qgis.core.area import Bounds
from sam_cffnet_qgis.core.drawn_image import (
    BLOCK_PX,
    DrawnImage,
    ImageGrid,
    clear_old_images,
    plan_image,
)
from sam_cffnet_qgis.core.errors import ExtentError, ParameterError, RasterReadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.core.tiles import Window
from sam_cffnet_qgis.processing.bridge import public_name
from sam_cffnet_qgis.processing.picture_watch import PictureWatch, plain_grey

SMALLEST_PICTURE_PX = 256  # some services refuse larger ones
TRIES = 4
PAUSE_SECONDS = 1.0  # doubled after each try
TICK_SECONDS = 0.1


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
        identity = "\n".join((self.layer.source(), self.layer.providerType(), _style(self.layer)))
        with DrawnImage(folder, self.grid, identity) as image:
            self.layer.moveToThread(QThread.currentThread())
            self._draw_missing(image, feedback)
            image.finish()
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
        watch = PictureWatch(self.manager)
        with watch.watching():
            painter = _Painter(self, watch, feedback)
            for number, block in enumerate(missing):
                feedback.check()
                feedback.set_progress((count - len(missing) + number) / count)
                image.add(block, painter.pixels(block))
        painter.tell_gaps()


class _Painter:
    """Draws blocks, again and smaller where the service fails."""

    def __init__(self, web: WebLayer, watch: PictureWatch, feedback: Feedback) -> None:
        self._web = web
        self._watch = watch
        self._feedback = feedback
        self._wanted = web.grid.window(web.part)
        self._wanted_px = self._empty_px = self._grey_px = 0
        self._layer = _uncached(web.layer)
        provider = web.layer.dataProvider()
        steps = (BLOCK_PX, provider.stepWidth(), provider.stepHeight())
        self._picture_px = max(min(steps), SMALLEST_PICTURE_PX)

    def pixels(self, block: Window) -> np.ndarray:
        """(4, h, w) uint8 of a block.

        Raises:
            RasterReadError: if it did not come whole after several tries.
            Cancelled: if the user stops.
        """
        for attempt in range(TRIES):
            if attempt:
                self._wait(PAUSE_SECONDS * 2 ** (attempt - 1))
                self._layer = _uncached(self._web.layer)
                self._watch.drop_answers()
                self._picture_px = max(self._picture_px // 2, SMALLEST_PICTURE_PX)
            pixels, problems = self._try(block)
            is_grey = plain_grey(pixels)
            # A hole that nobody explains may be a picture that cannot be read; it gets a second try.
            is_clear = pixels[3].all() or self._watch.has_absences or attempt > 0
            if not problems and not is_grey.any() and is_clear:
                break
        if not problems:
            wanted = block.intersection(self._wanted)
            self._wanted_px += wanted.height * wanted.width
            self._empty_px += int((pixels[3][wanted.slices_in(block)] == 0).sum())
            self._grey_px += int(is_grey.sum())
            pixels[3, is_grey] = 0
            return pixels
        raise RasterReadError(
            "The service of the layer '{layer}' did not give {count} of its pictures: {reason}. What "
            "came is kept: run this again later and it goes on there. Or save the part as a "
            "file and use that.",
            layer=self._web.name,
            count=len(problems),
            reason=problems[0].rstrip("."),
        )

    def tell_gaps(self) -> None:
        """Warn of what has no picture, and of what was left out as plain grey."""
        if self._empty_px:
            self._feedback.warn(
                "{share:.2%} of the wanted part of the layer '{layer}' have no picture and are left "
                "out.",
                share=self._empty_px / self._wanted_px,
                layer=self._web.name,
            )
        if self._grey_px:
            self._feedback.warn(
                "{count} pixels of the layer '{layer}' are plain grey, as in pictures that were "
                "not received whole. They are taken as ground without an image.",
                count=self._grey_px,
                layer=self._web.name,
            )

    def _try(self, block: Window) -> tuple[np.ndarray, list[str]]:
        """A block as it came, and what did not come of it."""
        self._watch.forget()
        pixels = np.zeros((4, block.height, block.width), np.uint8)
        edge = self._picture_px
        for top in range(block.top, block.bottom, edge):
            for left in range(block.left, block.right, edge):
                part = Window(top, left, top + edge, left + edge).intersection(block)
                picture = self._picture(part)
                pixels[(slice(None), *part.slices_in(block))] = picture
                if problems := self._watch.problems(picture):
                    return pixels, problems
        return pixels, []

    def _picture(self, part: Window) -> np.ndarray:
        web, feedback = self._web, self._feedback
        bounds = QgsRectangle(*web.grid.bounds(part))
        with _stopping(feedback) as stop:
            block = self._layer.pipe().last().block(1, bounds, part.width, part.height, stop)
        feedback.check()
        if not block.isValid() or block.isEmpty():
            reason = "; ".join(stop.errors()) or "nothing was drawn"
            raise RasterReadError(
                "QGIS could not draw the layer '{layer}': {reason}. Look whether it shows in the "
                "map window.",
                layer=web.name,
                reason=reason.rstrip("."),
            )
        return _rgba(block.image())

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._feedback.check()
            time.sleep(TICK_SECONDS)


@contextmanager
def _stopping(feedback: Feedback) -> Iterator[QgsRasterBlockFeedback]:
    """What stops a provider that waits for its server when the user cancels."""
    stop = QgsRasterBlockFeedback()
    has_ended = threading.Event()

    def watch() -> None:
        while not has_ended.wait(TICK_SECONDS):
            if feedback.is_cancelled():
                stop.cancel()
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        has_ended.set()
        thread.join()


def _uncached(layer: QgsRasterLayer) -> QgsRasterLayer:
    """A copy of a layer of XYZ tiles of which QGIS holds no tile in memory: a bad one would stay.

    Its addresses differ in the part behind #, which is not sent.
    """
    parts = layer.source().split("&")
    if "type=xyz" not in parts:
        return layer
    token = uuid.uuid4().hex
    source = [f"{part}%23{token}" if part.startswith("url=") else part for part in parts]
    copy = layer.clone()
    copy.setDataSource("&".join(source), layer.name(), layer.providerType())
    style = QgsMapLayerStyle()
    style.readFromLayer(layer)
    style.writeToLayer(copy)
    return copy


def _rgba(image: QImage) -> np.ndarray:
    """Pixels (4, h, w) uint8 of an image: red, green, blue and opacity."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)
    return pixels.transpose(2, 0, 1).copy()


def _style(layer: QgsRasterLayer) -> str:
    style = QgsMapLayerStyle()
    style.readFromLayer(layer)
    return style.xmlData()


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
    grid = plan_image(part, layer.crs().toWkt(), resolution_m, card.tile_px, settings.overlap_px)
    copy = layer.clone()
    copy.setOpacity(1.0)
    copy.moveToThread(None)
    manager = QgsNetworkAccessManager.instance()
    return WebLayer(copy, public_name(layer), _service(layer), manager, part, grid)


def _service(layer: QgsRasterLayer) -> str:
    hosts = re.findall(r"https?://(?:[^/@]*@)?([^/?&:]+)", unquote(layer.source()))
    return " ".join([layer.providerType(), *hosts[:1]])


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
