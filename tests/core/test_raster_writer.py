"""Writing rasters: rows in any portions, folders that do not exist, blocks that are never written."""

import numpy as np
import pytest
from osgeo import gdal

from sam_cffnet_qgis.core.errors import OutputError
from sam_cffnet_qgis.core.raster_writer import RowWriter, create_raster
from sam_cffnet_qgis.core.tiles import Size


def test_row_writer_writes_rows_in_any_portions(tmp_path):
    rows = np.arange(600 * 3, dtype=np.float32).reshape(600, 3)
    path = tmp_path / "a.tif"
    target = create_raster(path, Size(600, 3), (0, 1, 0, 0, 0, -1), "", gdal.GDT_Float32, -1)
    writer = RowWriter(target, path)
    for start, stop in ((0, 1), (1, 400), (400, 600)):
        writer.append(rows[start:stop])
    writer.finish()  # completes the file, though the raster is held
    assert (gdal.Open(str(path)).ReadAsArray() == rows).all()


def test_create_raster_names_the_folder(tmp_path):
    with pytest.raises(OutputError, match="Cannot write to .*none"):
        create_raster(
            tmp_path / "none" / "a.tif", Size(1, 1), (0, 1, 0, 0, 0, -1), "", gdal.GDT_Byte, 0
        )


@pytest.mark.parametrize("kind", [gdal.GDT_Byte, gdal.GDT_Float32])
def test_passing_raster_takes_no_place_for_blocks_that_are_never_written(tmp_path, kind):
    path = tmp_path / "a.tif"
    place = (Size(2048, 2048), (0, 1, 0, 0, 0, -1), "")
    target = create_raster(path, *place, kind, 0, is_passing=True)
    target.GetRasterBand(1).WriteArray(np.ones((256, 256), np.uint8), 256, 512)
    del target
    values = gdal.Open(str(path)).ReadAsArray()
    assert values.sum() == 256**2 and (values[512:768, 256:512] == 1).all()
    assert path.stat().st_size < 2 * 256**2 * gdal.GetDataTypeSize(kind) // 8
