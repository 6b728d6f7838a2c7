"""Relief of the synthetic sample scene: hills, streams, and the tracks and shapes of scars."""

import math

import numpy as np
from osgeo import gdal

SIZE_PX = 1024  # one pixel is one metre
# Scar areas asked for; the quartiles of bijie's labels are 2191, 5071 and 12119 px.
SCAR_AREAS_M2 = (14500, 10500, 8200, 6300, 4800, 3900, 3000, 2300, 1700, 1200, 800, 550, 360)
BRANCHED = (1, 3, 5, 8)  # the scars, counted from 1, that get a second source
ROWS, COLS = np.mgrid[0:SIZE_PX, 0:SIZE_PX].astype(float)


def noise(rng, falloff, low_px=1024.0, shape=(SIZE_PX, SIZE_PX)):
    """Unit-variance Gaussian noise, amplitude ~ frequency^-falloff below wavelength low_px."""
    frequency = np.hypot(np.fft.fftfreq(shape[0])[:, None], np.fft.rfftfreq(shape[1])[None])
    gain = np.maximum(frequency, 1.0 / low_px) ** -falloff
    gain[0, 0] = 0
    field = np.fft.irfft2(np.fft.rfft2(rng.standard_normal(shape)) * gain, s=shape)
    return field / field.std()


def blur(field, sigma_px):
    """Gaussian blur with mirrored borders."""
    pad = int(4 * sigma_px) + 2
    wide = np.pad(field, pad, mode="reflect")
    fy, fx = np.fft.fftfreq(wide.shape[0])[:, None], np.fft.rfftfreq(wide.shape[1])[None]
    gain = np.exp(-2 * (np.pi * sigma_px) ** 2 * (fy**2 + fx**2))
    return np.fft.irfft2(np.fft.rfft2(wide) * gain, s=wide.shape)[pad:-pad, pad:-pad]


def ramp(value, low, high):
    """Smooth step from 0 at low to 1 at high."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def river_frame(rows, cols):
    """Return the metres along the river's axis and the signed metres across its course."""
    along = 0.87 * cols - 0.49 * rows + 500
    across = 0.49 * cols + 0.87 * rows - 760
    bend = 95 * np.sin(along / 118 + 0.6) + 38 * np.sin(along / 61 + 2.0) + 20 * np.sin(along / 290)
    tilt = 95 / 118 * np.cos(along / 118 + 0.6) + 38 / 61 * np.cos(along / 61 + 2.0)
    return along, (across - bend) / np.sqrt(1 + tilt**2)


def receivers(height):
    """Return the flat index of each cell's steepest lower neighbour and the distance in cells."""
    n = height.shape[0]
    wide = np.pad(height, 1, constant_values=1e9)
    index, best = np.arange(n * n).reshape(n, n), np.zeros((n, n))
    target, step = index.copy(), np.ones((n, n))
    for dy, dx in ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)):
        length = math.hypot(dy, dx)
        drop = (height - wide[1 + dy : n + 1 + dy, 1 + dx : n + 1 + dx]) / length
        better = drop > best
        best[better], step[better] = drop[better], length
        target[better] = index[better] + dy * n + dx
    return target.ravel(), step.ravel()


def carve(height, fixed, cell_m, rng):
    """Raise the land and let streams cut it (implicit stream power) with a limiting slope."""
    uplift = 8.0 * np.exp(0.25 * noise(rng, 1.5, 300, height.shape))
    limit = np.clip(0.72 + 0.13 * noise(rng, 1.3, 120, height.shape), 0.4, 1.0).ravel()
    for _ in range(34):
        height = np.where(fixed, height, height + uplift + rng.normal(0, 0.4, height.shape))
        target, step = receivers(height)
        order = np.argsort(height.ravel(), kind="stable").tolist()
        goal, area = target.tolist(), [cell_m**2] * height.size
        for i in reversed(order):
            if goal[i] != i:
                area[goal[i]] += area[i]
        factor = (0.30 * np.sqrt(area) / (step * cell_m)).tolist()
        cap, level = (limit * step * cell_m).tolist(), height.ravel().tolist()
        free = (~fixed.ravel()).tolist()
        for i in order:
            if goal[i] != i and free[i]:
                low = level[goal[i]]
                level[i] = min((level[i] + factor[i] * low) / (1 + factor[i]), low + cap[i])
        height = np.array(level).reshape(height.shape)
        height = np.where(fixed, height, blur(height, 0.8))  # soil creep rounds the ridges
    return height


