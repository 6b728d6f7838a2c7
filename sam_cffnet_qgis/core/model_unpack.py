"""A model out of a zip that comes from elsewhere: no byte of it is trusted."""

from __future__ import annotations

import io
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sam_cffnet_qgis.core.errors import (
    ArchiveError,
    ChecksumError,
    ModelCardError,
    OutputError,
    phrase,
)
from sam_cffnet_qgis.core.model_archive import CARD_SUFFIX, CHUNK_BYTES, copy_hashed
from sam_cffnet_qgis.core.model_card import MAX_CARD_BYTES, ModelCard, read_card
from sam_cffnet_qgis.core.outputs import tidy_folders, unfinished_folder, write_error
from sam_cffnet_qgis.core.registry import WEIGHTS_SUFFIX, check_new_model, model_id_from

MAX_READ_BYTES = CHUNK_BYTES  # at once: also of the list of files
MAX_WEIGHTS_BYTES = 16 * 2**30  # six times SAM's largest
SHOWN_LETTERS = 80  # of a name that is not allowed
MAX_RATIO = 100  # unpacked by packed size; weights pack to some nine tenths
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def import_archive(
    path: Path, user_folder: Path, check: Callable[[], None] = lambda: None, name: str = ""
) -> ModelCard:
    """Unpack and register a model that :func:`export_model` packed; no byte of it is trusted.

    Args:
        path: of the zip.
        user_folder: folder of models; made if it is missing.
        check: called before each piece of the weights; what it raises ends the import.
        name: another title, from which the id is made; empty for those of the card.

    Raises:
        ArchiveError: if it is no zip of exactly one sound model.
        ModelCardError: if this version cannot use the card.
        ChecksumError: if the weights are not those of the card.
        OutputError: if there is a model of that id, or the folder cannot be written. Nothing is
            left in it after any error.
    """
    try:
        stream = BoundedReads(path)
    except OSError as error:
        raise _refused(path, str(error.strerror or error)) from error
    with stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (*BROKEN, OSError) as error:
            raise _refused(
                path, phrase("it is no zip, or damaged ({reason})", reason=error)
            ) from error
        card_member, weights_member = _members(path, archive.infolist())
        with tidy_folders([user_folder / "model"]):
            _make_folder(user_folder)
            with unfinished_folder(user_folder) as work:
                card = _read_member_card(path, archive, card_member, work / "card.json")
                if name.strip():
                    card = replace(card, id=model_id_from(name), title=name.strip())
                check_new_model(card.id, user_folder)
                _check_free_space(weights_member.file_size, user_folder)
                staged = work / card.id
                staged.mkdir()
                weights = staged / f"{card.id}{WEIGHTS_SUFFIX}"
                _unpack_weights(path, archive, weights_member, weights, card, check)
                return _publish(card, staged, user_folder)


class BoundedReads(io.FileIO):
    """A file whose reader cannot be made to take much memory for the list of files."""

    def read(self, size: int = -1) -> bytes:
        """Read at most so many bytes, and refuse to be asked for very many."""
        if size > MAX_READ_BYTES:
            raise zipfile.BadZipFile("its list of files is too long")
        return super().read(MAX_READ_BYTES if size < 0 else size)


def _refused(path: Path, reason: str) -> ArchiveError:
    return ArchiveError(
        "The archive {path} cannot be imported: {reason}. Export the model again where it comes "
        "from.",
        path=path,
        reason=reason,
    )


def _not_unpacked(path: Path, member: zipfile.ZipInfo, error: Exception) -> ArchiveError:
    words = "'{name}' cannot be unpacked ({reason})"
    return _refused(path, phrase(words, name=member.filename, reason=error))


def _members(
    path: Path, members: Iterable[zipfile.ZipInfo]
) -> tuple[zipfile.ZipInfo, zipfile.ZipInfo]:
    """The card and the weights of an archive that holds nothing else."""
    files = []
    for member in members:
        _check_name(path, member)
        if not member.is_dir():
            _check_content(path, member)
            files.append(member)
    files.sort(key=lambda member: PurePosixPath(member.filename).suffix)
    places = [PurePosixPath(member.filename) for member in files]
    if [place.suffix for place in places] != [CARD_SUFFIX, WEIGHTS_SUFFIX]:
        needs = "it needs one .json and one .safetensors file, but has {count} files"
        raise _refused(path, phrase(needs, count=len(files)))
    if places[0].with_suffix("") != places[1].with_suffix(""):
        apart = "'{card}' and '{weights}' do not belong together"
        raise _refused(path, phrase(apart, card=places[0], weights=places[1]))
    return files[0], files[1]


