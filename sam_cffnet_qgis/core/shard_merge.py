"""The result of a detection out of its shards: what one run would have made, bit for bit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.block_files import FLOATS, StoredBlock
from sam_cffnet_qgis.core.blocks import assemble
from sam_cffnet_qgis.core.detect import DetectionResult, PlannedRun, outline_landslides
from sam_cffnet_qgis.core.errors import (
    ModelCardError,
    ParameterError,
    RasterReadError,
    phrase,
)
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import Journal, TileShape, run_facts
from sam_cffnet_qgis.core.model_card import MAX_CARD_BYTES, ModelCard, read_card
from sam_cffnet_qgis.core.native_plane import NativePlane
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.plan import RunPlan, card_as_used, plan_raster
from sam_cffnet_qgis.core.predict import (
    TILES_SHARE,
    PlaneWriters,
    Prediction,
    cache_bytes,
    check_any_tile,
    plane_names,
    working_paths,
)
from sam_cffnet_qgis.core.raster import bounded_cache, open_dataset
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.shard_archive import ShardArchive
from sam_cffnet_qgis.core.shard_facts import (
    FACTS_FILE,
    as_stored,
    fact_pairs,
    told_differences,
)
from sam_cffnet_qgis.core.shard_set import StoredShard, read_shards, used_devices
from sam_cffnet_qgis.core.shards import CARD_FILE, OVERVIEW_FILE, shard_blocks

NO_ENGINE = {"device": "", "precision": "", "batch": 0}


def merge_shards(
    paths: list[Path],
    raster_path: str,
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None = None,
    dem_path: str = "",
    needs_uncertainty: bool = False,
) -> DetectionResult:
    """Make of all shards of a run what ``detect`` would have made; no engine is needed.

    Args:
        paths: of the shards' files, in any order; no byte of them is trusted.
        raster_path: where the raster lies now, empty where the shards found it.
        workplace: its work folder is used.
        feedback: progress, messages and cancel.
        overview: gets a small picture of the image, for a report.
        dem_path: where the elevation raster lies now, empty where the shards found it.
        needs_uncertainty: refuse shards that have none.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    start = time.monotonic()
    shards = read_shards(paths, feedback)
    settings = _settings(shards[0], dem_path)
    settings.check()
    if needs_uncertainty and not settings.engine.tta:
        raise ParameterError(
            "UNCERTAINTY was asked for, but the shards were computed without TTA. Leave UNCERTAINTY "
            "empty, or compute them with TTA."
        )
    plan = _plan(shards, settings, raster_path, workplace, feedback)
    run = PlannedRun(plan, settings, start)
    with bounded_cache(cache_bytes(plan, is_passing=True)):
        prediction = _assembled(plan, shards, workplace, feedback, overview)
        return outline_landslides(run, prediction, workplace, feedback)


def _settings(shard: StoredShard, dem_path: str) -> DetectionSettings:
    """Those of the run.

    Raises:
        ParameterError: if there is an elevation raster that the run did not have.
    """
    settings = shard.facts.settings
    if dem_path and not settings.dem_path:
        raise ParameterError(
            "DEM was given, but the shards were computed without one. Leave DEM empty, or compute "
            "the shards with it."
        )
    return replace(settings, dem_path=dem_path or settings.dem_path)


def _plan(
    shards: list[StoredShard],
    settings: DetectionSettings,
    raster_path: str,
    workplace: Workplace,
    feedback: Feedback,
) -> RunPlan:
    """The plan of the run, from the raster as it is now.

    Raises:
        RasterReadError: if it is another raster than the shards saw.
    """
    raster_path = raster_path or _found_raster(shards)
    card = _card(shards[0], workplace.work_folder)
    plan = plan_raster(raster_path, card_as_used(card, settings), settings, feedback)
    now = as_stored(run_facts(plan, NO_ENGINE, settings.engine.tta))
    differences = told_differences(fact_pairs(shards[0].facts.facts, now))
    if differences:
        raise RasterReadError(
            "{path} is not the raster of which the shards were computed: {differences}. Give that "
            "one as INPUT, and merge with the version of the plugin that computed them.",
            path=raster_path,
            differences="; ".join(differences),
        )
    return plan