def build_terrain(rng):
    """Return the ground height in metres: a valley floor and hills with branching gullies."""
    cell = 4
    rows, cols = ROWS[::cell, ::cell], COLS[::cell, ::cell]
    along, across = river_frame(rows, cols)
    floor_m = 62 + 26 * noise(rng, 1.6, 160, rows.shape)
    start = 0.012 * along + 0.02 * np.abs(across)
    fixed = np.abs(across) < np.maximum(floor_m, 26)
    rough = start + np.where(fixed, 0, 6 + 4 * noise(rng, 1.5, 200, rows.shape))
    coarse = carve(rough, fixed, cell, rng)
    raster = gdal.GetDriverByName("MEM").Create("", *coarse.shape[::-1], 1, gdal.GDT_Float64)
    raster.WriteArray(coarse)
    fine = raster.ReadAsArray(
        buf_xsize=SIZE_PX, buf_ysize=SIZE_PX, resample_alg=gdal.GRIORA_CubicSpline
    )
    dry = ramp(np.abs(river_frame(ROWS, COLS)[1]), 40, 120)
    return blur(fine, 5) + 0.9 * noise(rng, 1.9, 90) * dry


def stamp_path(path, reach_px):
    """Return nearest-vertex distance, vertex index and signed side offset around a path."""
    distance = np.full((SIZE_PX, SIZE_PX), 1e6)
    vertex, side = np.zeros(distance.shape), np.zeros(distance.shape)
    heading = np.gradient(path, axis=0)
    heading /= np.linalg.norm(heading, axis=1)[:, None] + 1e-9
    for i, ((y, x), (ty, tx)) in enumerate(zip(path, heading)):
        y0, x0 = max(int(y - reach_px), 0), max(int(x - reach_px), 0)
        box = np.s_[y0 : int(y + reach_px), x0 : int(x + reach_px)]
        dy, dx = ROWS[box] - y, COLS[box] - x
        d = np.hypot(dy, dx)
        near = d < distance[box]
        distance[box][near], side[box][near] = d[near], (dy * tx - dx * ty)[near]
        vertex[box][near] = (i + dy * ty + dx * tx)[near]
    return distance, vertex, side


def descend(slope_y, slope_x, start, length_m, rng, grade=None):
    """Trace a path in 1 m steps: steepest descent, or a road climbing at +-grade."""
    point, path, turn, way = np.array(start, float), [], np.zeros(2), 1.0
    for step in range(int(length_m)):
        y, x = int(point[0]), int(point[1])
        if not (4 <= y < SIZE_PX - 4 and 4 <= x < SIZE_PX - 4):
            break
        path.append(point.copy())
        down = -np.array((slope_y[y, x], slope_x[y, x]))
        steep = np.hypot(*down) + 1e-6
        if grade is None and steep < 0.2 and step > 15:
            break
        aim = down / steep
        if grade is not None:
            if step % 260 == 259:
                way = -way
            climb = min(grade / steep, 0.95)
            aim = -climb * aim + way * math.sqrt(1 - climb**2) * np.array((-aim[1], aim[0]))
        agility = 0.1 if grade is None else 0.05
        turn = (1 - agility) * turn + agility * (aim + rng.normal(0, 0.25, 2))
        point = point + turn / (np.hypot(*turn) + 1e-9)
    return np.array(path)


