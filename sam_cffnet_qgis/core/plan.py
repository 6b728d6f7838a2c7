"""The plan of a run: grids, bands, scaling and wanted pixels, all checked before the work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.area import WantedArea
from sam_cffnet_qgis.core.errors import (
    BandCountError,
    ModelNotFoundError,
    ParameterError,
    TileSizeError,
)
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.raster import (
    GeoTransform,
    RasterInfo,
    choose_bands,
    read_info,
)
from sam_cffnet_qgis.core.registry import check_weights, find_model
from sam_cffnet_qgis.core.resample import AxisMap, GridMap
from sam_cffnet_qgis.core.scaling import (
    Stretch,
)
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace
from sam_cffnet_qgis.core.stretches import choose_stretches, tell_stretches
from sam_cffnet_qgis.core.tiles import Size, TileGrid, Window

MAX_COARSENING = 64  # working pixel over raster pixel; beyond, the unit is probably wrong
MAX_REFINEMENT = 16
USUAL_REFINEMENT = 2.5  # without RESOLUTION: finer pixels than these cost time and show nothing new
MAX_TILES = 10_000_000  # some 370 gigapixels; to count more takes minutes
MAX_WIDTH = 2**20  # working pixels; a row of tiles is held in the memory
CLOSE_ENOUGH = 1.25  # a raster whose pixels differ less from the model's is used as it is


@dataclass(frozen=True)
class RunPlan:
    """Everything a run needs to know.

    Attributes:
        bands: one or three, 1-based.
        stretches: one a band.
        to_working: from the raster's pixels to the working resolution.
        grid: tiles on the working resolution.
        area: wanted pixels of the raster.
        working_wanted: window of the working resolution from which the wanted pixels are made.
    """

    info: RasterInfo
    card: ModelCard
    threshold: float
    bands: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    to_working: GridMap
    grid: TileGrid
    area: WantedArea
    working_wanted: Window

    @property
    def wanted(self) -> Window:
        """Window of the raster that the outputs cover."""
        return self.area.window

    def working_geotransform(self, window: Window) -> GeoTransform:
        """Geotransform of a window of the working resolution."""
        transform = self.info.geotransform
        across, down = self.to_working.columns.step, self.to_working.rows.step
        x = transform[0] + window.left * across * transform[1] + window.top * down * transform[2]
        y = transform[3] + window.left * across * transform[4] + window.top * down * transform[5]
        scaled = (transform[1] * across, transform[2] * down)
        return (x, *scaled, y, transform[4] * across, transform[5] * down)

    def inside(self, window: Window) -> Window:
        """The part of a tile's window that lies on the raster."""
        return window.intersection(Window(0, 0, self.grid.size.height, self.grid.size.width))

    def source_window(self, window: Window) -> Window:
        """Pixels of the raster from which a working window inside it is made."""
        return window if self.to_working.is_identity else self.to_working.source_window(window)

    def wanted_mask(self, window: Window) -> np.ndarray:
        """Pixels (h, w) bool of a working window that lie in the wanted area."""
        mask = np.zeros((window.height, window.width), bool)
        inner = window.intersection(self.working_wanted)
        if inner.is_empty:
            return mask
        if self.to_working.is_identity or not self.area.has_polygons:
            polygons = self.area.mask(inner, self.working_geotransform(inner), False)
        else:
            # A working pixel is wanted if a wanted pixel of the raster is made from it.
            reach = self.to_working.inverse().reach
            around = inner.grown(reach)
            touched = self.area.mask(around, self.working_geotransform(around), True)
            polygons = _grown(touched, reach)[inner.slices_in(around)]
        mask[inner.slices_in(window)] = polygons
        return mask


