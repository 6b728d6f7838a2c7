"""Arrays in HDF5 files, read by GDAL's multidimensional interface."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from sam_cffnet_qgis.core.errors import LabelError, phrase
from sam_cffnet_qgis.core.raster import quiet_gdal

DRIVER = "HDF5"


@dataclass(frozen=True)
class ArrayHeader:
    """What is known of an array without reading it.

    Attributes:
        shape: lengths of its axes.
        data_type: GDAL's; unknown for text and compound types.
    """

    shape: tuple[int, ...]
    data_type: int


def read_array_header(path: Path, name: str) -> ArrayHeader:
    """Shape and type of an array at the top of a file.

    Raises:
        LabelError: naming the file that cannot be read or has no such array.
    """
    array, _ = _open(path, name)
    shape = tuple(axis.GetSize() for axis in array.GetDimensions() or ())
    return ArrayHeader(shape, array.GetDataType().GetNumericDataType())


def read_array(path: Path, name: str, start: tuple[int, ...], count: tuple[int, ...]) -> np.ndarray:
    """Read a block of an array.

    Args:
        path: the file.
        name: of the array.
        start: first index on each axis.
        count: length on each axis.

    Raises:
        LabelError: naming the file that cannot be read.
    """
    array, _ = _open(path, name)
    with quiet_gdal():
        gdal.ErrorReset()
        try:
            values = array.ReadAsArray(list(start), list(count))
            reason = gdal.GetLastErrorMsg()
        except RuntimeError as error:
            values, reason = None, str(error)
    if values is None:
        raise _unreadable(path, reason)
    return values


def _open(path: Path, name: str) -> tuple[gdal.MDArray, gdal.Dataset]:
    """The array, and the dataset that must live as long."""
    if gdal.GetDriverByName(DRIVER) is None:
        raise LabelError(
            "{path} is an HDF5 file, but this GDAL has no driver for it. Use a QGIS whose GDAL reads "
            "HDF5, or convert the dataset to images and masks.",
            path=path,
        )
    flags = gdal.OF_MULTIDIM_RASTER | gdal.OF_READONLY
    with quiet_gdal():
        gdal.ErrorReset()
        try:
            dataset = gdal.OpenEx(str(path), flags, allowed_drivers=[DRIVER])
            reason = gdal.GetLastErrorMsg()
            group = dataset.GetRootGroup() if dataset is not None else None
            names = (group.GetMDArrayNames() or []) if group is not None else []
            array = group.OpenMDArray(name) if name in names else None
        except RuntimeError as error:
            group, reason = None, str(error)
    if group is None:
        raise _unreadable(path, reason)
    if array is None:
        raise LabelError(
            "{path} has no array '{name}'; it has {names}. Copy it again from the dataset.",
            path=path,
            name=name,
            names=", ".join(names) or phrase("none"),
        )
    return array, dataset


def _unreadable(path: Path, reason: str) -> LabelError:
    return LabelError(
        "Cannot read {path} as HDF5: {reason}. It is damaged: copy it again from the dataset.",
        path=path,
        reason=reason.partition("\n")[0].strip().rstrip(".")
        or phrase("GDAL does not know the format"),
    )
