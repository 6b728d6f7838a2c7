"""What the parameters of *Fine-tune model* ask for, as plain values for the core."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingContext

from sam_cffnet_qgis.core.architectures import START_MODEL
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_start import training_start
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.training_reader import (
    NUMBERS,
    WHOLE_NUMBERS,
    TrainingData,
    TrainingReader,
)

PATIENCE = {"PATIENCE": "patience"}


@dataclass(frozen=True)
class FineTuneRequest:
    """What to learn from what, and where the model goes.

    Attributes:
        settings: checked; their rasters have no polygons yet, since reading them takes time.
        target_folder: folder of models that gets the new one.
        data: the layers to read the polygons from.
    """

    settings: FineTuneSettings
    target_folder: Path
    data: TrainingData

    def labelled_settings(
        self, context: QgsProcessingContext, feedback: Feedback
    ) -> FineTuneSettings:
        """The settings with the labels read, see ``TrainingData.labelled``."""
        return self.data.labelled(self.settings, context, feedback)


class FineTuneReader(TrainingReader):
    """Reads the parameters of *Fine-tune model*."""

    def request(self, feedback: Feedback) -> FineTuneRequest:
        """All of it, checked as far as possible without reading pixels or features.

        Args:
            feedback: is warned of layers without a CRS.

        Raises:
            SamCffnetError: naming the parameter, its value and the way out.
        """
        rasters = self._rasters()
        has_labels = self._check_sources()
        settings = replace(
            self._settings(rasters, NUMBERS, {**WHOLE_NUMBERS, **PATIENCE}),
            # Processing itself takes the default for a name that it does not know.
            architecture=str(self._value("ARCHITECTURE") or START_MODEL),
        )
        target_folder = self._target_folder()
        self._check_name(settings.name, target_folder)
        settings.check()
        training_start(find_model(settings.model, models_folder()), settings.architecture)
        return FineTuneRequest(settings, target_folder, self._data(rasters, has_labels, feedback))
