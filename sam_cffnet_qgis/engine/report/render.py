"""A document of plain values becomes a self-contained HTML page.

A document has ``title``, ``subtitle``, ``language`` and ``sections``. A section has a ``heading``
and, if wanted, ``text`` (paragraphs), ``table`` (``columns`` and ``rows``; numbers stand on the
right; ``best``, places [row, column] that stand out), ``legend`` (``mark``, ``colour`` and ``label``
of what several figures show), ``figure`` or ``figures`` (side by side), see ``figures``. The page
runs no script and loads nothing, so that QGIS's results viewer shows it as browsers do.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.engine.report.figures import draw

TEMPLATE = "page.html.j2"
NUMBER_SIGNS = (
    "0123456789.,+-−–±%<>≥≤ \u00a0"  # of figures that come as text, such as "1,000" or "12 %"
)


def render(document: dict, arrays: dict[str, np.ndarray]) -> str:
    """Render a document.

    Args:
        document: JSON values only, see the module; all texts are escaped.
        arrays: the images that figures name, (H, W, 3) uint8 or (H, W) in [0, 1].

    Raises:
        EngineMissingError: if jinja2 or matplotlib is missing.
    """
    try:
        import matplotlib  # noqa: F401 - the figures need it
        from jinja2 import Environment, FileSystemLoader
    except ImportError as error:
        raise EngineMissingError(
            "The engine's Python {python} cannot import a package: {reason}. Install jinja2 and "
            "matplotlib there, or leave the report empty.",
            python=sys.executable,
            reason=error,
        ) from error
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sections = [_drawn(section, arrays) for section in document["sections"]]
    return environment.get_template(TEMPLATE).render({**document, "sections": sections})


def is_number(cell: object) -> bool:
    """Whether a table cell is a number, also one that comes as text."""
    if isinstance(cell, str):
        return any(sign.isdigit() for sign in cell) and not cell.strip(NUMBER_SIGNS)
    return isinstance(cell, (int, float))


def _drawn(section: dict, arrays: dict[str, np.ndarray]) -> dict:
    figures = [*section.get("figures", ())]
    if section.get("figure"):
        figures.append(section["figure"])
    share = 1 / max(len(figures), 1)
    columns = zip(*(section.get("table") or {}).get("rows", ()))
    return {
        **section,
        "figures": [draw(figure, arrays, share) for figure in figures],
        "is_right": [any(map(is_number, column)) for column in columns],
    }
