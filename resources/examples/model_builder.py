"""Graphical models from Python: inputs, steps and outputs on a grid, each with a comment."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtCore import QPointF, QSizeF

COLUMN_PX, ROW_PX = 505.0, 120.0
BOX = QSizeF(250, 34)
COMMENT = QSizeF(210, 74)
COMMENT_BESIDE_PX = 240.0  # from the middle of the box to that of its comment
GROUP = "SAM-CFFNet"
TYPES = {int: (2, "integer"), float: (6, "double precision"), str: (10, "text")}


def value(name: str) -> QgsProcessingModelChildParameterSource:
    """An input of the model."""
    return QgsProcessingModelChildParameterSource.fromModelParameter(name)


def child(name: str, output: str = "OUTPUT") -> QgsProcessingModelChildParameterSource:
    """What another step gives."""
    return QgsProcessingModelChildParameterSource.fromChildOutput(name, output)


def formula(expression: str) -> QgsProcessingModelChildParameterSource:
    """What an expression gives; inputs of the model are variables in it."""
    return QgsProcessingModelChildParameterSource.fromExpression(expression)


def column(name: str, kind: type, expression: str) -> dict:
    """A field for *Refactor fields*."""
    number, text = TYPES[kind]
    return {
        "name": name,
        "type": number,
        "type_name": text,
        "sub_type": 0,
        "length": 0,
        "precision": 0,
        "expression": expression,
        "alias": "",
        "comment": "",
    }


def total(name: str, kind: type, expression: str, function: str = "sum") -> dict:
    """A field for *Aggregate*."""
    number, text = TYPES[kind]
    return {
        "name": name,
        "type": number,
        "type_name": text,
        "sub_type": 0,
        "length": 0,
        "precision": 0,
        "input": expression,
        "aggregate": function,
        "delimiter": ",",
    }


class ModelBuilder:
    """Collects a model; a place is (column, row) on the grid, both from 0."""

    def __init__(self, name: str, help_text: str) -> None:
        self._model = QgsProcessingModelAlgorithm()
        self._model.setName(name)
        self._model.setGroup(GROUP)
        self._help = {"ALG_DESC": help_text.replace("\n", "<br>"), "ALG_CREATOR": GROUP}
        self._inputs: dict[str, tuple] = {}
        self._steps: dict[str, QgsProcessingModelChildAlgorithm] = {}

    def add_input(
        self, parameter: QgsProcessingParameterDefinition, place: tuple[int, int], comment: str
    ) -> None:
        """Add a parameter; the comment is its help too."""
        component = QgsProcessingModelParameter(parameter.name())
        _put(component, parameter.description(), place, comment)
        parameter.setHelp(comment)
        self._help[parameter.name()] = comment
        self._inputs[parameter.name()] = (parameter, component)

    def add_step(
        self,
        name: str,
        algorithm: tuple[str, str],
        place: tuple[int, int],
        parameters: dict,
        comment: str,
    ) -> None:
        """Add an algorithm (id, title); parameters are sources, lists of sources, or values."""
        identifier, title = algorithm
        step = QgsProcessingModelChildAlgorithm(identifier)
        if step.algorithm() is None:
            raise LookupError(f"QGIS has no algorithm '{identifier}'.")
        step.setChildId(name)
        _put(step, title, place, comment)
        for key, content in parameters.items():
            step.addParameterSources(key, _sources(content))  # setParameterSources crashes 3.40
        self._steps[name] = step

    def add_output(self, step: str, name: str, place: tuple[int, int], comment: str) -> None:
        """Make the layer of a step a result of the model."""
        output = QgsProcessingModelOutput(name, name)
        output.setChildId(step)
        output.setChildOutputName("OUTPUT")
        _put(output, name, place, comment)
        self._steps[step].setModelOutputs({name: output})
        self._help[name.lower()] = comment

    def write(self, path: Path) -> None:
        """Write the model as a .model3 file."""
        for step in self._steps.values():
            self._model.addChildAlgorithm(step)
        self._model.setHelpContent(self._help)
        content = self._model.toVariant()
        # addModelParameter crashes in the Python bindings of 3.40.
        for name, (parameter, component) in self._inputs.items():
            content["parameterDefinitions"][name] = parameter.toVariantMap()
            content["parameters"][name] = component.toVariant()
        content["parameterOrder"] = list(self._inputs)
        if not self._model.loadVariant(content):
            raise ValueError(f"The model for {path} cannot be loaded.")
        problems = [
            problem
            for step in self._steps
            for problem in self._model.validateChildAlgorithm(step)[1]
        ]
        if problems:
            raise ValueError(f"{path}: {problems}")
        if not self._model.toFile(str(path)):
            raise OSError(f"{path} cannot be written.")


def _put(component, title: str, place: tuple[int, int], comment: str) -> None:
    x, y = place[0] * COLUMN_PX + 140, place[1] * ROW_PX + 60
    component.setDescription(title)
    component.setPosition(QPointF(x, y))
    component.setSize(BOX)
    note = component.comment()
    note.setDescription(comment)
    note.setPosition(QPointF(x + COMMENT_BESIDE_PX, y))
    note.setSize(COMMENT)


def _sources(content: object) -> list[QgsProcessingModelChildParameterSource]:
    """A list of sources as it is; everything else, lists of values too, as one fixed value."""
    source = QgsProcessingModelChildParameterSource
    if isinstance(content, source):
        return [content]
    if isinstance(content, list) and isinstance(content[0], source):
        return content
    return [source.fromStaticValue(content)]
