"""A Dask scheduler and workers in processes of their own, as operators start them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from builders import ROOT

START_SECONDS = 60


class DaskProcesses:
    """A scheduler and its workers; use it as a context manager.

    Args:
        folder: for their files and logs.
        protocol: between them.
        environment: variables of the scheduler.
    """

    def __init__(self, folder: Path, protocol: str = "tcp", **environment: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen] = []
        self.scheduler = self._run(
            *("scheduler", "--scheduler-file", self._file, "--protocol", protocol), **environment
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._file.exists() or not self._file.read_text():
            if self.scheduler.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log.txt").read_text())
            time.sleep(0.05)
        self.address = json.loads(self._file.read_text())["address"]

    def worker(self, cwd: Path | None = None, threads: int = 1, **environment) -> subprocess.Popen:
        """Start a worker that has the plugin, or what the environment says."""
        arguments = ("--no-nanny", "--nthreads", threads, self.address)
        return self._run("worker", *arguments, cwd=cwd, **environment)

    def _run(self, kind: str, *arguments, cwd=None, **environment) -> subprocess.Popen:
        port = ("--port", "0") if kind == "scheduler" else ("--local-directory", self.folder)
        options = ("--host", "127.0.0.1", *port, "--no-dashboard", *arguments)
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, options)]
        unset = ("SAM_CFFNET_PYTHON", "PYTHONPATH")
        base = {name: value for name, value in os.environ.items() if name not in unset}
        with (self.folder / "log.txt").open("a") as log:
            process = subprocess.Popen(
                command,
                env={**base, "PYTHONPATH": str(ROOT), **environment},
                cwd=cwd or self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._processes.append(process)
        return process

    def wait_for_workers(self, count: int) -> None:
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=START_SECONDS)

    def __enter__(self) -> DaskProcesses:
        return self

    def __exit__(self, *exception: object) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module", autouse=True)
def resource_tracker_ended():
    """End the process that Python starts beside the first worker of `local:N`, and keeps.

    For the modules that import it; tests of others count the children of this process.
    """
    tracker = resource_tracker._resource_tracker
    was_there = tracker._pid is not None
    yield
    if not was_there:
        tracker._stop()
