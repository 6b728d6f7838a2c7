import os

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL
from sam_cffnet_qgis.engine import devices
from sam_cffnet_qgis.engine.backends import choice, openvino_backend
from sam_cffnet_qgis.engine.backends.choice import converted_size, load_backend, must_convert
from sam_cffnet_qgis.engine.backends.openvino_backend import OpenVinoBackend, cache_folder
from sam_cffnet_qgis.engine.model import sam_encoder
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork

needs_openvino = pytest.mark.skipif(
    not openvino_backend.is_installed(), reason="OpenVINO is not installed"
)
CPU = torch.device("cpu")
SHA = "ab" * 32
EDGE = 16


def small_network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 1, 1)).eval()


def not_asked():
    raise AssertionError("the torch network was loaded")


def openvino(tmp_path, load=small_network):
    weights = tmp_path / "model.safetensors"
    return OpenVinoBackend(load, str(weights), SHA, EDGE, "fp32")


def card(encoder="efficientnet_lite0"):
    architecture = {"encoder": encoder, "decoder": "cffd", "tile_px": 256, "encoder_px": 256}
    return {"architecture": architecture, "sha256": SHA, "trained": True}


@needs_openvino
@pytest.mark.parametrize("batch", [1, 3])
def test_openvino_gives_torchs_logits_for_any_batch(tmp_path, batch):
    tiles = torch.rand(batch, 3, EDGE, EDGE)
    with torch.no_grad():
        expected = small_network()(tiles)
    torch.testing.assert_close(openvino(tmp_path).logits(tiles), expected, rtol=1e-5, atol=1e-5)


@needs_openvino
def test_a_tile_has_the_same_bits_in_openvino_however_many_are_computed_with_it(tmp_path):
    subject = openvino(tmp_path)
    tiles = torch.rand(3, 3, EDGE, EDGE)
    assert subject.takes_single_tiles
    assert torch.equal(subject.logits(tiles)[1:2], subject.logits(tiles[1:2]))


@pytest.mark.parametrize(
    ("tiles", "threads", "streams"),
    # On 6 threads 4 streams would leave two idle, and 3 streams two of them in the second round.
    [(4, 1, 1), (4, 2, 2), (4, 3, 1), (4, 4, 4), (4, 6, 2), (4, 16, 4), (1, 16, 1), (99, 64, 8)],
)
def test_streams_keep_the_threads_busy(tiles, threads, streams):
    assert openvino_backend.stream_count(tiles, threads) == streams


@needs_openvino
@pytest.mark.skipif(os.cpu_count() < 2, reason="one processor has one stream")
def test_streams_change_no_bit_of_the_bundled_model(monkeypatch):
    monkeypatch.setattr(torch, "get_num_threads", lambda: 2)
    model = read_card(BUNDLED_MODELS_DIR / DEFAULT_MODEL / f"{DEFAULT_MODEL}.json")
    one, two = (
        load_backend(model.content(), str(model.weights_path), CPU, "fp32", "openvino", batch)[0]
        for batch in (1, 4)
    )
    assert [b._compiled.get_property("NUM_STREAMS") for b in (one, two)] == [1, 2]
    tiles = torch.rand(3, 3, 256, 256)
    assert torch.equal(one.logits(tiles), two.logits(tiles))


@needs_openvino
@pytest.mark.parametrize(("encoder", "at_a_time"), [("efficientnet_lite0", 4), ("sam_vit_l", 1)])
def test_only_small_networks_take_several_tiles_at_a_time(encoder, at_a_time, monkeypatch):
    made = []
    monkeypatch.setattr(choice, "OpenVinoBackend", lambda *how: made.append(how[-1]))
    load_backend(card(encoder), "weights", CPU, "bf16", "openvino", 4)
    assert made == [at_a_time]


@needs_openvino
def test_openvino_is_not_bound_to_the_first_processors(tmp_path):
    assert openvino(tmp_path)._compiled.get_property("ENABLE_CPU_PINNING") is False


@needs_openvino
def test_the_size_of_a_converted_network_is_known(tmp_path):
    weights = str(tmp_path / "model.safetensors")
    assert converted_size(card(), weights) == ("", 0)
    folder = cache_folder(weights, *choice.network_identity(card()))
    folder.mkdir()
    (folder / "network.bin").write_bytes(b"12345")
    assert converted_size(card(), weights) == (str(folder), 5)
    assert converted_size(card("sam_vit_b"), weights) == ("", 0)  # the same file, another network


@needs_openvino
def test_a_network_is_converted_once(tmp_path):
    tiles = torch.rand(1, 3, EDGE, EDGE)
    first = openvino(tmp_path).logits(tiles)
    again = openvino(tmp_path, not_asked).logits(tiles)
    assert torch.equal(first, again)
    assert [path.name for path in tmp_path.iterdir()] == [cache_folder("x", SHA, EDGE).name]


@needs_openvino
def test_a_damaged_conversion_is_made_anew(tmp_path):
    openvino(tmp_path)
    (cache_folder(str(tmp_path / "model.safetensors"), SHA, EDGE) / "network.xml").write_text(
        "<net"
    )
    openvino(tmp_path)
    openvino(tmp_path, not_asked)


