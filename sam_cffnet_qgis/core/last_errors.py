"""The last errors of the plugin, kept in the profile for *Diagnostics*; nothing else is recorded."""

from __future__ import annotations

import json
import os
import traceback
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from sam_cffnet_qgis.core.shortening import Shortener

FILE_NAME = "last_errors.jsonl"
KEPT = 20
KEPT_FRAMES = 8  # of a traceback, the innermost
MAX_CHARACTERS = 4000  # of one error
MAX_FILE_BYTES = 1_000_000


@dataclass(frozen=True)
class PastError:
    """One error.

    Attributes:
        time: ISO 8601, UTC.
        algorithm: its id, or empty.
        kind: class of the error.
        text: as the user saw it, with shortened paths; of unexpected errors the traceback.
    """

    time: str
    algorithm: str
    kind: str
    text: str


def record_error(folder: Path, algorithm: str, error: Exception, expected: bool) -> None:
    """Keep an error; where nothing can be written, it is forgotten.

    Args:
        folder: of the plugin in the profile; need not exist.
        algorithm: its id, or empty.
        error: that ended the run.
        expected: whether its message says everything; else its traceback is kept.
    """
    shortener = Shortener.of_this_user()
    text = shortener.message(error) if expected else shortener(_traceback(error))
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    past = PastError(now, algorithm, type(error).__name__, text[-MAX_CHARACTERS:])
    kept = [*read_errors(folder), past][-KEPT:]
    lines = [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in kept]
    unfinished = folder / f"{FILE_NAME}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text("".join(lines), encoding="utf-8", errors="replace")
        os.replace(unfinished, folder / FILE_NAME)
    except OSError:
        pass  # the run has failed already, and the user is told why


def read_errors(folder: Path) -> list[PastError]:
    """Errors that were kept, the newest last; damaged lines are left out."""
    try:
        with open(folder / FILE_NAME, encoding="utf-8", errors="replace") as stream:
            lines = stream.read(MAX_FILE_BYTES).splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            facts = json.loads(line)
            found.append(PastError(*(str(facts[name]) for name in PastError.__annotations__)))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return found[-KEPT:]


def _traceback(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-KEPT_FRAMES:]
    message = traceback.format_exception_only(type(error), error)
    return "".join([*traceback.format_list(frames), *message]).rstrip()
