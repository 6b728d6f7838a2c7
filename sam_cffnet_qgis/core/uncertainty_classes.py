"""Four classes of a pixel: what the probability says, and whether the eight views agree on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.native_plane import NativePlane, NativePlaneReader, parts
from sam_cffnet_qgis.core.raster import NODATA
from sam_cffnet_qgis.core.raster_writer import BlockWriter, close_raster, create_raster

LANDSLIDE, LIKELY_MISSED, LIKELY_FALSE, BACKGROUND = 1, 2, 3, 4  # as in uncertainty.qml
# Largest standard deviation of the views that agree. Probabilities of views that are spread evenly
# over 0.35, such as from 0.3 to 0.65, have this one: then some views say landslide and some do not.
CERTAIN_UP_TO = 0.1
BANDS = ("uncertainty", "class")
LEGEND = "1 landslide, 2 likely missed, 3 likely false, 4 background"


def uncertainty_classes(
    probability: np.ndarray, deviation: np.ndarray, threshold: float
) -> np.ndarray:
    """Class of each pixel, in the type of the deviation.

    Args:
        probability: (H, W), with ``NODATA``.
        deviation: (H, W), the views' standard deviation, with ``NODATA``.
        threshold: of the polygons, excluded.
    """
    is_certain = deviation <= CERTAIN_UP_TO
    positive = np.where(is_certain, LANDSLIDE, LIKELY_FALSE)
    negative = np.where(is_certain, BACKGROUND, LIKELY_MISSED)
    classes = np.where(probability > threshold, positive, negative)
    is_known = (probability != NODATA) & (deviation != NODATA)
    return np.where(is_known, classes, NODATA).astype(deviation.dtype)


def write_uncertainty(
    probability: NativePlane,
    deviation: NativePlane,
    path: Path,
    metadata: dict[str, str],
    feedback: Feedback,
) -> None:
    """Write the deviation and the classes as the two bands of a GeoTIFF.

    Raises:
        OutputError: if the disk is full.
    """
    chances, views = NativePlaneReader(probability), NativePlaneReader(deviation)
    place = (views.size, views.geotransform, views.crs_wkt)
    dataset = create_raster(path, *place, gdal.GDT_Float32, NODATA, bands=len(BANDS))
    for number, name in enumerate(BANDS, 1):
        dataset.GetRasterBand(number).SetDescription(name)
    writers = [BlockWriter(dataset, path, number) for number in (1, 2)]
    for part in parts(views.size):
        feedback.check()
        values = views.read(part)
        classes = uncertainty_classes(chances.read(part), values, probability.plan.threshold)
        for writer, plane in zip(writers, (values, classes)):
            writer.write(plane, part)
    facts = {"SAM_CFFNET_CLASSES": LEGEND, "SAM_CFFNET_CERTAIN_UP_TO": str(CERTAIN_UP_TO)}
    dataset.SetMetadata({**metadata, **facts})
    close_raster(dataset, path)
