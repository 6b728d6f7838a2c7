"""What an engine says when it is started only to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import EngineError
from sam_cffnet_qgis.core.feedback import Feedback

MISSING = "missing"  # in place of the version of a package


@dataclass(frozen=True)
class EngineState:
    """An engine that has started.

    Attributes:
        versions: of its Python and the packages that are there, by name.
        devices: on which it can compute, such as ``cuda:0 (NVIDIA A100, 42.3 GB)``.
    """

    versions: dict[str, str]
    devices: tuple[str, ...]


def ask_engine(python: Path, feedback: Feedback) -> EngineState:
    """Start an engine, ask for versions and devices, and end it.

    Raises:
        EngineMissingError: if the interpreter lacks a package.
        EngineError: if it does not start, dies, or its torch cannot be used.
        Cancelled: if the user stops it.
    """
    with EngineClient(python, feedback) as engine:
        engine.hello()
        facts = engine.describe()
    if "error" in facts:
        raise EngineError(
            "The engine's PyTorch cannot be used: {reason}. Run 'Install engine' with ACTION=repair.",
            reason=facts["error"].rstrip("."),
        )
    versions = {name: text for name, text in facts["versions"].items() if text != MISSING}
    return EngineState(versions, tuple(map(_titled, facts["devices"])))


def _titled(device: dict[str, str]) -> str:
    details = [device[name] for name in ("title", "memory") if name in device]
    return f"{device['name']} ({', '.join(details)})" if details else device["name"]
