"""Tiles that were computed, kept on disk until the outputs of the run are in place.

A run that was killed, cut off or cancelled goes on where it was when it is started again. Its folder is
named by a digest of everything that changes the numbers of a tile; what only chooses tiles or comes
after them (extent, threshold, smallest area) may differ. One file holds the tiles: records of one
size, each with a checksum, appended as they are computed. What follows the first wrong record, such as
half a record before a power cut, is cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import time
import zlib
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.coverage import covered_samples
from sam_cffnet_qgis.core.errors import phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.public_source import public_source
from sam_cffnet_qgis.core.raster import RasterReader, quiet_gdal
from sam_cffnet_qgis.core.remote import IDENTITY_PIXELS, reading_options

KEY_DIGITS = 32
TILES_NAME = "tiles.bin"
TILE_FILES = "tiles*"  # this one, or the blocks of a run on a cluster
FACTS_NAME = "run.json"
SAMPLED_PIXELS = 500_000  # of the raster, to tell a changed one by
SYNC_SECONDS = 5.0  # most that a power cut costs
MAX_AGE_DAYS = 30
SPARED_BYTES = 500e6  # of free disk space that a journal leaves to others
MAX_BYTES = 20e9  # of all journals; the oldest go first
_HEAD = struct.Struct("<III")  # row, column, checksum


@dataclass(frozen=True)
class TileShape:
    """What the engine gives of a tile: planes of ``edge`` x ``edge`` float32."""

    planes: int
    edge: int

    @property
    def record_bytes(self) -> int:
        """Size of a tile's record."""
        return _HEAD.size + self.planes * self.edge**2 * 4


def run_facts(plan: RunPlan, loaded: dict, has_uncertainty: bool) -> dict:
    """Everything that changes the numbers of a tile.

    Args:
        plan: of the run.
        loaded: what the engine answered: device with threads and library, precision and batch.
        has_uncertainty: whether views are averaged.
    """
    info, grid = plan.info, plan.grid
    axes = (plan.to_working.rows, plan.to_working.columns)
    return {
        "raster": public_source(info.path),
        "file": _file_identity(info.path),
        "geotransform": info.geotransform,
        "pixels": _sampled_digest(plan),
        "bands": plan.bands,
        "stretches": [[stretch.low, stretch.high] for stretch in plan.stretches],
        "grid": [[axis.source_px, axis.target_px] for axis in axes]
        + [grid.tile_px, grid.overlap_px],
        "model": [plan.card.id, plan.card.sha256, plan.card.temperature, plan.card.architecture],
        "engine": [loaded[name] for name in ("device", "precision", "batch")],
        "views": has_uncertainty,
        "plugin_version": plugin_version(),
    }


def _file_identity(path: str) -> list[int]:
    try:
        facts = os.stat(path)
        return [facts.st_size, facts.st_mtime_ns]
    except OSError:  # not a file of this computer, such as /vsicurl/...
        with quiet_gdal(), reading_options(path):
            there = gdal.VSIStatL(path)
        return [there.size, there.mtime] if there else []


def _sampled_digest(plan: RunPlan) -> str:
    reader = RasterReader(plan.info, plan.bands)
    digest = hashlib.sha256()
    pixels = IDENTITY_PIXELS if reader.is_remote else SAMPLED_PIXELS
    for window in covered_samples(reader.coverage, plan.info.size, pixels):
        values, valid = reader.read(window)
        digest.update(values.tobytes())
        digest.update(valid.tobytes())
    return digest.hexdigest()


