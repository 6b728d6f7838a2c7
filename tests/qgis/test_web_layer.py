"""Detection on layers that a map service draws, whatever the service does."""

import re
import shutil
import time

import numpy as np
import pytest
from map_server import SQUARE, MapServer, pattern, picture
from osgeo import gdal
from qgis.core import QgsNetworkAccessManager, QgsRasterLayer
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from sam_cffnet_qgis.core.errors import Cancelled, RasterReadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.settings import DetectionSettings
from sam_cffnet_qgis.processing import layer_painter
from sam_cffnet_qgis.processing import web_layer as module
from sam_cffnet_qgis.processing.folders import rendered_folder
from sam_cffnet_qgis.processing.picture_watch import plain_grey
from sam_cffnet_qgis.processing.web_layer import web_layer

X, Y = 1_000_000.0, 5_000_000.0  # 40.9 degrees north; the square there is light
WANTED = (X, Y, X + 600, Y + 400)
EXTENT = f"{X},{X + 600},{Y},{Y + 400} [EPSG:3857]"


@pytest.fixture
def server():
    made = MapServer()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(layer_painter, "PAUSE_SECONDS", 0.01)


@pytest.fixture(autouse=True)
def no_images():
    shutil.rmtree(rendered_folder(), ignore_errors=True)


def opened(source):
    made = QgsRasterLayer(source, "web map", "wms")
    assert made.isValid()
    return made


def draw(server, folder, source="", feedback=None, wanted=WANTED):
    """Pixels (4, h, w) of a drawn part, and their geotransform."""
    card = find_model("cffnet-lite", folder)
    request = web_layer(opened(source or server.xyz), wanted, DetectionSettings(), card)
    with request.drawn(folder / "drawn", feedback or Feedback()) as path:
        raster = gdal.Open(str(path))
        return raster.ReadAsArray(), raster.GetGeoTransform()


def share_like_pattern(pixels, transform):
    """Share of the pixels, away from the squares' edges, that have the pattern's colour."""
    _, height, width = pixels.shape
    x = transform[0] + (np.arange(width) + 0.5) * transform[1]
    y = transform[3] + (np.arange(height) + 0.5) * transform[5]
    x, y = np.meshgrid(x, y)
    is_inner = (abs(x % SQUARE - SQUARE / 2) < 190) & (abs(y % SQUARE - SQUARE / 2) < 190)
    is_alike = (pixels[:3] == pattern(x, y)).all(0) & (pixels[3] == 255)
    return is_alike[is_inner].mean()


@pytest.mark.parametrize("kind", ["xyz", "wms", "wmts"])
def test_a_web_layer_is_drawn_in_its_place(server, tmp_path, kind):
    pixels, transform = draw(server, tmp_path, getattr(server, kind))
    assert transform[1] == 2.6  # 2 m on the ground
    assert share_like_pattern(pixels, transform) == 1.0


def test_the_same_ground_is_drawn_alike_for_another_extent(server, tmp_path):
    first, origin = draw(server, tmp_path)
    moved = (X + 100, Y - 300, X + 900, Y + 300)
    second, other = draw(server, tmp_path, wanted=moved)
    column = round((other[0] - origin[0]) / 2.6)
    row = round((other[3] - origin[3]) / -2.6)
    assert (column % 192, row % 192) == (0, 0)
    both = slice(row, row + 300), slice(column, column + 300)
    difference = first[:, both[0], both[1]].astype(int) - second[:, :300, :300]
    assert abs(difference).max() <= 1  # QGIS 3.44 rounds at the edges of tiles


def test_a_service_that_refuses_large_pictures_gets_smaller_ones(server, tmp_path):
    server.largest_px = 300
    pixels, transform = draw(server, tmp_path, server.wms)
    assert share_like_pattern(pixels, transform) == 1.0


def test_a_place_without_a_picture_is_empty(server, tmp_path):
    def behave(handler, number, content):
        handler.send(404, b"", "text/plain")
        return True

    server.behave = behave
    told = Told()
    pixels, _ = draw(server, tmp_path, feedback=told)
    assert not pixels[3].any()
    assert "have no picture" in told.warnings[0]


def fails_with(status, body=b"no", kind="text/html"):
    def behave(handler, number, content):
        handler.send(status, body, kind)
        return True

    return behave


