"""The workers of a run: each is checked before it gets work, and all must compute alike."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sam_cffnet_qgis.core import cluster_worker
from sam_cffnet_qgis.core.cluster_dask import POLL_SECONDS, DaskCluster, WorkerLostError
from sam_cffnet_qgis.core.cluster_job import PIECE_BYTES, Job
from sam_cffnet_qgis.core.errors import ClusterError, SamCffnetError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.shard_facts import told_differences

if TYPE_CHECKING:
    from distributed import Future as Task

LOOK_SECONDS = 0.5  # between looks for workers that came or went
COMPUTES = {"device": "DEVICE", "precision": "PRECISION", "batch": "BATCH"}


def _who() -> Callable[[], tuple[str, str]]:
    """A function that tells computer and version of a worker that may not have the plugin."""

    def who() -> tuple[str, str]:  # as it is inside another, its code is sent, not its name
        import socket

        try:
            from sam_cffnet_qgis.core.paths import plugin_version
        except ImportError:
            return socket.gethostname(), ""
        return socket.gethostname(), plugin_version()

    return who


@dataclass
class _Recruit:
    """A worker on its way to be of use: what is still to do, and what is waited for."""

    steps: Iterator[Task | None]
    task: Task | None = None


class Members:
    """Finds, checks and prepares workers.

    Args:
        cluster: of the run.
        job: of the run.
        feedback: messages and cancel.

    Attributes:
        ready: addresses of the workers that can compute.
        loaded: how all of them compute: ``device``, ``precision`` and ``batch``.
    """

    def __init__(self, cluster: DaskCluster, job: Job, feedback: Feedback) -> None:
        self.ready: list[str] = []
        self.loaded: dict = {}
        self._cluster = cluster
        self._job = job
        self._feedback = feedback
        self._first = ""  # the worker whose way of computing counts
        self._titles: dict[str, str] = {}
        self._recruits: dict[str, _Recruit] = {}
        self._refused: set[str] = set()
        self._is_started = False
        self._looked = 0.0
        self._asked = 0

    def title(self, worker: str) -> str:
        """A worker as users know it: address and computer."""
        return self._titles.get(worker, worker)

    def start(self) -> None:
        """Check all workers that are there, and let them load the model.

        Raises:
            ClusterError: naming the worker that cannot take part, and why.
        """
        self.turn()
        if not self._recruits:
            self._feedback.info("The cluster has no worker yet. The run begins with the first.")
        awaited = set(self._recruits)
        while not self.ready or awaited & set(self._recruits):
            time.sleep(POLL_SECONDS)
            self._feedback.check()
            self.turn()
        self._is_started = True

    def turn(self) -> None:
        """Look for workers that came or went, and go on with those that are being prepared.

        Raises:
            ClusterError: if the scheduler was lost; before the start also if a worker cannot take
                part. Later such a worker is left out, with a warning.
        """
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._look()
            self._looked = time.monotonic()
        for worker, recruit in list(self._recruits.items()):
            if recruit.task is None or recruit.task.done():
                self._step(worker, recruit)

    def _look(self) -> None:
        present = self._cluster.workers()
        known = {*self.ready, *self._recruits}
        for worker in known.difference(present):
            self.drop(worker)
        for worker in present:
            if worker not in known and worker not in self._refused:
                self._recruits[worker] = _Recruit(self._steps(worker))

    def drop(self, worker: str) -> None:
        """Leave a worker out; if it is still there it is prepared anew."""
        self._recruits.pop(worker, None)
        if worker in self.ready:
            self.ready.remove(worker)
        if worker == self._first and not self.loaded:
            self._first = ""

    def _step(self, worker: str, recruit: _Recruit) -> None:
        try:
            recruit.task = next(recruit.steps)
        except StopIteration:
            del self._recruits[worker]
            self.ready.append(worker)
        except WorkerLostError:
            self.drop(worker)
        except SamCffnetError as error:
            self._feedback.check()
            self._refuse(worker, error)
        except ImportError as error:
            reason = ClusterError(
                "its Python lacks what the plugin needs ({reason}). Start it with the Python of QGIS, "
                "or one that has numpy and GDAL.",
                reason=error,
            )
            self._refuse(worker, reason)

    def _refuse(self, worker: str, reason: SamCffnetError) -> None:
        error = ClusterError(
            "The worker {worker} cannot take part: {reason}",
            worker=self.title(worker),
            reason=reason,
        )
        self._cluster.workers()  # if the scheduler was lost, that is what is told
        if not self._is_started:
            raise error from reason
        self.drop(worker)
        self._refused.add(worker)
        self._feedback.warn(error.template, **error.values)

    def _steps(self, worker: str) -> Iterator[Task | None]:
        """Prepare a worker.

        Yields:
            What to wait for before the next step; None to look again later.
        """
        self._greet(worker)
        opening = self._submit(worker, cluster_worker.open_desk, self._job)
        yield opening
        if not self._cluster.result(opening):
            self._send_weights(worker)
        while not self.loaded and self._first not in ("", worker):
            yield None  # the others compute as the first does
        self._first = self._first or worker
        settings = self._job.engine
        if self.loaded:
            fixed = {name: self.loaded[name] for name in ("precision", "batch")}
            settings = replace(settings, **fixed)
        session = self._job.session
        loading = self._submit(worker, cluster_worker.load_model, session, settings)
        yield loading
        self._compare(self._cluster.result(loading))

    def _greet(self, worker: str) -> None:
        """Ask a worker who it is; of another Python it could not even understand the question.

        Raises:
            ClusterError: if it has another Python, or another version of the plugin.
        """
        there, here = self._cluster.ask(worker, platform.python_version), platform.python_version()
        if there.split(".")[:2] != here.split(".")[:2]:
            raise ClusterError(
                "it has Python {other}, but this computer has {own}. Start it with the same version.",
                other=there,
                own=here,
            )
        host, version = self._cluster.ask(worker, _who())
        self._titles[worker] = f"{worker} ({host})"
        if version != plugin_version():
            raise self._other_version(version)

    def _other_version(self, version: str) -> ClusterError:
        return ClusterError(
            "it has another version of the plugin ({other}) than this computer ({own}). Let the "
            "folder that holds 'sam_cffnet_qgis' of the same version be on the PYTHONPATH of all "
            "workers.",
            other=version or phrase("none"),
            own=plugin_version(),
        )

    def _submit(self, worker: str, function: Callable, *arguments: object) -> Task:
        self._asked += 1
        key = f"{function.__name__}-{self._job.session}-{self._asked}"
        return self._cluster.submit(worker, key, function, *arguments)

    def _send_weights(self, worker: str) -> None:
        """Send the model's weights to a worker that does not have them, once."""
        path, session = self._job.plan.card.weights_path, self._job.session
        left = path.stat().st_size
        self._feedback.info(
            "Sending the model ({megabytes} MB) to the worker {worker}.",
            megabytes=-(-left // 2**20),
            worker=self.title(worker),
        )
        with path.open("rb") as stream:
            while left:
                offset = stream.tell()
                piece = stream.read(PIECE_BYTES)
                left -= len(piece)
                arguments = (session, offset, piece, not left)
                self._cluster.ask(worker, cluster_worker.take_weights, *arguments)

    def _compare(self, loaded: dict) -> None:
        """Take what a worker loaded as the way of all, or compare it with that.

        Raises:
            ClusterError: if it computes in another way.
        """
        if not self.loaded:
            self.loaded = loaded
        pairs = {name: (self.loaded[key], loaded[key]) for key, name in COMPUTES.items()}
        differences = told_differences(pairs)
        if differences:
            raise ClusterError(
                "it computes in another way than {first}: {differences}. Only like workers give the "
                "result of one computer: end the others, or set DEVICE, PRECISION and BATCH, and the "
                "same number of threads for all.",
                first=self.title(self._first),
                differences="; ".join(differences),
            )
