"""What a user can set, with the defaults: the only place where they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL

PRECISIONS = ("auto", "fp32", "bf16", "fp16")
MAX_BATCH = 256


@dataclass(frozen=True)
class EngineSettings:
    """How the engine computes.

    Attributes:
        device: ``auto``, ``cpu``, ``cuda:N`` or ``mps``.
        precision: one of ``PRECISIONS``.
        batch: tiles a forward, 0 for automatic.
        tta: average over the eight flips and quarter turns.
    """

    device: str = "auto"
    precision: str = "auto"
    batch: int = 0
    tta: bool = False


@dataclass(frozen=True)
class DetectionSettings:
    """One detection run; areas and lengths are measured on the ground.

    Attributes:
        model: id or path of a model.
        bands: red, green, blue, 1-based; one band stands for all; empty chooses by colour.
        extent: (x_min, y_min, x_max, y_max) in the raster's CRS, or None for the whole raster.
        aoi_wkb: polygons (WKB) in the raster's CRS, or None for no area of interest.
        resolution_m: pixel size to work at, 0 for the raster's own.
        threshold: probability above which a pixel is landslide, None for the model's.
        overlap_px: pixels shared by neighbouring tiles.
        min_area_m2: smaller polygons are dropped.
        max_hole_m2: smaller holes are filled.
        simplify_m: largest distance by which outlines may move.
        dem_path: elevation raster in metres, empty for none.
        min_slope_deg: polygons of smaller mean slope are dropped; needs a DEM.
    """

    model: str = DEFAULT_MODEL
    bands: tuple[int, ...] = ()
    extent: tuple[float, float, float, float] | None = None
    aoi_wkb: tuple[bytes, ...] | None = None
    resolution_m: float = 0.0
    threshold: float | None = None
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
            "RESOLUTION": self.resolution_m,
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
        if not 0 <= self.engine.batch <= MAX_BATCH:
            raise ParameterError(
                "BATCH is {value}, but must be from 0 (automatic) to {largest}.",
                value=self.engine.batch,
                largest=MAX_BATCH,
            )
        if self.engine.precision not in PRECISIONS:
            raise ParameterError(
                "The precision '{value}' is unknown. Choose one of {known}.",
                value=self.engine.precision,
                known=", ".join(PRECISIONS),
            )


@dataclass(frozen=True)
class Workplace:
    """Where a run finds its tools and keeps its unfinished files.

    Attributes:
        python: interpreter of the engine.
        models_folder: imported models of the user.
        work_folder: existing, empty, deleted by the caller afterwards; on the outputs' disk.
    """

    python: Path
    models_folder: Path
    work_folder: Path
