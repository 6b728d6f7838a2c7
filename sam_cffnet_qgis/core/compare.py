"""From networks and labels to one table: the only file that knows the whole way of a comparison."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sam_cffnet_qgis.core.architectures import START_MODEL, is_sam
from sam_cffnet_qgis.core.chip_store import StoredChip
from sam_cffnet_qgis.core.comparison_report import comparison_document
from sam_cffnet_qgis.core.comparison_rows import train_rows
from sam_cffnet_qgis.core.comparison_run import ROWS_NAME, Comparison, Run, comparison_digest
from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.comparison_table import (
    Summary,
    best_row,
    best_summary,
    summarise,
    table_csv,
)
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.fine_tune import (
    announce_space,
    check_target,
    publish_nothing,
    run_chips,
)
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import (
    RUN,
    check_weights,
    find_model,
    model_id_from,
    register,
    tuned_model,
)
from sam_cffnet_qgis.core.settings import FineTuneSettings, TrainingPlace
from sam_cffnet_qgis.core.trained_card import trained_card
from sam_cffnet_qgis.core.training_request import WEIGHTS_NAME
from sam_cffnet_qgis.core.training_run import held_run, run_folder
from sam_cffnet_qgis.core.training_start import (
    TrainingStart,
    check_encoder_weights,
    training_start,
)


@dataclass(frozen=True)
class ComparisonResult:
    """What a comparison made.

    Attributes:
        summaries: of the networks that have a finished run, in the order of the settings.
        best: architecture with the highest mean IoU on the validation ground.
        card: of the registered model, the best run of that network; None without a name for it.
    """

    summaries: tuple[Summary, ...]
    best: str
    card: ModelCard | None


def compare(
    settings: ComparisonSettings,
    place: TrainingPlace,
    feedback: Feedback,
    publish: Callable[[str, str], None] = publish_nothing,
) -> ComparisonResult:
    """Train networks on the same ground with the same means, and judge them on test ground.

    A comparison that was stopped goes on: finished rows are kept, and the one that was under way goes
    on after its last epoch. Every network is tried on a tile before the first row; one that has too
    little memory is left out.

    Args:
        settings: checked here.
        place: interpreter and folders.
        feedback: progress, messages and cancel.
        publish: gets the table (CSV) and the report (a self-contained page) before the best model is
            registered.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``; what is done is then kept
            in ``place.runs_folder`` (or the cache folder).
    """
    began = time.monotonic()
    settings.check()
    training = settings.training
    check_encoder_weights(training.encoder_weights)
    card = find_model(training.model, place.models_folder)
    starts = {name: training_start(card, name) for name in settings.architectures}
    _check_twins(starts, card)
    check_weights(card)
    folder = _folder(settings, card, starts, place.runs_folder)
    if training.name:
        _check_name(training.name, folder, place.target_folder)
    with held_run(folder) as held, _only_what_is_done(folder / ROWS_NAME):
        chips = run_chips(_cut_settings(settings, starts), card, folder, place.python, feedback)
        variants = _variants(chips, settings, starts, folder, feedback)
        comparison = Comparison(settings, card, starts, folder, chips, variants)
        rows, failures = train_rows(comparison, place.python, feedback)
        summaries = summarise(rows, {name: comparison.title(name) for name in starts})
        with EngineClient(place.python, feedback) as engine:
            seconds = time.monotonic() - began
            page = engine.render_report(
                *comparison_document(comparison, summaries, failures, seconds, feedback.say)
            )
        runs = [failure.run for failure in failures]
        left_out = [(r.architecture, comparison.title(r.architecture), r.seed) for r in runs]
        publish(table_csv(summaries, left_out), page)
        best = best_summary(summaries)
        new_card = _register(comparison, best, place.target_folder) if training.name else None
        if failures:
            held.keep()
            _tell_kept(folder, feedback)
    _tell_result(best, new_card, feedback)
    return ComparisonResult(summaries, best.architecture, new_card)


def _check_twins(starts: dict[str, TrainingStart], card: ModelCard) -> None:
    """Check that no network is trained twice under two names.

    Raises:
        ParameterError: naming it.
    """
    start = starts.get(START_MODEL)
    if start is None or start.card.trained:
        return
    twins = [name for name in starts if name != START_MODEL and starts[name] == start]
    if twins:
        raise ParameterError(
            "The start model '{model}' is not trained yet, so that {start} and {twin} are the same "
            "network. Leave one of them out of ARCHITECTURES.",
            model=card.id,
            start=START_MODEL,
            twin=twins[0],
        )


def _folder(
    settings: ComparisonSettings,
    card: ModelCard,
    starts: dict[str, TrainingStart],
    runs_folder: Path,
) -> Path:
    base = run_folder(replace(settings.training, name="", architecture=""), card, runs_folder)
    is_on_sam = any(is_sam(start.card.architecture) for start in starts.values())
    return base.with_name(comparison_digest(settings, is_on_sam, base.name))


def _check_name(name: str, folder: Path, target_folder: Path) -> None:
    """Check that the best model can be registered, or was, just before the run was killed."""
    model_id = model_id_from(name)
    finished = tuned_model(model_id, target_folder)
    if finished is None or finished.training[RUN] != folder.name or not folder.is_dir():
        check_target(model_id, target_folder)


@contextmanager
def _only_what_is_done(rows_folder: Path) -> Iterator[None]:
    """Leave no empty folders behind when a run fails, so that chips alone are not kept."""
    try:
        yield
    except BaseException:
        folders = [*rows_folder.iterdir(), rows_folder] if rows_folder.is_dir() else []
        for folder in folders:
            try:
                folder.rmdir()
            except OSError:
                pass  # it holds what is done, or is a file
        raise


def _cut_settings(
    settings: ComparisonSettings, starts: dict[str, TrainingStart]
) -> FineTuneSettings:
    """Settings of the network that has most to say on how chips are cut: one on SAM sees tiles."""
    names = sorted(starts, key=lambda name: not is_sam(starts[name].card.architecture))
    return replace(settings.training, architecture=names[0])


def _variants(
    chips: list[StoredChip],
    settings: ComparisonSettings,
    starts: dict[str, TrainingStart],
    folder: Path,
    feedback: Feedback,
) -> int:
    """Check the disk for every kind of network; returns the variants that are cached for SAM's."""
    cards = {start.card.architecture["encoder"]: start.card for start in starts.values()}
    return max(
        announce_space(chips, card, settings.training, folder, feedback) for card in cards.values()
    )


