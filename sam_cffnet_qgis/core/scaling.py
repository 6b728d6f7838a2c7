"""Input scaling: any data type to [0, 1], with statistics of the whole file, never of a tile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_cffnet_qgis.core.tiles import Size, Window

SAMPLE_WINDOW_PX = 256
SAMPLE_PIXELS = 4_000_000  # enough for percentiles, and little memory
UNIT_TOP = 0.5  # floats in [0, 1] whose 98th percentile lies below are reflectances, not images


@dataclass(frozen=True)
class Stretch:
    """Linear stretch of one band: ``low`` becomes 0, ``high`` becomes 1, beyond is clipped."""

    low: float
    high: float

    def apply(self, values: np.ndarray) -> np.ndarray:
        """Stretch any real array to float32 in [0, 1]; a constant band (low == high) gives 0."""
        span = self.high - self.low
        if span <= 0:
            return np.zeros(values.shape, np.float32)
        scaled = values.astype(np.float32)
        if self.low != 0:
            scaled -= np.float32(self.low)
        scaled /= np.float32(span)
        if values.dtype == np.uint8 and self.low <= 0 and self.high >= 255:
            return scaled  # nothing lies beyond
        return np.clip(scaled, 0, 1, out=scaled)


UINT8_STRETCH = Stretch(0.0, 255.0)
UNIT_STRETCH = Stretch(0.0, 1.0)


def sample_windows(size: Size, pixels: int = SAMPLE_PIXELS) -> list[Window]:
    """Full-resolution windows on a fixed grid over a raster, from which statistics are taken.

    A raster of at most ``pixels`` is covered whole, a larger one evenly by square windows.

    Args:
        size: height and width of the raster.
        pixels: most pixels that the windows hold together.
    """
    edge = SAMPLE_WINDOW_PX
    rows, columns = -(-size.height // edge), -(-size.width // edge)
    shrink = max(1.0, (rows * columns * edge * edge / pixels) ** 0.5)
    whole = Window(0, 0, size.height, size.width)
    windows = []
    for row in _spread(rows, shrink):
        for column in _spread(columns, shrink):
            top, left = row * edge, column * edge
            windows.append(Window(top, left, top + edge, left + edge).intersection(whole))
    return windows


def _spread(cells: int, shrink: float) -> list[int]:
    """About ``cells / shrink`` cell numbers, evenly spread over all of them."""
    count = max(int(cells / shrink), 1)
    return [int((k + 0.5) * cells / count) for k in range(count)]


def stretch_from_sample(sample: np.ndarray, low_percent: float, high_percent: float) -> Stretch:
    """Stretch between two percentiles of a band's valid, finite sample; an empty one gives 0."""
    if sample.size == 0:
        return Stretch(0.0, 0.0)
    low, high = np.percentile(sample, [low_percent, high_percent])
    return Stretch(float(low), float(high))


def is_unit_image(samples: list[np.ndarray]) -> bool:
    """Whether float bands already hold an image in [0, 1], as our network takes it."""
    samples = [sample for sample in samples if sample.size]
    if not samples:
        return False
    if any(sample.min() < 0 or sample.max() > 1 for sample in samples):
        return False
    return max(float(np.percentile(sample, 98)) for sample in samples) >= UNIT_TOP
