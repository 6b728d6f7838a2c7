import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from sam_cffnet_qgis.engine.predictor import dihedral
from sam_cffnet_qgis.engine.training import fine_tune
from sam_cffnet_qgis.engine.training.augment import Chip
from sam_cffnet_qgis.engine.training.feature_cache import FeatureCache
from sam_cffnet_qgis.engine.training.fine_tune import FineTuner
from sam_cffnet_qgis.engine.training.sources import (
    LOCAL,
    NEW,
    CachedFeatures,
    FineTunePlan,
    WholeNetwork,
)
from sam_cffnet_qgis.engine.training.stored_chips import (
    TrainingChip,
    as_inputs,
    balanced_groups,
    judged_places,
    open_chips,
)
from sam_cffnet_qgis.engine.training.time_budget import fitting_epochs

CPU = torch.device("cpu")
PLAN = FineTunePlan(4, 4, 1e-2, 10, 0, True, "fp32")


class Encoder(nn.Module):
    """Four 'levels' of two channels on a grid of an eighth."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 2, 8, stride=8)
        self.calls = 0

    def freeze_stem(self):
        self.conv.bias.requires_grad_(False)

    def forward(self, image):
        self.calls += 1
        return [self.conv(image) * number for number in (1, 2, 3, 4)]


class Decoder(nn.Module):
    """Uses levels and image, with a batch norm."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(8, 4, 1)
        self.norm = nn.BatchNorm2d(4)
        self.head = nn.Conv2d(7, 1, 1)

    def forward(self, levels, image, tile_px):
        fused = self.norm(self.mix(torch.cat(levels, 1)))
        fused = nn.functional.interpolate(fused, (tile_px, tile_px))
        return self.head(torch.cat((fused, image), 1))


class Network(nn.Module):
    """The shape of ``LandslideNetwork``."""

    tile_px = 32
    frozen = False

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.image_encoder = Encoder()
        self.decoder = Decoder()

    def freeze_statistics(self):
        self.frozen = True

    def encoder_input(self, tiles):
        return tiles

    def forward(self, tiles):
        return self.decoder(self.image_encoder(tiles), tiles, tiles.shape[-1])


def chips(count):
    """Tiles with a bright landslide at a random place."""
    rng = np.random.default_rng(0)
    made = []
    for _ in range(count):
        label = np.zeros((32, 32), np.uint8)
        row, column = rng.integers(0, 20, 2)
        label[row : row + 12, column : column + 12] = 1
        image = np.where(label, 220, 40) + rng.integers(0, 20, (3, 32, 32))
        made.append(Chip(image.astype(np.uint8), label))
    return made


def caches(folder, network, training=5, variants=2):
    pair = {
        "training": FeatureCache(folder, "training", chips(training), variants),
        "validation": FeatureCache(folder, "validation", chips(3), 1),
    }
    for cache in pair.values():
        list(cache.fill(network, CPU, "fp32"))
    return pair


def tuner(folder, training=5, plan=PLAN, is_trained=False):
    folder.mkdir(exist_ok=True)
    network = Network()
    source = CachedFeatures(network, caches(folder, network, training), plan)
    return FineTuner(source, plan, folder, is_trained)


def test_cached_features_are_those_of_the_encoder(tmp_path):
    network = Network()
    training = caches(tmp_path, network)["training"]
    levels, tiles, labels = training.batch([3, 0], [1, 0], CPU)
    turned = dihedral(torch.from_numpy(training.chips[3].image).float()[None] / 255, 1)
    torch.testing.assert_close(tiles[:1], turned)
    torch.testing.assert_close(levels[2][:1], network.image_encoder(turned)[2], atol=1e-2, rtol=0)
    assert (labels[0, 0] == torch.rot90(torch.from_numpy(training.chips[3].label))).all()


def test_a_stopped_cache_goes_on_where_it_was(tmp_path):
    network = Network()
    cache = FeatureCache(tmp_path, "training", chips(5), 2)
    for done, _ in cache.fill(network, CPU, "fp32"):
        if done == 4:
            break
    network.image_encoder.calls = 0
    list(FeatureCache(tmp_path, "training", chips(5), 2).fill(network, CPU, "fp32"))
    assert network.image_encoder.calls == 6


