"""Blocks of a run on their way to the workers of a cluster and back, a bounded number at a time."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sam_cffnet_qgis.core import cluster_worker
from sam_cffnet_qgis.core.blocks import Block
from sam_cffnet_qgis.core.cluster_dask import POLL_SECONDS, DaskCluster, WorkerLostError
from sam_cffnet_qgis.core.cluster_job import EngineEndedError, Job, PackedBlock
from sam_cffnet_qgis.core.cluster_members import Members
from sam_cffnet_qgis.core.cluster_store import BlockStore
from sam_cffnet_qgis.core.errors import Cancelled, ClusterError, SamCffnetError
from sam_cffnet_qgis.core.estimate import ProgressClock
from sam_cffnet_qgis.core.feedback import Feedback

if TYPE_CHECKING:
    from distributed import Future as Task

BLOCKS_A_WORKER = 2  # while one has its last tiles computed, the next one begins
BLOCKS_AHEAD = 8  # a worker, of the one that the result waits for; they lie on the host's disk
MOST_FAILURES = 3  # of a block


@dataclass
class _UnderWay:
    """A block that a worker has."""

    worker: str
    task: Task


class BlockQueue:
    """Gives blocks to workers and fetches what they make of them.

    Args:
        cluster: of the run.
        members: workers that can compute.
        job: of the run.
        blocks: of the run.
        store: keeps what is finished, and has what an earlier run left.
        clock: told how many tiles of this run are done.
        feedback: messages and cancel.
    """

    def __init__(
        self,
        cluster: DaskCluster,
        members: Members,
        job: Job,
        blocks: list[Block],
        store: BlockStore,
        clock: ProgressClock,
        feedback: Feedback,
    ) -> None:
        self._cluster = cluster
        self._members = members
        self._job = job
        self._blocks = blocks
        self._store = store
        self._clock = clock
        self._feedback = feedback
        self._to_do = [number for number in range(len(blocks)) if number not in store.found]
        self._there = set(store.found)
        self._under_way: dict[int, _UnderWay] = {}
        self._failures: Counter[int] = Counter()
        self._tiles: Counter[int] = Counter()  # done of each block in this run
        self._told = 0
        self._warned: set[str] = set()
        self._submitted = 0
        self._wanted = 0  # the block that the result waits for
        self._turned = 0.0

    def wait_for(self, number: int) -> Path:
        """The file of a finished block; blocks are wanted from the first to the last.

        Raises:
            ClusterError: if a block failed too often, or the scheduler was lost.
            Cancelled: if the user stops.
        """
        self._wanted = number
        while number not in self._there:
            self._feedback.check()
            self._turn()
            if number not in self._there:
                time.sleep(POLL_SECONDS)
        return self._store.path(number)

    def attend(self) -> None:
        """Keep the workers busy while the result is being written; call it often."""
        self._feedback.check()
        if time.monotonic() - self._turned > POLL_SECONDS:
            self._turn()

    def _turn(self) -> None:
        self._members.turn()
        self._hear()
        for number, under_way in sorted(self._under_way.items()):
            if under_way.worker not in self._members.ready:
                self._lost(under_way.worker)
            elif number in self._under_way and under_way.task.done():
                self._take(number, under_way)
        self._assign()
        self._turned = time.monotonic()

    def _hear(self) -> None:
        """Take what workers told: tiles that are done, and warnings."""
        for told in self._cluster.told():
            if "tiles" in told and told["block"] in self._under_way:
                self._tiles[told["block"]] = told["tiles"]
            text = repr(told.get("values"))
            if "template" in told and told["template"] + text not in self._warned:
                self._warned.add(told["template"] + text)
                self._feedback.warn(told["template"], **told["values"])
        done = sum(self._tiles.values())
        if done > self._told:
            self._clock.update(done)
            self._told = done

    def _assign(self) -> None:
        """Give each worker the next block, the least busy first."""
        busy = Counter(each.worker for each in self._under_way.values())
        end = self._wanted + BLOCKS_AHEAD * max(len(self._members.ready), 1)
        for level in range(BLOCKS_A_WORKER):
            for worker in self._members.ready:
                if self._to_do and self._to_do[0] <= end and busy[worker] == level:
                    self._give(worker, heapq.heappop(self._to_do))
                    busy[worker] += 1

    def _give(self, worker: str, number: int) -> None:
        session = self._job.session
        self._submitted += 1
        key = f"compute_block-{session}-{number}-{self._submitted}"
        arguments = (session, number, self._blocks[number])
        task = self._cluster.submit(worker, key, cluster_worker.compute_block, *arguments)
        self._under_way[number] = _UnderWay(worker, task)

    def _take(self, number: int, under_way: _UnderWay) -> None:
        """Fetch a block that a worker says is finished."""
        worker = under_way.worker
        try:
            packed = self._cluster.result(under_way.task)
            self._store.add(number, packed, self._pieces(worker, number, packed))
            self._cluster.ask(worker, cluster_worker.drop_block, self._job.session, number)
        except WorkerLostError:
            if number not in self._there:
                self._lost(worker)
            return
        except EngineEndedError:
            del self._under_way[number]
            self._again(number)
            return
        except Cancelled:
            self._feedback.check()  # of the user, and not of a worker that was told to end
            self._lost(worker)
            return
        except SamCffnetError as error:
            del self._under_way[number]
            self._failed(number, worker, error)
            return
        del self._under_way[number]
        self._there.add(number)

    def _pieces(self, worker: str, number: int, packed: PackedBlock) -> Iterator[bytes]:
        offset = 0
        while offset < packed.size:
            session = self._job.session
            piece = self._cluster.ask(worker, cluster_worker.read_block, session, number, offset)
            if not piece:
                return
            yield piece
            offset += len(piece)

    def _lost(self, worker: str) -> None:
        """Take back the blocks of a worker; the one that it was computing may be why it died."""
        self._members.drop(worker)
        numbers = [n for n, each in self._under_way.items() if each.worker == worker]
        for number in numbers:
            self._under_way.pop(number).task.cancel()
        if numbers:
            self._feedback.info(
                "The worker {worker} was lost; others compute its blocks.",
                worker=self._members.title(worker),
            )
            self._failed(numbers[0], worker, None)
        for number in numbers[1:]:
            self._again(number)

    def _failed(self, number: int, worker: str, reason: SamCffnetError | None) -> None:
        self._failures[number] += 1
        if self._failures[number] < MOST_FAILURES:
            if reason is not None:
                self._feedback.info(
                    "Block {number} failed on the worker {worker} and is computed again: {reason}",
                    number=number + 1,
                    worker=self._members.title(worker),
                    reason=reason,
                )
            self._again(number)
            return
        self._cluster.workers()  # if the scheduler was lost, that is what is told
        rows = self._blocks[number].tile_rows
        raise ClusterError(
            "Block {number} of {count} (rows of tiles {first} to {last}) failed {times} times, at "
            "last on the worker {worker}: {reason} Run again when this is mended; finished blocks "
            "are kept.",
            number=number + 1,
            count=len(self._blocks),
            first=rows.start + 1,
            last=rows.stop,
            times=MOST_FAILURES,
            worker=self._members.title(worker),
            reason=reason or WorkerLostError("The worker was lost."),
        ) from reason

    def _again(self, number: int) -> None:
        self._tiles.pop(number, None)
        heapq.heappush(self._to_do, number)
