"""All rows of a comparison, one after the other; those that are finished are only read."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.comparison_costs import network_costs
from sam_cffnet_qgis.core.comparison_row import Row, read_row
from sam_cffnet_qgis.core.comparison_run import Comparison, Run, train_row
from sam_cffnet_qgis.core.comparison_table import best_row
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import Cancelled, EngineMemoryError, SamCffnetError
from sam_cffnet_qgis.core.estimate import duration_text
from sam_cffnet_qgis.core.feedback import Feedback

TRAINED_SHARE = 0.98  # of the progress when all rows are done


@dataclass(frozen=True)
class Failure:
    """A run that could not be made, and why."""

    run: Run
    reason: SamCffnetError


def train_rows(
    comparison: Comparison, python: Path, feedback: Feedback
) -> tuple[list[Row], list[Failure]]:
    """Train all rows that are not finished yet.

    Args:
        comparison: what they have in common.
        python: interpreter of the engine.
        feedback: progress, messages and cancel.

    Returns:
        Finished rows, by rising seed, and runs that failed for lack of memory.

    Raises:
        EngineMemoryError: if every row failed, as the first did.
        SamCffnetError: any other, which ends the comparison; what is done is kept.
    """
    rows: list[Row] = []
    failures: list[Failure] = []
    runs = comparison.runs
    finished = {run: read_row(comparison.row_path(run)) for run in runs}
    to_do = [run for run in runs if finished[run] is None]
    costs = {row.architecture: row.cost for row in finished.values() if row is not None}
    names = dict.fromkeys(run.architecture for run in to_do if run.architecture not in costs)
    tried, too_large = network_costs(comparison, names, python, feedback)
    costs.update(tried)
    clock = _Clock(len(to_do))
    for number, run in enumerate(runs):
        feedback.set_progress(TRAINED_SHARE * number / len(runs))
        row = finished[run]
        if row is None:
            reason = too_large.get(run.architecture)
            if reason is None:
                _announce(comparison, run, number, clock, feedback)
                try:
                    row = _trained(comparison, run, number, costs, python, feedback)
                except EngineMemoryError as error:
                    reason = too_large[run.architecture] = error
            clock.advance()
            if reason is not None:
                failures.append(Failure(run, reason))
                _tell_failure(comparison, failures[-1], feedback)
                continue
            _tell_row(row, feedback)
        rows.append(row)
        _tidy(comparison, rows)
    if not rows:
        raise failures[0].reason
    return rows, failures


def _trained(
    comparison: Comparison,
    run: Run,
    number: int,
    costs: dict[str, dict],
    python: Path,
    feedback: Feedback,
) -> Row:
    """Train a row in an engine of its own, which gives all memory back."""
    count = len(comparison.runs)

    def progress(share: float) -> None:
        feedback.set_progress(TRAINED_SHARE * (number + share) / count)

    try:
        with EngineClient(python, feedback) as engine:
            engine.hello()
            cost = costs[run.architecture]
            return train_row(comparison, run, engine, cost, feedback, progress)
    except Cancelled:
        feedback.warn(
            "Stopped in row {number} of {count}. What is done is kept in {folder}: run again with "
            "the same settings to go on from there.",
            number=number + 1,
            count=count,
            folder=comparison.folder,
        )
        raise


class _Clock:
    """Time left, from the rows that were trained in this call."""

    def __init__(self, to_do: int) -> None:
        self._to_do = to_do
        self._done = 0
        self._since = time.monotonic()

    def advance(self) -> None:
        self._done += 1

    def left(self) -> float:
        """Seconds, 0 where nothing is known."""
        elapsed = time.monotonic() - self._since
        return elapsed / self._done * (self._to_do - self._done) if self._done else 0.0


def _announce(
    comparison: Comparison, run: Run, number: int, clock: _Clock, feedback: Feedback
) -> None:
    facts = {
        "number": number + 1,
        "count": len(comparison.runs),
        "network": comparison.title(run.architecture),
        "seed": run.seed,
    }
    if clock.left():
        feedback.info(
            "Row {number} of {count}: {network}, seed {seed}. About {duration} left.",
            duration=duration_text(clock.left()),
            **facts,
        )
    else:
        feedback.info("Row {number} of {count}: {network}, seed {seed}.", **facts)


def _tell_row(row: Row, feedback: Feedback) -> None:
    feedback.info(
        "Test IoU {iou:.4f}, validation IoU {validation:.4f} after {epochs} epochs in {duration}.",
        iou=row.totals.iou,
        validation=row.validation_iou,
        epochs=row.epochs[-1]["number"],
        duration=duration_text(row.seconds),
    )


def _tell_failure(comparison: Comparison, failure: Failure, feedback: Feedback) -> None:
    feedback.warn(
        "{network}, seed {seed}, is left out: {reason}",
        network=comparison.title(failure.run.architecture),
        seed=failure.run.seed,
        reason=failure.reason,
    )


def _tidy(comparison: Comparison, rows: list[Row]) -> None:
    """Keep the last row's weights if they get a name and are better than those of all lower seeds.

    Whatever number of runs is asked for after a stop, the best of them has its weights.
    """
    row = rows[-1]
    own = [other for other in rows if other.architecture == row.architecture]
    is_best = best_row(own) is row and bool(comparison.settings.training.name)
    comparison.remove_state(Run(row.architecture, row.seed), with_weights=not is_best)
