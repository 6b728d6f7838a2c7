import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
)

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.processing.raster_style import as_styled

STRETCH = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum


def make_image(path, kind):
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 20, 20, 4, kind)
    dataset.SetGeoTransform((500000, 1, 0, 3000300, 0, -1))
    dataset.WriteArray(np.arange(1600).reshape(4, 20, 20) % 200)
    dataset = None
    return QgsRasterLayer(str(path), "image")


def enhancement(layer, band, low, high):
    made = QgsContrastEnhancement(layer.dataProvider().dataType(band))
    made.setMinimumValue(low)
    made.setMaximumValue(high)
    made.setContrastEnhancementAlgorithm(STRETCH)
    return made


@pytest.fixture
def image(tmp_path):
    """An image whose style shows bands 4, 3, 2, each with its own stretch."""
    made = make_image(tmp_path / "image.tif", gdal.GDT_UInt16)
    renderer = QgsMultiBandColorRenderer(made.dataProvider(), 4, 3, 2)
    renderer.setRedContrastEnhancement(enhancement(made, 4, 10, 110))
    renderer.setGreenContrastEnhancement(enhancement(made, 3, 20, 120))
    renderer.setBlueContrastEnhancement(enhancement(made, 2, 30, 130))
    made.setRenderer(renderer)
    return made


def test_bands_and_stretch_are_those_of_the_style(image):
    taken = as_styled(image, ())
    assert taken == {"bands": (4, 3, 2), "stretches": ((10, 110), (20, 120), (30, 130))}


def test_the_same_bands_may_be_named_too(image):
    assert as_styled(image, (4, 3, 2))["bands"] == (4, 3, 2)
    with pytest.raises(ParameterError, match=r"BANDS is 1, 2, 3, but STYLED .* 4, 3, 2"):
        as_styled(image, (1, 2, 3))


def test_a_grey_layer_gives_its_band(image):
    renderer = QgsSingleBandGrayRenderer(image.dataProvider(), 2)
    renderer.setContrastEnhancement(enhancement(image, 2, 5, 50))
    image.setRenderer(renderer)
    assert as_styled(image, ()) == {"bands": (2,), "stretches": ((5, 50),)}


def test_bytes_without_a_stretch_are_used_as_they_are(tmp_path):
    image = make_image(tmp_path / "image.tif", gdal.GDT_Byte)
    image.setRenderer(QgsMultiBandColorRenderer(image.dataProvider(), 3, 2, 1))
    assert as_styled(image, ()) == {"bands": (3, 2, 1), "stretches": ((0, 255),) * 3}


def test_a_clipped_byte_band_is_not_stretched(tmp_path):
    image = make_image(tmp_path / "image.tif", gdal.GDT_Byte)
    renderer = QgsSingleBandGrayRenderer(image.dataProvider(), 1)
    clipped = enhancement(image, 1, 50, 150)
    kinds = QgsContrastEnhancement.ContrastEnhancementAlgorithm
    clipped.setContrastEnhancementAlgorithm(kinds.ClipToMinimumMaximum)
    renderer.setContrastEnhancement(clipped)
    image.setRenderer(renderer)
    assert as_styled(image, ())["stretches"] == ((0, 255),)


def test_the_stretch_is_in_stored_values(tmp_path):
    make_image(tmp_path / "image.tif", gdal.GDT_UInt16)
    dataset = gdal.Open(str(tmp_path / "image.tif"), gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(0.01)
    dataset.GetRasterBand(1).SetOffset(-1)
    dataset = None
    image = QgsRasterLayer(str(tmp_path / "image.tif"), "image")
    renderer = QgsSingleBandGrayRenderer(image.dataProvider(), 1)
    renderer.setContrastEnhancement(enhancement(image, 1, -0.5, 0.5))
    image.setRenderer(renderer)
    assert as_styled(image, ())["stretches"] == ((pytest.approx(50), pytest.approx(150)),)


def test_a_style_without_a_stretch_leaves_it_to_the_model(tmp_path):
    image = make_image(tmp_path / "image.tif", gdal.GDT_UInt16)
    image.setRenderer(QgsMultiBandColorRenderer(image.dataProvider(), 3, 2, 1))
    assert as_styled(image, ()) == {"bands": (3, 2, 1), "stretches": None}


def test_a_pseudocolour_layer_is_refused(image):
    image.setRenderer(QgsSingleBandPseudoColorRenderer(image.dataProvider(), 1))
    with pytest.raises(ParameterError, match="'image' is drawn as 'singlebandpseudocolor'"):
        as_styled(image, ())


def test_detection_says_which_stretch_it_took(image, detection):
    detection.run(
        INPUT=image, STYLED=True, RESOLUTION=0, PROBABILITY=str(detection.folder / "p.tif")
    )
    raster = gdal.Open(str(detection.folder / "p.tif"))
    assert raster.GetMetadataItem("SAM_CFFNET_BANDS") == "4, 3, 2"
    scaling = "[[10.0, 110.0], [20.0, 120.0], [30.0, 130.0]]"
    assert raster.GetMetadataItem("SAM_CFFNET_SCALING") == scaling
