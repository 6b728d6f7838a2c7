"""Training the rows of a comparison, one after the other, in a folder that outlives a stop."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.architectures import START_MODEL, architecture_title, is_sam
from sam_cffnet_qgis.core.chip_store import StoredChip
from sam_cffnet_qgis.core.comparison_listener import JUDGED, RowListener
from sam_cffnet_qgis.core.comparison_row import Row, read_row
from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.training_request import WEIGHTS_NAME, training_request
from sam_cffnet_qgis.core.training_start import TrainingStart

ROWS_NAME = "rows"


@dataclass(frozen=True)
class Run:
    """What a row is made from."""

    architecture: str
    seed: int

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.architecture}-{self.seed}"


@dataclass(frozen=True)
class Comparison:
    """What all rows have in common.

    Attributes:
        settings: of the comparison.
        card: of the start model.
        starts: what the engine starts from, by architecture.
        folder: of the run; holds the store.
        chips: of the store.
        variants: flips and turns of which a SAM encoder's features are cached.
    """

    settings: ComparisonSettings
    card: ModelCard
    starts: dict[str, TrainingStart]
    folder: Path
    chips: list[StoredChip]
    variants: int

    @property
    def runs(self) -> list[Run]:
        """In the order of training: every network once, before any is trained again."""
        first = self.settings.training.seed
        seeds = range(first, first + self.settings.seeds)
        return [Run(name, seed) for seed in seeds for name in self.starts]

    @property
    def is_on_sam(self) -> bool:
        """Whether any network has SAM's encoder, whose tiles are varied by flips and turns alone."""
        return any(is_sam(start.card.architecture) for start in self.starts.values())

    def chips_for(self, role: str) -> list[StoredChip]:
        """The chips of a role, in the order of the store."""
        return [chip for chip in self.chips if chip.role == role]

    def title(self, architecture: str) -> str:
        """Name of a network for people."""
        card = self.starts[architecture].card
        is_start = architecture == START_MODEL and card.trained
        return card.title if is_start else architecture_title(card.architecture)

    def row_path(self, run: Run) -> Path:
        """File of a finished row."""
        return self.folder / ROWS_NAME / f"{run.name}.npz"

    def run_folder(self, run: Run) -> Path:
        """Folder of the engine's state and weights."""
        return self.folder / ROWS_NAME / run.name

    def remove_state(self, run: Run, with_weights: bool) -> None:
        """Remove what a finished row needs no more."""
        folder = self.run_folder(run)
        if with_weights:
            shutil.rmtree(folder, ignore_errors=True)
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != WEIGHTS_NAME:
                path.unlink(missing_ok=True)


def comparison_digest(settings: ComparisonSettings, is_on_sam: bool, base: str) -> str:
    """Name of a comparison's folder, which changes with all that changes a row.

    Networks and the number of runs do not: after a stop they may be others, and what is finished
    still counts.

    Args:
        settings: of the comparison.
        is_on_sam: whether any network has SAM's encoder.
        base: name of the folder that the training alone would have.
    """
    facts = [base, settings.minutes, is_on_sam, bool(settings.training.name), "comparison"]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[: len(base)]


def train_row(
    comparison: Comparison,
    run: Run,
    engine: EngineClient,
    cost: dict,
    feedback: Feedback,
    progress: Callable[[float], None],
) -> Row:
    """Train and judge a network, going on where it was stopped.

    Args:
        comparison: what all rows have in common.
        run: network and seed.
        engine: that has said hello.
        cost: of the network, see ``network_costs``.
        feedback: messages.
        progress: is told the done share of the row, 0 to 1.

    Raises:
        SamCffnetError: as the engine names it, or ``Cancelled``; finished epochs are kept.
    """
    folder = comparison.run_folder(run)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder, error.strerror or str(error)) from error
    planned = _planned_epochs(comparison, run)
    epochs = planned or comparison.settings.training.epochs
    listener = RowListener(comparison.chips, epochs, comparison.folder, folder, feedback, progress)
    for header, arrays in engine.train(_request(comparison, run, planned)):
        listener.hear(header, arrays)
    row = listener.row(run.architecture, run.seed, cost)
    row.save(comparison.row_path(run))
    return row


def _planned_epochs(comparison: Comparison, run: Run) -> int:
    """Epochs of another run of the network where they follow from the time, else 0.

    All its runs shall have as many, whatever else the computer did when the time of one was measured.
    """
    if not comparison.settings.minutes:
        return 0
    others = [other for other in comparison.runs if other.architecture == run.architecture]
    rows = (read_row(comparison.row_path(other)) for other in others)
    return next((row.epochs[-1]["number"] for row in rows if row is not None), 0)


def _request(comparison: Comparison, run: Run, planned: int) -> dict:
    settings = comparison.settings.training
    return training_request(
        settings,
        comparison.starts[run.architecture],
        comparison.folder,
        comparison.run_folder(run),
        comparison.variants,
        JUDGED,
        seed=run.seed,
        epochs=planned or settings.epochs,
        flips_only=settings.augment and comparison.is_on_sam,
        minutes=0.0 if planned else comparison.settings.minutes,
    )
