"""A mosaic of 100,000 x 100,000 pixels with hundreds of scenes and much empty ground between them.

Prints the seconds until the first tile is read, those of the whole run, and the most memory that the
host took. The engine is one without torch, so that the run shows the host's own cost. Run as
``sparse_mosaic.py [width [scenes [height]]]``; it exits with an error if a figure lies above its limit.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import python_that_runs, write_raster  # noqa: E402

SCENE_PX = 1000
MOST_PLAN_SECONDS, MOST_HOST_MB = 10, 600
RUN = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sam_cffnet_qgis.core.detect import PlannedRun, detect
from sam_cffnet_qgis.core.estimate import estimate_run
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.plan import plan_run
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace

class Log(Feedback):
    def info(self, template, **values):
        print(f"{time.monotonic() - start:7.1f} s", template.format(**values), file=sys.stderr)
    warn = info

work = Path(sys.argv[2]).parent / "work"
work.mkdir()
workplace = Workplace(Path(sys.argv[3]), work, work, work / "journals")
settings = DetectionSettings(resolution_m=0.0, threshold=0.75)
start = time.monotonic()
estimate = estimate_run(plan_run(sys.argv[2], settings, workplace, Log()), False)
plan_seconds, plan_cpu = time.monotonic() - start, time.process_time()
result = detect(sys.argv[2], settings, workplace, Log())
status = Path("/proc/self/status").read_text()  # getrusage would count the parent before exec
print(json.dumps({
    "plan_seconds": round(plan_seconds, 2),
    "plan_cpu_seconds": round(plan_cpu, 2),  # imports too; of use where other programs run
    "seconds": round(result.seconds, 1),
    "host_peak_mb": int(status.split("VmHWM:")[1].split()[0]) * 1024 // 10**6,
    "tiles": result.tiles,
    "estimated_tiles": estimate.to_do,
    "grid_tiles": estimate.total,
    "polygons": result.count,
    "probability_mb": result.probability.path.stat().st_size // 2**20,
}))
"""


def write_mosaic(folder: Path, width: int, scenes: int, height: int) -> Path:
    """Scenes at random places, joined by a VRT without nodata, alpha or mask."""
    rng = np.random.default_rng(0)
    image = rng.integers(0, 40, (3, SCENE_PX, SCENE_PX)).astype(np.uint16)
    image[:, 300:500, 300:600] = 400  # above 2 % of the pixels: the stretch ends here
    lowest, rightmost = height - SCENE_PX, width - SCENE_PX
    places = rng.integers(0, (lowest, rightmost), (scenes - 2, 2))
    paths = []
    for number, (top, left) in enumerate(places):
        paths.append(_write_scene(folder / f"scene-{number}.tif", image, int(top), int(left)))
    paths.append(_write_scene(folder / "first.tif", image, 0, 0))  # two at the corners fix the size
    paths.append(_write_scene(folder / "last.tif", image, lowest, rightmost))
    mosaic = folder / "mosaic.vrt"
    gdal.BuildVRT(str(mosaic), [str(path) for path in paths])  # closed at once
    return mosaic


def _write_scene(path: Path, image: np.ndarray, top: int, left: int) -> Path:
    transform = (300_000.0 + left, 1.0, 0.0, 4_000_000.0 - top, 0.0, -1.0)
    options = ("TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1")
    return write_raster(path, image, transform=transform, options=options)


def main(width: int = 100_000, scenes: int = 400, height: int = 0) -> None:
    """Print the figures of one run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mosaic = write_mosaic(folder, width, scenes, height or width)
        python = python_that_runs(folder / "python", ROOT / "tests" / "trivial_engine.py")
        command = [sys.executable, "-c", RUN, str(ROOT), str(mosaic), str(python)]
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures = {
        "width": width,
        "height": height or width,
        "scenes": scenes,
        **json.loads(result.stdout),
    }
    print(json.dumps(figures, indent=1))
    if figures["plan_seconds"] > MOST_PLAN_SECONDS or figures["host_peak_mb"] > MOST_HOST_MB:
        sys.exit(f"Above {MOST_PLAN_SECONDS} s for the plan or {MOST_HOST_MB} MB for the host.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
