"""Measured polygons on disk, so that memory does not grow with their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path

from sam_cffnet_qgis.core.attributes import LandslidePolygon

COLUMNS = tuple(field.name for field in fields(LandslidePolygon))


def store_polygons(path: Path, polygons: Iterable[LandslidePolygon]) -> tuple[int, float]:
    """Write polygons to a new file.

    Returns:
        Their number and their area in square metres.
    """
    count, area_m2 = 0, 0.0
    places = ", ".join("?" * len(COLUMNS))
    with sqlite3.connect(path) as store:
        store.execute(f"CREATE TABLE polygons ({', '.join(COLUMNS)})")
        for polygon in polygons:
            store.execute(f"INSERT INTO polygons VALUES ({places})", astuple(polygon))  # nosec B608
            count += 1
            area_m2 += polygon.area_m2
    store.close()
    return count, area_m2


def stored_polygons(path: Path) -> Iterator[LandslidePolygon]:
    """Read the polygons of a file, in the order in which they were written."""
    store = sqlite3.connect(path)
    try:
        for row in store.execute("SELECT * FROM polygons ORDER BY rowid"):
            yield LandslidePolygon(*row)
    finally:
        store.close()
