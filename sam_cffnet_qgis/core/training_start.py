"""Where a training starts: at a model that goes on learning, or at a new network in its place."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from sam_cffnet_qgis.core.architectures import KINDS, START_MODEL, NetworkKind, is_sam
from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.model_card import ModelCard


@dataclass(frozen=True)
class TrainingStart:
    """What the engine starts from.

    Attributes:
        card: that of the start model, with the architecture of the network to train; ``trained`` is
            False for a new one.
        weights: file to start from; empty for a new network with an encoder of its own.
    """

    card: ModelCard
    weights: str


def training_start(card: ModelCard, architecture: str) -> TrainingStart:
    """The network to train, and its weights.

    A new network takes tile, scaling, bands and resolution from the start model, a decoder on SAM also
    the encoder; a network with an encoder of its own takes no weights from it.

    Args:
        card: of the start model.
        architecture: of ``KINDS``; ``START_MODEL`` or empty goes on with the start model's own.

    Raises:
        ParameterError: if the name is unknown, or a decoder on SAM is wanted without SAM.
    """
    weights = os.path.abspath(card.weights_path)  # the engine has a folder of its own
    if architecture in ("", START_MODEL):
        return TrainingStart(card, weights)
    kind = _kind(architecture)
    if not kind.is_on_sam:
        edge = card.tile_px
        own = {"encoder": kind.encoder, "decoder": kind.decoder, "tile_px": edge}
        network = {**own, "encoder_px": edge}
        return TrainingStart(
            replace(card, architecture=network, fast_tile_px=0, trained=False), weights=""
        )
    if not is_sam(card.architecture):
        raise ParameterError(
            "The network '{architecture}' is a decoder on SAM's encoder, but the model '{model}' has "
            "none. Choose a SAM model as MODEL, such as one that 'Import model' makes from SAM's own "
            "file, or another network.",
            architecture=architecture,
            model=card.id,
        )
    on_sam = {**card.architecture, "decoder": kind.decoder}
    return TrainingStart(replace(card, architecture=on_sam, trained=False), weights)


def _kind(architecture: str) -> NetworkKind:
    if architecture not in KINDS:
        raise ParameterError(
            "The network '{architecture}' is unknown. Choose one of {known}.",
            architecture=architecture,
            known=", ".join((START_MODEL, *KINDS)),
        )
    return KINDS[architecture]


def check_encoder_weights(folder: str) -> None:
    """Check that the folder of ImageNet weights is there, if one is given.

    Raises:
        ParameterError: naming the folder.
    """
    if folder and not Path(folder).is_dir():
        raise ParameterError(
            "ENCODER_WEIGHTS is '{folder}', but there is no such folder. Give one that holds "
            "ImageNet weights, such as resnet50.safetensors, or leave it empty.",
            folder=folder,
        )
