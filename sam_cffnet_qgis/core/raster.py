"""Rasters that are read: opening with clear errors, facts, bands, windows with their masks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.coverage import Coverage, is_unwritten
from sam_cffnet_qgis.core.crs import metres_per_unit, spatial_reference
from sam_cffnet_qgis.core.errors import BandCountError, RasterReadError, phrase
from sam_cffnet_qgis.core.public_source import public_source
from sam_cffnet_qgis.core.remote import is_remote, reading_options
from sam_cffnet_qgis.core.tiles import Size, Window

NODATA = -9999.0
CACHE_BYTES = 32 * 2**20
MAX_COORDINATE = 1e12  # in any unit, and its inverse for the edge of a pixel
MAX_EDGE_PX = 2**24  # the whole Earth at 2.4 m
FLOAT_TYPES = (gdal.GDT_Float32, gdal.GDT_Float64)
PIXEL_GEOTRANSFORM = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)  # as QGIS places an image without one

GeoTransform = tuple[float, float, float, float, float, float]


@contextmanager
def quiet_gdal() -> Iterator[None]:
    """Keep GDAL's own messages off the console; ours carry them."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


@contextmanager
def bounded_cache(needed_bytes: int, least_bytes: int = CACHE_BYTES) -> Iterator[None]:
    """Bound GDAL's block cache, which by default takes 5 % of the memory.

    It is full after the first tens of megapixels, so that a larger raster takes no more.

    Args:
        needed_bytes: of the blocks that are read and written at a time; they must fit.
        least_bytes: what it holds where less is needed.
    """
    before = gdal.GetCacheMax()
    gdal.SetCacheMax(max(least_bytes, needed_bytes))
    try:
        yield
    finally:
        gdal.SetCacheMax(before)


def open_dataset(path: str, drivers: tuple[str, ...] = ()) -> gdal.Dataset:
    """Open a raster for reading.

    Args:
        path: anything GDAL opens.
        drivers: the formats it may have, for files that are not trusted; empty for any.

    Raises:
        RasterReadError: naming the path and GDAL's reason.
    """
    with quiet_gdal(), reading_options(path):
        gdal.ErrorReset()
        try:
            flags = gdal.OF_RASTER | gdal.OF_READONLY
            dataset = gdal.OpenEx(path, flags, allowed_drivers=list(drivers))
            reason = gdal.GetLastErrorMsg()
        except RuntimeError as error:
            dataset, reason = None, str(error)
    if dataset is None:
        raise RasterReadError(
            "Cannot open the raster {path}: {reason}. Check that the file exists, is a raster and "
            "was copied whole.",
            path=public_source(path),
            reason=_first_reason(reason, path) or phrase("GDAL does not know the format"),
        )
    return dataset


def gdal_reason(message: str, path: str) -> str:
    """GDAL's message without the path, which ours names already."""
    for prefix in (f"`{path}' ", f"{path}: ", f"{path}:", f"{path}, "):
        message = message.replace(prefix, "")
    return message.strip().rstrip(".!")


def _first_reason(message: str, path: str) -> str:
    """The first line of GDAL's message; from 3.10 on it lists what came before in further lines."""
    return public_source(gdal_reason(message.partition("\n")[0], path))


def read_band(
    band: gdal.Band, window: Window, path: str, out: np.ndarray | None = None
) -> np.ndarray:
    """Read a window of one band.

    Args:
        band: of a raster or of its mask.
        window: inside the raster.
        path: of the raster, for the message.
        out: (h, w) in the band's type, written and given back; None for a new array.

    Raises:
        RasterReadError: if GDAL cannot read it.
    """
    with quiet_gdal():
        gdal.ErrorReset()
        try:
            place = (window.left, window.top, window.width, window.height)
            array = band.ReadAsArray(*place, buf_obj=out)
            reason = gdal.GetLastErrorMsg()
        except RuntimeError as error:
            array, reason = None, str(error)
    if array is None:
        raise RasterReadError(
            "Cannot read rows {top} to {bottom} of {path}: {reason}. The file is damaged, or it was "
            "moved while the run went on.",
            top=window.top,
            bottom=window.bottom,
            path=public_source(path),
            reason=_first_reason(reason, path) or phrase("no data came back"),
        )
    return array


