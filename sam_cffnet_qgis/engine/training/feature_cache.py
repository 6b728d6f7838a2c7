"""Features of a frozen encoder, computed once and kept on disk, so that an epoch trains the decoder.

``features.f16`` holds (variants, chips, 4, C, h, w) float16; a variant is one flip or quarter turn
of every chip. ``features.json`` counts the finished chips, so that a stopped run goes on, and another
decoder on the same encoder computes none of them again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from sam_cffnet_qgis.engine.devices import autocast
from sam_cffnet_qgis.engine.model.network import LandslideNetwork
from sam_cffnet_qgis.engine.predictor import dihedral
from sam_cffnet_qgis.engine.training.augment import Chip
from sam_cffnet_qgis.engine.training.stored_chips import as_tiles


class FeatureCache:
    """Encoder features of chips under the first ``variants`` elements of the dihedral group."""

    def __init__(self, folder: Path, name: str, chips: list[Chip], variants: int) -> None:
        self.chips = chips
        self.variants = variants
        self._path = folder / f"{name}.f16"
        self._count_path = folder / f"{name}.json"
        self._features: np.memmap | None = None

    def __len__(self) -> int:
        return len(self.chips)

    def fill(
        self, network: LandslideNetwork, device: torch.device, precision: str
    ) -> Iterator[tuple[int, int]]:
        """Compute what is missing.

        Args:
            network: its encoder is used.
            device: of the network.
            precision: of the encoder's forward.

        Yields:
            Finished and all chips after each one, variants counted singly.
        """
        done = self._done()
        total = self.variants * len(self.chips)
        for index in range(done, total):
            variant, number = divmod(index, len(self.chips))
            tiles, _ = as_tiles([self.chips[number]])
            tiles = dihedral(tiles, variant).to(device)
            with torch.inference_mode(), autocast(device, precision):
                levels = network.image_encoder(network.encoder_input(tiles))
            self._write(index, torch.cat(levels).half().cpu().numpy())
            yield index + 1, total
        shape = (self.variants, len(self.chips), *self._level_shape())
        self._features = np.memmap(self._path, np.float16, "r", shape=shape)

    def batch(
        self, numbers: list[int], variants: list[int], device: torch.device
    ) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
        """Four levels (B, C, h, w), tiles (B, 3, H, W) and labels (B, 1, H, W) of chips."""
        rows = [self._features[variant, number] for number, variant in zip(numbers, variants)]
        stack = torch.from_numpy(np.stack(rows)).to(device).float()  # (B, 4, C, h, w)
        tiles, labels = [], []
        for number, variant in zip(numbers, variants):
            tile, label = as_tiles([self.chips[number]])
            tiles.append(dihedral(tile, variant))
            labels.append(dihedral(label, variant))
        return list(stack.unbind(1)), torch.cat(tiles).to(device), torch.cat(labels).to(device)

    def _done(self) -> int:
        try:
            return int(json.loads(self._count_path.read_text())["done"])
        except (OSError, ValueError):
            return 0

    def _level_shape(self) -> list[int]:
        return json.loads(self._count_path.read_text())["shape"]

    def _write(self, index: int, levels: np.ndarray) -> None:
        """Put one chip's features in their place, then count it."""
        with open(self._path, "r+b" if self._path.exists() else "w+b") as stream:
            stream.seek(index * levels.nbytes)
            stream.write(levels.tobytes())
            stream.flush()
            os.fsync(stream.fileno())
        part = self._count_path.with_suffix(".part")
        part.write_text(json.dumps({"done": index + 1, "shape": list(levels.shape)}))
        os.replace(part, self._count_path)
