"""Build the synthetic landslide sample scene (scene.tif, truth.tif) from one seed.

Usage:
    build_scene.py                      rebuild both rasters beside this script
    build_scene.py measure DATA_FOLDER  print again the figures measured on real imagery
    build_scene.py check                print the same figures for the built scene

Every pixel is computed: relief, plants, river, roads, houses and scars are simulated, then lit by
one sun. Real imagery only gave the colour and texture figures below. The truth mask outlines whole
scars, small islands of surviving trees included, as a hand-drawn inventory would.
"""

import csv
import math
import sys
from pathlib import Path

import numpy as np
from osgeo import gdal, osr
from scene_figures import LUMA, report
from scene_relief import (
    COLS,
    ROWS,
    SCAR_AREAS_M2,
    SIZE_PX,
    blur,
    build_scars,
    build_terrain,
    descend,
    noise,
    ramp,
    river_frame,
    stamp_path,
)

gdal.UseExceptions()
SEED = 48
ORIGIN_M = (529_600.0, 3_020_200.0)  # upper left corner, EPSG:32648, hills near Bijie
SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG = 138.0, 47.0

# Measured by `measure` on the sources bijie, bijie_negative and sichuan. A figure is the median
# over images of the image's own mean or standard deviation (R, G, B). Vegetation: unlabelled
# pixels over 4 px from a scar with excess green > 0.04; soil: without excess green, red > blue + 8;
# pale: luminance > 190 (roads, roofs, gravel). Scar pixels lie over 2 px inside the label.
VEGETATION_MEAN, VEGETATION_STD = (66.4, 87.7, 71.0), (25.1, 23.5, 19.4)  # bijie
SCAR_MEAN, SCAR_STD = (124.2, 126.5, 107.1), (26.1, 22.8, 19.8)  # bijie, to compare
SOIL_MEAN, PALE_MEAN = (139.4, 120.4, 111.6), (211.4, 213.7, 193.1)  # bijie
# Scar / vegetation luminance: quartiles are 1.34, 1.56, 1.79 (bijie), 1.65, 1.90, 2.40 (sichuan).
SCAR_RATIO, SCAR_RATIO_LOG_SPREAD = 1.65, 0.17
# Hue of a scar's mean colour as (mean, spread), between the two sources. Red / green quartiles:
# 0.92, 0.98, 1.04 (bijie), 1.07, 1.13, 1.19 (sichuan); green / blue: 1.11, 1.19, 1.26 (bijie).
SCAR_RED_GREEN, SCAR_GREEN_BLUE = (1.06, 0.07), (1.18, 0.09)
# To compare with `check`: medians over windows of 32 px (bijie) of the luminance's standard
# deviation, spectral slope and autocorrelation at 1, 2, 3 and 4 px.
VEGETATION_TEXTURE = (15.1, -3.15, 0.77, 0.41, 0.21, 0.13)
SCAR_TEXTURE = (16.7, -3.00, 0.78, 0.48, 0.31, 0.24)
# Where climbing dirt roads start (row, column) and how long they are in metres.
DIRT_ROADS = (((480, 250), 700), ((300, 850), 620), ((770, 560), 560), ((640, 780), 400))


def visible_sky(surface_m):
    """Return the light each pixel gets from sun and sky, 1 on open flat ground."""
    azimuth, elevation = math.radians(SUN_AZIMUTH_DEG), math.radians(SUN_ELEVATION_DEG)
    ux, uy = math.sin(azimuth), -math.cos(azimuth)
    gy, gx = np.gradient(surface_m)
    gy, gx = 2.2 * np.tanh(gy / 2.2), 2.2 * np.tanh(gx / 2.2)
    facing = math.sin(elevation) - math.cos(elevation) * (gx * ux + gy * uy)
    facing = np.clip(facing / np.sqrt(1 + gx**2 + gy**2), 0, None) / math.sin(elevation)
    horizon = np.full(surface_m.shape, -1e6)
    for reach in (*range(1, 22), *range(24, 170, 5)):
        y = np.clip(np.arange(SIZE_PX) + round(reach * uy), 0, SIZE_PX - 1)
        x = np.clip(np.arange(SIZE_PX) + round(reach * ux), 0, SIZE_PX - 1)
        horizon = np.maximum(horizon, surface_m[np.ix_(y, x)] - reach * math.tan(elevation))
    lit = 1 - ramp(horizon - surface_m, -0.2, 1.4)
    hollow = np.clip(blur(surface_m, 3) - surface_m, 0, 4)
    return 0.36 * (1 - 0.13 * hollow) + 0.64 * facing * lit


