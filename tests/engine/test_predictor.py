import numpy as np
import pytest
import torch
from torch import nn

from sam_cffnet_qgis.core.errors import EngineMemoryError, ParameterError
from sam_cffnet_qgis.engine.backends.torch_backend import TorchBackend
from sam_cffnet_qgis.engine.devices import choose_device, choose_precision
from sam_cffnet_qgis.engine.predictor import Predictor, dihedral, undo_dihedral


class Mean(nn.Module):
    """Logit of a pixel: the mean of its bands; remembers the shapes it saw."""

    def __init__(self, largest=99):
        super().__init__()
        self.shapes = []
        self.largest = largest

    def forward(self, tiles):
        self.shapes.append(tuple(tiles.shape))
        if len(tiles) > self.largest:
            raise torch.OutOfMemoryError
        return tiles.mean(1, keepdim=True)


def predictor(network, batch=2, temperature=1.0, tta=False):
    backend = TorchBackend(network, torch.device("cpu"), "fp32")
    return Predictor(backend, temperature, batch, tta)


@pytest.mark.parametrize("element", range(8))
def test_undo_dihedral_is_the_inverse(element):
    tiles = torch.rand(1, 2, 5, 5)
    assert (undo_dihedral(dihedral(tiles, element), element) == tiles).all()


def test_dihedral_elements_differ():
    tiles = torch.arange(9.0).view(1, 1, 3, 3)
    assert len({tuple(dihedral(tiles, e).flatten().tolist()) for e in range(8)}) == 8


def test_predict_pads_the_last_batch_to_one_shape():
    network = Mean()
    results = predictor(network).predict(np.zeros((5, 3, 8, 8), np.float32))
    assert results["probability"].shape == (5, 8, 8)
    assert set(network.shapes) == {(2, 3, 8, 8)}


def test_predict_divides_logits_by_the_temperature():
    tiles = np.ones((1, 3, 4, 4), np.float32)
    results = predictor(Mean(), temperature=2.0).predict(tiles)
    np.testing.assert_allclose(results["probability"], 1 / (1 + np.exp(-0.5)), rtol=1e-6)


def test_predict_gives_no_deviation_for_a_network_without_direction():
    tiles = np.random.default_rng(0).random((1, 3, 8, 8)).astype(np.float32)
    results = predictor(Mean(), tta=True).predict(tiles)
    np.testing.assert_allclose(results["deviation"], 0, atol=1e-6)


def test_predict_halves_the_batch_when_memory_is_short_and_says_so():
    subject = predictor(Mean(largest=2), batch=8)
    results = subject.predict(np.zeros((8, 3, 4, 4), np.float32))
    assert results["probability"].shape == (8, 4, 4)
    assert subject.batch == 2 and len(subject.take_notes()) == 2


def test_predict_tells_when_not_even_one_tile_fits():
    with pytest.raises(EngineMemoryError, match="smaller model"):
        predictor(Mean(largest=0)).predict(np.zeros((1, 3, 4, 4), np.float32))


def test_choose_device_names_what_there_is():
    with pytest.raises(ParameterError, match="'cuda:77' is not available.*cpu"):
        choose_device("cuda:77")


def test_choose_precision_refuses_fp16_on_the_cpu():
    with pytest.raises(ParameterError, match="graphics card"):
        choose_precision("fp16", torch.device("cpu"))