def _found_raster(shards: list[StoredShard]) -> str:
    """The first place at which a shard found the raster and where there is one now."""
    places = list(dict.fromkeys(shard.facts.source for shard in shards))
    for place in places:
        try:
            open_dataset(place)
        except RasterReadError:
            continue
        return place
    raise RasterReadError(
        "There is no raster at {path}, where the shards found it. Give its place of today as INPUT.",
        path=places[0],
    )


def _card(shard: StoredShard, work_folder: Path) -> ModelCard:
    staged = work_folder / CARD_FILE
    with ShardArchive(shard.path) as archive:
        staged.write_bytes(archive.content(CARD_FILE, MAX_CARD_BYTES))
        try:
            return read_card(staged)
        except ModelCardError as error:
            raise archive.refused(error.values["reason"]) from error


def _assembled(
    plan: RunPlan,
    shards: list[StoredShard],
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None,
) -> Prediction:
    if overview is not None:
        overview.start(plan)
    names = plane_names(shards[0].facts.settings.engine.tta)
    blocks = _blocks(plan, shards, names, feedback, overview)
    planes = assembled_planes(plan, names, blocks, workplace, feedback.check)
    tiles = sum(shard.facts.tiles for shard in shards)
    check_any_tile(tiles, plan)
    nothing_kept = Journal(None, {}, TileShape(len(names), plan.grid.tile_px), feedback)
    return Prediction(planes, tiles, used_devices(shards), nothing_kept)


def assembled_planes(
    plan: RunPlan,
    names: tuple[str, ...],
    parts: Iterable[StoredBlock],
    workplace: Workplace,
    check: Callable[[], None],
) -> list[NativePlane]:
    """The planes of a run out of its blocks.

    Args:
        plan: of the run.
        names: of the planes that a tile has.
        parts: all blocks, from the top down.
        workplace: its work folder gets the planes.
        check: called for every few rows; what it raises ends the work.
    """
    paths = working_paths(workplace, names)
    with PlaneWriters(plan, plan.working_wanted, paths, is_passing=True) as writers:

        def emit(values: np.ndarray, usable: np.ndarray) -> None:
            check()
            writers.append(values, usable)

        assemble(plan, len(names), parts, emit)
    return [NativePlane(plan, path) for path in paths]


def _blocks(
    plan: RunPlan,
    shards: list[StoredShard],
    names: tuple[str, ...],
    feedback: Feedback,
    overview: Overview | None,
) -> Iterator[StoredBlock]:
    """The blocks of all shards; each file is open while its block is asked."""
    blocks = shard_blocks(plan, shards[0].facts.shard)
    for number, (shard, block) in enumerate(zip(shards, blocks)):
        feedback.set_progress(TILES_SHARE * number / len(shards))
        feedback.info("Merging shard {shard}: {path}", shard=shard.facts.shard, path=shard.path)
        with ShardArchive(shard.path, feedback.check) as archive:
            if shard.facts.tile_rows != (block.tile_rows.start, block.tile_rows.stop):
                raise archive.refused(phrase("it holds other rows of tiles"))
            stored = StoredBlock(plan, block, names, archive)
            archive.require([FACTS_FILE, CARD_FILE, OVERVIEW_FILE, *stored.file_names])
            if overview is not None:
                add_picture(overview, stored, archive)
            yield stored


def add_picture(overview: Overview, stored: StoredBlock, archive: ShardArchive) -> None:
    """Add what a block's tiles showed to the picture of the run."""
    shape = overview.sums(stored.block).shape
    with archive.reading(OVERVIEW_FILE) as take:
        sums = np.frombuffer(take(int(np.prod(shape)) * FLOATS.itemsize), FLOATS)
    if not np.isfinite(sums).all():
        raise archive.refused(phrase("its picture is damaged"))
    overview.add_sums(stored.block, sums.reshape(shape))