def test_an_epoch_of_cached_features_runs_no_encoder_and_learns(tmp_path):
    run = tuner(tmp_path / "run")
    run._source.network.decoder.requires_grad_(True)
    epochs = list(run.epochs())
    assert len(epochs) == 4 and epochs[-1].loss < epochs[0].loss
    assert (tmp_path / "run" / "best.safetensors").exists()


def test_a_last_batch_of_one_works(tmp_path):
    assert len(list(tuner(tmp_path / "run", training=5).epochs())) == 4  # batches of 4 and 1


def test_a_resumed_run_ends_like_an_uninterrupted_one(tmp_path):
    whole = list(tuner(tmp_path / "whole").epochs())
    for epoch in tuner(tmp_path / "stopped").epochs():
        if epoch.number == 2:
            break
    assert list(tuner(tmp_path / "stopped").epochs()) == whole


def test_patience_ends_a_run(tmp_path, monkeypatch):
    run = tuner(tmp_path / "run", plan=FineTunePlan(50, 4, 1e-2, 3, 0, True, "fp32"))
    monkeypatch.setattr(run, "judged_iou", lambda network: 0.5)
    assert [epoch.is_best for epoch in run.epochs()] == [True, False, False, False]


def test_a_start_model_that_no_epoch_betters_is_kept(tmp_path, monkeypatch):
    run = tuner(tmp_path / "run", is_trained=True)
    start = {name: t.clone() for name, t in run._source.network.state_dict().items()}
    scores = iter([0.9, 0.5, 0.6, 0.7, 0.8])
    monkeypatch.setattr(run, "judged_iou", lambda network: next(scores))
    epochs = list(run.epochs())
    assert [epoch.number for epoch in epochs] == [0, 1, 2, 3, 4] and epochs[0].loss is None
    best = run.load_best().state_dict()
    assert all((best[name] == tensor).all() for name, tensor in start.items())


@pytest.mark.parametrize(
    ("is_trained", "roles"), [(True, ["validation", "training"]), (False, ["validation"])]
)
def test_few_chips_are_judged_with_those_of_training(tmp_path, monkeypatch, is_trained, roles):
    plan = replace(PLAN, judges_all=True)
    run = tuner(tmp_path / "run", plan=plan, is_trained=is_trained)
    seen = []
    monkeypatch.setattr(run, "probabilities", lambda network, role: seen.append(role) or [])
    run.judged_iou(run._source.network)
    assert seen == roles


def test_judged_iou_is_that_of_the_pixels(tmp_path, monkeypatch):
    run = tuner(tmp_path / "run")
    label = torch.tensor([[1, 1, 0, 0, 255, 0]], dtype=torch.uint8)[None, None]
    probability = torch.tensor([[0.9, 0.4, 0.6, 0.1, 0.9, 0.1]])[None, None]
    monkeypatch.setattr(run, "probabilities", lambda network, role: [(probability, label)])
    assert run.judged_iou(run._source.network) == pytest.approx(
        2 / 3
    )  # below 0.4: two hits, one false alarm


def whole(initial="model", plan=PLAN):
    training = [TrainingChip(chip, "landslide") for chip in chips(5)]
    return WholeNetwork(
        Network(), {"training": training, "validation": training[:2]}, plan, initial
    )


def test_a_batch_has_tiles_masks_and_known_pixels():
    source = whole()
    assert source.steps_per_epoch == 8
    (tiles,), masks, known = source.draw(np.random.default_rng(0), 0)
    assert tiles.shape == (4, 3, 32, 32) and masks.shape == known.shape == (4, 1, 32, 32)


def test_an_encoder_that_has_learnt_trains_at_a_smaller_rate():
    rates = [whole(initial).encoder_rate for initial in ("model", "imagenet", "random")]
    assert rates == pytest.approx([2e-3, 2e-3, 1e-2])


@pytest.mark.parametrize(
    ("initial", "variation"), [("model", LOCAL), ("imagenet", NEW), ("random", NEW)]
)
def test_tiles_of_a_new_network_vary_more(initial, variation):
    assert whole(initial)._sampler.augmentation == variation
    assert NEW.colour > LOCAL.colour and NEW.scale_jitter > LOCAL.scale_jitter


