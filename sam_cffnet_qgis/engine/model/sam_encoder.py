"""SAM's ViT image encoder, read at its four global-attention blocks.

The modules and the names in the state dict are those of ``segment_anything`` 1.0, so that official
SAM checkpoints and published SAM-CFFNet checkpoints load unchanged. The encoder's neck belongs to
those checkpoints but is not used.
Source: Xi et al. 2024 (doi 10.3390/rs16132334), section 2.2; Kirillov et al. 2023 (arXiv 2304.02643).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import torch
import torch.nn.functional as F
from segment_anything.modeling.image_encoder import Attention, Block, ImageEncoderViT, get_rel_pos
from torch import nn

MAX_BIAS_VALUES = 2**25  # of the position bias made at a time: all windows, or one global head
SAM_ENCODER_PX = 1024
SAM_PATCH_PX = 16


@dataclass(frozen=True)
class VitSize:
    """Width, depth, heads and (0-based) global-attention blocks of a ViT."""

    width: int
    depth: int
    heads: int
    taps: tuple[int, int, int, int]


VIT_SIZES = {
    "sam_vit_b": VitSize(768, 12, 12, (2, 5, 8, 11)),
    "sam_vit_l": VitSize(1024, 24, 16, (5, 11, 17, 23)),
    "sam_vit_h": VitSize(1280, 32, 16, (7, 15, 23, 31)),
}


class FusedAttention(Attention):
    """SAM's attention with relative positions, in windows or over the whole grid, by torch's kernel.

    The same numbers to rounding. The attention matrix is never stored, only the position bias of as
    many heads as ``MAX_BIAS_VALUES`` allows. Where windows reach beyond the grid, SAM fills them with
    zeros after the norm, whose query, key and value are the projection's bias; so neither projection
    is computed there.
    """

    def __init__(self, size: VitSize, grid: int, window: int) -> None:
        """Attention over ``grid`` x ``grid`` tokens, in windows of ``window``, 0 for none."""
        edge = window or grid
        super().__init__(size.width, size.heads, use_rel_pos=True, input_size=(edge, edge))
        self.window = edge

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, H, W, C) -> (B, H, W, C)."""
        batch, height, width, channels = x.shape
        edge = self.window
        down, across = -(-height // edge), -(-width // edge)
        qkv = self.qkv(x)
        if (down * edge, across * edge) != (height, width):
            whole = self.qkv.bias.to(qkv.dtype).repeat(batch, down * edge, across * edge, 1)
            whole[:, :height, :width] = qkv
            qkv = whole
        parts = qkv.view(batch, down, edge, across, edge, 3, self.num_heads, -1)
        parts = parts.permute(5, 0, 1, 3, 6, 2, 4, 7)  # qkv, B, windows, heads, rows, columns, d
        q, k, v = parts.reshape(3, -1, edge**2, channels // self.num_heads)
        at_once = max(MAX_BIAS_VALUES // edge**4, 1)
        attended = [
            F.scaled_dot_product_attention(*part, attn_mask=self._bias(part[0]))
            for part in zip(q.split(at_once), k.split(at_once), v.split(at_once))
        ]
        y = torch.cat(attended).view(batch, down, across, self.num_heads, edge, edge, -1)
        y = y.permute(0, 1, 4, 2, 5, 3, 6).reshape(batch, down * edge, across * edge, channels)
        return self.proj(y[:, :height, :width])

    def _bias(self, q: torch.Tensor) -> torch.Tensor:
        """Decomposed relative positions: q (N, edge^2, d) -> (N, edge^2, edge^2)."""
        edge = self.window
        queries = q.view(-1, edge, edge, q.shape[-1])
        rows = get_rel_pos(edge, edge, self.rel_pos_h).to(q.dtype)
        columns = get_rel_pos(edge, edge, self.rel_pos_w).to(q.dtype)
        by_row = torch.einsum("nhwd,hkd->nhwk", queries, rows)
        by_column = torch.einsum("nhwd,wkd->nhwk", queries, columns)
        bias = by_row[..., :, None] + by_column[..., None, :]
        return bias.reshape(-1, edge**2, edge**2)


class FusedBlock(Block):
    """SAM's block, whose attention cuts the windows itself."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, H, W, C) -> (B, H, W, C)."""
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class SamEncoder(ImageEncoderViT):
    """ViT encoder that returns the output of each global-attention block."""

    def __init__(self, size: VitSize, encoder_px: int = SAM_ENCODER_PX) -> None:
        super().__init__(
            img_size=encoder_px,
            patch_size=SAM_PATCH_PX,
            embed_dim=size.width,
            depth=size.depth,
            num_heads=size.heads,
            norm_layer=partial(nn.LayerNorm, eps=1e-6),
            use_rel_pos=True,
            window_size=14,
            global_attn_indexes=size.taps,
        )
        for block in self.blocks:
            grid = encoder_px // SAM_PATCH_PX
            block.attn = FusedAttention(size, grid, block.window_size)
            block.__class__ = FusedBlock
        self.taps = size.taps
        self.level_channels = size.width

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Encode an image.

        Args:
            image: (B, 3, encoder_px, encoder_px) float, range [0, 1].

        Returns:
            Four maps (B, width, encoder_px / 16, encoder_px / 16), shallow to deep.
        """
        tokens = self.patch_embed(image) + self.pos_embed  # (B, H, W, C)
        levels = []
        for index, block in enumerate(self.blocks):
            tokens = block(tokens)
            if index in self.taps:
                levels.append(tokens.permute(0, 3, 1, 2))
        return levels
