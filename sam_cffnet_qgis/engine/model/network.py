"""The network that a model card names: encoder and decoder joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import nn

from sam_cffnet_qgis.engine.model.fusion_decoder import DecoderSize, FusionDecoder
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES, SamEncoder

HEAD_PX = 128
LITE_LEVEL_CHANNELS = 64
LITE_GRID_STRIDE = 8
# On 2 cores these widths train about as fast as the EfficientNet-Lite0 in front of them.
LITE_DECODER = DecoderSize(hidden=64, fused=32, context=32, shallow=8)


@dataclass(frozen=True)
class Architecture:
    """What a card's ``architecture`` says.

    Attributes:
        encoder: ``sam_vit_b``, ``sam_vit_l``, ``sam_vit_h`` or ``efficientnet_lite0``.
        decoder: ``cffd``.
        tile_px: edge of the tile and of the logits.
        encoder_px: edge to which the tile is resized for encoder and SFE.
    """

    encoder: str
    decoder: str
    tile_px: int
    encoder_px: int


class SamCffnet(nn.Module):
    """Tile in, landslide logits out (Xi et al. 2024, figure 2)."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.tile_px = architecture.tile_px
        self.encoder_px = architecture.encoder_px
        strides = (architecture.encoder_px // HEAD_PX).bit_length() - 1
        if architecture.encoder in VIT_SIZES:
            self.image_encoder: nn.Module = SamEncoder(
                VIT_SIZES[architecture.encoder], architecture.encoder_px
            )
            size = DecoderSize()
        else:
            from sam_cffnet_qgis.engine.model.cnn_encoder import CnnEncoder

            self.image_encoder = CnnEncoder(LITE_LEVEL_CHANNELS, LITE_GRID_STRIDE)
            size = LITE_DECODER
        size = replace(size, shallow_strides=strides)
        self.decoder = FusionDecoder(self.image_encoder.level_channels, size)

    def forward(self, tiles: torch.Tensor) -> torch.Tensor:
        """(B, 3, tile_px, tile_px) float in [0, 1] -> (B, 1, tile_px, tile_px) logits."""
        edge = (self.encoder_px, self.encoder_px)
        image = tiles
        if self.encoder_px != self.tile_px:
            image = F.interpolate(tiles, edge, mode="bilinear", align_corners=False)
        return self.decoder(self.image_encoder(image), image, self.tile_px)
