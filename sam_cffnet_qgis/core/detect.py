"""The pipeline from a raster to polygons: the only file that knows the whole way."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.attributes import (
    GroundMetric,
    LandslidePolygon,
    elongation,
    probability_in,
)
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.estimate import ProgressClock, estimate_run, tell_estimate
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.mosaic import RowBlender
from sam_cffnet_qgis.core.paths import plugin_version
from sam_cffnet_qgis.core.plan import RunPlan, plan_run
from sam_cffnet_qgis.core.polygon_store import store_polygons, stored_polygons
from sam_cffnet_qgis.core.raster import (
    BLOCK_PX,
    NODATA,
    RasterReader,
    RowWriter,
    bounded_cache,
    create_raster,
    flush_raster,
    open_dataset,
)
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.terrain import Terrain
from sam_cffnet_qgis.core.tile_reader import ReadTile, TileStream
from sam_cffnet_qgis.core.tiles import Size, Window
from sam_cffnet_qgis.core.vectorize import Outlines, write_mask

BATCHES_UNDER_WAY = 2  # one computes while the next waits in the engine
TILES_SHARE = 0.9  # of the progress
STRIP_ROWS = 256


@dataclass(frozen=True)
class DetectionResult:
    """What a run found; its files lie in the workplace's work folder.

    Attributes:
        count: number of polygons.
        area_m2: their ellipsoidal area.
        tiles: tiles that the network saw.
        seconds: duration of the run.
        probability: Float32 raster.
        uncertainty: Float32 raster with test-time augmentation, else None.
        provenance: input, model, parameters and scaling, as text by name.
        polygon_file: where ``polygons`` reads.
    """

    count: int
    area_m2: float
    tiles: int
    seconds: float
    card: ModelCard
    crs_wkt: str
    has_dem: bool
    probability: Path
    uncertainty: Path | None
    provenance: dict[str, str]
    polygon_file: Path

    def polygons(self) -> Iterator[LandslidePolygon]:
        """The detected landslides, read from disk one after the other."""
        return stored_polygons(self.polygon_file)


def detect(
    raster_path: str, settings: DetectionSettings, workplace: Workplace, feedback: Feedback
) -> DetectionResult:
    """Detect landslides in a raster.

    Args:
        raster_path: anything GDAL opens.
        settings: checked here.
        workplace: interpreter, models and work folder.
        feedback: progress, messages and cancel.

    Raises:
        SamCffnetError: the leaf that names what is wrong, or ``Cancelled``.
    """
    start = time.monotonic()
    plan = plan_run(raster_path, settings, workplace, feedback)
    terrain = Terrain(settings.dem_path, plan.info) if settings.dem_path else None
    with bounded_cache(_strip_bytes(plan)):
        planes, tiles = _predict(plan, settings, workplace, feedback)
        probability, uncertainty = _to_raster_grid(plan, planes, workplace.work_folder, feedback)
        polygons = _polygons(plan, settings, terrain, probability, workplace, feedback)
        polygon_file = workplace.work_folder / "polygons.sqlite"
        count, area_m2 = store_polygons(polygon_file, polygons)
    provenance = _provenance(plan, settings)
    _describe([probability, uncertainty], provenance)
    return DetectionResult(
        count,
        area_m2,
        tiles,
        time.monotonic() - start,
        plan.card,
        plan.info.crs_wkt,
        terrain is not None,
        probability,
        uncertainty,
        provenance,
        polygon_file,
    )


def _strip_bytes(plan: RunPlan) -> int:
    """Two rows of input blocks under a row of tiles, and the row of output blocks above it."""
    pixel_bytes = gdal.GetDataTypeSize(plan.info.band_types[plan.bands[0] - 1]) // 8
    rows = plan.to_working.source_window(Window(0, 0, plan.grid.tile_px, 1)).height
    read = plan.info.size.width * 2 * rows * (pixel_bytes * len(plan.bands) + 1)
    return read + plan.working_wanted.width * BLOCK_PX * 4 * 2


def _predict(
    plan: RunPlan, settings: DetectionSettings, workplace: Workplace, feedback: Feedback
) -> tuple[list[Path], int]:
    """Send all wanted tiles through the engine; probability (and deviation) at the working grid."""
    names = ["probability", "deviation"] if settings.engine.tta else ["probability"]
    paths = [workplace.work_folder / f"working_{name}.tif" for name in names]
    with EngineClient(workplace.python, feedback) as engine:
        engine.hello()
        loaded = engine.load(plan.card, settings.engine)
        feedback.info(
            "Model {model} on {device} in {precision}, {batch} tiles at a time.",
            model=plan.card.id,
            device=loaded["device"],
            precision=loaded["precision"],
            batch=loaded["batch"],
        )
        estimate = estimate_run(plan, settings.engine.tta)
        tell_estimate(estimate, workplace.work_folder, feedback)
        clock = ProgressClock(estimate.to_do, feedback, TILES_SHARE)
        with _PlaneWriters(plan, paths) as writers:
            blender = RowBlender(plan.grid, plan.working_wanted, len(names), writers.append)
            pump = _Pump(engine, loaded["batch"], names, clock)
            stream = TileStream(plan, feedback)
            try:
                for tile, values in pump.predicted(stream):
                    blender.add(tile.row, tile.column, values, tile.mask)
            finally:
                stream.close()
            blender.finish()
    if pump.done == 0:
        raise RasterReadError(
            "{path} has no valid pixel in the wanted area: all are nodata or masked. Choose another "
            "raster, extent or AOI.",
            path=plan.info.path,
        )
    return paths, pump.done


class _Pump:
    """Keeps batches under way and gives tiles back in the order of the grid."""

    def __init__(
        self, engine: EngineClient, batch: int, names: list[str], clock: ProgressClock
    ) -> None:
        self.done = 0
        self._engine = engine
        self._batch = batch
        self._names = names
        self._clock = clock

    def predicted(self, tiles: TileStream) -> Iterator[tuple[ReadTile, np.ndarray | None]]:
        """Predict tiles.

        Yields:
            Every tile in the order of the grid, with its values (layers, tile_px, tile_px), or None
            if it was not sent.
        """
        waiting: list[ReadTile] = []  # not yet sent
        under_way: deque[list[ReadTile]] = deque()
        held: deque[ReadTile] = deque()  # in grid order, until their values are there
        values: dict[tuple[int, int], np.ndarray] = {}
        for tile in tiles:
            held.append(tile)
            if tile.image is not None:
                waiting.append(tile)
            if len(waiting) == self._batch:
                self._send(waiting, under_way)
                waiting = []
            if len(under_way) > BATCHES_UNDER_WAY:
                self._receive(under_way, values)
            yield from self._finished(held, values)
        if waiting:
            self._send(waiting, under_way)
        while under_way:
            self._receive(under_way, values)
        yield from self._finished(held, values)

    def _send(self, batch: list[ReadTile], under_way: deque[list[ReadTile]]) -> None:
        self._engine.send_tiles(np.stack([tile.image for tile in batch]))
        under_way.append(batch)

    def _receive(
        self, under_way: deque[list[ReadTile]], values: dict[tuple[int, int], np.ndarray]
    ) -> None:
        results = self._engine.receive_tiles()
        batch = under_way.popleft()
        for index, tile in enumerate(batch):
            planes = np.stack([results[name][index] for name in self._names])
            values[tile.row, tile.column] = planes
        self.done += len(batch)
        self._clock.update(self.done)

    def _finished(
        self, held: deque[ReadTile], values: dict[tuple[int, int], np.ndarray]
    ) -> Iterator[tuple[ReadTile, np.ndarray | None]]:
        while held and (held[0].image is None or (held[0].row, held[0].column) in values):
            tile = held.popleft()
            yield tile, values.pop((tile.row, tile.column), None)


class _PlaneWriters:
    """One raster a plane at the working grid, written from the top down."""

    def __init__(self, plan: RunPlan, paths: list[Path]) -> None:
        wanted = plan.working_wanted
        size = Size(wanted.height, wanted.width)
        place = (size, plan.working_geotransform(wanted), plan.info.crs_wkt)
        self._datasets = [create_raster(p, *place, gdal.GDT_Float32, NODATA) for p in paths]
        self._writers = [RowWriter(d, p) for d, p in zip(self._datasets, paths)]

    def __enter__(self) -> _PlaneWriters:
        return self

    def append(self, values: np.ndarray, usable: np.ndarray) -> None:
        """Add rows, see ``RowBlender``."""
        for writer, plane in zip(self._writers, values):
            writer.append(np.where(usable, plane, np.float32(NODATA)))

    def __exit__(self, kind: type | None, *exception: object) -> None:
        if kind is None:
            for writer in self._writers:
                writer.finish()
        self._writers.clear()
        self._datasets.clear()


def _to_raster_grid(
    plan: RunPlan, planes: list[Path], work_folder: Path, feedback: Feedback
) -> tuple[Path, Path | None]:
    """Bring working rasters back to the raster's own pixels, where they are others."""
    results = [work_folder / "probability.tif", work_folder / "uncertainty.tif"][: len(planes)]
    for working, result in zip(planes, results):
        if plan.to_working.is_identity:
            working.replace(result)
        else:
            _resample_back(plan, working, result, feedback)
    return results[0], results[1] if len(results) > 1 else None


