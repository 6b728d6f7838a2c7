import csv
import io

import numpy as np
import pytest

from sam_cffnet_qgis.core.architectures import KINDS
from sam_cffnet_qgis.core.chip_store import StoredChip
from sam_cffnet_qgis.core.comparison_curves import COLOURS, MARKS, trade_section
from sam_cffnet_qgis.core.comparison_pictures import (
    _note,
    choose_chips,
    find_candidates,
    outcome_picture,
    thinned,
)
from sam_cffnet_qgis.core.comparison_row import Row, SeenChip, read_row
from sam_cffnet_qgis.core.comparison_table import (
    all_background,
    best_row,
    best_summary,
    row_values,
    summarise,
    table_csv,
)
from sam_cffnet_qgis.core.metrics import Confusion, ProbabilityCounts
from sam_cffnet_qgis.engine.report.figures import MARKERS

COST = {
    "parameters": 5_500_000,
    "trainable": 4_000_000,
    "gflops": 12.34,
    "study_gflops": 5.6,
    "seconds": 0.125,
}


def counts(hits, false_alarms, misses, rejections):
    """Pixels of which those detected have the probability 0.9, the others 0.1."""
    made = ProbabilityCounts()
    pixels = (
        ("1", 0.9, hits),
        ("0", 0.9, false_alarms),
        ("1", 0.1, misses),
        ("0", 0.1, rejections),
    )
    for truth, probability, count in pixels:
        known = np.ones(count, bool)
        made.add(np.full(count, probability), known if truth == "1" else ~known, known)
    return made


def row_of(
    architecture="cffd_lite", seed=0, test=(30, 10, 20, 40), validation=(1, 0, 1, 2), **more
):
    ious = more.get("ious", (0.1, 0.49, 0.5))
    best = max(ious)
    epochs = [
        {"number": n, "loss": 1.0 / n, "iou": iou, "is_best": iou == best}
        for n, iou in enumerate(ious, start=1)
    ]
    facts = (architecture, seed, "imagenet", "cpu, fp32", epochs, 90.0, COST)
    return Row(*facts, counts(*validation), counts(*test), more.get("seen", {}))


def table(rows, **titles):
    titles = titles or {"cffd_lite": "CFFD-lite"}
    return list(csv.DictReader(io.StringIO(table_csv(summarise(rows, titles)))))


def test_figures_of_a_run_are_pixel_totals_of_the_test_ground():
    values = row_values(row_of())
    assert values["iou"] == 0.5  # 30 of 60
    assert values["f1"] == pytest.approx(2 / 3)
    assert values["precision"] == 0.75 and values["recall"] == 0.6
    assert values["validation_iou"] == 0.5  # 1 of 2
    assert values["minutes"] == 1.5 and values["epochs"] == 3


def test_threshold_comes_from_the_validation_ground_alone():
    test, validation = ProbabilityCounts(), ProbabilityCounts()
    truth, known = np.array([True, False]), np.ones(2, bool)
    validation.add(np.array([0.7, 0.5]), truth, known)
    test.add(np.array([0.4, 0.3]), truth, known)
    facts = ("cffd_lite", 0, "random", "cpu, fp32", [], 0.0, COST)
    row = Row(*facts, validation, test, {})
    assert 0.5 <= row.threshold < 0.7
    assert row.totals == Confusion(0, 0, 1, 1)


def test_f1_follows_from_iou_in_the_line_of_every_run():
    rows = [row_of(seed=n, test=(10 + n, 3 * n, 5 + 7 * n, 11)) for n in range(5)]
    for line in table(rows)[:5]:
        iou, f1 = float(line["iou"]), float(line["f1"])
        assert f1 == pytest.approx(2 * iou / (1 + iou), abs=2e-6)


def test_mean_and_spread_are_over_the_runs():
    rows = [row_of(seed=0, test=(4, 0, 6, 1)), row_of(seed=1, test=(6, 0, 4, 1))]
    *runs, mean = table(rows)
    assert [line["iou"] for line in runs] == ["0.400000", "0.600000"]
    assert (mean["line"], mean["seed"], mean["runs"]) == ("mean", "", "2")
    assert float(mean["iou"]) == 0.5
    assert float(mean["iou_spread"]) == pytest.approx(0.2 / 2**0.5, abs=1e-6)
    assert float(mean["precision_spread"]) == 0
    assert (mean["start"], mean["trainable"], mean["seconds_per_tile"]) == (
        "imagenet",
        "4000000",
        "0.12500",
    )
    assert (mean["gflops"], mean["study_gflops"]) == ("12.340", "5.600")


def test_a_single_run_has_no_spread():
    assert table([row_of()])[1]["iou_spread"] == ""


def test_convergence_is_the_first_epoch_within_98_percent_of_the_best():
    assert row_of(ious=(0.1, 0.49, 0.5, 0.45)).converged_epoch == 2
    assert row_of(ious=(0.1, 0.489, 0.5, 0.45)).converged_epoch == 3


def test_the_best_network_and_run_are_those_of_the_validation_ground():
    good_test = row_of("cffd_lite", 0, test=(9, 0, 1, 5), validation=(5, 0, 5, 5))
    others = [row_of("hrnet_w18", n, validation=(6 + n, 0, 4 - n, 5)) for n in range(2)]
    summaries = summarise([good_test, *others], {"cffd_lite": "A", "hrnet_w18": "B"})
    assert best_summary(summaries).architecture == "hrnet_w18"
    assert best_row(summaries[1].rows) is others[1]


