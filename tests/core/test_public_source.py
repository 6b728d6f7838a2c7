import pytest

from sam_cffnet_qgis.core.public_source import public_source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/data/my image.tif", "/data/my image.tif"),
        (r"C:\data\image.tif", r"C:\data\image.tif"),
        ("/vsicurl/https://a.org/x.tif?X-Signature=SECRET", "/vsicurl/https://a.org/x.tif"),
        ("/vsicurl/https://me:SECRET@a.org/x.tif", "/vsicurl/https://a.org/x.tif"),
        ("PG:host=a dbname=b user=c password=SECRET", "PG:host=a dbname=b user=c password=…"),
        ("PG:host=a password='SECRET WORD' mode=2", "PG:host=a password=… mode=2"),
        ("<GDAL_WMS><ServerUrl>https://a.org?key=SECRET", "a description of a service"),
    ],
)
def test_public_source_has_no_secrets(source, shown):
    assert public_source(source) == shown
