"""A SAM model of random weights, made in a process of its own so that the benchmark never holds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent.parent / "random_model.py"


def write_model(encoder: str, folder: Path, model_id: str) -> Path:
    """Write card and weights into a folder of models; returns the card's path."""
    subprocess.run([sys.executable, str(PROGRAM), str(folder), encoder, model_id], check=True)
    return folder / model_id / f"{model_id}.json"
