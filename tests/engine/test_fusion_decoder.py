import re

import numpy as np
import torch
import torch.nn.functional as F
from formula import decoder_state, formula_features, formula_image, golden

from sam_cffnet_qgis.engine.model.fusion_decoder import DecoderSize, FusionDecoder


def test_decoder_has_the_published_number_of_parameters():
    decoder = FusionDecoder(1024, DecoderSize())
    assert sum(parameter.numel() for parameter in decoder.parameters()) == 4_258_723


def test_decoder_gives_the_published_logits():
    decoder = FusionDecoder(1024, DecoderSize()).eval()
    decoder.load_state_dict(decoder_state(7))
    image = torch.from_numpy(formula_image(7)).float()[None] / 255
    image = F.interpolate(image, (1024, 1024), mode="bilinear", align_corners=False)
    levels = [torch.from_numpy(level) for level in formula_features(7)]
    with torch.inference_mode():
        logits = decoder(levels, image, 256)[0, 0].numpy()
    assert np.abs(logits - golden()["decoder_logits"]).max() < 1e-3


def test_decoder_trains_with_a_batch_of_one():
    decoder = FusionDecoder(64, DecoderSize(64, 32, 32, 8, 1)).train()
    levels = [torch.rand(1, 64, 16, 16) for _ in range(4)]
    decoder(levels, torch.rand(1, 3, 128, 128), 128).mean().backward()
    gradients = [p.grad for p in decoder.parameters() if p.grad is not None]
    assert gradients and all(torch.isfinite(gradient).all() for gradient in gradients)


def test_decoder_names_are_those_of_the_checkpoint_without_levels():
    names = set(FusionDecoder(1024, DecoderSize()).state_dict())
    assert names == set(decoder_state(7))
    assert not any(re.search(r"MLP_1\.\d", name) for name in names)


def test_shallow_features_are_those_of_convolutions_one_after_the_other():
    size = DecoderSize(64, 32, 32, 16, 3)
    subject = FusionDecoder(64, size).eval().sfe
    image, fused = torch.rand(1, 3, 64, 48), torch.rand(1, 32, 8, 6)
    expected = subject.atts(fused, subject.down_for(image))
    torch.testing.assert_close(subject(image, fused), expected, rtol=1e-4, atol=1e-6)


def test_levels_keep_their_precision_under_autocast():
    fusion = FusionDecoder(64, DecoderSize(64, 32, 32, 16, 3)).cdffm
    seen = []
    fusion.necks.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].dtype))
    with torch.autocast("cpu", torch.bfloat16):
        fusion.adapt(torch.rand(1, 64, 8, 8))
    assert seen == [torch.float32]
