"""Outputs appear whole or not at all: checks before the run, one move after it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sam_cffnet_qgis.core.errors import OutputError, Phrase, phrase
from sam_cffnet_qgis.core.folder_lock import LOCK_NAME, FolderLock

# Files of the one that is replaced: they would corrupt the new GeoPackage or describe the old raster.
SIDECARS = ("-wal", "-shm", "-journal", ".aux.xml", ".ovr")
WORK_PREFIX = ".sam_cffnet-"  # of the folders that hold unfinished files
DISK_IS_FULL = "disk is full"  # SQLite's words, which come with a whole statement
OF_DATABASES = ("sqlite3_", "query was logged", "no such table")  # words that help no user


def write_error(path: Path | str, reason: str) -> OutputError:
    """The error for a file that could not be written; the folder named is one the user knows."""
    place = path
    if isinstance(path, Path):
        work = [folder for folder in path.parents if folder.name.startswith(WORK_PREFIX)]
        place = work[0].parent if work else path.parent
    reason = reason if isinstance(reason, Phrase) else reason.strip().rstrip(".")
    reason = reason or phrase("no reason was given")
    if DISK_IS_FULL in reason:
        reason = phrase("no space left on the disk")
    elif any(words in reason for words in OF_DATABASES):
        reason = phrase("the file could not be completed")
    elif not isinstance(reason, Phrase):
        reason = reason.partition("\n")[0].rstrip(".")  # GDAL 3.10 lists what came before below
    return OutputError(
        "Cannot write to {place}: {reason}. If the disk is full, free some space or choose a folder "
        "on another disk.",
        place=place,
        reason=reason,
    )


@contextmanager
def unfinished_folder(parent: Path) -> Iterator[Path]:
    """A folder for unfinished files; what killed runs left beside it is removed first.

    Raises:
        OutputError: if it cannot be made.
    """
    for folder in parent.glob(f"{WORK_PREFIX}*"):
        _remove_abandoned(folder)
    try:
        made = tempfile.TemporaryDirectory(prefix=WORK_PREFIX, dir=parent)
        lock = FolderLock(Path(made.name))
        lock.take()
    except OSError as error:
        raise OutputError(
            "Cannot write to the folder {folder}: {reason}. Choose another folder, or check its "
            "rights and the free space.",
            folder=parent,
            reason=error.strerror or error,
        ) from error
    with made as name:
        try:
            yield Path(name)
        finally:
            lock.release()


def _remove_abandoned(folder: Path) -> None:
    """Remove a folder whose run is dead; one that is only just being made has no lock yet."""
    lock = FolderLock(folder)
    try:
        if not (folder / LOCK_NAME).exists() or not lock.take():
            return
    except OSError:
        return  # of another user
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def tidy_folders(paths: Iterable[Path]) -> Iterator[None]:
    """Remove the folders that a run made for its outputs, if nothing came into them."""
    parents = {folder for path in paths for folder in path.parents}
    missing = [folder for folder in parents if not os.path.exists(folder)]
    try:
        yield
    finally:
        for folder in sorted(missing, key=lambda folder: len(folder.parts), reverse=True):
            try:
                folder.rmdir()
            except OSError:
                pass  # it was never made, or the outputs lie in it


def check_destination(path: Path, input_paths: Iterable[str]) -> None:
    """Check that an output can be put in place.

    Args:
        path: of the output; its folder is made.
        input_paths: files that it must not replace.

    Raises:
        OutputError: if it is an input, its folder is missing or cannot be written, or another
            program holds it open.
    """
    for input_path in input_paths:
        if os.path.exists(input_path) and os.path.exists(path) and path.samefile(input_path):
            raise OutputError(
                "The output {path} is the input itself. Choose another file name, so that the "
                "input is kept.",
                path=path,
            )
    if os.path.isdir(path):
        raise OutputError("The output {path} is a folder. Give a file name in it.", path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        path.exists()  # a name that is too long shows here
    except OSError as error:
        raise OutputError(
            "Cannot write to the folder {folder}: {reason}. Choose another folder, or check its "
            "rights and the free space.",
            folder=path.parent,
            reason=error.strerror or error,
        ) from error
    if path.suffix.lower() == ".gpkg" and path.exists():
        _check_not_locked(path)


def check_folder(folder: Path) -> None:
    """Check that a folder that the user chose can hold files; it is not made.

    Raises:
        OutputError: if it is no full path, does not exist or cannot be written.
    """
    if not folder.is_absolute():
        raise OutputError(
            "'{folder}' is not a full path. Choose the folder, or give its path starting at the "
            "root.",
            folder=folder,
        )
    if not folder.is_dir():
        raise OutputError(
            "There is no folder {folder}. Create it, or choose another one.", folder=folder
        )
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            "Cannot write to the folder {folder}: {reason}. Choose another folder, or check its "
            "rights and the free space.",
            folder=folder,
            reason=error.strerror or error,
        ) from error


def _check_not_locked(path: Path) -> None:
    """Take and give back the lock of a GeoPackage; closing it so also clears its sidecars."""
    try:
        connection = sqlite3.connect(path, timeout=0)
        try:
            connection.execute("BEGIN EXCLUSIVE")
            connection.rollback()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise OutputError(
                "The output {path} is open elsewhere and locked. Close it there (in QGIS: stop "
                "editing and remove the layer), or choose another file name.",
                path=path,
            ) from error
        # Not a database: it is replaced like any other file.


def move_into_place(source: Path, destination: Path) -> None:
    """Replace a file in one step; also across file systems.

    Raises:
        OutputError: if it cannot be replaced; the old file is then untouched.
    """
    try:
        if source.stat().st_dev == destination.parent.stat().st_dev:
            staged = source
        else:
            staged = destination.with_name(f".{destination.name}.part")
            shutil.copyfile(source, staged)
        for suffix in SIDECARS:
            Path(f"{destination}{suffix}").unlink(missing_ok=True)
        os.replace(staged, destination)
    except OSError as error:
        destination.with_name(f".{destination.name}.part").unlink(missing_ok=True)
        raise OutputError(
            "Cannot write {path}: {reason}. Choose another file, or check the folder's rights and "
            "the free space.",
            path=destination,
            reason=error.strerror or error,
        ) from error
