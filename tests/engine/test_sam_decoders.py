"""The five decoders on SAM's features."""

import sys
from types import SimpleNamespace

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from sam_cffnet_qgis.core.architectures import SAM_DECODERS
from sam_cffnet_qgis.core.errors import EngineMissingError
from sam_cffnet_qgis.engine.backends import openvino_backend
from sam_cffnet_qgis.engine.backends.openvino_backend import OpenVinoBackend
from sam_cffnet_qgis.engine.checkpoints import load_network
from sam_cffnet_qgis.engine.model.context_decoders import PspDecoder
from sam_cffnet_qgis.engine.model.lawin_decoder import LargeWindowAttention
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork, build_decoder
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES, SamEncoder, VitSize
from sam_cffnet_qgis.engine.training.losses import bce_dice_loss

CHANNELS = 32
GRID = 16
TILE_PX = 64
SMALL = VitSize(CHANNELS, 4, 4, (0, 1, 2, 3))

each_decoder = pytest.mark.parametrize("name", SAM_DECODERS)


def architecture(name, tile_px=TILE_PX):
    return Architecture("sam_vit_b", name, tile_px, encoder_px=16 * GRID)


def decoder(name, channels=CHANNELS):
    torch.manual_seed(0)
    return build_decoder(architecture(name), SimpleNamespace(level_channels=channels))


def inputs(batch):
    levels = [torch.randn(batch, CHANNELS, GRID, GRID) for _ in range(4)]
    return levels, torch.rand(batch, 3, 16 * GRID, 16 * GRID)


@pytest.fixture(scope="module")
def scene():
    """Features of SAM ViT-B with random weights, images and masks of two bright squares."""
    torch.manual_seed(0)
    images = torch.rand(2, 3, 16 * GRID, 16 * GRID) / 2
    images[0, :, 64:192, 64:192] += 0.5
    images[1, :, :128, :128] += 0.5
    masks = (F.avg_pool2d(images.mean(1, keepdim=True), 2) > 0.5).float()  # tiles of 128
    with torch.no_grad():
        return SamEncoder(VIT_SIZES["sam_vit_b"], 16 * GRID).eval()(images), images, masks


@each_decoder
def test_decoder_gives_logits_of_the_tile_size_for_each_image_by_itself(name):
    subject = decoder(name).eval()
    levels, image = inputs(2)
    with torch.inference_mode():
        logits = subject(levels, image, TILE_PX)
        second = subject([level[1:] for level in levels], image[1:], TILE_PX)
    assert logits.shape == (2, 1, TILE_PX, TILE_PX)
    torch.testing.assert_close(logits[1:], second, rtol=1e-4, atol=1e-4)


@each_decoder
def test_decoder_trains_all_it_has_with_a_batch_of_one(name):
    subject = decoder(name).train()
    subject(*inputs(1), TILE_PX).square().mean().backward()
    without = [name for name, p in subject.named_parameters() if p.grad is None]
    assert without == []
    assert all(torch.isfinite(parameter.grad).all() for parameter in subject.parameters())


@each_decoder
def test_decoder_learns_on_a_frozen_sam_encoder(name, scene):
    levels, images, masks = scene
    subject = decoder(name, levels[0].shape[1]).train()
    optimizer = torch.optim.AdamW(subject.parameters(), lr=2e-4)
    losses = []
    for _ in range(3):
        loss = bce_dice_loss(subject(levels, images, masks.shape[-1]), masks)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[0] > losses[1] > losses[2]


@each_decoder
def test_saved_network_gives_the_same_logits(name, tmp_path, monkeypatch):
    monkeypatch.setitem(VIT_SIZES, "sam_vit_b", SMALL)
    torch.manual_seed(1)
    network = LandslideNetwork(architecture(name)).eval()
    path = str(tmp_path / "model.safetensors")
    save_file({key: tensor.contiguous() for key, tensor in network.state_dict().items()}, path)
    loaded = load_network({"architecture": vars(architecture(name))}, path).eval()
    tile = torch.rand(1, 3, TILE_PX, TILE_PX)
    with torch.inference_mode():
        torch.testing.assert_close(loaded(tile), network(tile), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", SAM_DECODERS[1:])  # the first in test_backends.py
@pytest.mark.skipif(not openvino_backend.is_installed(), reason="OpenVINO is not installed")
def test_openvino_gives_torchs_logits(name, tmp_path, monkeypatch):
    monkeypatch.setitem(VIT_SIZES, "sam_vit_b", SMALL)
    torch.manual_seed(1)
    network = LandslideNetwork(architecture(name)).eval()
    tiles = torch.rand(2, 3, TILE_PX, TILE_PX)
    with torch.inference_mode():
        expected = network(tiles)
    weights = str(tmp_path / "model.safetensors")
    logits = OpenVinoBackend(lambda: network, weights, "ab" * 32, TILE_PX, "fp32").logits(tiles)
    spread = expected.std()  # of random weights it may be small
    torch.testing.assert_close(logits / spread, expected / spread, rtol=0, atol=1e-3)


@pytest.mark.parametrize(("ratio", "first", "last"), [(2, 20, 35), (4, 12, 43), (8, 0, 59)])
def test_large_window_sees_its_context_and_no_more(ratio, first, last):
    torch.manual_seed(0)
    attention = LargeWindowAttention(64, ratio)
    x = torch.randn(1, 64, 64, 64, requires_grad=True)
    attention(x)[..., 24:32, 24:32].square().sum().backward()
    rows, columns = x.grad[0].abs().sum(0).nonzero().T
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (first, last, first, last)


def test_psp_says_which_package_is_missing(monkeypatch):
    library = "segmentation_models_pytorch.decoders.pspnet.decoder"
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(
        EngineMissingError, match="SAM \\+ PSP needs the package segmentation-models"
    ):
        PspDecoder(CHANNELS)
