"""Write resources/self_test.json, after the bundled model has changed: `make self-test-result`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.feedback import ConsoleFeedback
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR, SELF_TEST_PATH
from sam_cffnet_qgis.core.registry import find_model
from sam_cffnet_qgis.core.self_test import MODEL, sampled, self_test_tile
from sam_cffnet_qgis.core.settings import EngineSettings


def main() -> None:
    """Compute the tile with torch in single precision."""
    card = find_model(MODEL, BUNDLED_MODELS_DIR)
    settings = replace(EngineSettings(), device="cpu", precision="fp32", batch=1, backend="torch")
    with EngineClient(Path(sys.executable), ConsoleFeedback()) as engine:
        engine.hello()
        engine.load(card, settings)
        engine.send_tiles(self_test_tile(card.tile_px)[None])
        probability = sampled(engine.receive_tiles()["probability"][0])
    rows = [json.dumps([round(float(value), 5) for value in row]) for row in probability]
    SELF_TEST_PATH.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
