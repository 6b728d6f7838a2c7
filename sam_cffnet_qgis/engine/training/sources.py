"""Where a run's batches and its judged probabilities come from: the whole network, or cached features.

A SAM encoder stays frozen and its features come from a cache; any other network trains as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from torch import nn

from sam_cffnet_qgis.engine.devices import autocast
from sam_cffnet_qgis.engine.model.network import LandslideNetwork
from sam_cffnet_qgis.engine.training.augment import (
    FLIPS_AND_TURNS,
    NO_AUGMENTATION,
    Augmentation,
    TileSampler,
    mirrored_window,
    targets,
)
from sam_cffnet_qgis.engine.training.feature_cache import FeatureCache
from sam_cffnet_qgis.engine.training.loop import Batch
from sam_cffnet_qgis.engine.training.stored_chips import (
    OVERLAP_SHARE,
    TrainingChip,
    as_inputs,
    balanced_groups,
    judged_places,
)

MIN_STEPS = 8  # an epoch of a whole network, whose tiles differ each time they are drawn
# Of the decoder's rate, for an encoder that has learnt already: at the full rate, the first steps of a
# random decoder would wash out what ImageNet or the start model has taught it.
ENCODER_RATE_SHARE = 0.2
# A new network must learn what does not matter.
NEW = Augmentation(scale_jitter=0.4, coarsen_share=0.0, grey_share=0.0)
# A trained one knows, and one region has one light and one season. Varied as much as in its first
# training, tiles shifted the probabilities of the region's own images (models/README.md).
LOCAL = Augmentation(
    scale_jitter=0.2,
    coarsen_share=0.0,
    other_ground_share=0.0,
    blank_share=0.0,
    blur_share=0.1,
    grey_share=0.0,
    colour=0.3,
)


@dataclass(frozen=True)
class FineTunePlan:
    """A run's settings, see ``core.settings.FineTuneSettings``.

    Attributes:
        augment: vary the tiles of a whole network by scale, light and haze too.
        flips_only: vary tiles by flips and quarter turns alone, as cached features are; so that a
            comparison shows all networks the same.
        judges_all: epochs of a trained start model are judged on the training chips as well, as one
            or two images for validation say little of all others.
        minutes: that epochs and validation may take together, which then choose the number of
            epochs; 0 for ``epochs``.
    """

    epochs: int
    batch: int
    learning_rate: float
    patience: int
    seed: int
    augment: bool
    precision: str
    flips_only: bool = False
    judges_all: bool = False
    minutes: float = 0.0


class WholeNetwork:
    """A network without a cache: tiles are drawn anew every step and go through all of it."""

    def __init__(
        self,
        network: LandslideNetwork,
        chips: dict[str, list[TrainingChip]],
        plan: FineTunePlan,
        initial: str,
    ) -> None:
        """Freeze what a trained model has learnt well enough.

        Args:
            network: trains as a whole.
            chips: by role; training, validation and others to judge.
            plan: of the run.
            initial: how it starts: ``model``, ``imagenet`` or ``random``. A new network's
                statistics must follow the data, so nothing of it is frozen.
        """
        if initial == "model":
            if hasattr(network.image_encoder, "freeze_stem"):  # of the light model's encoder
                network.image_encoder.freeze_stem()
            network.freeze_statistics()
        self.network: nn.Module = network
        self.encoder_rate = plan.learning_rate
        if initial != "random":
            self.encoder_rate *= ENCODER_RATE_SHARE
        self._device = next(network.parameters()).device
        self._batch = plan.batch
        self._precision = plan.precision
        self._tile_px = network.tile_px
        variation = LOCAL if initial == "model" else NEW
        variation = FLIPS_AND_TURNS if plan.flips_only else variation
        variation = variation if plan.augment else NO_AUGMENTATION
        training = chips["training"]
        self._sampler = TileSampler(balanced_groups(training), network.tile_px, variation)
        self._chips = chips
        pixels = sum(chip.chip.label.size for chip in training)
        tiles = max(len(training), pixels // network.tile_px**2)
        self.steps_per_epoch = max(-(-tiles // plan.batch), MIN_STEPS)

    def draw(self, rng: np.random.Generator, step: int) -> Batch:
        """A training batch."""
        (tiles,), masks, known = self._sampler.batch(rng, self._batch)
        device = self._device
        return (tiles.to(device),), masks.to(device), known.to(device)

    def probabilities(
        self, network: nn.Module, role: str
    ) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Probabilities and labels (1, 1, H, W) of a role's chips, in order, on the CPU.

        An image from a folder is seen by tiles that lie as chance wills, as in detection: with its
        landslide in the middle of a tile it would look easier than it is.
        """
        chips = self._chips[role]
        places = [self._places(stored, number) for number, stored in enumerate(chips)]
        jobs = [(number, place) for number, own in enumerate(places) for place in own]
        planes: dict[int, torch.Tensor] = {}
        for start in range(0, len(jobs), self._batch):
            batch = jobs[start : start + self._batch]
            tiles = as_inputs(
                [
                    mirrored_window(chips[number].chip.image, rows[0], columns[0], self._tile_px)
                    for number, (rows, columns) in batch
                ]
            )
            with autocast(self._device, self._precision):
                logits = network(tiles.to(self._device))
            for (number, place), tile in zip(batch, logits.float().sigmoid().cpu()[:, 0]):
                label = torch.from_numpy(chips[number].chip.label)[None, None]
                plane = planes.setdefault(number, torch.empty(label.shape))
                own = tuple(part for _, part in place)
                inside = tuple(slice(part.start - at, part.stop - at) for at, part in place)
                plane[(0, 0, *own)] = tile[inside]
                if place is places[number][-1]:
                    yield planes.pop(number), label

    def _places(self, stored: TrainingChip, number: int) -> list[tuple]:
        """Of each tile that judges a chip, for rows and columns: its start and what it decides."""
        shape = stored.chip.label.shape
        if stored.is_tile:
            return [tuple((0, slice(0, length)) for length in shape)]
        step = self._tile_px - self._tile_px // OVERLAP_SHARE
        phases = np.random.default_rng(number).integers(step, size=2)
        axes = [judged_places(n, self._tile_px, int(phase)) for n, phase in zip(shape, phases)]
        return list(product(*axes))


