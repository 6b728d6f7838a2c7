"""Speed and memory of the whole detection against its tiles alone, and its cost against area.

Every raster has its turn in a fresh process. Rasters repeat the sample scene, at pixels of 0.5 m, which
are brought to the light model's 2 m, and of 2 m. What a run costs before and after its tiles is that of
a raster of one tile, which is taken off. Overhead is against inference alone by the backend and in the
precision that the run itself chooses. The fastest turn counts, as in `inference_speed.py`, and the
largest memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from sam_cffnet_qgis.core.paths import DATA_DIR

RASTERS = {  # edge, metres a pixel
    "light": ((4096, 0.5), (8192, 0.5), (16_384, 0.5), (4096, 2.0)),
    "vit_l": ((640, 2.0),),  # 9 tiles
}
SINGLE_TILE = {"light": (1024, 0.5), "vit_l": (256, 2.0)}
TURNS = {"light": 3, "vit_l": 1}
THRESHOLDS = {"light": None, "vit_l": 0.95}  # random weights would give noise, not landslides
DETECT = """
import json, resource, sys, tempfile
from pathlib import Path
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
raster, threshold = Path(sys.argv[1]), json.loads(sys.argv[3])
settings = DetectionSettings(model=sys.argv[2], threshold=threshold)
with tempfile.TemporaryDirectory(dir=raster.parent) as work:
    workplace = Workplace(Path(sys.executable), raster.parent, Path(work))
    result = detect(str(raster), settings, workplace, Feedback())
usage = resource.getrusage(resource.RUSAGE_SELF)
status = Path("/proc/self/status").read_text()  # getrusage would count the parent before exec
print(json.dumps({
    "tiles": result.tiles,
    "seconds": result.seconds,
    "host_cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
    "host_peak_mb": int(status.split("VmHWM:")[1].split()[0]) // 1024,
    "engine_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
}))
"""


def write_raster(path: Path, edge: int, pixel_m: float) -> None:
    """The sample scene again and again, written block row by block row."""
    scene = gdal.Open(str(DATA_DIR / "resources" / "sample" / "scene.tif")).ReadAsArray()[:3]
    options = ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), edge, edge, 3, options=options)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32648)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.SetGeoTransform((500_000, pixel_m, 0, 3_000_000, 0, -pixel_m))
    repeats = -(-edge // scene.shape[2])
    row = np.tile(scene, (1, 1, repeats))[:, :, :edge]
    for top in range(0, edge, scene.shape[1]):
        dataset.WriteArray(row[:, : edge - top], 0, top)
    dataset.FlushCache()


def run_detection(model: str, card: Path, place: tuple[int, float], folder: Path) -> dict:
    """One run on a square raster of an edge and a pixel size, at the defaults but for the threshold."""
    raster = folder / "raster.tif"
    write_raster(raster, *place)
    command = [sys.executable, "-c", DETECT, str(raster), str(card), json.dumps(THRESHOLDS[model])]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    names = {"model": model, "edge_px": place[0], "pixel_m": place[1]}
    return {**names, **json.loads(result.stdout)}


def fastest(runs: list[dict]) -> dict:
    """The fastest of several runs on the same raster, with the largest memory of all."""
    peaks = {name: max(run[name] for run in runs) for name in ("host_peak_mb", "engine_peak_mb")}
    return {**min(runs, key=lambda run: run["seconds"]), **peaks}


def pipeline_rows(model: str, card: Path, alone: dict) -> list[dict]:
    """Runs on growing rasters.

    Args:
        model: a key of ``RASTERS``.
        card: of it.
        alone: the row of inference by the backend and precision that detection chooses.
    """
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as work:
        folder = Path(work)
        places = (SINGLE_TILE[model], *RASTERS[model])
        run_detection(model, card, places[0], folder)  # converts the model, where it must
        turns = [
            [run_detection(model, card, place, folder) for place in places]
            for _ in range(TURNS[model])
        ]
    single, *rows = (fastest(runs) for runs in zip(*turns))
    once = single["seconds"] - alone["s_lone_tile"]
    s_per_tile = alone["s_per_tile"]
    for row in rows:
        row["s_per_tile_alone"] = s_per_tile
        running = row["seconds"] - once
        row["overhead"] = running / (row["tiles"] * s_per_tile) - 1
        row["megapixels_per_s"] = row["edge_px"] ** 2 / running / 1e6
        row["time_a_megapixel"] = running / row["edge_px"] ** 2 * 1e6
    return rows
