import numpy as np
import pytest

from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.split import GAP, TEST, TRAINING, VALIDATION, Sample, split


def tile_boxes(rows, columns, edge=256, step=192):
    return [
        (c * step, r * step, c * step + edge, r * step + edge)
        for r in range(rows)
        for c in range(columns)
    ]


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("seed", range(5))
def test_no_training_box_touches_a_validation_box(seed):
    boxes = tile_boxes(12, 15)
    pixels = np.random.default_rng(seed).integers(0, 50, len(boxes))
    roles = split([Sample(int(p), box) for p, box in zip(pixels, boxes)], 0.2, seed)
    training = [box for box, role in zip(boxes, roles) if role == TRAINING]
    validation = [box for box, role in zip(boxes, roles) if role == VALIDATION]
    assert training and validation
    assert not any(overlap(a, b) for a in training for b in validation)


def test_split_meets_the_share_of_landslide_pixels():
    boxes = tile_boxes(20, 20)
    roles = split([Sample(10, box) for box in boxes], 0.2, 0)
    assert 0.1 < (roles == VALIDATION).mean() < 0.35


def test_split_is_the_same_for_a_seed_and_another_for_another():
    samples = [Sample(10, box) for box in tile_boxes(20, 20)]
    assert (split(samples, 0.2, 3) == split(samples, 0.2, 3)).all()
    assert (split(samples, 0.2, 3) != split(samples, 0.2, 4)).any()


def test_groups_stay_on_one_side_and_need_no_gap():
    groups = [f"place {number // 3}" for number in range(30)]
    roles = split([Sample(5, group=group) for group in groups], 0.3, 0)
    assert GAP not in roles
    for start in range(0, 30, 3):
        assert len(set(roles[start : start + 3])) == 1


def test_one_block_of_landslides_is_refused():
    boxes = tile_boxes(5, 5)
    samples = [Sample(100 if number == 12 else 0, box) for number, box in enumerate(boxes)]
    with pytest.raises(LabelError, match="at least two places"):
        split(samples, 0.2, 0)


def test_landslides_that_the_gap_would_swallow_are_refused():
    boxes = tile_boxes(1, 2)
    with pytest.raises(LabelError, match="further apart"):
        split([Sample(100, box) for box in boxes], 0.2, 0)


@pytest.mark.parametrize("seed", range(5))
def test_test_ground_touches_neither_training_nor_validation_ground(seed):
    boxes = tile_boxes(14, 16)
    pixels = np.random.default_rng(seed).integers(0, 50, len(boxes))
    samples = [Sample(int(p), box) for p, box in zip(pixels, boxes)]
    roles = split(samples, 0.2, seed, test_share=0.2)
    grounds = [[b for b, r in zip(boxes, roles) if r == k] for k in (TRAINING, VALIDATION, TEST)]
    assert all(grounds)
    for number, ground in enumerate(grounds):
        others = [box for other in grounds[number + 1 :] for box in other]
        assert not any(overlap(a, b) for a in ground for b in others)


def test_shares_of_validation_and_test_are_of_all_landslides():
    samples = [Sample(10, group=f"site {number // 4}") for number in range(80)]
    roles = split(samples, 0.3, 0, test_share=0.4)
    assert [(roles == role).sum() for role in (TRAINING, VALIDATION, TEST)] == [24, 24, 32]


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_parted_between_no_two_of_three_grounds(seed):
    groups = [f"site {number % 7}" for number in range(70)]
    roles = split([Sample(5, group=group) for group in groups], 0.2, seed, test_share=0.2)
    assert set(roles) == {TRAINING, VALIDATION, TEST}
    assert all(len(set(roles[site::7])) == 1 for site in range(7))


def test_three_groups_are_enough_for_three_grounds():
    samples = [Sample(px, group=name) for px, name in ((9, "a"), (100, "b"), (900, "c"))]
    assert sorted(split(samples, 0.2, 0, test_share=0.2)) == [TRAINING, VALIDATION, TEST]


def test_two_groups_with_landslides_leave_none_for_testing():
    samples = [Sample(px, group=name) for px, name in ((9, "a"), (9, "b"), (0, "c"))]
    with pytest.raises(LabelError, match="only 2 place.*at least three places"):
        split(samples, 0.2, 0, test_share=0.2)


def test_three_blocks_whose_gaps_leave_nothing_are_refused():
    with pytest.raises(LabelError, match="lower VALIDATION and TEST"):
        split([Sample(100, box) for box in tile_boxes(1, 4)], 0.2, 0, test_share=0.2)
