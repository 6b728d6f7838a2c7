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
from segment_anything.modeling.image_encoder import ImageEncoderViT
from torch import nn

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
