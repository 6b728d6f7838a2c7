"""Chips listed in ``manifest.csv``: one row an image and mask pair.

Columns ``source``, ``image``, ``mask`` and ``region``, if wanted also ``group`` and ``gsd_m``; paths
are relative to the manifest's folder.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from sam_cffnet_qgis.core.chip_entry import ChipEntry, check_inside, number_of
from sam_cffnet_qgis.core.errors import LabelError, phrase

TITLE = "manifest.csv"
MAX_MANIFEST_BYTES = 100_000_000
MAX_GSD_M = 10_000
COLUMNS = ("source", "image", "mask", "region")


def is_at(folder: Path) -> bool:
    """Whether a folder has this layout."""
    return (folder / "manifest.csv").is_file()


def list_entries(folder: Path) -> list[ChipEntry]:
    """The manifest's images.

    Raises:
        LabelError: if the manifest is empty or lacks a column, or a file is missing.
    """
    path = folder / "manifest.csv"
    columns, rows = _read_table(path)
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise LabelError(
            "{path} has no column '{column}'. Its first line must name the columns {columns}.",
            path=path,
            column=missing[0],
            columns=", ".join(COLUMNS),
        )
    if not rows:
        raise LabelError("The manifest.csv in {folder} lists no image.", folder=folder)
    entries = [_entry(path, row) for row in rows]
    for entry in entries:
        _check_place(folder, entry)
    return entries


def _read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Names of the columns, and the rows of a CSV file."""
    reason = phrase("it is larger than {most} MB", most=MAX_MANIFEST_BYTES // 10**6)
    try:
        if path.stat().st_size <= MAX_MANIFEST_BYTES:
            with path.open(newline="", encoding="utf-8-sig") as stream:  # as spreadsheets write it
                table = csv.DictReader(stream)
                return list(table.fieldnames or ()), list(table)
    except OSError as error:
        reason = error.strerror or str(error)
    except (csv.Error, ValueError):  # also of bytes that are no text
        reason = phrase("it is no CSV text in UTF-8")
    raise LabelError(
        "The manifest {path} cannot be read: {reason}. Export it again as CSV in UTF-8.",
        path=path,
        reason=reason,
    )


def _entry(path: Path, row: dict[str, str]) -> ChipEntry:
    folder = path.parent
    empty = [name for name in ("image", "mask") if not row[name]]
    if empty:
        raise LabelError(
            "A line of the manifest in {folder} names no {column}: {line}. Complete or remove it.",
            folder=folder,
            column=empty[0],
            line=", ".join(str(row[name] or "") for name in COLUMNS),
        )
    return ChipEntry(
        row["source"] or "",
        row["region"] or "",
        number_of(Path(row["image"])),
        folder / row["image"].replace("\0", ""),
        folder / row["mask"].replace("\0", ""),
        row.get("group") or "",
        _gsd(folder, row.get("gsd_m") or "0"),
        text_path=path,
    )


def _gsd(folder: Path, text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = -1.0
    if not 0 <= size < MAX_GSD_M:
        raise LabelError(
            "The manifest in {folder} gives '{text}' as gsd_m, which is no pixel size in metres. Give "
            "a number such as 0.5, or leave it empty.",
            folder=folder,
            text=text,
        )
    return size


def _check_place(folder: Path, entry: ChipEntry) -> None:
    for path in (entry.image_path, entry.mask_path):
        check_inside(folder, path, entry.text_path)
        if not os.path.isfile(path):  # of a name too long, Path says it with an error
            raise LabelError(
                "The manifest {path} names {name}, but there is no such file. Correct its line, or "
                "copy the file to this place.",
                path=entry.text_path,
                name=path,
            )
