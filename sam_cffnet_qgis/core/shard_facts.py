"""What a shard says of itself, and in what shards differ."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import PureWindowsPath

from sam_cffnet_qgis.core.checked_json import (
    anything,
    flag,
    natural,
    number,
    parsed,
    record,
    several,
    text,
    whole,
)
from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.public_source import public_source
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.core.settings_text import settings_content, settings_from

FACTS_FILE = "shard.json"
FORMAT = 1
MAX_SHARDS = 10_000
SHOWN_LETTERS = 60  # of a value
SETTINGS = {  # parameters by field; what chooses model and engine is told by the facts
    "bands": "BANDS",
    "stretches": "STYLED",
    "extent": "EXTENT",
    "aoi_wkb": "AOI",
    "resolution_m": "RESOLUTION",
    "threshold": "THRESHOLD",
    "fast": "FAST",
    "overlap_px": "OVERLAP",
    "min_area_m2": "MIN_AREA",
    "max_hole_m2": "MAX_HOLE",
    "simplify_m": "SIMPLIFY",
    "min_slope_deg": "MIN_SLOPE",
}
FACTS = {  # of a run, as far as they are the same on every computer and without an engine
    "pixels": "INPUT (pixels)",
    "geotransform": "INPUT (geotransform)",
    "grid": "INPUT (grid)",
    "bands": "INPUT (bands)",
    "stretches": "INPUT (stretch)",
    "model": "MODEL",
    "views": "TTA",
    "plugin_version": "plugin_version",
}


@dataclass(frozen=True)
class Shard:
    """One part of a run: ``number`` of ``count``, the first is 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def parse_shard(value: str) -> Shard:
    """A shard as users write it, such as 2/8.

    Raises:
        ParameterError: if it means nothing.
    """
    match = re.fullmatch(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*", value, re.ASCII)
    shard = Shard(*map(int, match.groups())) if match else Shard(0, 0)
    if not 1 <= shard.number <= shard.count <= MAX_SHARDS:
        raise ParameterError(
            "SHARD is '{value}', but must be the number of a part and how many there are: 1/8 to "
            "8/8 for eight parts, with at most {most}.",
            value=value,
            most=MAX_SHARDS,
        )
    return shard


@dataclass(frozen=True)
class ShardFacts:
    """What a shard says of itself.

    Attributes:
        tile_rows: first row of tiles and the end of its rows.
        tiles: that the network saw.
        devices: on which they were computed, with the precision.
        source: of the raster, without passwords and keys.
        facts: see ``run_facts``.
        settings: of the whole run.
    """

    shard: Shard
    tile_rows: tuple[int, int]
    tiles: int
    devices: tuple[str, ...]
    source: str
    facts: dict
    settings: DetectionSettings

    def content(self) -> bytes:
        """As JSON text."""
        own = {**asdict(self), "settings": settings_content(self.settings)}
        return json.dumps({"format": FORMAT, **own}, indent=1, allow_nan=False).encode()

    def differences(self, other: ShardFacts) -> list[str]:
        """In what the runs of two shards differ, such as ``THRESHOLD 0.5 ≠ 0.6``."""
        pairs = {"SHARD": (self.shard.count, other.shard.count)}
        pairs.update(fact_pairs(self.facts, other.facts))
        engines = self.facts["engine"], other.facts["engine"]
        pairs["PRECISION"], pairs["BATCH"] = list(zip(*engines))[1:]
        for field, name in SETTINGS.items():
            pairs[name] = (getattr(self.settings, field), getattr(other.settings, field))
        # The elevation raster may lie elsewhere on each computer.
        dems = (PureWindowsPath(shard.settings.dem_path).name for shard in (self, other))
        pairs["DEM"] = tuple(dems)
        return told_differences(pairs)


def as_stored(facts: dict) -> dict:
    """Facts of a run as they come back from a file, to be compared with those of one."""
    return _read_run_facts(json.loads(json.dumps(facts)))


def fact_pairs(facts: dict, others: dict) -> dict[str, tuple]:
    """Facts of two runs by a name that users know."""
    return {name: (facts[key], others[key]) for key, name in FACTS.items()}


def told_differences(pairs: dict[str, tuple]) -> list[str]:
    """Pairs that differ, as text."""
    return [
        f"{name} {_shown(first)} ≠ {_shown(second)}"
        for name, (first, second) in pairs.items()
        if first != second
    ]


def _shown(value: object) -> str:
    if value is None or value == "":
        return "–"
    shown = value if isinstance(value, str) else json.dumps(value, default=lambda wkb: wkb.hex())
    shown = "".join(letter if letter.isprintable() else "?" for letter in shown)
    return shown if len(shown) <= SHOWN_LETTERS else f"{shown[:SHOWN_LETTERS]}…"


def facts_from(content: bytes) -> ShardFacts:
    """The facts of a file that is not trusted.

    Raises:
        ValueError: naming what is missing, unknown or of a wrong kind.
    """
    found = _read_facts(parsed(content))
    del found["format"]
    _public(found["settings"].dem_path)
    return ShardFacts(**found)


def _format(value: object) -> int:
    if value != FORMAT:
        raise ValueError(value)
    return FORMAT


def _shard(value: object) -> Shard:
    shard = Shard(**record({"number": natural, "count": natural})(value))
    if not 1 <= shard.number <= shard.count <= MAX_SHARDS:
        raise ValueError(value)
    return shard


def _public(value: object) -> str:
    """A path or address as shards keep it; what describes a service is none."""
    if public_source(text(value)) != value:
        raise ValueError(value)
    return value


def _engine(value: object) -> tuple[str, str, int]:
    device, precision, batch = several(anything, 3)(value)
    return text(device), text(precision), whole(batch)


_read_run_facts = record(
    {
        "raster": text,
        "file": several(whole),
        "geotransform": several(number, 6),
        "pixels": text,
        "bands": several(whole),
        "stretches": several(several(number, 2)),
        "grid": anything,
        "model": anything,
        "engine": _engine,
        "views": flag,
        "plugin_version": text,
    }
)
_read_facts = record(
    {
        "format": _format,
        "shard": _shard,
        "tile_rows": several(natural, 2),
        "tiles": natural,
        "devices": several(text),
        "source": _public,
        "facts": _read_run_facts,
        "settings": settings_from,
    }
)
