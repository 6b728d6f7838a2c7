"""Outputs of text, such as tables and pages: checked before the run, written whole after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

from sam_cffnet_qgis.core.errors import OutputError
from sam_cffnet_qgis.core.outputs import (
    check_destination,
    move_into_place,
    tidy_folders,
    unfinished_folder,
    write_error,
)


def text_paths(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    names: Iterable[str],
    context: QgsProcessingContext,
) -> dict[str, Path]:
    """Paths of the file outputs that are wanted, by name."""
    chosen = {name: algorithm.parameterAsFileOutput(parameters, name, context) for name in names}
    return {name: Path(path).absolute() for name, path in chosen.items() if path}


@contextmanager
def checked_paths(paths: dict[str, Path], input_paths: Iterable[str]) -> Iterator[None]:
    """Check outputs before a run; folders made for a run that fails are removed.

    Raises:
        OutputError: if one cannot be put into place afterwards.
    """
    input_paths = tuple(input_paths)
    with tidy_folders(paths.values()):
        seen: dict[Path, str] = {}
        for name, path in paths.items():
            if path in seen:
                raise OutputError(
                    "{first} and {second} are both {path}. Give each a file name of its own.",
                    first=seen[path],
                    second=name,
                    path=path,
                )
            seen[path] = name
            check_destination(path, input_paths)
        yield


def write_text(text: str, path: Path) -> None:
    """Write or replace a text file in one step.

    Raises:
        OutputError: if it cannot be written; a file that was there is then untouched.
    """
    try:
        with unfinished_folder(path.parent) as folder:
            staged = folder / path.name
            with staged.open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            move_into_place(staged, path)
    except OSError as error:
        raise write_error(path, error.strerror or str(error)) from error
