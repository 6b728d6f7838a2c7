"""What the engine tells of a comparison's row, as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.chip_store import LANDSLIDE, UNKNOWN, StoredChip, read_stored
from sam_cffnet_qgis.core.comparison_pictures import find_candidates, thinned
from sam_cffnet_qgis.core.comparison_row import Row, SeenChip
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.metrics import ProbabilityCounts
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.training_course import CACHE_SHARE

SECONDS_NAME = "seconds"
JUDGED = ("validation", "test")
TOLD_EPOCHS = 5  # of a run, beside its last
FINISHED_SHARE = 0.95  # of a row's progress when its last epoch is done


class RowListener:
    """Turns the engine's answers into a row, messages and progress."""

    def __init__(
        self,
        chips: list[StoredChip],
        epochs: int,
        store: Path,
        folder: Path,
        feedback: Feedback,
        progress: Callable[[float], None],
    ) -> None:
        """Prepare for a run.

        Args:
            chips: of the store.
            epochs: most of them, unless the engine plans them itself.
            store: folder of the chips' pixels.
            folder: of the run.
            feedback: messages.
            progress: is told the done share of the row, 0 to 1.
        """
        self._store = store
        self._path = folder / SECONDS_NAME
        self._feedback = feedback
        self._progress = progress
        self._most = epochs
        own = {role: [chip for chip in chips if chip.role == role] for role in JUDGED}
        self._shown = set(find_candidates(own["test"]))
        self._to_judge = {role: enumerate(own[role]) for role in JUDGED}
        self._counts = {role: ProbabilityCounts() for role in JUDGED}
        self._seen: dict[int, tuple[ProbabilityCounts, np.ndarray]] = {}
        self._epochs: list[dict] = []
        self._before = self._read_seconds()
        self._seconds = self._before
        self._since = time.monotonic()
        self._epochs_from = 0.0
        self._started_as: dict = {}

    def hear(self, header: dict, arrays: dict[str, np.ndarray]) -> None:
        """Take one answer."""
        getattr(self, f"_{header['type']}")(header, arrays)

    def row(self, architecture: str, seed: int, cost: dict) -> Row:
        """The row, when all answers are taken."""
        threshold = self._counts["validation"].best_threshold()
        seen = {
            number: SeenChip(counts.confusion(threshold), probability > threshold)
            for number, (counts, probability) in self._seen.items()
        }
        started = self._started_as
        return Row(
            architecture,
            seed,
            started["initial"],
            f"{started['device']}, {started['precision']}",
            self._epochs,
            self._seconds,
            cost,
            self._counts["validation"],
            self._counts["test"],
            seen,
        )

    def _started(self, header: dict, arrays: dict) -> None:
        self._started_as = header
        self._since = time.monotonic()

    def _cached(self, header: dict, arrays: dict) -> None:
        self._epochs_from = CACHE_SHARE
        self._progress(CACHE_SHARE * header["done"] / header["total"])
        self._since = time.monotonic()

    def _planned(self, header: dict, arrays: dict) -> None:
        self._most = header["epochs"]
        self._feedback.info(
            "{count} epochs fit into the training time of a row.", count=header["epochs"]
        )
        self._since = time.monotonic()

    def _epoch(self, header: dict, arrays: dict) -> None:
        self._epochs.append({name: header[name] for name in ("number", "loss", "iou", "is_best")})
        self._seconds = self._before + time.monotonic() - self._since
        self._write_seconds()
        rest = FINISHED_SHARE * (1 - self._epochs_from)
        self._progress(self._epochs_from + rest * min(header["number"] / self._most, 1.0))
        number = header["number"]
        if number and (number == self._most or number % max(self._most // TOLD_EPOCHS, 1) == 0):
            self._feedback.info(
                "Epoch {number} of {epochs}: loss {loss:.4f}, validation IoU {iou:.4f}.",
                number=number,
                epochs=self._most,
                loss=header["loss"],
                iou=header["iou"],
            )

    def _judged(self, header: dict, arrays: dict[str, np.ndarray]) -> None:
        if header["model"] != "tuned":  # the start model as it came
            return
        role = header["role"]
        for probability in arrays["probability"]:
            number, chip = next(self._to_judge[role])
            _, label = read_stored(self._store, chip)
            pixels = (probability, label == LANDSLIDE, label != UNKNOWN)
            self._counts[role].add(*pixels)
            if role == "test" and number in self._shown:
                counts = ProbabilityCounts()
                counts.add(*pixels)
                self._seen[number] = (counts, thinned(probability))

    def _read_seconds(self) -> float:
        """Time that was spent before the run was stopped."""
        try:
            return float(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0.0

    def _write_seconds(self) -> None:
        try:
            self._path.write_text(f"{self._seconds:.3f}", encoding="utf-8")
        except OSError as error:
            raise write_error(self._path, error.strerror or str(error)) from error
