"""From the plan of a run to its probability plane: tiles through the engine, blended."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.estimate import ProgressClock, estimate_run, tell_estimate
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import Journal, TileShape, run_facts
from sam_cffnet_qgis.core.mosaic import RowBlender
from sam_cffnet_qgis.core.native_plane import NativePlane
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import (
    BLOCK_PX,
    NODATA,
    RowWriter,
    create_raster,
    open_dataset,
)
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.tile_reader import ReadTile, TileStream
from sam_cffnet_qgis.core.tiles import Size, Window

BATCHES_UNDER_WAY = 2  # one computes while the next waits in the engine
MAX_HELD = 32  # computed tiles in memory before their turn
TILES_SHARE = 0.9  # of the progress; the rest is for the polygons


def cache_bytes(plan: RunPlan) -> int:
    """What GDAL should hold: the input blocks under a tile twice, and a row of output blocks.

    A tile's blocks are few where the raster is tiled, and whole rows where it is stored by rows.
    """
    dataset = open_dataset(plan.info.path)  # must outlive its band
    band = dataset.GetRasterBand(plan.bands[0])
    block_width, block_height = band.GetBlockSize()
    edge = plan.grid.tile_px
    under_tile = plan.to_working.source_window(Window(0, 0, edge, edge))
    columns = min(under_tile.width + 2 * block_width, plan.info.size.width)
    rows = under_tile.height + 2 * block_height
    pixel_bytes = gdal.GetDataTypeSize(band.DataType) // 8
    read = 2 * columns * rows * (pixel_bytes * len(plan.bands) + 1)
    return read + plan.working_wanted.width * BLOCK_PX * 4 * 2


@dataclass(frozen=True)
class Prediction:
    """What the network said of a raster.

    Attributes:
        planes: the probability, with test-time augmentation also its deviation.
        tiles: that the network saw, in this run or before a stop.
        devices: on which those of this run were computed, with the precision; mostly one.
        journal: of the run, closed; to be removed when the outputs are in place.
    """

    planes: list[NativePlane]
    tiles: int
    devices: tuple[str, ...]
    journal: Journal


def predict_raster(
    plan: RunPlan,
    settings: DetectionSettings,
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None = None,
) -> Prediction:
    """Send all wanted tiles through the engine that were not computed before a stop."""
    if overview is not None:
        overview.start(plan)
    names = ["probability", "deviation"] if settings.engine.tta else ["probability"]
    paths = [workplace.work_folder / f"working_{name}.tif" for name in names]
    with EngineClient(workplace.python, feedback) as engine:
        engine.hello()
        loaded = engine.load(plan.card, settings.engine)
        feedback.info(
            "Model {model} on {device} in {precision}, {batch} tiles at a time.",
            model=plan.card.id,
            device=loaded["device"],
            precision=loaded["precision"],
            batch=loaded["batch"],
        )
        estimate = estimate_run(plan, settings.engine.tta)
        tell_estimate(estimate, workplace.work_folder, feedback)
        facts = run_facts(plan, loaded, settings.engine.tta)
        shape = TileShape(len(names), plan.grid.tile_px)
        journal = Journal(workplace.journals_folder, facts, shape, feedback)
        with journal, _PlaneWriters(plan, paths) as writers:
            clock = ProgressClock(max(estimate.to_do - len(journal), 1), feedback, TILES_SHARE)
            blender = RowBlender(plan.grid, plan.working_wanted, len(names), writers.append)
            pump = _Pump(engine, loaded["batch"], names, journal, clock)
            stream = TileStream(plan, feedback)
            try:
                for tile, values in pump.predicted(stream):
                    if overview is not None:
                        overview.add(tile)
                    blender.add(tile.row, tile.column, values, tile.mask)
            finally:
                stream.close()
            blender.finish()
            devices = tuple(engine.devices)
    if pump.done == 0:
        raise RasterReadError(
            "{path} has no valid pixel in the wanted area: all are nodata or masked. Choose another "
            "raster, extent or AOI.",
            path=plan.info.path,
        )
    return Prediction([NativePlane(plan, path) for path in paths], pump.done, devices, journal)


class _Pump:
    """Keeps batches under way and gives tiles back in the order of the grid."""

    def __init__(
        self,
        engine: EngineClient,
        batch: int,
        names: list[str],
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

    def predicted(self, tiles: TileStream) -> Iterator[tuple[ReadTile, np.ndarray | None]]:
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


class _PlaneWriters:
    """One raster a plane at the working grid, written from the top down."""

    def __init__(self, plan: RunPlan, paths: list[Path]) -> None:
        wanted = plan.working_wanted
        size = Size(wanted.height, wanted.width)
        place = (size, plan.working_geotransform(wanted), plan.info.crs_wkt)
        self._datasets = [create_raster(p, *place, gdal.GDT_Float32, NODATA) for p in paths]
        self._writers = [RowWriter(d, p) for d, p in zip(self._datasets, paths)]

    def __enter__(self) -> _PlaneWriters:
        return self

    def append(self, values: np.ndarray, usable: np.ndarray) -> None:
        """Add rows, see ``RowBlender``."""
        for writer, plane in zip(self._writers, values):
            writer.append(np.where(usable, plane, np.float32(NODATA)))

    def __exit__(self, kind: type | None, *exception: object) -> None:
        if kind is None:
            for writer in self._writers:
                writer.finish()
        self._writers.clear()
        self._datasets.clear()
