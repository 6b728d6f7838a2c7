"""Training, validation and test apart on the ground: whole blocks, and a gap between them.

Neighbouring tiles share pixels and look alike; a random split would let the network see what it is
judged by, and the figures would flatter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.errors import LabelError

TRAINING, VALIDATION, TEST, GAP = 0, 1, 2, 3
BLOCK_EDGES = (8, 4, 2, 1)  # in tiles; the largest that leaves enough blocks is taken
ENOUGH_BLOCKS = 10
TRIALS = 50
SPREAD = 0.2  # what a single block of validation costs beside the shares


@dataclass(frozen=True)
class Sample:
    """A chip as the split sees it.

    Attributes:
        landslide_px: its landslide pixels.
        box: (x_min, y_min, x_max, y_max) in one CRS for all, or None for a chip without a place.
        group: chips of one group are never parted; only without a box.
    """

    landslide_px: int
    box: tuple[float, float, float, float] | None = None
    group: str = ""


def split(samples: list[Sample], share: float, seed: int, test_share: float = 0.0) -> np.ndarray:
    """Part samples so that about a share of the landslides is kept for validation, one for testing.

    Of many random choices of blocks the one is taken that meets the share best, loses the fewest
    landslides to the gap and spreads what is kept over the most blocks. A chip weighs the square root
    of its landslide pixels, so that one large landslide does not stand for all of them. Test ground
    is chosen first, then validation ground from the rest.

    Args:
        samples: all with a box, or all with a group.
        share: of all landslides for validation, 0 to 1.
        seed: of the choices.
        test_share: of all landslides for testing; 0 for no test ground.

    Returns:
        (n,) int: ``TRAINING``, ``VALIDATION``, ``TEST`` or ``GAP``.

    Raises:
        LabelError: if the landslides lie in fewer than two blocks, or three with test ground.
    """
    if not test_share:
        _check_blocks(samples, 2)
        roles = next(_partitions(samples, share, seed), None)
        if roles is None:
            raise LabelError(
                "The landslides lie so close together that none remains for training beside those "
                "kept for validation. Label landslides in places further apart, give a finer "
                "RESOLUTION, at which a tile covers less ground, or lower VALIDATION."
            )
        return roles
    _check_blocks(samples, 3)
    for tested in _partitions(samples, test_share, seed):
        rest = np.flatnonzero(tested == TRAINING)
        others = [samples[index] for index in rest]
        learnt = next(_partitions(others, share / (1 - test_share), seed), None)
        if learnt is not None:
            roles = np.where(tested == VALIDATION, TEST, tested)
            roles[rest] = learnt
            return roles
    raise LabelError(
        "The landslides lie so close together that none remains for training beside those kept for "
        "validation and for testing. Label landslides in places further apart, give a finer "
        "RESOLUTION, at which a tile covers less ground, or lower VALIDATION and TEST."
    )


def _check_blocks(samples: list[Sample], least: int) -> None:
    pixels, _, blocks = _ground(samples)
    count = len(np.unique(blocks[pixels > 0]))
    if count >= least:
        return
    if least == 2:
        raise LabelError(
            "The landslides are too few or too close together to keep some for validation: they "
            "fill only {count} tile-sized block(s). Label landslides in at least two places "
            "further apart; a few dozen polygons are a good start.",
            count=count,
        )
    raise LabelError(
        "The landslides are too few or too close together to keep some for validation and others "
        "for testing: they lie in only {count} place(s), which are groups of chips or tile-sized "
        "blocks. Label landslides in at least three places further apart; a few dozen polygons are "
        "a good start.",
        count=count,
    )


def _ground(samples: list[Sample]) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
    """Landslide pixels, boxes (None for groups) and number of the block of each sample."""
    pixels = np.array([sample.landslide_px for sample in samples])
    has_boxes = bool(samples) and samples[0].box is not None
    boxes = np.array([sample.box for sample in samples]) if has_boxes else None
    blocks = _blocks(boxes, pixels) if has_boxes else _numbered([s.group for s in samples])
    return pixels, boxes, blocks


def _partitions(samples: list[Sample], share: float, seed: int) -> Iterator[np.ndarray]:
    """Usable ways to keep a share, as ``VALIDATION``; the best one first."""
    pixels, boxes, blocks = _ground(samples)
    positive = np.unique(blocks[pixels > 0])
    if len(positive) < 2:
        return
    rng = np.random.default_rng(seed)
    weights = np.sqrt(pixels)
    trials = [_trial(rng, blocks, positive, weights, boxes, share) for _ in range(TRIALS)]
    for cost, roles in sorted(trials, key=lambda trial: trial[0]):
        if np.isfinite(cost):
            yield roles


def _trial(
    rng: np.random.Generator,
    blocks: np.ndarray,
    positive: np.ndarray,
    weights: np.ndarray,
    boxes: np.ndarray | None,
    share: float,
) -> tuple[float, np.ndarray]:
    """One random choice of blocks, and how far it is from what is wanted."""
    wanted = share * weights.sum()
    chosen, kept = [], 0.0
    for block in rng.permutation(positive)[:-1]:
        if kept < wanted:
            chosen.append(block)
            kept += weights[blocks == block].sum()
    spread = SPREAD / len(chosen)
    others = np.setdiff1d(np.unique(blocks), positive)
    chosen += [block for block in others if rng.random() < share]
    roles = np.where(np.isin(blocks, chosen), VALIDATION, TRAINING)
    if boxes is not None:
        roles[_near(boxes, roles == VALIDATION) & (roles == TRAINING)] = GAP
    totals = [weights[roles == role].sum() for role in (TRAINING, VALIDATION, GAP)]
    if not (totals[TRAINING] and totals[VALIDATION]):
        return np.inf, roles
    missed = abs(totals[VALIDATION] / weights.sum() - share)
    return missed + totals[-1] / weights.sum() + spread, roles


def _near(boxes: np.ndarray, is_validation: np.ndarray) -> np.ndarray:
    """Which boxes come nearer to a validation box than a quarter of a tile."""
    gap = _tile_edge(boxes) / 4
    near = np.zeros(len(boxes), bool)
    for x_min, y_min, x_max, y_max in boxes[is_validation]:
        near |= (
            (boxes[:, 0] < x_max + gap)
            & (boxes[:, 2] > x_min - gap)
            & (boxes[:, 1] < y_max + gap)
            & (boxes[:, 3] > y_min - gap)
        )
    return near


def _tile_edge(boxes: np.ndarray) -> float:
    return float(np.median(boxes[:, 2:] - boxes[:, :2]))


def _blocks(boxes: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """Number of the square block that holds each box's centre."""
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    edge = _tile_edge(boxes)
    for tiles in BLOCK_EDGES:
        cells = np.floor((centres - centres.min(0)) / (tiles * edge)).astype(np.int64)
        blocks = _numbered([tuple(cell) for cell in cells])
        if len(np.unique(blocks[pixels > 0])) >= ENOUGH_BLOCKS:
            break
    return blocks


def _numbered(names: list) -> np.ndarray:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names])
