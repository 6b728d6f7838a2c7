"""Figures of merit of the landslide class, from pixel totals: never means over images or classes.

For pixel totals F1 = 2 IoU / (1 + IoU). A ratio without a denominator is 0, so that this identity
also holds where nothing was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

BINS = 1000
RELIABILITY_BINS = 10
THRESHOLDS = (0.05, 0.95)  # beyond, a threshold fits the noise of a few pixels
TEMPERATURES = np.round(np.geomspace(0.25, 8.0, 101), 4)


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0


@dataclass(frozen=True)
class Confusion:
    """Totals of pixels, or of any measure of area.

    Attributes:
        hits: landslide, and detected.
        false_alarms: no landslide, but detected.
        misses: landslide, but not detected.
        rejections: no landslide, and not detected.
    """

    hits: float
    false_alarms: float
    misses: float
    rejections: float

    @property
    def iou(self) -> float:
        """Intersection over union."""
        return _ratio(self.hits, self.hits + self.false_alarms + self.misses)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; also called Dice."""
        return _ratio(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)

    @property
    def precision(self) -> float:
        """Share of what was detected that is landslide."""
        return _ratio(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Share of the landslides that was detected."""
        return _ratio(self.hits, self.hits + self.misses)

    def figures(self) -> dict[str, float]:
        """``iou``, ``f1``, ``precision`` and ``recall``."""
        return {name: getattr(self, name) for name in ("iou", "f1", "precision", "recall")}


def confusion_of(detected: np.ndarray, truth: np.ndarray, known: np.ndarray) -> Confusion:
    """Count the known pixels of two masks; all three (...) bool."""
    cells = np.bincount((truth[known] * 2 + detected[known]).ravel(), minlength=4)
    rejections, false_alarms, misses, hits = (int(cell) for cell in cells)
    return Confusion(hits, false_alarms, misses, rejections)


@dataclass
class ProbabilityCounts:
    """Pixels by truth and by probability, from which every threshold can be judged.

    Attributes:
        counts: (2, BINS) int64; row 1 is landslide, bin k holds probabilities from k / BINS
            (excluded) to (k + 1) / BINS, since a pixel is detected strictly above a threshold.
    """

    counts: np.ndarray = field(default_factory=lambda: np.zeros((2, BINS), np.int64))

    def add(self, probability: np.ndarray, truth: np.ndarray, known: np.ndarray) -> None:
        """Count pixels: probability (...) float in [0, 1], truth and known (...) bool."""
        bins = np.ceil(probability[known].astype(np.float64) * BINS).astype(np.int64) - 1
        bins = np.clip(bins, 0, BINS - 1) + truth[known] * BINS
        self.counts += np.bincount(bins.ravel(), minlength=2 * BINS).reshape(2, BINS)

    def confusion(self, threshold: float) -> Confusion:
        """Totals at a threshold, rounded to whole bins."""
        first = round(threshold * BINS)
        (rejections, misses), (false_alarms, hits) = (
            self.counts[:, :first].sum(1).tolist(),
            self.counts[:, first:].sum(1).tolist(),
        )
        return Confusion(hits, false_alarms, misses, rejections)

    def sweep(self) -> tuple[np.ndarray, list[Confusion]]:
        """Thresholds at every hundredth, and the totals at each."""
        thresholds = np.arange(1, 100) / 100
        return thresholds, [self.confusion(threshold) for threshold in thresholds]

    def best_threshold(self) -> float:
        """The hundredth with the highest F1; the middle one of several."""
        thresholds, totals = self.sweep()
        usable = (thresholds >= THRESHOLDS[0]) & (thresholds <= THRESHOLDS[1])
        f1 = np.where(usable, [total.f1 for total in totals], -1)
        best = np.flatnonzero(f1 == f1.max())
        return float(thresholds[best[len(best) // 2]])

    def best_temperature(self) -> float:
        """Temperature by which logits are divided for the highest likelihood."""
        return float(min(TEMPERATURES, key=self.log_loss))

    def tempered(self, temperature: float) -> ProbabilityCounts:
        """The counts that probabilities of another temperature would have given."""
        moved = tempered(_centres(), temperature)
        bins = np.clip(np.ceil(moved * BINS).astype(int) - 1, 0, BINS - 1)
        rows = [np.bincount(bins, row, BINS) for row in self.counts]
        return ProbabilityCounts(np.array(rows).astype(np.int64))

    def log_loss(self, temperature: float = 1.0) -> float:
        """Mean negative log likelihood of a pixel at a temperature, in nats."""
        p = tempered(_centres(), temperature)
        total = self.counts[1] @ np.log(p) + self.counts[0] @ np.log1p(-p)
        return -_ratio(total, self.counts.sum())

    def reliability(self) -> list[tuple[float, float, int]]:
        """Mean probability, share of landslide and number of pixels, by tenth of probability."""
        groups = np.arange(BINS) * RELIABILITY_BINS // BINS
        pixels = self.counts.sum(0)
        number = np.bincount(groups, pixels)
        stated = np.bincount(groups, pixels * _centres())
        found = np.bincount(groups, self.counts[1])
        rows = zip(stated, found, number)
        return [(_ratio(s, n), _ratio(f, n), int(n)) for s, f, n in rows if n]

    def calibration_error(self) -> float:
        """Expected calibration error: mean gap of stated and found share, weighted by pixels."""
        rows = self.reliability()
        gaps = sum(abs(stated - found) * number for stated, found, number in rows)
        return _ratio(gaps, sum(number for *_, number in rows))


def tempered(probability: np.ndarray | float, temperature: float) -> np.ndarray | float:
    """Probability (0 to 1, both excluded) after its logit is divided by a temperature."""
    logit = np.log(probability) - np.log1p(-probability)
    return 1 / (1 + np.exp(-logit / temperature))


def _centres() -> np.ndarray:
    return (np.arange(BINS) + 0.5) / BINS