@pytest.mark.parametrize(("initial", "is_frozen"), [("model", True), ("imagenet", False)])
def test_only_a_trained_model_keeps_stem_and_statistics(initial, is_frozen):
    network = whole(initial).network
    assert network.frozen == is_frozen
    assert network.image_encoder.conv.bias.requires_grad != is_frozen


def test_an_encoder_without_a_stem_goes_on_too(monkeypatch):
    monkeypatch.delattr(Encoder, "freeze_stem")
    assert whole("model").network.frozen


@pytest.mark.parametrize(
    ("augment", "flips_only", "is_varied"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_flips_only_leave_scale_and_light_as_they_are(augment, flips_only, is_varied):
    plan = replace(PLAN, augment=augment, flips_only=flips_only)
    assert (whole(plan=plan)._sampler.augmentation == LOCAL) == is_varied


def test_minutes_choose_the_epochs_and_leave_the_run_as_it_was(tmp_path, monkeypatch):
    plan = replace(PLAN, minutes=0.5)
    source = whole("random", plan)
    before = {name: tensor.clone() for name, tensor in source.network.state_dict().items()}
    ticks = iter([0.0, 1.5, 10.0, 11.0])  # three steps of 0.5 s, then 1 s for the judging
    clock = SimpleNamespace(perf_counter=lambda: next(ticks))
    monkeypatch.setattr(fine_tune, "time", clock)
    assert fitting_epochs(source, plan, tmp_path) == 6  # of 8 * 0.5 + 1 seconds
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert all((source.network.state_dict()[name] == t).all() for name, t in before.items())
    assert fitting_epochs(None, plan, tmp_path) == 6  # of a resumed run, without timing it again


def test_half_of_the_tiles_show_landslides():
    kinds = ["landslide", "near", "near", "far"]
    groups = balanced_groups([TrainingChip(chip, kind) for chip, kind in zip(chips(4), kinds)])
    assert [(share, len(group)) for share, group in groups] == [(0.5, 1), (0.25, 2), (0.25, 1)]


def test_stored_chips_are_read_back(tmp_path):
    image = np.arange(12, dtype=np.float16).reshape(3, 2, 2) / 12
    label = np.array([[0, 1], [255, 0]], np.uint8)
    (tmp_path / "chips.bin").write_bytes(b"xx" + image.tobytes() + label.tobytes())
    row = {"role": "training", "kind": "far", "offset": 2, "dtype": "float16", "shape": [2, 2]}
    row["box"] = []
    (tmp_path / "chips.json").write_text(json.dumps([row]))
    (stored,) = open_chips(tmp_path, "training")
    assert (stored.chip.image == image).all() and (stored.chip.label == label).all()
    assert not stored.is_tile
    assert not open_chips(tmp_path, "validation")
    for more in ({"box": [0, 0, 1, 1]}, {"is_tile": True}):
        (tmp_path / "chips.json").write_text(json.dumps([{**row, **more}]))
        assert open_chips(tmp_path, "training")[0].is_tile


def test_rasters_of_two_types_are_scaled_each_by_its_own():
    images = [np.full((3, 1, 1), 51, np.uint8), np.full((3, 1, 1), 0.2, np.float32)]
    assert torch.equal(as_inputs(images), torch.full((2, 3, 1, 1), 0.2))


def test_every_pixel_of_an_image_is_judged_by_one_tile():
    for phase in (0, 5, 23):
        places = judged_places(70, 32, phase)
        assert [start for start, _ in places] == list(range(-phase - 4, 66, 24))
        decided = np.concatenate([np.arange(70)[own] for _, own in places])
        assert (decided == np.arange(70)).all()
        assert all(start + 4 <= own.start and own.stop <= start + 28 for start, own in places)


def test_an_image_is_put_together_from_its_tiles():
    image = np.random.default_rng(0).integers(0, 255, (3, 40, 70), np.uint8)
    label = np.zeros((40, 70), np.uint8)
    training = [TrainingChip(Chip(image, label), "landslide", is_tile=False)]
    source = WholeNetwork(Network(), {"training": training, "validation": training}, PLAN, "model")
    source.network.forward = lambda tiles: tiles.mean(1, keepdim=True)
    (((probability, labels),)) = source.probabilities(source.network, "validation")
    expected = torch.sigmoid(torch.from_numpy(image / 255).float().mean(0))
    torch.testing.assert_close(probability[0, 0], expected)
    assert labels.shape == (1, 1, 40, 70)
