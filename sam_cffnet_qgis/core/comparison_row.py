"""A row of a comparison: one network trained from one seed, in a file of its own when it is done."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.training_course import Course, Judged

CONVERGED_SHARE = 0.98  # of the best validation IoU
FACTS = ("architecture", "seed", "initial", "device", "epochs", "seconds", "cost")


@dataclass(frozen=True)
class SeenChip:
    """What a network made of a test chip that may be shown.

    Attributes:
        totals: of all its pixels.
        detected: (h, w) bool, thinned out for a picture.
    """

    totals: Confusion
    detected: np.ndarray


@dataclass(frozen=True)
class Row:
    """What came of a run.

    Attributes:
        architecture: name of the network in the comparison's settings.
        seed: of the run.
        initial: how the network started: ``model``, ``sam``, ``imagenet`` or ``random``.
        device: with the precision.
        epochs: answers of the engine: ``number``, ``loss``, ``iou``, ``is_best``.
        seconds: of all epochs with their validation, in all calls; features that are cached for
            several rows do not count.
        cost: see ``engine/cost.py``.
        validation: pixels of the validation chips.
        test: pixels of the test chips.
        seen: test chips that may be shown, by their number among the test chips.
    """

    architecture: str
    seed: int
    initial: str
    device: str
    epochs: list[dict]
    seconds: float
    cost: dict
    validation: ProbabilityCounts
    test: ProbabilityCounts
    seen: dict[int, SeenChip]

    @cached_property
    def threshold(self) -> float:
        """The one that suits the validation ground best; the test ground had no say."""
        return self.validation.best_threshold()

    @property
    def totals(self) -> Confusion:
        """Of the test ground at the row's threshold."""
        return self.test.confusion(self.threshold)

    @property
    def validation_iou(self) -> float:
        """Of the validation ground at the threshold that was chosen there."""
        return self.validation.confusion(self.threshold).iou

    @property
    def converged_epoch(self) -> int:
        """The first epoch whose validation IoU reaches 98 % of that of the best epoch."""
        wanted = CONVERGED_SHARE * max(epoch["iou"] for epoch in self.epochs)
        return next(epoch["number"] for epoch in self.epochs if epoch["iou"] >= wanted)

    def course(self) -> Course:
        """The run as fine-tuning sees it, for the card of its model."""
        judged = {"tuned": Judged(self.validation)}
        course = Course(self.epochs, judged, device=self.device, initial=self.initial)
        course.seconds = self.seconds
        return course

    def save(self, path: Path) -> None:
        """Write the row, whole or not at all.

        Raises:
            OutputError: if the disk is full.
        """
        facts = json.dumps({name: getattr(self, name) for name in FACTS})
        arrays = {
            "facts": np.frombuffer(facts.encode(), np.uint8),
            "validation": self.validation.counts,
            "test": self.test.counts,
        }
        for number, chip in self.seen.items():
            arrays[f"totals_{number}"] = np.array(astuple(chip.totals))
            arrays[f"detected_{number}"] = chip.detected
        part = path.with_suffix(".part")
        try:
            with part.open("wb") as stream:
                np.savez_compressed(stream, **arrays)
            os.replace(part, path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise write_error(path, error.strerror or str(error)) from error


def read_row(path: Path) -> Row | None:
    """Read a finished row; None if there is none, or it is damaged."""
    try:
        with np.load(path) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            counts = {name: ProbabilityCounts(arrays[name]) for name in ("validation", "test")}
            numbers = [int(name[9:]) for name in arrays.files if name.startswith("detected_")]
            seen = {
                number: SeenChip(
                    Confusion(*arrays[f"totals_{number}"].tolist()), arrays[f"detected_{number}"]
                )
                for number in numbers
            }
        return Row(**facts, **counts, seen=seen)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error):
        return None
