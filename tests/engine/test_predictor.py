from contextlib import suppress

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


def test_predict_computes_no_padding_where_tiles_are_taken_one_by_one():
    network = Mean()
    subject = predictor(network)
    subject.backend.takes_single_tiles = True
    results = subject.predict(np.zeros((5, 3, 8, 8), np.float32))
    assert results["probability"].shape == (5, 8, 8)
    assert network.shapes[-1] == (1, 3, 8, 8)


class ThreadCount(nn.Module):
    """Remembers how many threads torch had; fails where it is told to."""

    def __init__(self):
        super().__init__()
        self.threads = []
        self.fails = False

    def forward(self, tiles):
        self.threads.append(torch.get_num_threads())
        if self.fails:
            raise RuntimeError("no such instruction")
        return tiles[:, :1]


@pytest.mark.parametrize("fails", [False, True])
def test_torchs_threads_rest_beside_a_backend_that_has_its_own(fails):
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        subject = predictor(ThreadCount())
        subject.predict(np.zeros((1, 3, 4, 4), np.float32))
        subject.backend.has_own_threads, subject.backend.network.fails = True, fails
        with suppress(RuntimeError):
            subject.predict(np.zeros((1, 3, 4, 4), np.float32))
        assert (subject.backend.network.threads, torch.get_num_threads()) == ([2, 1], 2)
    finally:
        torch.set_num_threads(before)


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


LACK_OF_MEMORY = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 84 GiB"),
    RuntimeError("CUDA error: out of memory"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
    RuntimeError("MPS backend out of memory"),
]


class FullCard:
    """A graphics card whose memory holds so many tiles."""

    device = torch.device("cuda:0")
    title = "cuda:0 (simulated)"
    precision = "fp16"
    takes_single_tiles = False
    has_own_threads = False

    def __init__(self, largest, error):
        self.network = Mean()
        self._largest = largest
        self._error = error

    def logits(self, tiles):
        if len(tiles) > self._largest:
            raise self._error
        return self.network(tiles)


@pytest.mark.parametrize("error", LACK_OF_MEMORY, ids=lambda error: str(error)[:20])
def test_a_card_with_too_little_memory_gets_fewer_tiles_at_a_time(error):
    subject = Predictor(FullCard(2, error), 1.0, 8, tta=False)
    results = subject.predict(np.ones((8, 3, 4, 4), np.float32))
    np.testing.assert_allclose(results["probability"], 1 / (1 + np.exp(-1.0)), rtol=1e-6)
    assert (subject.batch, subject.backend.device.type) == (2, "cuda")
    assert [values["half"] for _, values in subject.take_notes()] == [4, 2]


@pytest.mark.parametrize("error", LACK_OF_MEMORY, ids=lambda error: str(error)[:20])
def test_a_card_that_holds_no_tile_leaves_the_work_to_the_cpu(error):
    subject = Predictor(FullCard(0, error), 1.0, 2, tta=False)
    results = subject.predict(np.ones((5, 3, 4, 4), np.float32))
    np.testing.assert_allclose(results["probability"], 1 / (1 + np.exp(-1.0)), rtol=1e-6)
    assert (subject.backend.device.type, subject.backend.precision) == ("cpu", "fp32")
    assert "going on with the CPU" in subject.take_notes()[-1][0]


def test_another_error_of_a_card_is_not_taken_for_lack_of_memory():
    subject = Predictor(FullCard(0, RuntimeError("CUDA error: device-side assert")), 1.0, 2, False)
    with pytest.raises(RuntimeError, match="assert"):
        subject.predict(np.ones((1, 3, 4, 4), np.float32))


def test_choose_device_names_what_there_is():
    with pytest.raises(ParameterError, match="'cuda:77' is not available.*cpu"):
        choose_device("cuda:77")


def test_choose_precision_refuses_fp16_on_the_cpu():
    with pytest.raises(ParameterError, match="graphics card"):
        choose_precision("fp16", torch.device("cpu"))
