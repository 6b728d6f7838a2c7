"""DeepLabV3+: atrous spatial pyramid pooling, and a decoder that adds the edges of stride 4.

Source: Chen et al. 2018 (arXiv 1802.02611). The encoders are timm's (Apache-2.0) at output stride 16,
the decoder is that of segmentation-models-pytorch (this part BSD-3-Clause) with separable convolutions.
Its atrous rates are the paper's for this stride; the package's own are twice these. Its branch of
global means trains with a batch of one, too.
"""

from __future__ import annotations

import timm
import torch
import torch.nn.functional as F
from torch import nn

from sam_cffnet_qgis.engine.model import cnn_encoder
from sam_cffnet_qgis.engine.model.input_scaling import IMAGENET_MEAN, IMAGENET_STD, scale_input
from sam_cffnet_qgis.engine.model.mean_norm import MeanNorm
from sam_cffnet_qgis.engine.optional_packages import import_optional

OUTPUT_STRIDE = 16
ATROUS_RATES = (6, 12, 18)
WIDTH = 256
DROPOUT = 0.5
# Names of timm, and the mean and deviation of a band with which their ImageNet weights were trained.
LITE_SCALING = ((cnn_encoder.INPUT_MEAN,) * 3, (cnn_encoder.INPUT_STD,) * 3)
BACKBONES = {
    "resnet50": ("resnet50", (IMAGENET_MEAN, IMAGENET_STD)),
    "efficientnet_lite0": ("tf_efficientnet_lite0", LITE_SCALING),
}


class DeepLabEncoder(nn.Module):
    """A backbone whose last stage is dilated instead of strided."""

    def __init__(self, name: str) -> None:
        super().__init__()
        timm_name, self.scaling = BACKBONES[name]
        self.backbone = timm.create_model(
            timm_name, pretrained=False, features_only=True, output_stride=OUTPUT_STRIDE
        )
        self.level_channels = self.backbone.feature_info.channels()

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Encode an image.

        Args:
            image: (B, 3, H, W) float, range [0, 1]; H and W multiples of 16.

        Returns:
            Five maps of ``level_channels`` at strides 2, 4, 8, 16 and 16.
        """
        return self.backbone(scale_input(image, *self.scaling))


class DeepLabDecoder(nn.Module):
    """The decoder of segmentation-models-pytorch, and a 1x1 convolution."""

    def __init__(self, channels: list[int]) -> None:
        """Build it for five levels.

        Raises:
            EngineMissingError: if the package is missing.
        """
        super().__init__()
        library = import_optional(
            "DeepLabV3+",
            "segmentation-models-pytorch",
            "segmentation_models_pytorch.decoders.deeplabv3.decoder",
        )
        self.fuse = library.DeepLabV3PlusDecoder(
            encoder_channels=[3, *channels],
            encoder_depth=len(channels),
            out_channels=WIDTH,
            atrous_rates=ATROUS_RATES,
            output_stride=OUTPUT_STRIDE,
            aspp_separable=True,
            aspp_dropout=DROPOUT,
        )
        means = self.fuse.aspp[0].convs[-1]  # mean, 1x1 convolution, batch norm, ReLU
        means[2] = MeanNorm(WIDTH)
        self.head = nn.Conv2d(WIDTH, 1, 1)

    def forward(
        self, levels: list[torch.Tensor], image: torch.Tensor, tile_px: int
    ) -> torch.Tensor:
        """Decode.

        Args:
            levels: maps of the encoder, shallow to deep.
            image: (B, 3, encoder_px, encoder_px); only its place in the library's list counts.
            tile_px: edge of the logits.

        Returns:
            (B, 1, tile_px, tile_px) logits.
        """
        logits = self.head(self.fuse([image, *levels]))
        return F.interpolate(logits, (tile_px, tile_px), mode="bilinear", align_corners=False)
