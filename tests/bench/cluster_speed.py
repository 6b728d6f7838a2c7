"""Speed of a detection on a cluster of this computer: one against two workers, and against none.

All engines have one thread. The runs follow each other, so that the ratios are of one and the same
state of the computer; a ratio of seconds means something only where two cores are free. The seconds of
processors (of this process, the workers and the engines) do not depend on what else runs. The host's
peak is that of this process, which holds the scheduler too.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from builders import Recorder
from cases import repeated

from sam_cffnet_qgis.core.cluster_detect import detect_on_cluster
from sam_cffnet_qgis.core.cluster_place import ClusterPlace
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings, Workplace

WAYS = {"plain": 0, "local:1": 1, "local:2": 2}
SETTINGS = DetectionSettings(resolution_m=0.0, engine=EngineSettings("cpu"))


class Timing(Recorder):
    """Notes when the engines were ready.

    Attributes:
        ready: by ``time.monotonic``, or 0.
    """

    ready = 0.0

    def info(self, template: str, **values: object) -> None:
        """The message that names the model comes when it is loaded everywhere."""
        if template.startswith("Model {model}"):
            self.ready = time.monotonic()


def processor_seconds() -> float:
    """Of this process and of all that it started and that ended."""
    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in each)


def forget_peak() -> None:
    """Let the most memory that this process held be counted from now on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


def peak_mb() -> float:
    """The most memory that this process held, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(raster: Path, folder: Path, workers: int) -> dict[str, float]:
    """One run: seconds, those after the start, those of processors, and the host's peak."""
    feedback = Timing()
    forget_peak()
    begin, used = time.monotonic(), processor_seconds()
    with tempfile.TemporaryDirectory(dir=folder) as work:
        place = Workplace(Path(sys.executable), folder / "models", Path(work), folder / "journals")
        if workers:
            cluster = ClusterPlace(local_workers=workers)
            result = detect_on_cluster(str(raster), SETTINGS, cluster, place, feedback)
        else:
            result = detect(str(raster), SETTINGS, place, feedback)
        result.finish()
    end = time.monotonic()
    return {
        "tiles": result.tiles,
        "seconds": end - begin,
        "after start": end - feedback.ready,
        "processor": processor_seconds() - used,
        "host peak MB": peak_mb(),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edge", type=int, default=6144, help="of the raster in pixels of 2 m")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--ways", default=",".join(WAYS))
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    names = arguments.ways.split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raster = folder / "scene.tif"
        repeated("scene.tif", raster, arguments.edge)
        best: dict[str, dict[str, float]] = {}
        for _ in range(arguments.rounds):
            for way in names:
                found = measure(raster, folder, WAYS[way])
                shown = ", ".join(f"{key} {value:.1f}" for key, value in found.items())
                print(f"{way}: {shown}", flush=True)
                before = best.get(way, found)
                best[way] = {key: min(value, before[key]) for key, value in found.items()}
    for first, other, what in (
        ("plain", "local:1", "overhead"),
        ("local:1", "local:2", "speed-up"),
    ):
        if first in best and other in best:
            for key in ("seconds", "after start", "processor"):
                ratio = best[first][key] / best[other][key]
                shown = f"{ratio:.2f} x" if what == "speed-up" else f"{100 * (1 / ratio - 1):.1f} %"
                print(f"{what} of {other} against {first}, {key}: {shown}")


if __name__ == "__main__":
    main()
