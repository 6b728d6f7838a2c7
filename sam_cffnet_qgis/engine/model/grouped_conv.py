"""A grouped convolution that computes narrow groups the way a CPU is fast at.

oneDNN works on 8 channels at a time and has no fast kernel for narrower groups. With backward, narrow
groups are merged, with zeros between them, until a group gives 8 channels: 9x9 in 16 groups of
16 -> 4 channels on 64x64 (batch 2, one AVX2 core) took 1.29 s as they stand, 2.14 s as one dense
convolution and 0.42 s merged by two. Forward alone, depthwise convolutions summed per group are faster
still for the light decoder's widths. Weights keep the shape and the name of an ordinary grouped
convolution.
"""

from __future__ import annotations

from math import gcd

import torch
import torch.nn.functional as F
from torch import nn

FULL_OUTPUTS = 8  # outputs a group from which the ordinary form is fast
NARROW_OUTPUTS = 4  # up to which the depthwise form wins without backward


class GroupedConv2d(nn.Conv2d):
    """Square convolution of unchanged size, without bias, in at most ``groups`` groups."""

    def __init__(self, inputs: int, outputs: int, kernel: int, groups: int) -> None:
        groups = gcd(groups, outputs)  # narrow decoders cannot be cut into all the groups
        super().__init__(inputs, outputs, kernel, padding=kernel // 2, groups=groups, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, inputs, H, W) -> (B, outputs, H, W)."""
        group_outputs = self.out_channels // self.groups
        if self.groups == 1 or group_outputs >= FULL_OUTPUTS or x.device.type != "cpu":
            return super().forward(x)
        if self.training:
            return self._merged(x, gcd(self.groups, FULL_OUTPUTS // group_outputs))
        return self._depthwise(x) if group_outputs <= NARROW_OUTPUTS else super().forward(x)

    def _merged(self, x: torch.Tensor, count: int) -> torch.Tensor:
        """The convolution with every ``count`` groups in one, its kernel block-diagonal.

        In the precision of its weights also under autocast: backward in bf16 takes three times as long
        (97 instead of 30 ms for the 9x9 above on two cores with AVX-512 BF16).
        """
        outputs, inputs, height, width = self.weight.shape
        groups = self.groups // count
        blocks = self.weight.view(groups, count, -1, 1, inputs, height, width)
        diagonal = torch.eye(count, dtype=self.weight.dtype).view(1, count, 1, count, 1, 1, 1)
        kernel = (blocks * diagonal).reshape(outputs, count * inputs, height, width)
        with torch.autocast("cpu", enabled=False):
            return F.conv2d(x.to(kernel.dtype), kernel, padding=self.padding, groups=groups)

    def _depthwise(self, x: torch.Tensor) -> torch.Tensor:
        """One depthwise convolution for each input and output of a group, then their sum."""
        outputs, inputs, height, width = self.weight.shape
        batch, _, rows, columns = x.shape
        repeats = outputs // self.groups
        x = x.view(batch, self.groups, 1, inputs, rows, columns)
        x = x.expand(-1, -1, repeats, -1, -1, -1).reshape(batch, -1, rows, columns)
        kernel = self.weight.view(outputs * inputs, 1, height, width)
        y = F.conv2d(x, kernel, padding=self.padding, groups=outputs * inputs)
        return y.view(batch, outputs, inputs, rows, columns).sum(2)
