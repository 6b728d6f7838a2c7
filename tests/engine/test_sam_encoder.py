import pytest
import torch
from segment_anything.modeling.image_encoder import Block

from sam_cffnet_qgis.engine.model import sam_encoder
from sam_cffnet_qgis.engine.model.sam_encoder import FusedAttention, SamEncoder, VitSize

SMALL = VitSize(32, 4, 4, (0, 1, 2, 3))


def with_random_values(module):
    """SAM starts its position tables and some biases at zero."""
    torch.manual_seed(0)
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return module


@pytest.mark.parametrize("bias_values", [2**25, 1], ids=["all at once", "head by head"])
@pytest.mark.parametrize(
    ("grid", "window"), [(6, 0), (6, 3), (8, 6)], ids=["global", "windows", "windows beyond"]
)
def test_fused_attention_gives_sams_numbers(grid, window, bias_values, monkeypatch):
    monkeypatch.setattr(sam_encoder, "MAX_BIAS_VALUES", bias_values)
    edge = window or grid
    plain = Block(32, 4, use_rel_pos=True, window_size=window, input_size=(edge, edge))
    with_random_values(plain)
    fused = FusedAttention(SMALL, grid, window)
    fused.load_state_dict(plain.attn.state_dict())
    x = torch.randn(2, grid, grid, 32)
    y = x + fused(plain.norm1(x))
    y = y + plain.mlp(plain.norm2(y))
    torch.testing.assert_close(y, plain(x), rtol=1e-4, atol=1e-5)


def test_every_block_has_it_and_keeps_its_names():
    encoder = SamEncoder(SMALL, 256)
    assert all(isinstance(block.attn, FusedAttention) for block in encoder.blocks)
    assert "blocks.0.attn.rel_pos_h" in encoder.state_dict()
    levels = encoder(torch.rand(1, 3, 256, 256))
    assert [tuple(level.shape) for level in levels] == [(1, 32, 16, 16)] * 4
