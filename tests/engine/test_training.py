from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from sam_cffnet_qgis.engine.training.augment import (
    FLIPS_AND_TURNS,
    NO_AUGMENTATION,
    Augmentation,
    Chip,
    TileSampler,
    _blank,
    mirrored_window,
)
from sam_cffnet_qgis.engine.training.loop import Trainer, TrainingPlan, rate_factor
from sam_cffnet_qgis.engine.training.losses import bce_dice_loss


class Tiny(nn.Module):
    """One convolution each for encoder and decoder, and dropout between them."""

    def __init__(self):
        super().__init__()
        self.image_encoder = nn.Conv2d(3, 4, 1)
        self.decoder = nn.Conv2d(4, 1, 1)

    def forward(self, tiles):
        return self.decoder(nn.functional.dropout(self.image_encoder(tiles), 0.3, self.training))


def bright_chips(count=4, edge=48):
    """Chips whose landslide is the bright square."""
    chips = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        mask = np.zeros((edge, edge), bool)
        mask[10:30, 15:40] = True
        image = np.where(mask, 200, 60) + rng.integers(0, 20, (3, edge, edge))
        chips.append(Chip(image.astype(np.uint8), mask.astype(np.uint8)))
    return chips


def sampler(**settings):
    return TileSampler([(1.0, bright_chips())], 64, Augmentation(**settings))


def test_mirrored_window_continues_beyond_all_edges():
    row = np.array([[1, 2, 3]])
    window = mirrored_window(np.repeat(row, 3, 0), 0, -2, 7)
    assert window[0].tolist() == [2, 1, 1, 2, 3, 3, 2]


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_tiles_of_any_zoom_keep_the_share_of_the_label(zoom):
    chip = replace(bright_chips(1, edge=128)[0], zoom=zoom)
    only = TileSampler([(1.0, [chip])], round(128 * zoom), FLIPS_AND_TURNS)
    tile, label = only.tile(np.random.default_rng(0))
    assert tile.shape == (3, *label.shape)
    assert abs((label == 1).mean() - chip.label.mean()) < 0.01


