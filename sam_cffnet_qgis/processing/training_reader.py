"""What the algorithms that train networks learn from, as plain values for the core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingContext

from sam_cffnet_qgis.core.errors import LabelError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import check_new_model, model_id_from, tuned_model
from sam_cffnet_qgis.core.settings import FineTuneSettings, LabelledRaster
from sam_cffnet_qgis.core.training_start import check_encoder_weights
from sam_cffnet_qgis.processing.bridge import band_numbers, plain_value, raster_path
from sam_cffnet_qgis.processing.folders import models_folder
from sam_cffnet_qgis.processing.labels import LabelLayers, RasterPlace
from sam_cffnet_qgis.processing.parameter_reader import ParameterReader
from sam_cffnet_qgis.processing.preferences import read_preferences

NUMBERS = {
    "LEARNING_RATE": "learning_rate",
    "VALIDATION": "validation_share",
    "RESOLUTION": "resolution_m",
    "CHIP_PIXEL_SIZE": "chip_gsd_m",
    "CACHE_GB": "cache_gb",
}
WHOLE_NUMBERS = {
    "EPOCHS": "epochs",
    "BATCH": "batch",
    "SEED": "seed",
}
LABEL_PARAMETERS = ("INPUT", "LABELS", "FILTER", "LABELLED_AREA")


@dataclass(frozen=True)
class TrainingData:
    """What is learnt from, as layers; empty for a folder of chips.

    Attributes:
        rasters: on which the landslides were labelled.
        layers: the labels, which are read late, since it takes time.
        input_paths: files that no output may replace.
    """

    rasters: tuple[RasterPlace, ...] = ()
    layers: LabelLayers | None = None
    input_paths: tuple[str, ...] = ()

    def labelled(
        self, settings: FineTuneSettings, context: QgsProcessingContext, feedback: Feedback
    ) -> FineTuneSettings:
        """The settings with the labels read; in any thread.

        Args:
            settings: their rasters have no polygons yet.
            context: for the project's choice of transformations.
            feedback: is warned of what was mended or not reviewed, and may cancel.

        Raises:
            SamCffnetError: naming the layer and the way out.
        """
        if self.layers is None:
            return settings
        labelled = self.layers.labelled(self.rasters, context, feedback)
        return replace(settings, rasters=labelled)


class TrainingReader(ParameterReader):
    """Reads the parameters that all algorithms have that train networks."""

    def _settings(
        self, rasters: tuple[RasterPlace, ...], numbers: dict[str, str], whole: dict[str, str]
    ) -> FineTuneSettings:
        """Name, data, start model and training, unchecked.

        Args:
            rasters: get their polygons later.
            numbers: field by parameter.
            whole: the same of whole numbers.
        """
        return replace(
            FineTuneSettings(str(self._value("NAME") or ""), **self._numbers(numbers, whole)),
            model=str(self._value("MODEL") or read_preferences().model),
            rasters=tuple(LabelledRaster(place.path, ()) for place in rasters),
            chips_folder=self._chips_folder(),
            bands=band_numbers("BANDS", self._raw("BANDS"), self._context),
            augment=self._augment(),
            encoder_weights=self._encoder_weights(),
            cache_folder=self._folder("CACHE_FOLDER"),
            engine=self._engine(),
        )

    def _data(
        self, rasters: tuple[RasterPlace, ...], has_labels: bool, feedback: Feedback
    ) -> TrainingData:
        """Rasters and labels, the labels' layers checked."""
        layers = self._label_layers(feedback) if has_labels else None
        paths = [place.path for place in rasters]
        paths += [self._file_of(name) for name in ("LABELS", "LABELLED_AREA")]
        return TrainingData(rasters, layers, tuple(filter(None, paths)))

    def _check_name(self, name: str, target_folder: Path) -> None:
        """Check that a new model can have this name."""
        model_id = model_id_from(name)
        if tuned_model(model_id, target_folder) is None:  # else the run knows whether it made it
            check_new_model(model_id, target_folder)

    def _augment(self) -> bool:
        return self._algorithm.parameterAsBoolean(self._parameters, "AUGMENT", self._context)

    def _encoder_weights(self) -> str:
        folder = self._folder("ENCODER_WEIGHTS")
        check_encoder_weights(folder)
        return folder

    def _folder(self, name: str) -> str:
        """A folder that need not exist, or empty."""
        if self._value(name) is None:
            return ""
        return self._algorithm.parameterAsString(self._parameters, name, self._context).strip()

    def _target_folder(self) -> Path:
        if self._value("FOLDER") is None:
            return models_folder()
        read = self._algorithm
        return Path(read.parameterAsFileOutput(self._parameters, "FOLDER", self._context))

    def _chips_folder(self) -> str:
        folder = self._folder("CHIPS")
        if folder and not Path(folder).is_dir():
            raise LabelError(
                "CHIPS is '{folder}', but there is no such folder. Give the folder of labelled images.",
                folder=folder,
            )
        return folder

    def _rasters(self) -> tuple[RasterPlace, ...]:
        places = {}  # by path: a raster chosen twice counts once
        for given in self._given_rasters():
            only = {"INPUT": [given]}  # one by one: QGIS leaves out what it cannot load
            layers = self._algorithm.parameterAsLayerList(only, "INPUT", self._context)
            path = raster_path("INPUT", given, layers[0] if layers else None)
            places[path] = RasterPlace.of(path, layers[0])
        return tuple(places.values())

    def _given_rasters(self) -> Iterator[object]:
        value = self._value("INPUT")
        for item in value if isinstance(value, (list, tuple)) else (value,):
            item = plain_value(item, self._context)
            if item is not None:
                yield item

    def _check_sources(self) -> bool:
        """Whether labels are given; what belongs together must be there together."""
        given = [name for name in LABEL_PARAMETERS if self._value(name) is not None]
        has_both = "INPUT" in given and "LABELS" in given
        if self._value("CHIPS") is None:
            missing = [name for name in ("INPUT", "LABELS") if name not in given]
            if len(missing) == 1:
                raise ParameterError(
                    "{missing} is empty. Training needs rasters (INPUT) and polygons of the "
                    "landslides on them (LABELS); or instead of both a folder of chips (CHIPS).",
                    missing=missing[0],
                )
        elif given:
            raise ParameterError(
                "Both CHIPS and {given} are given, but chips have labels of their own. Leave "
                "either CHIPS or {given} empty.",
                given=", ".join(given),
            )
        return has_both

    def _label_layers(self, feedback: Feedback) -> LabelLayers:
        labels = self._source("LABELS")
        expressions = self._algorithm.createExpressionContext(
            self._parameters, self._context, labels
        )
        has_area = self._value("LABELLED_AREA") is not None
        layers = LabelLayers(
            labels,
            str(self._value("FILTER") or "").strip(),
            self._source("LABELLED_AREA") if has_area else None,
            getattr(self._raw("LABELS"), "selectedFeaturesOnly", False),
            expressions,
        )
        layers.check(feedback)
        return layers
