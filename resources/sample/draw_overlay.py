"""Draw polygons over a raster into a PNG: `draw_overlay.py scene.tif landslides.gpkg picture.png`."""

import sys
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

from sam_cffnet_qgis.core.raster import PIXEL_GEOTRANSFORM, choose_bands, read_info

MAX_EDGE_PX = 2048
HALO = (30, 0, 0)
LINE = (255, 225, 30)
SHOWN = 5


def picture_of(path, width_px, height_px):
    """Read three bands at picture size, stretched between their 1 and 99 % (uint8 as it is)."""
    dataset = gdal.Open(path)
    bands = (choose_bands(read_info(path), []) * 3)[:3]
    planes = []
    for number in bands:
        band = dataset.GetRasterBand(number)
        values = band.ReadAsArray(buf_xsize=width_px, buf_ysize=height_px).astype(float)
        mask = band.GetMaskBand().ReadAsArray(buf_xsize=width_px, buf_ysize=height_px) > 0
        mask &= np.isfinite(values)
        low, high = np.percentile(values[mask], (1, 99)) if mask.any() else (0, 1)
        if band.DataType == gdal.GDT_Byte:
            low, high = 0, 255
        scaled = (np.where(mask, values, low) - low) / max(high - low, 1e-9)
        planes.append((scaled.clip(0, 1) * 255).astype(np.uint8))
    return np.stack(planes)


def draw(picture, transform, layer):
    """Draw a layer's outlines with a halo into a (3, H, W) uint8 picture, in place."""
    height, width = picture.shape[1:]
    canvas = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    canvas.SetGeoTransform(transform)
    lines = ogr.GetDriverByName("Memory").CreateDataSource("")
    target = lines.CreateLayer("lines", layer.GetSpatialRef())
    for feature in layer:
        line = ogr.Feature(target.GetLayerDefn())
        line.SetGeometry(feature.GetGeometryRef().Boundary())
        target.CreateFeature(line)
    canvas.SetProjection(layer.GetSpatialRef().ExportToWkt() if layer.GetSpatialRef() else "")
    gdal.RasterizeLayer(canvas, [1], target, burn_values=[1])
    drawn = canvas.ReadAsArray().astype(bool)
    halo = drawn.copy()
    for axis in (0, 1):
        halo |= np.roll(halo, 1, axis) | np.roll(halo, -1, axis)
    picture[:, halo] = np.array(HALO, np.uint8)[:, None]
    picture[:, drawn] = np.array(LINE, np.uint8)[:, None]


def main(scene_path, polygons_path, picture_path):
    """Draw, write the PNG and say how many polygons there are and where the largest lie."""
    gdal.UseExceptions()
    scene = gdal.Open(scene_path)
    shrink = max(scene.RasterXSize, scene.RasterYSize, MAX_EDGE_PX) / MAX_EDGE_PX
    width, height = round(scene.RasterXSize / shrink), round(scene.RasterYSize / shrink)
    transform = list(scene.GetGeoTransform(can_return_null=True) or PIXEL_GEOTRANSFORM)
    for index in (1, 4):
        transform[index] *= scene.RasterXSize / width
    for index in (2, 5):
        transform[index] *= scene.RasterYSize / height
    picture = picture_of(scene_path, width, height)
    source = ogr.Open(polygons_path)
    layer = source.GetLayer(0)
    draw(picture, transform, layer)
    memory = gdal.GetDriverByName("MEM").Create("", width, height, 3, gdal.GDT_Byte)
    memory.WriteArray(picture)
    gdal.GetDriverByName("PNG").CreateCopy(picture_path, memory)
    Path(f"{picture_path}.aux.xml").unlink(missing_ok=True)
    layer.ResetReading()
    found = sorted(layer, key=lambda feature: -feature.GetField("area_m2"))
    area = sum(feature.GetField("area_m2") for feature in found)
    print(f"{len(found)} landslides, {area / 10_000:.2f} ha. The largest:")
    for feature in found[:SHOWN]:
        x, y, _ = feature.GetGeometryRef().PointOnSurface().GetPoint()
        area_m2, probability = feature.GetField("area_m2"), feature.GetField("mean_prob")
        place = f"{x:.5f}, {y:.5f}" if abs(x) <= 360 else f"{x:.0f}, {y:.0f}"
        print(f"  {area_m2:9.0f} m2 at {place}, mean probability {probability:.2f}")
    print(f"Polygons: {polygons_path}\nPicture:  {picture_path}")


if __name__ == "__main__":
    main(*sys.argv[1:])
