"""Writes a network, its weights drawn from a seed, into a folder of models.

Arguments: FOLDER [ENCODER [ID [DECODER [INPUT_PX]]]]. A program of its own: torch and QGIS in one
process clash when it ends.
"""

import sys
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork


def main(
    folder: Path,
    encoder: str = "efficientnet_lite0",
    model_id: str = "random",
    decoder: str = "cffd",
    input_px: str = "",
) -> None:
    torch.manual_seed(1)
    is_light = not encoder.startswith("sam")
    edge = int(input_px or (256 if is_light else 1024))
    architecture = Architecture(encoder, decoder, 256, edge)
    network = LandslideNetwork(architecture)
    if decoder != "cffd":
        settle(network)
    if is_light and decoder == "cffd":
        with torch.no_grad():  # so that probabilities spread instead of standing near one half
            network.decoder.last_layer[3].weight.mul_(4)
    (folder / model_id).mkdir(parents=True)
    weights = folder / model_id / f"{model_id}.safetensors"
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, weights)
    card = ModelCard(
        id=model_id,
        title="random weights",
        architecture=asdict(architecture),
        bands=["red", "green", "blue"],
        scaling={"method": "percentile", "percentiles": [2, 98]},
        gsd_m=[0.2, 10.0],
        threshold=0.5,
        temperature=1.0,
        metrics=[],
        training={},
        sha256=file_sha256(weights),
        licence="none",
        source="test",
    )
    card.write(weights.with_suffix(".json"))


def settle(network: LandslideNetwork) -> None:
    """Give batch norms the statistics of noise, without which logits of deep networks run off."""
    norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = 1.0
    with torch.no_grad():
        network.train()(torch.rand(2, 3, network.tile_px, network.tile_px))
    network.eval()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
