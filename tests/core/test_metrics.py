"""Figures of merit: cases counted by hand, the same as scikit-learn's, and their identities."""

import numpy as np
import pytest

from sam_cffnet_qgis.core.metrics import (
    BINS,
    Confusion,
    ProbabilityCounts,
    confusion_of,
    tempered,
)


def masks(seed=0, shape=(40, 50)):
    rng = np.random.default_rng(seed)
    truth = rng.random(shape) < 0.2
    detected = truth ^ (rng.random(shape) < 0.1)
    return detected, truth, rng.random(shape) < 0.9


def counted(probability, truth):
    counts = ProbabilityCounts()
    probability = np.asarray(probability, np.float32)
    counts.add(probability, np.asarray(truth, bool), np.ones(probability.shape, bool))
    return counts


def test_confusion_counts_known_pixels_alone():
    detected = np.array([1, 1, 0, 0, 1], bool)
    truth = np.array([1, 0, 1, 0, 1], bool)
    known = np.array([1, 1, 1, 1, 0], bool)
    assert confusion_of(detected, truth, known) == Confusion(1, 1, 1, 1)


def test_figures_of_a_case_counted_by_hand():
    figures = Confusion(hits=6, false_alarms=2, misses=4, rejections=88).figures()
    assert figures == pytest.approx({"iou": 0.5, "f1": 2 / 3, "precision": 0.75, "recall": 0.6})


@pytest.mark.parametrize("totals", [(0, 0, 0, 9), (0, 3, 0, 1), (0, 0, 4, 1)])
def test_figures_are_zero_where_nothing_was_hit(totals):
    assert set(Confusion(*totals).figures().values()) == {0.0}


@pytest.mark.parametrize("seed", range(5))
def test_figures_are_those_of_scikit_learn(seed):
    sklearn = pytest.importorskip("sklearn.metrics")
    detected, truth, known = masks(seed)
    totals = confusion_of(detected, truth, known)
    y, p = truth[known], detected[known]
    cells = [totals.rejections, totals.false_alarms, totals.misses, totals.hits]
    assert cells == sklearn.confusion_matrix(y, p).ravel().tolist()
    expected = {
        "iou": sklearn.jaccard_score(y, p),
        "f1": sklearn.f1_score(y, p),
        "precision": sklearn.precision_score(y, p),
        "recall": sklearn.recall_score(y, p),
    }
    assert totals.figures() == pytest.approx(expected)


@pytest.mark.parametrize("totals", [(6, 2, 4, 88), (1, 0, 0, 0), (0, 1, 1, 1), (3, 70, 9, 1)])
def test_f1_follows_from_iou(totals):
    figures = Confusion(*totals)
    assert figures.f1 == pytest.approx(2 * figures.iou / (1 + figures.iou))


def test_sweep_is_the_comparison_at_every_threshold():
    rng = np.random.default_rng(1)
    probability = rng.random(5000).astype(np.float32)
    truth = rng.random(5000) < probability
    thresholds, totals = counted(probability, truth).sweep()
    assert len(thresholds) == 99
    for at, total in zip(thresholds, totals):
        assert total == confusion_of(probability > at, truth, np.ones(5000, bool))


def test_pixel_at_the_threshold_is_not_detected():
    assert counted([0.5, 0.5001], [1, 1]).confusion(0.5) == Confusion(1, 0, 1, 0)


def test_sure_pixels_are_in_the_outer_bins():
    counts = counted([0.0, 1.0], [0, 1])
    assert (counts.counts[0, 0], counts.counts[1, BINS - 1]) == (1, 1)


def test_best_threshold_separates_two_heaps_in_the_middle():
    counts = counted([0.2] * 90 + [0.7] * 10, [0] * 90 + [1] * 10)
    assert counts.confusion(counts.best_threshold()).f1 == 1
    assert 0.2 < counts.best_threshold() < 0.7
    assert counts.best_threshold() == pytest.approx(0.45, abs=0.02)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_best_temperature_finds_the_one_that_was_put_in(temperature):
    rng = np.random.default_rng(2)
    right = rng.uniform(0.02, 0.98, 200_000)
    truth = rng.random(right.size) < right
    stated = tempered(right, 1 / temperature)  # logits too large by the temperature
    assert counted(stated, truth).best_temperature() == pytest.approx(temperature, rel=0.05)


def test_tempered_counts_are_those_of_tempered_probabilities():
    rng = np.random.default_rng(3)
    probability, truth = rng.uniform(0.01, 0.99, 20_000), rng.random(20_000) < 0.3
    direct = counted(tempered(probability, 2.0), truth)
    moved = counted(probability, truth).tempered(2.0)
    assert moved.counts.sum() == direct.counts.sum()
    assert moved.log_loss() == pytest.approx(direct.log_loss(), rel=1e-3)


def test_calibration_error_of_a_case_counted_by_hand():
    # 10 pixels say 0.2005 and 4 are landslide; 30 say 0.9005 and 24 are
    counts = counted([0.2005] * 10 + [0.9005] * 30, [1] * 4 + [0] * 6 + [1] * 24 + [0] * 6)
    expected = (10 * abs(0.2005 - 0.4) + 30 * abs(0.9005 - 0.8)) / 40
    assert counts.calibration_error() == pytest.approx(expected, abs=1e-6)
    assert [row[2] for row in counts.reliability()] == [10, 30]


def test_counts_without_pixels_have_no_error():
    assert ProbabilityCounts().calibration_error() == 0
    assert ProbabilityCounts().log_loss() == 0