def plant_trees(density, size, rng):
    """Return canopy height in metres and the crown number of each pixel (0: no crown)."""
    canopy, crown = np.zeros(density.shape), np.zeros(density.shape, int)
    step = 2.7
    y, x = np.mgrid[0:SIZE_PX:step, 0:SIZE_PX:step] + rng.uniform(-1.6, 1.6, (2, 380, 380))
    y, x = (np.clip(axis.ravel(), 0, SIZE_PX - 1.01) for axis in (y, x))
    grows = rng.random(y.size) < density[y.astype(int), x.astype(int)]
    y, x = y[grows], x[grows]
    radius = size[y.astype(int), x.astype(int)] * np.exp(rng.normal(0, 0.33, y.size))
    radius = np.clip(radius, 0.9, 4.6)
    tall = radius * rng.uniform(1.6, 2.9, y.size)
    for i in range(y.size):
        r = radius[i]
        y0, x0 = max(int(y[i] - r), 0), max(int(x[i] - r), 0)
        box = np.s_[y0 : int(y[i] + r) + 2, x0 : int(x[i] + r) + 2]
        d2 = ((ROWS[box] - y[i]) ** 2 + (COLS[box] - x[i]) ** 2) / r**2
        top = np.where(d2 < 1, tall[i] * (1 - 0.6 * d2), 0)
        new = top > canopy[box]
        canopy[box][new], crown[box][new] = top[new], i + 1
    return canopy, crown


def paint(image, colour, amount):
    """Blend a colour, or a per-pixel colour image, into image by amount."""
    image += (np.asarray(colour, float) - image) * np.asarray(amount)[..., None]


def paint_fields(image, height, along, across, where, rng):
    """Paint terraced plots that follow contours on slopes and the river on the valley floor."""
    bend = noise(rng, 1.8, 200)
    strip = height / 2.6 + np.abs(across) / 17 + 0.5 * bend
    row = np.floor(strip).astype(int) % 997
    place = along / (38 + 25 * rng.random(997))[row] + 60 * rng.random(997)[row] + 0.25 * bend
    plot = (row * 131 + np.floor(place).astype(int) * 17) % 4999
    crops = np.array(
        (
            (72, 97, 70),
            (60, 84, 62),
            (96, 118, 78),
            (84, 101, 72),
            (128, 118, 88),
            (146, 134, 103),
            (118, 104, 88),
            SOIL_MEAN,
        )
    )
    pick = rng.choice(8, 4999, p=(0.23, 0.2, 0.12, 0.17, 0.11, 0.07, 0.06, 0.04))
    shade = rng.normal(1, 0.07, 4999)[plot] + 0.05 * noise(rng, 0.8, 20)
    drill = 0.05 * np.sin(2 * np.pi * np.where(plot % 3 == 0, place * 13, strip * 5 + 0.6 * bend))
    colour = crops[pick[plot]] * (shade + drill * (plot % 5 != 0))[..., None]
    edge = np.zeros(plot.shape)
    edge[1:] = plot[1:] != plot[:-1]
    edge[:, 1:] = np.maximum(edge[:, 1:], plot[:, 1:] != plot[:, :-1])
    edge = np.clip(blur(edge, 0.8) * (1.1 + 0.5 * noise(rng, 1, 30)), 0, 0.8)
    paint(image, colour, where)
    paint(image, (52, 70, 50), where * edge)