def _grown(mask: np.ndarray, reach: int) -> np.ndarray:
    """Pixels (h, w) at most ``reach`` rows and columns from one of a mask."""
    for _ in range(reach):
        for axis in (0, 1):
            padded = np.pad(mask, [(1, 1) if a == axis else (0, 0) for a in (0, 1)])
            last = padded.shape[axis]
            parts = (padded.take(range(n, last - 2 + n), axis) for n in range(3))
            mask = np.logical_or.reduce(list(parts))
    return mask


def plan_run(
    raster_path: str, settings: DetectionSettings, workplace: Workplace, feedback: Feedback
) -> RunPlan:
    """Read what a run needs and check that it can be done.

    Raises:
        SamCffnetError: the leaf that names what is wrong.
    """
    settings.check()
    card = find_model(settings.model, workplace.models_folder)
    if not card.trained:
        raise ModelNotFoundError(
            "The model '{model}' is an image encoder without a trained decoder, so it cannot detect "
            "landslides. Fine-tune it first, or choose another model.",
            model=card.id,
        )
    check_weights(card)
    used = card_as_used(card, settings)
    if settings.fast:
        feedback.info(
            "FAST: tiles of {tile} px instead of {usual} px, at {share:.2g} times the detail.",
            tile=used.tile_px,
            usual=card.tile_px,
            share=card.tile_px / used.tile_px,
        )
    return plan_raster(raster_path, used, settings, feedback)


def card_as_used(card: ModelCard, settings: DetectionSettings) -> ModelCard:
    """The card with the tiles that the settings ask for.

    Raises:
        ParameterError: if the model does not offer them.
        TileSizeError: if the overlap does not fit them.
    """
    if settings.fast and not card.fast_tile_px:
        raise ParameterError(
            "FAST was asked for, but the model '{model}' does not offer it. Switch FAST off, or give "
            "a coarser RESOLUTION.",
            model=card.id,
        )
    used = card.fast() if settings.fast else card
    TileGrid(Size(1, 1), used.tile_px, settings.overlap_px)  # checks the overlap
    return used


def plan_raster(
    raster_path: str, card: ModelCard, settings: DetectionSettings, feedback: Feedback
) -> RunPlan:
    """Plan how a model sees a raster, in detection and in training alike.

    Raises:
        SamCffnetError: the leaf that names what is wrong with the raster, bands or area.
    """
    info = read_info(raster_path)
    bands = _bands(info, settings, feedback)
    resolution_m = working_resolution(info, card, settings.resolution_m)
    to_working = _working_grid(info, resolution_m)
    working = Size(to_working.rows.target_px, to_working.columns.target_px)
    grid = TileGrid(working, card.tile_px, settings.overlap_px)
    area = WantedArea(info, settings.extent, settings.aoi_wkb)
    working_wanted = to_working.inverse().source_window(area.window)
    _check_amount(grid, working_wanted)
    _tell_pixel_size(info, card, resolution_m, feedback)
    if settings.stretches is not None:
        stretches = tuple(Stretch(low, high) for low, high in settings.stretches)
        tell_stretches(bands, stretches, feedback)
    else:
        stretches = choose_stretches(info, bands, card.scaling["percentiles"], feedback)
    threshold = card.threshold if settings.threshold is None else settings.threshold
    return RunPlan(info, card, threshold, bands, stretches, to_working, grid, area, working_wanted)


def _bands(info: RasterInfo, settings: DetectionSettings, feedback: Feedback) -> tuple[int, ...]:
    bands = choose_bands(info, list(settings.bands))
    if len(bands) == 1:
        feedback.warn(
            "Only band {band} is used, for red, green and blue alike. The model was trained on "
            "colour images; expect more mistakes.",
            band=bands[0],
        )
    types = {info.band_types[band - 1] for band in bands}
    if len(types) > 1:
        raise BandCountError(
            "The chosen bands differ in data type ({types}). Choose bands of one type.",
            types=", ".join(sorted(gdal.GetDataTypeName(kind) for kind in types)),
        )
    return bands


