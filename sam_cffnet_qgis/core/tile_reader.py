"""Tiles as the network wants them: scaled, filled, whole; read ahead in a thread of their own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import RasterReader
from sam_cffnet_qgis.core.tiles import Window

MASKED_VALUE = 0.0  # what the network sees where the raster has no data; trained so
READ_AHEAD = 8
POLL_SECONDS = 0.1
CLOSE_SECONDS = 1.0


@dataclass(frozen=True)
class ReadTile:
    """One tile of the grid.

    Attributes:
        row: index of its row of tiles.
        column: index of its column.
        image: (3, tile_px, tile_px) float32 in [0, 1], or None if no pixel is wanted and valid.
        mask: (tile_px, tile_px) bool, valid pixels (at native resolution only wanted ones).
    """

    row: int
    column: int
    image: np.ndarray | None
    mask: np.ndarray


class TileReader:
    """Reads tiles of a plan; open it in the thread that reads."""

    def __init__(self, plan: RunPlan) -> None:
        self._plan = plan
        self._reader = RasterReader(plan.info, plan.bands)
        edge = plan.grid.tile_px
        # One for all tiles that are left out: of these very many may wait for a batch to fill.
        self._no_pixels = np.zeros((edge, edge), bool)

    def read(self, window: Window) -> tuple[np.ndarray | None, np.ndarray]:
        """Read the tile of a working window, see ``ReadTile``."""
        plan = self._plan
        whole = Window(0, 0, plan.grid.size.height, plan.grid.size.width)
        inner = window.intersection(whole)
        wanted = plan.wanted_mask(inner)
        if not wanted.any():
            return None, self._no_pixels
        image, valid = self._read_scaled(inner)
        usable = valid & wanted
        if not usable.any():
            return None, self._no_pixels
        mask = np.zeros((window.height, window.width), bool)
        mask[: inner.height, : inner.width] = usable if plan.to_working.is_identity else valid
        image = np.where(valid, image, MASKED_VALUE).astype(np.float32)
        beyond = ((0, 0), (0, window.height - inner.height), (0, window.width - inner.width))
        image = np.pad(image, beyond, mode="symmetric")
        return np.broadcast_to(image, (3, *mask.shape)), mask

    def _read_scaled(self, inner: Window) -> tuple[np.ndarray, np.ndarray]:
        """Stretched values (C, h, w) and validity (h, w) of a working window inside the raster."""
        to_working = self._plan.to_working
        source = inner if to_working.is_identity else to_working.source_window(inner)
        values, valid = self._reader.read(source)
        values = np.where(valid, values, 0)
        pairs = zip(values, self._plan.stretches)
        image = np.stack([stretch.apply(band) for band, stretch in pairs])
        if to_working.is_identity:
            return image, valid
        image, share = to_working.resample(image, valid, source, inner)
        return image, share > 1e-6


class TileStream:
    """Iterates over all tiles of a plan while a thread reads ahead; close it when done."""

    def __init__(self, plan: RunPlan, feedback: Feedback) -> None:
        self._plan = plan
        self._feedback = feedback
        self._queue: queue.Queue = queue.Queue(maxsize=READ_AHEAD)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read_all, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[ReadTile]:
        while (item := self._next()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item

    def _next(self) -> object:
        """The next item, looking for cancel while a slow disk or network reads it."""
        while True:
            self._feedback.check()
            try:
                return self._queue.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue

    def close(self) -> None:
        """Stop reading; a read that hangs is left to its thread, which ends with it."""
        self._stopped.set()
        self._thread.join(timeout=CLOSE_SECONDS)

    def _read_all(self) -> None:
        try:
            reader = TileReader(self._plan)
            for row, tiles in self._plan.grid.tile_rows(self._plan.working_wanted):
                for column, window in tiles:
                    tile = ReadTile(row, column, *reader.read(window))
                    if not self._put(tile):
                        return
            self._put(None)
        except Exception as error:  # carried to the thread that iterates, which raises it
            self._put(error)

    def _put(self, item: object) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=POLL_SECONDS)
                return True
            except queue.Full:
                continue
        return False
