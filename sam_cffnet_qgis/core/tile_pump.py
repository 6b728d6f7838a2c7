"""Tiles through the engine: batches under way, and what comes back in the order of the grid."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Optional

import numpy as np

from sam_cffnet_qgis.core.estimate import ProgressClock
from sam_cffnet_qgis.core.journal import Journal
from sam_cffnet_qgis.core.tile_reader import ReadTile, TileStream

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.cluster_engine import EngineTurn
    from sam_cffnet_qgis.core.engine_client import EngineClient

BATCHES_UNDER_WAY = 2  # one computes while the next waits in the engine
MAX_HELD = 32  # computed tiles in memory before their turn

TileTaker = Callable[[ReadTile, Optional[np.ndarray]], None]


class TilePump:
    """Keeps batches under way and gives tiles back in the order of the grid.

    Args:
        engine: with the model loaded.
        batch: tiles that it takes at a time.
        names: of the planes that are wanted of a tile.
        journal: keeps what is computed, and has what was computed before a stop.
        clock: told how many tiles of this run are done.

    Attributes:
        done: tiles that the network saw, in this run or before a stop.
    """

    def __init__(
        self,
        engine: EngineClient | EngineTurn,
        batch: int,
        names: tuple[str, ...],
        journal: Journal,
        clock: ProgressClock,
    ) -> None:
        self.done = 0
        self._kept = 0  # of these, from the journal
        self._engine = engine
        self._batch = batch
        self._names = names
        self._journal = journal
        self._clock = clock

    def pump(
        self, tiles: TileStream, take: TileTaker, all_sent: Callable[[], None] = lambda: None
    ) -> None:
        """Predict tiles and pass them on.

        Args:
            tiles: to predict.
            take: called with every tile in the order of the grid, and with its values
                (layers, tile_px, tile_px), or None if it was not sent.
            all_sent: called when the engine has all tiles, before their last results are there; it may
                wait.
        """
        for tile, values in self._predicted(tiles, all_sent):
            take(tile, values)

    def _predicted(
        self, tiles: TileStream, all_sent: Callable[[], None]
    ) -> Iterator[tuple[ReadTile, np.ndarray | None]]:
        """Predict tiles.

        Yields:
            Every tile in the order of the grid, with its values (layers, tile_px, tile_px), or None
            if it was not sent.
        """
        waiting: list[ReadTile] = []  # not yet sent
        under_way: deque[list[ReadTile]] = deque()
        held: deque[ReadTile] = deque()  # in grid order, until their values are there
        values: dict[tuple[int, int], np.ndarray] = {}
        for tile in tiles:
            held.append(tile)
            kept = None if tile.image is None else self._journal.get(tile.row, tile.column)
            if kept is not None:
                values[tile.row, tile.column] = kept
                self.done += 1
                self._kept += 1
            elif tile.image is not None:
                waiting.append(tile)
            # Tiles kept before a stop must not pile up behind one that waits for its batch to fill.
            is_long = len(values) > MAX_HELD
            if len(waiting) == self._batch or (waiting and is_long):
                self._send(waiting, under_way)
                waiting = []
            while len(under_way) > (0 if is_long else BATCHES_UNDER_WAY):
                self._receive(under_way, values)
            yield from self._finished(held, values)
        if waiting:
            self._send(waiting, under_way)
        all_sent()
        while under_way:
            self._receive(under_way, values)
        yield from self._finished(held, values)

    def _send(self, batch: list[ReadTile], under_way: deque[list[ReadTile]]) -> None:
        self._engine.send_tiles(np.stack([tile.image for tile in batch]))
        under_way.append(batch)

    def _receive(
        self, under_way: deque[list[ReadTile]], values: dict[tuple[int, int], np.ndarray]
    ) -> None:
        results = self._engine.receive_tiles()
        batch = under_way.popleft()
        for index, tile in enumerate(batch):
            planes = np.stack([results[name][index] for name in self._names])
            values[tile.row, tile.column] = planes
            self._journal.add(tile.row, tile.column, planes)
        self.done += len(batch)
        self._clock.update(self.done - self._kept)

    def _finished(
        self, held: deque[ReadTile], values: dict[tuple[int, int], np.ndarray]
    ) -> Iterator[tuple[ReadTile, np.ndarray | None]]:
        while held and (held[0].image is None or (held[0].row, held[0].column) in values):
            tile = held.popleft()
            yield tile, values.pop((tile.row, tile.column), None)
