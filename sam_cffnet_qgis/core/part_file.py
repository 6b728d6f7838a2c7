"""The first bytes of a file that is being downloaded, and from which version of it they are."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import BinaryIO


class PartFile:
    """`<name>.part` beside the place of the finished file, with facts of its source in a `.json`.

    Args:
        target: the finished file.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self.path = target.with_name(f"{target.name}.part")
        self._facts_path = target.with_name(f"{target.name}.part.json")

    def bytes(self) -> int:
        """How much is there."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def request_headers(self, source: str) -> dict[str, str]:
        """Headers that ask a source for the rest alone, none if nothing is there.

        With ``If-Range`` a source that has another version by now sends all of it.
        """
        have_bytes = self.bytes()
        if not have_bytes:
            return {}
        headers = {"Range": f"bytes={have_bytes}-"}
        facts = self._facts()
        if facts.get("source") == source and facts.get("validator"):
            headers["If-Range"] = facts["validator"]
        return headers

    def _facts(self) -> dict[str, str]:
        try:
            facts = json.loads(self._facts_path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # it goes on without; the SHA-256 decides at the end
        is_text = isinstance(facts, dict) and all(isinstance(v, str) for v in facts.values())
        return facts if is_text else {}

    def remember(self, source: str, headers: dict[str, str]) -> None:
        """Note which version of the file a source sends.

        Args:
            source: its address.
            headers: of its answer, names in lowercase.
        """
        validator = headers.get("etag", "")
        if not validator or validator.startswith("W/"):  # a weak one does not vouch for bytes
            validator = headers.get("last-modified", "")
        if not validator and self._facts().get("source") == source:
            return  # the rest of a file may come without what vouched for its beginning
        facts = {"source": source, "validator": validator}
        self._facts_path.write_text(json.dumps(facts), encoding="utf-8")

    def open(self) -> BinaryIO:
        """A stream that appends."""
        return self.path.open("ab")

    def remove(self) -> None:
        """Forget what is there."""
        self.path.unlink(missing_ok=True)
        self._facts_path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put the file in its place, in one step."""
        os.replace(self.path, self._target)
        self._facts_path.unlink(missing_ok=True)
