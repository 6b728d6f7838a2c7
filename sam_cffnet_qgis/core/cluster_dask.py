"""The only file that knows Dask: a scheduler with its workers, as the host and as a worker see them.

dask.distributed is an optional package of the Python that plans; it is imported when a run asks for a
cluster. Nothing here listens on a port but what Dask starts for ``local:N``, on the loopback alone.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import importlib.util
import logging
import multiprocessing
import multiprocessing.spawn
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from sam_cffnet_qgis.core.cluster_job import UnknownSessionError
from sam_cffnet_qgis.core.cluster_place import ClusterPlace
from sam_cffnet_qgis.core.errors import ClusterError, SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.interpreter import VARIABLE, own_python

if TYPE_CHECKING:
    from distributed import Client, LocalCluster
    from distributed import Future as Task

CONNECT_SECONDS = 10
RESULT_SECONDS = 20.0
CLOSE_SECONDS = 10.0
HURRIED_SECONDS = 0.7  # after a cancel or an error; what takes longer goes on beside
POLL_SECONDS = 0.05
WORKER_PROCESS = "Dask Worker process"  # as Dask names them
LOOPBACK = "127.0.0.1"
ANY_PORT = f"{LOOPBACK}:0"


# What Dask raises where nobody answers; time-outs are of several classes before Python 3.11.
UNREACHED = (
    *(OSError, RuntimeError, NotYet, asyncio.TimeoutError),
    *(asyncio.CancelledError, concurrent.futures.CancelledError),
)


class WorkerLostError(SamCffnetError):
    """A worker is gone, or does not answer any more."""


def check_dask() -> None:
    """Refuse a run for which packages are missing.

    Raises:
        ClusterError: naming them.
    """
    missing = [name for name in ("dask", "distributed") if not importlib.util.find_spec(name)]
    if missing:
        raise ClusterError(
            "CLUSTER needs the package {missing}, which the Python {python} does not have. Install "
            "'dask' and 'distributed' there, or leave CLUSTER empty.",
            missing=missing[0],
            python=own_python(),
        )


class DaskCluster:
    """A scheduler and its workers; use it as a context manager, which ends what it started.

    Every call looks for cancel while it waits.

    Args:
        place: of the cluster.
        python: of the engine, for workers that are started here.
        topic: under which workers tell how far they are.
        feedback: asked whether to go on.
    """

    def __init__(self, place: ClusterPlace, python: Path, topic: str, feedback: Feedback) -> None:
        check_dask()
        self._place = place
        self._topic = topic
        self._feedback = feedback
        self._told: SimpleQueue = SimpleQueue()
        self._threads = ThreadPoolExecutor(4, "sam_cffnet-cluster")
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        self._spawned = multiprocessing.spawn.get_executable()
        self._others = multiprocessing.active_children()  # of clusters that are not ours
        self._python = python

    def __enter__(self) -> DaskCluster:
        start = self._threads.submit(self._start)
        try:
            self._waited(start)
        except (*UNREACHED, ValueError, TypeError) as error:
            self.close()
            raise ClusterError(
                "The cluster {place} cannot be used: {reason}. Check that the scheduler runs there "
                "and can be reached from here; for tls:// also the certificates in Dask's settings.",
                place=self._place,
                reason=str(error).partition("\n")[0].rstrip(".") or type(error).__name__,
            ) from error
        except SamCffnetError:
            # Cancelled: it ends what it is still starting.
            start.add_done_callback(lambda _: self._end())
            self._threads.shutdown(wait=False)
            raise
        return self

    def _start(self) -> None:
        """Connect; takes seconds."""
        from distributed import Client

        address = self._place.address
        if not address:
            self._local = self._start_local()
            address = self._local
        self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        self._client.subscribe_topic(self._topic, lambda event: self._told.put(event[1]))

    def _start_local(self) -> LocalCluster:
        from distributed import LocalCluster
        from distributed.security import Security

        # In QGIS sys.executable is QGIS itself; a worker that died is started anew in the same way.
        multiprocessing.spawn.set_executable(str(own_python()))
        is_safe = importlib.util.find_spec("cryptography") is not None
        if not is_safe:
            self._feedback.info(
                "Without the package 'cryptography' the workers of local:N also listen to other "
                "users of this computer. Install it where you do not trust them."
            )
        return LocalCluster(
            n_workers=self._place.local_workers,
            threads_per_worker=self._place.local_threads,
            processes=True,
            host=LOOPBACK,
            security=Security.temporary() if is_safe else None,
            dashboard_address=ANY_PORT,
            worker_dashboard_address=ANY_PORT,
            memory_limit=0,  # the memory that counts is the engine's, which Dask does not see
            silence_logs=logging.CRITICAL,
            env={VARIABLE: str(self._python)},
        )

    def _waited(self, future: Future) -> object:
        while True:
            self._feedback.check()
            try:
                return future.result(timeout=POLL_SECONDS)
            except NotYet:
                if future.done():
                    return future.result()  # a time-out of Dask's own, or it has just come

    def _asked(self, function: Callable, *arguments: object, **options: object) -> object:
        """Call what waits for the network."""
        return self._waited(self._threads.submit(function, *arguments, **options))

    def workers(self) -> list[str]:
        """Addresses of the workers that are there now.

        Raises:
            ClusterError: if the scheduler was lost.
        """
        try:
            if self._client.status == "running":
                return list(self._asked(self._client.nthreads))
        except UNREACHED:
            pass  # told below
        raise ClusterError(
            "The connection to the Dask scheduler {place} was lost. Start the scheduler and its "
            "workers again and run again with the same settings: finished blocks are kept, and the "
            "run goes on with the others.",
            place=self._place,
        )

    def ask(self, worker: str, function: Callable, *arguments: object) -> object:
        """Call a function in a worker at once, also while it computes; it must not take long.

        Raises:
            WorkerLostError: if the worker is gone.
            ClusterError: if the scheduler was lost.
        """
        try:
            answers = self._asked(self._client.run, function, *arguments, workers=[worker])
        except (*UNREACHED, UnknownSessionError) as error:
            self.workers()
            raise WorkerLostError("The worker {worker} was lost.", worker=worker) from error
        if worker not in answers:
            raise WorkerLostError("The worker {worker} was lost.", worker=worker)
        return answers[worker]

    def submit(self, worker: str, key: str, function: Callable, *arguments: object) -> Task:
        """Let one worker compute a function when it is free.

        Args:
            worker: its address.
            key: a name that nothing else has.
            function: to be called there.
            arguments: of the function.
        """
        return self._client.submit(
            function, *arguments, key=key, workers=[worker], allow_other_workers=False, pure=False
        )

    def result(self, task: Task) -> object:
        """What became of a task that is done; raises what the function raised.

        Raises:
            WorkerLostError: if its worker is gone.
            ClusterError: if the scheduler was lost.
        """
        from distributed import KilledWorker

        if task.status == "error":
            error = task.exception()
            if isinstance(error, (KilledWorker, UnknownSessionError)):
                raise WorkerLostError("The worker was lost.") from error
            raise error
        if task.status == "finished":
            try:
                return self._asked(task.result, timeout=RESULT_SECONDS)
            except UNREACHED as error:
                self.workers()
                raise WorkerLostError("The worker was lost.") from error
        self.workers()
        raise WorkerLostError("The worker was lost.")

    def told(self) -> Iterable[dict]:
        """What workers told since the last call."""
        while True:
            try:
                yield self._told.get_nowait()
            except Empty:
                return

    def end_session(self, function: Callable, *arguments: object) -> None:
        """Call a function in all workers before leaving; those that are gone do not matter."""
        if self._client is not None and self._client.status == "running":
            told = self._threads.submit(self._client.run, function, *arguments, on_error="ignore")
            wait([told], HURRIED_SECONDS)  # it need not succeed

    def __exit__(self, kind: type | None, *exception: object) -> None:
        self.close(CLOSE_SECONDS if kind is None else HURRIED_SECONDS)

    def close(self, seconds: float = HURRIED_SECONDS) -> None:
        """Leave the cluster, and end the workers that were started here."""
        wait([self._threads.submit(self._end)], seconds)
        self._threads.shutdown(wait=False)

    def _end(self) -> None:
        try:
            for each in filter(None, (self._client, self._local)):
                each.close(timeout=CONNECT_SECONDS)
        finally:
            if self._local is not None:
                multiprocessing.spawn.set_executable(self._spawned)
                self._kill_left_workers()

    def _kill_left_workers(self) -> None:
        """End a worker that Dask was just starting anew when the cluster was closed."""
        for child in multiprocessing.active_children():
            if child.name.startswith(WORKER_PROCESS) and child not in self._others:
                child.kill()
                child.join(HURRIED_SECONDS)


@dataclass(frozen=True)
class WorkerHere:
    """The worker process that runs this code.

    Attributes:
        address: of the worker.
        folder: for its files, removed with it.
        threads: that it may compute with.
        tell: sends a small dictionary to the host, from any thread.
    """

    address: str
    folder: Path
    threads: int
    tell: Callable[[str, dict], None]


def this_worker() -> WorkerHere:
    """The worker in whose task this is called."""
    from distributed import get_worker

    worker = get_worker()
    folder = Path(worker.local_directory)
    return WorkerHere(worker.address, folder, worker.state.nthreads, worker.log_event)


def let_next_begin() -> None:
    """Give the place in the worker's queue to the next task; this one goes on beside it."""
    from distributed import secede

    secede()
