"""The table of a comparison: a line for each run, and mean and spread of each network's runs.

Figures are pixel totals of the landslide class on the test ground. Of a run F1 = 2 IoU / (1 + IoU);
of means over runs this is only nearly so. Spread is the sample standard deviation, of two runs their
difference divided by the square root of 2; a single run has none.
"""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from sam_cffnet_qgis.core.comparison_row import Row
from sam_cffnet_qgis.core.metrics import Confusion

FIGURES = ("iou", "f1", "precision", "recall", "validation_iou")
COSTS = ("parameters", "trainable", "gflops", "study_gflops", "seconds")
COURSE = ("threshold", "epochs", "epochs_to_convergence", "minutes")
COLUMNS = (
    *("line", "architecture", "title", "seed", "runs", "start"),
    *FIGURES,
    *(f"{name}_spread" for name in FIGURES),
    "threshold",
    *("parameters", "trainable", "gflops", "study_gflops", "seconds_per_tile"),
    *("epochs", "epochs_to_convergence", "minutes"),
)


def row_values(row: Row) -> dict[str, float]:
    """Figures and course of a run."""
    return {
        **row.totals.figures(),
        "validation_iou": row.validation_iou,
        "threshold": row.threshold,
        "epochs": row.epochs[-1]["number"],
        "epochs_to_convergence": row.converged_epoch,
        "minutes": row.seconds / 60,
    }


@dataclass(frozen=True)
class Summary:
    """All runs of a network.

    Attributes:
        architecture: its name in the comparison's settings.
        title: its name for people.
        rows: its runs, by rising seed; at least one.
    """

    architecture: str
    title: str
    rows: tuple[Row, ...]

    @property
    def iou(self) -> float:
        """Mean IoU on the test ground."""
        return self.mean("iou")

    @property
    def cost(self) -> dict:
        """Parameters, arithmetic and time of a tile, see ``engine/cost.py``."""
        return self.rows[0].cost

    @property
    def initial(self) -> str:
        """How its runs started, see ``Row``."""
        return self.rows[0].initial

    def mean(self, name: str) -> float:
        """Mean over the runs of one of ``row_values``."""
        return statistics.fmean(row_values(row)[name] for row in self.rows)

    def spread(self, name: str) -> float | None:
        """Sample standard deviation over the runs of one of ``row_values``; None of a single run."""
        if len(self.rows) < 2:
            return None
        return statistics.stdev(row_values(row)[name] for row in self.rows)


def summarise(rows: Sequence[Row], titles: dict[str, str]) -> tuple[Summary, ...]:
    """The networks that have a finished run, in the order in which they were chosen.

    Args:
        rows: finished runs, by rising seed.
        titles: of all chosen networks, by architecture.
    """
    own = {name: tuple(row for row in rows if row.architecture == name) for name in titles}
    return tuple(Summary(name, titles[name], own[name]) for name in titles if own[name])


def best_summary(summaries: Sequence[Summary]) -> Summary:
    """The network with the highest mean IoU on the validation ground.

    The test ground has no say, so that its figures flatter no network, not even the best.
    """
    return max(summaries, key=lambda summary: summary.mean("validation_iou"))


def best_row(rows: Sequence[Row]) -> Row:
    """The run with the highest IoU on the validation ground."""
    return max(rows, key=lambda row: row.validation_iou)


def all_background(row: Row) -> Confusion:
    """Test pixels of a map without a single landslide."""
    background, landslides = (int(count) for count in row.test.counts.sum(1))
    return Confusion(0, 0, landslides, background)


def table_csv(summaries: Sequence[Summary], left_out: Sequence[tuple[str, str, int]] = ()) -> str:
    """The table as CSV: all runs of a network, then their mean.

    Args:
        summaries: of the networks.
        left_out: architecture, title and seed of runs that could not be made; they come last.
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for summary in summaries:
        for row in summary.rows:
            line = {"line": "run", "seed": row.seed, **_texts(row_values(row))}
            writer.writerow({**_network(summary), **line, "runs": 1})
        names = (*FIGURES, *COURSE)
        line = {"line": "mean", **_texts({name: summary.mean(name) for name in names})}
        spreads = {f"{name}_spread": summary.spread(name) for name in FIGURES}
        line.update(_texts({name: value for name, value in spreads.items() if value is not None}))
        writer.writerow({**_network(summary), **line})
    for architecture, title, seed in left_out:
        run = {"architecture": architecture, "title": title, "seed": seed}
        writer.writerow({"line": "left_out", **run})
    return stream.getvalue()


def _network(summary: Summary) -> dict[str, object]:
    cost = {name: summary.cost[name] for name in COSTS if name != "seconds"}
    return {
        "architecture": summary.architecture,
        "title": summary.title,
        "runs": len(summary.rows),
        "start": summary.initial,
        **{name: f"{value:.3f}" if "gflops" in name else value for name, value in cost.items()},
        "seconds_per_tile": f"{summary.cost['seconds']:.5f}",
    }


def _texts(values: dict[str, float]) -> dict[str, str]:
    return {
        name: f"{value:.6f}" if isinstance(value, float) else str(value)
        for name, value in values.items()
    }