def _resample_back(plan: RunPlan, working: Path, result: Path, feedback: Feedback) -> None:
    source = open_dataset(str(working))
    wanted, offset = plan.wanted, plan.working_wanted
    back = plan.to_working.inverse()
    reader = RasterReader(plan.info, plan.bands)
    target = create_raster(
        result,
        Size(wanted.height, wanted.width),
        plan.info.window_geotransform(wanted),
        plan.info.crs_wkt,
        gdal.GDT_Float32,
        NODATA,
    )
    writer = RowWriter(target, result)
    for top in range(wanted.top, wanted.bottom, STRIP_ROWS):
        feedback.check()
        strip = Window(top, wanted.left, min(top + STRIP_ROWS, wanted.bottom), wanted.right)
        needed = back.source_window(strip).intersection(offset)
        values = source.GetRasterBand(1).ReadAsArray(
            needed.left - offset.left, needed.top - offset.top, needed.width, needed.height
        )
        plane, share = back.resample(values[None], values != NODATA, needed, strip)
        usable = (share > 0) & reader.read_valid(strip)
        usable &= plan.area.mask(strip, plan.info.window_geotransform(strip), False)
        writer.append(np.where(usable, plane[0], np.float32(NODATA)))
    writer.finish()


def _polygons(
    plan: RunPlan,
    settings: DetectionSettings,
    terrain: Terrain | None,
    probability: Path,
    workplace: Workplace,
    feedback: Feedback,
) -> Iterator[LandslidePolygon]:
    """Outline, clean and measure what lies above the threshold."""
    mask = workplace.work_folder / "mask.tif"
    write_mask(probability, plan.threshold, mask, feedback)
    database = workplace.work_folder / "outlines.gpkg"
    outlines = Outlines(mask, database, plan.info.crs_wkt, feedback)
    count = max(len(outlines), 1)
    measure = _Measure(plan.info.crs_wkt, probability, terrain)
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
    """Measures polygons against the probability raster and the terrain."""

    def __init__(self, crs_wkt: str, probability: Path, terrain: Terrain | None) -> None:
        self._metric = GroundMetric(crs_wkt)
        self._probability = open_dataset(str(probability))
        self._terrain = terrain

    def __call__(self, outline: object, shape: object) -> LandslidePolygon:
        """Measure a shape; probabilities are those of its pixel outline."""
        ground = self._metric.to_ground(shape)
        mean_prob, max_prob = probability_in(self._probability, outline)
        facts = self._terrain.facts(outline) if self._terrain else None
        return LandslidePolygon(
            bytes(shape.ExportToWkb()),
            ground.GetArea(),
            ground.Boundary().Length(),
            mean_prob,
            max_prob,
            elongation(ground),
            **(asdict(facts) if facts else {}),
        )


def _provenance(plan: RunPlan, settings: DetectionSettings) -> dict[str, str]:
    """What made this result, for the layer's metadata."""
    parameters = asdict(settings)
    parameters["aoi_wkb"] = None if settings.aoi_wkb is None else len(settings.aoi_wkb)
    stretches = [[stretch.low, stretch.high] for stretch in plan.stretches]
    return {
        "input": plan.info.path,
        "model": plan.card.id,
        "model_sha256": plan.card.sha256,
        "bands": ", ".join(map(str, plan.bands)),
        "scaling": json.dumps(stretches),
        "threshold": repr(plan.threshold),
        "parameters": json.dumps(parameters),
        "plugin_version": plugin_version(),
        "run_date": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _describe(rasters: list[Path | None], provenance: dict[str, str]) -> None:
    """Write the provenance into the rasters' metadata."""
    for path in rasters:
        if path is not None:
            dataset = gdal.OpenEx(str(path), gdal.OF_RASTER | gdal.OF_UPDATE)
            dataset.SetMetadata({f"SAM_CFFNET_{k.upper()}": v for k, v in provenance.items()})
            flush_raster(dataset, path)
