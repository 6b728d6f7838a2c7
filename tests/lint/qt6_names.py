"""Which module, class or instance an expression of a source file names, in this computer's QGIS."""

from __future__ import annotations

import ast
import enum
import importlib

RESOLVED = ("qgis", "sam_cffnet_qgis.processing", "sam_cffnet_qgis.gui")


class Names:
    """What imports, constructors, annotations and base classes tell; the rest is not guessed."""

    def __init__(self) -> None:
        self._known: dict[str, object] = {}  # modules and classes by name
        self._instances: dict[str, type] = {}  # classes of values, by their expression as text

    def learn_import(self, alias: ast.alias) -> None:
        """Take in one name of ``import a.b``."""
        if is_resolved(alias.name):
            module = load(alias.name)  # also makes a.b an attribute of a
            top = alias.name.split(".")[0]
            self._known[alias.asname or top] = module if alias.asname else load(top)

    def learn_import_from(self, module: str, alias: ast.alias) -> bool:
        """Take in one name of ``from module import name``; False if it certainly is not there."""
        holder = load(module) if is_resolved(module) else None
        if holder is None:
            return True
        value = getattr(holder, alias.name, None)
        if value is None:
            value = load(f"{module}.{alias.name}")
        if value is not None:
            self._known[alias.asname or alias.name] = value
        return value is not None or hasattr(holder, alias.name)

    def learn_instance(self, text: str, kind: ast.AST | None) -> None:
        """Remember that the expression ``text`` is of the class that ``kind`` names, if any."""
        resolved = self.resolve(kind) if kind is not None else None
        if isinstance(resolved, type):
            self._instances[text] = resolved
        elif text != "self":
            self._instances.pop(text, None)

    def enter_class(self, node: ast.ClassDef) -> type | None:
        """Take in a class of the file; gives what ``self`` was outside it."""
        outer = self._instances.pop("self", None)
        bases = tuple(base for base in map(self.resolve, node.bases) if isinstance(base, type))
        made = stand_in(node, bases)
        if made is not None:
            self._known[node.name] = self._instances["self"] = made
        return outer

    def leave_class(self, outer: type | None) -> None:
        """Give ``self`` back to the class around."""
        self._instances.pop("self", None)
        if outer is not None:
            self._instances["self"] = outer

    def resolve(self, node: ast.AST) -> object | None:
        """The module, class or value of a dotted name, or None if it is not known."""
        if isinstance(node, ast.Name):
            return self._known.get(node.id)
        if isinstance(node, ast.Attribute):
            holder = self.resolve(node.value)
            return None if holder is None else getattr(holder, node.attr, None)
        return None

    def class_of(self, node: ast.AST) -> type | None:
        """The class that an expression is or is an instance of, or None."""
        resolved = self.resolve(node)
        if resolved is None:
            resolved = self._instances.get(ast.unparse(node))
        return resolved if isinstance(resolved, type) else None


def is_resolved(module: str) -> bool:
    """Whether names of this module are looked up."""
    return any(module == name or module.startswith(f"{name}.") for name in RESOLVED)


def is_enum(kind: type) -> bool:
    """Whether a class is an enum of Python or of PyQt 5's sip."""
    return isinstance(kind, enum.EnumMeta) or type(kind).__name__ == "enumtype"


def scope_of(holder: type, kind: type) -> str:
    """Under which name a class has an enum: its own, or its alias."""
    for base in holder.__mro__:
        for name, value in vars(base).items():
            if value is kind:
                return f"{base.__name__}.{name}"
    return kind.__qualname__


def load(name: str) -> object | None:
    """The module of this name, or None if there is none."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def stand_in(node: ast.ClassDef, bases: tuple[type, ...]) -> type | None:
    """A class with the same bases and names as the file's, or None if it cannot be derived."""
    try:
        return type(node.name, bases, dict.fromkeys(own_names(node))) if bases else None
    except TypeError:
        return None


def own_names(node: ast.ClassDef) -> list[str]:
    """Names that a class body defines itself, which hide those of its bases."""
    names = [part.name for part in node.body if hasattr(part, "name")]
    for part in node.body:
        if isinstance(part, ast.Assign):
            names += [target.id for target in part.targets if isinstance(target, ast.Name)]
    return names
