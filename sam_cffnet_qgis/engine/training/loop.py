"""The training loop: AdamW, warm-up and cosine, averaged weights, atomic checkpoints."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from torch import nn

from sam_cffnet_qgis.engine.devices import autocast
from sam_cffnet_qgis.engine.training.losses import bce_dice_loss

Tensors = tuple[torch.Tensor, ...]
Batch = tuple[Tensors, torch.Tensor, torch.Tensor]  # inputs of the network, masks, known pixels


@dataclass(frozen=True)
class TrainingPlan:
    """Length and rates of a training run.

    Attributes:
        average_decay: of the exponential moving average of the weights, which is the result.
        checkpoint_steps: a killed ``run`` loses at most so many steps.
        precision: ``fp32``, or ``bf16`` or ``fp16`` where the device computes in it.
        is_new: the network has seen no image yet, so that the statistics of its batch norms mean
            nothing: the first steps count as much as all that follow.
    """

    steps: int
    batch: int
    encoder_rate: float
    decoder_rate: float
    final_rate: float = 1e-7
    warmup_steps: int = 0
    weight_decay: float = 0.01
    average_decay: float = 0.99
    checkpoint_steps: int = 50
    seed: int = 0
    precision: str = "fp32"
    is_new: bool = False


def rate_factor(step: int, plan: TrainingPlan) -> float:
    """Linear warm-up, then half a cosine down to ``final_rate / decoder_rate``."""
    if step < plan.warmup_steps:
        return (step + 1) / plan.warmup_steps
    progress = (step - plan.warmup_steps) / max(plan.steps - plan.warmup_steps, 1)
    floor = plan.final_rate / plan.decoder_rate
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * progress))


class Trainer:
    """Network, its averaged copy and the optimiser of one run.

    Every step draws its tiles, and what dropout leaves out, from generators seeded by run and step, so
    that a resumed run sees what an uninterrupted one would have seen.
    """

    def __init__(self, network: nn.Module, plan: TrainingPlan) -> None:
        """Prepare a network with a ``decoder``, and an ``image_encoder`` unless that is frozen."""
        self.network = network
        self.average = deepcopy(network).eval().requires_grad_(False)
        self.plan = plan
        parts = {"image_encoder": plan.encoder_rate, "decoder": plan.decoder_rate}
        groups = [
            {"params": trainable(getattr(network, name)), "lr": rate}
            for name, rate in parts.items()
            if hasattr(network, name)
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=plan.weight_decay)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: rate_factor(step, plan)
        )
        self.scaler = torch.amp.GradScaler(enabled=plan.precision == "fp16")
        self.step = 0
        norms = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d) and plan.is_new]
        self._new_norms = {norm: norm.momentum for norm in norms}

    def run(
        self,
        draw: Callable[[np.random.Generator, int], Batch],
        checkpoint: Path,
        report: Callable[[int, float], None],
    ) -> nn.Module:
        """Train to the plan's end, resuming from ``checkpoint`` if it exists.

        Args:
            draw: gives a batch for a generator and a size.
            checkpoint: file that holds the run's state.
            report: called with step and loss after every step.

        Returns:
            The network with averaged weights, in evaluation mode.
        """
        if checkpoint.exists():
            self.load(checkpoint)
        while self.step < self.plan.steps:
            report(self.step, self.advance(*draw(self.generator(), self.plan.batch)))
            if self.step % self.plan.checkpoint_steps == 0:
                self.save(checkpoint)
        return self.average

    def generator(self) -> np.random.Generator:
        """Random numbers of the next step."""
        return np.random.default_rng([self.plan.seed, self.step])

    def advance(self, inputs: Tensors, masks: torch.Tensor, known: torch.Tensor) -> float:
        """Take one step and return its loss."""
        torch.manual_seed(int(self.generator().integers(2**32)))  # what dropout leaves out
        self.network.train()
        self._hasten_statistics()
        with autocast(masks.device, self.plan.precision):
            logits = self.network(*inputs)
        loss = bce_dice_loss(logits.float(), masks, known)
        self.optimizer.zero_grad(set_to_none=True)
        self.scaler.scale(loss).backward()
        self.scaler.unscale_(self.optimizer)
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.schedule.step()
        self.step += 1
        self._update_average()
        return float(loss.detach())

    def _hasten_statistics(self) -> None:
        """Let a new network's batch norms forget the variance of 1 that they begin with.

        With the usual momentum it would weigh 43 % after 8 steps, and validation would judge that.
        """
        for norm, momentum in self._new_norms.items():
            norm.momentum = max(momentum, 1 / (self.step + 1))

    @torch.no_grad()
    def _update_average(self) -> None:
        # A short memory at first, so that the average does not keep the random start.
        decay = min(self.plan.average_decay, self.step / (self.step + 10))
        own = self.network.state_dict()
        for name, mean in self.average.state_dict().items():
            if mean.is_floating_point():
                mean.lerp_(own[name], 1 - decay)
            else:
                mean.copy_(own[name])

    def save(self, path: Path, **facts: object) -> None:
        """Write the state and further facts in one step."""
        state = {
            "step": self.step,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "scaler": self.scaler.state_dict(),
            "facts": facts,
        }
        content = BytesIO()  # torch's own writing hides what the system says of a full disk
        torch.save(state, content)
        write_whole(path, content.getbuffer())

    def load(self, path: Path) -> dict:
        """Read a state that ``save`` wrote; returns its further facts."""
        state = torch.load(path, weights_only=True)  # nosec B614
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.scaler.load_state_dict(state["scaler"])
        return state["facts"]


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write or replace a file in one step, also before a power cut.

    Raises:
        OSError: if it cannot be written; a file that was there is then untouched, and alone.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def trainable(module: nn.Module) -> list[nn.Parameter]:
    """Parameters that are not frozen."""
    return [parameter for parameter in module.parameters() if parameter.requires_grad]
