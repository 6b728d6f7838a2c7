"""The pipeline from a raster to polygons: the only file that knows the whole way."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from sam_cffnet_qgis.core.attributes import (
    GroundMetric,
    LandslidePolygon,
    outline_measures,
    probability_in,
)
from sam_cffnet_qgis.core.estimate import FLOAT_BYTES
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.image_date import image_date
from sam_cffnet_qgis.core.journal import Journal, clear_old_journals
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.native_plane import NativePlane, NativePlaneReader
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.plan import RunPlan, plan_run
from sam_cffnet_qgis.core.polygon_store import store_polygons, stored_polygons
from sam_cffnet_qgis.core.predict import TILES_SHARE, Prediction, cache_bytes, predict_raster
from sam_cffnet_qgis.core.public_source import public_source
from sam_cffnet_qgis.core.raster import CACHE_BYTES, bounded_cache
from sam_cffnet_qgis.core.raster_writer import PASSING_BLOCK_ROWS
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.terrain import Terrain
from sam_cffnet_qgis.core.uncertainty_classes import write_uncertainty
from sam_cffnet_qgis.core.vectorize import Outlines, write_mask

if TYPE_CHECKING:
    from sam_cffnet_qgis.core.cluster_store import BlockStore

DATE_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
OUTLINE_CACHE_BYTES = 16 * 2**20  # of GDAL, beside what the allocator keeps of the tiles' cache


@dataclass(frozen=True)
class DetectionResult:
    """What a run found; its files lie in the workplace's work folder.

    Attributes:
        count: number of polygons.
        area_m2: their ellipsoidal area.
        tiles: tiles that the network saw.
        valid_px: pixels of the raster that have a probability.
        seconds: duration of the run.
        settings: of the run.
        probability: see ``write_plane``.
        uncertainty: with test-time augmentation, else None.
        provenance: input, model, parameters and scaling, as text by name.
        polygon_file: where ``polygons`` reads.
        journal: keeps the tiles until ``finish``.
    """

    count: int
    area_m2: float
    tiles: int
    valid_px: int
    seconds: float
    settings: DetectionSettings
    card: ModelCard
    crs_wkt: str
    has_dem: bool
    probability: NativePlane
    uncertainty: NativePlane | None
    provenance: dict[str, str]
    polygon_file: Path
    journal: Journal | BlockStore

    def polygons(self) -> Iterator[LandslidePolygon]:
        """The detected landslides, read from disk one after the other."""
        return stored_polygons(self.polygon_file)

    def write_plane(self, plane: NativePlane, path: Path, feedback: Feedback) -> None:
        """Write the probability or uncertainty as a GeoTIFF.

        The uncertainty has its classes as a second band, see ``uncertainty_classes``.
        """
        metadata = {f"SAM_CFFNET_{name.upper()}": v for name, v in self.provenance.items()}
        is_there = plane.plan.to_working.is_identity
        with bounded_cache(0 if is_there else cache_bytes(plane.plan)):
            if plane is self.uncertainty:
                write_uncertainty(self.probability, plane, path, metadata, feedback)
            else:
                plane.write(path, metadata, feedback)

    def finish(self) -> None:
        """The outputs are in place: nothing more is kept of the run."""
        self.journal.remove()


def detect(
    raster_path: str,
    settings: DetectionSettings,
    workplace: Workplace,
    feedback: Feedback,
    overview: Overview | None = None,
) -> DetectionResult:
    """Detect landslides in a raster.

    Args:
        raster_path: anything GDAL opens.
        settings: checked here.
        workplace: interpreter, models and work folder.
        feedback: progress, messages and cancel.
        overview: gets a small picture of the image, for a report.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    start = time.monotonic()
    if workplace.journals_folder:
        clear_old_journals(workplace.journals_folder, feedback)
    run = PlannedRun(plan_run(raster_path, settings, workplace, feedback), settings, start)
    with bounded_cache(cache_bytes(run.plan, 2 if settings.engine.tta else 1, is_passing=True)):
        prediction = predict_raster(run.plan, settings, workplace, feedback, overview)
        return outline_landslides(run, prediction, workplace, feedback)


class PlannedRun:
    """What a run knows before its tiles are computed.

    Args:
        plan: of the run.
        settings: of the run.
        start: of the run, by ``time.monotonic``.

    Raises:
        DemError: if the elevation raster cannot be used with the raster.
    """

    def __init__(self, plan: RunPlan, settings: DetectionSettings, start: float) -> None:
        self.plan = plan
        self.settings = settings
        self.start = start
        self.taken = image_date(plan.info.path)  # at once: the file may be gone when the run ends
        self.terrain = Terrain(settings.dem_path, plan.info) if settings.dem_path else None


