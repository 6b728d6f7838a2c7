"""Whole training requests, as the host sends them, on a few small chips."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from sam_cffnet_qgis.core.architectures import KINDS
from sam_cffnet_qgis.core.training_run import MILLIONS
from sam_cffnet_qgis.engine.checkpoints import load_network
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES, VitSize
from sam_cffnet_qgis.engine.training import sources
from sam_cffnet_qgis.engine.training.session import train

TILE_PX = 64
PLAN = {
    **{"epochs": 1, "batch": 2, "learning_rate": 1e-3, "patience": 9, "seed": 0},
    **{"augment": True, "flips_only": False, "minutes": 0.0},
}
ON_SAM = [kind.name for kind in KINDS.values() if kind.is_on_sam]
# Of each kind of network one; in the quick suite those that take the least time.
SLOW = ("deeplabv3plus", "hrnet_w18", "attention_unet")
NEW = [
    "deeplabv3plus_lite",
    "segformer_b0",
    *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW),
]


@pytest.fixture(autouse=True)
def short_epochs(monkeypatch):
    """Two steps an epoch, so that these tests are quick."""
    monkeypatch.setattr(sources, "MIN_STEPS", 2)


@pytest.fixture
def store(tmp_path):
    """Chips with a bright landslide: five for training, two for validation, one to test."""
    folder = tmp_path / "store"
    folder.mkdir()
    rng = np.random.default_rng(0)
    rows, pixels = [], b""
    for role in ["training"] * 5 + ["validation"] * 2 + ["test"]:
        label = np.zeros((TILE_PX, TILE_PX), np.uint8)
        row, column = rng.integers(0, TILE_PX - 24, 2)
        label[row : row + 24, column : column + 24] = 1
        image = (np.where(label, 220, 40) + rng.integers(0, 20, (3, *label.shape))).astype(np.uint8)
        facts = {"role": role, "kind": "landslide", "dtype": "uint8", "box": [0, 0, 1, 1]}
        rows.append({**facts, "offset": len(pixels), "shape": label.shape})
        pixels += image.tobytes() + label.tobytes()
    (folder / "chips.bin").write_bytes(pixels)
    (folder / "chips.json").write_text(json.dumps(rows))
    return folder


@pytest.fixture
def sam(tmp_path, monkeypatch):
    """Weights of a SAM encoder with four thin blocks."""
    monkeypatch.setitem(VIT_SIZES, "sam_vit_b", VitSize(32, 4, 2, (0, 1, 2, 3)))
    torch.manual_seed(1)
    tensors = LandslideNetwork(architecture("sam_cffd")).state_dict()
    path = tmp_path / "sam.safetensors"
    save_file({k: t for k, t in tensors.items() if k.startswith("image_encoder.")}, path)
    return str(path)


def architecture(name):
    kind = KINDS[name]
    return Architecture(
        kind.encoder or "sam_vit_b", kind.decoder, TILE_PX, 256 if kind.is_on_sam else TILE_PX
    )


@pytest.fixture
def request_of(store, tmp_path):
    """A function that gives a request to train a new network."""

    def make(name, run="run", weights="", judge=("validation",), **plan):
        folder = tmp_path / run
        folder.mkdir(exist_ok=True)
        return {
            "card": {"architecture": vars(architecture(name)), "trained": False},
            "weights": weights,
            "encoder_weights": "",
            "store": str(store),
            "folder": str(folder),
            "output": str(folder / "model.safetensors"),
            "plan": {**PLAN, **plan},
            "variants": 2,
            "device": "cpu",
            "precision": "fp32",
            "judge": judge,
        }

    return make


def kinds(answers):
    return [header["type"] for header, _ in answers]


@pytest.mark.parametrize("name", ["cffd_lite", *NEW])
def test_a_new_network_is_trained_as_a_whole_and_loads(request_of, name):
    request = request_of(name, judge=("validation", "test"))
    answers = list(train(request))
    assert kinds(answers) == ["started", "epoch", "judged", "judged", "judged", "trained"]
    header, arrays = answers[-2]
    assert header["role"] == "test" and arrays["probability"].shape == (1, TILE_PX, TILE_PX)
    load_network(request["card"], request["output"])


def test_a_new_network_says_how_it_starts(request_of):
    starts = [next(train(request_of(name)))[0]["initial"] for name in ("cffd_lite", "hrnet_w18")]
    assert starts == ["imagenet", "random"]


@pytest.mark.parametrize("name", NEW)
def test_a_batch_of_one_works(request_of, name):
    assert kinds(train(request_of(name, batch=1)))[-1] == "trained"


@pytest.mark.parametrize("name", NEW)
def test_a_stopped_new_network_ends_like_an_uninterrupted_one(request_of, name):
    whole, stopped = (request_of(name, run, epochs=2) for run in ("whole", "stopped"))
    list(train(whole))
    for header, _ in train(stopped):
        if header["type"] == "epoch":
            break
    answers = list(train(stopped))
    assert kinds(answers)[:3] == ["started", "epoch", "epoch"]
    expected, resumed = (load_file(request["output"]) for request in (whole, stopped))
    assert all((resumed[tensor] == expected[tensor]).all() for tensor in expected)


@pytest.mark.parametrize("name", ON_SAM)
def test_a_decoder_on_sam_is_trained_and_loads(request_of, sam, name):
    request = request_of(name, weights=sam, batch=2)  # the last batch has one chip
    answers = list(train(request))
    assert answers[0][0]["initial"] == "sam"
    assert kinds(answers)[1:] == ["cached"] * 12 + ["epoch", "judged", "trained"]
    load_network(request["card"], request["output"])
    tensors = load_file(request["output"])
    assert all((tensors[key] == tensor).all() for key, tensor in load_file(sam).items())


def test_a_second_decoder_on_sam_computes_no_features(request_of, sam, store):
    list(train(request_of("sam_psp", "first", sam)))
    before = (store / "training.f16").stat().st_mtime_ns
    answers = list(train(request_of("sam_aspp", "second", sam)))
    assert kinds(answers) == ["started", "epoch", "judged", "trained"]
    assert (store / "training.f16").stat().st_mtime_ns == before
    answers = list(train(request_of("sam_aspp", "third", sam, judge=("test",))))
    assert kinds(answers).count("cached") == 1  # of the chip that only this run judges


def test_minutes_are_turned_into_epochs_once(request_of):
    request = request_of("deeplabv3plus_lite", minutes=1e-6, epochs=9)
    answers = list(train(request))
    assert answers[1][0] == {"type": "planned", "epochs": 1}
    assert kinds(answers).count("epoch") == 1
    (Path(request["folder"]) / "plan.json").write_text('{"epochs": 3}')  # as its beginning had it
    again = list(train(request))
    assert again[1][0] == {"type": "planned", "epochs": 3}


@pytest.mark.parametrize("name", KINDS)
def test_disk_space_is_reckoned_for_all_that_is_trained(name):
    kind = KINDS[name]
    encoder = kind.encoder or "sam_vit_l"
    with torch.device("meta"):
        network = LandslideNetwork(
            Architecture(encoder, kind.decoder, 256, 1024 if kind.is_on_sam else 256)
        )
    trained = network.decoder if kind.is_on_sam else network
    count = sum(parameter.numel() for parameter in trained.parameters())
    assert 0.4 < count / (MILLIONS[encoder] * 1e6) <= 1
