"""What users are told of bad inputs, gathered for the table of `make bad-inputs`."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROWS: dict[str, str] = {}


def told(message: str) -> str:
    """Remember a message under the name of the test that brought it."""
    module, _, test = os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")
    if message:
        name = f"{Path(module).stem.removeprefix('test_')}: {test.removeprefix('test_')}"
        ROWS[f"{name.removesuffix(' (call)')} {len(ROWS) if name in ROWS else ''}".strip()] = (
            message
        )
    return message


def write_table(path: Path) -> None:
    """Write the table; the folders of the tests are left out."""
    lines = ["| input | message |", "|---|---|"]
    for name, message in sorted(ROWS.items()):
        plain = re.sub(r"/tmp/pytest[^ '\"]*?/(?=[^/ '\"]*[ '\":.,])", "…/", message)
        lines.append(f"| {name} | {plain} |".replace("\n", " "))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
