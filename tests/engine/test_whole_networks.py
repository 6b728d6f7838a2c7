"""The networks of the study that train as a whole: sizes, weights, training and conversion."""

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from sam_cffnet_qgis.core.architectures import KINDS
from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.engine import optional_packages
from sam_cffnet_qgis.engine.backends import openvino_backend
from sam_cffnet_qgis.engine.backends.openvino_backend import OpenVinoBackend
from sam_cffnet_qgis.engine.checkpoints import load_network
from sam_cffnet_qgis.engine.model.attention_unet import GatedUp
from sam_cffnet_qgis.engine.model.deeplab import DeepLabDecoder, DeepLabEncoder
from sam_cffnet_qgis.engine.model.hrnet import HrnetDecoder
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.model.segformer import SegformerEncoder
from sam_cffnet_qgis.engine.training.losses import bce_dice_loss

ROOT = Path(__file__).resolve().parents[2]
WHOLE = [name for name, kind in KINDS.items() if not kind.is_on_sam]
# Ours, and millions: of HRNet and SegFormer those of their papers, which count the layers of more
# classes; of DeepLabV3+ and the two-dimensional Attention U-Net those of their usual code.
PARAMETERS = {
    "cffd_lite": (3_222_404, 3.2),
    "deeplabv3plus_lite": (3_858_769, 3.9),
    "deeplabv3plus": (26_677_585, 26.7),
    "attention_unet": (34_871_725, 34.9),
    "hrnet_w18": (9_636_241, 9.6),
    "hrnet_w48": (65_846_401, 65.9),
    "segformer_b0": (3_714_401, 3.8),
    "segformer_b1": (13_677_505, 13.7),
    "segformer_b2": (27_347_393, 27.5),
}
LARGE = ("attention_unet", "deeplabv3plus", "hrnet_w48", "segformer_b1", "segformer_b2")
EDGE = 64

each_network = pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.slow) if n in LARGE else n for n in WHOLE]
)


def architecture(name, tile_px=EDGE):
    return Architecture(KINDS[name].encoder, KINDS[name].decoder, tile_px, tile_px)


def network(name, tile_px=EDGE):
    torch.manual_seed(0)
    return LandslideNetwork(architecture(name, tile_px))


def settled(subject):
    """The network in evaluation, its batch norms with the statistics of random tiles."""
    for module in subject.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        subject.train()(torch.rand(4, 3, subject.tile_px, subject.tile_px))
    return subject.eval()


def scene():
    """A tile with a bright square, and its mask."""
    mask = torch.zeros(1, 1, EDGE, EDGE)
    mask[..., 16:48, 16:40] = 1
    torch.manual_seed(1)
    return 0.2 + 0.5 * mask + 0.1 * torch.rand(1, 3, EDGE, EDGE), mask


def test_every_network_is_in_the_table():
    assert list(PARAMETERS) == WHOLE


@pytest.mark.parametrize("name", WHOLE)
def test_network_has_the_published_number_of_parameters(name):
    with torch.device("meta"):
        subject = LandslideNetwork(architecture(name))
    exact, millions = PARAMETERS[name]
    assert sum(parameter.numel() for parameter in subject.parameters()) == exact
    assert exact / 1e6 == pytest.approx(millions, rel=0.025)


@each_network
def test_levels_have_the_channels_that_the_encoder_tells(name):
    encoder = network(name).image_encoder.eval()
    with torch.inference_mode():
        levels = encoder(torch.rand(1, 3, EDGE, EDGE))
    told = encoder.level_channels
    assert [level.shape[1] for level in levels] == ([told] * 4 if isinstance(told, int) else told)


@each_network
def test_logits_have_the_tiles_edge(name):
    subject = network(name).eval()
    with torch.inference_mode():
        for edge in (96, 160):  # odd multiples of 32
            assert subject(torch.rand(1, 3, edge, edge)).shape == (1, 1, edge, edge)


@each_network
def test_a_saved_network_gives_the_same_logits_when_loaded(name, tmp_path):
    subject = settled(network(name))
    path = str(tmp_path / "network.safetensors")
    save_file({key: t.contiguous() for key, t in subject.state_dict().items()}, path)
    loaded = load_network({"architecture": asdict(architecture(name))}, path).eval()
    kept = [*loaded.named_parameters(), *loaded.named_buffers()]
    assert not [key for key, tensor in kept if tensor.is_meta]
    tiles = torch.rand(2, 3, EDGE, EDGE)
    with torch.inference_mode():
        torch.testing.assert_close(loaded(tiles), subject(tiles), rtol=1e-5, atol=1e-5)


def train(name, steps):
    """Losses of steps on one tile."""
    subject = network(name).train()
    optimizer = torch.optim.AdamW(subject.parameters(), lr=1e-3)
    tile, mask = scene()
    losses = []
    for _ in range(steps):
        loss = bce_dice_loss(subject(tile), mask)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert all(parameter.grad is not None for parameter in subject.parameters())
    return losses


