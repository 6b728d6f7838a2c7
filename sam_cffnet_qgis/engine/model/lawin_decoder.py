"""Large window attention spatial pyramid pooling on SAM's features (Model IV of the study).

Written from Yan et al. 2022 (arXiv 2201.01615), section 3; Xi et al. 2024 (doi 10.3390/rs16132334),
section 4, compare it with CFFD. Taken from the paper: windows of 8 x 8 that query contexts of 2, 4
and 8 times their edge, the context's means on 8 x 8 positions, one head for each pixel of such a mean,
the mixing of positions within a head, the five branches, and the shallowest level joined at the end.
As in public implementations that level has 48 channels, and attention is added to its query.
Where we differ: SAM's maps have one stride, 16, so nothing is resized before the levels are joined;
256 channels instead of 512; batch norm after each 1x1 convolution that a ReLU follows.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from sam_cffnet_qgis.engine.model.context_decoders import conv_norm
from sam_cffnet_qgis.engine.model.mean_norm import MeanNorm

WIDTH = 256
SHALLOW_WIDTH = 48
WINDOW = 8
POSITIONS = WINDOW**2
RATIOS = (2, 4, 8)


class LargeWindowAttention(nn.Module):
    """Each window asks a context ``ratio`` times as large around it."""

    def __init__(self, channels: int, ratio: int) -> None:
        super().__init__()
        self.ratio = ratio
        self.heads = ratio**2
        mixed = self.heads * POSITIONS
        self.mixing = nn.Conv1d(mixed, mixed, 1, groups=self.heads)  # a linear layer for each head
        self.query = nn.Linear(channels, channels)
        self.key = nn.Linear(channels, channels)
        self.value = nn.Linear(channels, channels)
        self.proj = nn.Linear(channels, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, H, W); H and W multiples of the window."""
        batch, channels, height, width = x.shape
        context = self._mix(_windows(self._means(x), WINDOW // self.ratio))
        parts = (self.query(_windows(x, WINDOW)), self.key(context), self.value(context))
        y = F.scaled_dot_product_attention(*(self._split(part) for part in parts))
        y = self.proj(y.transpose(1, 2).flatten(2))  # (B windows, positions, C)
        y = y.view(batch, height // WINDOW, width // WINDOW, WINDOW, WINDOW, channels)
        return x + y.permute(0, 5, 1, 3, 2, 4).reshape(x.shape)

    def _means(self, x: torch.Tensor) -> torch.Tensor:
        """The map at the resolution of the contexts, which are zero beyond it.

        All contexts begin at a multiple of the ratio, so they share their means: these are computed
        once, not for each context.
        """
        beyond = (self.ratio - 1) * WINDOW // 2
        return F.avg_pool2d(F.pad(x, (beyond, beyond, beyond, beyond)), self.ratio)

    def _mix(self, context: torch.Tensor) -> torch.Tensor:
        """Mix the positions of each head: (N, positions, C) -> (N, positions, C)."""
        heads = self._split(context)
        mixed = heads + self.mixing(heads.flatten(1, 2)).view(heads.shape)
        return mixed.transpose(1, 2).flatten(2)

    def _split(self, x: torch.Tensor) -> torch.Tensor:
        """(N, positions, C) -> (N, heads, positions, C / heads)."""
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


def _windows(x: torch.Tensor, step: int) -> torch.Tensor:
    """Cut windows that begin every ``step``: (B, C, H, W) -> (B windows, positions, C)."""
    columns = F.unfold(x, WINDOW, stride=step)  # (B, C positions, windows)
    columns = columns.view(x.shape[0], x.shape[1], POSITIONS, -1)
    return columns.permute(0, 3, 2, 1).flatten(0, 1)


class LawinAspp(nn.Module):
    """Five branches of one map, concatenated and mixed."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.shortcut = conv_norm(channels, channels)
        self.pooling = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, channels, 1, bias=False),
            MeanNorm(channels),
            nn.ReLU(),
        )
        self.attentions = nn.ModuleList(LargeWindowAttention(channels, r) for r in RATIOS)
        self.mix = conv_norm((2 + len(RATIOS)) * channels, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        attended = [attention(x) for attention in self.attentions]
        return self.mix(torch.cat((self.shortcut(x), self.pooling(x).expand_as(x), *attended), 1))


class LawinDecoder(nn.Module):
    """Three deep levels through LawinASPP, then the shallowest level and the head."""

    def __init__(self, level_channels: int) -> None:
        super().__init__()
        widths = (SHALLOW_WIDTH, WIDTH, WIDTH, WIDTH)
        self.laterals = nn.ModuleList(nn.Conv2d(level_channels, width, 1) for width in widths)
        self.merge = conv_norm(3 * WIDTH, WIDTH)
        self.context = LawinAspp(WIDTH)
        self.fuse = conv_norm(WIDTH + SHALLOW_WIDTH, WIDTH)
        self.head = nn.Conv2d(WIDTH, 1, 1)

    def forward(
        self, levels: list[torch.Tensor], image: torch.Tensor, tile_px: int
    ) -> torch.Tensor:
        """Decode.

        Args:
            levels: four maps (B, level_channels, h, w), h and w multiples of 8, shallow to deep.
            image: not used.
            tile_px: edge of the logits.

        Returns:
            (B, 1, tile_px, tile_px) logits.
        """
        shallow, *deep = (lateral(level) for lateral, level in zip(self.laterals, levels))
        context = self.context(self.merge(torch.cat(deep, 1)))
        logits = self.head(self.fuse(torch.cat((context, shallow), 1)))
        return F.interpolate(logits, (tile_px, tile_px), mode="bilinear", align_corners=False)
