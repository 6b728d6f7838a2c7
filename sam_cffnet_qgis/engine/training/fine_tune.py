"""Fine-tuning: epochs over stored chips, judged on validation ground, resumed where they stopped.

Loss, optimiser and schedule are the published ones (Xi et al. 2024, section 3.2: AdamW, cosine to
1e-7).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save
from torch import nn

from sam_cffnet_qgis.engine.training.augment import targets
from sam_cffnet_qgis.engine.training.loop import Trainer, TrainingPlan, write_whole
from sam_cffnet_qgis.engine.training.sources import CachedFeatures, FineTunePlan, WholeNetwork

IOU_THRESHOLDS = torch.arange(5, 96) / 100  # those that core/metrics.py chooses from
STATE_NAME = "state.pt"
BEST_NAME = "best.safetensors"
TIMED_STEPS = 3


@dataclass(frozen=True)
class Epoch:
    """One epoch's mean loss, IoU at its best threshold, and whether it is the best yet.

    Epoch 0 is the start model, which has no loss.
    """

    number: int
    loss: float | None
    iou: float
    is_best: bool


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
            is_new=not is_trained,
        )
        self._trainer = Trainer(source.network, training)
        is_judged_by_all = plan.judges_all and is_trained
        self._judges = ("validation", "training") if is_judged_by_all else ("validation",)
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
            losses = [self._step() for _ in range(self._source.steps_per_epoch)]
            yield self._finish_epoch(float(np.mean(losses)))

    def seconds_per_epoch(self) -> float:
        """Time some steps, a validation and the writing of an epoch; spoils weights and folder."""
        self._step()  # the first is slow: memory is taken, kernels are chosen
        start = time.perf_counter()
        for _ in range(TIMED_STEPS):
            self._step()
        step = (time.perf_counter() - start) / TIMED_STEPS
        start = time.perf_counter()
        self._finish_epoch(0.0)
        return step * self._source.steps_per_epoch + time.perf_counter() - start

    def _step(self) -> float:
        batch = self._source.draw(self._trainer.generator(), self._trainer.step)
        return self._trainer.advance(*batch)

    def _finish_epoch(self, loss: float | None) -> Epoch:
        """Judge the averaged weights and save the state; the best weights first."""
        iou = self.judged_iou(self._trainer.average)
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

    def judged_iou(self, network: nn.Module) -> float:
        """Pixel IoU of a network at the threshold that suits it best."""
        totals = torch.zeros(3, len(IOU_THRESHOLDS), dtype=torch.int64)
        judged = chain.from_iterable(self.probabilities(network, role) for role in self._judges)
        for probability, labels in judged:
            masks, known = (part.bool() for part in targets(labels))
            landslides, others = probability[masks & known], probability[~masks & known]
            for row, values in enumerate((landslides, others)):
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
