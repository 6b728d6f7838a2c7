import pytest
import torch
from torch import nn

from sam_cffnet_qgis.core.architectures import KINDS, SAM_DECODERS
from sam_cffnet_qgis.core.errors import EngineMemoryError, EngineMissingError
from sam_cffnet_qgis.engine import cost as subject
from sam_cffnet_qgis.engine.cost import cost, count, measure
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork

LIGHT = Architecture("efficientnet_lite0", "cffd", 256, 256)


def on_vit_l(decoder):
    return count(Architecture("sam_vit_l", decoder, 256, 1024))


def fake_backend(monkeypatch, forward):
    class Backend:
        def __init__(self, *_):
            self.logits = forward

    monkeypatch.setattr(subject, "TorchBackend", Backend)


def test_a_multiplication_and_its_addition_are_two_operations_or_one(monkeypatch):
    monkeypatch.setattr(subject, "LandslideNetwork", lambda _: nn.Conv2d(3, 2, 1))
    counted = count(Architecture("efficientnet_lite0", "cffd", 4, 4))
    assert counted["gflops"] == 2 * (3 * 2 * 4 * 4) / 1e9
    assert counted["study_gflops"] == (3 * 2 * 4 * 4) / 2**30
    assert counted["parameters"] == counted["trainable"] == 3 * 2 + 2


def test_sam_cffnet_has_the_numbers_of_the_study():
    counted = on_vit_l("cffd")
    assert counted["parameters"] == 312_536_995
    assert counted["trainable"] == 4_258_723
    assert round(counted["trainable"] / 2**20, 2) == 4.06
    assert counted["gflops"] == 3_107.074007808
    assert counted["study_gflops"] == 1_371_802_726_784 / 2**30


@pytest.mark.parametrize("decoder", SAM_DECODERS)
def test_networks_on_vit_l_need_more_than_the_study_says(decoder):
    assert 1_220 < on_vit_l(decoder)["study_gflops"] < 1_280


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_network_can_be_counted(kind):
    encoder_px = 1024 if kind.is_on_sam else 256
    try:
        counted = count(Architecture(kind.encoder or "sam_vit_b", kind.decoder, 256, encoder_px))
    except EngineMissingError as error:
        pytest.skip(str(error))
    assert (counted["trainable"] == counted["parameters"]) is not kind.is_on_sam
    assert counted["gflops"] > 2 * counted["study_gflops"] > 0


def test_cost_of_the_light_network():
    found = cost({"architecture": vars(LIGHT)}, "cpu", "fp32")
    assert found.pop("seconds") > 0
    assert found == {"initial": "imagenet", **count(LIGHT)}


def test_a_slow_network_is_measured_once_after_a_warm_up(monkeypatch):
    forwards = []
    fake_backend(monkeypatch, lambda tile: forwards.append(tile) or tile)
    measure(LandslideNetwork(LIGHT), "cpu", "fp32")
    assert len(forwards) == 1 + subject.FORWARDS
    forwards.clear()
    monkeypatch.setattr(subject, "MAX_SECONDS", 0)
    measure(LandslideNetwork(LIGHT), "cpu", "fp32")
    assert [tuple(tile.shape) for tile in forwards] == [(1, 3, 256, 256)] * 2


def test_lack_of_memory_is_said(monkeypatch):
    def fail(_):
        raise torch.OutOfMemoryError

    fake_backend(monkeypatch, fail)
    with pytest.raises(EngineMemoryError, match="too little free memory"):
        cost({"architecture": vars(LIGHT)}, "cpu", "fp32")
