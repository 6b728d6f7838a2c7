"""From a chip's own pixels to the working resolution, also where its pixel size is not known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.chips import ChipEntry, pixel_size_m, read_chip
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.metrics import ProbabilityCounts
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.plan import usual_resolution
from sam_cffnet_qgis.core.resample import AxisMap, GridMap
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.tiles import Window, axis_starts

# Working pixels a chip's pixel, each a step of about the square root of two.
TRIED_FACTORS = (2.0, 1.41, 1.0, 0.71, 0.5, 0.35, 0.25, 0.18, 0.125)
ASKED_CHIPS = 8
ASKED_PX = 768  # at most so many pixels of a chip's edge are looked at, before and after


def working_entries(
    entries: list[ChipEntry],
    learnt: list[ChipEntry],
    settings: FineTuneSettings,
    card: ModelCard,
    python: Path,
    feedback: Feedback,
) -> list[ChipEntry]:
    """Chips with the factor by which they are brought to the working resolution.

    A chip's pixel size is that of its manifest or its file, else the setting's; else the start model
    tells it, which knows landslides best near its working resolution.

    Args:
        entries: all chips of the run.
        learnt: those for training; of the others the model says nothing beforehand.
        settings: resolution and pixel size where they are set.
        card: of the start model.
        python: interpreter of the engine, which is started only if the model is asked.
        feedback: is told the pixel size that was found.

    Raises:
        LabelError: if a resolution is asked for, but the pixel size can be known in no way.
    """
    if settings.resolution_m == 0 or (settings.resolution_m is None and not card.working_gsd_m):
        return entries
    sizes = [pixel_size_m(entry) or settings.chip_gsd_m or 0.0 for entry in entries]
    if not all(sizes):
        unknown = [entry for entry, size in zip(entries, sizes) if not size]
        files = {entry.image_path for entry in learnt}
        asked = [entry for entry in unknown if entry.image_path in files] or unknown
        found = _ask(asked, settings, card, python, feedback)
        sizes = [size or found for size in sizes]
    scaled = []
    for entry, size in zip(entries, sizes):
        working = settings.resolution_m or usual_resolution(size, card) or size
        scaled.append(replace(entry, factor=size / working))
    return scaled


def _ask(
    entries: list[ChipEntry],
    settings: FineTuneSettings,
    card: ModelCard,
    python: Path,
    feedback: Feedback,
) -> float:
    """Pixel size at which the start model finds the chips' landslides best."""
    if not (card.trained and card.working_gsd_m):
        raise LabelError(
            "RESOLUTION is {resolution:g} m, but the pixel size of {count} chips is not known, such "
            "as {example}. Give it as CHIP_PIXEL_SIZE, or leave RESOLUTION empty.",
            resolution=settings.resolution_m or 0.0,
            count=len(entries),
            example=entries[0].image_path.name,
        )
    pairs = _chosen_pairs(entries)
    with EngineClient(python, feedback) as engine:
        engine.hello()
        engine.load(card, replace(settings.engine, batch=1))
        scores = {}
        for factor in TRIED_FACTORS:
            if any(max(mask.shape) * factor > ASKED_PX for _, mask in pairs):
                continue
            counts = ProbabilityCounts()
            for image, mask in pairs:
                feedback.check()
                seen, truth = resampled(image, mask, factor)
                probability = _prediction(engine, card.tile_px, seen)
                counts.add(probability, truth, np.ones(truth.shape, bool))
            scores[factor] = counts.confusion(counts.best_threshold()).iou
    best = max(scores, key=scores.__getitem__)
    size = card.working_gsd_m / best
    feedback.info(
        "The chips do not say their pixel size. The start model knows their landslides best (IoU "
        "{iou:.2f}) if a pixel is {size:.2g} m, so that is assumed. Give CHIP_PIXEL_SIZE if it is "
        "wrong.",
        iou=scores[best],
        size=size,
    )
    return size


def _chosen_pairs(entries: list[ChipEntry]) -> list[tuple[np.ndarray, np.ndarray]]:
    """A few chips with landslides from all over the folder, and of each its middle."""
    pairs = []
    for entry in entries[:: max(len(entries) // (3 * ASKED_CHIPS), 1)]:
        image, mask = read_chip(entry)
        starts = [max(length - ASKED_PX, 0) // 2 for length in mask.shape]
        middle = tuple(slice(start, start + ASKED_PX) for start in starts)
        if mask[middle].any():
            pairs.append((image[(slice(None), *middle)], mask[middle]))
        if len(pairs) == ASKED_CHIPS:
            break
    if not pairs:
        raise LabelError(
            "The pixel size of the chips is not known, and the chips looked at show no landslide. "
            "Give it as CHIP_PIXEL_SIZE."
        )
    return pairs


def _prediction(engine: EngineClient, edge: int, image: np.ndarray) -> np.ndarray:
    """Probability (H, W) of an image (3, H, W) uint8, tile by tile; beyond it mirrored."""
    height, width = image.shape[1:]
    beyond = [(0, max(edge - length, 0)) for length in (height, width)]
    padded = np.pad(image, ((0, 0), *beyond), mode="symmetric").astype(np.float32) / 255
    probability = np.zeros(padded.shape[1:], np.float32)
    starts = [axis_starts(length, edge, 0) for length in padded.shape[1:]]
    for top in starts[0]:
        for left in starts[1]:
            window = (slice(top, top + edge), slice(left, left + edge))
            engine.send_tiles(np.ascontiguousarray(padded[(slice(None), *window)][None]))
            probability[window] = engine.receive_tiles()["probability"][0]
    return probability[:height, :width]


def resampled(image: np.ndarray, mask: np.ndarray, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """A chip at another resolution: means downward, bilinear upward.

    Args:
        image: (3, H, W) uint8.
        mask: (H, W) bool.
        factor: new pixels an old one.

    Returns:
        Image (3, h, w) uint8 and mask (h, w) bool, landslide where it fills more than half a pixel.
    """
    if factor == 1:
        return image, mask
    height, width = (max(round(length * factor), 1) for length in mask.shape)
    values, new_mask = resized(image, mask, height, width)
    return np.rint(values).astype(np.uint8), new_mask


def resized(
    image: np.ndarray, mask: np.ndarray, height: int, width: int
) -> tuple[np.ndarray, np.ndarray]:
    """Like ``resampled``, to a size in pixels; the image (3, height, width) float32 of 0-255."""
    grid = GridMap(AxisMap(mask.shape[0], height), AxisMap(mask.shape[1], width))
    source, target = Window(0, 0, *mask.shape), Window(0, 0, height, width)
    stack = np.concatenate((image, mask[None]))
    values, _ = grid.resample(stack, np.ones(mask.shape, bool), source, target)
    return values[:3], values[3] > 0.5
