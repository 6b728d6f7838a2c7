"""`make survive-cluster`: runs in which a random worker dies must end with the bits of one process.

Each run uses three workers of `local:3`. At a moment drawn from the length of the run undisturbed a
worker process, or the engine of one, is ended with SIGKILL. Prints a line a run; the exit code is the
number of runs that failed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from builders import Recorder
from cases import repeated
from osgeo import gdal

from sam_cffnet_qgis.core.cluster_detect import detect_on_cluster
from sam_cffnet_qgis.core.cluster_place import ClusterPlace
from sam_cffnet_qgis.core.detect import DetectionResult, detect
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings, Workplace

WORKERS = 3
EDGE_PX = 1088  # of the raster, which repeats the sample scene
END_SECONDS = 10.0  # in which all engines must be gone
SETTINGS = DetectionSettings(
    resolution_m=0.0, engine=EngineSettings("cpu", "fp32", 2, False, "torch")
)


def processes(words: str) -> list[psutil.Process]:
    """Descendants of this process whose command has some words."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if words in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue  # it has just ended
    return found


class Killing(Recorder):
    """Kills a process some seconds after the first tiles are done.

    Attributes:
        victim: what was killed, or ''.
    """

    def __init__(self, generator: random.Random, seconds: float) -> None:
        super().__init__()
        self.victim = ""
        self._generator = generator
        self._seconds = seconds
        self._timer: threading.Timer | None = None

    def set_progress(self, fraction: float) -> None:
        """Arm with the first progress."""
        if self._timer is None:
            self._timer = threading.Timer(self._seconds, self._kill)
            self._timer.start()

    def disarm(self) -> None:
        """Kill nothing any more: the next run is another's."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()

    def _kill(self) -> None:
        kind = self._generator.choice(["worker", "worker", "engine"])
        engines = processes("engine/__main__.py")
        if not engines:
            return
        engine = self._generator.choice(engines)
        target = engine if kind == "engine" else engine.parent()
        self.victim = f"{kind} {target.pid}"
        target.kill()


def outcome(result: DetectionResult) -> tuple:
    """What must be the same."""
    pixels = gdal.Open(str(result.probability.path)).ReadAsArray()
    shapes = hashlib.sha256(repr(list(result.polygons())).encode()).hexdigest()
    return hashlib.sha256(pixels.tobytes()).hexdigest(), shapes, result.count, result.tiles


def run(folder: Path, raster: Path, workers: int, feedback: Recorder) -> tuple:
    """One detection in a folder of its own, on one process or on a cluster; gives its outcome."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        workplace = Workplace(Path(sys.executable), folder / "models", Path(work))
        if workers:
            place = ClusterPlace(local_workers=workers)
            return outcome(detect_on_cluster(str(raster), SETTINGS, place, workplace, feedback))
        return outcome(detect(str(raster), SETTINGS, workplace, feedback))


def are_gone(words: str) -> bool:
    """Whether processes end in time."""
    deadline = time.monotonic() + END_SECONDS
    while processes(words):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def main() -> None:
    """Kill workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"  # the same number for one process and for workers
    generator = random.Random(arguments.seed)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raster = folder / "scene.tif"
        repeated("scene.tif", raster, EDGE_PX)
        begin = time.monotonic()
        expected = run(folder, raster, 0, Recorder())
        length = time.monotonic() - begin
        print(f"one process: {length:.1f} s, {expected[2]} polygons of {expected[3]} tiles")
        number = 0
        while number < arguments.runs:
            feedback = Killing(generator, generator.uniform(0, 0.6 * length))
            found = run(folder, raster, WORKERS, feedback)
            feedback.disarm()
            if not feedback.victim:
                continue  # this run was faster than the one that was measured
            number += 1
            problem = "" if found == expected else "another result"
            problem = problem or ("" if are_gone("engine/__main__.py") else "an engine is left")
            told = sum("was lost" in text or "failed" in text for text in feedback.messages)
            failed += bool(problem)
            print(
                f"{number}: {feedback.victim} killed, {told} losses told: {problem or 'same bits'}",
                flush=True,
            )
    print(f"{failed} failed")
    sys.exit(failed)


if __name__ == "__main__":
    main()
