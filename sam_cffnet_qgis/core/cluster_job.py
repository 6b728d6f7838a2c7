"""What the host of a cluster tells its workers, what they answer, and the blocks of a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sam_cffnet_qgis.core.block_files import FLOATS, StoredBlock
from sam_cffnet_qgis.core.blocks import Block, most_blocks, plan_blocks
from sam_cffnet_qgis.core.checked_json import natural, parsed, record, several, text
from sam_cffnet_qgis.core.errors import SamCffnetError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import run_facts
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.settings import EngineSettings
from sam_cffnet_qgis.core.shard_archive import ShardArchive, pack
from sam_cffnet_qgis.core.shard_facts import as_stored
from sam_cffnet_qgis.core.shards import OVERVIEW_FILE

BLOCK_FILE = "block.json"
MAX_BLOCK_FACTS = 100_000  # bytes
TILES_A_BLOCK = 96  # so many are lost with a worker; the last batch of a block is seldom full
LEAST_BLOCKS = 16  # where the raster has so many rows of tiles, so that few workers end together
PIECE_BYTES = 8 * 2**20  # of what is sent at a time
NO_ENGINE = {"device": "", "precision": "", "batch": 0}


class UnknownSessionError(SamCffnetError):
    """A worker process knows nothing of a run: it was started anew, or forgot it."""


class EngineEndedError(SamCffnetError):
    """The engine was ended because of another block, which tells why."""


@dataclass(frozen=True)
class Job:
    """A run as its workers know it.

    Attributes:
        session: a name that no other run has.
        plan: of the whole run.
        engine: settings of the whole run.
        facts: of the raster as the host sees it, see ``raster_facts``.
        python: interpreter of the engine on the host.
    """

    session: str
    plan: RunPlan
    engine: EngineSettings
    facts: dict
    python: str


@dataclass(frozen=True)
class BlockFacts:
    """What is known of a block that was computed.

    Attributes:
        tiles: that the network saw.
        devices: on which, with the precision.
    """

    tiles: int
    devices: tuple[str, ...]


@dataclass(frozen=True)
class PackedBlock:
    """A file that waits on a worker: its size and checksum (CRC-32)."""

    size: int
    checksum: int


def raster_facts(plan: RunPlan, engine: EngineSettings) -> dict:
    """What must be the same on host and workers before an engine is started."""
    return as_stored(run_facts(plan, NO_ENGINE, engine.tta))


def run_blocks(plan: RunPlan) -> list[Block]:
    """The blocks of a run; they follow from its plan alone, so that another run finds them again."""
    rows = len(plan.grid.rows_touching(plan.working_wanted))
    tiles = plan.grid.count_touching(plan.working_wanted)
    wanted = max(-(-tiles // TILES_A_BLOCK), min(LEAST_BLOCKS, rows))
    return plan_blocks(plan, min(wanted, most_blocks(plan)))


def pack_block(
    facts: BlockFacts,
    block: Block,
    overview: Overview,
    paths: list[Path],
    target: Path,
    feedback: Feedback,
) -> None:
    """Pack what became of a block into one file.

    Args:
        facts: of the block.
        block: of the run.
        overview: has seen its tiles.
        paths: of its files, see ``BlockFiles``.
        target: of the packed file.
        feedback: asked whether to go on.

    Raises:
        OutputError: if the disk is full.
    """
    contents = {
        BLOCK_FILE: json.dumps(asdict(facts)).encode(),
        OVERVIEW_FILE: overview.sums(block).astype(FLOATS, copy=False).tobytes(),
    }
    folder = paths[0].parent
    try:
        for name, content in contents.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise write_error(target, error.strerror or str(error)) from error
    pack([*(folder / name for name in contents), *paths], target, feedback.check)


@contextmanager
def opened_block(
    plan: RunPlan, block: Block, names: tuple[str, ...], path: Path, feedback: Feedback
) -> Iterator[tuple[StoredBlock, BlockFacts, ShardArchive]]:
    """A packed block, of which no byte is trusted.

    Raises:
        ArchiveError: if it does not hold what it should.
    """
    with ShardArchive(path, feedback.check) as archive:
        stored = StoredBlock(plan, block, names, archive)
        archive.require([BLOCK_FILE, OVERVIEW_FILE, *stored.file_names])
        try:
            found = _read_facts(parsed(archive.content(BLOCK_FILE, MAX_BLOCK_FACTS)))
        except ValueError as error:
            raise archive.refused(phrase("'{name}' is damaged", name=BLOCK_FILE)) from error
        yield stored, BlockFacts(**found), archive


_read_facts = record({"tiles": natural, "devices": several(text)})
