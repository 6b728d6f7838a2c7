"""The eight flips and quarter turns of a tile, as which a network may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch

# Which, of so many: the tile as it is, its half turn, its quarter turns, and all of them mirrored.
VIEWS = {1: (0,), 2: (0, 2), 4: (0, 1, 2, 3), 8: tuple(range(8))}


def dihedral(tiles: torch.Tensor, element: int) -> torch.Tensor:
    """One of the eight flips and quarter turns of (..., H, W); 0 changes nothing."""
    turned = torch.rot90(tiles, element % 4, (-2, -1))
    return turned.flip(-1) if element >= 4 else turned


def undo_dihedral(tiles: torch.Tensor, element: int) -> torch.Tensor:
    """The inverse of ``dihedral``."""
    unflipped = tiles.flip(-1) if element >= 4 else tiles
    return torch.rot90(unflipped, -(element % 4), (-2, -1))


def view_logits(
    forward: Callable[[torch.Tensor], torch.Tensor], tiles: torch.Tensor, elements: Iterable[int]
) -> torch.Tensor:
    """Logits of some views, each turned back.

    Args:
        forward: (B, 3, H, H) tiles -> (B, 1, H, H) logits.
        tiles: (B, 3, H, H).
        elements: of ``dihedral``.

    Returns:
        (views, B, 1, H, H) float32.
    """
    views = [undo_dihedral(forward(dihedral(tiles, element)), element) for element in elements]
    return torch.stack(views).float()
