"""Colour and texture figures of landslide images, measured on real ones and on the scene."""

import math

import numpy as np
from osgeo import gdal
from scene_relief import blur

gdal.UseExceptions()
LUMA = np.array((0.299, 0.587, 0.114))


def texture(luma, where):
    """Return rows (std, spectral slope, autocorrelation at 1-4 px) of windows inside where."""
    n, rows, taper = 32, [], np.hanning(32)
    k = np.hypot(*np.meshgrid(np.fft.fftfreq(n), np.fft.fftfreq(n))) * n
    rings = [(k >= i) & (k < i + 1) for i in range(2, 14)]
    for y in range(0, luma.shape[0] - n, n // 2):
        for x in range(0, luma.shape[1] - n, n // 2):
            tile = luma[y : y + n, x : x + n] - luma[y : y + n, x : x + n].mean()
            if where[y : y + n, x : x + n].mean() < 0.97 or tile.std() < 1:
                continue
            power = np.abs(np.fft.fft2(tile * taper[:, None] * taper)) ** 2
            line = [math.log(power[ring].mean() + 1e-9) for ring in rings]
            acf = np.fft.ifft2(np.abs(np.fft.fft2(tile, (64, 64))) ** 2).real
            fit = np.polyfit(np.log(np.arange(2, 14) + 0.5), line, 1)[0]
            rows.append((tile.std(), fit, *((acf[0, 1:5] + acf[1:5, 0]) / 2 / acf[0, 0])))
    return rows


def figures(rgb, mask, out):
    """Append one image's figures to the lists in out."""
    luma, total = rgb @ LUMA, rgb.sum(2) + 1
    excess = (3 * rgb[..., 1] - total) / total
    scar, away = blur(mask * 1.0, 1.5) > 0.9, blur(mask * 1.0, 2.0) < 0.02
    plants = away & (excess > 0.04)
    soil = away & (excess < 0) & (rgb[..., 0] > rgb[..., 2] + 8)
    classes = {"vegetation": plants, "scar": scar, "soil": soil, "pale": away & (luma > 190)}
    for name, where in classes.items():
        if where.sum() > 300:
            row = np.r_[rgb[where].mean(0), rgb[where].std(0)]
            out.setdefault(name + " RGB mean, std", []).append(row)
    if min(scar.sum(), plants.sum()) > 300:
        red, green, blue = rgb[scar].mean(0)
        row = luma[scar].mean() / luma[plants].mean(), red / green, green / blue
        out.setdefault("scar / vegetation luminance, red / green, green / blue", []).append(row)
    for name, where in (("vegetation", away & (blur(plants * 1.0, 2) > 0.2)), ("scar", scar)):
        out.setdefault(name + " window std, slope, acf 1-4 px", []).extend(texture(luma, where))


def read_pixels(path):
    """Return an image as (rows, columns) or (rows, columns, bands) floats."""
    data = gdal.Open(str(path)).ReadAsArray().astype(float)
    return data if data.ndim == 2 else np.moveaxis(data[:3], 0, 2)


def report(title, pairs):
    """Print the median over images (or windows) of every figure, and quartiles of ratios."""
    out = {}
    for image, mask in pairs:
        figures(read_pixels(image), read_pixels(mask) > 0, out)
    for name, rows in out.items():
        if rows:
            parts = (25, 50, 75) if "/" in name else 50
            print(title, name, len(rows), np.percentile(rows, parts, axis=0).round(2).tolist())
