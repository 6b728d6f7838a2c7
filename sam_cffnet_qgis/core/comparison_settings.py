"""What can be set of a comparison of networks."""

from __future__ import annotations

from dataclasses import dataclass

from sam_cffnet_qgis.core.architectures import KINDS, START_MODEL
from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.settings import FineTuneSettings, check_limits

MOST_KEPT = 0.8  # of the landslides, for validation and testing together


@dataclass(frozen=True)
class ComparisonSettings:
    """One comparison: networks that are trained and judged on the same ground.

    Attributes:
        training: data, start model and training that all have in common; its name is that of the
            best model, or empty to keep none; its test ground is what the table tells of.
        architectures: names of ``core.architectures.KINDS``, or ``START_MODEL`` to fine-tune the
            start model.
        seeds: runs of each, with the training's seed and those that follow it.
        minutes: of training a run may take, 0 for the training's number of epochs.
    """

    training: FineTuneSettings
    architectures: tuple[str, ...]
    seeds: int = 2
    minutes: float = 0.0

    def check(self) -> None:
        """Check what can be known before any file is opened.

        Raises:
            ParameterError: naming the value, the limit and the way out.
        """
        self.training.check()
        limits = {
            "TEST": (self.training.test_share, 0.05, 0.5),
            "SEEDS": (self.seeds, 1, 20),
            "MINUTES": (self.minutes, 0, 10_000),
        }
        check_limits(limits)
        kept = self.training.validation_share + self.training.test_share
        if kept > MOST_KEPT + 1e-9:
            raise ParameterError(
                "VALIDATION and TEST together keep {kept:.0%} of the landslides, which leaves too few "
                "for training. Lower them to {most:.0%} together.",
                kept=kept,
                most=MOST_KEPT,
            )
        self._check_architectures()

    def _check_architectures(self) -> None:
        known = ", ".join((START_MODEL, *KINDS))
        if not self.architectures:
            raise ParameterError(
                "ARCHITECTURES is empty. Choose at least one of {known}.", known=known
            )
        for name in self.architectures:
            if name != START_MODEL and name not in KINDS:
                raise ParameterError(
                    "ARCHITECTURES has '{architecture}', which is unknown. Choose from {known}.",
                    architecture=name,
                    known=known,
                )
            if self.architectures.count(name) > 1:
                raise ParameterError(
                    "ARCHITECTURES has '{architecture}' twice. Give each network once.",
                    architecture=name,
                )
