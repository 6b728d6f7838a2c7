"""Seconds a tile of every backend and precision against the published forward, in one run.

Every way has its turns in fresh processes with the environment in which a user would run it: ours that
of the engine, the published one a plain Python's. The logits of all are those of the same tiles. The
fastest turn counts: a machine whose two processors get one core of their host for a while is slower
then, and never faster than it is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from measure_forward import PUBLISHED
from osgeo import gdal
from random_sam import write_model

from sam_cffnet_qgis.core.interpreter import engine_environment
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR, DATA_DIR
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL
from sam_cffnet_qgis.engine.devices import choose_precision, cpu_has_bf16

HERE = Path(__file__).parent
MODELS = {"light": DEFAULT_MODEL, "vit_b": "sam_vit_b", "vit_l": "sam_vit_l"}
BATCHES = {"light": 4, "vit_b": 1, "vit_l": 1}
ROUNDS = {"light": 12, "vit_b": 3, "vit_l": 3}
TURNS = {"light": 5, "vit_b": 2, "vit_l": 1}
GEMM = """
import sys, time, torch
kind = torch.bfloat16 if sys.argv[1] == "bf16" else torch.float32
a, b = torch.rand(4096, 4096).to(kind), torch.rand(4096, 4096).to(kind)
best = 1e9
for _ in range(4):
    start = time.monotonic(); a @ b; best = min(best, time.monotonic() - start)
print(2 * 4096**3 / best / 1e9)
"""


def scene_tiles(count: int) -> np.ndarray:
    """(count, 3, 256, 256) float32 in [0, 1], of the sample scene."""
    path = str(DATA_DIR / "resources" / "sample" / "scene.tif")
    image = gdal.Open(path).ReadAsArray()[:3].astype(np.float32) / 255
    places = [(r, c) for r in range(0, 512, 128) for c in range(0, 512, 128)][:count]
    return np.stack([image[:, r : r + 256, c : c + 256] for r, c in places])


def run(code: list[str], environment: dict[str, str]) -> str:
    """What a fresh Python prints; its own errors are shown."""
    command = [sys.executable, *code]
    return subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def gemm_peak(precision: str) -> float:
    """GFLOP/s of a large matrix product in torch."""
    return float(run(["-c", GEMM, precision], dict(os.environ)))


def measure(
    card: Path, model: str, backend: str, precision: str, threads: str = "", *, tiles: Path
) -> dict:
    """One row, with the path of its logits; on all cores, or on so many threads."""
    logits = tiles.with_name(f"{model}_{backend}_{precision}{threads}.npy")
    own = engine_environment(Path(sys.executable))
    environment = dict(os.environ) if backend == PUBLISHED else own
    environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    if threads:
        environment["OMP_NUM_THREADS"] = threads
    numbers = [str(BATCHES[model]), str(ROUNDS[model])]
    program = [str(HERE / "measure_forward.py"), str(card), backend, precision, *numbers]
    row = json.loads(run([*program, str(tiles), str(logits)], environment))
    return {"model": model, "precision": precision, **row, "logits": str(logits)}


def compare(row: dict, base: dict, peak: float) -> dict:
    """Add what the row is against the baseline."""
    ours, theirs = np.load(row.pop("logits")), np.load(base["logits"])
    row["ratio"] = base["s_per_tile"] / row["s_per_tile"]
    row["gemm_share"] = base["gflop"] / row["s_per_tile"] / peak
    row["max_logit_diff"] = float(np.abs(ours - theirs).max())
    difference = 1 / (1 + np.exp(-ours)) - 1 / (1 + np.exp(-theirs))
    row["max_prob_diff"] = float(np.abs(difference).max())
    row["mask_agreement"] = float(((ours > 0) == (theirs > 0)).mean())
    return row


def write_cards(models: list[str], folder: Path) -> dict[str, Path]:
    """Cards of the bundled model and of SAM models of random weights, by the name here."""
    bundled = BUNDLED_MODELS_DIR / DEFAULT_MODEL / f"{DEFAULT_MODEL}.json"
    return {
        model: bundled if model == "light" else write_model(MODELS[model], folder, model)
        for model in models
    }


def usual_row(rows: list[dict], model: str) -> dict:
    """The row of the backend and precision that detection chooses by itself."""
    precision = choose_precision("auto", torch.device("cpu"))
    return next(
        row
        for row in rows
        if (row["model"], row["precision"]) == (model, precision) and row["chosen"]
    )


def fastest_turns(card: Path, model: str, ways: list[tuple[str, ...]], tiles: Path) -> list[dict]:
    """A row of each (backend, precision, threads); by turns, so that all see the same machine."""
    rows: dict[tuple[str, ...], dict] = {}
    for _ in range(TURNS[model]):
        for way in ways:
            row = measure(card, model, *way, tiles=tiles)
            rows[way] = min(rows.get(way, row), row, key=lambda row: row["s_per_tile"])
    return list(rows.values())


def inference_rows(cards: dict[str, Path]) -> tuple[list[dict], list[dict]]:
    """Measure models; the first row of each is the baseline.

    Returns:
        Rows of all ways, and of detection's own choice on one thread, both against the baseline on
        all cores.
    """
    precisions = ["fp32", "bf16"] if cpu_has_bf16() else ["fp32"]
    ours = [(backend, precision) for backend in ("torch", "openvino") for precision in precisions]
    rows: list[dict] = []
    single = []
    for model, card in cards.items():
        peaks = {precision: gemm_peak(precision) for precision in precisions}
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            tiles = Path(folder) / "tiles.npy"
            np.save(tiles, scene_tiles(BATCHES[model] * (3 if model == "light" else 1)))
            measure(card, model, "openvino", precisions[-1], tiles=tiles)  # converts, where it must
            mine = fastest_turns(card, model, [(PUBLISHED, "fp32"), *ours], tiles)
            for precision in precisions:
                peaks[precision] = max(peaks[precision], gemm_peak(precision))
            base = dict(mine[0])
            for row in mine:
                rows.append(compare(row, base, peaks[row["precision"]]))
                print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
            usual = usual_row(rows, model)
            backend, precision = usual["backend"].lower(), usual["precision"]
            (row,) = fastest_turns(card, model, [(backend, precision, "1")], tiles)
            single.append(compare(row, base, peaks[precision]))
    return rows, single
