"""Everything that can go wrong for a reason the user can mend.

An error is a template and its values, so that the layer that shows it can translate the template,
and so that it crosses the pipe from the engine as the same class with the same words.
"""

from __future__ import annotations

import re


class SamCffnetError(Exception):
    """Something is wrong that the user can mend; the base of all our errors."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values


class Phrase(str):
    """Words of our own that come as the value of a template, with values of their own.

    It is the English text; the layer that shows it can translate it by its template.
    """

    template: str
    values: dict[str, object]


def phrase(template: str, **values: object) -> Phrase:
    """A phrase such as a reason, for a value of an error or a message."""
    made = Phrase(template.format(**values) if values else template)
    made.template, made.values = template, values
    return made


def first_sentence(error: Exception) -> str:
    """What an error of a library says at first, or its class where it says nothing."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__).split(". ")[0].rstrip(".")


def why_not_written(error: Exception) -> str:
    """What the system says of a file that cannot be written, without the numbers of its errors."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    words = re.sub(r"\s*\(os error \d+\)", "", first_sentence(error))  # of safetensors
    return words.rpartition("I/O error: ")[2]


class RasterReadError(SamCffnetError):
    """A raster is missing, damaged, or of a kind that cannot be read."""


class BandCountError(SamCffnetError):
    """The chosen bands do not fit the raster or the model."""


class ExtentError(SamCffnetError):
    """The extent or area of interest holds nothing of the raster."""


class TileSizeError(SamCffnetError):
    """Tile, overlap or resolution do not fit together."""


class ParameterError(SamCffnetError):
    """A parameter has a value that means nothing."""


class OutputError(SamCffnetError):
    """An output cannot be written where it was asked for."""


class ModelNotFoundError(SamCffnetError):
    """No model of that name or at that path."""


class ModelCardError(SamCffnetError):
    """A model card is damaged, incomplete or of an unknown kind."""


class ChecksumError(SamCffnetError):
    """A weights file is not the one that its card describes."""


class ArchiveError(SamCffnetError):
    """An archive does not hold exactly what it should, or is damaged."""


class CheckpointError(SamCffnetError):
    """A checkpoint cannot be read, or not safely."""


class CheckpointKeysError(SamCffnetError):
    """A checkpoint's tensors do not fit the network."""


class EngineMissingError(SamCffnetError):
    """No Python with PyTorch was found, or it lacks a package that is needed."""


class InstallError(SamCffnetError):
    """The engine's environment cannot be installed, repaired or removed."""


class DownloadError(SamCffnetError):
    """Weights cannot be downloaded: no source gives them, or there is no place for them."""


class EngineError(SamCffnetError):
    """The engine process did not start, died or stopped answering."""


class EngineMemoryError(SamCffnetError):
    """Device or computer have too little memory for a model, a tile or a training step."""


class ClusterError(SamCffnetError):
    """A cluster cannot be used: it is not there, a worker differs from others or fails."""


class DemError(SamCffnetError):
    """The elevation model cannot be used with this raster."""


class LabelError(SamCffnetError):
    """Training labels or chips are missing, damaged or too few."""


class Cancelled(SamCffnetError):
    """The user stopped the run; not a failure."""
