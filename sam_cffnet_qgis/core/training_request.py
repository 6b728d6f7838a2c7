"""What the engine is asked when a network is to be trained, see ``engine/training/session.py``."""

from __future__ import annotations

import os
from pathlib import Path

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_start import TrainingStart

WEIGHTS_NAME = "model.safetensors"
REPORT_PACKAGES = ("matplotlib", "jinja2")
MISSING = "missing"  # what the engine says of a package in the place of its version
PLANNED = ("epochs", "batch", "learning_rate", "patience", "seed", "augment")


def training_request(
    settings: FineTuneSettings,
    start: TrainingStart,
    store: Path,
    folder: Path,
    variants: int,
    judge: tuple[str, ...],
    **plan: object,
) -> dict:
    """A request for ``EngineClient.train``.

    Args:
        settings: of the run.
        start: what the engine starts from.
        store: folder of the chips, and of a SAM encoder's features, which several runs may share.
        folder: of the run's own state; gets its weights as ``WEIGHTS_NAME``.
        variants: flips and turns of which features are cached.
        judge: roles of the chips on which the best weights are judged.
        plan: entries of the engine's plan that the settings do not have, or have otherwise.
    """
    return {
        "card": start.card.content(),
        "weights": start.weights,
        "encoder_weights": settings.encoder_weights and os.path.abspath(settings.encoder_weights),
        "store": str(store),
        "folder": str(folder),
        "output": str(folder / WEIGHTS_NAME),
        "plan": {**{name: getattr(settings, name) for name in PLANNED}, **plan},
        "variants": variants,
        "device": settings.engine.device,
        "precision": settings.engine.precision,
        "judge": judge,
    }


def check_report_packages(engine: EngineClient, python: Path) -> None:
    """Check that the report of a training can be made, before hours are spent on it.

    Raises:
        EngineMissingError: naming the package.
    """
    versions = engine.describe()["versions"]
    missing = [name for name in REPORT_PACKAGES if versions.get(name) == MISSING]
    if missing:
        raise EngineMissingError(
            "The report needs the package {package}, which the engine's Python {python} does not "
            "have. Run 'Install engine' with ACTION=repair. In a Python of your own install it.",
            package=missing[0],
            python=python,
        )
