"""A detection on a cluster: planned and assembled here, computed by workers, bit for bit as alone."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from sam_cffnet_qgis.core import cluster_worker
from sam_cffnet_qgis.core.block_files import StoredBlock
from sam_cffnet_qgis.core.blocks import Block
from sam_cffnet_qgis.core.cluster_dask import DaskCluster, check_dask
from sam_cffnet_qgis.core.cluster_job import Job, opened_block, raster_facts, run_blocks
from sam_cffnet_qgis.core.cluster_members import Members
from sam_cffnet_qgis.core.cluster_place import ClusterPlace
from sam_cffnet_qgis.core.cluster_queue import BlockQueue
from sam_cffnet_qgis.core.cluster_store import BlockStore
from sam_cffnet_qgis.core.detect import DetectionResult, PlannedRun, outline_landslides
from sam_cffnet_qgis.core.estimate import ProgressClock, estimate_run, tell_estimate
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.journal import clear_old_journals
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.plan import RunPlan, plan_run
from sam_cffnet_qgis.core.predict import (
    TILES_SHARE,
    Prediction,
    cache_bytes,
    check_any_tile,
    plane_names,
)
from sam_cffnet_qgis.core.raster import bounded_cache
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.shard_merge import add_picture, assembled_planes

SPILL_FOLDER = "blocks"


def detect_on_cluster(
    raster_path: str,
    settings: DetectionSettings,
    place: ClusterPlace,
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None = None,
) -> DetectionResult:
    """Detect landslides in a raster with the workers of a cluster, see ``detect``.

    Args:
        raster_path: anything GDAL opens, here and on all workers.
        settings: checked here.
        place: of the cluster.
        workplace: interpreter, models and work folder of this computer.
        feedback: progress, messages and cancel.
        overview: gets a small picture of the image, for a report.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    start = time.monotonic()
    check_dask()
    if workplace.journals_folder:
        clear_old_journals(workplace.journals_folder, feedback)
    if os.path.exists(raster_path):
        raster_path = os.path.abspath(raster_path)  # workers have folders of their own
    run = PlannedRun(plan_run(raster_path, settings, workplace, feedback), settings, start)
    with bounded_cache(cache_bytes(run.plan, is_passing=True)):
        prediction = _predict(run.plan, settings, place, workplace, feedback, overview)
        return outline_landslides(run, prediction, workplace, feedback)


def _predict(
    plan: RunPlan,
    settings: DetectionSettings,
    place: ClusterPlace,
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None,
) -> Prediction:
    facts = raster_facts(plan, settings.engine)
    job = Job(uuid.uuid4().hex, plan, settings.engine, facts, str(workplace.python))
    with DaskCluster(place, workplace.python, job.session, feedback) as cluster:
        try:
            members = Members(cluster, job, feedback)
            members.start()
            return _compute(cluster, members, job, workplace, feedback, overview)
        finally:
            cluster.end_session(cluster_worker.close_desk, job.session)


def _compute(
    cluster: DaskCluster,
    members: Members,
    job: Job,
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None,
) -> Prediction:
    plan, blocks = job.plan, run_blocks(job.plan)
    names = plane_names(job.engine.tta)
    loaded = members.loaded
    feedback.info(
        "Model {model} on {workers} workers, each on {device} in {precision}, {batch} tiles at a "
        "time; {blocks} blocks.",
        model=plan.card.id,
        workers=len(members.ready),
        blocks=len(blocks),
        **loaded,
    )
    estimate = estimate_run(plan, job.engine.tta)
    tell_estimate(estimate, workplace.work_folder, feedback)
    facts = {**job.facts, "engine": [loaded[name] for name in ("device", "precision", "batch")]}
    spill = workplace.work_folder / SPILL_FOLDER
    with BlockStore(workplace.journals_folder, spill, facts, blocks, feedback) as store:
        store.find(plan, blocks, names)
        kept = sum(each.tiles for each in store.found.values())
        clock = ProgressClock(max(estimate.to_do - kept, 1), feedback, TILES_SHARE)
        queue = BlockQueue(cluster, members, job, blocks, store, clock, feedback)
        done = _Assembly(plan, blocks, names, queue, store, feedback, overview)
        planes = assembled_planes(plan, names, done.parts(), workplace, queue.attend)
    check_any_tile(done.tiles, plan)
    return Prediction(planes, done.tiles, tuple(done.devices), store)


class _Assembly:
    """Takes the blocks in their order, as they come.

    Attributes:
        tiles: that the network saw.
        devices: on which, each once.
    """

    def __init__(
        self,
        plan: RunPlan,
        blocks: list[Block],
        names: tuple[str, ...],
        queue: BlockQueue,
        store: BlockStore,
        feedback: Feedback,
        overview: Overview | None,
    ) -> None:
        self.tiles = 0
        self.devices: dict[str, None] = {}
        self._plan, self._blocks, self._names = plan, blocks, names
        self._queue, self._store = queue, store
        self._feedback, self._overview = feedback, overview
        if overview is not None:
            overview.start(plan)

    def parts(self) -> Iterator[StoredBlock]:
        """The blocks; each file is open while its block is asked."""
        for number, block in enumerate(self._blocks):
            path: Path = self._queue.wait_for(number)
            opened = opened_block(self._plan, block, self._names, path, self._feedback)
            with opened as (stored, facts, archive):
                self.tiles += facts.tiles
                self.devices.update(dict.fromkeys(facts.devices))
                if self._overview is not None:
                    add_picture(self._overview, stored, archive)
                yield stored
            self._store.release(number)
