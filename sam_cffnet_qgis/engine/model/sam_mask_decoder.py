"""SAM's own mask decoder without prompts, on SAM's features (Model I of the study).

Xi et al. 2024 (doi 10.3390/rs16132334), section 4, compare it with CFFD. Source of the layers: Kirillov
et al. 2023 (arXiv 2304.02643), appendix A, as in ``segment_anything`` 1.0. The four maps that every
decoder here takes are those before SAM's neck, so it has a neck of its own, which starts from SAM's
and is trained with it; the rest is trained from random weights.
Left out are the parts that a single mask without prompts never uses: SAM's three masks for ambiguous
prompts, its estimate of a mask's quality and the embeddings of points, boxes and masks.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from segment_anything.modeling import MaskDecoder, TwoWayTransformer
from segment_anything.modeling.common import LayerNorm2d
from segment_anything.modeling.prompt_encoder import PositionEmbeddingRandom
from torch import nn

WIDTH = 256
DEPTH = 2
HEADS = 8
HIDDEN = 2048


class SamMaskDecoder(nn.Module):
    """SAM's neck, its "no mask" prompt with positions, and its two-way transformer."""

    def __init__(self, level_channels: int) -> None:
        super().__init__()
        self.neck = nn.Sequential(
            nn.Conv2d(level_channels, WIDTH, 1, bias=False),
            LayerNorm2d(WIDTH),
            nn.Conv2d(WIDTH, WIDTH, 3, padding=1, bias=False),
            LayerNorm2d(WIDTH),
        )
        self.pe_layer = PositionEmbeddingRandom(WIDTH // 2)
        self.no_mask_embed = nn.Embedding(1, WIDTH)
        self.mask_decoder = MaskDecoder(
            transformer_dim=WIDTH,
            transformer=TwoWayTransformer(DEPTH, WIDTH, HEADS, HIDDEN),
            num_multimask_outputs=0,
        )
        self.mask_decoder.iou_prediction_head = nn.Identity()

    def forward(
        self, levels: list[torch.Tensor], image: torch.Tensor, tile_px: int
    ) -> torch.Tensor:
        """Decode the deepest level.

        Args:
            levels: maps (B, level_channels, h, w), the deepest last.
            image: not used.
            tile_px: edge of the logits.

        Returns:
            (B, 1, tile_px, tile_px) logits, bilinear from SAM's (4 h, 4 w).
        """
        features = self.neck(levels[-1])
        # One set of tokens for the batch: SAM would repeat the images for each further one.
        logits, _ = self.mask_decoder(
            image_embeddings=features,
            image_pe=self.pe_layer(features.shape[2:])[None],
            sparse_prompt_embeddings=features.new_zeros(1, 0, WIDTH),
            dense_prompt_embeddings=self.no_mask_embed.weight[:, :, None, None],
            multimask_output=False,
        )
        return F.interpolate(logits, (tile_px, tile_px), mode="bilinear", align_corners=False)
