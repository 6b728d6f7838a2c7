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
from sam_cffnet_qgis.core.remote import BlockRows
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


@dataclass(frozen=True)
class _Scaled:
    """Stretched values (C, h, w) float32 and validity (h, w) bool of a working window."""

    window: Window
    image: np.ndarray
    valid: np.ndarray

    def has_start_of(self, window: Window) -> bool:
        """Whether the window has the same rows and begins among these columns."""
        same_rows = (self.window.top, self.window.bottom) == (window.top, window.bottom)
        return same_rows and self.window.left <= window.left < self.window.right < window.right

    def columns_from(self, left: int) -> _Scaled:
        """The columns from one of the working grid on."""
        kept = slice(left - self.window.left, None)
        window = Window(self.window.top, left, self.window.bottom, self.window.right)
        return _Scaled(window, self.image[:, :, kept], self.valid[:, kept])

    def beside(self, right: _Scaled) -> _Scaled:
        """Both, one beside the other."""
        window = Window(self.window.top, self.window.left, self.window.bottom, right.window.right)
        image = np.concatenate((self.image, right.image), 2)
        return _Scaled(window, image, np.concatenate((self.valid, right.valid), 1))


class TileReader:
    """Reads tiles of a plan; open it in the thread that reads.

    What a tile shares with the one read before it, its left neighbour as a rule, is not read again.
    """

    def __init__(self, plan: RunPlan) -> None:
        self._plan = plan
        self._reader = RasterReader(plan.info, plan.bands)
        self._last: _Scaled | None = None
        edge = plan.grid.tile_px
        self._ahead: BlockRows | None = None
        if self._reader.is_remote and not self._reader.is_mosaic:
            wanted = plan.source_window(plan.inside(plan.working_wanted.grown(edge)))
            reach = plan.source_window(Window(0, 0, edge, edge)).height + 2
            rows = BlockRows(self._reader, (wanted.left, wanted.right), reach)
            self._ahead = rows if rows.fits else None
        # One for all tiles that are left out: of these very many may wait for a batch to fill.
        self._no_pixels = np.zeros((edge, edge), bool)

    def start_row(self, windows: list[Window]) -> None:
        """Fetch what a row of tiles needs, if it comes over a network."""
        if self._ahead is None:
            return
        inner = [self._plan.inside(window) for window in windows]
        needed = [part for part in inner if self._wanted(part) is not None]
        self._ahead.prepare([self._plan.source_window(part) for part in needed])

    def _wanted(self, inner: Window) -> np.ndarray | None:
        """Wanted pixels (h, w) bool of a window inside the raster, None if none can have a value."""
        if self._reader.coverage.is_empty(self._plan.source_window(inner)):
            return None
        wanted = self._plan.wanted_mask(inner)
        return wanted if wanted.any() else None

    def read(self, window: Window) -> tuple[np.ndarray | None, np.ndarray]:
        """Read the tile of a working window, see ``ReadTile``."""
        plan = self._plan
        inner = plan.inside(window)
        wanted = self._wanted(inner)
        if wanted is None:
            return None, self._no_pixels
        scaled = self._scaled(inner)
        usable = scaled.valid & wanted
        if not usable.any():
            return None, self._no_pixels
        mask = np.zeros((window.height, window.width), bool)
        shown = usable if plan.to_working.is_identity else scaled.valid
        mask[: inner.height, : inner.width] = shown
        image = scaled.image
        if not scaled.valid.all():
            image = np.where(scaled.valid, image, np.float32(MASKED_VALUE))
        if image.shape[1:] != mask.shape:
            beyond = ((0, 0), (0, window.height - inner.height), (0, window.width - inner.width))
            image = np.pad(image, beyond, mode="symmetric")
        return np.broadcast_to(image, (3, *mask.shape)), mask

    def _scaled(self, inner: Window) -> _Scaled:
        """A working window inside the raster."""
        if self._last is not None and self._last.has_start_of(inner):
            kept = self._last.columns_from(inner.left)
            rest = Window(inner.top, kept.window.right, inner.bottom, inner.right)
            self._last = kept.beside(self._read_scaled(rest))
        else:
            self._last = self._read_scaled(inner)
        return self._last

    def _read_scaled(self, inner: Window) -> _Scaled:
        plan, reader = self._plan, self._ahead or self._reader
        if plan.to_working.is_identity:
            values, valid = reader.read(inner)
            return _Scaled(inner, self._stretched(values, valid), valid)
        source = plan.source_window(inner)
        values, valid = reader.read(source)
        if values.dtype != np.uint8:  # a stretch may clip, and must see single pixels
            values = self._stretched(values, valid)
        image, share = plan.to_working.resample(values, valid, source, inner)
        if values.dtype == np.uint8:
            image = self._stretched(image, share > 0)
        return _Scaled(inner, image, share > 0)

    def _stretched(self, values: np.ndarray, valid: np.ndarray) -> np.ndarray:
        if not valid.all():
            values = np.where(valid, values, 0)
        pairs = zip(values, self._plan.stretches)
        return np.stack([stretch.apply(band) for band, stretch in pairs])


class TileStream:
    """Iterates over all tiles of a plan while a thread reads ahead; close it when done.

    Args:
        plan: of the run.
        feedback: asked whether to go on.
        rows: indices of the tile rows to read; None for all that are wanted.
    """

    def __init__(self, plan: RunPlan, feedback: Feedback, rows: range | None = None) -> None:
        self._plan = plan
        self._rows = rows
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
            grid, wanted = self._plan.grid, self._plan.working_wanted
            for row, tiles in grid.tile_rows(wanted, self._rows):
                reader.start_row([window for _, window in tiles])
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