def paint_river(image, along, across, rng):
    """Paint gravel bed and water; return the bed mask (0 to 1)."""
    wander = noise(rng, 1.6, 120)
    bed = 1 - ramp(np.abs(across) - 5 * np.sin(along / 83) - 3 * wander, 17, 21)
    water = 1 - ramp(np.abs(across - 9 * np.sin(along / 47 + 1) - 2 * wander), 7.5, 10)
    grain = 1 + 0.09 * noise(rng, 0.7, 12) + 0.07 * wander
    paint(image, np.array(PALE_MEAN) * 0.70 * grain[..., None], bed)
    paint(image, (88, 104, 74), bed * ramp(noise(rng, 1.3, 40), 0.5, 1.1))
    depth = ramp(noise(rng, 1.2, 60), -1.5, 1.5)[..., None]
    paint(image, np.array((96, 112, 100)) - 22 * depth, water)
    paint(image, (176, 184, 176), water * ramp(noise(rng, 1.3, 14), 2.1, 3.2))
    return bed


def paint_roads(image, height, across, rng):
    """Paint a paved valley road and climbing dirt roads with cut banks; return their mask."""
    gy, gx = np.gradient(blur(height, 9))
    wander = 6 * noise(rng, 2.0, 300)
    paved = 1 - ramp(np.abs(across - 40 - wander), 2.2, 3.6)
    mask, grain = paved.copy(), 1 + 0.06 * noise(rng, 0.8, 15)
    for start, length_m in DIRT_ROADS:
        path = descend(gy, gx, start, length_m, rng, grade=0.11)
        distance, vertex, side = stamp_path(path, 14)
        bank = 2.6 + 2.2 * np.sin(vertex / 37) + 1.6 * noise(rng, 1.2, 25)
        cut = (1 - ramp(distance - 2.2 - np.clip(bank, 0, 6), -0.5, 1.2)) * (side > 0)
        dirt = 1 - ramp(distance, 1.6, 2.9)
        paint(image, np.array(SOIL_MEAN) * 0.95 * grain[..., None], cut)
        paint(image, np.array((176, 160, 138)) * grain[..., None], dirt)
        mask = np.maximum(mask, np.maximum(dirt, cut))
    paint(image, np.array(PALE_MEAN) * 0.93 * grain[..., None], paved)
    return mask


def quad(centre, half_y, half_x, angle):
    """Return the two coordinates of a turned rectangle, both within +-1 inside it."""
    dy, dx = ROWS - centre[0], COLS - centre[1]
    c, s = math.cos(angle), math.sin(angle)
    return (c * dy - s * dx) / half_y, (s * dy + c * dx) / half_x


def build_site(image, height, across, rng):
    """Paint roofs, yards, bare lots and a quarry; return their mask and heights in metres."""
    mask, raised = np.zeros(height.shape), np.zeros(height.shape)
    v, u = quad((322, 648), 27, 44, 0.5)
    reach = np.maximum(abs(v), abs(u + 0.2 * v) + 0.02 * noise(rng, 1.2, 40))
    inside = 1 - ramp(reach, 0.97, 1.02)
    bench = blur(np.floor((v + 1) * 3.4) * 3.4 + 0.5 * noise(rng, 1.5, 40), 0.8)
    grain = 1 + 0.09 * noise(rng, 1.0, 20)
    paint(image, np.array((176, 170, 154)) * grain[..., None], inside)
    mask, raised = np.maximum(mask, inside), raised - inside * (bench - 10)
    roofs = ((176, 178, 176), (142, 140, 136), (120, 112, 106), (205, 204, 196), (70, 104, 168))
    ground = (np.abs(across) > 48) & (np.abs(across) < 70)
    spots = np.argwhere(ground)[rng.permutation(int(ground.sum()))[:26]]
    for number, spot in enumerate(spots):
        angle, half = rng.uniform(0, math.pi), rng.uniform((3.2, 4.5), (5.2, 8.5))
        v, u = quad(spot, *(half * (2.2 if number < 4 else 1.35)), angle)
        yard = 1 - ramp(np.maximum(abs(v), abs(u)), 0.95, 1.1)
        lot = SOIL_MEAN if number < 4 else (158, 154, 142)
        paint(image, np.array(lot) * grain[..., None], yard)
        mask = np.maximum(mask, yard)
        if number >= 4:
            v, u = quad(spot, *half, angle)
            roof = np.maximum(abs(v), abs(u)) < 1
            paint(image, roofs[rng.choice(5, p=(0.3, 0.25, 0.25, 0.14, 0.06))], roof.astype(float))
            raised = np.where(roof, 5.5 - 1.6 * abs(v), raised)
    return mask, raised


