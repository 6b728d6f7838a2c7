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
# Scars are 10 to 40 px wide at the light model's working resolution of 2 m: levels at half SAM's
# stride and a head at half the tile's edge are worth their time there, see models/README.md.
LITE_DECODER = DecoderSize(hidden=64, fused=64, context=32, shallow=8, shallow_strides=1)


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
        if architecture.encoder in VIT_SIZES:
            self.image_encoder: nn.Module = SamEncoder(
                VIT_SIZES[architecture.encoder], architecture.encoder_px
            )
            strides = (architecture.encoder_px // HEAD_PX).bit_length() - 1
            size = replace(DecoderSize(), shallow_strides=strides)
        else:
            from sam_cffnet_qgis.engine.model.cnn_encoder import CnnEncoder

            self.image_encoder = CnnEncoder(LITE_LEVEL_CHANNELS, LITE_GRID_STRIDE)
            size = LITE_DECODER
        self.decoder = FusionDecoder(self.image_encoder.level_channels, size)
        self._frozen_norms: list[nn.Module] = []

    def freeze_statistics(self) -> None:
        """Keep the means and variances of all batch norms in training; few images bend them."""
        self._frozen_norms = [m for m in self.modules() if isinstance(m, nn.BatchNorm2d)]

    def train(self, mode: bool = True) -> SamCffnet:
        """Switch to training or evaluation; what is frozen stays in evaluation."""
        super().train(mode)
        for norm in self._frozen_norms:
            norm.eval()
        return self

    def forward(self, tiles: torch.Tensor) -> torch.Tensor:
        """(B, 3, tile_px, tile_px) float in [0, 1] -> (B, 1, tile_px, tile_px) logits."""
        image = self.encoder_input(tiles)
        return self.decoder(self.image_encoder(image), image, tiles.shape[-1])

    def encoder_input(self, tiles: torch.Tensor) -> torch.Tensor:
        """Tiles at the encoder's resolution; without resizing tiles of any multiple of 64 fit."""
        if self.encoder_px == self.tile_px:
            return tiles
        edge = (self.encoder_px, self.encoder_px)
        return F.interpolate(tiles, edge, mode="bilinear", align_corners=False)