@needs_openvino
def test_what_a_killed_run_left_is_removed_after_a_day(tmp_path):
    left = [tmp_path / f"{cache_folder('x', SHA, EDGE).name}.{name}" for name in ("old", "new")]
    for folder in left:
        folder.mkdir()
    os.utime(left[0], (0, 0))
    openvino(tmp_path)
    assert [folder.exists() for folder in left] == [False, True]


@needs_openvino
def test_a_folder_that_cannot_be_written_costs_the_next_run_its_conversion(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr(openvino_backend.tempfile, "mkdtemp", refuse)
    assert openvino(tmp_path).logits(torch.rand(1, 3, EDGE, EDGE)).shape == (1, 1, EDGE, EDGE)
    assert list(tmp_path.iterdir()) == []


@needs_openvino
def test_telemetry_is_off(tmp_path):
    openvino(tmp_path)
    import openvino.tools.ovc.telemetry_utils as telemetry_utils

    assert telemetry_utils.tm.__name__.endswith("telemetry_stub")


@needs_openvino
@pytest.mark.parametrize(
    ("encoder", "encoder_px"), [("efficientnet_lite0", 128), ("sam_vit_b", 256)]
)
def test_both_families_give_the_same_logits_on_both_backends(
    tmp_path, encoder, encoder_px, monkeypatch
):
    monkeypatch.setattr(sam_encoder, "MAX_BIAS_VALUES", 2**19)  # the global heads in several pieces
    torch.manual_seed(0)
    network = LandslideNetwork(Architecture(encoder, "cffd", 128, encoder_px)).eval()
    tiles = torch.rand(2, 3, 128, 128)
    with torch.inference_mode():
        expected = network(tiles)
    weights = str(tmp_path / "model.safetensors")
    subject = OpenVinoBackend(lambda: network, weights, SHA, 128, "fp32")
    np.testing.assert_allclose(subject.logits(tiles), expected, atol=1e-3)


def saved_light_network(tmp_path):
    with torch.device("meta"):
        names = LandslideNetwork(Architecture("efficientnet_lite0", "cffd", 256, 256)).state_dict()
    path = tmp_path / "light.safetensors"
    save_file({name: torch.zeros(t.shape, dtype=t.dtype) for name, t in names.items()}, path)
    return str(path)


def test_without_openvino_torch_computes_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(openvino_backend, "is_installed", lambda: False)
    weights = saved_light_network(tmp_path)
    assert not must_convert(card(), weights, "cpu", "fp32", "auto")
    backend, notes = load_backend(card(), weights, CPU, "fp32", "auto", 1)
    assert backend.name == "torch"
    assert [template for template, _ in notes] == [
        "OpenVINO is not installed; computing with torch, which is slower."
    ]


@needs_openvino
def test_when_openvino_fails_torch_computes_and_says_why(tmp_path, monkeypatch):
    def fail(*_):
        raise RuntimeError("no such instruction\nat line 7")

    monkeypatch.setattr(choice, "OpenVinoBackend", fail)
    backend, notes = load_backend(card(), saved_light_network(tmp_path), CPU, "fp32", "auto", 1)
    assert backend.name == "torch"
    assert notes[0][1] == {"reason": "no such instruction"}


def test_torch_is_used_without_a_word_where_it_was_asked_for(tmp_path):
    weights = saved_light_network(tmp_path)
    backend, notes = load_backend(card(), weights, CPU, "fp32", "torch", 1)
    assert (backend.name, notes) == ("torch", [])


@pytest.mark.parametrize(
    ("encoder", "precision", "vendor", "capability", "converts"),
    [
        ("efficientnet_lite0", "fp32", "GenuineIntel", "AVX512", True),
        ("sam_vit_l", "fp32", "GenuineIntel", "AVX512", False),
        ("sam_vit_l", "fp32", "AuthenticAMD", "AVX2", False),
        ("sam_vit_l", "fp32", "AuthenticAMD", "AVX512", True),
        ("sam_vit_l", "fp32", "", "AVX512", False),
        ("sam_vit_l", "bf16", "GenuineIntel", "AVX512", True),
    ],
)
def test_openvino_is_chosen_where_it_is_faster(
    encoder, precision, vendor, capability, converts, monkeypatch
):
    monkeypatch.setattr(devices, "cpu_vendor", lambda: vendor)
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: capability)
    monkeypatch.setattr(openvino_backend, "is_installed", lambda: True)
    monkeypatch.setattr(openvino_backend, "is_converted", lambda *_: False)
    assert must_convert(card(encoder), "weights", "cpu", precision, "auto") is converts


@pytest.mark.parametrize(
    ("system", "identifier", "vendor"),
    [
        ("Windows", "AMD64 Family 25 Model 97 Stepping 2, AuthenticAMD", "AuthenticAMD"),
        ("Windows", "Intel64 Family 6 Model 143 Stepping 8, GenuineIntel", "GenuineIntel"),
        ("Darwin", "", ""),
    ],
)
def test_the_maker_of_the_processor_is_found(system, identifier, vendor, monkeypatch):
    monkeypatch.setattr(devices.platform, "system", lambda: system)
    monkeypatch.setenv("PROCESSOR_IDENTIFIER", identifier)
    assert devices.cpu_vendor().endswith(vendor)
    assert (devices.AMD in devices.cpu_vendor()) is (vendor == "AuthenticAMD")