class CachedDecoder(nn.Module):
    """The decoder of a network whose encoder's features are given."""

    def __init__(self, network: LandslideNetwork) -> None:
        super().__init__()
        self.decoder = network.decoder
        self._enlarge = network.encoder_input
        self._tile_px = network.tile_px

    def forward(self, levels: list[torch.Tensor], tiles: torch.Tensor) -> torch.Tensor:
        """Levels (B, C, h, w) and tiles (B, 3, tile_px, tile_px) -> (B, 1, tile_px, tile_px)."""
        return self.decoder(levels, self._enlarge(tiles), self._tile_px)

    def __deepcopy__(self, memo: dict) -> CachedDecoder:
        """Copy the decoder alone: the encoder behind ``_enlarge`` is large and frozen."""
        twin = copy(self)
        twin._modules = {"decoder": deepcopy(self.decoder, memo)}
        return twin


class CachedFeatures:
    """A decoder on SAM: an epoch passes each training chip once, in a random flip or turn."""

    def __init__(
        self, network: LandslideNetwork, caches: dict[str, FeatureCache], plan: FineTunePlan
    ) -> None:
        """Take the filled caches by role; training, validation and others to judge."""
        self.network: nn.Module = CachedDecoder(network)
        self.encoder_rate = 0.0
        self._device = next(network.parameters()).device
        self._training = caches["training"]
        self._caches = caches
        self._plan = plan
        self._batch = plan.batch
        self.steps_per_epoch = -(-len(self._training) // plan.batch)

    def draw(self, rng: np.random.Generator, step: int) -> Batch:
        """A training batch; the last of an epoch may be smaller."""
        epoch, place = divmod(step, self.steps_per_epoch)
        order = np.random.default_rng([self._plan.seed, epoch]).permutation(len(self._training))
        numbers = order[place * self._batch : (place + 1) * self._batch].tolist()
        variants = rng.integers(self._training.variants, size=len(numbers)).tolist()
        levels, tiles, labels = self._training.batch(numbers, variants, self._device)
        return (levels, tiles), *targets(labels)

    def probabilities(
        self, network: nn.Module, role: str
    ) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Probabilities and labels (B, 1, H, W) of a role's chips, in order, on the CPU."""
        cache = self._caches[role]
        for start in range(0, len(cache), self._batch):
            numbers = list(range(start, min(start + self._batch, len(cache))))
            levels, tiles, labels = cache.batch(numbers, [0] * len(numbers), self._device)
            with autocast(self._device, self._plan.precision):
                logits = network(levels, tiles)
            yield logits.float().sigmoid().cpu(), labels.cpu()
