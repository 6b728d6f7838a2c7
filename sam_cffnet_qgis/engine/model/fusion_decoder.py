"""Cross-feature fusion decoder (CFFD): four encoder levels and the image give landslide logits.

Written from Xi et al. 2024 (doi 10.3390/rs16132334), section 2.3. FAM adapts the levels, FCFS fuses
them across levels three times with EPSA blocks (Zhang et al. 2021, arXiv 2105.14447), an ASPP
bottleneck adds context and SFE adds shallow features of the image behind an attention gate.
Attribute names are those of the published checkpoints (``cdffm``, ``MLP_1``, ``necks``, ``convs1``,
``sfe``, ``marges``, ``last_layer``) without the level index: the four levels share one FAM and each
FCFS stage is one block used four times, which gives the paper's 4.06 M trainable parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from segment_anything.modeling.common import LayerNorm2d
from torch import nn

from sam_cffnet_qgis.engine.model.grouped_conv import GroupedConv2d
from sam_cffnet_qgis.engine.model.mean_norm import MeanNorm

PYRAMID_KERNELS = (3, 5, 7, 9)
PYRAMID_GROUPS = (1, 4, 8, 16)
SE_REDUCTION = 16
ATROUS_RATES = (6, 12, 18)
FUSION_INPUTS = ((0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3))


@dataclass(frozen=True)
class DecoderSize:
    """Widths (channels) of a decoder; the defaults are the published ones.

    Attributes:
        hidden: hidden width of FAM's two MLPs.
        fused: width of the fused levels.
        context: width inside the ASPP bottleneck.
        shallow: width of the shallow features.
        shallow_strides: stride-2 convolutions from the encoder's input to the head's 128 px grid.
    """

    hidden: int = 256
    fused: int = 256
    context: int = 64
    shallow: int = 64
    shallow_strides: int = 3


class SqueezeExcite(nn.Module):
    """Channel weights in (0, 1) from the mean of each channel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        squeezed = max(channels // SE_REDUCTION, 1)
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, 1, 1)."""
        return self.fc2(F.relu(self.fc1(x.mean((2, 3), keepdim=True)))).sigmoid()


class PyramidSqueezeAttention(nn.Module):
    """Four grouped convolutions of growing kernel, weighted against each other by channel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        branch = channels // len(PYRAMID_KERNELS)
        for number, (kernel, groups) in enumerate(zip(PYRAMID_KERNELS, PYRAMID_GROUPS), start=1):
            setattr(self, f"conv_{number}", GroupedConv2d(channels, branch, kernel, groups))
        self.se = SqueezeExcite(branch)  # one module serves the four branches

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, H, W), branches concatenated from the largest kernel down."""
        branches = [conv(x) for conv in (self.conv_1, self.conv_2, self.conv_3, self.conv_4)]
        weights = torch.stack([self.se(branch) for branch in branches]).softmax(0)
        weighted = [branch * weight for branch, weight in zip(branches, weights)]
        return torch.cat(weighted[::-1], 1)


class EpsaBlock(nn.Module):
    """Residual bottleneck without expansion around pyramid squeeze attention."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = PyramidSqueezeAttention(channels)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv3 = nn.Conv2d(channels, channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        return F.relu(self.bn3(self.conv3(y)) + x)


class AdapterMlp(nn.Module):
    """Two linear layers over the channels with GELU between them."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.lin1 = nn.Linear(channels, hidden)
        self.lin2 = nn.Linear(hidden, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, H, W, C) -> (B, H, W, C)."""
        return self.lin2(F.gelu(self.lin1(x)))


class CrossFeatureFusion(nn.Module):
    """FAM on each level, then three rounds of FCFS."""

    def __init__(self, level_channels: int, size: DecoderSize) -> None:
        super().__init__()
        self.MLP_1 = AdapterMlp(level_channels, size.hidden)
        self.MLP_2 = AdapterMlp(level_channels, size.hidden)
        self.necks = nn.Sequential(
            nn.Conv2d(level_channels, size.fused, 1, bias=False),
            LayerNorm2d(size.fused),
            nn.Conv2d(size.fused, size.fused, 3, padding=1, bias=False),
            LayerNorm2d(size.fused),
        )
        self.convs1 = EpsaBlock(size.fused)
        self.convs2 = EpsaBlock(size.fused)
        self.convs3 = EpsaBlock(size.fused)

    def adapt(self, level: torch.Tensor) -> torch.Tensor:
        """FAM of one level: (B, level_channels, H, W) -> (B, fused, H, W)."""
        x = level.permute(0, 2, 3, 1)
        x = x + self.MLP_1(x)
        x = x + self.MLP_2(x)
        return self.necks(x.permute(0, 3, 1, 2))

    def forward(self, levels: list[torch.Tensor]) -> torch.Tensor:
        """Four levels (B, level_channels, H, W) -> (B, 4 * fused, H, W)."""
        maps = [self.adapt(level) for level in levels]
        for block in (self.convs1, self.convs2, self.convs3):
            maps = [block(maps[a] + maps[b] + maps[c]) for a, b, c in FUSION_INPUTS]
        return torch.cat(maps, 1)


