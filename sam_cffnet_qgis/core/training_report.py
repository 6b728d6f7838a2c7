"""What a fine-tuning run reports: a document for the engine to render, and a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.architectures import architecture_title
from sam_cffnet_qgis.core.chip_store import LANDSLIDE, UNKNOWN, StoredChip, read_stored
from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts, confusion_of, tempered
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.probability_report import Say, reliability_figure, threshold_figure
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_course import Course

SHOWN_CHIPS = 4  # best, and as many worst
GREY, WHITE = 128, 255
ROLE_COLOURS = {"training": "#4c78a8", "validation": "#e45756", "test": "#eeca3b"}
FIGURES = ("iou", "f1", "precision", "recall")


def untempered(card: ModelCard) -> float:
    """The card's threshold on probabilities before its temperature."""
    return float(tempered(card.threshold, 1 / card.temperature))


def compared(course: Course, start: ModelCard, tuned: ModelCard) -> list[tuple[str, Confusion]]:
    """Totals of the validation pixels: all background, the start model untuned, the tuned one."""
    counts = course.judged["tuned"].counts
    nothing = Confusion(0, 0, *(int(row) for row in counts.counts.sum(1)[::-1]))
    rows = [("all background", nothing)]
    if "start" in course.judged:
        rows.append(("start model", course.judged["start"].counts.confusion(untempered(start))))
    return [*rows, ("tuned model", counts.confusion(untempered(tuned)))]


