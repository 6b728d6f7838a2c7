"""Find every text of the plugin that a user may see, and keep the translation file up to date.

    collect_strings.py                     renew the .ts file from the sources
    collect_strings.py export FOLDER [N]   unfinished texts as N files of JSON
    collect_strings.py import FILE...      put translations from JSON files into the .ts file

Qt's own tools know neither ``self.tr`` of a base class nor the core's texts, which are templates
of errors and messages. What Qt looks up is a pair of context and source text:

- ``self.tr("…")``: the name of the leaf class, or what the class's own ``tr`` says;
- ``QCoreApplication.translate("Context", "…")``: as it says;
- errors of ``core/errors.py``, ``feedback.info``, ``warn``, ``say``, ``bridge.translate``: "core";
- ``phrase("…")``, fixed words that come as the value of a template: "phrase".

A function that passes a parameter on to one of these is one of them itself. A text that cannot be
known is reported with its place and makes the command fail.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from source_texts import SourceTexts
from ts_file import Message, read_messages, write_messages

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent / "sam_cffnet_qgis"
TS_PATH = HERE / "sam_cffnet_qgis_zh-Hans.ts"


def collect(package: Path = PACKAGE) -> tuple[dict[tuple[str, str], list[str]], list[str]]:
    """Texts of a package.

    Returns:
        files (relative to the package) by context and source; and the places of texts that cannot
        be known, each as ``file:line: what``.
    """
    texts = SourceTexts(package)
    return texts.found, texts.unknown


def renew(ts_path: Path = TS_PATH, package: Path = PACKAGE) -> list[str]:
    """Bring a .ts file up to date: new texts come in unfinished, vanished ones go.

    Returns:
        the places of texts that cannot be known.
    """
    found, unknown = collect(package)
    known = {message.key: message.translation for message in read_messages(ts_path)}
    messages = [
        Message(context, source, known.get((context, source), ""), tuple(files))
        for (context, source), files in found.items()
    ]
    write_messages(ts_path, messages)
    return unknown


def export_unfinished(folder: Path, count: int, ts_path: Path = TS_PATH) -> int:
    """Write the unfinished texts, each once, to ``count`` files of JSON; return their number."""
    todo: dict[str, str] = {}
    for message in read_messages(ts_path):
        if not message.translation:
            todo.setdefault(message.source, message.context)
    items = [{"context": context, "source": source} for source, context in todo.items()]
    folder.mkdir(parents=True, exist_ok=True)
    size = max(-(-len(items) // count), 1)
    for number in range(count):
        part = items[number * size : (number + 1) * size]
        text = json.dumps(part, ensure_ascii=False, indent=1)
        (folder / f"unfinished_{number + 1}.json").write_text(text + "\n", encoding="utf-8")
    return len(items)


def import_translations(path: Path, ts_path: Path = TS_PATH) -> list[str]:
    """Put translations into the .ts file: every text with that source gets it.

    Args:
        path: JSON, either ``{source: translation}`` or ``{context: {source: translation}}`` for
            texts that differ between contexts.

    Returns:
        sources that the .ts file does not have.
    """
    given = json.loads(path.read_text(encoding="utf-8"))
    by_context = {context: texts for context, texts in given.items() if isinstance(texts, dict)}
    plain = {source: text for source, text in given.items() if isinstance(text, str)}
    messages = read_messages(ts_path)
    write_messages(
        ts_path,
        [
            message._replace(
                translation=by_context.get(message.context, {}).get(message.source)
                or plain.get(message.source)
                or message.translation
            )
            for message in messages
        ],
    )
    sources = {message.source for message in messages}
    asked = [*plain, *(source for texts in by_context.values() for source in texts)]
    return [source for source in asked if source not in sources]


def main() -> int:
    """Run a command; 1 if something needs a look."""
    parser = argparse.ArgumentParser(description="Keep the translation file up to date.")
    commands = parser.add_subparsers(dest="command")
    exporting = commands.add_parser("export", help="unfinished texts as JSON")
    exporting.add_argument("folder", type=Path)
    exporting.add_argument("count", type=int, nargs="?", default=1, help="of files")
    importing = commands.add_parser("import", help="translations from JSON")
    importing.add_argument("files", type=Path, nargs="+")
    arguments = parser.parse_args()
    problems: list[str] = []
    if arguments.command == "export":
        print(f"{export_unfinished(arguments.folder, arguments.count)} unfinished texts")
    elif arguments.command == "import":
        for path in arguments.files:
            problems += [f"{path}: no such text: {source}" for source in import_translations(path)]
    else:
        problems = renew()
    messages = read_messages(TS_PATH)
    unfinished = sum(not message.translation for message in messages)
    print(f"{len(messages)} texts, {unfinished} of them unfinished")
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
