"""Files of shards that make one run together: all of them, each once, of the same parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sam_cffnet_qgis.core.errors import ParameterError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.shard_archive import ShardArchive
from sam_cffnet_qgis.core.shard_facts import (
    FACTS_FILE,
    SHOWN_LETTERS,
    ShardFacts,
    facts_from,
)

MAX_FACTS_BYTES = 64 * 2**20  # with the polygons of interest
SHOWN_NUMBERS = 20


@dataclass(frozen=True)
class StoredShard:
    """A shard's file, and what it says of itself."""

    path: Path
    facts: ShardFacts


def read_shards(paths: list[Path], feedback: Feedback) -> list[StoredShard]:
    """Read what files say of themselves, and check that they make one run.

    Args:
        paths: of the files, in any order.
        feedback: asked whether to go on, and warned of other devices.

    Returns:
        The shards of one run, from the first to the last.

    Raises:
        ParameterError: naming what is missing, doubled or of another run.
        ArchiveError: naming the file that is damaged.
    """
    if not paths:
        raise ParameterError("SHARDS is empty. Choose the files of all shards of a run.")
    shards: list[StoredShard] = []
    for path in paths:
        feedback.check()
        shard = StoredShard(path, _read_facts(path))
        if shards:
            _check_run(shards[0], shard)
            first = shards[0].facts  # its polygons of interest are held once
            facts = replace(shard.facts, settings=first.settings, facts=first.facts)
            shard = replace(shard, facts=facts)
        shards.append(shard)
    _check_numbers(shards)
    _tell_devices(shards, feedback)
    return sorted(shards, key=lambda shard: shard.facts.shard.number)


def _read_facts(path: Path) -> ShardFacts:
    with ShardArchive(path) as archive:
        content = archive.content(FACTS_FILE, MAX_FACTS_BYTES)
        try:
            return facts_from(content)
        except ValueError as error:
            words = "its entry '{entry}' is none of this version of the plugin"
            raise archive.refused(phrase(words, entry=str(error)[:SHOWN_LETTERS])) from error


def _check_run(first: StoredShard, other: StoredShard) -> None:
    differences = first.facts.differences(other.facts)
    if differences:
        raise ParameterError(
            "The shards {first} and {second} are not of one run: {differences}. Choose others, or "
            "compute one of them again with the parameters of the other.",
            first=first.path,
            second=other.path,
            differences="; ".join(differences),
        )


def _check_numbers(shards: list[StoredShard]) -> None:
    count = shards[0].facts.shard.count
    found: dict[int, StoredShard] = {}
    for shard in shards:
        number = shard.facts.shard.number
        if number in found:
            raise ParameterError(
                "Shard {shard} was given twice: {first} and {second}. Leave one of them out.",
                shard=shard.facts.shard,
                first=found[number].path,
                second=shard.path,
            )
        found[number] = shard
    missing = [number for number in range(1, count + 1) if number not in found]
    if missing:
        raise ParameterError(
            "{missing} of {count} shards are missing: {numbers}. Choose their files too, or compute "
            "them, such as with SHARD={number}/{count}.",
            missing=len(missing),
            count=count,
            numbers=_listed(missing),
            number=missing[0],
        )


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN_NUMBERS]))
    return shown if len(numbers) <= SHOWN_NUMBERS else f"{shown}, …"


def _tell_devices(shards: list[StoredShard], feedback: Feedback) -> None:
    devices = used_devices(shards)
    if len(devices) > 1:
        feedback.warn(
            "The shards were computed on different devices ({devices}), so the last digits of the "
            "probabilities may differ from those of one device.",
            devices="; ".join(devices),
        )


def used_devices(shards: list[StoredShard]) -> tuple[str, ...]:
    """Devices on which the shards were computed, each once."""
    return tuple(dict.fromkeys(name for shard in shards for name in shard.facts.devices))
