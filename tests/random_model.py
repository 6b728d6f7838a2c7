"""Writes the light network 'random', its weights drawn from a seed, into a folder of models.

A program of its own: torch and QGIS in one process clash when it ends.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.engine.model.network import Architecture, SamCffnet


def main(folder: Path) -> None:
    torch.manual_seed(1)
    network = SamCffnet(Architecture("efficientnet_lite0", "cffd", 256, 256))
    with torch.no_grad():  # so that probabilities spread instead of standing near one half
        network.decoder.last_layer[3].weight.mul_(4)
    (folder / "random").mkdir()
    weights = folder / "random" / "random.safetensors"
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, weights)
    card = ModelCard(
        id="random",
        title="random weights",
        architecture={
            "encoder": "efficientnet_lite0",
            "decoder": "cffd",
            "tile_px": 256,
            "encoder_px": 256,
        },
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
    card.write(folder / "random" / "random.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
