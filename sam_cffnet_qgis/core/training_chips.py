"""From labels to a store of chips for training, validation and testing: of rasters or a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.architectures import KINDS, is_sam
from sam_cffnet_qgis.core.chip_entry import natural_key, own_stem
from sam_cffnet_qgis.core.chip_scale import resampled, working_entries
from sam_cffnet_qgis.core.chip_store import LANDSLIDE, UNKNOWN, ChipStoreWriter, StoredChip
from sam_cffnet_qgis.core.chips import ChipEntry, find_chips, read_chip
from sam_cffnet_qgis.core.errors import LabelError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.label_tiles import (
    LabelReader,
    LabelTile,
    find_tiles,
    warn_of_small,
)
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.plan import RunPlan, plan_raster
from sam_cffnet_qgis.core.raster import bounded_cache
from sam_cffnet_qgis.core.settings import DetectionSettings, FineTuneSettings, LabelledRaster
from sam_cffnet_qgis.core.split import GAP, Sample, split
from sam_cffnet_qgis.core.tiles import axis_starts

ROLES = ("training", "validation", "test")  # in the order of their numbers in core/split.py
CHIP_KINDS = ("landslide", "negative", "near", "far")
UNGROUPED_BLOCKS = 10  # into which images without a group are cut, in the order of their names
WHOLE_CHIP_PX = 2048  # larger images are cut into tiles for training too
CACHE_BYTES = 64 * 2**20
FEW_CHIPS = 5  # with landslides; as many images of Sichuan still won, see models/README.md


def cut_chips(
    settings: FineTuneSettings, card: ModelCard, folder: Path, python: Path, feedback: Feedback
) -> list[StoredChip]:
    """Choose, split, cut and store the chips of a run.

    Args:
        settings: where the labels are.
        card: of the start model; gives tile edge, scaling and whether its encoder is SAM's.
        folder: gets the store.
        python: interpreter of the engine, which is asked where chips do not say their pixel size.
        feedback: messages and cancel.

    Raises:
        SamCffnetError: the leaf that names what is wrong with rasters or labels.
    """
    writer = ChipStoreWriter(folder)
    if settings.chips_folder:
        _store_folder(settings, card, writer, python, feedback)
    else:
        _store_rasters(settings, card, writer, feedback)
    chips = writer.close()
    for role in ROLES if settings.test_share else ROLES[:2]:
        own = [chip for chip in chips if chip.role == role]
        feedback.info(
            "{count} chips for {role}: {landslide} with landslides, {negative} that look like them, "
            "{near} near, {far} far from them.",
            count=len(own),
            role=phrase(role),
            **{kind: sum(c.kind == kind for c in own) for kind in CHIP_KINDS},
        )
        showing = sum(chip.landslide_px > 0 for chip in own)
        if showing == 0:
            raise LabelError(
                "No chip with a landslide is left for {role}: too few landslides lie on valid "
                "pixels. Label more landslides, in places further apart.",
                role=phrase(role),
            )
        if role == "training" and showing < FEW_CHIPS:
            feedback.warn(
                "Only {count} training chips show landslides. A model tuned on so few may find less "
                "than its start model: label or accept more landslides, or compare both on ground "
                "that you know.",
                count=showing,
            )
    return chips


def _store_rasters(
    settings: FineTuneSettings, card: ModelCard, writer: ChipStoreWriter, feedback: Feedback
) -> None:
    rasters = list(settings.rasters)
    plans = [_plan(raster, settings, card, feedback) for raster in rasters]
    for raster, plan in zip(rasters, plans):
        warn_of_small(raster, plan, feedback)
    readers = [LabelReader(raster, plan) for raster, plan in zip(rasters, plans)]
    rng = np.random.default_rng([settings.seed, 1])
    tiles = find_tiles(rasters, plans, readers, rng, feedback)
    samples = [Sample(tile.landslide_px, tile.box) for tile in tiles]
    roles = split(samples, settings.validation_share, settings.seed, settings.test_share)
    with bounded_cache(CACHE_BYTES):
        for number, (tile, role) in enumerate(zip(tiles, roles)):
            feedback.check()
            if role != GAP:
                _store_tile(writer, readers[tile.raster], tile, int(role), number)
    dropped = int((roles == GAP).sum())
    if dropped:
        feedback.info(
            "{count} chips are left out, so that training, validation and test ground do not touch.",
            count=dropped,
        )


def _plan(
    raster: LabelledRaster, settings: FineTuneSettings, card: ModelCard, feedback: Feedback
) -> RunPlan:
    detection = DetectionSettings(
        bands=settings.bands, resolution_m=settings.resolution_m, aoi_wkb=raster.area
    )
    detection = replace(detection, overlap_px=card.tile_px // 4)
    return plan_raster(raster.path, card, detection, feedback)


def _store_tile(
    writer: ChipStoreWriter, reader: LabelReader, tile: LabelTile, role: int, number: int
) -> None:
    chip = reader.chip(tile.window)
    if chip is not None and (chip[1] != UNKNOWN).any():
        name = f"raster {tile.raster + 1}, row {tile.window.top}, column {tile.window.left}"
        writer.add(*chip, ROLES[role], tile.kind, name, tile.box)


def _store_folder(
    settings: FineTuneSettings,
    card: ModelCard,
    writer: ChipStoreWriter,
    python: Path,
    feedback: Feedback,
) -> None:
    entries = find_chips(Path(settings.chips_folder))
    groups = _groups(entries)
    pixels = []
    for entry in entries:
        feedback.check()
        pixels.append(int(read_chip(entry)[1].sum()))
    if not any(pixels):
        raise LabelError(
            "None of the {count} masks in {folder} marks a landslide. Masks are images of one band "
            "with 255 on landslides and 0 elsewhere.",
            count=len(entries),
            folder=settings.chips_folder,
        )
    samples = [Sample(count, group=group) for count, group in zip(pixels, groups)]
    roles = split(samples, settings.validation_share, settings.seed, settings.test_share)
    learnt = [entry for entry, role in zip(entries, roles) if ROLES[role] == "training"]
    entries = working_entries(entries, learnt, settings, card, python, feedback)
    is_whole = not _is_on_sam(settings, card)
    for entry, role, count, group in zip(entries, roles, pixels, groups):
        feedback.check()
        image, mask = resampled(*read_chip(entry), entry.factor)
        label = mask.astype(np.uint8)
        kind = "landslide" if count else "far"
        if is_whole and max(mask.shape) <= WHOLE_CHIP_PX:
            writer.add(image, label, ROLES[role], kind, entry.name, group=group)
            continue
        for name, *tile in _tiles(image, label, card.tile_px):
            tile_kind = "landslide" if (tile[1] == LANDSLIDE).any() else "near" if count else "far"
            name = f"{entry.name} {name}"
            writer.add(*tile, ROLES[role], tile_kind, name, group=group, is_tile=True)


def _is_on_sam(settings: FineTuneSettings, card: ModelCard) -> bool:
    """Whether a decoder on SAM is trained, whose encoder sees tiles once and for all."""
    kind = KINDS.get(settings.architecture)
    return kind.is_on_sam if kind else is_sam(card.architecture)


def _groups(entries: list[ChipEntry]) -> list[str]:
    """Names of what must stay on one side: the dataset's groups, else neighbours by file name.

    Neighbouring file names are often neighbouring ground, so images without a group are cut into
    blocks of neighbours. Copies of one image are never parted.
    """
    groups = [entry.group for entry in entries]
    for place in dict.fromkeys((entry.source, entry.region) for entry in entries):
        loose = [
            index
            for index, entry in enumerate(entries)
            if (entry.source, entry.region) == place and not entry.group
        ]
        stems = {index: own_stem(entries[index].image_path) for index in loose}
        ordered = sorted(set(stems.values()), key=natural_key)
        ranks = {stem: rank for rank, stem in enumerate(ordered)}
        for index, stem in stems.items():
            block = ranks[stem] * UNGROUPED_BLOCKS // max(len(ranks), UNGROUPED_BLOCKS)
            groups[index] = f"{', '.join(filter(None, place))} block {block + 1}"
    return groups


def _tiles(image: np.ndarray, label: np.ndarray, edge: int) -> list[tuple]:
    """Tiles of an image on detection's grid: name, image, label; beyond it mirrored and unknown."""
    beyond = [max(edge - length, 0) for length in label.shape]
    image = np.pad(image, ((0, 0), (0, beyond[0]), (0, beyond[1])), mode="symmetric")
    label = np.pad(label, ((0, beyond[0]), (0, beyond[1])), constant_values=UNKNOWN)
    starts = [axis_starts(length, edge, edge // 4) for length in label.shape]
    return [
        (
            f"row {top}, column {left}",
            image[:, top : top + edge, left : left + edge],
            label[top : top + edge, left : left + edge],
        )
        for top in starts[0]
        for left in starts[1]
    ]