@pytest.mark.parametrize("length", [24, 60, 64, 72, 120])
def test_a_landslide_in_the_middle_of_a_chip_stands_anywhere_in_a_tile(length):
    label = np.zeros((length, length), np.uint8)
    label[length // 2, length // 2] = 1
    chip = Chip(np.repeat(label[None], 3, 0), label)
    still = replace(FLIPS_AND_TURNS, turns=False, shifts=True)
    only = TileSampler([(1.0, [chip])], 64, still)
    rng = np.random.default_rng(0)
    rows = np.concatenate([np.nonzero(only.tile(rng)[1])[0] for _ in range(200)])
    assert np.histogram(rows, 4, (0, 64))[0].min() > 20


def test_unknown_pixels_stay_unknown():
    chip = bright_chips(1)[0]
    chip.label[:] = 255
    (_,), masks, known = TileSampler([(1.0, [chip])], 64, Augmentation()).batch(
        np.random.default_rng(0), 3
    )
    assert masks.sum() == 0 and known.mean() < 0.5  # blank ground alone is known


def test_loss_ignores_unknown_pixels():
    masks = torch.zeros(1, 1, 4, 4)
    known = torch.ones_like(masks)
    known[..., :2, :] = 0
    logits = torch.randn(1, 1, 4, 4)
    other = torch.where(known > 0, logits, logits + 5)
    assert bce_dice_loss(logits, masks, known) == bce_dice_loss(other, masks, known)


def test_sampler_gives_tiles_and_masks_in_range():
    (tiles,), masks, known = sampler().batch(np.random.default_rng(0), 6)
    assert tiles.shape == (6, 3, 64, 64) and masks.shape == (6, 1, 64, 64)
    assert tiles.min() >= 0 and tiles.max() <= 1
    assert set(masks.unique().tolist()) <= {0.0, 1.0} and masks.mean() > 0
    assert (known == 1).all()


def test_sampler_repeats_itself_for_a_seed():
    (first,), *_ = sampler().batch(np.random.default_rng(3), 2)
    (second,), *_ = sampler().batch(np.random.default_rng(3), 2)
    assert (first == second).all()


def test_blank_ground_holds_no_landslide():
    tile, label = np.full((3, 32, 32), 0.5), np.ones((32, 32))
    _blank(np.random.default_rng(1), tile, label)
    is_blank = (tile != 0.5).all(0)
    assert is_blank.any() and not is_blank.all()
    assert (label == ~is_blank).all()


def test_loss_is_lower_for_the_better_prediction():
    masks = torch.zeros(2, 1, 8, 8)
    masks[:, :, :4] = 1
    better, worse = (masks * 2 - 1) * 4, (masks * 2 - 1) * 0.5
    assert bce_dice_loss(better, masks) < bce_dice_loss(worse, masks)


def test_rate_factor_warms_up_and_ends_at_the_floor():
    plan = TrainingPlan(100, 2, 1e-4, 1e-3, final_rate=1e-6, warmup_steps=10)
    assert rate_factor(0, plan) == 0.1 and rate_factor(9, plan) == 1.0
    assert abs(rate_factor(100, plan) - 1e-3) < 1e-9


def test_trainer_resumes_to_the_same_weights(tmp_path):
    def run(stop_at):
        torch.manual_seed(0)
        plan = TrainingPlan(12, 2, 1e-2, 1e-2, warmup_steps=2, checkpoint_steps=4)
        trainer = Trainer(Tiny(), plan)

        def report(step, loss):
            if step == stop_at:
                raise KeyboardInterrupt

        checkpoint = tmp_path / f"{stop_at}.pt"
        try:
            return trainer.run(sampler().batch, checkpoint, report)
        except KeyboardInterrupt:
            torch.manual_seed(1)
            return Trainer(Tiny(), plan).run(sampler().batch, checkpoint, lambda *_: None)

    for whole, resumed in zip(run(-1).parameters(), run(9).parameters()):
        torch.testing.assert_close(whole, resumed, rtol=0, atol=0)


def test_without_variation_tiles_are_not_even_turned():
    image = np.arange(64 * 64, dtype=np.uint8).reshape(1, 64, 64).repeat(3, 0)
    chip = Chip(image, np.zeros((64, 64), np.uint8))

    def is_as_it_lies(variation, seed):
        tile, _ = TileSampler([(1.0, [chip])], 64, variation).tile(np.random.default_rng(seed))
        steps = np.diff((tile[0] * 255).round(), axis=1)
        return bool((steps[:, :-1] == 1).mean() > 0.4)  # brighter to the right, but for mirrors

    assert all(is_as_it_lies(NO_AUGMENTATION, seed) for seed in range(12))
    assert not all(is_as_it_lies(FLIPS_AND_TURNS, seed) for seed in range(12))


def test_runs_of_other_seeds_drop_other_features():
    def loss(seed):
        torch.manual_seed(0)
        trainer = Trainer(Tiny(), TrainingPlan(1, 2, 1e-2, 1e-2, seed=seed))
        return trainer.advance(*sampler().batch(np.random.default_rng(0), 2))

    assert loss(0) == loss(0) != loss(1)


@pytest.mark.parametrize("is_new", [True, False])
def test_statistics_of_a_new_network_are_those_of_its_first_steps(is_new):
    network = Tiny()
    network.decoder = nn.Sequential(nn.BatchNorm2d(4), nn.Conv2d(4, 1, 1))
    nn.init.constant_(network.image_encoder.weight, 0.01)  # variances are far from 1
    trainer = Trainer(network, TrainingPlan(8, 2, 0.0, 1e-9, is_new=is_new))
    for _ in range(8):
        trainer.advance(*sampler().batch(trainer.generator(), 2))
    with torch.no_grad():
        features = network.image_encoder(sampler().batch(np.random.default_rng(9), 8)[0][0])
        features = nn.functional.dropout(features, 0.3)
    ratio = float(trainer.average.decoder[0].running_var.mean() / features.var((0, 2, 3)).mean())
    assert (0.5 < ratio < 2) == is_new
