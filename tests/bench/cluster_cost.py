"""What a detection on many workers costs: measured here, then extrapolated by simulation.

Measured are the seconds a tile of the bundled model on one thread, the bytes that a block of the result
has, and the host's seconds a pixel for blending borders, polygons and files. All are seconds of the
processor, so that other programs on the computer do not matter. The simulation gives blocks of rows of
tiles to workers, lets some be slow and some fail, and lets one host take the blocks in their order.
Run as ``cluster_cost.py``; it prints two tables in Markdown.
"""

from __future__ import annotations

import heapq
import os
import re
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import numpy as np
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import Recorder, python_that_runs, write_raster  # noqa: E402

from sam_cffnet_qgis.core.blocks import most_blocks, plan_blocks  # noqa: E402
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL  # noqa: E402
from sam_cffnet_qgis.core.settings import (  # noqa: E402
    DetectionSettings,
    EngineSettings,
    Workplace,
)
from sam_cffnet_qgis.core.shard_facts import Shard  # noqa: E402
from sam_cffnet_qgis.core.shard_merge import merge_shards  # noqa: E402
from sam_cffnet_qgis.core.shards import write_shard  # noqa: E402
from sam_cffnet_qgis.core.tiles import Size, TileGrid, Window  # noqa: E402

EDGE = 316_228  # 1e11 pixels
TILE_PX, OVERLAP_PX = 256, 64
TILES_A_BLOCK = 96  # as the cluster divides, where the rows of tiles allow it
SEEDS = 5
HEADS = "| worker | workers | runs | hours | computing | host | network | efficiency "
HEADS += "| failures | limit |"


@dataclass(frozen=True)
class Measured:
    """Figures of this computer.

    Attributes:
        s_per_tile: of the bundled model, one thread, with reading and blending on the worker.
        s_start: of a worker: Python, libraries, model.
        s_per_px_host: of blending the borders, the mask, the polygons and the files.
        sent_bytes_per_px: of a finished block.
        read_bytes_per_px: of the compressed image.
        polygons_per_px: in the sample scene, which has more landslides than most ground.
    """

    s_per_tile: float
    s_start: float
    s_per_px_host: float
    sent_bytes_per_px: float
    read_bytes_per_px: float
    polygons_per_px: float


@dataclass(frozen=True)
class Assumed:
    """What cannot be measured on one computer.

    Attributes:
        spread: sigma of the logarithm of a block's time: other work, other ground.
        worker_spread: the same between workers.
        slow_share: of the workers that are stragglers...
        slow_factor: ...and how much slower they are.
        hours_to_failure: of a worker, on average.
        s_to_return: until a failed worker computes again.
        bytes_per_s: of the network to the shared storage and from there, and to the host, in all.
    """

    spread: float = 0.15
    worker_spread: float = 0.1
    slow_share: float = 0.02
    slow_factor: float = 3.0
    hours_to_failure: float = 500.0
    s_to_return: float = 120.0
    bytes_per_s: float = 1.25e9


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _shard_run(folder: Path, image: np.ndarray, python: Path, parts: int) -> SimpleNamespace:
    """Shards of an image and their merge: tiles, processor seconds, bytes and polygons."""
    folder.mkdir()
    raster = write_raster(folder / "a.tif", image, options=("TILED=YES", "COMPRESS=DEFLATE"))
    engine = EngineSettings(device="cpu", batch=8, precision="fp32")
    settings = DetectionSettings(model=DEFAULT_MODEL, resolution_m=0.0, engine=engine)
    paths, tiles = [], 0
    start, children = time.process_time(), _children_seconds()
    for number in range(1, parts + 1):
        work = folder / f"work{number}"
        work.mkdir()
        paths.append(folder / f"{number}.shard")
        place = Workplace(python, folder, work, None)
        shard = Shard(number, parts)
        tiles += write_shard(str(raster), settings, shard, place, paths[-1], Recorder()).tiles
    workers = time.process_time() - start + _children_seconds() - children
    (folder / "merge").mkdir()
    start = time.process_time()
    place = Workplace(python, folder, folder / "merge", None)
    result = merge_shards(paths, str(raster), place, Recorder())
    return SimpleNamespace(
        tiles=tiles,
        workers=workers,
        host=time.process_time() - start,
        sent=sum(path.stat().st_size for path in paths),
        read=raster.stat().st_size,
        px=image[0].size,
        polygons=result.count,
    )