class BandPlane:
    """The first band of a raster file, read by windows.

    Attributes:
        size: of the raster.
        geotransform: of the raster.
        crs_wkt: empty without a CRS.
        nodata: value of pixels without data, or None.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = str(path)
        self._dataset = open_dataset(self._path)
        self._band = self._dataset.GetRasterBand(1)
        self.size = Size(self._dataset.RasterYSize, self._dataset.RasterXSize)
        self.geotransform: GeoTransform = self._dataset.GetGeoTransform()
        self.crs_wkt = self._dataset.GetProjection()
        self.nodata = self._band.GetNoDataValue()

    def is_empty(self, window: Window) -> bool:
        """Whether nothing was ever written in a window inside the raster; nothing is read."""
        return is_unwritten(self._band, window)

    def read(self, window: Window) -> np.ndarray:
        """Values (h, w) of a window inside the raster, in the band's type."""
        return read_band(self._band, window, self._path)

    def read_above(self, window: Window, floor: float) -> np.ndarray:
        """The same for who asks only which values lie above a floor; here they are all read."""
        return self.read(window)


@dataclass(frozen=True)
class RasterInfo:
    """What is known of a raster without reading its pixels.

    Attributes:
        geotransform: GDAL's six numbers; pixel units with y downward negative when it has none.
        crs_wkt: empty without a CRS.
        band_types: GDAL data type of each band.
    """

    path: str
    size: Size
    geotransform: GeoTransform
    crs_wkt: str
    band_types: tuple[int, ...]

    @property
    def window(self) -> Window:
        """All pixels."""
        return Window(0, 0, self.size.height, self.size.width)

    @property
    def is_rotated(self) -> bool:
        """Whether rows do not run along the CRS's axes."""
        return self.geotransform[2] != 0 or self.geotransform[4] != 0

    def pixel_size_m(self) -> tuple[float, float]:
        """Ground size of a pixel at the centre, (across, down) in metres; map units without CRS."""
        transform = self.geotransform
        row, column = self.size.height / 2, self.size.width / 2
        x = transform[0] + column * transform[1] + row * transform[2]
        y = transform[3] + column * transform[4] + row * transform[5]
        east, north = metres_per_unit(self.crs_wkt, x, y)
        across = np.hypot(transform[1] * east, transform[4] * north)
        return float(across), float(np.hypot(transform[2] * east, transform[5] * north))

    def window_geotransform(self, window: Window) -> GeoTransform:
        """Geotransform of a window of this raster."""
        return shifted(self.geotransform, window.left, window.top)


def shifted(transform: GeoTransform, column: float, row: float) -> GeoTransform:
    """Geotransform whose first pixel is at the given column and row."""
    x = transform[0] + column * transform[1] + row * transform[2]
    y = transform[3] + column * transform[4] + row * transform[5]
    return (x, transform[1], transform[2], y, transform[4], transform[5])


