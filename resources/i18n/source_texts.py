"""What the plugin's sources hand to Qt's translation, found in their syntax trees.

Values are followed through constants, local variables, loops over constants, conditions and the
results of functions; parameters lead to the calls of their function.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Union

CORE_CONTEXT = "core"  # as in processing/bridge.py
PHRASE_CONTEXT = "phrase"
MESSAGE_METHODS = ("info", "warn", "say")
ERROR_BASE = "SamCffnetError"
# Where templates come out again that were found where they were put in.
PASSED_ON = {("engine/service.py", "template")}  # notes of the predictor
BRIDGE = "processing/bridge.py"
TRANSLATORS = ("translate", "_filled", "_shown")  # functions of the bridge that ask Qt
ONLY_A_PLACEHOLDER = re.compile(r"\{\w+\}|")  # nothing to translate
MAX_DEPTH = 12  # of values that lead to others

Function = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda]


@dataclass
class Module:
    """A source file, and what its names mean.

    Attributes:
        name: relative to the package's folder.
        imports: module and original name of what comes from the package, by name.
        constants: expressions by name.
    """

    name: str
    tree: ast.Module
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    constants: dict[str, list[ast.expr]] = field(default_factory=dict)


class Place(NamedTuple):
    """Where an expression stands."""

    module: Module
    owner: ast.ClassDef | None
    function: Function | None


class Sink(NamedTuple):
    """A parameter that ends in a translation.

    Attributes:
        position: of the argument, without ``self``.
        name: of the parameter, empty if it is never named.
        context: in which Qt looks, empty for the class that calls.
    """

    position: int
    name: str
    context: str


class SourceTexts:
    """All texts of a package, found when it is made.

    Attributes:
        found: files by context and source.
        unknown: places of texts that cannot be known.
    """

    def __init__(self, package: Path) -> None:
        self.found: dict[tuple[str, str], list[str]] = {}
        self.unknown: list[str] = []
        self._modules = {path: _read(path, package) for path in sorted(package.rglob("*.py"))}
        self._by_name = {_dotted(path, package): m for path, m in self._modules.items()}
        self._calls: list[tuple[ast.AST, Place]] = []
        self._functions: dict[str, list[tuple[Function, Place]]] = {}
        self._classes: dict[str, ast.ClassDef] = {}
        self._passed: dict[tuple[int, str], Sink] = {}  # by function and parameter
        for module in self._modules.values():
            self._walk(module.tree, Place(module, None, None))
        self._errors = self._descendants(ERROR_BASE) | {ERROR_BASE}
        size = -1
        while size != len(self._passed):  # until no more functions are found to pass texts on
            size = len(self._passed)
            self.found, self.unknown = {}, []
            for node, place in self._calls:
                self._look(node, place)
        self.unknown = sorted(set(self.unknown))

    def _walk(self, node: ast.AST, place: Place) -> None:
        for child in ast.iter_child_nodes(node):
            inner = place
            if isinstance(child, ast.ClassDef):
                self._classes[child.name] = child
                inner = Place(place.module, child, None)
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                name = getattr(child, "name", "")
                self._functions.setdefault(name, []).append((child, place))
                if not isinstance(child, ast.Lambda):
                    inner = place._replace(function=child)
            elif isinstance(child, (ast.Call, ast.Dict)):
                self._calls.append((child, place))
            self._walk(child, inner)

    # What is looked up where.

    def _look(self, node: ast.AST, place: Place) -> None:
        """Note the texts that a call or a message of the engine brings."""
        if place.module.name == BRIDGE and getattr(place.function, "name", "") in TRANSLATORS:
            return
        if isinstance(node, ast.Dict):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            if "template" in keys and "values" in keys:
                self._note(node.values[keys.index("template")], place, (CORE_CONTEXT,))
            return
        for sink in self._sinks(node, place):
            contexts = (sink.context,) if sink.context else self._contexts(node, place)
            argument = _argument(node, sink)
            if argument is not None:
                self._note(argument, place, contexts)

    def _sinks(self, call: ast.Call, place: Place) -> list[Sink]:
        name = _name(call.func)
        receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name == "translate":
            if receiver is None or _name(receiver) != "QCoreApplication":
                return [Sink(0, "template", CORE_CONTEXT)]
            context = call.args[0]
            if isinstance(context, ast.Constant):
                return [Sink(1, "", context.value)]
            return [] if getattr(place.function, "name", "") == "tr" else [Sink(1, "", "")]
        if name == "tr" and receiver is not None:
            return [Sink(0, "", "")]
        if name == "phrase":
            return [Sink(0, "", PHRASE_CONTEXT)]
        if name == "append" and _is_note(call):
            return [Sink(0, "", CORE_CONTEXT)]
        if name == "say" or (name in MESSAGE_METHODS and receiver is not None):
            is_ours = receiver is None or self._takes_template(name, receiver, place.owner)
            return [Sink(0, "template", CORE_CONTEXT)] if is_ours else []
        if name in self._errors or any(self._is_error(v) for v in self._values(call.func, place)):
            return [Sink(0, "template", CORE_CONTEXT)]
        sinks = []
        for function, _ in self._callees(call, place):
            sinks += [self._passed[k] for k in self._passed if k[0] == id(function)]
        return sinks

    def _takes_template(
        self, name: str, receiver: ast.AST | None, owner: ast.ClassDef | None
    ) -> bool:
        """False for a class's own method of that name that takes a finished text."""
        if _name(receiver) != "self" or owner is None:
            return True
        own = [part for part in owner.body if getattr(part, "name", "") == name]
        return not own or "template" in _parameters(own[0])

    def _is_error(self, value: tuple[ast.AST, Place]) -> bool:
        return _name(value[0]) in self._errors

    def _note(self, argument: ast.AST, place: Place, contexts: tuple[str, ...]) -> None:
        """Note the texts that an expression may have, or the parameter from which it comes."""
        if isinstance(argument, ast.Tuple):  # of the engine: template and values
            argument = argument.elts[0]
        for value, where in self._values(argument, place):
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                if ONLY_A_PLACEHOLDER.fullmatch(value.value):
                    continue
                for context in contexts:
                    files = self.found.setdefault((context, value.value), [])
                    if where.module.name not in files:
                        files.append(where.module.name)
            elif not self._is_parameter(value, where, contexts) and not _is_passed_on(value, where):
                shown = f"{value.lineno}: {ast.unparse(value)[:60]}"
                self.unknown.append(f"{where.module.name}:{shown}")

    def _is_parameter(self, value: ast.AST, place: Place, contexts: tuple[str, ...]) -> bool:
        """Whether a value is a parameter; then its function is one that passes texts on."""
        if not isinstance(value, ast.Name):
            return False
        function = place.function
        if function is None or value.id not in _parameters(function):
            return any(  # of a lambda, which is called as ``say``
                value.id in _parameters(made)
                for made, where in self._functions.get("", ())
                if where.module is place.module
            )
        if function.name in ("tr", "translate", "phrase", "__init__", *MESSAGE_METHODS):
            return True
        names = [name for name in _parameters(function) if name not in ("self", "cls")]
        context = contexts[0] if contexts in ((CORE_CONTEXT,), (PHRASE_CONTEXT,)) else ""
        sink = Sink(names.index(value.id), value.id, context)
        self._passed[(id(function), value.id)] = sink
        return True

    # Contexts of classes.

    def _contexts(self, call: ast.Call, place: Place) -> tuple[str, ...]:
        """Names under which Qt looks for a text of a class: its leaves, or as its ``tr`` says."""
        receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
        owner = place.owner
        if isinstance(receiver, ast.Name) and receiver.id not in ("self", "cls"):
            owner = self._classes.get(_annotation(place.function, receiver.id))
        if owner is None:
            self.unknown.append(
                f"{place.module.name}:{call.lineno}: no class for {ast.unparse(call)[:60]}"
            )
            return ()
        fixed = self._fixed_context(owner)
        if fixed:
            return (fixed,)
        family = self._descendants(owner.name) | {owner.name}
        leaves = [name for name in family if not self._descendants(name)]
        return tuple(sorted(leaves))

    def _fixed_context(self, owner: ast.ClassDef) -> str:
        """The context that the ``tr`` of a class or its bases names, if one does."""
        for part in owner.body:
            if isinstance(part, ast.FunctionDef) and part.name == "tr":
                calls = [node for node in ast.walk(part) if isinstance(node, ast.Call)]
                named = [c.args[0] for c in calls if _name(c.func) == "translate" and c.args]
                return next((n.value for n in named if isinstance(n, ast.Constant)), "")
        bases = [self._classes[b] for b in map(_name, owner.bases) if b in self._classes]
        return next((found for found in map(self._fixed_context, bases) if found), "")

    def _descendants(self, name: str) -> set[str]:
        children = {c.name for c in self._classes.values() if name in map(_name, c.bases)}
        return children.union(*(self._descendants(child) for child in children))

    # Values.

    def _values(self, node: ast.AST, place: Place, depth: int = 0) -> list[tuple[ast.AST, Place]]:
        """What an expression may be, as far as it can be followed."""
        if depth > MAX_DEPTH:
            return [(node, place)]
        found: list[tuple[ast.AST, Place]] = []
        for step, where in self._steps(node, place, depth):
            if step is node:
                found.append((node, where))
            elif not (isinstance(step, ast.Constant) and step.value is None):
                found += self._values(step, where, depth + 1)
        return found

    def _steps(self, node: ast.AST, place: Place, depth: int) -> list[tuple[ast.AST, Place]]:
        """The expressions to which one leads, or itself at the end."""
        if isinstance(node, ast.IfExp):
            return [(node.body, place), (node.orelse, place)]
        if isinstance(node, ast.BoolOp):
            return [(value, place) for value in node.values]
        if isinstance(node, ast.NamedExpr):
            return [(node.value, place)]
        if isinstance(node, ast.Call) and _name(node.func) == "phrase":
            return [(argument, place) for argument in node.args]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._sums(node, place, depth)
        if isinstance(node, ast.Name):
            return self._of_name(node, place, depth) or [(node, place)]
        if isinstance(node, ast.Attribute):
            return self._of_attribute(node, place) or [(node, place)]
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            return self._part(node.value, node.slice.value, place, depth) or [(node, place)]
        if isinstance(node, ast.Subscript):
            inside = self._values(node.value, place, depth + 1)
            parts = [(p, w) for value, w in inside for p in getattr(value, "values", ())]
            return parts or [(node, place)]
        if isinstance(node, ast.Call):
            results = [
                (part.value, where._replace(function=function))
                for function, where in self._callees(node, place)
                for part in _own_nodes(function)
                if isinstance(part, ast.Return) and part.value is not None
            ]
            return results or [(node, place)]
        return [(node, place)]

    def _sums(self, node: ast.BinOp, place: Place, depth: int) -> list[tuple[ast.AST, Place]]:
        sums = []
        for left, _ in self._values(node.left, place, depth + 1):
            for right, _ in self._values(node.right, place, depth + 1):
                texts = [getattr(part, "value", None) for part in (left, right)]
                if not all(isinstance(text, str) for text in texts):
                    return [(node, place)]
                sums.append((ast.copy_location(ast.Constant("".join(texts)), node), place))
        return sums

    def _part(
        self, node: ast.AST, key: object, place: Place, depth: int
    ) -> list[tuple[ast.AST, Place]]:
        """The part of a tuple, list or dictionary."""
        parts = []
        for value, where in self._values(node, place, depth + 1):
            if isinstance(value, (ast.Tuple, ast.List)) and isinstance(key, int):
                parts += [(value.elts[key], where)] if key < len(value.elts) else []
            elif isinstance(value, ast.Dict):
                keys = [getattr(name, "value", None) for name in value.keys]
                parts += [(value.values[keys.index(key)], where)] if key in keys else []
        return parts

    def _of_name(self, node: ast.Name, place: Place, depth: int) -> list[tuple[ast.AST, Place]]:
        found: list[tuple[ast.AST, Place]] = []
        if place.function is not None:
            for target, value, is_loop in _bindings(place.function):
                for index in _indices(target, node.id):
                    values = [(value, place)]
                    if is_loop:
                        values = self._elements(value, place, depth)
                    found += [p for v, w in values for p in self._at(v, index, w, depth)]
            if found or node.id in _parameters(place.function):
                return found
        module = place.module
        if node.id in module.constants:
            top = Place(module, None, None)
            return [(value, top) for value in module.constants[node.id]]
        source, name = module.imports.get(node.id, ("", ""))
        if source in self._by_name:
            other = self._by_name[source]
            return [(v, Place(other, None, None)) for v in other.constants.get(name, ())]
        return []

    def _at(
        self, node: ast.AST, index: int | None, place: Place, depth: int
    ) -> list[tuple[ast.AST, Place]]:
        return [(node, place)] if index is None else self._part(node, index, place, depth)

    def _elements(self, node: ast.AST, place: Place, depth: int) -> list[tuple[ast.AST, Place]]:
        """What a loop goes through."""
        if isinstance(node, ast.Call) and _name(node.func) in ("items", "values"):
            inside = self._values(node.func.value, place, depth + 1)
            dicts = [(value, w) for value, w in inside if isinstance(value, ast.Dict)]
            if _name(node.func) == "values":
                return [(part, w) for value, w in dicts for part in value.values]
            pairs = [(pair, w) for value, w in dicts for pair in zip(value.keys, value.values)]
            return [(ast.Tuple(list(pair), ast.Load()), w) for pair, w in pairs]
        inside = self._values(node, place, depth + 1)
        kinds = (ast.Tuple, ast.List, ast.Set)
        return [(part, w) for value, w in inside if isinstance(value, kinds) for part in value.elts]

    def _of_attribute(self, node: ast.Attribute, place: Place) -> list[tuple[ast.AST, Place]]:
        """A constant of a class or of another module."""
        owner = place.owner if _name(node.value) in ("self", "cls") else None
        owner = owner or self._classes.get(_name(node.value))
        if owner is not None:
            return [(v, place) for name, v in _assignments(owner.body) if name == node.attr]
        source, name = place.module.imports.get(_name(node.value), ("", ""))
        other = self._by_name.get(f"{source}.{name}")
        if other is not None:
            top = Place(other, None, None)
            return [(value, top) for value in other.constants.get(node.attr, ())]
        return []

    def _callees(self, call: ast.Call, place: Place) -> list[tuple[Function, Place]]:
        """Functions of the package that a call may mean."""
        name = _name(call.func)
        known = self._functions.get(name, []) if name else []
        if not known and name in self._classes:
            return []
        own = [pair for pair in known if pair[1].module is place.module]
        if isinstance(call.func, ast.Name):
            source, original = place.module.imports.get(name, ("", ""))
            module = self._by_name.get(source)
            named = self._functions.get(original, [])
            return own or [p for p in named if p[1].module is module and p[1].owner is None]
        if _name(getattr(call.func, "value", None)) in ("self", "cls") and own:
            return own
        return known


