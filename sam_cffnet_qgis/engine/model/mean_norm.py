"""Batch norm of one value a channel, which decoders with a branch of global means need."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn


class MeanNorm(nn.BatchNorm2d):
    """Batch norm of (B, C, 1, 1); a batch of one in training uses the running statistics.

    One value a channel has no variance, so batch statistics do not exist for it.
    """

    def forward(self, means: torch.Tensor) -> torch.Tensor:
        """(B, C, 1, 1) -> (B, C, 1, 1)."""
        if self.training and means.shape[0] == 1:
            return F.batch_norm(
                means, self.running_mean, self.running_var, self.weight, self.bias, eps=self.eps
            )
        return super().forward(means)
