"""Logits by torch, on the CPU or a graphics card."""

from __future__ import annotations

import torch

from sam_cffnet_qgis.engine.devices import autocast, device_title


class TorchBackend:
    """A network in evaluation mode on a device, in one precision.

    Attributes:
        takes_single_tiles: whether a tile's bits are the same however many are computed with it.
        has_own_threads: whether torch's threads have no part in it.
    """

    name = "torch"
    takes_single_tiles = False
    has_own_threads = False

    def __init__(self, network: torch.nn.Module, device: torch.device, precision: str) -> None:
        """Move a network to a device; raises ``RuntimeError`` if it does not fit there."""
        self.device = device
        self.precision = precision
        self.network = network.eval().to(device)

    @property
    def title(self) -> str:
        """Device and library as shown to the user."""
        return device_title(self.device)

    @torch.inference_mode()
    def logits(self, tiles: torch.Tensor) -> torch.Tensor:
        """(B, 3, tile_px, tile_px) float32 in [0, 1] -> (B, 1, tile_px, tile_px) logits."""
        tiles = tiles.to(self.device)
        with autocast(self.device, self.precision):
            return self.network(tiles)
