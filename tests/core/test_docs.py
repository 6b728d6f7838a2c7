"""What the pages in docs/ and the README say of files, messages, algorithms and parameters is there."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sam_cffnet_qgis"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")
CALL = re.compile(r"samcffnet:(\w+)([^`\n]*)")
NAME = re.compile(r"(?<![\w\"'/&?])(\w+)=")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def words(text):
    """A message with … for what varies, on one line."""
    return " ".join(re.sub(r"\{[^{}]*\}", "…", text).split())


@lru_cache
def messages():
    """All texts in the sources."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {words(node.value) for node in nodes if isinstance(node.value, str)}


@lru_cache
def algorithms():
    """Names of parameters by id of the algorithm; those of its base too."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (PACKAGE / "processing").glob("*.py")]
    nodes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    classes = {node.name: node for node in nodes}
    found = {}
    for made in nodes:
        body = {getattr(node, "name", ""): node for node in made.body}
        if "initAlgorithm" in body:
            bases = [classes[base.id] for base in made.bases if getattr(base, "id", "") in classes]
            known = (node for part in (made, *bases) for node in ast.walk(part))
            constants = {node.value for node in known if isinstance(node, ast.Constant)}
            found[body["name"].body[0].value.value] = constants
    examples = (PACKAGE / "processing" / "example_models.py").read_text(encoding="utf-8")
    for name, file in re.findall(r'"(\w+)": "(\w+\.model3)"', examples):
        text = (ROOT / "resources" / "examples" / file).read_text(encoding="utf-8")
        found[name] = set(re.findall(r'(?:value|name)="(\w+)"', text))
    return found


def anchors(page):
    """Names under which headings can be linked to."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pages
def test_links_and_pictures_lead_somewhere(page):
    missing = []
    for path, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in path:
            continue
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor[1:] not in anchors(target)):
            missing.append(path + anchor)
    assert missing == []


@pages
def test_quoted_messages_are_in_the_sources(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    quoted = [words(line[2:]).rstrip("… ") for line in lines if line.startswith("> ")]
    gone = [text for text in quoted if not any(said.startswith(text) for said in messages())]
    assert gone == []


@pages
def test_commands_name_algorithms_and_parameters_that_exist(page):
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    wrong = []
    for algorithm, rest in CALL.findall(text):
        known = algorithms().get(algorithm)
        given = NAME.findall(rest.partition(" -- ")[2])
        wrong += [f"{algorithm} {name}" for name in given if not known or name not in known]
        if known is None:
            wrong.append(algorithm)
    assert wrong == []


def test_checks_can_fail():
    assert algorithms()["detectlandslides"] > {"INPUT", "TTA"}
    assert "NO_SUCH" not in algorithms()["detectlandslides"]
    assert not any(said.startswith("This nobody says") for said in messages())
