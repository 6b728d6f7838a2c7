"""Changes of the model library that concern the preferred model too."""

from __future__ import annotations

from dataclasses import replace

from sam_cffnet_qgis.core.errors import ModelNotFoundError, ParameterError
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.model_changes import delete_model, rename_model
from sam_cffnet_qgis.core.model_library import MISSING, ModelEntry, list_entries, usable_card
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.preferences import read_preferences, write_preferences


def is_default(entry: ModelEntry) -> bool:
    """Whether parameters start with this model."""
    return entry.is_called(read_preferences().model)


def possible_actions(entry: ModelEntry | None) -> set[str]:
    """What can be done with a model, by the names that *Manage models* has for it."""
    if entry is None:
        return set()
    possible = {"folder"}
    if not entry.is_bundled:
        possible.add("delete")
    if entry.card is None:
        return possible
    if not entry.is_bundled:
        possible.add("rename")
    if entry.state != MISSING:
        possible |= {"check", "export"}
        if entry.card.trained and not is_default(entry):
            possible.add("makedefault")
    return possible


def make_default(entry: ModelEntry) -> None:
    """Let parameters start with this model; one outside the library is kept by its path.

    Raises:
        ModelCardError: if it is damaged.
        ModelNotFoundError: if its weights are missing.
        ParameterError: if it cannot detect.
    """
    card = usable_card(entry)
    if entry.state == MISSING:
        raise ModelNotFoundError(
            "The model '{model}' has a card but no weights: {path} is missing. Import the model "
            "again, or copy the file there.",
            model=card.id,
            path=entry.weights_path,
        )
    if not card.trained:
        raise ParameterError(
            "The model '{model}' is an image encoder alone and cannot detect landslides. Fine-tune "
            "it, and make the new model the default.",
            model=card.id,
        )
    is_listed = any(known.path == entry.path for known in list_entries(models_folder()))
    _prefer(card.id if is_listed else str(entry.path))


def rename(card: ModelCard, name: str) -> ModelCard:
    """Rename a model; if it was the default, it stays so.

    Raises:
        SamCffnetError: as :func:`rename_model`.
    """
    was_default = is_default(ModelEntry(card.path, card, is_bundled=False))
    renamed = rename_model(card, name, models_folder())
    if was_default:
        _prefer(renamed.id)
    return renamed


def delete(entry: ModelEntry) -> bool:
    """Delete a model; if it was the default, the one in the box is so again.

    Returns:
        Whether it was the default.

    Raises:
        SamCffnetError: as :func:`delete_model`.
    """
    was_default = is_default(entry)
    delete_model(entry, models_folder())
    if was_default:
        _prefer(DEFAULT_MODEL)
    return was_default


def _prefer(model: str) -> None:
    write_preferences(replace(read_preferences(), model=model))
