"""How the values of a raster's bands become [0, 1]: as they are, or by a sample of them."""

from __future__ import annotations

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core import remote
from sam_cffnet_qgis.core.coverage import covered_samples
from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.raster import FLOAT_TYPES, RasterInfo, RasterReader
from sam_cffnet_qgis.core.scaling import (
    SAMPLE_PIXELS,
    UINT8_STRETCH,
    UNIT_STRETCH,
    Stretch,
    is_unit_image,
    stretch_from_sample,
)


def tell_stretches(
    bands: tuple[int, ...], stretches: tuple[Stretch, ...], feedback: Feedback
) -> None:
    """Name the stretches that were given, for example by a layer's style."""
    for band, stretch in zip(bands, stretches):
        feedback.info(
            "Band {band}: {low:.6g} to {high:.6g} stretched to 0-1, as the map shows it.",
            band=band,
            low=stretch.low,
            high=stretch.high,
        )


def choose_stretches(
    info: RasterInfo, bands: tuple[int, ...], percentiles: list[float], feedback: Feedback
) -> tuple[Stretch, ...]:
    """How each band becomes [0, 1]: uint8 by 255, float images in [0, 1] as they are, else stretched.

    Raises:
        RasterReadError: if no sampled pixel is valid.
        Cancelled: if the user stops.
    """
    kind = info.band_types[bands[0] - 1]
    if kind == gdal.GDT_Byte:
        return (UINT8_STRETCH,) * len(bands)
    samples = _samples(info, bands, feedback)
    if samples[0].size == 0:
        raise RasterReadError(
            "{path} has no valid pixel in the chosen bands: all are nodata, masked or not a number. "
            "Choose another raster or other bands.",
            path=info.path,
        )
    if kind in FLOAT_TYPES and is_unit_image(samples):
        feedback.info("The values lie between 0 and 1 and are used as they are.")
        return (UNIT_STRETCH,) * len(bands)
    stretches = tuple(stretch_from_sample(sample, *percentiles) for sample in samples)
    for band, stretch in zip(bands, stretches):
        feedback.info(
            "Band {band}: {low:.6g} to {high:.6g} ({low_percent:g}-{high_percent:g} % of the values) "
            "stretched to 0-1.",
            band=band,
            low=stretch.low,
            high=stretch.high,
            low_percent=percentiles[0],
            high_percent=percentiles[1],
        )
        if stretch.low == stretch.high:
            feedback.warn(
                "Band {band} holds one value only ({value:.6g}) and tells the model nothing.",
                band=band,
                value=stretch.low,
            )
    return stretches


def _samples(info: RasterInfo, bands: tuple[int, ...], feedback: Feedback) -> list[np.ndarray]:
    reader = RasterReader(info, bands)
    parts: list[list[np.ndarray]] = [[] for _ in bands]
    pixels = remote.sample_pixels(info.size) if reader.is_remote else SAMPLE_PIXELS
    windows = covered_samples(reader.coverage, info.size, pixels)
    if reader.is_remote:
        feedback.info(
            "The stretch to 0-1 is taken from {count} places all over the raster, some {megabytes} MB "
            "of pixels, whatever EXTENT and AOI are.",
            count=len(windows),
            megabytes=-(-sum(w.height * w.width for w in windows) * reader.pixel_bytes // 2**20),
        )
    for window in windows:
        feedback.check()
        values, valid = reader.read(window)
        for part, band in zip(parts, values):
            part.append(band[valid])
    return [np.concatenate(part) if part else np.empty(0) for part in parts]
