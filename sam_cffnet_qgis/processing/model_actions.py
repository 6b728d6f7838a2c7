"""What *Manage models* does: one function an action, each with a line in the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.errors import phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_archive import export_model
from sam_cffnet_qgis.core.model_library import (
    CHANGED,
    DAMAGED,
    MISSING,
    OK,
    UNCHECKED,
    ModelEntry,
    find_entry,
    list_entries,
    usable_card,
    verify,
)
from sam_cffnet_qgis.core.model_unpack import import_archive
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.model_library import delete, is_default, make_default, rename

STATE_WORDS = {
    UNCHECKED: phrase("weights not checked"),
    OK: phrase("weights as they should be"),
    CHANGED: phrase("weights are not those of the card"),
    MISSING: phrase("weights are missing"),
}


@dataclass(frozen=True)
class ManageRequest:
    """What a run shall do; texts are empty where the action does not need them."""

    action: str
    model: str
    file: str
    name: str
    output: str


@dataclass(frozen=True)
class ManageResult:
    """The library after an action, and the model that it was about, if there is one still."""

    entries: list[ModelEntry]
    model_id: str = ""
    model_file: str = ""


def act(request: ManageRequest, said: Feedback) -> ManageResult:
    """Do what a run shall do.

    Raises:
        SamCffnetError: the leaf that names what is wrong.
    """
    actions = {
        "list": _list,
        "check": _check,
        "export": _export,
        "import": _import,
        "rename": _rename,
        "delete": _delete,
        "makedefault": _make_default,
    }
    return actions[request.action](request, said)


def describe(entry: ModelEntry) -> dict[str, object]:
    """A model of the library as values for JSON; a damaged one has no card to tell of."""
    facts = {
        "id": entry.id,
        "title": entry.card.title if entry.card else "",
        "bytes": entry.size_bytes,
        "state": entry.state,
        "licence": entry.card.licence if entry.card else "",
        "bundled": entry.is_bundled,
        "default": is_default(entry),
        "metrics": entry.card.metrics if entry.card else [],
    }
    return {**facts, "error": str(entry.problem)} if entry.problem else facts


def _result(entry: ModelEntry | None = None) -> ManageResult:
    entries = list_entries(models_folder())
    return ManageResult(entries, entry.id, str(entry.path)) if entry else ManageResult(entries)


def _tell(entry: ModelEntry, said: Feedback) -> None:
    """A line on a model; a warning if it cannot be used."""
    if entry.state == DAMAGED:
        said.warn("{model}: {problem}", model=entry.id, problem=entry.problem)
        return
    tell = said.warn if entry.state in (CHANGED, MISSING) else said.info
    tell(
        "{model} ({title}): {megabytes:.1f} MB, {state}",
        model=entry.id,
        title=entry.card.title,
        megabytes=entry.size_bytes / 1e6,
        state=STATE_WORDS[entry.state],
    )


def _list(request: ManageRequest, said: Feedback) -> ManageResult:
    result = _result()
    for entry in result.entries:
        _tell(entry, said)
    for entry in filter(is_default, result.entries):
        said.info("Default: {model}", model=entry.id)
    return result


def _check(request: ManageRequest, said: Feedback) -> ManageResult:
    chosen = find_entry(request.model, models_folder()) if request.model else None
    entries = [chosen] if chosen else list_entries(models_folder())
    checked = []
    for number, entry in enumerate(entries, start=1):
        checked.append(verify(entry, said.check))
        _tell(checked[-1], said)
        said.set_progress(number / len(entries))
    if chosen:
        return ManageResult(checked, chosen.id, str(chosen.path))
    return ManageResult(checked)


def _export(request: ManageRequest, said: Feedback) -> ManageResult:
    entry = find_entry(request.model, models_folder())
    export_model(usable_card(entry), Path(request.output), said.check)
    said.info("Exported '{model}' to {path}", model=entry.id, path=request.output)
    return _result(entry)


def _import(request: ManageRequest, said: Feedback) -> ManageResult:
    card = import_archive(Path(request.file), models_folder(), said.check, request.name)
    said.info("Imported '{model}': {path}", model=card.id, path=card.path)
    return _result(find_entry(card.id, models_folder()))


def _rename(request: ManageRequest, said: Feedback) -> ManageResult:
    entry = find_entry(request.model, models_folder())
    card = rename(usable_card(entry), request.name)
    said.info("'{model}' is now '{name}': {path}", model=entry.id, name=card.id, path=card.path)
    return _result(find_entry(card.id, models_folder()))


def _delete(request: ManageRequest, said: Feedback) -> ManageResult:
    entry = find_entry(request.model, models_folder())
    was_default = delete(entry)
    said.info("Deleted '{model}'", model=entry.id)
    if was_default:
        said.info("It was the default; now the model in the box is the default.")
    return _result()


def _make_default(request: ManageRequest, said: Feedback) -> ManageResult:
    entry = find_entry(request.model, models_folder())
    make_default(entry)
    said.info("Default: {model}", model=entry.id)
    return _result(entry)