def read_info(path: str) -> RasterInfo:
    """Open a raster and read its geometry.

    Raises:
        RasterReadError: if it cannot be opened, has no bands, or is placed by GCPs or RPCs only.
    """
    dataset = open_dataset(path)
    if dataset.RasterCount == 0:
        raise RasterReadError(
            "{path} holds no raster bands. If it contains subdatasets, choose one of them.",
            path=path,
        )
    transform = dataset.GetGeoTransform(can_return_null=True)
    if transform is None and (dataset.GetGCPCount() or dataset.GetMetadata("RPC")):
        raise RasterReadError(
            "{path} is placed by ground control points or RPCs only, so its pixels have no fixed "
            "map position. Warp it first (Raster > Projections > Warp) and use the result.",
            path=path,
        )
    types = [dataset.GetRasterBand(n + 1).DataType for n in range(dataset.RasterCount)]
    size = Size(dataset.RasterYSize, dataset.RasterXSize)
    transform = transform or PIXEL_GEOTRANSFORM
    info = RasterInfo(path, size, transform, dataset.GetProjection(), tuple(types))
    area = transform[1] * transform[5] - transform[2] * transform[4]
    if not np.abs(transform).max() <= MAX_COORDINATE or not abs(area) >= MAX_COORDINATE**-2:
        raise RasterReadError(
            "{path} gives its pixels no size or place on the map (geotransform {numbers}). Its header "
            "is damaged: set the place with 'Translate', option -a_ullr, or export the raster again.",
            path=path,
            numbers=", ".join(f"{number:g}" for number in transform),
        )
    if max(size.height, size.width) > MAX_EDGE_PX:
        raise RasterReadError(
            "{path} has {height} x {width} pixels, but an edge can have {most} at most. Its header is "
            "damaged, or it is a mosaic of which a part should be cut out first.",
            path=path,
            height=size.height,
            width=size.width,
            most=MAX_EDGE_PX,
        )
    _check_latitudes(info)
    return info


def _check_latitudes(info: RasterInfo) -> None:
    """Refuse rows that lie beyond the poles: a CRS in degrees given to other coordinates."""
    reference = spatial_reference(info.crs_wkt)
    if reference is None or not reference.IsGeographic():
        return
    corners = [(c, r) for c in (0, info.size.width) for r in (0, info.size.height)]
    latitudes = [shifted(info.geotransform, *corner)[3] for corner in corners]
    step = abs(info.geotransform[4]) + abs(info.geotransform[5])  # grids may pass the pole by half
    if max(map(abs, latitudes)) > 90 + step:
        raise RasterReadError(
            "{path} has a CRS in degrees ({crs}), but reaches from latitude {low:g} to {high:g}. Its "
            "CRS is probably wrong: set the right one with 'Assign projection'.",
            path=info.path,
            crs=reference.GetName(),
            low=min(latitudes),
            high=max(latitudes),
        )


def choose_bands(info: RasterInfo, asked: list[int]) -> tuple[int, ...]:
    """Bands (1-based) for red, green and blue; one band stands for all three.

    Args:
        info: the raster.
        asked: what the user chose; empty means red, green, blue by colour interpretation, else
            the first three bands.

    Returns:
        One or three band numbers.

    Raises:
        BandCountError: if a band is absent, repeated, complex or paletted, or there are two.
    """
    dataset = open_dataset(info.path)
    bands = tuple(asked) or _default_bands(dataset)
    for band in bands:
        if not 1 <= band <= dataset.RasterCount:
            raise BandCountError(
                "Band {band} was chosen, but {path} has bands 1 to {count}.",
                band=band,
                path=info.path,
                count=dataset.RasterCount,
            )
        _check_band(dataset.GetRasterBand(band), band)
    if len(set(bands)) < len(bands):
        raise BandCountError(
            "The bands {bands} name one band twice. Choose three different bands in the order "
            "red, green, blue, or one band to use it for all three.",
            bands=", ".join(map(str, bands)),
        )
    if len(bands) == 2 and not asked:
        raise BandCountError(
            "{path} has {count} bands, but the model needs 3: red, green and blue. Choose one band "
            "in BANDS to use it for all three, or take another raster.",
            path=info.path,
            count=dataset.RasterCount,
        )
    if len(bands) not in (1, 3):
        raise BandCountError(
            "{count} bands were chosen, but the model needs 3. Choose 3 bands in the order red, "
            "green, blue, or one band to use it for all three.",
            count=len(bands),
        )
    return bands


def _default_bands(dataset: gdal.Dataset) -> tuple[int, ...]:
    colours = {}
    plain = []
    for number in range(1, dataset.RasterCount + 1):
        colour = dataset.GetRasterBand(number).GetColorInterpretation()
        colours.setdefault(colour, number)
        if colour != gdal.GCI_AlphaBand:
            plain.append(number)
    wanted = (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand)
    if all(colour in colours for colour in wanted):
        return tuple(colours[colour] for colour in wanted)
    return tuple(plain[:3])