@each_network
def test_a_batch_of_one_lowers_the_loss(name):
    losses = train(name, 5)
    assert losses[-1] < 0.95 * losses[0]


@pytest.mark.parametrize("name", ["deeplabv3plus_lite", "segformer_b0"])  # with random dropout
def test_the_same_seed_trains_the_same_network(name):
    assert train(name, 2) == train(name, 2)


def test_a_gate_weights_the_skip_connection():
    step = GatedUp(8, 4).eval()
    deep, skip = torch.rand(1, 8, 4, 4), torch.rand(1, 4, 8, 8)
    with torch.inference_mode():
        opened = step(deep, skip)
        step.gate.psi[1].bias.fill_(-1e4)  # closes it everywhere
        torch.testing.assert_close(step(deep, skip), step(deep, torch.zeros_like(skip)))
        assert not torch.allclose(opened, step(deep, skip))


def test_deeplab_sees_stride_16_at_the_published_rates():
    encoder = DeepLabEncoder("resnet50").eval()
    with torch.inference_mode():
        levels = encoder(torch.rand(1, 3, EDGE, EDGE))
    assert [EDGE // level.shape[-1] for level in levels] == [2, 4, 8, 16, 16]
    branches = DeepLabDecoder(encoder.level_channels).fuse.aspp[0].convs[1:4]
    assert [branch[0][0].dilation for branch in branches] == [(6, 6), (12, 12), (18, 18)]


@pytest.mark.parametrize(("width", "joined"), [(18, 270), (48, 720)])
def test_the_head_of_hrnet_joins_four_resolutions(width, joined):
    head = HrnetDecoder([width, 2 * width, 4 * width, 8 * width]).head
    assert (head[0].in_channels, head[0].out_channels) == (joined, joined)


@pytest.mark.parametrize(
    ("build", "module", "words"),
    [
        (
            lambda: SegformerEncoder("mit_b0"),
            "transformers.models.segformer",
            r"network SegFormer needs the package transformers 5\.24 or newer",
        ),
        (
            lambda: DeepLabDecoder([16, 24, 40, 112, 320]),
            "segmentation_models_pytorch.decoders.deeplabv3.decoder",
            r"network DeepLabV3\+ needs the package segmentation-models-pytorch 0\.6 or newer",
        ),
    ],
)
def test_a_missing_package_is_named_with_the_way_out(monkeypatch, build, module, words):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EngineMissingError, match=words + ".*ACTION=repair.*Python of your own"):
        build()


def test_a_package_that_is_too_old_is_told(monkeypatch):
    monkeypatch.setattr(optional_packages, "version", lambda package: "4.57.6")
    with pytest.raises(EngineMissingError, match=r"cannot import: its version is 4\.57\.6"):
        SegformerEncoder("mit_b0")


def run(code):
    """What a fresh Python prints."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_without_the_optional_packages_the_light_network_runs():
    code = """
sys.modules.update(dict.fromkeys(("segmentation_models_pytorch", "transformers")))
import torch
from sam_cffnet_qgis.engine import checkpoints, description
from sam_cffnet_qgis.engine.model import deeplab, segformer
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
assert "error" not in description.describe()
network = LandslideNetwork(Architecture("efficientnet_lite0", "cffd", 64, 64)).eval()
print(tuple(network(torch.rand(1, 3, 64, 64)).shape))
"""
    assert run(code) == "(1, 1, 64, 64)"


def test_building_a_network_opens_no_connection():
    code = """
import socket
def refuse(*_):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.getaddrinfo = refuse
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
kinds = {"mit_b0": "segformer", "resnet50": "deeplabv3plus", "hrnet_w18": "hrnet"}
for encoder, decoder in kinds.items():
    LandslideNetwork(Architecture(encoder, decoder, 64, 64))
print("built")
"""
    assert run(code) == "built"


@pytest.mark.skipif(not openvino_backend.is_installed(), reason="OpenVINO is not installed")
@pytest.mark.parametrize(
    "name", ["attention_unet", "deeplabv3plus_lite", "hrnet_w18", "segformer_b0"]
)
def test_openvino_gives_the_same_logits(name, tmp_path):
    subject = settled(network(name, 128))
    tiles = torch.rand(2, 3, 128, 128)
    with torch.inference_mode():
        expected = subject(tiles)
    weights = str(tmp_path / "model.safetensors")
    converted = OpenVinoBackend(lambda: subject, weights, "ab" * 32, 128, "fp32").logits(tiles)
    assert 1e-2 < expected.std() < 10
    torch.testing.assert_close(converted, expected, rtol=0, atol=1e-3)
