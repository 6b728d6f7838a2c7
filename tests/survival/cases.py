"""The runs that survive what happens to them: detections and fine-tunings through `qgis_process`."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
DETECTION_EDGE = 1792
TRAINING_EDGE = 1200
EPOCHS = 4
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
        self._scene, self._labels = folder / "training.tif", folder / "labels.gpkg"
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
