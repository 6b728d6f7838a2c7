"""When an image was taken: what files say, and which of it is believed."""

from datetime import datetime, timezone

import numpy as np
import pytest
from builders import write_raster
from osgeo import gdal

from sam_cffnet_qgis.core.image_date import image_date, parsed_date


def utc(*parts):
    return datetime(*parts, tzinfo=timezone.utc)


@pytest.fixture
def dated(tmp_path):
    """A function that gives a raster with some metadata items, by domain and name."""

    def write(items):
        path = write_raster(tmp_path / "a.tif", np.zeros((1, 2, 2), np.uint8))
        dataset = gdal.OpenEx(str(path), gdal.OF_UPDATE)
        for (domain, name), value in items.items():
            dataset.SetMetadataItem(name, value, domain)
        dataset = None
        return str(path)

    return write


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2018:09:06 03:08:00", utc(2018, 9, 6, 3, 8)),
        ("2018-09-06T03:08:12.345Z", utc(2018, 9, 6, 3, 8, 12)),
        ("2018-09-06", utc(2018, 9, 6)),
        ('"2018-09-06T03:08:12Z"', utc(2018, 9, 6, 3, 8, 12)),
    ],
)
def test_dates_of_all_forms_are_read(text, date):
    assert parsed_date(text) == date


@pytest.mark.parametrize("text", [None, "", "0000:00:00 00:00:00", "2018:13:01", "yesterday"])
def test_what_is_no_date_is_none(text):
    assert parsed_date(text) is None


def test_acquisition_goes_before_the_date_of_the_file(dated):
    items = {("", "TIFFTAG_DATETIME"): "2020:01:01 00:00:00"}
    assert image_date(dated(items)) == utc(2020, 1, 1)
    items["IMAGERY", "ACQUISITIONDATETIME"] = "2018-09-06 03:08:00"
    assert image_date(dated(items)) == utc(2018, 9, 6, 3, 8)


def test_files_that_do_not_say_have_no_date(dated):
    assert image_date(dated({})) is None