def cuts_off(handler, number, content):
    handler.send(200, content[: len(content) // 2], "image/png", len(content))
    handler.close_connection = True
    return True


def sends_half_a_jpeg(handler, number, content):
    whole = picture((X, Y, X + 600, Y + 600), 256, 256, "JPEG")
    handler.send(200, whole[: len(whole) // 2], "image/jpeg")
    return True


def hangs(handler, number, content):
    handler.owner.end.wait(20)
    handler.close_connection = True
    return True


@pytest.fixture
def short_time_limit():
    before = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(300)
    yield
    QgsNetworkAccessManager.setTimeout(before)


FAULTS = {
    "error": (fails_with(500), "HTTP 500"),
    "forbidden": (fails_with(403), "HTTP 403"),
    "page": (fails_with(200, b"<html>log in</html>"), r"a text \(text/html\) instead of a picture"),
    "cut off": (cuts_off, "[Cc]onnection closed"),
    "silence": (hangs, "time limit for networks"),
}


@pytest.mark.parametrize("kind", ["xyz", "wms"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_that_fails_is_named_with_the_reason(
    server, tmp_path, short_time_limit, fault, kind
):
    server.behave, reason = FAULTS[fault]
    with pytest.raises(RasterReadError, match=f"'web map' did not give .*{reason}.*goes on"):
        draw(server, tmp_path, getattr(server, kind))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_that_fails_now_and_then_is_asked_again(
    server, tmp_path, short_time_limit, fault
):
    bad = FAULTS[fault][0]
    server.behave = lambda handler, number, content: number == 3 and bad(handler, number, content)
    pixels, transform = draw(server, tmp_path)
    assert share_like_pattern(pixels, transform) == 1.0


@pytest.mark.parametrize("kind", ["xyz", "wms"])
def test_half_a_picture_is_left_out_with_a_warning(server, tmp_path, kind):
    server.behave = sends_half_a_jpeg
    told = Told()
    pixels, _ = draw(server, tmp_path, getattr(server, kind), told)
    assert not plain_grey(pixels).any()
    assert 0 < (pixels[3] > 0).mean() < 0.8
    assert "not received whole" in told.warnings[0]


def test_half_a_picture_is_asked_for_again(server, tmp_path):
    asked = []

    def behave(handler, number, content):
        x_min, y_min, x_max, y_max = handler.bounds
        is_middle = x_min <= X + 300 < x_max and y_min <= Y + 200 < y_max
        asked.append(is_middle)
        return is_middle and sum(asked) == 1 and sends_half_a_jpeg(handler, number, content)

    server.behave = behave
    pixels, transform = draw(server, tmp_path)
    assert sum(asked) == 2
    assert share_like_pattern(pixels, transform) == 1.0


def test_pictures_that_cannot_be_read_are_asked_for_again(server, tmp_path):
    def behave(handler, number, content):
        return number == 3 and fails_with(200, b"x" * 100, "image/png")(handler, number, content)

    server.behave = behave
    pixels, transform = draw(server, tmp_path)
    assert share_like_pattern(pixels, transform) == 1.0


def test_pictures_that_cannot_be_read_again_are_left_out_with_a_warning(server, tmp_path):
    server.behave = fails_with(200, b"x" * 100, "image/png")
    told = Told()
    pixels, _ = draw(server, tmp_path, feedback=told)
    assert not pixels[3].any()
    assert told.warnings[0].startswith("100.00% of the wanted part")


def test_a_key_in_the_address_is_nowhere_told(server, detection):
    source = server.xyz.replace("&zmin", "?key%3DSECRET&zmin")
    layer = QgsRasterLayer(source, source, "wms")  # as qgis_process calls it
    results = detection.run(
        INPUT=layer, EXTENT=EXTENT, RESOLUTION=4, REPORT=str(detection.folder / "r.html")
    )
    files = [path for path in detection.folder.rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert not any(b"SECRET" in path.read_bytes() for path in files)
    server.behave = fails_with(500)
    moved = EXTENT.replace("1000000.0", "999000.0")
    assert "SECRET" not in detection.sentence(INPUT=layer, EXTENT=moved, RESOLUTION=4)
    assert results["COUNT"] > 0


def test_single_grey_pixels_are_an_image():
    picture = np.full((4, 100, 200), 255, np.uint8)
    picture[:3, 10:30, 20:50] = 128
    assert not plain_grey(picture).any()
    picture[:3, 10:30, 20:90] = 128
    assert plain_grey(picture).sum() == 20 * 70
    picture[3] = 0
    assert not plain_grey(picture).any()


def test_what_was_drawn_before_a_failure_is_not_asked_for_again(server, tmp_path):
    wide = (X, Y, X + 6000, Y + 400)
    draw(server, tmp_path / "other", wanted=wide)
    needed = server.pictures
    again = MapServer()
    again.behave = lambda handler, number, content: (
        number > needed // 2 and fails_with(500)(handler, number, content)
    )
    try:
        with pytest.raises(RasterReadError, match="HTTP 500"):
            draw(again, tmp_path, wanted=wide)
        again.behave = None
        again.pictures = 0
        pixels, transform = draw(again, tmp_path, wanted=wide)
    finally:
        again.close()
    assert share_like_pattern(pixels, transform) == 1.0
    assert 0 < again.pictures < needed


def test_the_look_of_a_layer_is_the_same_in_every_session(server, tmp_path):
    assert module._look(opened(server.xyz)) == module._look(opened(server.wms).clone())
    changed = opened(server.xyz)
    changed.brightnessFilter().setBrightness(50)
    assert module._look(changed) != module._look(opened(server.xyz))


def test_failures_of_other_hosts_do_not_count(server, tmp_path):
    other = MapServer()
    other.behave = fails_with(500)
    address = f"{other.address}/xyz/t/1/1/1".replace("127.0.0.1", "localhost")

    def behave(handler, number, content):
        x_min, y_min, x_max, y_max = handler.bounds
        is_middle = x_min <= X + 300 < x_max and y_min <= Y + 200 < y_max
        return is_middle and fails_with(404)(handler, number, content)

    class Asks(Feedback):
        def set_progress(self, fraction):
            for _ in range(20):
                QgsNetworkAccessManager.instance().get(QNetworkRequest(QUrl(address)))

    server.behave = behave
    pixels, _ = draw(server, tmp_path, feedback=Asks())
    assert other.pictures > 0
    other.close()
    assert 0 < (pixels[3] == 0).mean() < 0.2


class Told(Feedback):
    def __init__(self):
        self.warnings = []

    def warn(self, template, **values):
        self.warnings.append(self.say(template, **values))


class CancelsAfter(Feedback):
    def __init__(self, seconds):
        self._end = time.monotonic() + seconds

    def is_cancelled(self):
        return time.monotonic() > self._end


def test_cancel_does_not_wait_for_a_silent_service(server, tmp_path):
    server.behave = hangs
    start = time.monotonic()
    with pytest.raises(Cancelled):
        draw(server, tmp_path, feedback=CancelsAfter(0.5))
    assert time.monotonic() - start < 2.5


def test_detection_on_a_web_layer_leaves_polygons_of_the_extent_and_no_image(server, detection):
    results = detection.run(
        INPUT=opened(server.xyz),
        EXTENT=EXTENT,
        RESOLUTION=4,
        PROBABILITY=str(detection.folder / "p.tif"),
    )
    ground_m2 = 600 * 400 * np.cos(np.radians(40.92)) ** 2
    assert results["AREA"] == pytest.approx(ground_m2, rel=0.05)
    assert list(rendered_folder().glob("*")) == []
    raster = gdal.Open(str(detection.folder / "p.tif"))
    assert raster.GetMetadataItem("SAM_CFFNET_INPUT") == "web map (wms 127.0.0.1)"


def test_detection_on_a_web_layer_tells_that_its_service_fails(server, detection):
    server.behave = fails_with(500)
    sentence = detection.sentence(INPUT=opened(server.xyz), EXTENT=EXTENT, RESOLUTION=4)
    assert "HTTP 500" in sentence


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "has no fixed extent. Set EXTENT"),
        ({"EXTENT": "-inf,inf,-inf,inf"}, "empty or infinite|is no rectangle"),
        ({"EXTENT": "0,2000000,4000000,6000000 [EPSG:3857]"}, "at most 1000 million"),
        ({"EXTENT": EXTENT, "BANDS": "3;2;1"}, "Leave BANDS empty"),
        ({"EXTENT": EXTENT, "RESOLUTION": 0}, "has no pixels of its own"),
    ],
)
def test_a_web_layer_needs_extent_and_pixel_size(server, detection, parameters, words):
    sentence = detection.sentence(**{"INPUT": opened(server.xyz), "RESOLUTION": 4, **parameters})
    assert re.search(words, sentence)


def test_an_extent_outside_the_layer_is_told(server, detection):
    elsewhere = "-5000000,-4999000,0,1000 [EPSG:3857]"
    sentence = detection.sentence(INPUT=opened(server.wms), EXTENT=elsewhere, RESOLUTION=4)
    assert "lies outside the layer 'web map'" in sentence
