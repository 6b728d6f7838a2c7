"""What a user can set, with the defaults: the only place where they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL

PRECISIONS = ("auto", "fp32", "bf16", "fp16")
MAX_BATCH = 256


def check_limits(limits: dict[str, tuple[float, float, float]]) -> None:
    """Check numbers against the smallest and largest that mean something.

    Args:
        limits: value, smallest and largest, by parameter.

    Raises:
        ParameterError: naming the parameter, its value and the limits.
    """
    for name, (value, low, high) in limits.items():
        if not low <= value <= high:
            raise ParameterError(
                "{name} is {value}, but must be from {low} to {high}.",
                name=name,
                value=value,
                low=low,
                high=high,
            )


@dataclass(frozen=True)
class EngineSettings:
    """How the engine computes.

    Attributes:
        device: ``auto``, ``cpu``, ``cuda:N`` or ``mps``.
        precision: one of ``PRECISIONS``.
        batch: tiles a forward, 0 for automatic.
        tta: average over the eight flips and quarter turns.
        backend: ``auto`` (OpenVINO where it is faster, else torch), ``torch`` or ``openvino``.
    """

    device: str = "auto"
    precision: str = "auto"
    batch: int = 0
    tta: bool = False
    backend: str = "auto"

    def check(self) -> None:
        """Check batch and precision; the device is known to the engine alone.

        Raises:
            ParameterError: naming the value and the way out.
        """
        if not 0 <= self.batch <= MAX_BATCH:
            raise ParameterError(
                "BATCH is {value}, but must be from 0 (automatic) to {largest}.",
                value=self.batch,
                largest=MAX_BATCH,
            )
        if self.precision not in PRECISIONS:
            raise ParameterError(
                "The precision '{value}' is unknown. Choose one of {known}.",
                value=self.precision,
                known=", ".join(PRECISIONS),
            )


@dataclass(frozen=True)
class DetectionSettings:
    """One detection run; areas and lengths are measured on the ground.

    Attributes:
        model: id or path of a model.
        bands: red, green, blue, 1-based; one band stands for all; empty chooses by colour.
        stretches: values of each band that become 0 and 1; None for the model's own scaling.
        extent: (x_min, y_min, x_max, y_max) in the raster's CRS, or None for the whole raster.
        aoi_wkb: polygons (WKB) in the raster's CRS, or None for no area of interest.
        resolution_m: pixel size to work at, 0 for the raster's own, None for the model's.
        threshold: probability above which a pixel is landslide, None for the model's.
        fast: larger tiles, seen coarser; for models that offer it.
        overlap_px: pixels shared by neighbouring tiles.
        min_area_m2: smaller polygons are dropped.
        max_hole_m2: smaller holes are filled.
        simplify_m: largest distance by which outlines may move.
        dem_path: elevation raster in metres, empty for none.
        min_slope_deg: polygons of smaller mean slope are dropped; needs a DEM.
    """

    model: str = DEFAULT_MODEL
    bands: tuple[int, ...] = ()
    stretches: tuple[tuple[float, float], ...] | None = None
    extent: tuple[float, float, float, float] | None = None
    aoi_wkb: tuple[bytes, ...] | None = None
    resolution_m: float | None = None
    threshold: float | None = None
    fast: bool = False
    overlap_px: int = 64
    min_area_m2: float = 100.0
    max_hole_m2: float = 100.0
    simplify_m: float = 0.0
    dem_path: str = ""
    min_slope_deg: float = 0.0
    engine: EngineSettings = field(default_factory=EngineSettings)

    def check(self) -> None:
        """Check what can be known before the raster is opened.

        Raises:
            ParameterError: naming the value, the limit and the way out.
        """
        if self.threshold is not None and not 0 < self.threshold < 1:
            raise ParameterError(
                "The threshold {value} is not between 0 and 1 (both excluded). Leave it empty for "
                "the model's own, or give a probability such as 0.5.",
                value=self.threshold,
            )
        limits = {
            "RESOLUTION": self.resolution_m or 0.0,
            "MIN_AREA": self.min_area_m2,
            "MAX_HOLE": self.max_hole_m2,
            "SIMPLIFY": self.simplify_m,
        }
        for name, value in limits.items():
            if not 0 <= value < float("inf"):
                raise ParameterError(
                    "{name} is {value}, but must be 0 or more. Give 0 to switch it off.",
                    name=name,
                    value=value,
                )
        if not 0 <= self.min_slope_deg < 90:
            raise ParameterError(
                "MIN_SLOPE is {value} degrees, but must be from 0 to less than 90.",
                value=self.min_slope_deg,
            )
        if self.min_slope_deg > 0 and not self.dem_path:
            raise ParameterError(
                "MIN_SLOPE is {value} degrees, but no DEM was given. Choose an elevation raster as "
                "DEM, or set MIN_SLOPE to 0.",
                value=self.min_slope_deg,
            )
        self.engine.check()


@dataclass(frozen=True)
class LabelledRaster:
    """A raster with what is known of its ground; polygons are WKB in the raster's CRS.

    Attributes:
        path: anything GDAL opens.
        landslides: labelled landslides.
        negatives: ground that only looks like landslides; drawn more often than other ground.
        unknown: ground of which nothing is known, such as polygons nobody reviewed.
        area: the labelled area; outside it nothing is known. None if the whole raster is labelled.
    """

    path: str
    landslides: tuple[bytes, ...]
    negatives: tuple[bytes, ...] = ()
    unknown: tuple[bytes, ...] = ()
    area: tuple[bytes, ...] | None = None


@dataclass(frozen=True)
class FineTuneSettings:
    """One fine-tuning run, on rasters with polygons or on a folder of chips.

    Attributes:
        name: shown name of the new model; its id is made from it.
        model: id or path of the start model; may be an encoder without a trained decoder.
        rasters: labelled rasters; empty with ``chips_folder``.
        chips_folder: folder of labelled images in a layout of ``core/chips.py``; else empty.
        bands: red, green, blue, 1-based; one band stands for all; empty chooses by colour.
        resolution_m: pixel size to train at, 0 for the images' own, None for the start model's.
        chip_gsd_m: pixel size of chips that have none in their file or manifest, None to find out by
            the start model.
        architecture: of ``core.architectures.KINDS``, to train a new network from the beginning; the
            start model then gives tile, scaling and working resolution, and to a decoder on SAM its
            encoder. Empty goes on with the start model's own.
        encoder_weights: folder with ImageNet weights for the encoder of a new network, or empty.
        epochs: most epochs.
        batch: tiles a step.
        learning_rate: of the decoder, at its highest.
        validation_share: share of the landslides that is kept for validation.
        test_share: share of the landslides that is kept from training and validation alike.
        patience: epochs without a better validation IoU after which training stops.
        seed: of the split, the order of the tiles and their variation.
        augment: vary the tiles by flips, turns, scale, light and haze.
        cache_gb: most disk space for a SAM encoder's features.
        cache_folder: where unfinished runs and features are kept, empty for the profile.
    """

    name: str
    model: str = DEFAULT_MODEL
    rasters: tuple[LabelledRaster, ...] = ()
    chips_folder: str = ""
    bands: tuple[int, ...] = ()
    resolution_m: float | None = None
    chip_gsd_m: float | None = None
    architecture: str = ""
    encoder_weights: str = ""
    epochs: int = 30
    batch: int = 8
    learning_rate: float = 2e-4
    validation_share: float = 0.2
    test_share: float = 0.0
    patience: int = 10
    seed: int = 0
    augment: bool = True
    cache_gb: float = 10.0
    cache_folder: str = ""
    engine: EngineSettings = field(default_factory=EngineSettings)

    def check(self) -> None:
        """Check what can be known before any file is opened.

        Raises:
            ParameterError: naming the value, the limit and the way out.
        """
        limits = {
            "EPOCHS": (self.epochs, 1, 10_000),
            "BATCH": (self.batch, 1, MAX_BATCH),
            "LEARNING_RATE": (self.learning_rate, 1e-7, 0.1),
            "VALIDATION": (self.validation_share, 0.05, 0.5),
            "PATIENCE": (self.patience, 1, 10_000),
            "SEED": (self.seed, 0, 2**31 - 1),
            "RESOLUTION": (self.resolution_m or 0.0, 0, 10_000),
            "CHIP_PIXEL_SIZE": (self.chip_gsd_m or 1.0, 0.001, 1000),
            "CACHE_GB": (self.cache_gb, 0.01, 100_000),
        }
        check_limits(limits)
        if bool(self.rasters) == bool(self.chips_folder):
            raise ParameterError(
                "Give either rasters (INPUT) with label polygons (LABELS), or a folder of chips "
                "(CHIPS); one of the two is needed, not both."
            )
        self.engine.check()


@dataclass(frozen=True)
class EvaluationSettings:
    """What is compared; polygons are WKB in one CRS, that of the raster if there is one.

    Attributes:
        inventory: landslides that are taken as true.
        crs_wkt: empty without a CRS.
        detections: polygons, or None with a probability raster.
        probability_path: raster, or empty with polygons.
        area: only there is anything counted; None for everywhere.
        threshold: a pixel of the raster is detected above it.
        pixel_size_m: for polygons, 0 chooses; a raster has its own.
    """

    inventory: tuple[bytes, ...]
    crs_wkt: str
    detections: tuple[bytes, ...] | None = None
    probability_path: str = ""
    area: tuple[bytes, ...] | None = None
    threshold: float = 0.5
    pixel_size_m: float = 0.0

    def check(self) -> None:
        """Check what can be known before anything is opened.

        Raises:
            ParameterError: naming the value, the limit and the way out.
        """
        if (self.detections is None) == (not self.probability_path):
            raise ParameterError(
                "Give either polygons (DETECTIONS) or a raster (PROBABILITY); one of the two is "
                "needed, not both."
            )
        if not 0 < self.threshold < 1:
            raise ParameterError(
                "THRESHOLD is {value:g}, but must lie between 0 and 1 (both excluded). Give a "
                "probability such as 0.5.",
                value=self.threshold,
            )
        if not 0 <= self.pixel_size_m < float("inf"):
            raise ParameterError(
                "PIXEL_SIZE is {value:g} m, but must be 0 or more. Give 0 for a size that fits.",
                value=self.pixel_size_m,
            )


@dataclass(frozen=True)
class Workplace:
    """Where a run finds its tools and keeps its unfinished files.

    Attributes:
        python: interpreter of the engine.
        models_folder: imported models of the user.
        work_folder: existing, empty, deleted by the caller afterwards; on the outputs' disk.
        journals_folder: keeps the tiles of unfinished runs; None to keep none.
    """

    python: Path
    models_folder: Path
    work_folder: Path
    journals_folder: Path | None = None


@dataclass(frozen=True)
class TrainingPlace:
    """Where fine-tuning finds its tools and keeps what must survive a stop.

    Attributes:
        python: interpreter of the engine.
        models_folder: where start models are looked up by id.
        target_folder: folder of models that gets the new one.
        runs_folder: keeps unfinished runs, so that the same call goes on where it was.
    """

    python: Path
    models_folder: Path
    target_folder: Path
    runs_folder: Path
