"""A SAM model of random weights, in a process of its own so that the benchmark never holds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import file_sha256

WRITE = (
    "import sys, torch; from safetensors.torch import save_file; "
    "from sam_cffnet_qgis.engine.model.network import Architecture, SamCffnet; "
    "torch.manual_seed(0); n = SamCffnet(Architecture(sys.argv[1], 'cffd', 256, 1024)); "
    "save_file({k: v.contiguous() for k, v in n.state_dict().items()}, sys.argv[2])"
)


def write_model(encoder: str, folder: Path, model_id: str) -> Path:
    """Write card and weights into a folder of models; returns the card's path."""
    (folder / model_id).mkdir(parents=True)
    weights = folder / model_id / f"{model_id}.safetensors"
    subprocess.run([sys.executable, "-c", WRITE, encoder, str(weights)], check=True)
    path = weights.with_suffix(".json")
    ModelCard(
        id=model_id,
        title="random weights",
        architecture={"encoder": encoder, "decoder": "cffd", "tile_px": 256, "encoder_px": 1024},
        bands=["red", "green", "blue"],
        scaling={"method": "percentile", "percentiles": [2, 98]},
        gsd_m=[0.3, 10.0],
        threshold=0.5,
        temperature=1.0,
        metrics=[],
        training={},
        sha256=file_sha256(weights),
        licence="none",
        source="benchmark",
    ).write(path)
    return path
