"""Seconds of one tile through one way of computing; run by `inference_speed.py` in a fresh process.

Prints JSON and leaves the logits. The way `published` is that of `published.py`, in fp32.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
from published import as_published
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.engine.backends.choice import Backend, load_backend, wants_openvino
from sam_cffnet_qgis.engine.backends.torch_backend import TorchBackend
from sam_cffnet_qgis.engine.checkpoints import load_network

PUBLISHED = "published"


def gflop(network: nn.Module, tile: torch.Tensor) -> float:
    """Multiplications and additions of one tile, counted apart, in 10^9."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(tile)
    return counter.get_total_flops() / 1e9


def median_seconds(backend: Backend, batches: tuple[torch.Tensor, ...], rounds: int) -> float:
    """Median time of a batch."""
    seconds = []
    for number in range(rounds):
        start = time.monotonic()
        backend.logits(batches[number % len(batches)])
        seconds.append(time.monotonic() - start)
    return float(np.median(seconds))


def main() -> None:
    """Measure `CARD BACKEND PRECISION BATCH ROUNDS TILES.npy LOGITS.npy`."""
    card = read_card(Path(sys.argv[1]))
    backend, precision, batch, rounds = sys.argv[2], sys.argv[3], *map(int, sys.argv[4:6])
    content = card.content()
    weights = str(card.weights_path)
    tiles = torch.from_numpy(np.load(sys.argv[6]))
    start = time.monotonic()
    if backend == PUBLISHED:
        network = as_published(load_network(content, weights))
        loaded, notes = TorchBackend(network, torch.device("cpu"), "fp32"), []
        loaded.name = PUBLISHED
    else:
        cpu = torch.device("cpu")
        loaded, notes = load_backend(content, weights, cpu, precision, backend, batch)
    row: dict = {"backend": loaded.name, "load_s": round(time.monotonic() - start, 2)}
    is_converted = wants_openvino(content, torch.device("cpu"), precision, "auto")
    row["chosen"] = loaded.name == ("OpenVINO" if is_converted else "torch")
    row["threads"] = torch.get_num_threads()
    row["notes"] = [template.format(**values) for template, values in notes]
    parts = [loaded.logits(part) for part in tiles.split(batch)]  # the first round warms up
    np.save(sys.argv[7], torch.cat(parts).float().numpy())
    batches = tiles.split(batch)
    row["s_per_tile"] = median_seconds(loaded, batches, rounds) / batch
    row["s_lone_tile"] = row["s_per_tile"]
    if batch > 1:
        row["s_lone_tile"] = median_seconds(loaded, tiles.split(1), rounds)
    row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if backend == PUBLISHED:
        row["gflop"] = round(gflop(loaded.network, tiles[:1]), 1)
    print(json.dumps(row))


if __name__ == "__main__":
    main()
