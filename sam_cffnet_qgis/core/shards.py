"""One part of a detection, for computers that know nothing of each other: a block in one file.

The shards of a run share the raster, the model and the parameters; ``shard_merge`` makes the result.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.block_files import FLOATS, BlockFiles
from sam_cffnet_qgis.core.blocks import Block, most_blocks, plan_blocks
from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import clear_old_journals
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.outputs import move_into_place, write_error
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.plan import RunPlan, plan_run
from sam_cffnet_qgis.core.predict import (
    ComputedTiles,
    cache_bytes,
    compute_tiles,
    plane_names,
)
from sam_cffnet_qgis.core.public_source import public_source
from sam_cffnet_qgis.core.raster import bounded_cache
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.shard_archive import pack
from sam_cffnet_qgis.core.shard_facts import FACTS_FILE, Shard, ShardFacts
from sam_cffnet_qgis.core.terrain import Terrain
from sam_cffnet_qgis.core.tile_reader import ReadTile

CARD_FILE, OVERVIEW_FILE = "card.json", "overview.bin"


@dataclass(frozen=True)
class ShardResult:
    """What became of a shard.

    Attributes:
        tiles: that the network saw.
        seconds: duration of the run.
    """

    tiles: int
    seconds: float
    card: ModelCard


def write_shard(
    raster_path: str,
    settings: DetectionSettings,
    shard: Shard,
    workplace: Workplace,
    path: Path,
    feedback: Feedback,
) -> ShardResult:
    """Compute one part of a detection and write it to a file, whole or not at all.

    Args:
        raster_path: anything GDAL opens.
        settings: of the whole run.
        shard: which part.
        workplace: interpreter, models and work folder.
        path: of the file.
        feedback: progress, messages and cancel.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    start = time.monotonic()
    if workplace.journals_folder:
        clear_old_journals(workplace.journals_folder, feedback)
    plan = plan_run(raster_path, settings, workplace, feedback)
    block = shard_blocks(plan, shard)[shard.number - 1]
    _tell(plan, block, shard, settings, feedback)
    if settings.dem_path:
        Terrain(settings.dem_path, plan.info)  # not found out at the merge
    overview = Overview()
    overview.start(plan)
    with bounded_cache(cache_bytes(plan)):
        paths, computed = _compute(plan, block, settings, workplace, overview, feedback)
    contents = {
        FACTS_FILE: _facts(plan, block, shard, settings, computed).content(),
        OVERVIEW_FILE: overview.sums(block).astype(FLOATS, copy=False).tobytes(),
    }
    card = find_model(settings.model, workplace.models_folder)
    packed = _packed(contents, card, paths, workplace.work_folder, feedback)
    move_into_place(packed, path)
    computed.journal.remove()
    feedback.set_progress(1.0)
    return ShardResult(computed.count, time.monotonic() - start, plan.card)


def shard_blocks(plan: RunPlan, shard: Shard) -> list[Block]:
    """The blocks of all shards of a run.

    Raises:
        ParameterError: if the raster has too few rows of tiles for so many shards.
    """
    most = most_blocks(plan)
    if shard.count > most:
        raise ParameterError(
            "SHARD is {shard}, but the wanted area can be divided into {most} parts at most: each "
            "needs rows of tiles of its own. Give a smaller number of parts.",
            shard=shard,
            most=most,
        )
    return plan_blocks(plan, shard.count)


def _tell(
    plan: RunPlan, block: Block, shard: Shard, settings: DetectionSettings, feedback: Feedback
) -> None:
    feedback.info(
        "Shard {shard}: {rows} of {count} rows of tiles.",
        shard=shard,
        rows=len(block.tile_rows),
        count=len(plan.grid.rows_touching(plan.working_wanted)),
    )
    if settings.engine.precision == "auto" or settings.engine.batch == 0:
        feedback.info(
            "PRECISION and BATCH must be the same in all shards. If they are computed on computers "
            "of different kinds, set both instead of leaving the choice to each computer."
        )


def _compute(
    plan: RunPlan,
    block: Block,
    settings: DetectionSettings,
    workplace: Workplace,
    overview: Overview,
    feedback: Feedback,
) -> tuple[list[Path], ComputedTiles]:
    """Compute the tiles of a block; gives the files that came of them."""
    names = plane_names(settings.engine.tta)
    with BlockFiles(plan, block, names, workplace.work_folder) as files:

        def take(tile: ReadTile, values: np.ndarray | None) -> None:
            overview.add(tile)
            files.blender.take(tile, values)

        computed = compute_tiles(plan, settings, workplace, feedback, take, block.tile_rows)
        files.blender.finish()
    return files.paths, computed


def _packed(
    contents: dict[str, bytes],
    card: ModelCard,
    paths: list[Path],
    folder: Path,
    feedback: Feedback,
) -> Path:
    """Pack the files of a shard; gives the path of the zip."""
    packed = folder / "packed.shard"
    try:
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        card.write(folder / CARD_FILE)
    except OSError as error:
        raise write_error(packed, error.strerror or str(error)) from error
    files = [folder / name for name in (*contents, CARD_FILE)]
    pack([*files, *paths], packed, feedback.check)
    return packed


def _facts(
    plan: RunPlan,
    block: Block,
    shard: Shard,
    settings: DetectionSettings,
    computed: ComputedTiles,
) -> ShardFacts:
    rows = (block.tile_rows.start, block.tile_rows.stop)
    dem = _source(settings.dem_path) if settings.dem_path else ""
    settings = replace(settings, dem_path=dem)
    source = _source(plan.info.path)
    return ShardFacts(
        shard, rows, computed.count, computed.devices, source, computed.facts, settings
    )


def _source(path: str) -> str:
    """A path as another computer may find it, without what only its owner should know."""
    return public_source(os.path.abspath(path) if os.path.exists(path) else path)
