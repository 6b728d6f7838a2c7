"""Fine-tuning from labels to a registered model: the only file that knows the whole way."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.architectures import is_sam
from sam_cffnet_qgis.core.chip_store import StoredChip, stored_chips
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import Cancelled, OutputError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.metrics import Confusion
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import (
    RUN,
    check_new_model,
    check_weights,
    find_model,
    model_id_from,
    register,
    tuned_model,
)
from sam_cffnet_qgis.core.settings import FineTuneSettings, TrainingPlace
from sam_cffnet_qgis.core.trained_card import MANY_CHIPS, trained_card
from sam_cffnet_qgis.core.training_chips import cut_chips
from sam_cffnet_qgis.core.training_course import Course, Listener
from sam_cffnet_qgis.core.training_report import metrics_csv, training_document
from sam_cffnet_qgis.core.training_request import (
    WEIGHTS_NAME,
    check_report_packages,
    training_request,
)
from sam_cffnet_qgis.core.training_run import (
    chosen_variants,
    held_run,
    holds_chips_alone,
    remove_run,
    run_folder,
)
from sam_cffnet_qgis.core.training_start import (
    TrainingStart,
    check_encoder_weights,
    training_start,
)


@dataclass(frozen=True)
class FineTuneResult:
    """What a run made.

    Attributes:
        card: of the registered model; holds threshold and temperature.
        figures: ``iou``, ``f1``, ``precision`` and ``recall`` of the validation pixels at the
            card's threshold.
    """

    card: ModelCard
    figures: dict[str, float]


Publish = Callable[[str, str], None]


def publish_nothing(metrics_csv: str, report_html: str) -> None:
    """For those who want the model alone."""


def fine_tune(
    settings: FineTuneSettings,
    place: TrainingPlace,
    feedback: Feedback,
    publish: Publish = publish_nothing,
) -> FineTuneResult:
    """Train a model, or a new network, resuming an unfinished run of the same inputs and settings.

    A run that had finished already, and was only ended before it could say so, is not made again.

    Args:
        settings: checked here.
        place: interpreter and folders.
        feedback: progress, messages (loss and IoU each epoch) and cancel.
        publish: gets the metrics (one line an epoch, then one a model, as CSV) and the report (a
            self-contained page) before the model is registered, so that no model lacks its report.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``; the finished epochs are
            then kept in ``place.runs_folder`` (or the cache folder).
    """
    began = time.monotonic()
    settings.check()
    check_encoder_weights(settings.encoder_weights)
    model_id = model_id_from(settings.name)
    card = find_model(settings.model, place.models_folder)
    start = training_start(card, settings.architecture)
    check_weights(card)
    folder = run_folder(settings, card, place.runs_folder)
    finished = tuned_model(model_id, place.target_folder)
    if finished is not None and finished.training[RUN] == folder.name:
        remove_run(folder)
        feedback.info(
            "This run has already made the model '{model}'; it is not made again.", model=model_id
        )
        return FineTuneResult(finished, finished.metrics[0])
    check_target(model_id, place.target_folder)
    with held_run(folder):
        chips = run_chips(settings, card, folder, place.python, feedback)
        variants = announce_space(chips, start.card, settings, folder, feedback)
        with EngineClient(place.python, feedback) as engine:
            engine.hello()
            check_report_packages(engine, place.python)
            course = _train(engine, settings, start, folder, chips, variants, feedback)
            course.seconds = time.monotonic() - began
            new_card, totals = trained_card(settings, start, chips, course, folder.name)
            page = engine.render_report(
                *training_document(settings, card, new_card, chips, course, folder, feedback.say)
            )
        publish(metrics_csv(course, card, new_card), page)
        new_card = register(new_card, folder / WEIGHTS_NAME, place.target_folder)
    _tell_result(new_card, totals, course, feedback)
    return FineTuneResult(new_card, totals.figures())


def run_chips(
    settings: FineTuneSettings, card: ModelCard, folder: Path, python: Path, feedback: Feedback
) -> list[StoredChip]:
    """Chips of the run: those of an unfinished one, or newly cut."""
    chips = stored_chips(folder)
    if chips is None:
        return cut_chips(settings, card, folder, python, feedback)
    feedback.info("Going on with the unfinished run in {folder}.", folder=folder)
    return chips


def _tell_result(card: ModelCard, totals: Confusion, course: Course, feedback: Feedback) -> None:
    if course.judges_all:
        feedback.info(
            "Fewer than {count} validation chips show landslides, so epoch and threshold were chosen "
            "with the training chips as well.",
            count=MANY_CHIPS,
        )
    elif course.learnt.counts.any():
        feedback.info(
            "Fewer than {count} validation chips show landslides, so the threshold was chosen with "
            "the training chips as well.",
            count=MANY_CHIPS,
        )
    if course.best_epoch == 0:
        feedback.warn(
            "No epoch was better than the start model, so its weights are kept and only the threshold "
            "is new. Label more landslides, or raise LEARNING_RATE."
        )
    feedback.info(
        "The model '{model}' is ready: validation IoU {iou:.3f}, F1 {f1:.3f}, threshold "
        "{threshold:.3f}. Choose it as MODEL in 'Detect landslides'.",
        model=card.id,
        iou=totals.iou,
        f1=totals.f1,
        threshold=card.threshold,
    )


def check_target(model_id: str, folder: Path) -> None:
    """Check that a new model can be put into a folder, before the work.

    Raises:
        OutputError: if it is there already, or the folder cannot be written.
    """
    check_new_model(model_id, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            "Cannot write to the model folder {folder}: {reason}. Choose another FOLDER.",
            folder=folder,
            reason=error.strerror or error,
        ) from error


def announce_space(
    chips: list[StoredChip],
    card: ModelCard,
    settings: FineTuneSettings,
    folder: Path,
    feedback: Feedback,
) -> int:
    """Check and tell the disk space; returns the variants to cache."""
    variants, size = chosen_variants(chips, card, settings, folder)
    if is_sam(card.architecture):
        feedback.info(
            "The encoder's features of {count} chips (with {variants} flips and turns of each "
            "training chip) will take {size:.2f} GB in {folder} while the run goes on.",
            count=len(chips),
            variants=variants,
            size=size / 1e9,
            folder=folder,
        )
    return variants


def _train(
    engine: EngineClient,
    settings: FineTuneSettings,
    start: TrainingStart,
    folder: Path,
    chips: list[StoredChip],
    variants: int,
    feedback: Feedback,
) -> Course:
    """Run the engine's session, telling each epoch; a cancelled run says what is kept."""
    is_small = _is_validation_small(chips)
    judge = ("training", "validation") if is_small else ("validation",)
    course = Course(judges_all=is_small and start.card.trained)
    request = training_request(
        settings, start, folder, folder, variants, judge, judges_all=course.judges_all
    )
    listener = Listener(course, settings, chips, folder, feedback)
    try:
        for header, arrays in engine.train(request):
            listener.hear(header, arrays)
    except Cancelled:
        if not holds_chips_alone(folder):
            feedback.warn(
                "Stopped after {count} epochs. What is done is kept in {folder}: run again with the "
                "same settings to go on from there.",
                count=course.epochs[-1]["number"] if course.epochs else 0,
                folder=folder,
            )
        raise
    return course


def _is_validation_small(chips: list[StoredChip]) -> bool:
    shown = sum(chip.kind == "landslide" and chip.role == "validation" for chip in chips)
    return shown < MANY_CHIPS
