"""A foreign checkpoint becomes a registered model: weights by the engine, card and place by us."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import CheckpointError, OutputError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.known_weights import KnownWeights
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import model_id_from, register

# Facts of the published models (Xi et al. 2024): logit > 0.5, GVLM at 0.59 m to Landslide4Sense.
PUBLISHED_THRESHOLD = 0.6225
PUBLISHED_GSD_M = [0.3, 10.0]
FAST_TILE_PX = 512
SHOWN_KEYS = 5
UNKNOWN_LICENCE = "unknown: ask the checkpoint's authors"


def import_model(
    checkpoint: str,
    sam_checkpoint: str,
    name: str,
    folder: Path,
    python: Path,
    feedback: Feedback,
    known: KnownWeights | None = None,
) -> ModelCard:
    """Convert, check and register a checkpoint.

    Args:
        checkpoint: the authors' ``.pth.tar``, a decoder's, SAM's ``.pth`` or ``.safetensors``.
        sam_checkpoint: SAM's own file for a decoder alone, may be empty.
        name: shown name; the model's id is made from it.
        folder: folder of models.
        python: the engine's interpreter.
        feedback: messages and cancel.
        known: what SAM's own file is, where it is a known one.

    Returns:
        The card of the registered model.

    Raises:
        SamCffnetError: the leaf that names what is wrong; nothing is then left in ``folder``.
    """
    model_id = model_id_from(name)
    for path in filter(None, (checkpoint, sam_checkpoint)):
        if not Path(path).is_file():
            raise CheckpointError("There is no checkpoint file {path}. Check the path.", path=path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = tempfile.TemporaryDirectory(prefix=".import-", dir=folder)
    except OSError as error:
        raise OutputError(
            "Cannot write to the model folder {folder}: {reason}. Choose another FOLDER.",
            folder=folder,
            reason=error.strerror or error,
        ) from error
    with staging:
        weights = Path(staging.name) / "weights.safetensors"
        with EngineClient(python, feedback) as engine:
            engine.hello()
            facts = engine.import_checkpoint(checkpoint, sam_checkpoint, weights)
        if facts["ignored"]:
            shown = ", ".join(facts["ignored"][:SHOWN_KEYS])
            feedback.info(
                "{count} entries of the checkpoint are not needed and were left out ({shown}, ...).",
                count=len(facts["ignored"]),
                shown=shown,
            )
        card = register(_card(model_id, name, checkpoint, facts, known), weights, folder)
    feedback.info("SHA-256 of the weights: {sha256}", sha256=card.sha256)
    if not card.trained:
        feedback.warn(
            "The checkpoint holds an image encoder alone. The model '{model}' can be fine-tuned, "
            "but cannot detect landslides until it has been.",
            model=card.id,
        )
    return card


def _card(
    model_id: str, name: str, checkpoint: str, facts: dict, known: KnownWeights | None
) -> ModelCard:
    source, licence = Path(checkpoint).name, UNKNOWN_LICENCE
    if known and facts["trained"]:
        source = f"{source}, imported with {known.sources[0]}"
        licence = f"{licence}; SAM: {known.licence}"
    elif known:
        source, licence = known.sources[0], known.licence
    return ModelCard(
        id=model_id,
        title=name.strip(),
        architecture={
            "encoder": facts["encoder"],
            "decoder": "cffd",
            "tile_px": 256,
            "encoder_px": 1024,
        },
        bands=["red", "green", "blue"],
        scaling={"method": "percentile", "percentiles": [2, 98], "uint8": "divide by 255"},
        gsd_m=PUBLISHED_GSD_M,
        threshold=PUBLISHED_THRESHOLD,
        temperature=1.0,
        metrics=[],
        training={"data": "unknown", "licence": "unknown", "recipe": "imported", "commit": ""},
        sha256="",
        licence=licence,
        source=source,
        trained=facts["trained"],
        fast_tile_px=FAST_TILE_PX,
    )
