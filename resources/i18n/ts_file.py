"""Qt's translation file (TS 2.1), written in one fixed order so that differences stay small."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

LANGUAGE = "zh_CN"


class Message(NamedTuple):
    """A text and its translation.

    Attributes:
        context: under which Qt looks it up.
        source: the English text.
        translation: empty while it is unfinished.
        files: where it occurs, relative to the package.
    """

    context: str
    source: str
    translation: str
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What Qt looks up."""
        return self.context, self.source


def read_messages(path: Path) -> list[Message]:
    """Messages of a .ts file; none if there is no file yet."""
    if not path.is_file():
        return []
    messages = []
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            is_finished = translation is not None and translation.get("type") is None
            messages.append(
                Message(
                    context.findtext("name") or "",
                    message.findtext("source") or "",
                    (translation.text or "") if is_finished else "",
                    tuple(place.get("filename") for place in message.iter("location")),
                )
            )
    return messages


def write_messages(path: Path, messages: list[Message]) -> None:
    """Write a .ts file, sorted by context and source, with file names and no line numbers."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{LANGUAGE}" sourcelanguage="en">',
    ]
    ordered = sorted(messages, key=lambda message: message.key)
    for context, group in groupby(ordered, key=lambda message: message.context):
        lines += ["<context>", f"    <name>{_escaped(context)}</name>"]
        for message in group:
            lines += _message_lines(message)
        lines.append("</context>")
    path.write_bytes("\n".join([*lines, "</TS>", ""]).encode())


def _message_lines(message: Message) -> list[str]:
    places = [f'        <location filename="{_escaped(name)}"/>' for name in sorted(message.files)]
    translation = f"<translation>{_escaped(message.translation)}</translation>"
    if not message.translation:
        translation = '<translation type="unfinished"></translation>'
    source = f"        <source>{_escaped(message.source)}</source>"
    return ["    <message>", *places, source, f"        {translation}", "    </message>"]


def _escaped(text: str) -> str:
    """As Qt escapes, whose files have quotes as entities."""
    return escape(text, {'"': "&quot;", "'": "&apos;"})
