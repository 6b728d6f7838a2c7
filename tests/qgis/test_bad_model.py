"""Models and engines of every bad kind: one sentence and nothing left."""

import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest
from builders import noise_image, write_raster

from sam_cffnet_qgis.core.registry import file_sha256


@pytest.fixture
def image(tmp_path):
    return str(write_raster(tmp_path / "a.tif", noise_image(40, 40)))


@pytest.fixture
def card(random_models, tmp_path):
    """The card of a copy of the random model, to be spoilt."""
    shutil.copytree(random_models / "random", tmp_path / "copy")
    return tmp_path / "copy" / "random.json"


def edit(card, **changes):
    content = json.loads(card.read_text())
    content.update(changes)
    card.write_text(json.dumps(content))
    return card


def without_weights(card):
    card.with_suffix(".safetensors").unlink()
    return card


def without_card(card):
    card.unlink()
    return card.with_suffix(".safetensors")


def truncated(card):
    weights = card.with_suffix(".safetensors")
    weights.write_bytes(weights.read_bytes()[:100_000])
    return card


def truncated_with_its_checksum(card):
    truncated(card)
    return edit(card, sha256=file_sha256(card.with_suffix(".safetensors")))


def of_other_shape(card):
    from safetensors.numpy import load_file, save_file

    weights = card.with_suffix(".safetensors")
    tensors = load_file(weights)
    name = next(name for name, tensor in tensors.items() if tensor.ndim == 4)
    tensors[name] = tensors[name][:1].copy()
    save_file(tensors, weights)
    return edit(card, sha256=file_sha256(weights))


def of_other_encoder(card):
    return change_architecture(card, encoder="sam_vit_b", encoder_px=1024)


def change_architecture(card, **changes):
    content = json.loads(card.read_text())
    return edit(card, architecture={**content["architecture"], **changes})


def damaged_card(card):
    card.write_text(card.read_text()[:50])
    return card


def binary_card(card):
    card.write_bytes(bytes(range(256)))
    return card


def card_without_threshold(card):
    content = json.loads(card.read_text())
    del content["threshold"]
    card.write_text(json.dumps(content))
    return card


MODELS = {
    "unknown": (lambda card: Path("no-such-model"), r"no model 'no-such-model'.*Known models"),
    "no_file": (lambda card: card.with_name("x.json"), r"no model card .*x\.json.*Import model"),
    "no_weights": (without_weights, r"'random' has a card but no weights.*Import"),
    "no_card": (without_card, r"no model card .*random\.json.*Import model"),
    "truncated": (truncated, r"weights .*random\.safetensors .*SHA-256.*import"),
    "truncated_with_its_checksum": (truncated_with_its_checksum, r"weights file .*damaged.*Import"),
    "other_shape": (
        of_other_shape,
        r"random\.safetensors do not fit.* 1 are of another shape.*\(1, ",
    ),
    "other_encoder": (
        of_other_encoder,
        r"random\.safetensors do not fit.*are missing.*image_encoder",
    ),
    "unknown_encoder": (lambda c: change_architecture(c, encoder="resnet"), r"resnet.*unknown"),
    "damaged_card": (damaged_card, r"model card .*random\.json.*line"),
    "binary_card": (binary_card, r"model card .*random\.json cannot be used"),
    "no_threshold": (card_without_threshold, r"random\.json.*no 'threshold'"),
    "odd_tile": (lambda c: change_architecture(c, tile_px=100), r"multiples of 128"),
    "untrained": (lambda c: edit(c, trained=False), r"'random' .*without a trained decoder.*Fine"),
}


@pytest.mark.parametrize(("spoil", "match"), MODELS.values(), ids=MODELS)
def test_bad_model_gets_one_sentence(detection, image, card, spoil, match):
    message = detection.sentence(INPUT=image, MODEL=str(spoil(card)))
    assert re.search(match, message)


def script(folder, text):
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def no_program(folder):
    path = script(folder, "")
    path.chmod(0o644)
    return path


ENGINES = {
    "missing": (lambda folder: folder / "none", r"Python .*/none.*SAM_CFFNET_PYTHON.*not exist"),
    "folder": (lambda folder: folder, r"Python .*SAM_CFFNET_PYTHON.*not exist"),
    "no_program": (
        no_program,
        r"Python .*/python cannot be started: Permission.*SAM_CFFNET_PYTHON",
    ),
    "without_torch": (
        lambda folder: Path("/usr/bin/python3"),
        r"/usr/bin/python3 .*torch.*Install",
    ),
    "dies_at_start": (lambda f: script(f, "exit 3"), r"/python .*exit code 3.*SAM_CFFNET_PYTHON"),
    "dies_with_words": (
        lambda f: script(f, "echo no such library >&2; exit 1"),
        r"exit code 1.*no such library",
    ),
    "says_nonsense": (
        lambda f: script(f, "echo hello, this is no message"),
        r"/python .*exit code",
    ),
}


@pytest.mark.parametrize(("build", "match"), ENGINES.values(), ids=ENGINES)
def test_bad_engine_gets_one_sentence(detection, image, tmp_path, monkeypatch, build, match):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(build(tmp_path)))
    assert re.search(match, detection.sentence(INPUT=image))


def test_engine_killed_while_tiles_flow_gets_one_sentence(detection, tmp_path):
    path = write_raster(tmp_path / "a.tif", noise_image(2400, 300))

    def kill():
        for pid in children():
            os.kill(pid, signal.SIGKILL)

    message = detection.sentence(kill, INPUT=str(path))
    assert re.search(r"engine .*signal 9.*memory.*BATCH", message)
    assert not children()


def children():
    """Engine processes of this one."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            line = (entry / "cmdline").read_text()
        except (OSError, IndexError):
            continue
        if parent == os.getpid() and "engine/__main__.py" in line:
            found.append(int(entry.name))
    return found


DEVICES = {
    "unknown": ({"DEVICE": "tpu"}, r"'tpu'.*auto"),
    "absent": ({"DEVICE": "cuda:7"}, r"cuda:7"),
    "precision": ({"PRECISION": "fp16"}, r"fp16"),
    "batch": ({"BATCH": 1000}, r"BATCH is 1000.*256"),
    "batch_text": ({"BATCH": "many"}, r"BATCH is 'many'.*number"),
    "batch_part": ({"BATCH": 1.5}, r"BATCH is 1\.5.*whole number"),
}


@pytest.mark.parametrize(("parameters", "match"), DEVICES.values(), ids=DEVICES)
def test_bad_device_gets_one_sentence(detection, image, parameters, match):
    if sys.platform == "darwin":
        pytest.skip("its devices are others")
    assert re.search(match, detection.sentence(INPUT=image, **parameters))
