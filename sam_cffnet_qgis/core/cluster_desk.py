"""What one worker process of a cluster holds of a run: one engine with the model loaded, and blocks."""

from __future__ import annotations

import shutil
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.block_files import BlockFiles
from sam_cffnet_qgis.core.blocks import Block
from sam_cffnet_qgis.core.cluster_dask import WorkerHere, let_next_begin
from sam_cffnet_qgis.core.cluster_engine import EngineTurn, SharedEngine
from sam_cffnet_qgis.core.cluster_job import (
    PIECE_BYTES,
    BlockFacts,
    Job,
    PackedBlock,
    UnknownSessionError,
    pack_block,
    raster_facts,
)
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import Journal, TileShape
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.predict import cache_bytes, plane_names
from sam_cffnet_qgis.core.raster import bounded_cache, read_info
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.core.settings import EngineSettings
from sam_cffnet_qgis.core.shard_facts import fact_pairs, told_differences
from sam_cffnet_qgis.core.tile_pump import TilePump, TileTaker
from sam_cffnet_qgis.core.tile_reader import ReadTile, TileStream

BLOCKS_AT_ONCE = 2  # one is read ahead while the engine has the other
IDLE_SECONDS = 600.0  # after which a host that asks nothing is taken for dead


class _DeskFeedback(Feedback):
    """Warnings go to the host; a run that ended there is cancelled here."""

    def __init__(self, session: str, here: WorkerHere) -> None:
        self.is_over = False
        self._session = session
        self._here = here

    def tell(self, **facts: object) -> None:
        self._here.tell(self._session, {"worker": self._here.address, **facts})

    def warn(self, template: str, **values: object) -> None:
        texts = {
            name: value if isinstance(value, (int, float)) else str(value)
            for name, value in values.items()
        }
        self.tell(template=template, values=texts)

    def is_cancelled(self) -> bool:
        return self.is_over


class _Told:
    """Tells the host how many tiles of a block are done, in the place of ``ProgressClock``."""

    def __init__(self, number: int, feedback: _DeskFeedback) -> None:
        self._number = number
        self._feedback = feedback

    def update(self, done: int) -> None:
        """So many are done."""
        self._feedback.tell(block=self._number, tiles=done)


class Desk:
    """What one worker process holds of one run.

    Args:
        job: the run.
        here: the worker.
        forget: called with the desk when nobody asked for a while.
    """

    def __init__(self, job: Job, here: WorkerHere, forget: Callable[[Desk], None]) -> None:
        self.job = job
        here.folder.mkdir(parents=True, exist_ok=True)
        # Of its own: a desk before it for the same run may still be at work.
        self.folder = Path(tempfile.mkdtemp(prefix="sam_cffnet-", dir=here.folder))
        self.weights = _present_weights(job.plan.card)
        self._feedback = _DeskFeedback(job.session, here)
        self._engine = SharedEngine(job.python, here.threads, self._feedback)
        self._names = plane_names(job.engine.tta)
        self._cache = ExitStack()  # of GDAL, bounded as long as the run lasts
        self._users = 0
        self._guard = threading.Lock()  # of users and timer
        self._forget = forget
        self._timer: threading.Timer | None = None

    def check_raster(self) -> None:
        """See whether the raster is that of the host, and prepare GDAL for reading it.

        Raises:
            RasterReadError: if it cannot be read here, or is another one.
        """
        plan = self.job.plan
        info = read_info(plan.info.path)
        here = replace(plan, info=info)
        is_same = (info.size, info.band_types) == (plan.info.size, plan.info.band_types)
        found = raster_facts(here, self.job.engine) if is_same else self.job.facts
        differences = told_differences(fact_pairs(self.job.facts, found))
        if differences or not is_same:
            raise RasterReadError(
                "{path} is another raster there than here: {differences}. Give all workers the same "
                "file.",
                path=plan.info.path,
                differences="; ".join(differences) or f"{plan.info.size} ≠ {info.size}",
            )
        self._cache.enter_context(bounded_cache(BLOCKS_AT_ONCE * cache_bytes(plan)))

    def load(self, settings: EngineSettings) -> dict:
        """Start the engine; gives ``device``, ``precision`` and ``batch`` in use."""
        card = replace(self.job.plan.card, path=self.weights.with_suffix(".json"))
        return self._engine.load(card, settings)

    def compute(self, number: int, block: Block) -> PackedBlock:
        """Compute a block.

        Its first tiles are read while the engine has the block before, and it is finished and packed
        while the engine has the next one.
        """
        work = self.folder / f"work{number}"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        plan = self.job.plan
        overview = Overview()
        overview.start(plan)
        with BlockFiles(plan, block, self._names, work) as files:
            with closing(TileStream(plan, self._feedback, block.tile_rows)) as tiles:

                def take(tile: ReadTile, values: np.ndarray | None) -> None:
                    overview.add(tile)
                    files.blender.take(tile, values)

                with self._engine.turn() as turn:
                    let_next_begin()
                    facts = self._predict(turn, tiles, take, number)
            files.blender.finish()
        target = self.block_path(number)
        pack_block(facts, block, overview, files.paths, target, self._feedback)
        shutil.rmtree(work)
        return PackedBlock(target.stat().st_size, _checksum(target))

    def _predict(
        self, turn: EngineTurn, tiles: TileStream, take: TileTaker, number: int
    ) -> BlockFacts:
        """Send tiles through the engine."""
        shape = TileShape(len(self._names), self.job.plan.grid.tile_px)
        nothing_kept = Journal(None, {}, shape, self._feedback)
        clock = _Told(number, self._feedback)
        pump = TilePump(turn, self._engine.loaded["batch"], self._names, nothing_kept, clock)
        pump.pump(tiles, take, turn.all_sent)
        return BlockFacts(pump.done, tuple(turn.client.devices))

    def block_path(self, number: int) -> Path:
        """Of a packed block."""
        return self.folder / f"block{number}.zip"

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within this the desk is not put away.

        Raises:
            UnknownSessionError: if the run is over.
        """
        with self._guard:
            if self._feedback.is_over:
                raise UnknownSessionError("The worker knows nothing of this run any more.")
            self._users += 1
            self._stop_timer()
        try:
            yield
        finally:
            with self._guard:
                self._users -= 1
                is_unused, is_over = self._users == 0, self._feedback.is_over
                if is_unused and not is_over:
                    self._timer = threading.Timer(IDLE_SECONDS, self._forget, [self])
                    self._timer.daemon = True
                    self._timer.start()
            if is_unused and is_over:
                self._put_away()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def close(self) -> None:
        """The run is over. What is being done ends soon, and puts the desk away when it has."""
        with self._guard:
            self._feedback.is_over = True
            self._stop_timer()
            is_unused = self._users == 0
        if is_unused:
            self._put_away()

    def _put_away(self) -> None:
        self._engine.close()
        self._cache.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE_BYTES):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _present_weights(card: ModelCard) -> Path | None:
    """The weights where this computer has them already, None if they are to be sent."""
    bundled = BUNDLED_MODELS_DIR / card.id / f"{card.id}.safetensors"
    for path in (card.weights_path, bundled):
        try:
            if path.is_file() and file_sha256(path) == card.sha256:
                return path
        except OSError:
            continue  # of another user
    return None
