"""From the plan of a run to its probability plane: tiles through the engine, blended."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.estimate import FLOAT_BYTES, ProgressClock, estimate_run, tell_estimate
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import Journal, TileShape, run_facts
from sam_cffnet_qgis.core.mosaic import RowBlender
from sam_cffnet_qgis.core.native_plane import NativePlane
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import NODATA, open_dataset
from sam_cffnet_qgis.core.raster_writer import (
    BLOCK_PX,
    PASSING_BLOCK_ROWS,
    RowWriter,
    create_raster,
)
from sam_cffnet_qgis.core.remote import MAX_HELD_BYTES, is_remote
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.tile_pump import TilePump, TileTaker
from sam_cffnet_qgis.core.tile_reader import ReadTile, TileStream
from sam_cffnet_qgis.core.tiles import Size, Window

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.cluster_store import BlockStore

REMOTE_BLOCK_PX = 512  # usual in cloud-optimised GeoTIFFs; a mosaic does not tell its sources'
TILES_SHARE = 0.9  # of the progress; the rest is for the polygons


def cache_bytes(plan: RunPlan, planes: int = 2, is_passing: bool = False) -> int:
    """What GDAL should hold: the input blocks under a tile twice, and a row of output blocks.

    A tile's blocks are few where the raster is tiled, and whole rows where it is stored by rows.

    Args:
        plan: of the run.
        planes: rasters that are written at a time.
        is_passing: see ``create_raster``.
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
    if is_remote(dataset):  # what the next row of tiles needs again should not travel twice
        wanted = plan.source_window(plan.inside(plan.working_wanted))
        row = wanted.width * (under_tile.height + 2 * REMOTE_BLOCK_PX)
        read = max(read, min(row * (pixel_bytes * len(plan.bands) + 1), MAX_HELD_BYTES))
    # Input passes through between two writes of a row of output blocks: hence half a row more.
    block_rows = PASSING_BLOCK_ROWS if is_passing else BLOCK_PX
    return read + plan.working_wanted.width * block_rows * FLOAT_BYTES * (planes + 2) // 2


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
    journal: Journal | BlockStore


@dataclass(frozen=True)
class ComputedTiles:
    """What is known of tiles after they were computed.

    Attributes:
        count: that the network saw, in this run or before a stop.
        devices: on which those of this run were computed, with the precision.
        facts: everything that changes their numbers, see ``run_facts``.
        journal: of the run, closed.
    """

    count: int
    devices: tuple[str, ...]
    facts: dict
    journal: Journal


def plane_names(has_uncertainty: bool) -> tuple[str, ...]:
    """Planes that the engine gives of a tile."""
    return ("probability", "deviation") if has_uncertainty else ("probability",)


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
    names = plane_names(settings.engine.tta)
    paths = working_paths(workplace, names)
    with PlaneWriters(plan, plan.working_wanted, paths, is_passing=True) as writers:
        blender = RowBlender(plan.grid, plan.working_wanted, len(names), writers.append)

        def take(tile: ReadTile, values: np.ndarray | None) -> None:
            if overview is not None:
                overview.add(tile)
            blender.add(tile.row, tile.column, values, tile.mask)

        computed = compute_tiles(plan, settings, workplace, feedback, take)
        blender.finish()
    check_any_tile(computed.count, plan)
    planes = [NativePlane(plan, path) for path in paths]
    return Prediction(planes, computed.count, computed.devices, computed.journal)


def working_paths(workplace: Workplace, names: tuple[str, ...]) -> list[Path]:
    """Where the planes of the working resolution are written."""
    return [workplace.work_folder / f"working_{name}.tif" for name in names]


def check_any_tile(count: int, plan: RunPlan) -> None:
    """Refuse a run in which the network saw no tile.

    Raises:
        RasterReadError: if there was none.
    """
    if count == 0:
        raise RasterReadError(
            "{path} has no valid pixel in the wanted area: all are nodata or masked. Choose another "
            "raster, extent or AOI.",
            path=plan.info.path,
        )


def compute_tiles(
    plan: RunPlan,
    settings: DetectionSettings,
    workplace: Workplace,
    feedback: Feedback,
    take: TileTaker,
    rows: range | None = None,
) -> ComputedTiles:
    """Send tiles through an engine of their own that were not computed before a stop.

    Args:
        plan: of the whole run.
        settings: of the whole run.
        workplace: interpreter, work folder and journals.
        feedback: progress, messages and cancel.
        take: gets every tile, see ``TilePump.pump``.
        rows: indices of the tile rows, None for all that are wanted.
    """
    has_uncertainty = settings.engine.tta
    names = plane_names(has_uncertainty)
    # The first tiles are read while the engine starts.
    stream = TileStream(plan, feedback, rows)
    with closing(stream), EngineClient(workplace.python, feedback) as engine:
        engine.hello()
        loaded = engine.load(plan.card, settings.engine)
        feedback.info(
            "Model {model} on {device} in {precision}, {batch} tiles at a time.",
            model=plan.card.id,
            device=loaded["device"],
            precision=loaded["precision"],
            batch=loaded["batch"],
        )
        estimate = estimate_run(plan, has_uncertainty, rows)
        tell_estimate(estimate, workplace.work_folder, feedback)
        facts = run_facts(plan, loaded, has_uncertainty)
        # Parts of a raster may be computed at the same time, each with a journal of its own.
        key = facts if rows is None else {**facts, "rows": [rows.start, rows.stop]}
        shape = TileShape(len(names), plan.grid.tile_px)
        with Journal(workplace.journals_folder, key, shape, feedback) as journal:
            clock = ProgressClock(max(estimate.to_do - len(journal), 1), feedback, TILES_SHARE)
            pump = TilePump(engine, loaded["batch"], names, journal, clock)
            pump.pump(stream, take)
        return ComputedTiles(pump.done, tuple(engine.devices), facts, journal)


class PlaneWriters:
    """One raster a plane at the working grid, written from the top down.

    Args:
        plan: of the run.
        window: of the working resolution that the rasters hold.
        paths: of the rasters, in the order of the planes.
        is_passing: see ``create_raster``.
    """

    def __init__(
        self, plan: RunPlan, window: Window, paths: list[Path], is_passing: bool = False
    ) -> None:
        size = Size(window.height, window.width)
        place = (size, plan.working_geotransform(window), plan.info.crs_wkt)
        kind = (gdal.GDT_Float32, NODATA, 1, is_passing)
        self._datasets = [create_raster(p, *place, *kind) for p in paths]
        self._writers = [RowWriter(d, p) for d, p in zip(self._datasets, paths)]

    def __enter__(self) -> PlaneWriters:
        return self

    def append(self, values: np.ndarray, usable: np.ndarray) -> None:
        """Add rows, see ``RowBlender``."""
        is_whole = usable.all()
        for writer, plane in zip(self._writers, values):
            writer.append(plane if is_whole else np.where(usable, plane, np.float32(NODATA)))

    def __exit__(self, kind: type | None, *exception: object) -> None:
        if kind is None:
            for writer in self._writers:
                writer.finish()
        self._writers.clear()
        self._datasets.clear()
