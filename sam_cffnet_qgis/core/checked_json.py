"""Readers of JSON that is not trusted: they give a value of the right kind or raise ``ValueError``."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

Reader = Callable[[object], object]


def parsed(content: bytes) -> object:
    """What JSON text holds, without numbers that are none.

    Raises:
        ValueError: if it is no JSON text.
    """
    try:
        return json.loads(content.decode(), parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _no_number(text: str) -> None:
    raise ValueError(text)


def _of_type(value: object, kind: type) -> object:
    if not isinstance(value, kind):
        raise ValueError(value)
    return value


def text(value: object) -> str:
    """Any text."""
    return _of_type(value, str)


def flag(value: object) -> bool:
    """True or false."""
    return _of_type(value, bool)


def whole(value: object) -> int:
    """A whole number that fits into 64 bits."""
    if isinstance(value, bool) or abs(_of_type(value, int)) >= 2**63:
        raise ValueError(value)
    return value


def natural(value: object) -> int:
    """A whole number that is not negative."""
    if whole(value) < 0:
        raise ValueError(value)
    return value


def number(value: object) -> float:
    """A finite number."""
    return whole(value) if isinstance(value, int) else _finite(_of_type(value, float))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(value)
    return value


def anything(value: object) -> object:
    """A value of any kind, which is only compared."""
    return value


def optional(read: Reader) -> Reader:
    """A reader that also lets null pass, as None."""
    return lambda value: None if value is None else read(value)


def several(read: Reader, count: int | None = None) -> Reader:
    """A reader of lists, of a given length if there is one; gives a tuple."""

    def read_all(value: object) -> tuple:
        values = tuple(read(item) for item in _of_type(value, list))
        if count is not None and len(values) != count:
            raise ValueError(value)
        return values

    return read_all


def record(readers: dict[str, Reader]) -> Callable[[object], dict]:
    """A reader of objects with exactly these entries; its error names the first wrong one."""

    def read_all(value: object) -> dict:
        found = _of_type(value, dict)
        odd = [name for name in (*readers, *found) if (name in readers) != (name in found)]
        if odd:
            raise ValueError(odd[0])
        values = {}
        for name, read in readers.items():
            try:
                values[name] = read(found[name])
            except ValueError as error:
                raise ValueError(name) from error
        return values

    return read_all
