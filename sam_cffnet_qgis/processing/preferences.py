"""The user's own defaults from QGIS's options, with which parameters start."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from qgis.core import QgsSettings

from sam_cffnet_qgis.core.registry import DEFAULT_MODEL
from sam_cffnet_qgis.core.settings import EngineSettings

GROUP = "sam_cffnet"


@dataclass(frozen=True)
class Preferences:
    """What the user prefers where a run does not say it.

    Attributes:
        model: id or path of the model.
        device: ``auto``, ``cpu``, ``cuda:N`` or ``mps``.
        precision: one of ``core.settings.PRECISIONS``.
        mirror: where SAM's weights are downloaded from; empty for the usual places.
        models_folder: of imported and fine-tuned models; empty for the QGIS profile.
        cache_folder: of unfinished runs and downloads; empty for the QGIS profile.
    """

    model: str = DEFAULT_MODEL
    device: str = EngineSettings.device
    precision: str = EngineSettings.precision
    mirror: str = ""
    models_folder: str = ""
    cache_folder: str = ""


def read_preferences() -> Preferences:
    """Preferences of the QGIS profile; what was never set, or emptied, has its default."""
    settings = QgsSettings()
    stored = {
        field.name: str(settings.value(f"{GROUP}/{field.name}", "") or "")
        for field in fields(Preferences)
    }
    return Preferences(**{name: value for name, value in stored.items() if value})


def write_preferences(preferences: Preferences) -> None:
    """Keep preferences in the QGIS profile; defaults are not written, so that they may change."""
    settings = QgsSettings()
    defaults = asdict(Preferences())
    for name, value in asdict(preferences).items():
        if value == defaults[name]:
            settings.remove(f"{GROUP}/{name}")
        else:
            settings.setValue(f"{GROUP}/{name}", value)
