"""What is collected for translation, and whether the translations fit their sources."""

import json
import re
import string
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "i18n"
sys.path.insert(0, str(I18N))

from collect_strings import TS_PATH, collect, export_unfinished, import_translations, renew  # noqa: E402
from ts_file import Message, read_messages, write_messages  # noqa: E402

ERRORS = """
class SamCffnetError(Exception):
    pass

class ParameterError(SamCffnetError):
    pass
"""
ALGORITHMS = """
from qgis.PyQt.QtCore import QCoreApplication
from package.errors import ParameterError, phrase

LABEL = "A constant"
ROLES = ("training", "validation")
ANSWERS = ((1, "first answer"), (2, "second answer"))

class Base:
    def tr(self, text):
        return QCoreApplication.translate(type(self).__name__, text)

    def group(self):
        return self.tr("Of the base")

class First(Base):
    def displayName(self, kind):
        self.add(self.tr("Two " "parts"))
        self.tr(LABEL)
        return self.tr("Good" if kind else "Bad")

class Second(Base):
    pass

class Widget:
    def tr(self, text):
        return QCoreApplication.translate("Fixed", text)

    def show(self):
        self.say(self.tr("In a widget").format())

    def say(self, text):
        pass

def other(algorithm: First, feedback, say, notes):
    algorithm.tr("By annotation")
    QCoreApplication.translate("Elsewhere", "Named context")
    feedback.info("{count} tiles", count=1)
    say("A report")
    for number, answer in ANSWERS:
        raise _error(answer, number)
    for role in ROLES:
        feedback.warn("{role} is small", role=phrase(role))
    notes.append(("A note of {device}", {"device": 1}))
    return {"type": "error", "template": "It failed: {reason}", "values": {}}

def _error(template, number):
    return ParameterError(template, number=number)
"""


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "errors.py").write_text(ERRORS, encoding="utf-8")
    (folder / "algorithms.py").write_text(ALGORITHMS, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "key",
    [
        ("First", "Of the base"),
        ("Second", "Of the base"),
        ("First", "Two parts"),
        ("First", "A constant"),
        ("First", "Good"),
        ("First", "Bad"),
        ("First", "By annotation"),
        ("Fixed", "In a widget"),
        ("Elsewhere", "Named context"),
        ("core", "{count} tiles"),
        ("core", "A report"),
        ("core", "first answer"),
        ("core", "second answer"),
        ("core", "A note of {device}"),
        ("core", "It failed: {reason}"),
        ("phrase", "training"),
        ("phrase", "validation"),
    ],
)
def test_collect_finds(package, key):
    found, unknown = collect(package)
    assert found[key] == ["algorithms.py"]
    assert unknown == []


def test_collect_finds_nothing_twice_or_in_the_base(package):
    contexts = {context for context, _ in collect(package)[0]}
    assert contexts == {"First", "Second", "Fixed", "Elsewhere", "core", "phrase"}


@pytest.mark.parametrize(
    "call", ["self.tr(f'{a} b')", "self.tr('{a}'.format(a=1))", "self.tr(str(self))"]
)
def test_collect_names_the_place_of_an_unknown_text(package, call):
    (package / "bad.py").write_text(f"class Bad:\n    def go(self, a):\n        {call}\n")
    (place,) = collect(package)[1]
    assert place.startswith("bad.py:3: ")


def test_renew_keeps_translations_and_drops_what_vanished(package, tmp_path):
    path = tmp_path / "texts.ts"
    gone = Message("core", "Gone", "没了", ())
    write_messages(path, [gone, Message("core", "A report", "报告", ())])
    renew(path, package)
    messages = {message.key: message.translation for message in read_messages(path)}
    assert messages["core", "A report"] == "报告"
    assert messages["First", "Good"] == ""
    assert gone.key not in messages


def test_export_and_import_finish_every_text(package, tmp_path):
    path = tmp_path / "texts.ts"
    renew(path, package)
    count = export_unfinished(tmp_path / "todo", 3, path)
    parts = sorted((tmp_path / "todo").iterdir())
    items = [item for part in parts for item in json.loads(part.read_text(encoding="utf-8"))]
    assert len(parts) == 3 and len(items) == count
    given = tmp_path / "given.json"
    given.write_text(json.dumps({item["source"]: "译文" for item in items}), encoding="utf-8")
    assert import_translations(given, path) == []
    assert {message.translation for message in read_messages(path)} == {"译文"}


def test_import_may_differ_between_contexts_and_names_unknown_sources(package, tmp_path):
    path, given = tmp_path / "texts.ts", tmp_path / "given.json"
    renew(path, package)
    content = {"Of the base": "甲", "Second": {"Of the base": "乙"}, "Nowhere": "丙"}
    given.write_text(json.dumps(content), encoding="utf-8")
    assert import_translations(given, path) == ["Nowhere"]
    messages = {message.key: message.translation for message in read_messages(path)}
    assert messages["First", "Of the base"] == "甲"
    assert messages["Second", "Of the base"] == "乙"


def test_texts_of_the_plugin_are_all_known():
    assert collect()[1] == []


def test_ts_file_has_the_texts_of_the_plugin():
    assert {message.key for message in read_messages(TS_PATH)} == set(collect()[0]), (
        "run `make translate`"
    )


def finished():
    return [message for message in read_messages(TS_PATH) if message.translation]


def placeholders(text):
    """Names with their formats, sorted; the order of the words may differ."""
    parts = string.Formatter().parse(text)
    return sorted((name, spec) for _, name, spec, _ in parts if name is not None)


def edges(text):
    """Spaces before and after, and line ends."""
    return re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0], text.count("\n")


def test_translations_keep_placeholders():
    wrong = [
        message.source
        for message in finished()
        if placeholders(message.translation) != placeholders(message.source)
    ]
    assert wrong == []


def test_translations_keep_spaces_at_the_ends_and_line_ends():
    wrong = [
        message.source
        for message in finished()
        if edges(message.translation) != edges(message.source)
    ]
    assert wrong == []


def test_translated_file_filters_and_tags_keep_their_form():
    """Qt reads ``(*.html)`` of a file filter, and tags are split at commas."""
    wrong = [
        message.source
        for message in finished()
        if re.findall(r"\(\*[^)]*\)", message.translation)
        != re.findall(r"\(\*[^)]*\)", message.source)
        or (re.fullmatch(r"[\w ]+(,[\w ]+){3,}", message.source) and "，" in message.translation)
    ]
    assert wrong == []


def test_translation_is_complete():
    assert [m.source for m in read_messages(TS_PATH) if not m.translation] == []
