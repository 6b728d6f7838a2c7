"""Drawing a layer of a service block by block, whatever the service does."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from qgis.core import QgsMapLayerStyle, QgsRasterBlockFeedback, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtGui import QImage

from sam_cffnet_qgis.core.drawn_image import BLOCK_PX, ImageGrid
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.tiles import Window
from sam_cffnet_qgis.processing.picture_watch import PictureWatch, plain_grey

SMALLEST_PICTURE_PX = 256  # some services refuse larger ones
TRIES = 4
PAUSE_SECONDS = 1.0  # doubled after each try
TICK_SECONDS = 0.1


class LayerPainter:
    """Draws blocks, again and smaller where the service fails.

    Args:
        layer: that belongs to this thread.
        name: of the layer, for messages.
        grid: of the image.
        watch: hears what the service answers.
        feedback: may cancel.

    Attributes:
        grey_px: pixels that were left out as plain grey.
    """

    def __init__(
        self,
        layer: QgsRasterLayer,
        name: str,
        grid: ImageGrid,
        watch: PictureWatch,
        feedback: Feedback,
    ) -> None:
        self.grey_px = 0
        self._origin = layer
        self._name = name
        self._grid = grid
        self._watch = watch
        self._feedback = feedback
        self._layer = _uncached(layer)
        provider = layer.dataProvider()
        steps = (BLOCK_PX, provider.stepWidth(), provider.stepHeight())
        self._usual_px = max(min(steps), SMALLEST_PICTURE_PX)

    def pixels(self, block: Window) -> np.ndarray:
        """(4, h, w) uint8 of a block.

        Raises:
            RasterReadError: if it did not come whole after several tries.
            Cancelled: if the user stops.
        """
        edge = self._usual_px
        for attempt in range(TRIES):
            pixels, problems = self._try(block, edge)
            is_grey = plain_grey(pixels)
            # A hole that nobody explains may be a picture that cannot be read; it gets a second try.
            is_clear = pixels[3].all() or self._watch.has_absences or attempt > 0
            if not problems and not is_grey.any() and is_clear:
                return pixels
            if attempt + 1 < TRIES:
                self._wait(PAUSE_SECONDS * 2**attempt)
                self._watch.drop_answers()
                self._layer = _uncached(self._origin)
            if problems:  # perhaps the picture was too large for the service
                edge = max(edge // 2, SMALLEST_PICTURE_PX)
        if not problems:
            self.grey_px += int(is_grey.sum())
            pixels[3, is_grey] = 0
            return pixels
        raise RasterReadError(
            "The service of the layer '{layer}' did not give {count} of its pictures: {reason}. What "
            "came is kept: run this again later and it goes on there. Or save the part as a "
            "file and use that.",
            layer=self._name,
            count=len(problems),
            reason=problems[0].rstrip("."),
        )

    def _try(self, block: Window, edge: int) -> tuple[np.ndarray, list[str]]:
        """A block as it came, and what did not come of it."""
        self._watch.forget()
        pixels = np.zeros((4, block.height, block.width), np.uint8)
        for top in range(block.top, block.bottom, edge):
            for left in range(block.left, block.right, edge):
                part = Window(top, left, top + edge, left + edge).intersection(block)
                picture = self._picture(part)
                pixels[(slice(None), *part.slices_in(block))] = picture
                if problems := self._watch.problems(picture):
                    return pixels, problems
        return pixels, []

    def _picture(self, part: Window) -> np.ndarray:
        bounds = QgsRectangle(*self._grid.bounds(part))
        with _stopping(self._feedback) as stop:
            block = self._layer.pipe().last().block(1, bounds, part.width, part.height, stop)
        self._feedback.check()
        if not block.isValid() or block.isEmpty():
            reason = "; ".join(stop.errors()) or "nothing was drawn"
            raise RasterReadError(
                "QGIS could not draw the layer '{layer}': {reason}. Look whether it shows in the "
                "map window.",
                layer=self._name,
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
