"""Find what would not run with Qt 6 and QGIS 4, as "file:line: message"; exit code 1 if anything.

Usage: check_qt6.py [file or folder ...], by default all Python of the project.
"""

from __future__ import annotations

import ast
import enum
import sys
from pathlib import Path

from lint.qt6_names import Names, is_enum, scope_of
from lint.qt6_removals import (
    INTEGER_SETTERS,
    MEMBERS,
    MODULES,
    MOVED,
    NAMES,
    NUMBERS,
    TEXT_SIGNALS,
)

FOLDERS = ("sam_cffnet_qgis", "tests", "resources", "models")
OLD_ONLY = "# old QGIS only"  # a line that says so is passed over
FONT_METRICS = ("QFontMetrics", "QFontMetricsF")


class Qt6Check(ast.NodeVisitor):
    """Walks a module and collects findings as (line, message)."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self._names = Names()

    def _add(self, node: ast.AST, message: str) -> None:
        self.found.append((node.lineno, message))

    def visit_Import(self, node: ast.Import) -> None:  # noqa: N802 - the names ast calls
        for alias in node.names:
            self._check_module(node, alias.name)
            self._names.learn_import(alias)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:  # noqa: N802
        module = node.module or ""
        self._check_module(node, module)
        for alias in node.names:
            self._check_module(node, f"{module}.{alias.name}".lstrip("."))
            instead = NAMES.get(alias.name) if module.startswith("qgis") else None
            instead = instead or MOVED.get((module, alias.name))
            if instead:
                self._add(node, f"'{alias.name}' is not in Qt 6; use {instead}.")
            elif not self._names.learn_import_from(module, alias):
                self._add(node, f"'{module}' has no '{alias.name}' in this QGIS.")

    def _check_module(self, node: ast.AST, module: str) -> None:
        instead = MODULES.get(module) or MODULES.get(module.split(".")[0])
        if module.endswith(".resources_rc"):
            instead = MODULES["resources_rc"]
        if instead:
            self._add(node, f"'{module}' does not work in QGIS 4; use {instead}.")

    def visit_ClassDef(self, node: ast.ClassDef) -> None:  # noqa: N802
        outer = self._names.enter_class(node)
        self.generic_visit(node)
        self._names.leave_class(outer)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:  # noqa: N802
        if node.name == "exec_":
            self._add(node, "'exec_' is not in Qt 6; name it 'exec'.")
        for argument in [*node.args.args, *node.args.kwonlyargs]:
            self._names.learn_instance(argument.arg, argument.annotation)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:  # noqa: N802
        called = node.value.func if isinstance(node.value, ast.Call) else None
        for target in node.targets:
            self._names.learn_instance(ast.unparse(target), called)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:  # noqa: N802
        self._names.learn_instance(ast.unparse(node.target), node.annotation)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:  # noqa: N802
        holder = self._names.class_of(node.value)
        if holder is not None:
            self._check_member(node, holder)
        if ast.unparse(node.value) == "qApp":
            self._add(node, f"'qApp' is not in Qt 6; use {NAMES['qApp']}.")
        if node.attr == "width" and self._is_font_metrics(node.value):
            self._add(node, "'QFontMetrics.width' is not in Qt 6; use 'horizontalAdvance'.")
        self.generic_visit(node)

    def _check_member(self, node: ast.Attribute, holder: type) -> None:
        text = ast.unparse(node)
        kind = type(getattr(holder, node.attr, None))
        if holder.__name__ == "QVariant" and node.attr[:1].isupper():
            self._add(node, f"'{text}' is not in Qt 6; use QMetaType.Type.")
        elif is_enum(kind) and not is_enum(holder):
            scoped = f"{scope_of(holder, kind)}.{node.attr}"
            self._add(node, f"'{text}' is an unscoped enum; write {scoped}.")
        elif f"{holder.__qualname__}.{node.attr}" in MEMBERS:
            instead = MEMBERS[f"{holder.__qualname__}.{node.attr}"]
            self._add(node, f"'{text}' is not in Qt 6; use {instead}.")

    def _is_font_metrics(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Call):
            return ast.unparse(node.func).split(".")[-1] in (*FONT_METRICS, "fontMetrics")
        kind = self._names.class_of(node)
        return kind is not None and kind.__name__ in FONT_METRICS

    def visit_Subscript(self, node: ast.Subscript) -> None:  # noqa: N802
        signal = node.value.attr if isinstance(node.value, ast.Attribute) else ""
        if signal in TEXT_SIGNALS and ast.unparse(node.slice) in ("str", "int"):
            self._add(node, f"'{signal}[…]' is not in Qt 6; connect the signal of that type.")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:  # noqa: N802
        sides = [self._names.resolve(side) for side in (node.left, node.right)]
        if isinstance(node.op, ast.Add) and all(is_enum(type(side)) for side in sides):
            self._add(node, f"'{ast.unparse(node)}' adds enums; combine them with '|'.")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:  # noqa: N802
        if isinstance(node.func, ast.Attribute):
            self._check_method(node, node.func.attr)
        elif isinstance(node.func, ast.Name):
            self._check_function(node, node.func.id)
        self.generic_visit(node)

    def _check_method(self, node: ast.Call, name: str) -> None:
        if name == "exec_":
            self._add(node, "'exec_' is not in Qt 6; call 'exec'.")
        elif name == "desktop" and not node.args:
            self._add(node, "'desktop()' is not in Qt 6; use QScreen.")
        elif name == "addAction" and len(node.args) >= 4:
            self._add(node, "'addAction' orders its arguments anew in Qt 6; give it a QAction.")
        elif name in INTEGER_SETTERS and any(map(is_float, node.args)):
            self._add(node, f"'{name}' takes whole numbers alone; use int().")

    def _check_function(self, node: ast.Call, name: str) -> None:
        first = ast.unparse(node.args[0]) if node.args else ""
        if name == "QVariant" and (not node.args or first.startswith("QVariant.")):
            self._add(node, "An empty QVariant is not NULL in Qt 6; use qgis.core.NULL.")
        elif name == "QDateTime" and (len(node.args) == 8 or is_date_alone(node.args)):
            self._add(node, "'QDateTime' needs a QDate and a QTime in Qt 6.")
        elif name == "int" and node.args:
            value = self._names.resolve(node.args[0])
            is_number = isinstance(value, enum.IntEnum) or first.startswith(NUMBERS)
            if is_enum(type(value)) and not is_number:
                self._add(node, f"'{ast.unparse(node)}': enums are no numbers in Qt 6.")


def is_float(node: ast.AST) -> bool:
    """Whether an expression is plainly a float: a literal, or a true division."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def is_date_alone(arguments: list[ast.AST]) -> bool:
    """Whether the only argument is a QDate."""
    return len(arguments) == 1 and ast.unparse(arguments[0]).startswith("QDate(")


def check(source: str) -> list[tuple[int, str]]:
    """Findings in a module's source, as (line, message), ordered by line."""
    checker = Qt6Check()
    checker.visit(ast.parse(source))
    lines = source.splitlines()
    return sorted({found for found in checker.found if OLD_ONLY not in lines[found[0] - 1]})


def main(arguments: list[str]) -> int:
    """Print the findings in files and folders; 1 if there are any."""
    failed = 0
    for path in map(Path, arguments or FOLDERS):
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for line, message in check(file.read_text(encoding="utf-8")):
                print(f"{file}:{line}: {message}")
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
