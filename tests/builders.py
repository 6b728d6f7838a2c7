"""Builders without QGIS: small rasters and disks, Pythons of several
kinds, and a feedback that remembers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr

from sam_cffnet_qgis.core.feedback import Feedback

ROOT = Path(__file__).resolve().parent.parent
ENGINE_PYTHON = Path(sys.executable)
UTM = 32648


def wkt(epsg: int) -> str:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    return reference.ExportToWkt()


def write_raster(
    path: Path,
    values: np.ndarray,
    *,
    epsg: int | None = UTM,
    transform: tuple | None = (500_000.0, 1.0, 0.0, 3_000_000.0, 0.0, -1.0),
    nodata: float | list | None = None,
    colours: tuple = (),
    options: tuple = (),
) -> Path:
    """Write (C, H, W) values as GeoTIFF."""
    codes = {"uint8": 1, "uint16": 2, "int16": 3, "float32": 6, "float64": 7, "complex64": 10}
    driver = gdal.GetDriverByName("GTiff")
    bands, height, width = values.shape
    kind = codes[values.dtype.name]
    dataset = driver.Create(str(path), width, height, bands, kind, list(options))
    if transform:
        dataset.SetGeoTransform(transform)
    if epsg:
        dataset.SetProjection(wkt(epsg))
    for number, plane in enumerate(values, start=1):
        band = dataset.GetRasterBand(number)
        if colours:
            band.SetColorInterpretation(colours[number - 1])
        if nodata is not None:
            band.SetNoDataValue(nodata[number - 1] if isinstance(nodata, list) else nodata)
        band.WriteArray(plane)
    dataset.FlushCache()
    return path


def noise_image(height: int, width: int, seed: int = 0) -> np.ndarray:
    """Smooth colours with noise, (3, H, W) uint8."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / 64
    fields = [np.sin(a * x + b * y) for a, b in rng.uniform(1, 4, (3, 2))]
    return (
        (128 + 70 * np.stack(fields) + rng.normal(0, 20, (3, height, width)))
        .clip(0, 255)
        .astype(np.uint8)
    )


def python_without_torch(folder: Path) -> Path:
    """The test's Python as a virtual environment that sees numpy but not torch."""
    base = folder / "env"
    subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", str(base)], check=True)
    packages = next(base.glob("lib/python3*/site-packages"))
    (packages / "numpy").symlink_to(np.__path__[0])
    libraries = "numpy.libs"
    (packages / libraries).symlink_to(np.__path__[0].replace("numpy", libraries))
    return base / "bin" / "python3"


def python_that_runs(path: Path, program: Path, *arguments: str) -> Path:
    """An interpreter that runs one program, whatever it is asked to run."""
    words = " ".join(f"'{word}'" for word in (sys.executable, program, *arguments))
    path.write_text(f"#!/bin/sh\nexec {words}\n")
    path.chmod(0o755)
    return path


class Recorder(Feedback):
    """Keeps messages; cancels when told."""

    def __init__(self):
        self.messages = []
        self.progress = []
        self.cancelled = False

    def info(self, template, **values):
        self.messages.append(template.format(**values))

    warn = info

    def set_progress(self, fraction):
        self.progress.append(fraction)

    def is_cancelled(self):
        return self.cancelled


class SmallDisk:
    """A disk of a given size, in memory."""

    def __init__(self, folder: Path, kilobytes: int) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        if self._mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs"):
            pytest.skip("a small disk cannot be mounted here")

    def resize(self, kilobytes: int) -> None:
        """Make room."""
        self._mount("-o", f"remount,size={kilobytes}k")

    def make_read_only(self) -> None:
        """Let nothing be written."""
        self._mount("-o", "remount,ro")

    def _mount(self, *options: str) -> int:
        command = ["mount", *options, str(self.folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def __enter__(self) -> SmallDisk:
        return self

    def __exit__(self, *exception: object) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)
