"""Fixtures without QGIS: a light model with random weights."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def random_models(tmp_path_factory) -> Path:
    """A model folder with the light network 'random', its weights drawn from a seed."""
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file

    from sam_cffnet_qgis.core.model_card import ModelCard
    from sam_cffnet_qgis.core.registry import file_sha256
    from sam_cffnet_qgis.engine.model.network import Architecture, SamCffnet

    folder = tmp_path_factory.mktemp("models")
    torch.manual_seed(1)
    network = SamCffnet(Architecture("efficientnet_lite0", "cffd", 256, 256))
    with torch.no_grad():  # so that probabilities spread instead of standing near one half
        network.decoder.last_layer[3].weight.mul_(8)
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
    return folder