def metrics_csv(course: Course, start: ModelCard, tuned: ModelCard) -> str:
    """One line an epoch (loss and the IoU by which it was judged), then one a model compared."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["row", "epoch", "loss", *FIGURES])
    for epoch in course.epochs:
        loss = "" if epoch["loss"] is None else f"{epoch['loss']:.6f}"
        writer.writerow(["epoch", epoch["number"], loss, f"{epoch['iou']:.6f}"])
    for name, totals in compared(course, start, tuned):
        values = [f"{value:.6f}" for value in totals.figures().values()]
        writer.writerow([name, "", "", *values])
    return stream.getvalue()


def training_document(
    settings: FineTuneSettings,
    start: ModelCard,
    tuned: ModelCard,
    chips: list[StoredChip],
    course: Course,
    folder: Path,
    say: Say,
) -> tuple[dict, dict[str, np.ndarray]]:
    """The report of a run, see ``engine/report/render.py``, and the images that it shows.

    Args:
        settings: of the run.
        start: card of the start model.
        tuned: card of the new model.
        chips: of the run.
        course: of the run.
        folder: of the store.
        say: gives a text in the user's language.
    """
    counts = course.judged["tuned"].counts
    pictures, arrays = _chip_pictures(tuned, chips, course, folder, say)
    sections = [
        _comparison(course, start, tuned, say),
        _curves(course, say),
        _sweep(counts, tuned, say),
        _calibration(counts, tuned, say),
        pictures,
        data_section(chips, say),
        _settings(settings, start, tuned, course, say),
    ]
    title = say("Fine-tuned model {name}", name=tuned.title)
    subtitle = say(
        "Figures are pixel totals of the landslide class on validation ground that no training chip "
        "touches. Threshold and temperature were chosen on the same ground, so the figures of the "
        "tuned model are slightly flattering; judge the model on ground of its own with 'Evaluate "
        "detections'."
    )
    document = {"title": title, "subtitle": subtitle, "language": say("en"), "sections": sections}
    return document, arrays


def _comparison(course: Course, start: ModelCard, tuned: ModelCard, say: Say) -> dict:
    names = {
        "all background": say("All background"),
        "start model": say("Start model {model}, untuned", model=start.id),
        "tuned model": say("Tuned model"),
    }
    rows = [
        [names[name], *(f"{value:.3f}" for value in totals.figures().values())]
        for name, totals in compared(course, start, tuned)
    ]
    columns = [say("Model"), say("IoU"), say("F1"), say("Precision"), say("Recall")]
    return {"heading": say("Comparison"), "table": {"columns": columns, "rows": rows}}


def _curves(course: Course, say: Say) -> dict:

    def figure(key: str, label: str) -> dict:
        points = [
            (epoch["number"], epoch[key]) for epoch in course.epochs if epoch[key] is not None
        ]
        x, y = ([point[axis] for point in points] for axis in (0, 1))
        series = [{"label": label, "x": x, "y": y, "style": "line"}]
        marks = [{"x": course.best_epoch, "label": say("best epoch")}]
        axes = {"x_label": say("Epoch"), "y_label": label}
        return {"kind": "lines", "series": series, "marks": marks, **axes}

    iou = say("IoU, validation and training") if course.judges_all else say("Validation IoU")
    figures = [figure("loss", say("Training loss")), figure("iou", iou)]
    return {"heading": say("Course of the training"), "figures": figures}


def _sweep(counts: ProbabilityCounts, tuned: ModelCard, say: Say) -> dict:
    figure = threshold_figure(counts.tempered(tuned.temperature), tuned.threshold, say)
    return {"heading": say("Threshold"), "figure": figure}


def _calibration(counts: ProbabilityCounts, tuned: ModelCard, say: Say) -> dict:
    after = counts.tempered(tuned.temperature)
    text = say(
        "Expected calibration error {before:.4f} before and {after:.4f} after dividing the logits "
        "by the temperature {temperature:.2f}.",
        before=counts.calibration_error(),
        after=after.calibration_error(),
        temperature=tuned.temperature,
    )
    figure = reliability_figure(
        {say("before calibration"): counts, say("after calibration"): after}, say
    )
    return {"heading": say("Calibration"), "text": [text], "figure": figure}


def _chip_pictures(
    tuned: ModelCard, chips: list[StoredChip], course: Course, folder: Path, say: Say
) -> tuple[dict, dict[str, np.ndarray]]:
    """Best and worst validation chips: image, truth and probability."""
    validation = [chip for chip in chips if chip.role == "validation"]
    threshold = untempered(tuned)
    ranked = []
    for number, chip in enumerate(validation):
        _, label = read_stored(folder, chip)
        probability = course.judged["tuned"].probabilities[number]
        total = confusion_of(probability > threshold, label == LANDSLIDE, label != UNKNOWN)
        # A chip without landslide is bad by its false alarms, and never among the best.
        score = total.iou if chip.landslide_px else -total.false_alarms / max(chip.known_px, 1)
        ranked.append((score, number))
    ranked.sort(reverse=True)
    best = [row for row in ranked if validation[row[1]].landslide_px][:SHOWN_CHIPS]
    worst = [row for row in ranked[::-1] if row not in best][:SHOWN_CHIPS]
    rows, arrays = [], {}
    for score, number in [*best, *worst]:
        chip = validation[number]
        names = [f"{kind}_{number}" for kind in ("image", "truth", "probability")]
        image, label = read_stored(folder, chip)
        arrays[names[0]] = as_uint8(image)
        arrays[names[1]] = label_picture(label)
        arrays[names[2]] = course.judged["tuned"].probabilities[number].astype(np.float32)
        found = say("IoU {iou:.2f}", iou=score)
        if not chip.landslide_px:
            found = say("no landslide, {share:.1%} false alarm", share=-score)
        rows.append({"caption": f"{chip.name}: {found}", "images": names})
    columns = [say("Image"), say("Labels (grey: unknown)"), say("Probability")]
    figure = {"kind": "chips", "columns": columns, "rows": rows}
    return {"heading": say("Best and worst chips"), "figure": figure}, arrays


def as_uint8(image: np.ndarray) -> np.ndarray:
    """(3, H, W) uint8, or floats of 0-1, as (H, W, 3) uint8."""
    if image.dtype != np.uint8:
        image = np.round(image.astype(np.float32) * 255).astype(np.uint8)
    return np.ascontiguousarray(image.transpose(1, 2, 0))


def label_picture(label: np.ndarray) -> np.ndarray:
    """(H, W) uint8 label as (H, W, 3) uint8: landslides white, unknown ground grey."""
    shades = np.where(label == UNKNOWN, GREY, np.where(label == LANDSLIDE, WHITE, 0))
    return np.repeat(shades[..., None], 3, -1).astype(np.uint8)


def data_section(chips: list[StoredChip], say: Say) -> dict:
    """Chips of each role, and where they lie; test ground only where there is any."""
    rows, groups = [], []
    titles = {"training": say("Training"), "validation": say("Validation"), "test": say("Test")}
    for role, title in titles.items():
        own = [chip for chip in chips if chip.role == role]
        if not own:
            continue
        known = sum(chip.known_px for chip in own)
        landslide = sum(chip.landslide_px for chip in own)
        kinds = [
            sum(chip.kind == kind for chip in own)
            for kind in ("landslide", "negative", "near", "far")
        ]
        rows.append([title, len(own), *kinds, known, f"{landslide / max(known, 1):.2%}"])
        boxes = [list(chip.box) for chip in own if chip.box]
        groups.append({"label": title, "colour": ROLE_COLOURS[role], "boxes": boxes})
    columns = [
        say("Chips"),
        say("All"),
        say("With landslides"),
        say("Look-alikes"),
        say("Near landslides"),
        say("Far from landslides"),
        say("Pixels with a known label"),
        say("Landslide"),
    ]
    section = {"heading": say("Data and split"), "table": {"columns": columns, "rows": rows}}
    if any(group["boxes"] for group in groups):
        section["figure"] = {"kind": "map", "groups": groups}
    return section


def beginning(initial: str, say: Say) -> str:
    """Which weights a network had at the start, by what the engine says of it."""
    return {
        "model": say("of the start model"),
        "sam": say("encoder of the start model, decoder random"),
        "imagenet": say("encoder of ImageNet, decoder random"),
        "random": say("random"),
    }[initial]


def _settings(
    settings: FineTuneSettings, start: ModelCard, tuned: ModelCard, course: Course, say: Say
) -> dict:
    source = settings.chips_folder or ", ".join(raster.path for raster in settings.rasters)
    rows = [
        [say("Data"), source],
        [say("Network"), architecture_title(tuned.architecture)],
        [say("Start model"), f"{start.id} (SHA-256 {start.sha256[:12]})"],
        [say("Weights at the start"), beginning(course.initial, say)],
        [say("Epochs (best)"), f"{course.epochs[-1]['number']} ({course.best_epoch})"],
        [say("Batch"), settings.batch],
        [say("Learning rate"), f"{settings.learning_rate:g}"],
        [say("Validation share"), f"{settings.validation_share:g}"],
        [say("Seed"), settings.seed],
        [say("Variation of the tiles"), say("on") if settings.augment else say("off")],
        [say("Device"), course.device],
        [say("Threshold"), f"{tuned.threshold:.4f}"],
        [say("Temperature"), f"{tuned.temperature:.3f}"],
        [say("Time of this call"), say("{minutes:.1f} min", minutes=course.seconds / 60)],
    ]
    columns = [say("Setting"), say("Value")]
    return {"heading": say("Settings and time"), "table": {"columns": columns, "rows": rows}}