def outline_landslides(
    run: PlannedRun, prediction: Prediction, workplace: Workplace, feedback: Feedback
) -> DetectionResult:
    """Make the polygons of a run whose probability is known.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    plan = run.plan
    probability, uncertainty = (*prediction.planes, None)[:2]
    reader = NativePlaneReader(probability)
    mask = workplace.work_folder / "mask.tif"
    polygon_file = workplace.work_folder / "polygons.sqlite"
    least_bytes = CACHE_BYTES if run.terrain else OUTLINE_CACHE_BYTES
    with bounded_cache(_outline_bytes(plan), least_bytes):
        valid_px = write_mask(reader, plan.threshold, mask, feedback)
        polygons = _polygons(run, reader, mask, feedback)
        count, area_m2 = store_polygons(polygon_file, polygons)
    return DetectionResult(
        count,
        area_m2,
        prediction.tiles,
        valid_px,
        time.monotonic() - run.start,
        run.settings,
        plan.card,
        plan.info.crs_wkt,
        run.terrain is not None,
        probability,
        uncertainty,
        _provenance(run, prediction),
        polygon_file,
        prediction.journal,
    )


def _outline_bytes(plan: RunPlan) -> int:
    """What GDAL should hold of mask and probability: two rows of blocks of each."""
    row_bytes = plan.wanted.width + FLOAT_BYTES * plan.working_wanted.width
    return 2 * PASSING_BLOCK_ROWS * row_bytes


def _polygons(
    run: PlannedRun, reader: NativePlaneReader, mask: Path, feedback: Feedback
) -> Iterator[LandslidePolygon]:
    """Outline, clean and measure what lies above the threshold."""
    settings, terrain, crs_wkt = run.settings, run.terrain, run.plan.info.crs_wkt
    database = mask.with_name("outlines.gpkg")
    outlines = Outlines(mask, database, crs_wkt, feedback)
    count = max(len(outlines), 1)
    measure = _Measure(crs_wkt, reader, terrain)
    is_told = False
    shapes = outlines.cleaned(settings.min_area_m2, settings.max_hole_m2, settings.simplify_m)
    for number, (outline, shape) in enumerate(shapes):
        feedback.check()
        feedback.set_progress(TILES_SHARE + (1 - TILES_SHARE) * min(number / count, 1.0))
        polygon = measure(outline, shape)
        has_terrain = polygon.slope_mean is not None
        if terrain is not None and not has_terrain and not is_told:
            feedback.warn(
                "The DEM has no data under some of the polygons; their terrain attributes are "
                "empty, and MIN_SLOPE does not apply to them."
            )
            is_told = True
        if not has_terrain or polygon.slope_mean >= settings.min_slope_deg:
            yield polygon


class _Measure:
    """Measures polygons against the probability and the terrain."""

    def __init__(
        self, crs_wkt: str, probability: NativePlaneReader, terrain: Terrain | None
    ) -> None:
        self._metric = GroundMetric(crs_wkt)
        self._probability = probability
        self._terrain = terrain

    def __call__(self, outline: object, shape: object) -> LandslidePolygon:
        """Measure a shape; probabilities are those of its pixel outline."""
        mean_prob, max_prob = probability_in(self._probability, outline)
        facts = self._terrain.facts(outline) if self._terrain else None
        return LandslidePolygon(
            bytes(shape.ExportToWkb()),
            mean_prob=mean_prob,
            max_prob=max_prob,
            **outline_measures(shape, self._metric),
            **(asdict(facts) if facts else {}),
        )


def _provenance(run: PlannedRun, prediction: Prediction) -> dict[str, str]:
    """What made this result, for the layer's metadata."""
    plan, settings, taken = run.plan, run.settings, run.taken
    parameters = {**asdict(settings), "dem_path": public_source(settings.dem_path)}
    parameters["aoi_wkb"] = None if settings.aoi_wkb is None else len(settings.aoi_wkb)
    stretches = [[stretch.low, stretch.high] for stretch in plan.stretches]
    return {
        "input": public_source(plan.info.path),
        **({"image_date": taken.strftime(DATE_FORMAT)} if taken else {}),
        "model": plan.card.id,
        "model_sha256": plan.card.sha256,
        "bands": ", ".join(map(str, plan.bands)),
        "scaling": json.dumps(stretches),
        "threshold": repr(plan.threshold),
        "parameters": json.dumps(parameters),
        "device": "; ".join(prediction.devices),
        "plugin_version": plugin_version(),
        "run_date": datetime.now(timezone.utc).strftime(DATE_FORMAT),
    }
