"""Detections, shards and merges of one small raster, with an engine that needs no torch."""

from pathlib import Path

import numpy as np
from builders import ROOT, Recorder, noise_image, python_that_runs, write_raster
from osgeo import gdal

from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings, Workplace
from sam_cffnet_qgis.core.shard_facts import Shard
from sam_cffnet_qgis.core.shard_merge import merge_shards
from sam_cffnet_qgis.core.shards import write_shard

PROGRAM = ROOT / "tests" / "trivial_engine.py"
COUNT = 3


class Runs:
    """Detections, shards and merges of one raster of 4 x 2 tiles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        image = noise_image(700, 300)
        image[:, 100:130, 100:300] = 0
        image[:, 300:700, 0:60] = 0
        self.raster = str(write_raster(folder / "a.tif", image, nodata=0))
        self._count = 0

    def place(self, device="none", journals=None) -> Workplace:
        self._count += 1
        work = self.folder / f"work{self._count}"
        work.mkdir()
        name = self.folder / f"python-{device}"
        python = python_that_runs(name, PROGRAM, "places", device)
        return Workplace(python, self.folder / "no_models", work, journals)

    def settings(self, tta=False, batch=2, **values) -> DetectionSettings:
        engine = EngineSettings(batch=batch, precision="fp32", tta=tta)
        values = {"model": DEFAULT_MODEL, "resolution_m": 0.0, "threshold": 0.55, **values}
        return DetectionSettings(engine=engine, **values)

    def shard(self, number, count=COUNT, name="", recorder=None, device="none", journals=None, **v):
        path = self.folder / (name or f"{number}-of-{count}.shard")
        place = self.place(device, journals)
        recorder = recorder or Recorder()
        raster = v.pop("raster", self.raster)
        write_shard(raster, self.settings(**v), Shard(number, count), place, path, recorder)
        return path

    def shards(self, count=COUNT, **values):
        return [self.shard(number, count, **values) for number in range(1, count + 1)]

    def merge(self, paths, raster="", recorder=None, **options):
        return merge_shards(paths, raster, self.place(), recorder or Recorder(), **options)

    def detect(self, overview=None, **values):
        settings = self.settings(**values)
        return detect(self.raster, settings, self.place(), Recorder(), overview)


def bits(plane):
    """Every pixel of a plane as it is stored."""
    return gdal.Open(str(plane.path)).ReadAsArray().view(np.uint32)