def _register(comparison: Comparison, best: Summary, target_folder: Path) -> ModelCard:
    """Register the best run of the best network, unless that was done before a kill."""
    row = best_row(best.rows)
    settings = replace(comparison.settings.training, seed=row.seed, architecture=best.architecture)
    done = tuned_model(model_id_from(settings.name), target_folder)
    if done is not None and done.training[RUN] == comparison.folder.name:
        return done
    start = comparison.starts[best.architecture]
    card, _ = trained_card(settings, start, comparison.chips, row.course(), comparison.folder.name)
    tested = {
        "dataset": "the user's own labels, test blocks",
        "protocol": "tiles of detection's grid, pixel totals, threshold from the validation blocks",
        **{name: round(value, 4) for name, value in row.totals.figures().items()},
    }
    card = replace(card, metrics=[*card.metrics, tested])
    weights = comparison.run_folder(Run(row.architecture, row.seed)) / WEIGHTS_NAME
    return register(card, weights, target_folder)


def _tell_kept(folder: Path, feedback: Feedback) -> None:
    feedback.info(
        "What is finished is kept in {folder}, since runs were left out: the same call trains them "
        "alone, for example when more memory is free.",
        folder=folder,
    )


def _tell_result(best: Summary, card: ModelCard | None, feedback: Feedback) -> None:
    feedback.info(
        "{network} has the highest validation IoU; its IoU on the test ground is {iou:.3f}, F1 "
        "{f1:.3f}.",
        network=best.title,
        iou=best.iou,
        f1=best.mean("f1"),
    )
    if card is not None:
        feedback.info(
            "It is ready as model '{model}'. Choose it as MODEL in 'Detect landslides'.",
            model=card.id,
        )
