"""Outputs appear whole or not at all: checks before the run, one move after it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from sam_cffnet_qgis.core.errors import OutputError

# Files of the one that is replaced: they would corrupt the new GeoPackage or describe the old raster.
SIDECARS = ("-wal", "-shm", "-journal", ".aux.xml", ".ovr")


def check_destination(path: Path, input_path: str) -> None:
    """Check that an output can be put in place.

    Raises:
        OutputError: if it is the input, its folder is missing or cannot be written, or another
            program holds it open.
    """
    if Path(input_path).exists() and path.exists() and os.path.samefile(path, input_path):
        raise OutputError(
            "The output {path} is the input itself. Choose another file name, so that the input is "
            "kept.",
            path=path,
        )
    if path.is_dir():
        raise OutputError("The output {path} is a folder. Give a file name in it.", path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise OutputError(
            "Cannot write to the folder {folder}: {reason}. Choose another folder, or check its "
            "rights and the free space.",
            folder=path.parent,
            reason=error.strerror or error,
        ) from error
    if path.suffix.lower() == ".gpkg" and path.exists():
        _check_not_locked(path)


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
