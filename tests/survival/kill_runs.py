"""`make survive`: runs that are killed and started again, against the same run undisturbed.

Detections and fine-tunings run through `qgis_process`. Each is killed once (SIGKILL) at a moment drawn
from the length of the undisturbed run, the host or its engine; then the same command runs to its end.
A run survives if its result is that of the undisturbed run, no engine is left, and its folder and the
profile hold nothing else. Prints a line a run; the exit code is the number of those that failed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
DETECTION_EDGE = 1792
TRAINING_EDGE = 1200
EPOCHS = 4
END_SECONDS = 10.0  # in which an engine must be gone after its host
RUN_DATE = "run_date"


def repeated(name: str, path: Path, edge: int) -> gdal.Dataset:
    """A raster of the sample again and again, at 2 m: enough tiles to be killed among them."""
    source = gdal.Open(str(SAMPLE / name))
    values = np.atleast_3d(source.ReadAsArray().T).T[:3]
    repeats = -(-edge // min(values.shape[1:]))
    driver = gdal.GetDriverByName("GTiff")
    raster = driver.Create(str(path), edge, edge, len(values), options=["COMPRESS=DEFLATE"])
    raster.SetProjection(source.GetProjection())
    left, _, _, top, _, _ = source.GetGeoTransform()
    raster.SetGeoTransform((left, 2.0, 0, top, 0, -2.0))
    raster.WriteArray(np.tile(values, (1, repeats, repeats))[:, :edge, :edge])
    raster.FlushCache()
    return raster


def write_labels(truth: gdal.Dataset, path: Path) -> None:
    """The scars of a mask as polygons."""
    reference = osr.SpatialReference(wkt=truth.GetProjection())
    store = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = store.CreateLayer("labels", reference, ogr.wkbPolygon)
    gdal.Polygonize(truth.GetRasterBand(1), truth.GetRasterBand(1), layer, -1)


class Detection:
    """A detection with two outputs."""

    kind = "detection"

    def __init__(self, folder: Path) -> None:
        self._scene = folder / "scene.tif"
        repeated("scene.tif", self._scene, DETECTION_EDGE)

    def command(self, folder: Path) -> list[str]:
        """Parameters of a run that writes into a folder."""
        outputs = [f"OUTPUT={folder / 'a.gpkg'}", f"PROBABILITY={folder / 'p.tif'}"]
        return ["samcffnet:detectlandslides", "--", f"INPUT={self._scene}", *outputs]

    def result(self, folder: Path) -> list:
        """What must be the same."""
        with closing(sqlite3.connect(folder / "a.gpkg")) as store:
            store.row_factory = sqlite3.Row
            rows = [dict(row) for row in store.execute("SELECT * FROM a ORDER BY fid")]
        for row in rows:
            del row[RUN_DATE]
        probability = gdal.Open(str(folder / "p.tif")).ReadAsArray()
        return [rows, hashlib.sha256(probability.tobytes()).hexdigest()]

    def leftovers(self, folder: Path, profile: Path) -> list[str]:
        """What should not be there."""
        files = {path.name for path in folder.iterdir()} - {"a.gpkg", "p.tif"}
        return [*files, *(path.name for path in profile.glob("**/sam_cffnet/journal/*"))]


class FineTuning:
    """A short training."""

    kind = "fine-tuning"

    def __init__(self, folder: Path) -> None:
        self._scene, self._labels = folder / "scene.tif", folder / "labels.gpkg"
        repeated("scene.tif", self._scene, TRAINING_EDGE)
        write_labels(repeated("truth.tif", folder / "truth.tif", TRAINING_EDGE), self._labels)

    def command(self, folder: Path) -> list[str]:
        """Parameters of a run that writes into a folder."""
        inputs = [f"INPUT={self._scene}", f"LABELS={self._labels}", f"EPOCHS={EPOCHS}"]
        places = [f"FOLDER={folder / 'models'}", f"CACHE_FOLDER={folder / 'cache'}"]
        return ["samcffnet:finetunemodel", "--", *inputs, *places, "NAME=tuned"]

    def result(self, folder: Path) -> list:
        """What must be the same."""
        card = json.loads((folder / "models" / "tuned" / "tuned.json").read_text(encoding="utf-8"))
        return [card[name] for name in ("sha256", "threshold", "temperature", "metrics")]

    def leftovers(self, folder: Path, profile: Path) -> list[str]:
        """What should not be there."""
        names = {path.name for path in folder.iterdir()} - {"models", "cache"}
        models = {path.name for path in (folder / "models").iterdir()} - {"tuned"}
        return [*names, *models, *(path.name for path in (folder / "cache").glob("*"))]


def start(case: Detection | FineTuning, folder: Path) -> subprocess.Popen:
    """Start a run."""
    folder.mkdir(exist_ok=True)
    command = ["qgis_process", "run", *case.command(folder)]
    with (folder.parent / "log.txt").open("w") as log:
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)


def engine_of(host: int) -> int | None:
    """The engine process of a host."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == host and b"engine/__main__.py" in words:
                return int(entry.name)
    return None


def is_gone(pid: int | None) -> bool:
    """Whether a process ends within ``END_SECONDS``."""
    deadline = time.monotonic() + END_SECONDS
    while pid is not None and Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def killed_and_resumed(
    case: Detection | FineTuning, folder: Path, delay: float, victim: str
) -> str:
    """Kill a run after some seconds and let it run again; what went wrong, or ''."""
    run = start(case, folder)
    time.sleep(delay)
    engine = engine_of(run.pid)
    os.kill(engine if victim == "engine" and engine else run.pid, signal.SIGKILL)
    run.wait()
    if not is_gone(engine):
        return f"engine {engine} is still there"
    again = start(case, folder)
    if again.wait() != 0:
        return (folder.parent / "log.txt").read_text()[-300:]
    return ""


def survivors(case: Detection | FineTuning, count: int, seed: int, work: Path) -> int:
    """Kill ``count`` runs; returns how many failed."""
    profile = Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"])
    generator = random.Random(seed)  # nosec B311
    for whole in (work / "first", work / "whole"):  # the first may convert the model
        begin = time.monotonic()
        if start(case, whole).wait() != 0:
            raise SystemExit((work / "log.txt").read_text()[-1000:])
        length = time.monotonic() - begin
        expected = case.result(whole)
    print(f"{case.kind}: {length:.1f} s undisturbed", flush=True)
    failed = 0
    for number in range(count):
        delay = generator.uniform(0.1, 1.0) * length
        victim = generator.choice(["host", "engine"])
        folder = work / f"run{number}"
        problem = killed_and_resumed(case, folder, delay, victim)
        if not problem and case.result(folder) != expected:
            problem = "another result"
        if not problem and (left := case.leftovers(folder, profile)):
            problem = f"left behind: {left}"
        log = (work / "log.txt").read_text()
        kept = "computed before" in log or "Going on with" in log
        failed += bool(problem)
        print(
            f"{case.kind} {number + 1}: {victim} killed after {delay:.1f} s, "
            f"{'went on' if kept else 'began anew'}: {problem or 'same result'}",
            flush=True,
        )
    return failed


def main() -> None:
    """Kill detections and fine-tunings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detections", type=int, default=30)
    parser.add_argument("--trainings", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    failed = 0
    cases = ((Detection, arguments.detections), (FineTuning, arguments.trainings))
    for kind, count in cases:
        if count:
            with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
                failed += survivors(kind(Path(folder)), count, arguments.seed, Path(folder))
    print(f"{failed} failed")
    sys.exit(failed)


if __name__ == "__main__":
    main()
