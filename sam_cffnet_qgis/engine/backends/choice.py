"""Which backend a run uses, and what happens when it fails."""

from __future__ import annotations

import hashlib
import json
from typing import Union

import torch

from sam_cffnet_qgis.core.errors import first_sentence
from sam_cffnet_qgis.engine.backends import openvino_backend
from sam_cffnet_qgis.engine.backends.openvino_backend import OpenVinoBackend
from sam_cffnet_qgis.engine.backends.torch_backend import TorchBackend
from sam_cffnet_qgis.engine.devices import (
    choose_device,
    choose_precision,
    is_amd_with_avx512,
    is_lack_of_memory,
)

Backend = Union[TorchBackend, OpenVinoBackend]
Note = tuple[str, dict]  # template and values of what the user should know


def must_convert(card: dict, weights: str, device: str, precision: str, backend: str) -> bool:
    """Whether the network will be converted first, which takes from seconds to minutes."""
    chosen = choose_device(device)
    wanted = wants_openvino(card, chosen, choose_precision(precision, chosen), backend)
    return (
        wanted
        and openvino_backend.is_installed()
        and not openvino_backend.is_converted(weights, *network_identity(card))
    )


def converted_size(card: dict, weights: str) -> tuple[str, int]:
    """Folder of the converted network, empty if there is none, and its bytes."""
    folder = openvino_backend.cache_folder(weights, *network_identity(card))
    if not folder.is_dir():
        return "", 0
    return str(folder), sum(path.stat().st_size for path in folder.iterdir())


def load_backend(
    card: dict, weights: str, device: torch.device, precision: str, backend: str, batch: int
) -> tuple[Backend, list[Note]]:
    """The network on its backend: OpenVINO where it is faster, installed and works, else torch.

    Args:
        card: checked model card.
        weights: path of the safetensors file.
        device: where to compute.
        precision: ``fp32``, ``bf16`` or ``fp16``.
        backend: ``auto``, ``torch`` or ``openvino``, which also falls back to torch.
        batch: tiles a forward.
    """

    def load() -> torch.nn.Module:
        # The libraries of the encoders take two seconds, which a converted network does not need.
        from sam_cffnet_qgis.engine.checkpoints import load_network

        return load_network(card, weights)

    notes: list[Note] = []
    if wants_openvino(card, device, precision, backend):
        if openvino_backend.is_installed():
            how = (*network_identity(card), precision, 1 if is_sam(card) else batch)
            try:
                return OpenVinoBackend(load, weights, *how), notes
            except (ImportError, RuntimeError) as error:
                note = "OpenVINO cannot run this model ({reason}); going on with torch."
                notes.append((note, {"reason": first_sentence(error)}))
        else:
            notes.append(("OpenVINO is not installed; computing with torch, which is slower.", {}))
    network = load()
    try:
        return TorchBackend(network, device, precision), notes
    except RuntimeError as error:
        if device.type == "cpu" or not is_lack_of_memory(error):
            raise
        note = (
            "The device {device} has too little memory for this model; going on with the CPU, which "
            "is slower."
        )
        notes.append((note, {"device": str(device)}))
        return TorchBackend(network, torch.device("cpu"), "fp32"), notes


def network_identity(card: dict) -> tuple[str, int]:
    """What a converted network is known by, beside its weights' place.

    The architecture is part of it: under another one the same weights would not fit, and a network
    that was converted before must not hide that.
    """
    architecture = json.dumps(card["architecture"], sort_keys=True)
    digest = hashlib.sha256(f"{card['sha256']} {architecture}".encode()).hexdigest()
    return digest, card["architecture"]["tile_px"]


def wants_openvino(card: dict, device: torch.device, precision: str, backend: str) -> bool:
    """Whether a network is computed by OpenVINO, where it is installed and works.

    In fp32 a SAM encoder is matrix products, which torch computes as fast on Intel's processors
    without conversion. On AMD's with AVX-512 it takes nearly twice as long as OpenVINO (17.8 s
    against 9.6 s a tile of ViT-L on two cores), so that a conversion, once, pays from some ten
    tiles on.
    """
    if device.type != "cpu" or backend != "auto":
        return device.type == "cpu" and backend == "openvino"
    return precision == "bf16" or not is_sam(card) or is_amd_with_avx512()


def is_sam(card: dict) -> bool:
    """Whether a model's encoder is one of SAM's, a tile of which fills all threads."""
    return card["architecture"]["encoder"].startswith("sam")