class Journal:
    """The tiles of one run on disk; without a folder it keeps nothing.

    Use it as a context manager, which closes its file. ``remove`` it when the outputs are in place.
    """

    def __init__(
        self, parent: Path | None, facts: dict, shape: TileShape, feedback: Feedback
    ) -> None:
        """Find what an earlier run left, or begin anew.

        Args:
            parent: folder of all journals, or None.
            facts: see ``run_facts``.
            shape: of what is kept of a tile.
            feedback: told what was found.
        """
        self._shape = shape
        self._feedback = feedback
        self._places: dict[tuple[int, int], int] = {}  # tile -> start of its record
        self._stream: BinaryIO | None = None
        # Apart, since what did not fit onto the disk would be written again at the next look-up.
        self._reader: BinaryIO | None = None
        self._lock: FolderLock | None = None
        self._is_kept = False
        self._synced = time.monotonic()
        if parent is None:
            return
        text = json.dumps(facts, sort_keys=True)
        self._folder = parent / hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]
        try:
            self._open({**facts, "started": datetime.now(timezone.utc).isoformat()})
        except OSError as error:
            self._stop_keeping(error.strerror or str(error))
        if self._places:
            feedback.info(
                "{count} tiles were computed before this run was stopped; going on with the others.",
                count=len(self._places),
            )

    def _open(self, facts: dict) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(self._folder)
        if not lock.take():
            self._stop_keeping(phrase("the same run is under way elsewhere"))
            return
        self._lock = lock
        path = self._folder / TILES_NAME
        path.touch()
        self._reader = open(path, "rb")  # noqa: SIM115 - closed by close()
        end = self._find_tiles()
        if not (self._folder / FACTS_NAME).exists():
            (self._folder / FACTS_NAME).write_text(json.dumps(facts, indent=1), encoding="utf-8")
        self._stream = open(path, "r+b")  # noqa: SIM115 - closed by close()
        self._stream.truncate(end)
        self._is_kept = True

    def _find_tiles(self) -> int:
        """Note where the tiles are; returns the end of the last right record."""
        size = self._shape.record_bytes
        end = 0
        while len(record := self._reader.read(size)) == size:
            row, column, checksum = _HEAD.unpack_from(record)
            if checksum != _checksum(row, column, record[_HEAD.size :]):
                break
            self._places[row, column] = end
            end += size
        return end

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, row: int, column: int) -> np.ndarray | None:
        """Planes (P, edge, edge) float32 of a tile that was computed before, or None."""
        place = self._places.get((row, column))
        if place is None:
            return None
        self._reader.seek(place + _HEAD.size)
        data = self._reader.read(self._shape.record_bytes - _HEAD.size)
        edge = self._shape.edge
        return np.frombuffer(data, np.float32).reshape(self._shape.planes, edge, edge)

    def add(self, row: int, column: int, planes: np.ndarray) -> None:
        """Keep a tile. A full disk ends the keeping, not the run."""
        if not self._is_kept:
            return
        data = np.ascontiguousarray(planes, np.float32).tobytes()
        try:
            self._stream.seek(0, os.SEEK_END)
            self._stream.write(_HEAD.pack(row, column, _checksum(row, column, data)) + data)
            self._stream.flush()
            if time.monotonic() - self._synced > SYNC_SECONDS:
                self._synced = time.monotonic()
                os.fsync(self._stream.fileno())
                if shutil.disk_usage(self._folder).free < SPARED_BYTES:
                    self._stop_keeping(phrase("the disk is nearly full"))
        except OSError as error:
            self._stop_keeping(error.strerror or str(error))

    def _stop_keeping(self, reason: str) -> None:
        self._is_kept = False
        warn_not_kept(self._folder, reason, self._feedback)

    def close(self) -> None:
        """Bring what was kept to the disk and let other runs have it."""
        for stream in filter(None, (self._stream, self._reader)):
            try:
                stream.close()
            except OSError:
                pass  # half a record is left, which the next run cuts off
        if self._lock is not None:
            self._lock.release()

    def remove(self) -> None:
        """Remove it, if it is this run's own: the outputs are in place."""
        self.close()
        if self._lock is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _checksum(row: int, column: int, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(struct.pack("<II", row, column)))


def warn_not_kept(folder: Path, reason: str, feedback: Feedback) -> None:
    """Say that what is finished from now on is not kept in the folder of a run."""
    feedback.warn(
        "Further finished tiles are not kept in {folder}: {reason}. If this run stops, they must "
        "be computed again.",
        folder=folder.parent,
        reason=reason,
    )


def clear_old_journals(parent: Path, feedback: Feedback) -> None:
    """Remove journals that nobody came back to: by age, then the oldest beyond a total size."""
    if not parent.is_dir():
        return
    journals = []
    for folder in parent.iterdir():
        try:
            facts = [path.stat() for path in folder.glob(TILE_FILES)]
        except OSError:
            continue
        if facts:
            size = sum(each.st_size for each in facts)
            journals.append((max(each.st_mtime for each in facts), size, folder))
    total = 0.0
    for changed, size, folder in sorted(journals, reverse=True):
        total += size
        age_days = (time.time() - changed) / 86_400
        if age_days <= MAX_AGE_DAYS and total <= MAX_BYTES:
            continue
        lock = FolderLock(folder)
        try:
            is_free = lock.take()
        except OSError:
            continue  # the folder cannot be written, so nothing in it can be removed
        if is_free:
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)
            total -= size
            feedback.info(
                "Removed the tiles of a run that was stopped {days:.0f} days ago ({size:.1f} GB).",
                days=age_days,
                size=size / 1e9,
            )
