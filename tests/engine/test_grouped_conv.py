import pytest
import torch
import torch.nn.functional as F

from sam_cffnet_qgis.engine.model.grouped_conv import GroupedConv2d


@pytest.mark.parametrize(("channels", "kernel", "groups"), [(64, 5, 4), (64, 9, 16), (32, 7, 8)])
@pytest.mark.parametrize("training", [True, False])
def test_grouped_conv_equals_the_ordinary_one(channels, kernel, groups, training):
    conv = GroupedConv2d(channels, channels // 4, kernel, groups).train(training)
    x = torch.rand(2, channels, 12, 10)
    expected = F.conv2d(x, conv.weight, padding=kernel // 2, groups=conv.groups)
    torch.testing.assert_close(conv(x), expected, atol=1e-5, rtol=1e-5)


def test_grouped_conv_uses_fewer_groups_when_outputs_cannot_be_cut():
    assert GroupedConv2d(32, 8, 9, 16).groups == 8


def test_a_merged_conv_computes_in_fp32_under_autocast():
    conv = GroupedConv2d(64, 16, 9, 16).train()
    with torch.autocast("cpu", torch.bfloat16):
        y = conv(torch.rand(1, 64, 6, 6).bfloat16())
    y.sum().backward()
    assert y.dtype == torch.float32 and conv.weight.grad.isfinite().all()
