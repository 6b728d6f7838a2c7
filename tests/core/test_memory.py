"""The host's memory does not grow with the raster, measured in processes of their own."""

import subprocess
import sys

import numpy as np
import pytest
from builders import ROOT, python_that_runs, wkt
from osgeo import gdal

RUN = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
with tempfile.TemporaryDirectory(dir=Path(sys.argv[2]).parent) as work:
    workplace = Workplace(Path(sys.argv[3]), Path(sys.argv[4]), Path(work))
    settings = DetectionSettings(model="random", threshold=0.75)
    count = detect(sys.argv[2], settings, workplace, Feedback()).count
status = Path("/proc/self/status").read_text()  # getrusage would count the parent before exec
print(count, status.split("VmHWM:")[1].split()[0])
"""


def large_raster(path, edge):
    """Bright squares of 40 px on noise, written block row by block row."""
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), edge, edge, 3, options=["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"]
    )
    dataset.SetProjection(wkt(32648))
    dataset.SetGeoTransform((500_000, 1, 0, 3_000_000, 0, -1))
    rng = np.random.default_rng(0)
    for top in range(0, edge, 256):
        rows = min(256, edge - top)
        block = rng.integers(60, 120, (3, rows, edge), np.uint8)
        for left in range(100, edge - 40, 400):
            block[:, 20:60, left : left + 40] = 250
        dataset.WriteArray(block, 0, top)
    dataset.FlushCache()
    return path


@pytest.mark.slow
def test_peak_memory_is_the_same_for_a_raster_16_times_as_large(tmp_path, random_models):
    engine = python_that_runs(tmp_path / "python", ROOT / "tests" / "trivial_engine.py")
    peaks = []
    for edge in (4000, 16_000):
        raster = large_raster(tmp_path / f"{edge}.tif", edge)
        command = [sys.executable, "-c", RUN, ROOT, raster, engine, random_models]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        count, peak_kib = map(int, result.stdout.split())
        assert count > 0
        peaks.append(peak_kib)
        print(f"{edge} px: {count} polygons, {peak_kib // 1024} MiB")
    assert abs(peaks[1] - peaks[0]) < 0.10 * peaks[0]
