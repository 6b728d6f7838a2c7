"""What the parameters of *Compare models* ask for, as plain values for the core."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import NULL, QgsProcessingContext

from sam_cffnet_qgis.core.architectures import START_MODEL
from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_start import training_start
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.labels import RasterPlace
from sam_cffnet_qgis.processing.training_reader import (
    NUMBERS,
    WHOLE_NUMBERS,
    TrainingData,
    TrainingReader,
)

TEST = {"TEST": "test_share"}
DEFAULT_TEST_SHARE = 0.2
WHOLE_BUDGET = 10_000  # epochs of patience: none ends early, since all shall have the same
DEFAULT_ARCHITECTURES = (START_MODEL, "cffd_lite", "deeplabv3plus_lite", "segformer_b0")


@dataclass(frozen=True)
class ComparisonRequest:
    """What to compare on what, and where the best model goes.

    Attributes:
        settings: checked; their rasters have no polygons yet, since reading them takes time.
        target_folder: folder of models that gets the best one, if it has a name.
        data: the layers to read the polygons from.
    """

    settings: ComparisonSettings
    target_folder: Path
    data: TrainingData

    def labelled_settings(
        self, context: QgsProcessingContext, feedback: Feedback
    ) -> ComparisonSettings:
        """The settings with the labels read, see ``TrainingData.labelled``."""
        training = self.data.labelled(self.settings.training, context, feedback)
        return replace(self.settings, training=training)


class ComparisonReader(TrainingReader):
    """Reads the parameters of *Compare models*."""

    def request(self, feedback: Feedback) -> ComparisonRequest:
        """All of it, checked as far as possible without reading pixels or features.

        Args:
            feedback: is warned of layers without a CRS.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        rasters = self._rasters()
        has_labels = self._check_sources()
        settings = ComparisonSettings(
            self._training(rasters),
            self._architectures(),
            **self._numbers({"MINUTES": "minutes"}, {"SEEDS": "seeds"}),
        )
        training, target_folder = settings.training, self._target_folder()
        if training.name:
            self._check_name(training.name, target_folder)
        settings.check()
        card = find_model(training.model, models_folder())
        for architecture in settings.architectures:
            training_start(card, architecture)
        data = self._data(rasters, has_labels, feedback)
        return ComparisonRequest(settings, target_folder, data)

    def _training(self, rasters: tuple[RasterPlace, ...]) -> FineTuneSettings:
        training = self._settings(rasters, {**NUMBERS, **TEST}, WHOLE_NUMBERS)
        share = DEFAULT_TEST_SHARE if self._value("TEST") is None else training.test_share
        return replace(training, test_share=share, patience=WHOLE_BUDGET)

    def _architectures(self) -> tuple[str, ...]:
        """Names as given; Processing itself takes the default for those that it does not know."""
        if self._raw("ARCHITECTURES") in (None, NULL):
            return DEFAULT_ARCHITECTURES
        value = self._value("ARCHITECTURES") or ()
        names = value if isinstance(value, (list, tuple)) else str(value).split(",")
        return tuple(str(name).strip() for name in names)
