"""Fine-tuning: epochs over stored chips, judged on validation ground, resumed where they stopped.

A SAM encoder stays frozen and its features come from a cache; the light model trains as a whole, its
encoder at a smaller rate. Loss, optimiser and schedule are the published ones (Xi et al. 2024,
section 3.2: AdamW, cosine to 1e-7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save
from torch import nn

from sam_cffnet_qgis.engine.devices import autocast
from sam_cffnet_qgis.engine.model.network import LandslideNetwork
from sam_cffnet_qgis.engine.training.augment import (
    NO_AUGMENTATION,
    Augmentation,
    TileSampler,
    mirrored_window,
    targets,
)
from sam_cffnet_qgis.engine.training.feature_cache import FeatureCache
from sam_cffnet_qgis.engine.training.loop import Batch, Trainer, TrainingPlan, write_whole
from sam_cffnet_qgis.engine.training.stored_chips import (
    OVERLAP_SHARE,
    TrainingChip,
    as_inputs,
    balanced_groups,
    judged_places,
)

MIN_STEPS = 8  # an epoch of the light model, whose tiles differ each time they are drawn
ENCODER_RATE_SHARE = 0.2  # of the decoder's rate, for the light model's encoder
IOU_THRESHOLDS = torch.arange(5, 96) / 100  # those that core/metrics.py chooses from
STATE_NAME = "state.pt"
BEST_NAME = "best.safetensors"
# Of few images every tile is seen often: varied less, they were learnt by heart (models/README.md).
LOCAL = Augmentation(scale_jitter=0.4, coarsen_share=0.0, grey_share=0.0)


@dataclass(frozen=True)
class FineTunePlan:
    """A run's settings, see ``core.settings.FineTuneSettings``."""

    epochs: int
    batch: int
    learning_rate: float
    patience: int
    seed: int
    augment: bool
    precision: str


@dataclass(frozen=True)
class Epoch:
    """One epoch's mean loss, validation IoU at its best threshold, and whether it is the best yet.

    Epoch 0 is the start model, which has no loss.
    """

    number: int
    loss: float | None
    iou: float
    is_best: bool


class WholeNetwork:
    """The light model: tiles are drawn anew every step and go through the whole network."""

    def __init__(
        self,
        network: LandslideNetwork,
        training: list[TrainingChip],
        validation: list[TrainingChip],
        plan: FineTunePlan,
    ) -> None:
        network.image_encoder.freeze_stem()
        network.freeze_statistics()
        self.network: nn.Module = network
        self.encoder_rate = plan.learning_rate * ENCODER_RATE_SHARE
        self._device = next(network.parameters()).device
        self._batch = plan.batch
        self._precision = plan.precision
        self._tile_px = network.tile_px
        variation = LOCAL if plan.augment else NO_AUGMENTATION
        self._sampler = TileSampler(balanced_groups(training), network.tile_px, variation)
        self._chips = {"training": training, "validation": validation}
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
        from copy import copy, deepcopy

        twin = copy(self)
        twin._modules = {"decoder": deepcopy(self.decoder, memo)}
        return twin


class CachedFeatures:
    """A SAM model: an epoch passes each training chip once, in a random flip or turn."""

    def __init__(
        self,
        network: LandslideNetwork,
        training: FeatureCache,
        validation: FeatureCache,
        plan: FineTunePlan,
    ) -> None:
        self.network: nn.Module = CachedDecoder(network)
        self.encoder_rate = 0.0
        self._device = next(network.parameters()).device
        self._training = training
        self._caches = {"training": training, "validation": validation}
        self._plan = plan
        self._batch = plan.batch
        self.steps_per_epoch = -(-len(training) // plan.batch)

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


class FineTuner:
    """Runs epochs, keeps the best weights, and resumes from the folder's state."""

    def __init__(
        self,
        source: WholeNetwork | CachedFeatures,
        plan: FineTunePlan,
        folder: Path,
        is_trained: bool,
    ) -> None:
        """Prepare a run; a start model that is trained is itself a candidate for the best."""
        self._is_trained = is_trained
        self._source = source
        self._plan = plan
        self._folder = folder
        steps = plan.epochs * source.steps_per_epoch
        training = TrainingPlan(
            steps,
            plan.batch,
            source.encoder_rate,
            plan.learning_rate,
            seed=plan.seed,
            precision=plan.precision,
        )
        self._trainer = Trainer(source.network, training)
        self.history: list[Epoch] = []

    def epochs(self) -> Iterator[Epoch]:
        """Train until the last epoch or until patience ends.

        Yields:
            Each epoch when it is done and saved; first those of the run that is resumed.
        """
        path = self._folder / STATE_NAME
        if path.exists():
            self.history = [Epoch(*row) for row in self._trainer.load(path)["history"]]
            yield from self.history
        elif self._is_trained:
            yield self._finish_epoch(None)
        while not self._is_finished():
            losses = []
            for _ in range(self._source.steps_per_epoch):
                batch = self._source.draw(self._trainer.generator(), self._trainer.step)
                losses.append(self._trainer.advance(*batch))
            yield self._finish_epoch(float(np.mean(losses)))

    def _finish_epoch(self, loss: float | None) -> Epoch:
        """Judge the averaged weights and save the state; the best weights first."""
        iou = self.validation_iou()
        is_best = not self.history or iou > self._best().iou
        number = self.history[-1].number + 1 if self.history else int(loss is not None)
        epoch = Epoch(number, loss, iou, is_best)
        self.history.append(epoch)
        if is_best:
            tensors = self._trainer.average.state_dict()
            content = save({name: tensor.contiguous() for name, tensor in tensors.items()})
            write_whole(self._folder / BEST_NAME, content)
        rows = [[e.number, e.loss, e.iou, e.is_best] for e in self.history]
        self._trainer.save(self._folder / STATE_NAME, history=rows)
        return epoch

    def _best(self) -> Epoch:
        return [epoch for epoch in self.history if epoch.is_best][-1]

    def _is_finished(self) -> bool:
        if not self.history:
            return False
        last = self.history[-1].number
        return last >= self._plan.epochs or last - self._best().number >= self._plan.patience

    def load_best(self) -> nn.Module:
        """The network, or the decoder alone, with its best weights."""
        self._trainer.average.load_state_dict(load_file(self._folder / BEST_NAME))
        return self._trainer.average

    def validation_iou(self) -> float:
        """Pixel IoU of the averaged weights at the threshold that suits them best."""
        totals = torch.zeros(3, len(IOU_THRESHOLDS), dtype=torch.int64)
        for probability, labels in self.probabilities(self._trainer.average, "validation"):
            masks, known = (part.bool() for part in targets(labels))
            found, missed = probability[masks & known], probability[~masks & known]
            for row, values in enumerate((found, missed)):
                # Number of values above each threshold, by counting those up to it.
                ordered = values.flatten().sort().values
                above = len(ordered) - torch.searchsorted(ordered, IOU_THRESHOLDS, right=True)
                totals[row] += above
            totals[2] += int((masks & known).sum())
        return float((totals[0] / (totals[2] + totals[1]).clamp(min=1)).max())

    @torch.inference_mode()
    def probabilities(
        self, network: nn.Module, role: str
    ) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Probabilities and labels (B, 1, H, W) of a role's chips, in order, on the CPU."""
        network.eval()
        yield from self._source.probabilities(network, role)