def _check_band(band: gdal.Band, number: int) -> None:
    if gdal.DataTypeIsComplex(band.DataType):
        raise BandCountError(
            "Band {band} holds complex numbers (radar data). Choose bands of an optical image, or "
            "convert it to amplitude first.",
            band=number,
        )
    if band.GetColorInterpretation() == gdal.GCI_PaletteIndex or band.GetColorTable() is not None:
        raise BandCountError(
            "Band {band} holds palette indices, not colours. Convert it first with Raster > "
            "Conversion > PCT to RGB and use the result.",
            band=number,
        )


class RasterReader:
    """Reads windows of chosen bands with one validity mask.

    A pixel is valid where every chosen band is: not nodata, not masked, not transparent, a finite
    number, and in a mosaic that says none of these, under a source. Open it in the thread that reads.

    Attributes:
        coverage: tells which windows need not be read.
        is_remote: whether its pixels, or some of them, come over a network.
        is_mosaic: whether it is made of other rasters.
        block: in which pixels are stored; of a mosaic of no meaning.
        pixel_bytes: of the bands and the validity.
    """

    def __init__(self, info: RasterInfo, bands: tuple[int, ...]) -> None:
        self.info = info
        self._dataset = open_dataset(info.path)
        self._bands = [self._dataset.GetRasterBand(number) for number in bands]
        self._masks = [band.GetMaskBand() for band in self._bands]
        always = gdal.GMF_ALL_VALID
        self._has_mask = [not band.GetMaskFlags() & always for band in self._bands]
        if self._has_mask and all(b.GetMaskFlags() & gdal.GMF_PER_DATASET for b in self._bands):
            self._has_mask = [self._has_mask[0]] + [False] * (len(bands) - 1)
        self.coverage = Coverage(self._dataset, bands)
        self.is_remote = is_remote(self._dataset)
        self.is_mosaic = self._dataset.GetDriver().ShortName == "VRT"
        width, height = self._bands[0].GetBlockSize()
        self.block = Size(height, width)
        self.pixel_bytes = 1 + sum(gdal.GetDataTypeSize(b.DataType) // 8 for b in self._bands)
        self._has_floats = any(band.DataType in FLOAT_TYPES for band in self._bands)
        self._type: np.dtype | None = None  # of the values, known when some were read

    @property
    def is_always_valid(self) -> bool:
        """Whether no pixel can be invalid, as known without reading any."""
        return not (self._has_floats or any(self._has_mask) or self.coverage.has_gaps)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Read a window inside the raster.

        Returns:
            Values (C, h, w) in the bands' type, and validity (h, w) bool.

        Raises:
            RasterReadError: if GDAL cannot read it.
        """
        values = self._read_bands(window)
        return values, self.read_valid(window, values)

    def _read_bands(self, window: Window) -> np.ndarray:
        if self._type is None:
            values = np.stack([self._read_band(band, window) for band in self._bands])
            self._type = values.dtype
            return values
        values = np.empty((len(self._bands), window.height, window.width), self._type)
        for band, out in zip(self._bands, values):
            self._read_band(band, window, out)
        return values

    def read_valid(self, window: Window, values: np.ndarray | None = None) -> np.ndarray:
        """Validity (h, w) bool of a window; ``values`` saves reading float bands again."""
        covered = self.coverage.mask(window)
        valid = np.ones((window.height, window.width), bool) if covered is None else covered
        for mask, has_mask in zip(self._masks, self._has_mask):
            if has_mask:
                valid &= self._read_band(mask, window) > 0
        if self._has_floats:
            if values is None:
                values = self._read_bands(window)
            valid &= np.isfinite(values).all(0)
        return valid

    def _read_band(
        self, band: gdal.Band, window: Window, out: np.ndarray | None = None
    ) -> np.ndarray:
        with reading_options(self.is_remote):
            return read_band(band, window, self.info.path, out)
