"""Logits by OpenVINO on the CPU.

A network is converted once for a version of OpenVINO and a tile size, and kept in a folder beside its
weights, whose name holds both and the start of a SHA-256 of weights and architecture; deleting it
costs the next run its conversion. It is written under another name and renamed when whole.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import numpy as np
import torch

from sam_cffnet_qgis.engine.devices import device_title

# Set for every precision: the defaults of some processors are bf16 or f16.
PRECISION_HINTS = {"fp32": "f32", "bf16": "bf16"}
NAME_DIGITS = 16  # of the SHA-256 in the folder's name
MODEL_NAME = "network.xml"
STALE_SECONDS = 86_400
MAX_STREAMS = 8
MIN_BUSY_SHARE = 0.9


def is_installed() -> bool:
    """Whether this Python has OpenVINO; it is not imported."""
    return importlib.util.find_spec("openvino") is not None


def cache_folder(weights: str, sha256: str, tile_px: int) -> Path:
    """Folder of the converted network beside its weights."""
    name = f"openvino-{version('openvino')}-{sha256[:NAME_DIGITS]}-{tile_px}"
    return Path(weights).with_name(name)


def is_converted(weights: str, sha256: str, tile_px: int) -> bool:
    """Whether the network lies converted beside its weights."""
    return (cache_folder(weights, sha256, tile_px) / MODEL_NAME).is_file()


def stream_count(tiles: int, threads: int) -> int:
    """Streams for batches of so many tiles: the most that keep nearly all threads busy.

    Every stream gets the same number of threads, and those left over are idle; in the last round of a
    batch so are the streams without a tile.
    """

    def busy_share(streams: int) -> float:
        rounds = -(-tiles // streams)
        return (threads // streams * streams / threads) * (tiles / (streams * rounds))

    counts = range(min(tiles, threads, MAX_STREAMS), 0, -1)
    return next(count for count in counts if busy_share(count) >= MIN_BUSY_SHARE)


class OpenVinoBackend:
    """A network converted for one tile.

    SAM's attention is cut into pieces by the number of tiles, and a trace fixes the pieces. The tiles
    of a batch are shared out among streams, which divide the threads: a small network keeps one thread
    busier than several, which wait for one another in every layer.
    """

    name = "OpenVINO"
    takes_single_tiles = True
    has_own_threads = True
    device = torch.device("cpu")

    def __init__(
        self,
        load_network: Callable[[], torch.nn.Module],
        weights: str,
        sha256: str,
        tile_px: int,
        precision: str,
        at_a_time: int = 1,
    ) -> None:
        """Read the converted network, or convert it, and compile it.

        Args:
            load_network: gives the torch network; called only if it must be converted.
            weights: path of its weights, beside which the converted network is kept.
            sha256: of the weights.
            tile_px: edge of a tile.
            precision: ``fp32`` or ``bf16``.
            at_a_time: tiles of a batch that may be computed at a time, each in memory of its own.

        Raises:
            ImportError: if OpenVINO cannot be imported.
            RuntimeError: if it cannot convert or compile the network.
        """
        self.precision = precision
        openvino = _import_openvino()
        core = openvino.Core()
        folder = cache_folder(weights, sha256, tile_px)
        model = _read(core, folder)
        if model is None:
            model = _convert(openvino, load_network(), tile_px)
            _store(openvino, model, folder)
        hints = {
            "INFERENCE_PRECISION_HINT": PRECISION_HINTS[precision],
            "INFERENCE_NUM_THREADS": torch.get_num_threads(),
            "NUM_STREAMS": stream_count(at_a_time, torch.get_num_threads()),
            # Else the engines of two processes are bound to the same processors, the first ones.
            "ENABLE_CPU_PINNING": False,
        }
        self._compiled = core.compile_model(model, "CPU", hints)

    @property
    def title(self) -> str:
        """Device and library as shown to the user."""
        return f"{device_title(self.device)} with {self.name}"

    def logits(self, tiles: torch.Tensor) -> torch.Tensor:
        """(B, 3, tile_px, tile_px) float32 in [0, 1] -> (B, 1, tile_px, tile_px) logits."""
        requests = [self._compiled.create_infer_request() for _ in tiles]
        for request, tile in zip(requests, tiles):
            request.start_async([tile[None].contiguous().numpy()])
        for request in requests:
            request.wait()
        return torch.from_numpy(np.concatenate([r.get_output_tensor().data for r in requests]))


def _import_openvino() -> ModuleType:
    """Import OpenVINO with its telemetry replaced by its own stub."""
    sys.modules.setdefault("openvino_telemetry", None)  # as if it were not installed
    import openvino

    return openvino


def _read(core: object, folder: Path) -> object | None:
    """The network converted before, or None; a damaged one is removed."""
    if not (folder / MODEL_NAME).is_file():
        return None
    try:
        return core.read_model(folder / MODEL_NAME)
    except RuntimeError:
        shutil.rmtree(folder, ignore_errors=True)
        return None


def _convert(openvino: ModuleType, network: torch.nn.Module, tile_px: int) -> object:
    example = torch.zeros(1, 3, tile_px, tile_px)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the trace warns of shapes that are fixed on purpose
        # Without its check, which runs the network twice more.
        traced = torch.jit.trace(network.eval(), example, check_trace=False)
        return openvino.convert_model(traced, input=list(example.shape))


def _store(openvino: ModuleType, model: object, folder: Path) -> None:
    """Keep a converted network; where nothing can be written, the next run converts again."""
    try:
        for old in folder.parent.glob(f"{folder.name}.*"):  # of a run that was killed
            if time.time() - old.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    except OSError:
        return
    try:
        openvino.save_model(model, part / MODEL_NAME, compress_to_fp16=False)
        os.replace(part, folder)
    except (OSError, RuntimeError):
        shutil.rmtree(part, ignore_errors=True)  # the disk is full, or another run was faster
