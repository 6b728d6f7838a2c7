"""Pyramid pooling and atrous pyramid pooling on SAM's features (Models II and III of the study).

Xi et al. 2024 (doi 10.3390/rs16132334), section 4, compare them with CFFD. Sources: PSP of Zhao et al.
2017 (arXiv 1612.01105) as in segmentation-models-pytorch, ASPP of Chen et al. 2017 (arXiv
1706.05587) as in torchvision. Both read the four levels, as CFFD does, so that a comparison shows
what the decoders make of the same features; concatenation and a 1x1 convolution bring them to one map.
Where we differ: 256 channels everywhere, and no auxiliary loss.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models.segmentation.deeplabv3 import ASPP

from sam_cffnet_qgis.engine.model.mean_norm import MeanNorm
from sam_cffnet_qgis.engine.optional_packages import import_optional

LEVELS = 4
WIDTH = 256
PSP_BINS = (1, 2, 3, 6)
ATROUS_RATES = (6, 12, 18)


def conv_norm(inputs: int, outputs: int, kernel: int = 1) -> nn.Sequential:
    """Convolution of unchanged size without bias, batch norm, ReLU."""
    convolution = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())


class ContextDecoder(nn.Module):
    """Four levels brought to one map, a module that adds context to it, and a head."""

    def __init__(self, level_channels: int, context: nn.Module, context_channels: int) -> None:
        """Build a decoder around a module from ``WIDTH`` to ``context_channels`` channels."""
        super().__init__()
        self.reduce = conv_norm(LEVELS * level_channels, WIDTH)
        self.context = context
        self.head = nn.Sequential(conv_norm(context_channels, WIDTH, 3), nn.Conv2d(WIDTH, 1, 1))

    def forward(
        self, levels: list[torch.Tensor], image: torch.Tensor, tile_px: int
    ) -> torch.Tensor:
        """Decode.

        Args:
            levels: four maps (B, level_channels, h, w).
            image: not used.
            tile_px: edge of the logits.

        Returns:
            (B, 1, tile_px, tile_px) logits.
        """
        logits = self.head(self.context(self.reduce(torch.cat(levels, 1))))
        return F.interpolate(logits, (tile_px, tile_px), mode="bilinear", align_corners=False)


class PspDecoder(ContextDecoder):
    """Means of 1, 4, 9 and 36 parts of the map beside the map itself."""

    def __init__(self, level_channels: int) -> None:
        """Build it for four levels.

        Raises:
            EngineMissingError: if the package is missing.
        """
        library = import_optional(
            "SAM + PSP",
            "segmentation-models-pytorch",
            "segmentation_models_pytorch.decoders.pspnet.decoder",
        )
        # It joins the means to the map, and has no norm where one value a channel is left.
        super().__init__(level_channels, library.PSPModule(WIDTH, PSP_BINS), 2 * WIDTH)


class AsppDecoder(ContextDecoder):
    """Atrous convolutions of three rates, a 1x1 convolution and the mean of the map."""

    def __init__(self, level_channels: int) -> None:
        context = ASPP(WIDTH, ATROUS_RATES, WIDTH)
        context.convs[-1][2] = MeanNorm(WIDTH)
        super().__init__(level_channels, context, WIDTH)