def _working_grid(info: RasterInfo, resolution_m: float) -> GridMap:
    height, width = info.size.height, info.size.width
    if resolution_m <= 0:
        return GridMap(AxisMap(height, height), AxisMap(width, width))
    across, down = info.pixel_size_m()
    factor = resolution_m / max(across, down)
    if not 1 / MAX_REFINEMENT <= factor <= MAX_COARSENING:
        pixel = max(across, down)
        raise TileSizeError(
            "RESOLUTION is {resolution:g} m, but a pixel of the raster is {pixel:.3g} m. Choose a "
            "value from {low:.3g} to {high:.3g} m, 0 for the raster's own, or none for the model's.",
            resolution=resolution_m,
            pixel=pixel,
            low=pixel / MAX_REFINEMENT,
            high=pixel * MAX_COARSENING,
        )
    rows = AxisMap(height, max(round(height * down / resolution_m), 1))
    return GridMap(rows, AxisMap(width, max(round(width * across / resolution_m), 1)))


def _check_amount(grid: TileGrid, wanted: Window) -> None:
    """Refuse what no computer could finish: mostly a damaged header, or the whole of a world mosaic.

    Raises:
        TileSizeError: if there are too many tiles, or too many in a row.
    """
    count = grid.count_touching(wanted)
    if count > MAX_TILES or wanted.width > MAX_WIDTH:
        raise TileSizeError(
            "The wanted area of {height} x {width} pixels takes {count} tiles; a run can have at "
            "most {most} tiles, and {widest} pixels in a row. Set EXTENT or AOI to a part, or a "
            "coarser RESOLUTION.",
            height=wanted.height,
            width=wanted.width,
            count=count,
            most=MAX_TILES,
            widest=MAX_WIDTH,
        )


def working_resolution(info: RasterInfo, card: ModelCard, resolution_m: float | None) -> float:
    """Pixel size in metres at which a model sees a raster, 0 for the raster's own.

    Args:
        info: the raster.
        card: of the model.
        resolution_m: what the user set, None if nothing.
    """
    if resolution_m is not None:
        return resolution_m
    # Without a CRS the size of a pixel on the ground is unknown.
    return usual_resolution(max(info.pixel_size_m()), card) if info.crs_wkt else 0.0


def usual_resolution(pixel_m: float, card: ModelCard) -> float:
    """Working pixel size in metres where RESOLUTION is empty, 0 for the image's own.

    Args:
        pixel_m: size of the image's pixels on the ground.
        card: of the model that sees them.
    """
    if not card.working_gsd_m or 1 / CLOSE_ENOUGH <= card.working_gsd_m / pixel_m <= CLOSE_ENOUGH:
        return 0.0
    finest, coarsest = pixel_m / USUAL_REFINEMENT, pixel_m * MAX_COARSENING
    return min(max(card.working_gsd_m, finest), coarsest)


def _tell_pixel_size(
    info: RasterInfo, card: ModelCard, resolution_m: float, feedback: Feedback
) -> None:
    """Tell the working pixel size; warn where it is unknown or not one the model knows."""
    if not info.crs_wkt:
        feedback.warn(
            "The raster has no CRS: the result lies in its own coordinates, and areas and lengths "
            "are in their units. Set the CRS with 'Assign projection' for metres."
        )
        return
    own = max(info.pixel_size_m())
    pixel = resolution_m or own
    if pixel != own:
        feedback.info(
            "The raster's pixels of {own:.3g} m are seen as pixels of {pixel:.3g} m (RESOLUTION).",
            own=own,
            pixel=pixel,
        )
    low, high = card.gsd_m
    if not low * 0.99 <= pixel <= high * 1.01:
        feedback.warn(
            "The working pixel size is {pixel:.3g} m, but the model '{model}' was trained at {low:g} "
            "to {high:g} m. Set RESOLUTION to a value in this range for better results.",
            pixel=pixel,
            model=card.id,
            low=low,
            high=high,
        )
