"""Bands and stretch as the style of a raster layer has them."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsSingleBandGrayRenderer,
)

from sam_cffnet_qgis.core.errors import ParameterError


def as_styled(layer: QgsRasterLayer, bands: tuple[int, ...]) -> dict[str, object]:
    """Fields of the detection's settings that show the model what the map shows.

    Args:
        layer: drawn in colours of three bands, or grey in one.
        bands: that the user chose; empty for those of the style.

    Raises:
        ParameterError: if the layer is drawn in another way, or the user chose other bands.
    """
    renderer = layer.renderer()
    enhancements = _enhancements(renderer)
    if enhancements is None:
        raise ParameterError(
            "STYLED was asked for, but the layer '{layer}' is drawn as '{kind}', which has no bands to "
            "take. Choose multiband colour or single-band grey in its style, or switch STYLED off.",
            layer=layer.name(),
            kind=renderer.type(),
        )
    styled = tuple(band for band, _ in enhancements)
    if bands and bands != styled:
        raise ParameterError(
            "BANDS is {bands}, but STYLED takes the bands {styled} of the layer's style. Leave BANDS "
            "empty, or switch STYLED off.",
            bands=", ".join(map(str, bands)),
            styled=", ".join(map(str, styled)),
        )
    ranges = [_range(layer.dataProvider(), *channel) for channel in enhancements]
    stretches = None if None in ranges else tuple(ranges)
    return {"bands": styled, "stretches": stretches}


def _enhancements(
    renderer: QgsRasterRenderer,
) -> list[tuple[int, QgsContrastEnhancement | None]] | None:
    """Band and stretch of red, green and blue, or of grey; None for other renderers."""
    if isinstance(renderer, QgsMultiBandColorRenderer):
        channels = [
            (renderer.redBand(), renderer.redContrastEnhancement()),
            (renderer.greenBand(), renderer.greenContrastEnhancement()),
            (renderer.blueBand(), renderer.blueContrastEnhancement()),
        ]
        return channels if all(band > 0 for band, _ in channels) else None
    if isinstance(renderer, QgsSingleBandGrayRenderer):
        return [(renderer.inputBand(), renderer.contrastEnhancement())]
    return None


def _range(
    provider: QgsRasterDataProvider, band: int, enhancement: QgsContrastEnhancement | None
) -> tuple[float, float] | None:
    """Smallest and largest value that are shown, as stored; None without a stretch, but for bytes."""
    algorithms = QgsContrastEnhancement.ContrastEnhancementAlgorithm
    if enhancement is None or enhancement.contrastEnhancementAlgorithm() in (
        algorithms.NoEnhancement,
        algorithms.ClipToMinimumMaximum,
        algorithms.UserDefinedEnhancement,
    ):
        return (0.0, 255.0) if provider.dataType(band) == Qgis.DataType.Byte else None
    # QGIS shows values with the scale and offset of the file, which the core does not apply.
    scale, offset = provider.bandScale(band) or 1.0, provider.bandOffset(band)
    shown = (enhancement.minimumValue(), enhancement.maximumValue())
    low, high = sorted((value - offset) / scale for value in shown)
    return low, high
