"""HRNet with the head of HRNetV2: four resolutions kept side by side, then joined at the finest.

Source: Wang et al. 2020 (arXiv 1908.07919), section 3 and figure 4 (b). The branches are those of timm
``hrnet_w18`` and ``hrnet_w48`` (Apache-2.0, from the authors' MIT code) without what classification
alone needs; the head is written from the paper: maps enlarged to stride 4 and concatenated, 1x1
convolution of the same width, batch norm, ReLU, 1x1 convolution.
"""

from __future__ import annotations

import timm
import torch
import torch.nn.functional as F
from torch import nn

from sam_cffnet_qgis.engine.model.input_scaling import scale_input

BRANCHES = (1, 2, 3, 4)  # strides 4, 8, 16, 32; before them stands the stem


class HrnetEncoder(nn.Module):
    """The four branches of the last stage."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.backbone = timm.create_model(
            name, pretrained=False, features_only=True, feature_location="", out_indices=BRANCHES
        )
        self.level_channels = self.backbone.feature_info.channels()

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Encode an image.

        Args:
            image: (B, 3, H, W) float, range [0, 1]; H and W multiples of 32.

        Returns:
            Four maps of ``level_channels`` at strides 4, 8, 16 and 32.
        """
        return self.backbone(scale_input(image))


class HrnetDecoder(nn.Module):
    """The head of HRNetV2."""

    def __init__(self, channels: list[int]) -> None:
        super().__init__()
        width = sum(channels)
        self.head = nn.Sequential(
            nn.Conv2d(width, width, 1), nn.BatchNorm2d(width), nn.ReLU(), nn.Conv2d(width, 1, 1)
        )

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
        finest, *coarser = levels
        enlarged = [
            F.interpolate(level, finest.shape[2:], mode="bilinear", align_corners=False)
            for level in coarser
        ]
        logits = self.head(torch.cat([finest, *enlarged], 1))
        return F.interpolate(logits, (tile_px, tile_px), mode="bilinear", align_corners=False)
