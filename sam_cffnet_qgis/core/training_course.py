"""What the engine tells of a training run, as it comes: epochs, probabilities, progress."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.chip_store import LANDSLIDE, UNKNOWN, StoredChip, read_stored
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.metrics import ProbabilityCounts
from sam_cffnet_qgis.core.settings import FineTuneSettings

CACHE_SHARE = 0.6  # of the progress, where a SAM encoder's features are computed first


@dataclass
class Judged:
    """A model's probabilities on the validation chips.

    Attributes:
        counts: pixels of all chips.
        probabilities: (H, W) float16 of each chip, in the order of the store.
    """

    counts: ProbabilityCounts = field(default_factory=ProbabilityCounts)
    probabilities: list[np.ndarray] = field(default_factory=list)


@dataclass
class Course:
    """What happened in a run.

    Attributes:
        epochs: answers of the engine: ``number``, ``loss``, ``iou``, ``is_best``.
        judged: by ``start`` (if it was trained) and ``tuned``.
        learnt: the tuned model's pixels of the training chips, empty unless it was judged on them.
        device: that was used.
        initial: how the network started: ``model``, ``sam``, ``imagenet`` or ``random``.
        seconds: of this call; a resumed run does not count the calls before.
        judges_all: epochs are judged on the training chips as well, see the engine's plan.
    """

    epochs: list[dict] = field(default_factory=list)
    judged: dict[str, Judged] = field(default_factory=dict)
    learnt: ProbabilityCounts = field(default_factory=ProbabilityCounts)
    device: str = ""
    initial: str = ""
    seconds: float = 0.0
    judges_all: bool = False

    @property
    def best_epoch(self) -> int:
        """Number of the epoch whose weights are kept; 0 is the start model."""
        return [epoch["number"] for epoch in self.epochs if epoch["is_best"]][-1]


class Listener:
    """Turns the engine's answers into the run's course, messages and progress."""

    def __init__(
        self,
        course: Course,
        settings: FineTuneSettings,
        chips: list[StoredChip],
        folder: Path,
        feedback: Feedback,
    ) -> None:
        self._course = course
        self._settings = settings
        self._validation = [chip for chip in chips if chip.role == "validation"]
        self._to_learn = iter([chip for chip in chips if chip.role == "training"])
        self._folder = folder
        self._feedback = feedback
        self._epochs_from = 0.0
        self._caching_since = 0.0

    def hear(self, header: dict, arrays: dict[str, np.ndarray]) -> None:
        """Take one answer."""
        getattr(self, f"_{header['type']}")(header, arrays)

    def _started(self, header: dict, arrays: dict) -> None:
        self._course.device = f"{header['device']}, {header['precision']}"
        self._course.initial = header["initial"]
        self._feedback.info("Training on {device}.", device=self._course.device)
        self._tell_beginning()
        self._caching_since = time.monotonic()

    def _tell_beginning(self) -> None:
        initial, folder = self._course.initial, self._settings.encoder_weights
        if initial == "sam":
            self._feedback.info("A new decoder is trained on SAM's encoder, which stays as it is.")
        elif initial == "imagenet":
            self._feedback.info(
                "A new network is trained; its encoder starts from ImageNet weights."
            )
        elif initial == "random":
            self._feedback.info("A new network is trained; it starts from random weights.")
            if folder:
                self._feedback.warn(
                    "The folder ENCODER_WEIGHTS ({folder}) has no weights for this network's encoder.",
                    folder=folder,
                )

    def _cached(self, header: dict, arrays: dict) -> None:
        done, total = header["done"], header["total"]
        self._epochs_from = CACHE_SHARE
        self._feedback.set_progress(CACHE_SHARE * done / total)
        seconds = time.monotonic() - self._caching_since
        if done in (1, total) or done % max(total // 10, 1) == 0:
            self._feedback.info(
                "Features of {done} of {total} chips after {seconds:.0f} s.",
                done=done,
                total=total,
                seconds=seconds,
            )

    def _judged(self, header: dict, arrays: dict[str, np.ndarray]) -> None:
        if header["role"] == "training":
            for probability, chip in zip(arrays["probability"], self._to_learn):
                self._count(self._course.learnt, probability, chip)
            return
        judged = self._course.judged.setdefault(header["model"], Judged())
        for probability in arrays["probability"]:
            chip = self._validation[len(judged.probabilities)]
            self._count(judged.counts, probability, chip)
            judged.probabilities.append(probability.astype(np.float16))

    def _count(self, counts: ProbabilityCounts, probability: np.ndarray, chip: StoredChip) -> None:
        _, label = read_stored(self._folder, chip)
        counts.add(probability, label == LANDSLIDE, label != UNKNOWN)

    def _epoch(self, header: dict, arrays: dict) -> None:
        self._course.epochs.append(header)
        rest = 1 - self._epochs_from
        share = header["number"] / self._settings.epochs
        self._feedback.set_progress(self._epochs_from + rest * min(share, 1.0) * 0.98)
        if header["number"] == 0:
            text = "Start model: validation IoU {iou:.4f}."
            if self._course.judges_all:
                text = "Start model: IoU {iou:.4f} on validation and training chips."
            self._feedback.info(text, iou=header["iou"])
            return
        text = "Epoch {number} of {epochs}: loss {loss:.4f}, validation IoU {iou:.4f}."
        if self._course.judges_all:
            text = (
                "Epoch {number} of {epochs}: loss {loss:.4f}, IoU {iou:.4f} on validation and training "
                "chips."
            )
        self._feedback.info(
            text,
            number=header["number"],
            epochs=self._settings.epochs,
            loss=header["loss"],
            iou=header["iou"],
        )