def measure() -> Measured:
    """Two rasters each for the workers and the host; what every run costs is taken off."""
    scene = gdal.Open(str(ROOT / "resources" / "sample" / "scene.tif")).ReadAsArray()[:3]
    bundled, trivial = Path(sys.executable), ROOT / "tests" / "trivial_engine.py"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _shard_run(folder / "first", scene[:, :448, :256], bundled, 1)  # converts the model
        small = _shard_run(folder / "small", scene[:, :448, :256], bundled, 1)
        large = _shard_run(folder / "large", np.tile(scene, (1, 2, 1)), bundled, 1)
        python = python_that_runs(folder / "python", trivial)
        dark = np.tile(scene // 2, (1, 4, 4))  # the trivial engine would outline bright ground
        few = _shard_run(folder / "few", dark[:, :1024], python, 4)
        many = _shard_run(folder / "many", dark, python, 16)
    s_per_tile = (large.workers - small.workers) / (large.tiles - small.tiles)
    return Measured(
        s_per_tile=s_per_tile,
        s_start=small.workers - small.tiles * s_per_tile,
        s_per_px_host=(many.host - few.host) / (many.px - few.px),
        sent_bytes_per_px=large.sent / large.px,
        read_bytes_per_px=large.read / large.px,
        polygons_per_px=large.polygons / large.px,
    )


def block_tiles(edge: int) -> list[int]:
    """Tiles of each block of a square raster, as the cluster divides it."""
    grid = TileGrid(Size(edge, edge), TILE_PX, OVERLAP_PX)
    plan = SimpleNamespace(grid=grid, working_wanted=Window(0, 0, edge, edge))
    columns, rows = len(grid.column_starts), len(grid.row_starts)
    count = min(max(-(-rows * columns // TILES_A_BLOCK), min(16, rows)), most_blocks(plan))
    return [len(block.tile_rows) * columns for block in plan_blocks(plan, count)]


@dataclass(frozen=True)
class Outcome:
    """Seconds of a simulated run and its parts."""

    seconds: float
    computed: float
    host: float
    wire: float
    failures: int


def simulate(
    blocks: list[int], px: float, workers: int, measured: Measured, assumed: Assumed, seed: int
) -> Outcome:
    """One run: an event is a worker that becomes free, or fails."""
    rng = np.random.default_rng(seed)
    speed = np.exp(rng.normal(0, assumed.worker_spread, workers))
    speed[rng.random(workers) < assumed.slow_share] *= assumed.slow_factor
    px_per_tile = px / sum(blocks)
    free = [(measured.s_start * speed[worker], worker) for worker in range(workers)]
    heapq.heapify(free)
    waiting = list(range(len(blocks)))[::-1]
    failing: list[tuple[float, int]] = []  # when it is known, and which block
    done = np.zeros(len(blocks))
    failures = 0
    while waiting or failing:
        now, worker = heapq.heappop(free)
        while failing and (failing[0][0] <= now or not waiting):
            known, block = heapq.heappop(failing)
            now = max(now, known)
            waiting.append(block)  # first: the host waits for it
        block = waiting.pop()
        seconds = blocks[block] * measured.s_per_tile * speed[worker]
        seconds *= np.exp(rng.normal(-(assumed.spread**2) / 2, assumed.spread))
        lives = rng.exponential(assumed.hours_to_failure * 3600)
        if lives < seconds:
            failures += 1
            heapq.heappush(failing, (now + lives, block))
            heapq.heappush(free, (now + lives + assumed.s_to_return, worker))
            continue
        done[block] = now + seconds
        heapq.heappush(free, (done[block], worker))
    wire = px * (measured.read_bytes_per_px + measured.sent_bytes_per_px) / assumed.bytes_per_s
    host = 0.0
    for block, tiles in enumerate(blocks):  # in their order, from the top down
        host = max(host, done[block]) + tiles * px_per_tile * measured.s_per_px_host
    total_host = px * measured.s_per_px_host
    return Outcome(max(host, wire), float(done.max()), total_host, wire, failures)


def row(name: str, measured: Measured, workers: int, parts: int, assumed: Assumed) -> str:
    """A line of the table: the median of some runs.

    Args:
        name: of the worker's kind.
        measured: figures of it.
        workers: in all.
        parts: runs side by side, each with its own columns of the raster, host and workers.
        assumed: see there.
    """
    px, blocks = float(EDGE) ** 2 / parts, [tiles // parts for tiles in block_tiles(EDGE)]
    shared = replace(assumed, bytes_per_s=assumed.bytes_per_s / parts)
    crew = workers // parts
    runs = [simulate(blocks, px, crew, measured, shared, seed) for seed in range(SEEDS)]
    run = sorted(runs, key=lambda run: run.seconds)[SEEDS // 2]
    shares = {"workers": run.computed, "host": run.host, "network": run.wire}
    share = sum(blocks) * measured.s_per_tile / crew / run.seconds
    figures = [f"{value / 3600:.1f}" for value in (run.seconds, *shares.values())]
    failures = median(run.failures for run in runs) * parts
    limit = max(shares, key=shares.get)
    cells = [name, workers, parts, *figures, f"{share:.0%}", f"{failures:.0f}", limit]
    return "| " + " | ".join(map(str, cells)) + " |"


def print_tables(measured: Measured, assumed: Assumed) -> None:
    """Print what was measured, what is assumed, and the table of the simulation."""
    print("| figure | value |\n|---|---|")
    for name, value in (*asdict(measured).items(), *asdict(assumed).items()):
        print(f"| {name} | {value:.3g} |")
    blocks = block_tiles(EDGE)
    print(f"\n{sum(blocks)} tiles in {len(blocks)} blocks of {blocks[0]}.\n")
    print(HEADS + "\n" + re.sub(r"[^|]+", "---", HEADS))
    kinds = {
        "bundled model, one thread (measured)": measured,
        "ViT-L, two cores with AMX (3.3 s a tile)": replace(measured, s_per_tile=3.3, s_start=60),
        "ViT-L, graphics card (0.07 s a tile, assumed)": replace(
            measured, s_per_tile=0.07, s_start=60
        ),
    }
    for name, figures in kinds.items():
        for workers, parts in ((1, 1), (10, 1), (100, 1), (1000, 1), (1000, 8)):
            print(row(name, figures, workers, parts, assumed))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print_tables(measure(), Assumed())
