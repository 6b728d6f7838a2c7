"""Which models there are: the bundled ones, those of the user's folder, and any path."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sam_cffnet_qgis.core.errors import (
    ChecksumError,
    ModelCardError,
    ModelNotFoundError,
    OutputError,
    ParameterError,
)
from sam_cffnet_qgis.core.model_card import ModelCard, read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR

DEFAULT_MODEL = "cffnet-lite"
RUN = "run"  # entry of a card's training: the fine-tuning that made the model
WEIGHTS_SUFFIX = ".safetensors"
PORTS = tuple(f"{kind}{number}" for kind in ("com", "lpt") for number in range(1, 10))
DEVICE_NAMES = ("con", "prn", "aux", "nul", *PORTS)
HASH_CHUNK_BYTES = 8 * 2**20


def list_models(user_folder: Path) -> list[ModelCard]:
    """Cards of all bundled and imported models; damaged cards are left out.

    Args:
        user_folder: models of the QGIS profile, one folder each; need not exist.
    """
    cards = {}
    for folder in (BUNDLED_MODELS_DIR, user_folder):
        for path in sorted(folder.glob("*/*.json")):
            try:
                card = read_card(path)
            except ModelCardError:
                continue  # named when the user asks for this model
            cards.setdefault(card.id, card)
    return list(cards.values())


def find_model(name: str, user_folder: Path) -> ModelCard:
    """Find a model by id or by the path of its card or weights.

    Raises:
        ModelNotFoundError: if there is none, or its weights are missing.
        ModelCardError: if its card is damaged.
    """
    name = name.strip()
    card = _at_path(Path(name)) if _is_path(name) else _registered(name, user_folder)
    if not card.weights_path.is_file():
        raise ModelNotFoundError(
            "The model '{model}' has a card but no weights: {path} is missing. Import the model "
            "again, or copy the file there.",
            model=card.id,
            path=card.weights_path,
        )
    return card


def _is_path(name: str) -> bool:
    return name.endswith((".json", WEIGHTS_SUFFIX)) or os.sep in name or "/" in name


def _at_path(path: Path) -> ModelCard:
    if path.is_dir():
        cards = sorted(path.glob("*.json"))
        path = cards[0] if cards else path / "card.json"
    card_path = path.with_suffix(".json")
    if not card_path.is_file():
        raise ModelNotFoundError(
            "There is no model card {path}. A model is a .safetensors file with a .json card of the "
            "same name beside it; 'Import model' makes both from a checkpoint.",
            path=card_path,
        )
    return read_card(card_path)


def _registered(name: str, user_folder: Path) -> ModelCard:
    for folder in (BUNDLED_MODELS_DIR, user_folder):
        path = folder / name / f"{name}.json"
        if name and path.is_file():
            return read_card(path)
    known = ", ".join(card.id for card in list_models(user_folder)) or "none"
    raise ModelNotFoundError(
        "There is no model '{model}'. Known models: {known}. Choose one of them, give the path of a "
        "model card, or import a checkpoint with 'Import model'.",
        model=name,
        known=known,
    )


def file_sha256(path: Path, check: Callable[[], None] = lambda: None) -> str:
    """SHA-256 of a file, as hexadecimal digits.

    Args:
        path: of the file.
        check: called before each piece; what it raises ends the reading.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(HASH_CHUNK_BYTES):
            check()
            digest.update(chunk)
    return digest.hexdigest()


def check_weights(card: ModelCard) -> None:
    """Compare the weights file with the card's SHA-256.

    Raises:
        ChecksumError: if they differ.
    """
    actual = file_sha256(card.weights_path)
    if actual != card.sha256:
        raise ChecksumError(
            "The weights {path} are not those the card of '{model}' describes (SHA-256 {actual}..., "
            "expected {expected}...). The file was changed or not copied whole; import it again.",
            path=card.weights_path,
            model=card.id,
            actual=actual[:12],
            expected=card.sha256[:12],
        )


def model_id_from(name: str) -> str:
    """A valid id from a name: lowercase letters, digits, dots and hyphens.

    Raises:
        ParameterError: if nothing remains.
    """
    model_id = re.sub(r"[^a-z0-9.]+", "-", name.strip().lower()).strip("-.")[:64]
    if not model_id:
        raise ParameterError(
            "The name '{name}' has no letter or digit of the Latin alphabet. Give one like "
            "'bijie-vit-l'.",
            name=name,
        )
    is_device = model_id.split(".")[0] in DEVICE_NAMES  # Windows makes no folder of such a name
    return f"model-{model_id}" if is_device else model_id


def check_new_model(model_id: str, folder: Path) -> None:
    """Check that no model stands in the way of a new one, nor hides it.

    Args:
        model_id: of the new model.
        folder: folder of models that is to get it; need not exist.

    Raises:
        OutputError: if there is a model of that id in the folder, or a bundled one.
    """
    for taken in (folder, BUNDLED_MODELS_DIR):
        if (taken / model_id).exists():
            raise OutputError(
                "There is already a model '{model}' in {folder}. Choose another NAME.",
                model=model_id,
                folder=taken,
            )


def tuned_model(model_id: str, folder: Path) -> ModelCard | None:
    """Card of a model of a folder that fine-tuning made, or None."""
    try:
        card = find_model(str(folder.absolute() / model_id), folder)
    except (ModelCardError, ModelNotFoundError):
        return None
    return card if card.metrics and RUN in card.training else None


def register(card: ModelCard, weights: Path, folder: Path) -> ModelCard:
    """Put a card and its weights into a model folder, whole or not at all.

    Args:
        card: the card; its SHA-256 and path are set here.
        weights: finished weights file; moved.
        folder: folder of models; the model gets a folder of its id in it.

    Raises:
        OutputError: if a model of that id is there already, or the folder cannot be written.
    """
    check_new_model(card.id, folder)
    target = folder / card.id
    try:
        with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as staging:
            staged = Path(staging) / card.id
            staged.mkdir()
            card = replace(card, sha256=file_sha256(weights))
            shutil.move(weights, staged / f"{card.id}{WEIGHTS_SUFFIX}")
            card.write(staged / f"{card.id}.json")
            os.replace(staged, target)
    except OSError as error:
        raise OutputError(
            "Cannot write the model to {folder}: {reason}. Check the folder's rights and the free "
            "space.",
            folder=folder,
            reason=error.strerror or error,
        ) from error
    return replace(card, path=target / f"{card.id}.json")
