"""The scaling of images with which encoders learnt ImageNet."""

from __future__ import annotations

import torch

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


def scale_input(
    image: torch.Tensor,
    mean: tuple[float, float, float] = IMAGENET_MEAN,
    std: tuple[float, float, float] = IMAGENET_STD,
) -> torch.Tensor:
    """Bring an image from [0, 1] to a mean of 0 and a deviation of 1, by band.

    The numbers are no buffers of a module: such ones would be lost where a network is built without
    memory before its weights are loaded.

    Args:
        image: (B, 3, H, W) float, range [0, 1], red, green, blue.
        mean: of ImageNet by band.
        std: its standard deviations.

    Returns:
        (B, 3, H, W) float.
    """
    offset, divisor = (image.new_tensor(values).view(3, 1, 1) for values in (mean, std))
    return (image - offset) / divisor