def _read(path: Path, package: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = Module(path.relative_to(package).as_posix(), tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module.imports[alias.asname or alias.name] = (node.module, alias.name)
    for name, value in _assignments(tree.body):
        module.constants.setdefault(name, []).append(value)
    return module


def _dotted(path: Path, package: Path) -> str:
    parts = (package.name, *path.relative_to(package).with_suffix("").parts)
    return ".".join(parts)


def _assignments(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _bindings(function: Function) -> Iterator[tuple[ast.expr, ast.expr, bool]]:
    """Targets and values of a function's assignments and loops."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            yield from ((target, node.value, False) for target in node.targets)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            yield node.target, node.value, False
        elif isinstance(node, (ast.For, ast.comprehension)):
            yield node.target, node.iter, True


def _indices(target: ast.expr, name: str) -> list[int | None]:
    """Where a name stands in what is assigned: None for all of it, else the part's index."""
    if isinstance(target, ast.Name):
        return [None] if target.id == name else []
    parts = getattr(target, "elts", [])
    return [i for i, part in enumerate(parts) if isinstance(part, ast.Name) and part.id == name]


def _own_nodes(function: Function) -> Iterator[ast.AST]:
    """Nodes of a function without those of functions inside it."""
    todo = list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            todo += ast.iter_child_nodes(node)


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    return [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


def _annotation(function: Function | None, parameter: str) -> str:
    """The class that a parameter's annotation names."""
    arguments = function.args.args if function is not None else []
    found = [a.annotation for a in arguments if a.arg == parameter and a.annotation is not None]
    return _name(found[0]) if found else ""


def _argument(call: ast.Call, sink: Sink) -> ast.AST | None:
    by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    if sink.position < len(call.args):
        argument = call.args[sink.position]
        return argument.value if isinstance(argument, ast.Starred) else argument
    return by_name.get(sink.name)


def _is_note(call: ast.Call) -> bool:
    """Whether a template with its values is kept for the user."""
    pair = call.args[0] if len(call.args) == 1 else None
    is_pair = isinstance(pair, ast.Tuple) and len(pair.elts) == 2
    return is_pair and isinstance(pair.elts[1], ast.Dict)


def _is_passed_on(node: ast.AST, place: Place) -> bool:
    """Whether a value is the template of a text that was found where it was made."""
    if (place.module.name, _name(node)) in PASSED_ON:
        return True
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value == "template"
    return isinstance(node, ast.Attribute) and node.attr == "template"


def _name(node: ast.AST | None) -> str:
    """The last name of ``a.b.c``, empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value  # an annotation
    return getattr(node, "attr", getattr(node, "id", ""))
