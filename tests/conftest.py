"""Fixtures without QGIS: a light model with random weights."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def random_models(tmp_path_factory) -> Path:
    """A model folder with the light network 'random', its weights drawn from a seed."""
    if importlib.util.find_spec("torch") is None:
        pytest.skip("needs torch")
    folder = tmp_path_factory.mktemp("models")
    program = Path(__file__).with_name("random_model.py")
    environment = {**os.environ, "PYTHONPATH": str(program.parent.parent)}
    subprocess.run([sys.executable, str(program), str(folder)], env=environment, check=True)
    return folder
