import numpy as np
import pytest
import torch
from formula import formula_image, formula_state_dict, golden

from sam_cffnet_qgis.engine.checkpoints import SHARED_LEVELS
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES


def published(encoder):
    return LandslideNetwork(Architecture(encoder, "cffd", tile_px=256, encoder_px=1024))


@pytest.mark.parametrize("encoder", list(VIT_SIZES))
def test_network_taps_the_global_attention_blocks(encoder):
    with torch.device("meta"):
        network = published(encoder)
    blocks = network.image_encoder.blocks
    is_global = [index for index, block in enumerate(blocks) if block.window_size == 0]
    assert tuple(is_global) == network.image_encoder.taps


def test_network_has_the_published_number_of_parameters():
    with torch.device("meta"):
        network = published("sam_vit_l")
    assert sum(parameter.numel() for parameter in network.parameters()) == 312_536_995


def test_light_network_gives_logits_of_the_tile_size():
    network = LandslideNetwork(Architecture("efficientnet_lite0", "cffd", 256, 256)).eval()
    with torch.inference_mode():
        assert network(torch.rand(2, 3, 256, 256)).shape == (2, 1, 256, 256)


def test_frozen_statistics_stay_in_training():
    network = LandslideNetwork(Architecture("efficientnet_lite0", "cffd", 64, 64))
    network.freeze_statistics()
    norms = [m for m in network.train().modules() if isinstance(m, torch.nn.BatchNorm2d)]
    before = [norm.running_mean.clone() for norm in norms]
    network(torch.rand(2, 3, 64, 64))
    assert all((norm.running_mean == mean).all() for norm, mean in zip(norms, before))
    assert any(parameter.requires_grad for parameter in norms[-1].parameters())


@pytest.mark.slow
def test_network_gives_the_published_logits_and_features():
    network = published("sam_vit_l").eval()
    state = {
        SHARED_LEVELS.sub(r"\1.", name): torch.from_numpy(array)
        for name, array in formula_state_dict(7).items()
    }
    network.load_state_dict(state)
    levels = []
    network.image_encoder.register_forward_hook(lambda *call: levels.extend(call[2]))
    tiles = torch.from_numpy(formula_image(7)).float()[None] / 255
    with torch.inference_mode():
        logits = network(tiles)[0, 0].numpy()
    expected = golden()
    assert np.abs(logits - expected["network_logits"]).max() < 1e-3
    sample = np.stack([level[0, ::64, ::8, ::8].numpy() for level in levels])
    assert np.abs(sample - expected["feature_sample"]).max() < 1e-3
