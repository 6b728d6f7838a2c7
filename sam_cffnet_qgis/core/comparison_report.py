"""A comparison told: the document of its report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam_cffnet_qgis.core.comparison_curves import course_section, trade_section
from sam_cffnet_qgis.core.comparison_pictures import picture_section
from sam_cffnet_qgis.core.comparison_rows import Failure
from sam_cffnet_qgis.core.comparison_run import Comparison
from sam_cffnet_qgis.core.comparison_sources import sources_of
from sam_cffnet_qgis.core.comparison_table import FIGURES, Summary, all_background, best_summary
from sam_cffnet_qgis.core.probability_report import Say
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_report import data_section

MAX_GROUPS = 30  # of the test ground that are named


def comparison_document(
    comparison: Comparison,
    summaries: Sequence[Summary],
    failures: Sequence[Failure],
    seconds: float,
    say: Say,
) -> tuple[dict, dict[str, np.ndarray]]:
    """The document of a report, see ``engine/report/render.py``, and the images that it shows.

    Args:
        comparison: what all rows have in common.
        summaries: of the networks.
        failures: runs that are left out.
        seconds: of this call.
        say: brings a text to the user's language.
    """
    firsts = [summary.rows[0] for summary in summaries]
    titles = {summary.architecture: summary.title for summary in summaries}
    test = comparison.chips_for("test")
    pictures, arrays = picture_section(test, firsts, titles, comparison.folder, say)
    sections = [
        _accuracy(summaries, say),
        _cost(summaries, say),
        trade_section(summaries, say),
        course_section(summaries, say),
        pictures,
        _networks(comparison, summaries, say),
        *_left_out(comparison, failures, say),
        _data(comparison, say),
        _settings(comparison, summaries, seconds, say),
    ]
    title = say("Comparison of networks")
    subtitle = _subtitle(comparison, say)
    document = {"title": title, "subtitle": subtitle, "language": say("en"), "sections": sections}
    return document, arrays


def _subtitle(comparison: Comparison, say: Say) -> str:
    """What the figures are of; of rasters not all ground, of chips not always apart."""
    chosen = say(
        "Figures are pixel totals of the landslide class on the test ground. Weights and threshold "
        "of each run were chosen on the validation ground alone."
    )
    if comparison.settings.training.rasters:
        ground = say(
            "No training and no validation tile touches a test tile. The test tiles are those with "
            "landslides and at most twice as many without; on a whole map, most of which is without, "
            "there are more false alarms: measure it with 'Evaluate detections'."
        )
    else:
        ground = say(
            "Images of one group are never parted; images without a group were parted by their names, "
            "so that neighbours may touch."
        )
    return f"{chosen} {ground}"


def _accuracy(summaries: Sequence[Summary], say: Say) -> dict:
    rows = [
        [
            summary.title,
            _start(summary.initial, say),
            len(summary.rows),
            *(_with_spread(summary, name) for name in FIGURES),
        ]
        for summary in summaries
    ]
    best = []
    for column, name in enumerate(FIGURES, start=3):
        means = [round(summary.mean(name), 3) for summary in summaries]
        best += [[row, column] for row, mean in enumerate(means) if mean == max(means)]
    background = all_background(summaries[0].rows[0]).figures()
    rows.append(
        [say("All background"), "", "", *(f"{value:.3f}" for value in background.values()), ""]
    )
    columns = [
        say("Network"),
        say("Weights at the start"),
        say("Runs"),
        say("IoU"),
        say("F1"),
        say("Precision"),
        say("Recall"),
        say("Validation IoU"),
    ]
    text = [
        say(
            "{network} has the highest mean IoU on the validation ground. The highest value of each "
            "column is bold. After ± stands the sample standard deviation of the runs, which differ "
            "in their random numbers alone; a single run has none.",
            network=best_summary(summaries).title,
        ),
        say(
            "A difference smaller than the spread means nothing. A larger one holds for this test "
            "ground; how it would be elsewhere, the spread does not say. Networks that start from "
            "ImageNet weights have an advantage over those that start at random, and a start model "
            "that has learnt from this ground over all others."
        ),
    ]
    table = {"columns": columns, "rows": rows, "best": best}
    return {"heading": say("Accuracy"), "text": text, "table": table}


def _start(initial: str, say: Say) -> str:
    """What a network started from, in a word."""
    names = {"imagenet": "ImageNet", "sam": "SAM"}
    if initial == "model":
        return say("Start model")
    return names.get(initial) or say("random")


def _with_spread(summary: Summary, name: str) -> str:
    spread = summary.spread(name)
    mean = f"{summary.mean(name):.3f}"
    return mean if spread is None else f"{mean}\u00a0±\u00a0{spread:.3f}"  # never on two lines


def _cost(summaries: Sequence[Summary], say: Say) -> dict:
    rows = []
    for summary in summaries:
        cost = summary.cost
        rows.append(
            [
                summary.title,
                f"{cost['parameters'] / 1e6:,.2f}",
                f"{cost['trainable'] / 1e6:,.2f}",
                f"{cost['gflops']:,.1f}",
                f"{cost['study_gflops']:,.1f}",
                f"{cost['seconds']:.3f}",
            ]
        )
    columns = [
        say("Network"),
        say("Parameters [10⁶]"),
        say("of them trained [10⁶]"),
        say("GFLOPs a tile"),
        say("GFLOPs as in the study"),
        say("Seconds a tile"),
    ]
    text = say(
        "GFLOPs count every multiplication and every addition of a tile, in 10⁹. Those as in the "
        "study of SAM-CFFNet (Xi et al. 2024) count a multiplication with its addition as one, of "
        "convolutions and linear layers alone, in 2³⁰. Seconds are those of PyTorch on this device, "
        "one tile at a time; detection may be faster."
    )
    table = {"columns": columns, "rows": rows}
    return {"heading": say("Cost"), "text": [text], "table": table}


def _networks(comparison: Comparison, summaries: Sequence[Summary], say: Say) -> dict:
    rows = []
    for summary in summaries:
        card = comparison.starts[summary.architecture].card
        rows.append([summary.title, sources_of(card.architecture)])
    columns = [say("Network"), say("Described in")]
    return {"heading": say("Networks"), "table": {"columns": columns, "rows": rows}}


def _left_out(comparison: Comparison, failures: Sequence[Failure], say: Say) -> list[dict]:
    text = [
        say(
            "{network}, seed {seed}, is left out: {reason}",
            network=comparison.title(failure.run.architecture),
            seed=failure.run.seed,
            reason=failure.reason,
        )
        for failure in failures
    ]
    return [{"heading": say("Left out"), "text": text}] if text else []


def _data(comparison: Comparison, say: Say) -> dict:
    section = data_section(comparison.chips, say)
    groups = list(dict.fromkeys(chip.group for chip in comparison.chips_for("test") if chip.group))
    if groups:
        named = ", ".join(groups[:MAX_GROUPS])
        if len(groups) > MAX_GROUPS:
            named = say("{names} and {count} more", names=named, count=len(groups) - MAX_GROUPS)
        section["text"] = [say("For the test: {names}.", names=named)]
    return section


def _settings(
    comparison: Comparison, summaries: Sequence[Summary], seconds: float, say: Say
) -> dict:
    settings, training = comparison.settings, comparison.settings.training
    source = training.chips_folder or ", ".join(raster.path for raster in training.rasters)
    budget = say("{count} epochs", count=training.epochs)
    if settings.minutes:
        budget = say("{minutes:g} min, at least one epoch", minutes=settings.minutes)
    variation = say("off")
    if training.augment:
        variation = say("on")
        if comparison.is_on_sam:
            variation = say(
                "flips and turns; decoders on SAM see {count} of the eight",
                count=comparison.variants,
            )
    devices = dict.fromkeys(row.device for summary in summaries for row in summary.rows)
    start = f"{comparison.card.id} (SHA-256 {comparison.card.sha256[:12]})"
    seeds = dict.fromkeys(run.seed for run in comparison.runs)
    rows = [
        [say("Data"), source],
        [say("Start model"), start],
        [say("Folder of ImageNet weights"), training.encoder_weights or say("none")],
        [say("Working resolution"), _resolution(training, say)],
        [say("Planned training of a run"), budget],
        [say("Batch"), training.batch],
        [say("Learning rate"), f"{training.learning_rate:g}"],
        [say("Validation share"), f"{training.validation_share:g}"],
        [say("Test share"), f"{training.test_share:g}"],
        [say("Seed of the split"), training.seed],
        [say("Seeds of the runs"), ", ".join(map(str, seeds))],
        [say("Variation of the tiles"), variation],
        [say("Device"), "; ".join(devices)],
        [say("Time of this call"), say("{minutes:.1f} min", minutes=seconds / 60)],
    ]
    columns = [say("Setting"), say("Value")]
    return {"heading": say("Settings and time"), "table": {"columns": columns, "rows": rows}}


def _resolution(training: FineTuneSettings, say: Say) -> str:
    if training.resolution_m is None:
        return say("that of the start model")
    return f"{training.resolution_m:g} m" if training.resolution_m else say("that of the images")
