"""Rasters of every bad or odd kind: one sentence and nothing left, or a result with a warning."""

import re

import numpy as np
import pytest
from builders import noise_image, write_raster
from osgeo import gdal
from qgis.core import QgsRasterLayer, QgsVectorLayer

EDGE = 40
DEGREE = 1 / 111_320


def image(**changes):
    """A builder of a small byte image."""
    return lambda path: write_raster(path / "a.tif", noise_image(EDGE, EDGE), **changes)


def values(make, **changes):
    """A builder of a raster with values made from a small byte image."""
    return lambda path: write_raster(path / "a.tif", make(noise_image(EDGE, EDGE)), **changes)


def missing(path):
    return path / "none.tif"


def truncated(path):
    whole = write_raster(path / "a.tif", noise_image(300, 300))
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return whole


def truncated_in_the_header(path):
    whole = image()(path)
    whole.write_bytes(whole.read_bytes()[:6])
    return whole


def text_file(path):
    (path / "a.tif").write_text("x;y\n1;2\n")
    return path / "a.tif"


def vector_file(path):
    (path / "a.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    return path / "a.geojson"


def folder(path):
    (path / "images").mkdir()
    return path / "images"


def paletted(path):
    made = write_raster(path / "a.tif", noise_image(EDGE, EDGE)[:1])
    dataset = gdal.Open(str(made), gdal.GA_Update)
    table = gdal.ColorTable()
    table.SetColorEntry(1, (255, 0, 0, 255))
    dataset.GetRasterBand(1).SetColorTable(table)
    return made


def gcp_only(path):
    made = image(transform=None, epsg=None)(path)
    dataset = gdal.Open(str(made), gdal.GA_Update)
    corners = [(0, 0), (EDGE, 0), (0, EDGE)]
    dataset.SetGCPs([gdal.GCP(500_000 + c, 3_000_000 - r, 0, c, r) for c, r in corners], "")
    return made


def rpc_only(path):
    made = image(transform=None, epsg=None)(path)
    numbers = " ".join(["1"] + ["0"] * 19)
    names = ("LINE_NUM_COEFF", "LINE_DEN_COEFF", "SAMP_NUM_COEFF", "SAMP_DEN_COEFF")
    axes = ("LINE", "SAMP", "LAT", "LONG", "HEIGHT")
    rpc = {name: numbers for name in names}
    rpc.update({f"{axis}_{kind}": "1" for axis in axes for kind in ("OFF", "SCALE")})
    dataset = gdal.Open(str(made), gdal.GA_Update)
    dataset.SetMetadata(rpc, "RPC")
    return made


def impossible_latitude(path):
    return image(transform=(0, 1, 0, 0, 0, -10), epsg=4326)(path)


REFUSED = {
    "no_file": (missing, {}, r"none\.tif: .*exists"),
    "truncated": (truncated, {}, r"Cannot read rows .*a\.tif.*damaged"),
    "truncated_header": (truncated_in_the_header, {}, r"Cannot open the raster .*copied whole"),
    "text_file": (text_file, {}, r"Cannot open the raster .*is a raster"),
    "vector_file": (vector_file, {}, r"Cannot open the raster .*is a raster"),
    "folder": (folder, {}, r"Cannot open the raster .*is a raster"),
    "complex": (values(lambda v: v.astype(np.complex64)), {}, r"Band 1 .*complex.*amplitude"),
    "paletted": (paletted, {}, r"Band 1 holds palette.*PCT to RGB"),
    "two_bands": (values(lambda v: v[:2]), {}, r"has 2 bands.*needs 3.*BANDS"),
    "band_absent": (image(), {"BANDS": [1, 2, 9]}, r"Band 9 .*has bands 1 to 3"),
    "band_zero": (image(), {"BANDS": [0]}, r"Band 0 .*has bands 1 to 3"),
    "band_repeated": (image(), {"BANDS": [1, 1, 2]}, r"bands 1, 1, 2 .*twice.*different"),
    "band_text": (image(), {"BANDS": "red"}, r"BANDS is 'red'.*number"),
    "two_chosen": (image(), {"BANDS": [1, 2]}, r"2 bands were chosen.*needs 3"),
    "all_nodata": (values(np.zeros_like, nodata=0), {}, r"no valid pixel.*nodata"),
    "all_nan": (
        values(lambda v: np.full(v.shape, np.nan, np.float32)),
        {},
        r"no valid pixel.*not a number",
    ),
    "gcp_only": (gcp_only, {}, r"ground control points.*Warp"),
    "rpc_only": (rpc_only, {}, r"RPCs.*Warp"),
    "latitude": (impossible_latitude, {}, r"latitude -400 to 0.*CRS"),
    "coarse": (image(), {"RESOLUTION": 100}, r"RESOLUTION is 100 m.*pixel .*1 m.*to 64 m"),
    "fine": (image(), {"RESOLUTION": 0.01}, r"RESOLUTION is 0\.01 m.*0\.0625 to"),
    "below_zero": (image(), {"RESOLUTION": -1}, r"RESOLUTION is -1.*0 or more"),
    "threshold_high": (image(), {"THRESHOLD": 1.5}, r"threshold 1\.5 .*between 0 and 1"),
    "threshold_zero": (image(), {"THRESHOLD": 0}, r"threshold 0.*between 0 and 1"),
    "threshold_text": (image(), {"THRESHOLD": "high"}, r"THRESHOLD is 'high'.*number"),
    "overlap": (image(), {"OVERLAP": 256}, r"overlap .*256"),
}


@pytest.mark.parametrize(("build", "parameters", "match"), REFUSED.values(), ids=REFUSED)
def test_bad_raster_gets_one_sentence(detection, tmp_path, build, parameters, match):
    message = detection.sentence(INPUT=str(build(tmp_path)), **parameters)
    assert re.search(match, message)


def with_gaps(pixels):
    changed = pixels.astype(np.float32)
    changed[0, :5], changed[1, 5:9] = np.nan, np.inf
    return changed


def one_band_constant(pixels):
    changed = pixels.astype(np.uint16) * 30
    changed[2] = 700
    return changed


def alpha(count):
    colours = (gdal.GCI_GrayIndex,) if count == 2 else (3, 4, 5)
    return {"colours": (*colours, gdal.GCI_AlphaBand)}


def opaque(count):
    """An image with a last band of 255."""
    return lambda v: np.concatenate([v[: count - 1], np.full_like(v[:1], 255)])


def nodata_by_band(path):
    """Band 1 lacks its first row, band 2 its last; what is nodata in one is a value in another."""
    pixels = np.clip(noise_image(EDGE, EDGE), 10, 255)
    pixels[0, 0], pixels[1, -1], pixels[2, 20] = 1, 2, 1
    source = gdal.Open(str(write_raster(path / "source.tif", pixels)))
    made = gdal.GetDriverByName("VRT").CreateCopy(str(path / "a.vrt"), source)
    for number in (1, 2, 3):  # a GeoTIFF has one nodata value for all bands
        made.GetRasterBand(number).SetNoDataValue(number)
    made.FlushCache()
    return path / "a.vrt"


# name: builder, parameters, warnings in their order, pixels of 40 x 40 that are left
ACCEPTED = {
    "one_band": (values(lambda v: v[:1]), {}, ["Only band 1"], 1600),
    "one_band_and_alpha": (values(opaque(2), **alpha(2)), {}, ["Only band 1"], 1600),
    "four_bands_with_alpha": (values(opaque(4), **alpha(4)), {}, [], 1600),
    "five_bands": (values(lambda v: v[[0, 1, 2, 0, 1]]), {}, [], 1600),
    "uint16": (values(lambda v: v.astype(np.uint16) * 40), {}, [], 1600),
    "int16": (values(lambda v: v.astype(np.int16) - 128), {}, [], 1600),
    "float_with_gaps": (values(with_gaps), {}, [], 1600 - 9 * EDGE),
    "float_unit": (values(lambda v: v.astype(np.float32) / 255), {}, [], 1600),
    "constant_band": (values(one_band_constant), {}, ["Band 3 holds one value.*700"], 1600),
    "nodata_by_band": (nodata_by_band, {}, [], 1600 - 80),
    "no_crs": (image(epsg=None), {}, ["no CRS"], 1600),
    "no_place": (image(epsg=None, transform=None), {}, ["no CRS"], 1600),
    "south_up": (image(transform=(500_000.0, 1, 0, 3e6, 0, 1)), {}, [], 1600),
    "rotated": (image(transform=(500_000.0, 0.8, 0.6, 3e6, 0.6, -0.8)), {}, [], 1600),
    "pixel_too_large": (
        image(transform=(500_000.0, 30, 0, 3e6, 0, -30)),
        {},
        ["30 m.*0.2 to 10 m.*RESOLUTION"],
        1600 * 900,
    ),
    "resolution_too_large": (image(), {"RESOLUTION": 20}, ["20 m.*RESOLUTION"], 1600),
}


@pytest.mark.parametrize(
    ("build", "parameters", "warnings", "area"), ACCEPTED.values(), ids=ACCEPTED
)
def test_odd_raster_runs(detection, tmp_path, build, parameters, warnings, area):
    results = detection.run(INPUT=str(build(tmp_path)), MAX_HOLE=0, **parameters)
    assert len(results["WARNINGS"]) == len(warnings)
    assert all(re.search(m, w) for m, w in zip(warnings, results["WARNINGS"]))
    assert results["AREA"] == pytest.approx(area, rel=2e-3)
    assert [path.name for path in detection.folder.iterdir()] == ["scars.gpkg"]


@pytest.mark.parametrize("size", [(1, 1), (255, 255), (256, 256), (257, 257)])
def test_raster_around_one_tile_runs(detection, tmp_path, size):
    path = write_raster(tmp_path / "a.tif", noise_image(*size))
    results = detection.run(INPUT=str(path))
    assert results["AREA"] == pytest.approx(size[0] * size[1], rel=2e-3)


def test_geographic_raster_is_measured_in_metres(detection, tmp_path):
    transform = (100.0, DEGREE, 0.0, 60.0, 0.0, -DEGREE)
    path = image(epsg=4326, transform=transform)(tmp_path)
    assert detection.run(INPUT=str(path))["AREA"] == pytest.approx(800, rel=0.01)


def test_internal_mask_is_honoured(detection, tmp_path):
    path = image()(tmp_path)
    with gdal_option("GDAL_TIFF_INTERNAL_MASK", "YES"):
        dataset = gdal.Open(str(path), gdal.GA_Update)
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        mask = np.full((EDGE, EDGE), 255, np.uint8)
        mask[:10] = 0
        dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
        dataset = None
    assert detection.run(INPUT=str(path))["AREA"] == pytest.approx(1200, rel=2e-3)


class gdal_option:  # noqa: N801 - reads as the statement it is
    def __init__(self, name, value):
        self._name, self._value = name, value

    def __enter__(self):
        gdal.SetConfigOption(self._name, self._value)

    def __exit__(self, *exception):
        gdal.SetConfigOption(self._name, None)


@pytest.mark.parametrize("name", ["with some spaces.tif", "滑坡 影像.tif", "it's; a & b.tif"])
def test_names_with_odd_characters_work(detection, tmp_path, name):
    path = write_raster(tmp_path / name, noise_image(EDGE, EDGE))
    output = detection.folder / f"{path.stem}.gpkg"
    results = detection.run(INPUT=str(path), OUTPUT=str(output))
    assert results["COUNT"] == 1
    assert QgsVectorLayer(results["OUTPUT"], "scars").featureCount() == 1


def test_paths_of_more_than_260_characters_work(detection, tmp_path):
    deep = tmp_path / ("a" * 120) / ("b" * 120)
    deep.mkdir(parents=True)
    path = write_raster(deep / "a.tif", noise_image(EDGE, EDGE))
    assert len(str(path)) > 260
    output = deep / "scars.gpkg"
    assert detection.run(INPUT=str(path), OUTPUT=str(output))["COUNT"] == 1
    assert output.is_file()


@pytest.mark.parametrize("change", ["truncate", "delete"])
def test_input_that_vanishes_while_tiles_flow(detection, tmp_path, change):
    """Cut short it gives a sentence; a deleted file stays readable to those who hold it open."""
    path = write_raster(tmp_path / "a.tif", noise_image(2400, 300))
    if change == "delete":
        assert detection.run(path.unlink, INPUT=str(path))["COUNT"] == 1
    else:
        message = detection.sentence(lambda: path.write_bytes(b""), INPUT=str(path))
        assert re.search(r"Cannot read rows \d+ to \d+ of .*a\.tif.*moved while", message)


def test_web_layer_as_elevation_model_is_refused_with_a_way_out(detection, image_path):
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png", "tiles", "wms")
    sentence = detection.sentence(INPUT=image_path, DEM=layer)
    assert re.search(r"'tiles' .*wms.*Save As", sentence)


def test_vector_layer_as_input_is_named(detection, make_polygons):
    assert re.search(r"INPUT is 'aoi'.*raster layer", detection.sentence(INPUT=make_polygons()))
