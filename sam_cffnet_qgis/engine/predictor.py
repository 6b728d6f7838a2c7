"""Tiles in, probabilities out: test-time augmentation, lack of memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

from sam_cffnet_qgis.core.errors import EngineMemoryError
from sam_cffnet_qgis.engine.backends.choice import Backend, Note, is_sam, load_backend
from sam_cffnet_qgis.engine.backends.torch_backend import TorchBackend
from sam_cffnet_qgis.engine.devices import (
    choose_device,
    choose_precision,
    is_lack_of_memory,
    memory_error,
)

# Tiles a forward: enough to fill the device, few enough that cancel and progress stay lively.
AUTO_BATCH = {("light", "cpu"): 4, ("light", "cuda"): 32, ("sam", "cpu"): 1, ("sam", "cuda"): 4}


def dihedral(tiles: torch.Tensor, element: int) -> torch.Tensor:
    """One of the eight flips and quarter turns of (..., H, W); 0 changes nothing."""
    turned = torch.rot90(tiles, element % 4, (-2, -1))
    return turned.flip(-1) if element >= 4 else turned


def undo_dihedral(tiles: torch.Tensor, element: int) -> torch.Tensor:
    """The inverse of ``dihedral``."""
    unflipped = tiles.flip(-1) if element >= 4 else tiles
    return torch.rot90(unflipped, -(element % 4), (-2, -1))


@contextmanager
def _one_thread_of_torch() -> Iterator[None]:
    """Leave the processors to others.

    Torch's threads wait in a loop for their next work, for milliseconds: between the batches of a
    backend with threads of its own a tenth of the time was theirs.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class Predictor:
    """A network on a backend; every forward has the same number of tiles, where that matters."""

    def __init__(self, backend: Backend, temperature: float, batch: int, tta: bool) -> None:
        self.backend = backend
        self.batch = batch
        self._temperature = temperature
        self._elements = range(8) if tta else range(1)
        self._notes: list[Note] = []

    @classmethod
    def load(
        cls,
        card: dict,
        weights: str,
        device: str,
        precision: str,
        batch: int,
        tta: bool,
        backend: str,
    ) -> Predictor:
        """Build the card's network, load its weights and move it to the device.

        Args:
            card: checked model card.
            weights: path of the safetensors file.
            device: ``auto``, ``cpu``, ``cuda:N`` or ``mps``.
            precision: ``auto``, ``fp32``, ``bf16`` or ``fp16``.
            batch: tiles a forward, 0 for automatic.
            tta: average over the eight flips and quarter turns.
            backend: ``auto``, ``torch`` or ``openvino``.

        Raises:
            EngineMemoryError: if the network does not fit into the computer's memory.
        """
        chosen = choose_device(device)
        precision = choose_precision(precision, chosen)
        family = "sam" if is_sam(card) else "light"
        batch = batch or AUTO_BATCH.get((family, chosen.type), 1)
        try:
            loaded, notes = load_backend(card, weights, chosen, precision, backend, batch)
        except (RuntimeError, MemoryError) as error:
            if not is_lack_of_memory(error):
                raise
            raise memory_error() from error
        predictor = cls(loaded, card["temperature"], batch, tta)
        predictor._notes += notes
        return predictor

    def take_notes(self) -> list[Note]:
        """What the user should know since the last call, as templates with values."""
        notes, self._notes = self._notes, []
        return notes

    def predict(self, tiles: np.ndarray) -> dict[str, np.ndarray]:
        """Predict probabilities.

        Args:
            tiles: (N, 3, tile_px, tile_px) float32 in [0, 1]; N may be smaller than the batch.

        Returns:
            ``probability`` (N, tile_px, tile_px) float32, and with test-time augmentation
            ``deviation``, its standard deviation over the eight views.

        Raises:
            EngineMemoryError: if not even one tile fits into the memory.
        """
        while True:
            try:
                return self._predict_batches(tiles)
            except (RuntimeError, MemoryError) as error:
                if not is_lack_of_memory(error):
                    raise
            self._shrink()  # the error, which holds what the forward had taken, is gone by now

    def _predict_batches(self, tiles: np.ndarray) -> dict[str, np.ndarray]:
        parts = []
        for start in range(0, len(tiles), self.batch):
            part = tiles[start : start + self.batch]
            count = len(part)
            if count < self.batch and not self.backend.takes_single_tiles:
                beyond = np.zeros((self.batch - count, *tiles.shape[1:]), np.float32)
                part = np.concatenate((part, beyond))
            results = self._forward(torch.from_numpy(part))
            parts.append({name: array[:count] for name, array in results.items()})
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def _forward(self, tiles: torch.Tensor) -> dict[str, np.ndarray]:
        if self.backend.has_own_threads:
            with _one_thread_of_torch():
                return self._average(tiles)
        return self._average(tiles)

    @torch.inference_mode()
    def _average(self, tiles: torch.Tensor) -> dict[str, np.ndarray]:
        """Probabilities over all views."""
        views = []
        for element in self._elements:
            logits = self.backend.logits(dihedral(tiles, element))
            views.append(undo_dihedral(logits, element)[:, 0])
        probabilities = torch.sigmoid(torch.stack(views).float() / self._temperature)
        results = {"probability": probabilities.mean(0)}
        if len(views) > 1:
            results["deviation"] = probabilities.std(0, correction=0)
        return {name: tensor.cpu().numpy() for name, tensor in results.items()}

    def _shrink(self) -> None:
        """After a lack of memory: half the batch, then the CPU."""
        if self.backend.device.type == "cuda":
            torch.cuda.empty_cache()
        if self.batch > 1:
            self._notes.append(
                (
                    "The device has too little memory for {batch} tiles at a time; going on with "
                    "{half}.",
                    {"batch": self.batch, "half": self.batch // 2},
                )
            )
            self.batch //= 2
            return
        if self.backend.device.type == "cpu":
            raise EngineMemoryError(
                "This computer has too little free memory for one tile of this model. Close other "
                "programs or choose a smaller model."
            )
        self._notes.append(
            (
                "The device {device} has too little memory for one tile; going on with the CPU, "
                "which is slower.",
                {"device": str(self.backend.device)},
            )
        )
        self.backend = TorchBackend(self.backend.network, torch.device("cpu"), "fp32")
