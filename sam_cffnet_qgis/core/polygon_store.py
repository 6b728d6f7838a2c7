"""Measured polygons on disk, so that memory does not grow with their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

from sam_cffnet_qgis.core.attributes import LandslidePolygon
from sam_cffnet_qgis.core.outputs import write_error

COLUMNS = tuple(field.name for field in fields(LandslidePolygon))


def store_polygons(path: Path, polygons: Iterable[LandslidePolygon]) -> tuple[int, float]:
    """Write polygons to a new file.

    Returns:
        Their number and their area in square metres.

    Raises:
        OutputError: if the disk is full.
    """
    count, area_m2 = 0, 0.0
    places, values_of = ", ".join("?" * len(COLUMNS)), attrgetter(*COLUMNS)
    try:
        with closing(sqlite3.connect(path)) as store, store:
            store.execute(f"CREATE TABLE polygons ({', '.join(COLUMNS)})")
            for polygon in polygons:
                store.execute(f"INSERT INTO polygons VALUES ({places})", values_of(polygon))  # nosec B608
                count += 1
                area_m2 += polygon.area_m2
    except sqlite3.Error as error:
        raise write_error(path, str(error)) from error
    return count, area_m2


def stored_polygons(path: Path) -> Iterator[LandslidePolygon]:
    """Read the polygons of a file, in the order in which they were written."""
    store = sqlite3.connect(path)
    try:
        for row in store.execute("SELECT * FROM polygons ORDER BY rowid"):
            yield LandslidePolygon(*row)
    finally:
        store.close()