def scar_shape(path, area_m2, rng, ragged):
    """Return a scar's field (1 on its axis, 0 on its border), metres along it and across it."""
    t = np.linspace(0, 1, len(path))
    neck, fan = rng.uniform(0.45, 0.85), rng.uniform(0.6, 1.25)
    width = np.interp(t, (0, 0.12, 0.3, 0.62, 0.85, 1), (0.7, 1.0, 0.95, neck, fan, 0.6 * fan))
    width *= np.exp(0.12 * np.interp(t, np.linspace(0, 1, 9), rng.standard_normal(9)))
    width *= area_m2 / (2 * width.sum())
    distance, vertex, side = stamp_path(path, 2.4 * width.max() + 6)
    half = np.interp(vertex, np.arange(len(path)), width)
    shift = half * 0.25 * np.sin(vertex / len(path) * 5 + rng.uniform(0, 6))
    over = np.maximum(np.maximum(-vertex, vertex - len(path) + 1), 0)
    field = 1 - np.hypot(side - shift, 1.3 * over) / half + np.minimum(0.24, 4.0 / half) * ragged
    return np.where(distance < 1e6, field, -9.0), vertex / len(path), side


def pick_head(slope, blocked, drop_px, rng):
    """Draw a head on a steep, wooded slope; blocked marks where none may start."""
    weight = ramp(slope, 0.42, 0.62) * ~blocked
    edge = 40 + drop_px // 3
    weight[:edge] = weight[-edge:] = weight[:, :edge] = weight[:, -edge:] = 0
    total = np.cumsum(weight.ravel())
    return divmod(int(np.searchsorted(total, rng.uniform(0, total[-1]))), SIZE_PX)


def build_scars(height, across, rng):
    """Return each pixel's scar field, owner, position along and aside, and the new ground."""
    gy, gx = np.gradient(blur(height, 7))
    field, owner = np.full(height.shape, -9.0), np.zeros(height.shape, int)
    along, side = np.zeros(height.shape), np.zeros(height.shape)
    blocked = np.abs(across) < 95
    for number, area_m2 in enumerate(SCAR_AREAS_M2, 1):
        length_m = math.sqrt(area_m2 * rng.uniform(2.4, 6.5))
        ragged = noise(rng, 1.5, 60)
        for path, part_m2 in scar_paths(gy, gx, blocked, number, area_m2, length_m, rng):
            piece, t, offset = scar_shape(path, part_m2, rng, ragged)
            new = piece > field
            field[new], along[new], side[new] = piece[new], t[new], offset[new]
            owner[new & (piece > -0.5)] = number
            blocked |= 75 + 0.6 * length_m > np.hypot(*(path[0] - np.dstack((ROWS, COLS))).T).T
        blocked |= blur((field > 0).astype(float), 14) > 0.02
    depth = np.interp(along, (0, 0.5, 0.75, 1), (-3.6, -1.6, 0.8, 1.6))
    depth *= np.clip(field, 0, 1) ** 0.5
    return field, owner, along, side, height + blur(depth * ramp(field, 0, 0.12), 1.5)


def scar_paths(slope_y, slope_x, blocked, number, area_m2, length_m, rng):
    """Return (path, area) of a scar's track and, for some, of a second source joining it."""
    slope, main = np.hypot(slope_y, slope_x), ()
    while len(main) < 0.75 * length_m:  # a descent may end early, in a valley or at the edge
        head = pick_head(slope, blocked, int(length_m), rng)
        main = descend(slope_y, slope_x, head, length_m, rng)
    if number not in BRANCHED:
        return [(main, area_m2)]
    reach = rng.uniform(0.26, 0.36) * length_m * rng.choice((-1, 1)) / slope[head]
    start = (head[0] - reach * slope_x[head], head[1] + reach * slope_y[head])
    twin = descend(slope_y, slope_x, start, length_m, rng)
    count = min(len(twin), len(main))
    if count < 0.5 * length_m:
        return [(main, area_m2)]
    join = ramp(np.arange(count) / count, 0.15, 0.75)[:, None]
    twin = (1 - join) * twin[:count] + join * main[:count]
    return [(main, 0.68 * area_m2), (twin, 0.4 * area_m2)]