def test_networks_stand_in_the_order_of_their_choice():
    rows = [row_of("hrnet_w18"), row_of("cffd_lite")]
    names = [line["architecture"] for line in table(rows, cffd_lite="A", psp="B", hrnet_w18="C")]
    assert names == ["cffd_lite", "cffd_lite", "hrnet_w18", "hrnet_w18"]


def test_all_background_misses_every_landslide():
    assert all_background(row_of()) == Confusion(0, 0, 50, 50)


def test_a_row_is_read_as_it_was_written(tmp_path):
    seen = {3: SeenChip(Confusion(1, 2, 3, 4), np.eye(5, dtype=bool))}
    row = row_of(seen=seen)
    row.save(tmp_path / "row.npz")
    read = read_row(tmp_path / "row.npz")
    assert (read.architecture, read.seed, read.cost) == (row.architecture, row.seed, COST)
    assert read.epochs == row.epochs and row_values(read) == row_values(row)
    assert read.seen[3].totals == Confusion(1, 2, 3, 4)
    assert (read.seen[3].detected == np.eye(5, dtype=bool)).all()
    assert [path.name for path in tmp_path.iterdir()] == ["row.npz"]


@pytest.mark.parametrize("left", [0, 10, 0.5, 0.99])
def test_a_damaged_row_counts_as_none(tmp_path, left):
    path = tmp_path / "row.npz"
    row_of().save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(left if left > 1 else left * len(content))])
    assert read_row(path) is None


def chip(landslide_px):
    return StoredChip("test", "far", "", (), 0, "uint8", (10, 10), landslide_px, 100)


def test_candidates_are_spread_over_the_shares_of_landslide():
    chips = [chip(number) for number in range(1, 101)] + [chip(0)] * 9
    chosen = find_candidates(chips)
    assert len(chosen) == 24 + 4
    shares = [chips[number].landslide_px for number in chosen[:24]]
    assert shares[0] == 1 and shares[-1] == 100
    assert max(np.diff(shares)) <= 6


def test_shown_chips_have_the_best_the_worst_and_an_empty_one():
    chips = [chip(number) for number in range(1, 13)] + [chip(0)] * 3

    def seen(number):
        if number >= 12:
            return Confusion(0, 7 if number == 13 else 2, 0, 90)
        return Confusion(number, 0, 12 - number, 80)  # an IoU of number / 12

    nothing = np.zeros((1, 1), bool)
    rows = [row_of(seen={n: SeenChip(seen(n), nothing) for n in range(15)})]
    chosen = choose_chips(chips, rows)
    assert len(chosen) == 8 and chosen[-1] == 13
    assert {0, 1, 10, 11} <= set(chosen)
    assert chosen[:7] == sorted(chosen[:7], reverse=True)
    assert choose_chips(chips[:1], [row_of(seen=rows[0].seen)]) == [0]


def test_hits_misses_and_false_alarms_have_colours_of_their_own():
    image = np.full((1, 5, 3), 100, np.uint8)
    label = np.array([[1, 1, 0, 0, 255]], np.uint8)
    detected = np.array([[True, False, True, False, True]])
    picture = outcome_picture(image, label, detected)[0]
    assert picture[0].tolist() == [35, 138, 110]  # 0.65 of #009e73
    assert picture[1].tolist() == [173, 96, 35]  # of #d55e00
    assert picture[2].tolist() == [115, 68, 131]  # of #7b3294
    assert picture[3].tolist() == picture[4].tolist() == [100, 100, 100]


@pytest.mark.parametrize(
    ("landslide_px", "totals", "note"),
    [(20, Confusion(15, 5, 5, 75), "IoU 0.60"), (0, Confusion(0, 7, 0, 93), "7.0% false alarm")],
)
def test_under_a_picture_stands_what_the_network_made_of_the_chip(landslide_px, totals, note):
    seen = SeenChip(totals, np.zeros((1, 1), bool))
    assert _note(chip(landslide_px), seen, lambda text, **values: text.format(**values)) == note


def test_no_two_of_all_networks_look_alike():
    names = ["start_model", *KINDS]
    summaries = summarise([row_of(name) for name in names], {name: name for name in names})
    section = trade_section(summaries, lambda text, **values: text)
    looks = {(series["colour"], series["mark"]) for series in section["figures"][0]["series"]}
    assert len(looks) == len(names)
    assert set(MARKS) == set(MARKERS)


# What readers without one kind of cones see of linear RGB: Machado et al. 2009, severity 1.
VISION = {
    "all": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(  # of sRGB
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colours):
    parts = [[int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)] for colour in colours]
    parts = np.array(parts)
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def test_colours_stand_out_from_white():
    luminance = linear(COLOURS) @ TO_XYZ[1]
    assert (1.05 / (luminance + 0.05) >= 3).all()


@pytest.mark.parametrize("eyes", VISION)
def test_colours_can_be_told_apart(eyes):
    seen = np.clip(linear(COLOURS) @ np.array(VISION[eyes]).T, 0, 1) @ TO_XYZ.T / TO_XYZ.sum(1)
    x, y, z = np.where(seen > 216 / 24389, np.cbrt(seen), (24389 / 27 * seen + 16) / 116).T
    lab = np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), -1)
    apart = np.linalg.norm(lab[:, None] - lab, axis=-1)
    assert apart[np.triu_indices(len(lab), 1)].min() > 28


def test_large_chips_are_thinned_for_their_pictures():
    assert thinned(np.zeros((3, 256, 100))).shape == (3, 256, 100)
    assert thinned(np.zeros((3, 2048, 600))).shape == (3, 256, 75)
