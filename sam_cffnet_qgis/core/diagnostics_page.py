"""The diagnostics as Markdown for an issue and as an HTML page, from the same facts."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

TITLE = "SAM-CFFNet diagnostics"
STYLE = """
body { font-family: "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; font-size: 14px;
  line-height: 1.45; color: #222222; background: #ffffff; margin: 24px; }
h1 { font-size: 24px; margin: 0; }
h2 { font-size: 17px; margin: 24px 0 6px; }
table { border-collapse: collapse; }
td { padding: 3px 12px 3px 6px; vertical-align: top; border-bottom: 1px solid #e2e2e2; }
td.name { color: #555555; white-space: nowrap; }
.problem { color: #a80000; }
pre { font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: 12px;
  white-space: pre-wrap; margin: 0; }
pre.issue { background: #f4f4f4; padding: 10px; }
"""


@dataclass(frozen=True)
class Fact:
    """A line of the report.

    Attributes:
        name: what it is about.
        value: may have several lines.
        is_problem: whether something is wrong.
    """

    name: str
    value: str
    is_problem: bool = False

    @property
    def marked(self) -> str:
        """The value, with a word before it if it is a problem."""
        return f"PROBLEM: {self.value}" if self.is_problem else self.value


@dataclass(frozen=True)
class Part:
    """A heading with its facts."""

    heading: str
    facts: tuple[Fact, ...]


def markdown(parts: Iterable[Part], summary: str) -> str:
    """The report for an issue: in code blocks, so that no value is taken for markup."""
    blocks = [f"### {TITLE}", _fenced(summary)]
    for part in parts:
        lines = "\n".join(_line(fact) for fact in part.facts)
        blocks.append(f"**{part.heading}**\n\n{_fenced(lines)}")
    return "\n\n".join(blocks) + "\n"


def _line(fact: Fact) -> str:
    if "\n" not in fact.value:
        return f"{fact.name}: {fact.marked}"
    return f"{fact.name}:\n" + "\n".join(f"    {line}" for line in fact.marked.splitlines())


def _fenced(text: str) -> str:
    """A block of code; its fence is longer than any in the text."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text}\n{fence}"


def page(parts: Iterable[Part], summary: str) -> str:
    """The report as a page that loads nothing; every text is escaped."""
    parts = tuple(parts)
    sections = "".join(
        f"<h2>{html.escape(part.heading)}</h2>\n<table>\n{_rows(part)}</table>\n" for part in parts
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{TITLE}</title>'
        f"\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{TITLE}</h1>\n"
        f"<p>{html.escape(summary)}</p>\n{sections}"
        "<h2>To paste into an issue</h2>\n"
        f'<pre class="issue">{html.escape(markdown(parts, summary))}</pre>\n'
        "</body>\n</html>\n"
    )


def _rows(part: Part) -> str:
    rows = []
    for fact in part.facts:
        value = html.escape(fact.marked)
        if "\n" in value:
            value = f"<pre>{value}</pre>"
        kind = ' class="problem"' if fact.is_problem else ""
        name = html.escape(fact.name)
        rows.append(f'<tr><td class="name">{name}</td><td{kind}>{value}</td></tr>\n')
    return "".join(rows)
