"""Attention U-Net: a U-Net whose skip connections pass through additive attention gates.

Written from Oktay et al. 2018 (arXiv 1804.03999) in the two-dimensional form of the study's
comparison: encoder widths 64 to 1024 as in Ronneberger et al. 2015 (arXiv 1505.04597), batch norm
after each convolution. The gate looks at the deeper map after it was enlarged to the skip's grid;
the paper gates on the coarser grid and enlarges the weights.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from sam_cffnet_qgis.engine.model.context_decoders import conv_norm
from sam_cffnet_qgis.engine.model.fusion_decoder import AttentionGate
from sam_cffnet_qgis.engine.model.input_scaling import scale_input

WIDTHS = (64, 128, 256, 512, 1024)


def _double_conv(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(conv_norm(inputs, outputs, 3), conv_norm(outputs, outputs, 3))


class UnetEncoder(nn.Module):
    """Five pairs of convolutions, the grid halved between them."""

    def __init__(self) -> None:
        super().__init__()
        inputs = (3, *WIDTHS[:-1])
        self.blocks = nn.ModuleList(_double_conv(i, o) for i, o in zip(inputs, WIDTHS))
        self.level_channels = list(WIDTHS)

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Encode an image.

        Args:
            image: (B, 3, H, W) float, range [0, 1]; H and W multiples of 16.

        Returns:
            Five maps of ``level_channels`` at strides 1, 2, 4, 8 and 16.
        """
        levels = [self.blocks[0](scale_input(image))]
        for block in self.blocks[1:]:
            levels.append(block(F.max_pool2d(levels[-1], 2)))
        return levels


class GatedUp(nn.Module):
    """One step of the decoder: enlarge, gate the skip connection, join."""

    def __init__(self, deep: int, skip: int) -> None:
        super().__init__()
        self.enlarged = conv_norm(deep, skip, 3)
        self.gate = AttentionGate(skip, skip, skip // 2)
        self.join = _double_conv(2 * skip, skip)

    def forward(self, deep: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        """(B, deep, H / 2, W / 2) and (B, skip, H, W) -> (B, skip, H, W)."""
        grid = skip.shape[2:]
        deep = self.enlarged(F.interpolate(deep, grid, mode="bilinear", align_corners=False))
        return self.join(torch.cat((self.gate(deep, skip), deep), 1))


class AttentionUnetDecoder(nn.Module):
    """From the deepest map up to the tile's own grid, then a 1x1 convolution."""

    def __init__(self, channels: list[int]) -> None:
        super().__init__()
        steps = zip(channels[:0:-1], channels[-2::-1])
        self.steps = nn.ModuleList(GatedUp(deep, skip) for deep, skip in steps)
        self.head = nn.Conv2d(channels[0], 1, 1)

    def forward(
        self, levels: list[torch.Tensor], image: torch.Tensor, tile_px: int
    ) -> torch.Tensor:
        """Decode.

        Args:
            levels: maps of the encoder, shallow to deep.
            image: (B, 3, encoder_px, encoder_px), not used.
            tile_px: edge of the logits.

        Returns:
            (B, 1, tile_px, tile_px) logits.
        """
        x = levels[-1]
        for step, skip in zip(self.steps, levels[-2::-1]):
            x = step(x, skip)
        edges = (tile_px, tile_px)
        return F.interpolate(self.head(x), edges, mode="bilinear", align_corners=False)
