"""The styles: what they show of a layer, and that they show something."""

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalettedRasterRenderer,
    QgsRasterLayer,
    QgsRenderContext,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

from sam_cffnet_qgis.core.paths import STYLES_DIR
from sam_cffnet_qgis.core.uncertainty_classes import (
    BACKGROUND,
    LANDSLIDE,
    LIKELY_FALSE,
    LIKELY_MISSED,
)

EDGE_PX = 200
NODATA = -9999.0


def loaded_style(target, name):
    message, is_loaded = target.loadNamedStyle(str(STYLES_DIR / f"{name}.qml"))
    assert is_loaded, message
    return target


def drawn(target, ground):
    """The pixels (H, W, 3) of a layer over a ground of one colour."""
    settings = QgsMapSettings()
    settings.setLayers([target])
    settings.setExtent(target.extent())
    settings.setOutputSize(QSize(EDGE_PX, EDGE_PX))
    settings.setBackgroundColor(QColor(ground))
    settings.setDestinationCrs(target.crs())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    pixels = np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4)
    return pixels[..., 2::-1].astype(int)


def scars(*rows):
    """A layer of squares in a row, with mean probability and status."""
    made = QgsVectorLayer(
        "Polygon?crs=EPSG:32648&field=mean_prob:double&field=status:string", "a", "memory"
    )
    features = []
    for number, values in enumerate(rows):
        left = 100 * number
        feature = QgsFeature(made.fields())
        ring = f"{left} 0,{left + 60} 0,{left + 60} 60,{left} 60,{left} 0"
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({ring}))"))
        feature.setAttributes(list(values))
        features.append(feature)
    made.dataProvider().addFeatures(features)
    made.updateExtents()
    return loaded_style(made, "landslides")


def grid(folder, *bands):
    """A raster of Float32 bands."""
    path = str(folder / "grid.tif")
    height, width = bands[0].shape
    dataset = gdal.GetDriverByName("GTiff").Create(path, width, height, len(bands), 6)
    dataset.SetGeoTransform((500000, 1, 0, 3000000, 0, -1))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32648)
    dataset.SetProjection(reference.ExportToWkt())
    for number, values in enumerate(bands, 1):
        dataset.GetRasterBand(number).SetNoDataValue(NODATA)
        dataset.GetRasterBand(number).WriteArray(values)
    dataset = None
    return QgsRasterLayer(path, "grid")


@pytest.mark.parametrize("ground", ["#1d2b1d", "#d8cbb0"], ids=["forest", "soil"])
@pytest.mark.parametrize("status", ["detected", "accepted", "edited", "rejected"])
def test_outlines_read_on_dark_and_bright_ground(status, ground):
    pixels = drawn(scars((0.8, status)), ground)
    light = pixels @ [0.3, 0.59, 0.11]
    back = QColor(ground)
    contrast = np.abs(light - (0.3 * back.red() + 0.59 * back.green() + 0.11 * back.blue()))
    assert (contrast > 60).sum() > EDGE_PX


def rules_of(made):
    """Labels of the rules that draw the first feature of a layer."""
    renderer = made.renderer().clone()
    assert isinstance(renderer, QgsRuleBasedRenderer)
    feature = next(made.getFeatures())
    context = QgsRenderContext()
    context.expressionContext().appendScopes([made.createExpressionContextScope()])
    context.expressionContext().setFeature(feature)
    renderer.startRender(context, made.fields())
    keys = renderer.legendKeysForFeature(feature, context)
    renderer.stopRender(context)
    return {rule.label() for rule in renderer.rootRule().children() if rule.ruleKey() in keys}


@pytest.mark.parametrize(
    ("chance", "status", "labels"),
    [
        (0.3, "detected", {"Probability below 0.50", "Detected"}),
        (0.5, "accepted", {"Probability 0.50 – 0.70", "Accepted"}),
        (0.7, "edited", {"Probability 0.70 – 0.85", "Edited"}),
        (0.85, "rejected", {"Rejected"}),
        (1.0, None, {"Probability 0.85 and more", "Detected"}),
        (0.6, "checked twice", {"Probability 0.50 – 0.70", "Detected"}),
    ],
)
def test_every_landslide_has_one_fill_and_one_line(chance, status, labels):
    assert rules_of(scars((chance, status))) == labels


def test_landslides_style_has_no_labels_and_uses_fields_of_the_output():
    made = scars((0.8, "detected"))
    assert not made.labelsEnabled()
    assert made.renderer().usedAttributes(QgsRenderContext()) == {"mean_prob", "status"}


def test_probability_is_transparent_where_low_and_darker_where_high(tmp_path):
    ramp = np.linspace(0, 1, 101, dtype=np.float32)[None].repeat(101, 0)
    row = drawn(loaded_style(grid(tmp_path, ramp), "probability"), "#ffffff")[EDGE_PX // 2]
    assert (row[: round(0.04 * EDGE_PX)] == 255).all()
    light = (row @ [0.3, 0.59, 0.11])[round(0.06 * EDGE_PX) :]
    assert (np.diff(light) <= 0.5).all()
    assert light[-1] < 60


def test_uncertainty_is_seen_where_the_views_disagree(tmp_path):
    ramp = np.linspace(0, 0.5, 101, dtype=np.float32)[None].repeat(101, 0)
    row = drawn(loaded_style(grid(tmp_path, ramp), "uncertainty"), "#000000")[EDGE_PX // 2]
    assert (row[: round(0.05 * EDGE_PX)] == 0).all()
    assert row[-1].max() > 200


def test_classes_have_a_colour_and_a_label_each_and_background_has_none(tmp_path):
    names = {
        LANDSLIDE: "Landslide",
        LIKELY_MISSED: "Likely missed",
        LIKELY_FALSE: "Likely false",
        BACKGROUND: "Background",
    }
    values = np.array([[LANDSLIDE, LIKELY_MISSED], [LIKELY_FALSE, BACKGROUND]], np.float32)
    made = loaded_style(grid(tmp_path, values * 0, values), "classes")
    assert isinstance(made.renderer(), QgsPalettedRasterRenderer)
    assert made.renderer().inputBand() == 2
    assert {c.value: c.label for c in made.renderer().classes()} == names
    quarter = EDGE_PX // 4
    corners = drawn(made, "#808080")[quarter :: 2 * quarter, quarter :: 2 * quarter].reshape(-1, 3)
    assert len({tuple(colour) for colour in corners}) == 4
    assert (corners[3] == 0x80).all()
