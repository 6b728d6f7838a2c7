"""The network that a model card names: encoder and decoder joined.

An encoder turns an image into maps and says how many channels each has; a decoder turns the maps, and
the image if it wants it, into logits. So any decoder fits a frozen encoder whose maps were kept.
"""

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
    """What a card's ``architecture`` says, see ``core/architectures.py``.

    Attributes:
        encoder: such as ``sam_vit_b`` or ``efficientnet_lite0``.
        decoder: such as ``cffd``.
        tile_px: edge of the tile and of the logits.
        encoder_px: edge to which the tile is resized for encoder and decoder.
    """

    encoder: str
    decoder: str
    tile_px: int
    encoder_px: int


class LandslideNetwork(nn.Module):
    """Tile in, landslide logits out; with SAM and CFFD that of Xi et al. 2024, figure 2."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.tile_px = architecture.tile_px
        self.encoder_px = architecture.encoder_px
        self.image_encoder = build_encoder(architecture)
        self.decoder = build_decoder(architecture, self.image_encoder)
        self._frozen_norms: list[nn.Module] = []

    def freeze_statistics(self) -> None:
        """Keep the means and variances of all batch norms in training; few images bend them."""
        self._frozen_norms = [m for m in self.modules() if isinstance(m, nn.BatchNorm2d)]

    def train(self, mode: bool = True) -> LandslideNetwork:
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


def build_encoder(architecture: Architecture) -> nn.Module:
    """An encoder with random weights.

    Its forward takes (B, 3, encoder_px, encoder_px) float in [0, 1] and returns a list of maps, from
    shallow to deep. ``level_channels`` says how many channels they have: one number where all have
    as many, else a list.

    The libraries of encoders take seconds to import, so each is imported only if it is wanted.
    """
    name = architecture.encoder
    if name in VIT_SIZES:
        return SamEncoder(VIT_SIZES[name], architecture.encoder_px)
    if name == "efficientnet_lite0" and architecture.decoder == "cffd":
        from sam_cffnet_qgis.engine.model.cnn_encoder import CnnEncoder

        return CnnEncoder(LITE_LEVEL_CHANNELS, LITE_GRID_STRIDE)
    if architecture.decoder == "deeplabv3plus":
        from sam_cffnet_qgis.engine.model.deeplab import DeepLabEncoder

        return DeepLabEncoder(name)
    if architecture.decoder == "attention_unet":
        from sam_cffnet_qgis.engine.model.attention_unet import UnetEncoder

        return UnetEncoder()
    if architecture.decoder == "hrnet":
        from sam_cffnet_qgis.engine.model.hrnet import HrnetEncoder

        return HrnetEncoder(name)
    from sam_cffnet_qgis.engine.model.segformer import SegformerEncoder

    return SegformerEncoder(name)


def build_decoder(architecture: Architecture, encoder: nn.Module) -> nn.Module:
    """A decoder with random weights for the maps of an encoder.

    Its forward takes the maps, the image (B, 3, encoder_px, encoder_px) and ``tile_px``, and returns
    (B, 1, tile_px, tile_px) logits.
    """
    name = architecture.decoder
    channels = encoder.level_channels
    if name == "cffd":
        return FusionDecoder(channels, _fusion_size(architecture))
    if name == "sam_mask_decoder":
        from sam_cffnet_qgis.engine.model.sam_mask_decoder import SamMaskDecoder

        return SamMaskDecoder(channels)
    if name in ("psp", "aspp"):
        from sam_cffnet_qgis.engine.model.context_decoders import AsppDecoder, PspDecoder

        return (PspDecoder if name == "psp" else AsppDecoder)(channels)
    if name == "lawin_aspp":
        from sam_cffnet_qgis.engine.model.lawin_decoder import LawinDecoder

        return LawinDecoder(channels)
    if name == "deeplabv3plus":
        from sam_cffnet_qgis.engine.model.deeplab import DeepLabDecoder

        return DeepLabDecoder(channels)
    if name == "attention_unet":
        from sam_cffnet_qgis.engine.model.attention_unet import AttentionUnetDecoder

        return AttentionUnetDecoder(channels)
    if name == "hrnet":
        from sam_cffnet_qgis.engine.model.hrnet import HrnetDecoder

        return HrnetDecoder(channels)
    from sam_cffnet_qgis.engine.model.segformer import SegformerDecoder

    return SegformerDecoder(channels, architecture.encoder)


def _fusion_size(architecture: Architecture) -> DecoderSize:
    if architecture.encoder not in VIT_SIZES:
        return LITE_DECODER
    strides = (architecture.encoder_px // HEAD_PX).bit_length() - 1
    return replace(DecoderSize(), shallow_strides=strides)
