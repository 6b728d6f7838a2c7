"""What a run will cost, told before and while it works."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.errors import phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.plan import RunPlan
from sam_cffnet_qgis.core.raster import RasterReader
from sam_cffnet_qgis.core.tiles import Window

MAX_SAMPLED = 96  # tiles, and half as many at least
FLOAT_BYTES = 4
TELL_SECONDS = 20.0


@dataclass(frozen=True)
class Estimate:
    """Cost of a run.

    Attributes:
        total: tiles of the grid that touch the raster, or in the rows that are computed.
        outside: of these, outside extent or AOI; exact but for tiles that no source covers.
        empty: of the rest, without valid pixels; by the raster's header, and from a sample.
        disk_bytes: most that the unfinished files can take.
    """

    total: int
    outside: int
    empty: int
    disk_bytes: int

    @property
    def to_do(self) -> int:
        """Tiles that the network will see, as far as known."""
        return max(self.total - self.outside - self.empty, 1)


def estimate_run(plan: RunPlan, has_uncertainty: bool, rows: range | None = None) -> Estimate:
    """Count tiles, sample which are empty, and add up the files.

    Tiles that are empty by the raster's header are counted, not read.

    Args:
        plan: of the run.
        has_uncertainty: whether there are two planes.
        rows: indices of the tile rows that are computed; None for the whole run with its polygons.
    """
    grid = plan.grid
    total = len(grid.row_starts if rows is None else rows) * len(grid.column_starts)
    reader = RasterReader(plan.info, plan.bands)
    touching, uncovered, sample = 0, 0, EvenSample()
    for _, tiles in grid.tile_rows(plan.working_wanted, rows):
        for _, window in tiles:
            inner = plan.inside(window)
            if reader.coverage.is_empty(plan.source_window(inner)):
                uncovered += 1
            elif not plan.area.has_polygons or plan.wanted_mask(inner).any():
                touching += 1
                sample.add(inner)
    looked_at = [] if reader.is_remote else sample.items  # nothing is fetched for an estimate
    masks = [reader.read_valid(plan.source_window(inner)).any() for inner in looked_at]
    empty = uncovered + round(masks.count(False) / max(len(masks), 1) * touching)
    planes = 2 if has_uncertainty else 1
    height, mask_bytes = plan.working_wanted.height, plan.wanted.height * plan.wanted.width
    if rows is not None:
        height, mask_bytes = min(height, len(rows) * grid.tile_px), 0
    plane_bytes = height * plan.working_wanted.width * FLOAT_BYTES
    return Estimate(total, total - touching - uncovered, empty, planes * plane_bytes + mask_bytes)


class EvenSample:
    """Keeps items that are evenly spread over very many: always every n-th, in little memory.

    Attributes:
        items: the first, and those that follow at equal distances.
    """

    def __init__(self) -> None:
        self.items: list[Window] = []
        self._step = 1
        self._seen = 0

    def add(self, item: Window) -> None:
        """Look at the next one."""
        if self._seen % self._step == 0:
            self.items.append(item)
        self._seen += 1
        if len(self.items) > MAX_SAMPLED:
            self.items = self.items[::2]
            self._step *= 2


def tell_estimate(estimate: Estimate, work_folder: Path, feedback: Feedback) -> None:
    """Log the estimate, and warn if the disk may be too small."""
    feedback.info(
        "{total} tiles: {outside} outside the wanted area, about {empty} without data, about {to_do} "
        "to compute. Up to {megabytes} MB of disk space while the run goes on.",
        total=estimate.total,
        outside=estimate.outside,
        empty=estimate.empty,
        to_do=estimate.to_do,
        megabytes=-(-estimate.disk_bytes // 2**20),
    )
    free = shutil.disk_usage(work_folder).free
    if free < estimate.disk_bytes:
        feedback.warn(
            "Only {free} MB are free in {folder}. The run may need more; compression usually saves "
            "half.",
            free=free // 2**20,
            folder=work_folder,
        )


def duration_text(seconds: float) -> str:
    """A duration in the two largest units, for the log."""
    seconds = int(np.ceil(seconds))
    if seconds < 60:
        return phrase("{seconds} s", seconds=seconds)
    if seconds < 3600:
        return phrase("{minutes} min {seconds} s", minutes=seconds // 60, seconds=seconds % 60)
    return phrase("{hours} h {minutes} min", hours=seconds // 3600, minutes=seconds % 3600 // 60)


class ProgressClock:
    """Progress and time left, from the tiles done so far."""

    def __init__(self, to_do: int, feedback: Feedback, share: float) -> None:
        self._to_do = to_do
        self._feedback = feedback
        self._share = share
        self._start = time.monotonic()
        self._told = 0.0

    def update(self, done: int) -> None:
        """Report tiles done; the first call tells the measured time a tile."""
        elapsed = time.monotonic() - self._start
        left = max(self._to_do - done, 0) * elapsed / max(done, 1)
        self._feedback.set_progress(self._share * min(done / self._to_do, 1.0))
        if self._told == 0.0:
            self._feedback.info(
                "{seconds:.2f} s a tile in the first batch: about {duration} in all.",
                seconds=elapsed / max(done, 1),
                duration=duration_text(elapsed + left),
            )
            self._told = elapsed
        elif elapsed - self._told > TELL_SECONDS:
            self._feedback.info(
                "{done} of about {to_do} tiles, about {duration} left.",
                done=done,
                to_do=self._to_do,
                duration=duration_text(left),
            )
            self._told = elapsed
