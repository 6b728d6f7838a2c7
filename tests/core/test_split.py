import numpy as np
import pytest

from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.split import GAP, TRAINING, VALIDATION, Sample, split


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