def _check_name(path: Path, member: zipfile.ZipInfo) -> None:
    """Refuse names that lead elsewhere, though no name of an archive becomes that of a file here."""
    name = member.orig_filename
    parts = name.removesuffix("/").split("/")
    is_plain = name.isprintable() and not any(sign in name for sign in '\\:*?"<>|')
    if not is_plain or len(parts) > 2 or any(part in ("", ".", "..") for part in parts):
        shown = repr(name[:SHOWN_LETTERS])
        raise _refused(path, phrase("the name {name} in it is not allowed", name=shown))


def _check_content(path: Path, member: zipfile.ZipInfo) -> None:
    """Refuse what is no plain file, or larger than it may be."""
    name = member.filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _refused(path, phrase("'{name}' is a link or no plain file", name=name))
    if member.flag_bits & 1:
        raise _refused(path, phrase("'{name}' is encrypted", name=name))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(path, phrase("'{name}' is packed in a way that is not allowed", name=name))
    most = MAX_CARD_BYTES if name.endswith(CARD_SUFFIX) else MAX_WEIGHTS_BYTES
    if member.file_size > most:
        raise _refused(path, phrase("'{name}' is larger than {most} bytes", name=name, most=most))
    if member.file_size > MAX_RATIO * max(member.compress_size, 1):
        words = "'{name}' unpacks to more than {most} times its size"
        raise _refused(path, phrase(words, name=name, most=MAX_RATIO))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder / "model", error.strerror or str(error)) from error


def _check_free_space(needed_bytes: int, folder: Path) -> None:
    try:
        free_bytes = shutil.disk_usage(folder).free
    except OSError:
        return  # writing will tell
    if free_bytes < needed_bytes:
        raise OutputError(
            "The model needs {needed:.0f} MB in {folder}, but its disk has only {free:.0f} MB left. "
            "Free some space, or choose another models folder.",
            needed=needed_bytes / 1e6,
            folder=folder,
            free=free_bytes / 1e6,
        )


def _read_member_card(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, staged: Path
) -> ModelCard:
    try:
        with archive.open(member) as source:
            content = source.read(MAX_CARD_BYTES)
    except (*BROKEN, OSError) as error:
        raise _not_unpacked(path, member, error) from error
    staged.write_bytes(content)
    try:
        card = read_card(staged)
    except ModelCardError as error:
        raise ModelCardError(
            "The card in the archive {path} cannot be used: {reason}. Export the model again where "
            "it comes from, or update the plugin.",
            path=path,
            reason=error.values["reason"],
        ) from error
    if PurePosixPath(member.filename).stem != card.id or not _is_id(card.id):
        words = "its files are not named after the card's id {id}"
        raise _refused(path, phrase(words, id=repr(card.id[:SHOWN_LETTERS])))
    return card


def _is_id(text: str) -> bool:
    return bool(text.strip("-. ")) and text == model_id_from(text)


def _unpack_weights(
    path: Path,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    target: Path,
    card: ModelCard,
    check: Callable[[], None],
) -> None:
    try:
        with archive.open(member) as source, target.open("wb") as stream:
            sha256, size = copy_hashed(source, stream, check)
    except BROKEN as error:
        raise _not_unpacked(path, member, error) from error
    except OSError as error:
        raise write_error(target, error.strerror or str(error)) from error
    if size != member.file_size or sha256 != card.sha256:
        raise ChecksumError(
            "The weights in the archive {path} are not those its card describes (SHA-256 {actual}..., "
            "expected {expected}...). Export the model again where it comes from.",
            path=path,
            actual=sha256[:12],
            expected=card.sha256[:12],
        )


def _publish(card: ModelCard, staged: Path, user_folder: Path) -> ModelCard:
    target = user_folder / card.id
    try:
        card.write(staged / f"{card.id}{CARD_SUFFIX}")
        os.replace(staged, target)
    except OSError as error:
        raise write_error(target, error.strerror or str(error)) from error
    return replace(card, path=target / f"{card.id}{CARD_SUFFIX}")