def paint_scars(image, field, owner, along, side, rng):
    """Paint soil with streaks downslope, wet and stony parts; return cover and block heights."""
    count = len(SCAR_AREAS_M2) + 1
    luma = np.dot(VEGETATION_MEAN, LUMA) * SCAR_RATIO * 1.16  # slopes and shade darken it
    red = np.clip(rng.normal(*SCAR_RED_GREEN, count), 0.96, 1.24)
    blue = 1 / np.clip(rng.normal(*SCAR_GREEN_BLUE, count), 1.04, 1.36)
    colour = np.stack((red, np.ones(count), blue), axis=1)
    colour *= luma / (colour @ LUMA)[:, None]
    colour *= np.exp(rng.normal(0, SCAR_RATIO_LOG_SPREAD, (count, 1)))
    grid = noise(rng, 0.75, 30)
    t = np.floor(along * 60 + 3 * noise(rng, 1.6, 60) + 40 * owner).astype(int) % SIZE_PX
    streak = blur(grid[t // 4, np.floor(side * 1.3 + 400).astype(int) % SIZE_PX], 0.9)
    patch, grain = noise(rng, 1.3, 70), noise(rng, 0.9, 12)
    tone = 1 + 0.13 * streak + 0.05 * patch + 0.08 * grain + 0.15 * (0.35 - along)
    soil = colour[owner] * np.clip(tone, 0.45, 1.7)[..., None]
    paint(soil, np.array(SOIL_MEAN) * 0.9, 0.45 * ramp(noise(rng, 1.4, 50), 0.3, 1.3))
    blocks = ramp(noise(rng, 0.4, 5) + 1.1 * (along - 0.6), 1.7, 2.6) * (field > 0.05)
    soft = 0.5 * noise(rng, 0.9, 10)
    cover = ramp(field + 0.05 * soft, -0.06, 0.14)
    green = ramp(noise(rng, 1.3, 26) - 2.2 * np.clip(field, 0, 0.5) + 0.5 * along, 0.75, 1.35)
    cover *= 1 - 0.85 * green
    paint(image, soil, cover)
    return cover, 1.3 * blocks + (0.14 * grain + 0.22 * streak) * cover


def render(rng):
    """Return the finished picture (rows, columns, RGB; floats) and the scar mask."""
    along, across = river_frame(ROWS, COLS)
    field, owner, t, side, height = build_scars(build_terrain(rng), across, rng)
    slope = blur(np.hypot(*np.gradient(blur(height, 5))), 8)
    stand, mixed = noise(rng, 1.6, 260), noise(rng, 1.3, 90)
    image = np.empty((SIZE_PX, SIZE_PX, 3))
    litter = noise(rng, 0.6, 10)[..., None]
    image[:] = np.array((58, 75, 53)) + 5 * litter
    paint(image, (90, 97, 66) + 7 * litter, 0.8 * ramp(mixed + 0.5 * noise(rng, 0.9, 14), 0.2, 1.6))
    farm = 1 - ramp(slope + 0.16 * stand + 0.03 * mixed, 0.38, 0.42)
    paint_fields(image, height, along, across, farm, rng)
    bed = paint_river(image, along, across, rng)
    roads = paint_roads(image, height, across, rng)
    site, raised = build_site(image, height, across, rng)
    cover, rubble = paint_scars(image, field, owner, t, side, rng)
    bare = np.maximum(np.maximum(bed, roads), np.maximum(site, cover))
    density = 0.22 + 0.70 * ramp(stand + 0.9 * mixed, -1.4, 0.2)
    density = np.where(farm > 0.5, 0.015 + 0.12 * (mixed > 1.2), density)
    density *= 1 - np.clip(1.3 * bare, 0, 1)
    canopy, crown = plant_trees(density, np.clip(1.85 + 0.6 * noise(rng, 1.5, 150), 1.0, 3.3), rng)
    leaf = np.array((61, 85, 60)) + rng.normal(0, 7, (crown.max() + 1, 1)) * (0.9, 1.0, 0.8)
    leaf = leaf + rng.normal(0, 4, leaf.shape) * (1, 0.6, 0.8)
    grove = (1 + 0.10 * stand + 0.06 * mixed)[..., None]
    leafy = leaf[crown] * grove + 3.0 * noise(rng, 0.5, 8)[..., None]
    paint(image, leafy, ramp(canopy, 0.1, 0.8))
    scrub = 0.22 * noise(rng, 0.5, 7) * (1 - farm) * (1 - bare)
    light = visible_sky(height + canopy + raised + rubble + scrub)
    outline = blur((field > 0).astype(float), 2.5) > 0.5  # an inventory draws no crumbs
    return expose(image * light[..., None], (bare < 0.05) & (field < -0.1), rng), outline


def expose(radiance, plants, rng):
    """Apply haze, lens and sensor, with gain and haze set to the measured vegetation."""
    picture = np.empty(radiance.shape)
    # 0.93: `check` also counts fields and shrubs as vegetation, which widens its spread.
    gain = 0.93 * np.mean(VEGETATION_STD) / radiance[plants].std(0).mean()
    for band in range(3):
        seen = blur(radiance[..., band], 0.52)
        seen = VEGETATION_MEAN[band] + gain * (seen - seen[plants].mean())
        picture[..., band] = seen + rng.normal(0, 1.3, seen.shape)
    picture = np.where(picture < 22, 22 * np.exp(np.minimum(picture - 22, 0) / 22), picture)
    return np.where(picture > 215, 215 + 40 * np.tanh((picture - 215) / 40), picture)


def write_raster(path, bands, options):
    """Write 8-bit bands as a tiled GeoTIFF in EPSG:32648 with 1 m pixels."""
    raster = gdal.GetDriverByName("MEM").Create("", SIZE_PX, SIZE_PX, len(bands))
    raster.SetGeoTransform((ORIGIN_M[0], 1.0, 0.0, ORIGIN_M[1], 0.0, -1.0))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32648)
    raster.SetProjection(reference.ExportToWkt())
    raster.WriteArray(bands)
    gdal.GetDriverByName("GTiff").CreateCopy(str(path), raster, options=["TILED=YES", *options])


def main(arguments):
    """Run one of the three commands of the module's usage text."""
    here = Path(__file__).resolve().parent
    if arguments[:1] == ["measure"]:
        folder = Path(arguments[1])
        with open(folder / "manifest.csv", newline="", encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        for source in ("bijie", "bijie_negative", "sichuan"):
            chosen = [row for row in table if row["source"] == source]
            report(source, [(folder / row["image"], folder / row["mask"]) for row in chosen])
        return
    if arguments[:1] != ["check"]:
        picture, scars = render(np.random.default_rng(SEED))
        pixels = np.moveaxis(np.clip(np.rint(picture), 0, 255).astype(np.uint8), 2, 0)
        packing = ["COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9", "PHOTOMETRIC=RGB"]
        write_raster(here / "scene.tif", pixels, packing)
        truth = (scars * 255).astype(np.uint8)[None]
        write_raster(here / "truth.tif", truth, ["COMPRESS=DEFLATE", "ZLEVEL=9"])
    report("scene", [(here / "scene.tif", here / "truth.tif")])


if __name__ == "__main__":
    main(sys.argv[1:])
