"""What a network costs: its parameters, and arithmetic and time of one tile.

Arithmetic is counted on the meta device, where even ViT-H takes no memory, and of SAM's encoder as it
is published, whose windows are padded to multiples of 14; ours leaves the padding out and computes
the same with 4 % less. Papers count in several ways; these two are given:

- ``gflops``: additions and multiplications, each for itself, of convolutions, linear layers and
  attention, in 10^9. SAM-CFFNet with ViT-L has 3,107.1.
- ``study_gflops``: multiplications of convolutions and linear layers, each with its addition as one,
  in 2^30. SAM-CFFNet with ViT-L has 1,277.6.

Xi et al. 2024 (doi 10.3390/rs16132334) report 4.06 M trainable parameters, which are 4,258,723 in units
of 2^20, and more than 1,220 GFLOPs on SAM's ViT-L, but not how they counted. The second way agrees
with that: ViT-L with its neck, without any decoder, has 1,221.1.
"""

from __future__ import annotations

import statistics
import time

import torch
from segment_anything.modeling.image_encoder import Attention, Block
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from sam_cffnet_qgis.engine.backends.torch_backend import TorchBackend
from sam_cffnet_qgis.engine.devices import (
    choose_device,
    choose_precision,
    is_lack_of_memory,
    memory_error,
)
from sam_cffnet_qgis.engine.encoder_weights import load_encoder_weights
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES, FusedAttention, FusedBlock

FORWARDS = 9
MAX_SECONDS = 10.0
PUBLISHED = {FusedBlock: Block, FusedAttention: Attention}
LAYERS = (torch.ops.aten.convolution, torch.ops.aten.addmm, torch.ops.aten.mm)


def cost(card: dict, device: str, precision: str, encoder_weights: str = "") -> dict:
    """Count and measure a new network of a checked card.

    Args:
        card: only its ``architecture`` is used.
        device: ``auto``, ``cpu``, ``cuda:N`` or ``mps``, where the time is measured.
        precision: ``auto``, ``fp32``, ``bf16`` or ``fp16``, in which it is measured.
        encoder_weights: folder with ImageNet weights for its encoder, or empty.

    Returns:
        ``initial`` (``sam``, ``imagenet`` or ``random``: what it starts from), ``parameters``,
        ``trainable`` (those of the decoder on SAM, whose encoder stays as it is), ``gflops`` and
        ``study_gflops`` as above, and ``seconds`` of one tile with torch.

    Raises:
        ParameterError: if the device or the precision is not available.
        EngineMemoryError: if the network or one tile does not fit into the memory.
        CheckpointError: if the ImageNet weights cannot be read.
        CheckpointKeysError: if they do not fit.
    """
    architecture = Architecture(**card["architecture"])
    try:
        network = LandslideNetwork(architecture)
        initial = "sam"
        if architecture.encoder not in VIT_SIZES:
            initial = load_encoder_weights(network, architecture.encoder, encoder_weights)
        seconds = measure(network, device, precision)
    except (RuntimeError, MemoryError) as error:
        if not is_lack_of_memory(error):
            raise
        raise memory_error() from error
    return {"initial": initial, **count(architecture), "seconds": seconds}


def count(architecture: Architecture) -> dict:
    """Parameters and arithmetic of one tile, see ``cost``."""
    with torch.device("meta"):
        network = LandslideNetwork(architecture).eval()
        tile = torch.empty(1, 3, architecture.tile_px, architecture.tile_px)
    for module in network.modules():
        module.__class__ = PUBLISHED.get(type(module), type(module))
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(tile)
    operations = counter.get_flop_counts()["Global"]
    trained = network.decoder if architecture.encoder in VIT_SIZES else network
    return {
        "parameters": _parameters(network),
        "trainable": _parameters(trained),
        "gflops": sum(operations.values()) / 1e9,
        "study_gflops": sum(operations.get(layer, 0) for layer in LAYERS) / 2 / 2**30,
    }


def _parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def measure(network: LandslideNetwork, device: str, precision: str) -> float:
    """Median seconds of one tile after a warm-up; of a slow network one forward is enough."""
    chosen = choose_device(device)
    tile = torch.rand(1, 3, network.tile_px, network.tile_px)
    backend = TorchBackend(network, chosen, choose_precision(precision, chosen))
    begin = time.monotonic()
    backend.logits(tile).cpu()
    seconds = [_forward_seconds(backend, tile)]
    while len(seconds) < FORWARDS and time.monotonic() - begin < MAX_SECONDS:
        seconds.append(_forward_seconds(backend, tile))
    return statistics.median(seconds)


def _forward_seconds(backend: TorchBackend, tile: torch.Tensor) -> float:
    start = time.monotonic()
    backend.logits(tile).cpu()  # a graphics card is done when its result is here
    return time.monotonic() - start
