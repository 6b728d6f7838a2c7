"""The settings of a detection as JSON, and back from a file that is not trusted."""

from __future__ import annotations

from dataclasses import asdict

from osgeo import ogr

from sam_cffnet_qgis.core.checked_json import (
    flag,
    number,
    optional,
    record,
    several,
    text,
    whole,
)
from sam_cffnet_qgis.core.raster import quiet_gdal
from sam_cffnet_qgis.core.settings import DetectionSettings, EngineSettings


def settings_content(settings: DetectionSettings) -> dict:
    """What JSON can hold of settings; polygons as hexadecimal digits."""
    content = asdict(settings)
    if settings.aoi_wkb is not None:
        content["aoi_wkb"] = [wkb.hex() for wkb in settings.aoi_wkb]
    return content


def settings_from(content: object) -> DetectionSettings:
    """Settings from what ``settings_content`` made; their values are not checked yet.

    Raises:
        ValueError: naming an entry that is missing, unknown or of a wrong kind.
    """
    values = _read_settings(content)
    return DetectionSettings(**{**values, "engine": EngineSettings(**values["engine"])})


def _shape(value: object) -> bytes:
    wkb = bytes.fromhex(text(value))
    with quiet_gdal():
        try:
            shape = ogr.CreateGeometryFromWkb(wkb)
        except RuntimeError as error:
            raise ValueError(value) from error
    if shape is None:
        raise ValueError(value)
    return wkb


_read_settings = record(
    {
        "model": text,
        "bands": several(whole),
        "stretches": optional(several(several(number, 2))),
        "extent": optional(several(number, 4)),
        "aoi_wkb": optional(several(_shape)),
        "resolution_m": optional(number),
        "threshold": optional(number),
        "fast": flag,
        "overlap_px": whole,
        "min_area_m2": number,
        "max_hole_m2": number,
        "simplify_m": number,
        "dem_path": text,
        "min_slope_deg": number,
        "engine": record(
            {"device": text, "precision": text, "batch": whole, "tta": flag, "backend": text}
        ),
    }
)
