"""Fine-tuning from labels to a registered model: the only file that knows the whole way."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sam_cffnet_qgis.core.architectures import is_sam
from sam_cffnet_qgis.core.chip_store import StoredChip, stored_chips
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import Cancelled, OutputError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts, tempered
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.plan import working_resolution
from sam_cffnet_qgis.core.raster import read_info
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
from sam_cffnet_qgis.core.training_chips import ROLES, cut_chips
from sam_cffnet_qgis.core.training_course import Course, Listener
from sam_cffnet_qgis.core.training_report import metrics_csv, training_document
from sam_cffnet_qgis.core.training_run import (
    chosen_variants,
    held_run,
    holds_chips_alone,
    remove_run,
    run_folder,
)

WEIGHTS_NAME = "model.safetensors"
MANY_CHIPS = 10  # with landslides, enough to choose a threshold


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
    """Fine-tune a model, resuming an unfinished run of the same inputs and settings.

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
    start = time.monotonic()
    settings.check()
    model_id = model_id_from(settings.name)
    card = find_model(settings.model, place.models_folder)
    check_weights(card)
    folder = run_folder(settings, card, place.runs_folder)
    finished = tuned_model(model_id, place.target_folder)
    if finished is not None and finished.training[RUN] == folder.name:
        remove_run(folder)
        feedback.info(
            "This run has already made the model '{model}'; it is not made again.", model=model_id
        )
        return FineTuneResult(finished, finished.metrics[0])
    _check_target(model_id, place.target_folder)
    with held_run(folder):
        chips = _chips(settings, card, folder, place.python, feedback)
        variants = _announce(chips, card, settings, folder, feedback)
        with EngineClient(place.python, feedback) as engine:
            engine.hello()
            course = _train(engine, settings, card, folder, chips, variants, feedback)
            course.seconds = time.monotonic() - start
            new_card, totals = _judge(settings, card, model_id, folder.name, chips, course)
            page = engine.render_report(
                *training_document(settings, card, new_card, chips, course, folder, feedback.say)
            )
        publish(metrics_csv(course, card, new_card), page)
        new_card = register(new_card, folder / WEIGHTS_NAME, place.target_folder)
    _tell_result(new_card, totals, course, feedback)
    return FineTuneResult(new_card, totals.figures())


def _chips(
    settings: FineTuneSettings, card: ModelCard, folder: Path, python: Path, feedback: Feedback
) -> list[StoredChip]:
    """Chips of the run: those of an unfinished one, or newly cut."""
    chips = stored_chips(folder)
    if chips is None:
        return cut_chips(settings, card, folder, python, feedback)
    feedback.info("Going on with the unfinished run in {folder}.", folder=folder)
    return chips


def _tell_result(card: ModelCard, totals: Confusion, course: Course, feedback: Feedback) -> None:
    if course.learnt.counts.any():
        feedback.info(
            "Fewer than {count} validation chips show landslides, so the threshold was chosen with "
            "the training chips as well.",
            count=MANY_CHIPS,
        )
    if course.best_epoch == 0:
        feedback.warn(
            "No epoch was better than the start model on the validation ground, so its weights are "
            "kept and only the threshold is new. Label more landslides, or raise LEARNING_RATE."
        )
    feedback.info(
        "The model '{model}' is ready: validation IoU {iou:.3f}, F1 {f1:.3f}, threshold "
        "{threshold:.3f}. Choose it as MODEL in 'Detect landslides'.",
        model=card.id,
        iou=totals.iou,
        f1=totals.f1,
        threshold=card.threshold,
    )


def _check_target(model_id: str, folder: Path) -> None:
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


def _announce(
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
    card: ModelCard,
    folder: Path,
    chips: list[StoredChip],
    variants: int,
    feedback: Feedback,
) -> Course:
    """Run the engine's session, telling each epoch; a cancelled run says what is kept."""
    content = asdict(card)
    del content["path"]
    names = ("epochs", "batch", "learning_rate", "patience", "seed", "augment")
    request = {
        "card": content,
        "weights": os.path.abspath(card.weights_path),  # the engine has a folder of its own
        "folder": str(folder),
        "output": str(folder / WEIGHTS_NAME),
        "plan": {name: getattr(settings, name) for name in names},
        "variants": variants,
        "device": settings.engine.device,
        "precision": settings.engine.precision,
        "judge": ROLES if _is_validation_small(chips) else ("validation",),
    }
    course = Course()
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


def _judge(
    settings: FineTuneSettings,
    start: ModelCard,
    model_id: str,
    run: str,
    chips: list[StoredChip],
    course: Course,
) -> tuple[ModelCard, Confusion]:
    """The new card, with threshold and temperature from the validation chips, and its totals.

    One or two images say little of the threshold of all others, see models/README.md; where so few
    are for validation, the training chips have their say as well.
    """
    counts = course.judged["tuned"].counts
    threshold = ProbabilityCounts(counts.counts + course.learnt.counts).best_threshold()
    temperature = counts.best_temperature()
    totals = counts.confusion(threshold)
    landslides = sum(chip.kind == "landslide" and chip.role == "training" for chip in chips)
    resolution_m = settings.resolution_m
    card = replace(
        start,
        id=model_id,
        title=settings.name.strip(),
        gsd_m=_pixel_sizes(settings, start),
        working_gsd_m=start.working_gsd_m if resolution_m is None else resolution_m,
        threshold=round(float(tempered(threshold, temperature)), 6),
        temperature=temperature,
        metrics=[
            {
                "dataset": "the user's own labels, validation blocks",
                "protocol": "tiles of detection's grid, pixel totals, threshold from the same tiles"
                + (" and those trained on" if course.learnt.counts.any() else ""),
                **{name: round(value, 4) for name, value in totals.figures().items()},
            }
        ],
        training={
            "data": f"{len(chips)} chips cut from the user's labels, {landslides} with landslides "
            f"for training; start model {start.id} ({start.sha256[:12]})",
            "licence": f"of the labels: the user's; of the start model: {start.licence}",
            "recipe": f"best of {course.epochs[-1]['number']} epochs ({course.best_epoch}), batch "
            f"{settings.batch}, learning rate {settings.learning_rate:g}, seed {settings.seed}",
            "commit": f"plugin {plugin_version()}",
            RUN: run,
        },
        source=f"fine-tuned from {start.id}",
        trained=True,
    )
    return card, totals


def _is_validation_small(chips: list[StoredChip]) -> bool:
    shown = sum(chip.kind == "landslide" and chip.role == "validation" for chip in chips)
    return shown < MANY_CHIPS


def _pixel_sizes(settings: FineTuneSettings, start: ModelCard) -> list[float]:
    """Smallest and largest pixel size that the start model and the labelled rasters have."""
    sizes = list(start.gsd_m)
    for raster in settings.rasters:
        info = read_info(raster.path)
        resolution_m = working_resolution(info, start, settings.resolution_m)
        sizes.append(resolution_m or max(info.pixel_size_m()))
    if settings.chips_folder and settings.resolution_m:
        sizes.append(settings.resolution_m)
    return [min(sizes), max(sizes)]
