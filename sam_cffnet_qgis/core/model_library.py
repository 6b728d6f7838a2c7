"""The models of the library, damaged ones too: listed, looked up and checked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sam_cffnet_qgis.core.errors import ChecksumError, ModelCardError, SamCffnetError
from sam_cffnet_qgis.core.model_card import ModelCard, read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import WEIGHTS_SUFFIX, file_sha256, find_model

UNCHECKED, OK, CHANGED, MISSING = "unchecked", "ok", "changed", "missing"
DAMAGED = "damaged"
CONVERTED_PREFIX = "openvino-"  # of the folders beside weights that hold them converted


@dataclass(frozen=True)
class ModelEntry:
    """A model of the library.

    Attributes:
        path: of the card, which may be damaged or missing.
        card: None if the model cannot be used.
        is_bundled: whether it came with the plugin, which keeps it as it is.
        size_bytes: of card, weights and what OpenVINO made of them.
        state: of the weights: ``unchecked``, ``ok``, ``changed``, ``missing``, or ``damaged`` if
            there is no card to compare them with.
        written_ns: when the weights were last written, 0 if they are missing.
        problem: why the model cannot be used, or None.
    """

    path: Path
    card: ModelCard | None
    is_bundled: bool
    size_bytes: int = 0
    state: str = UNCHECKED
    written_ns: int = 0
    problem: SamCffnetError | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """What the user calls it; of a damaged model the name of its folder."""
        return self.card.id if self.card else self.path.parent.name

    @property
    def weights_path(self) -> Path:
        """The safetensors file beside the card."""
        return self.path.with_suffix(WEIGHTS_SUFFIX)

    def is_called(self, name: str) -> bool:
        """Whether a value of MODEL, an id or a path, means this model."""
        name = name.strip()
        is_hidden = not self.is_bundled and (BUNDLED_MODELS_DIR / self.id).exists()
        if name == self.id and not is_hidden:
            return True
        own = (self.path, self.weights_path, self.path.parent)
        return any(is_same(name, path) for path in own)


def is_same(one: Path | str, other: Path | str) -> bool:
    """Whether two paths lead to the same file or folder, which must exist."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def list_entries(user_folder: Path) -> list[ModelEntry]:
    """All bundled models, then those of the user, each by name; no weights are read.

    Args:
        user_folder: models of the QGIS profile, one folder each; need not exist.
    """
    entries = [_entry(folder, is_bundled=True) for folder in _model_folders(BUNDLED_MODELS_DIR)]
    if not is_same(user_folder, BUNDLED_MODELS_DIR):
        entries += [_entry(folder, is_bundled=False) for folder in _model_folders(user_folder)]
    return entries


def _model_folders(parent: Path) -> list[Path]:
    try:
        inside = sorted(parent.iterdir())
    except OSError:
        return []  # not there, or not for us
    return [folder for folder in inside if _is_model_folder(folder)]


def _is_model_folder(folder: Path) -> bool:
    """Whether a folder is meant as a model; links to what is not there are shown as damaged ones."""
    if folder.name.startswith("."):
        return False  # unfinished
    if folder.is_symlink() and not os.path.exists(folder):
        return True
    has_card = os.path.isfile(folder / f"{folder.name}.json")
    return os.path.isdir(folder) and (has_card or any(folder.glob(f"*{WEIGHTS_SUFFIX}")))


def _entry(folder: Path, is_bundled: bool) -> ModelEntry:
    path = folder / f"{folder.name}.json"
    cards = [] if os.path.isfile(path) else sorted(folder.glob("*.json"))
    if cards:
        path = cards[0]
    try:
        card = read_card(path)
        _check_place(card, folder, is_bundled)
    except ModelCardError as error:
        return with_files(ModelEntry(path, None, is_bundled, state=DAMAGED, problem=error))
    return with_files(ModelEntry(path, card, is_bundled))


def _check_place(card: ModelCard, folder: Path, is_bundled: bool) -> None:
    """Check that a model is found by its id."""
    if card.id != folder.name:
        raise ModelCardError(
            "The model '{model}' is not found by its name, because its folder is called '{name}'. "
            "Give the folder {folder} and the files in it the model's name, or delete it.",
            model=card.id,
            name=folder.name,
            folder=folder,
        )
    if not is_bundled and (BUNDLED_MODELS_DIR / card.id).exists():
        raise ModelCardError(
            "The model in {folder} is hidden by the one of the same name that came with the plugin. "
            "Delete it, or give folder, files and card another name.",
            folder=folder,
        )


def with_files(entry: ModelEntry) -> ModelEntry:
    """The entry with the size of its files, and whether the weights are there."""
    folder = entry.path.parent
    converted = [p for made in folder.glob(f"{CONVERTED_PREFIX}*") for p in made.rglob("*")]
    files = [_facts(path) for path in {entry.path, entry.weights_path, *converted}]
    entry = replace(entry, size_bytes=sum(file.st_size for file in files if file))
    weights = _facts(entry.weights_path)
    if weights:
        return replace(entry, written_ns=weights.st_mtime_ns)
    return replace(entry, state=MISSING) if entry.card else entry


def _facts(path: Path) -> os.stat_result | None:
    """Size and time of a file, None of all else."""
    try:
        return os.stat(path) if os.path.isfile(path) else None
    except OSError:
        return None  # deleted meanwhile


def find_entry(name: str, user_folder: Path) -> ModelEntry:
    """The model of an id or a path, damaged ones of the library too.

    Raises:
        ModelNotFoundError: if there is none.
        ModelCardError: if it lies elsewhere and its card is damaged.
    """
    for entry in list_entries(user_folder):
        if entry.is_called(name):
            return entry
    card = find_model(name, user_folder)
    return with_files(ModelEntry(card.path.absolute(), card, is_bundled=False))


def usable_card(entry: ModelEntry) -> ModelCard:
    """The card of a model.

    Raises:
        ModelCardError: if the model cannot be used.
    """
    if entry.card is None:
        raise entry.problem
    return entry.card


def verify(entry: ModelEntry, check: Callable[[], None] = lambda: None) -> ModelEntry:
    """Compare the weights with the card's SHA-256; a damaged model stays as it is.

    Args:
        entry: of the model.
        check: called before each piece of the file; what it raises ends the reading.

    Raises:
        ChecksumError: if the weights are there but cannot be read.
    """
    if entry.card is None:
        return entry
    if not os.path.isfile(entry.weights_path):
        return replace(entry, state=MISSING)
    try:
        actual = file_sha256(entry.weights_path, check)
    except OSError as error:
        raise ChecksumError(
            "The weights {path} cannot be read: {reason}. Check the file's rights and its disk.",
            path=entry.weights_path,
            reason=error.strerror or error,
        ) from error
    return replace(entry, state=OK if actual == entry.card.sha256 else CHANGED)


def with_earlier_checks(entries: list[ModelEntry], earlier: list[ModelEntry]) -> list[ModelEntry]:
    """Entries with what earlier ones knew of the same, unchanged files."""
    known = {entry.path: entry for entry in earlier if entry.state in (OK, CHANGED)}
    kept = []
    for entry in entries:
        checked = known.get(entry.path)
        is_unchanged = checked is not None and replace(checked, state=entry.state) == entry
        kept.append(checked if is_unchanged else entry)
    return kept
