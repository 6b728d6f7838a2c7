"""A model in one zip, to be passed on."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sam_cffnet_qgis.core.errors import ChecksumError, ModelNotFoundError
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.outputs import (
    check_destination,
    move_into_place,
    tidy_folders,
    unfinished_folder,
    write_error,
)
from sam_cffnet_qgis.core.registry import WEIGHTS_SUFFIX, model_id_from

CARD_SUFFIX = ".json"
CHUNK_BYTES = 2**20
FILE_MODE = 0o100644


def export_model(card: ModelCard, path: Path, check: Callable[[], None] = lambda: None) -> None:
    """Write card and weights into a zip, whole or not at all.

    Args:
        card: of the model.
        path: of the zip; a file that is there is replaced.
        check: called before each piece of the weights; what it raises ends the writing.

    Raises:
        ModelNotFoundError: if the weights are missing or cannot be read.
        ChecksumError: if they are not those of the card: nobody could import the zip.
        OutputError: if the zip cannot be written.
    """
    path = path.absolute()
    try:
        weights = card.weights_path.open("rb")
    except OSError as error:
        raise ModelNotFoundError(
            "The weights {path} of the model '{model}' cannot be read: {reason}. Import the model "
            "again, or copy the file there.",
            path=card.weights_path,
            model=card.id,
            reason=error.strerror or error,
        ) from error
    with weights, tidy_folders([path]):
        check_destination(path, [str(card.path), str(card.weights_path)])
        try:
            with unfinished_folder(path.parent) as work:
                _write_zip(card, weights, work, check)
                move_into_place(work / "model.zip", path)
        except OSError as error:
            raise write_error(path, error.strerror or str(error)) from error


def _write_zip(card: ModelCard, weights: BinaryIO, work: Path, check: Callable[[], None]) -> None:
    card = replace(card, id=model_id_from(card.id))
    card.write(work / "card.json")
    with zipfile.ZipFile(work / "model.zip", "w") as archive:
        member = _new_member(f"{card.id}/{card.id}{CARD_SUFFIX}")
        archive.writestr(member, (work / "card.json").read_bytes())
        member = _new_member(f"{card.id}/{card.id}{WEIGHTS_SUFFIX}")
        with archive.open(member, "w", force_zip64=True) as stream:
            sha256, _ = copy_hashed(weights, stream, check)
    if sha256 != card.sha256:
        raise ChecksumError(
            "The weights {path} are not those the card of '{model}' describes, so an archive with "
            "them could not be imported. The file was changed or not copied whole; import the "
            "model again.",
            path=weights.name,
            model=card.id,
        )


def _new_member(name: str) -> zipfile.ZipInfo:
    """A member that does not tell when and by whom it was written."""
    member = zipfile.ZipInfo(name)
    member.external_attr = FILE_MODE << 16
    return member


def copy_hashed(source: BinaryIO, target: BinaryIO, check: Callable[[], None]) -> tuple[str, int]:
    """Copy a stream; gives the SHA-256 of what was copied, and how many bytes.

    Args:
        source: read to its end.
        target: gets all of it.
        check: called before each piece is written; what it raises ends the copying.
    """
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK_BYTES):
        check()
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
