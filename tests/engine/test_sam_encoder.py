import torch
from segment_anything.modeling.image_encoder import Attention

from sam_cffnet_qgis.engine.model import sam_encoder
from sam_cffnet_qgis.engine.model.sam_encoder import FusedAttention, SamEncoder, VitSize


def attention_pair():
    """SAM's attention and ours with the same weights."""
    torch.manual_seed(0)
    plain = Attention(32, 4, use_rel_pos=True, input_size=(6, 6))
    for table in (plain.rel_pos_h, plain.rel_pos_w):
        torch.nn.init.normal_(table)
    fused = FusedAttention(32, 4, use_rel_pos=True, input_size=(6, 6))
    fused.load_state_dict(plain.state_dict())
    return plain, fused


def test_fused_attention_gives_sams_numbers():
    plain, fused = attention_pair()
    x = torch.randn(3, 6, 6, 32)
    torch.testing.assert_close(fused(x), plain(x), rtol=1e-4, atol=1e-5)


def test_fused_attention_is_the_same_head_by_head(monkeypatch):
    plain, fused = attention_pair()
    x = torch.randn(2, 6, 6, 32)
    monkeypatch.setattr(sam_encoder, "MAX_BIAS_VALUES", 1)
    torch.testing.assert_close(fused(x), plain(x), rtol=1e-4, atol=1e-5)


def test_every_block_has_it_and_keeps_its_names():
    encoder = SamEncoder(VitSize(32, 4, 2, (0, 1, 2, 3)), 256)
    assert all(isinstance(block.attn, FusedAttention) for block in encoder.blocks)
    assert "blocks.0.attn.rel_pos_h" in encoder.state_dict()
    levels = encoder(torch.rand(1, 3, 256, 256))
    assert [tuple(level.shape) for level in levels] == [(1, 32, 16, 16)] * 4
