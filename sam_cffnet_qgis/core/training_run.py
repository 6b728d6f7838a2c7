"""The folder of a fine-tuning run: found again by the same inputs and settings, removed at the end."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from sam_cffnet_qgis.core.architectures import DECODERS, is_sam
from sam_cffnet_qgis.core.chip_store import INDEX_NAME, PIXELS_NAME, StoredChip
from sam_cffnet_qgis.core.chips import list_chips
from sam_cffnet_qgis.core.errors import OutputError, ParameterError
from sam_cffnet_qgis.core.folder_lock import LOCK_NAME, FolderLock
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.settings import FineTuneSettings

KEY_DIGITS = 16
GIGABYTE = 1e9
SAM_WIDTHS = {"sam_vit_b": 768, "sam_vit_l": 1024, "sam_vit_h": 1280}
LEVELS = 4
PATCH_PX = 16
MAX_VARIANTS = 4  # each costs one more pass of the encoder over all chips
# Weights, their average and the optimiser's two moments; written anew before the old are deleted; and
# twice the best weights, once the new model's.
STATE_BYTES = 4 * (2 * 4 + 2 + 1)  # a parameter
# Millions of parameters that are trained, rounded up, by the card's encoder; of SAM's the decoder's.
MILLIONS = {
    **dict.fromkeys(SAM_WIDTHS, 5),
    "efficientnet_lite0": 4,
    "resnet50": 27,
    "unet": 35,
    "hrnet_w18": 10,
    "hrnet_w48": 66,
    "mit_b0": 4,
    "mit_b1": 14,
    "mit_b2": 28,
}


def run_folder(settings: FineTuneSettings, card: ModelCard, runs_folder: Path) -> Path:
    """The run's folder; need not exist.

    Its name is a digest of everything that changes the result: input files by path, size and time,
    labels, start model, settings and plugin version.
    """
    parent = Path(os.path.abspath(settings.cache_folder or runs_folder))
    plain = replace(settings, cache_folder="", rasters=())
    facts = [
        asdict(plain),
        card.sha256,
        plugin_version(),
        [_file_identity(path) for path in _input_files(settings)],
        [[wkb.hex() for wkb in polygons] for polygons in _label_parts(settings)],
    ]
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    return parent / digest[:KEY_DIGITS]


def _input_files(settings: FineTuneSettings) -> list[Path]:
    files = []
    if settings.encoder_weights:
        folder = Path(settings.encoder_weights)
        files = sorted(path for path in folder.iterdir() if path.stem in DECODERS)
    if settings.chips_folder:
        entries = list_chips(Path(settings.chips_folder))
        return files + list(dict.fromkeys(path for entry in entries for path in entry.files))
    return files + [Path(raster.path) for raster in settings.rasters]


def _label_parts(settings: FineTuneSettings) -> list[tuple[bytes, ...]]:
    return [
        part
        for raster in settings.rasters
        for part in (raster.landslides, raster.negatives, raster.unknown, raster.area or ())
    ]


def _file_identity(path: Path) -> list:
    try:
        facts = path.stat()
        return [str(path), facts.st_size, facts.st_mtime_ns]
    except OSError:  # not a file of this disk, such as /vsicurl/...
        return [str(path)]


def chosen_variants(
    chips: list[StoredChip], card: ModelCard, settings: FineTuneSettings, folder: Path
) -> tuple[int, float]:
    """Flips and turns to cache of each training chip, and the disk space that the run will need.

    Args:
        chips: of the run.
        card: of the network to train; only a SAM encoder's features are cached.
        settings: budget, and whether there is augmentation.
        folder: of the run.

    Returns:
        Variants (1 or more), bytes.

    Raises:
        ParameterError: if not even one variant fits into the budget.
        OutputError: if the disk has less space.
    """
    encoder = card.architecture["encoder"]
    state = STATE_BYTES * MILLIONS[encoder] * 1e6
    if not is_sam(card.architecture):
        _check_space(folder, state)
        return 1, state
    grid = card.architecture["encoder_px"] // PATCH_PX
    chip_bytes = LEVELS * SAM_WIDTHS[encoder] * grid * grid * 2
    training = sum(chip.role == "training" for chip in chips)
    judged = len(chips) - training
    budget = settings.cache_gb * GIGABYTE
    fitting = int((budget / chip_bytes - judged) // training)
    if fitting < 1:
        raise ParameterError(
            "The features of {count} chips need {needed:.1f} GB of disk space, but CACHE_GB is "
            "{budget:g}. Raise CACHE_GB, or label a smaller area.",
            count=len(chips),
            needed=len(chips) * chip_bytes / GIGABYTE,
            budget=settings.cache_gb,
        )
    variants = min(fitting, MAX_VARIANTS if settings.augment else 1)
    size = chip_bytes * (judged + variants * training)
    _check_space(folder, size + state)
    return variants, size


def _check_space(folder: Path, size: float) -> None:
    have = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    free = shutil.disk_usage(folder).free
    if size - have > free:
        raise OutputError(
            "Training needs {needed:.2f} GB of disk space in {folder}, but {free:.2f} GB are free. "
            "Free some space, lower CACHE_GB, or choose a CACHE_FOLDER on another disk.",
            needed=(size - have) / GIGABYTE,
            folder=folder.parent,
            free=free / GIGABYTE,
        )


def holds_chips_alone(folder: Path) -> bool:
    """Whether nothing was computed yet: chips are soon cut again."""
    return {path.name for path in folder.iterdir()} <= {PIXELS_NAME, INDEX_NAME, LOCK_NAME}


class HeldRun:
    """A run's folder while it is under way; ``keep`` it where something is still to be done."""

    def __init__(self) -> None:
        self.is_kept = False

    def keep(self) -> None:
        """Do not remove the folder when the run has ended well."""
        self.is_kept = True


@contextmanager
def held_run(folder: Path) -> Iterator[HeldRun]:
    """Make the folder of a run, have it alone, and remove it when the run has ended well.

    If it fails what was computed is kept, but not chips alone.

    Raises:
        OutputError: if the same run is under way elsewhere, or the folder cannot be written.
    """
    lock = FolderLock(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_taken = not lock.take()
    except OSError as error:
        raise write_error(folder, error.strerror or str(error)) from error
    if is_taken:
        raise OutputError(
            "The same training is under way elsewhere, in {folder}. Wait until it has finished, or "
            "change a setting such as SEED to train another model beside it.",
            folder=folder,
        )
    held = HeldRun()
    try:
        yield held
    except BaseException:
        lock.release()
        if holds_chips_alone(folder):
            remove_run(folder)
        raise
    lock.release()
    if not held.is_kept:
        remove_run(folder)


def remove_run(folder: Path) -> None:
    """Remove a run whose model is registered, or that has computed nothing."""
    shutil.rmtree(folder, ignore_errors=True)
