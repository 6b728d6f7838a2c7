"""The published network's weights and golden outputs by formula, see tests/data/formula_weights.py."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parent / "data"
_spec = importlib.util.spec_from_file_location("formula_weights", DATA / "formula_weights.py")
_weights = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_weights)

formula_image = _weights.formula_image
formula_features = _weights.formula_features
formula_state_dict = _weights.formula_state_dict


def golden() -> dict:
    """Logits and features of the authors' implementation for seed 7."""
    return dict(np.load(DATA / "golden_seed7.npz"))


def decoder_state(seed: int) -> dict:
    """The decoder's tensors under our names."""
    import torch

    level = re.compile(r"(cdffm\.(?:MLP_1|MLP_2|necks|convs1|convs2|convs3))\.0\.")
    published = formula_state_dict(seed, "decoder.")
    return {
        level.sub(r"\1.", name.removeprefix("decoder.")): torch.from_numpy(array)
        for name, array in published.items()
        if not re.search(r"cdffm\.(?:MLP_1|MLP_2|necks|convs\d)\.[1-3]\.", name)
    }
