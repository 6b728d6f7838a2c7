"""SegFormer: a Mix Transformer without positional codes, and a decoder of linear layers.

Source: Xie et al. 2021 (arXiv 2105.15203), tables 1 and 6. The modules are those of transformers
(Apache-2.0). Those of segmentation-models-pytorch must not be used here: its Mix Transformer is
NVIDIA's code, whose licence allows no commercial use.
"""

from __future__ import annotations

from types import ModuleType

import torch
import torch.nn.functional as F
from torch import nn

from sam_cffnet_qgis.engine.model.input_scaling import scale_input
from sam_cffnet_qgis.engine.optional_packages import import_optional

# Depths of the four stages, their widths, and the decoder's width.
SIZES = {
    "mit_b0": ((2, 2, 2, 2), (32, 64, 160, 256), 256),
    "mit_b1": ((2, 2, 2, 2), (64, 128, 320, 512), 256),
    "mit_b2": ((3, 4, 6, 3), (64, 128, 320, 512), 768),
}


def _library() -> ModuleType:
    return import_optional("SegFormer", "transformers", "transformers.models.segformer")


def _configuration(name: str) -> object:
    """What transformers builds a size from; its defaults for the rest are the published ones."""
    depths, widths, decoder_width = SIZES[name]
    return _library().SegformerConfig(
        depths=depths, hidden_sizes=widths, decoder_hidden_size=decoder_width, num_labels=1
    )


class SegformerEncoder(nn.Module):
    """The four stages of a Mix Transformer."""

    def __init__(self, name: str) -> None:
        """Build one of ``SIZES``.

        Raises:
            EngineMissingError: if the package is missing.
        """
        super().__init__()
        model = _library().SegformerModel(_configuration(name))
        # Without the class around them, which logs warnings when a network is traced.
        self.backbone = nn.ModuleDict({"stages": model.stages})
        self.level_channels = list(SIZES[name][1])

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Encode an image.

        Args:
            image: (B, 3, H, W) float, range [0, 1]; H and W multiples of 32.

        Returns:
            Four maps of ``level_channels`` at strides 4, 8, 16 and 32.
        """
        x, levels = scale_input(image), []
        for stage in self.backbone["stages"]:
            x = stage(x)
            levels.append(x)
        return levels


class SegformerDecoder(nn.Module):
    """The all-MLP head."""

    def __init__(self, channels: list[int], name: str) -> None:
        """Build the head of one of ``SIZES``, whose levels have ``channels``.

        Raises:
            EngineMissingError: if the package is missing.
        """
        super().__init__()
        self.head = _library().SegformerDecodeHead(_configuration(name))

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
        edges = (tile_px, tile_px)
        return F.interpolate(self.head(levels), edges, mode="bilinear", align_corners=False)