def _conv_norm(inputs: int, outputs: int, kernel: int, dilation: int = 1) -> nn.Sequential:
    """Biased convolution of unchanged size, batch norm, ReLU."""
    padding = dilation * (kernel // 2)
    convolution = nn.Conv2d(inputs, outputs, kernel, padding=padding, dilation=dilation)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())


class AtrousPyramid(nn.Module):
    """ASPP: a 1x1, three atrous 3x3 and a global-mean branch, concatenated and mixed."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.branch1 = _conv_norm(channels, channels, 1)
        self.branch2 = _conv_norm(channels, channels, 3, ATROUS_RATES[0])
        self.branch3 = _conv_norm(channels, channels, 3, ATROUS_RATES[1])
        self.branch4 = _conv_norm(channels, channels, 3, ATROUS_RATES[2])
        self.branch5_conv = nn.Conv2d(channels, channels, 1)
        self.branch5_bn = MeanNorm(channels)
        self.conv_cat = _conv_norm(5 * channels, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        means = self.branch5_conv(x.mean((2, 3), keepdim=True))
        means = F.relu(self.branch5_bn(means)).expand_as(x)
        branches = [self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x), means]
        return self.conv_cat(torch.cat(branches, 1))


class ContextBottleneck(nn.Module):
    """ASPP inside a bottleneck; the last ReLU stands before the sum, none after it."""

    def __init__(self, channels: int, context: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, context, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(context)
        self.aspp = AtrousPyramid(context)
        self.conv2 = nn.Conv2d(context, channels, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        y = self.aspp(F.relu(self.bn1(self.conv1(x))))
        return x + F.relu(self.bn2(self.conv2(y)))


class AttentionGate(nn.Module):
    """Weights features by what a gating signal says of each place (Oktay et al. 2018)."""

    def __init__(self, gating: int, features: int, inner: int) -> None:
        super().__init__()
        self.W_g = nn.Sequential(nn.Conv2d(gating, inner, 1), nn.BatchNorm2d(inner))
        self.W_x = nn.Sequential(nn.Conv2d(features, inner, 1), nn.BatchNorm2d(inner))
        self.psi = nn.Sequential(nn.Conv2d(inner, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid())

    def forward(self, gating: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        """(B, gating, H, W) and (B, features, H, W) -> (B, features, H, W)."""
        return features * self.psi(F.relu(self.W_g(gating) + self.W_x(features)))


class ShallowFeatures(nn.Module):
    """SFE: strided 1x1 convolutions and three EPSA blocks on the image, then the gate."""

    def __init__(self, size: DecoderSize) -> None:
        super().__init__()
        inputs = [3] + [size.shallow] * (size.shallow_strides - 1)
        strided = [nn.Conv2d(c, size.shallow, 1, stride=2, bias=False) for c in inputs]
        blocks = [EpsaBlock(size.shallow) for _ in range(3)]
        self.down_for = nn.Sequential(*strided, *blocks)
        self._strides = size.shallow_strides
        self.atts = AttentionGate(size.fused, size.shallow, size.shallow)

    def forward(self, image: torch.Tensor, fused: torch.Tensor) -> torch.Tensor:
        """(B, 3, 2^n H, 2^n W) and (B, fused, H, W) -> (B, shallow, H, W)."""
        # Strided 1x1 convolutions one after the other see every 2^n-th pixel alone, so that the others
        # need not be computed.
        step = 2**self._strides
        x = image[..., ::step, ::step]
        for convolution in self.down_for[: self._strides]:
            x = F.conv2d(x, convolution.weight)
        return self.atts(fused, self.down_for[self._strides :](x))


class FusionDecoder(nn.Module):
    """The whole decoder: levels and image in, logits at twice the head's grid out."""

    def __init__(self, level_channels: int, size: DecoderSize) -> None:
        super().__init__()
        self.cdffm = CrossFeatureFusion(level_channels, size)
        self.sfe = ShallowFeatures(size)
        self.shallow_strides = size.shallow_strides
        self.marges = nn.Sequential(
            nn.Conv2d(4 * size.fused, size.fused, 1), ContextBottleneck(size.fused, size.context)
        )
        self.last_layer = nn.Sequential(
            nn.Conv2d(size.fused + size.shallow, size.fused, 1),
            nn.BatchNorm2d(size.fused),
            nn.ReLU(),
            nn.Conv2d(size.fused, 1, 1),
        )

    def forward(
        self, levels: list[torch.Tensor], image: torch.Tensor, tile_px: int
    ) -> torch.Tensor:
        """Decode.

        Args:
            levels: four maps (B, level_channels, h, w).
            image: (B, 3, encoder_px, encoder_px) float, range [0, 1].
            tile_px: edge of the logits.

        Returns:
            (B, 1, tile_px, tile_px) logits.
        """
        fused = self.marges(self.cdffm(levels))
        head = [edge >> self.shallow_strides for edge in image.shape[2:]]
        fused = F.interpolate(fused, head, mode="bilinear", align_corners=True)
        logits = self.last_layer(torch.cat((fused, self.sfe(image, fused)), 1))
        return F.interpolate(logits, (tile_px, tile_px), mode="bilinear", align_corners=True)
