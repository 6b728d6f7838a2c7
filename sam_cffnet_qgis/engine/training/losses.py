"""The published training loss (Xi et al. 2024, section 2.4)."""

from __future__ import annotations

import torch
import torch.nn.functional as F

DICE_SMOOTH = 1.0


def bce_dice_loss(
    logits: torch.Tensor, masks: torch.Tensor, known: torch.Tensor | None = None
) -> torch.Tensor:
    """Half binary cross entropy, half Dice over the whole batch.

    Args:
        logits: (B, 1, H, W).
        masks: (B, 1, H, W) float, 0 or 1.
        known: (B, 1, H, W) float, 0 where a pixel is to be ignored; None counts all.

    Returns:
        Scalar.
    """
    known = torch.ones_like(masks) if known is None else known
    masks = masks * known
    bce = F.binary_cross_entropy_with_logits(logits, masks, weight=known, reduction="sum")
    probability = logits.sigmoid() * known
    shared = (probability * masks).sum()
    dice = (2 * shared + DICE_SMOOTH) / (probability.sum() + masks.sum() + DICE_SMOOTH)
    return 0.5 * bce / known.sum().clamp(min=1) + 0.5 * (1 - dice)
