"""One training run as the host asks for it: features, start model, epochs, best model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import nn

from sam_cffnet_qgis.core.errors import EngineMemoryError, OutputError, why_not_written
from sam_cffnet_qgis.engine.checkpoints import start_network
from sam_cffnet_qgis.engine.devices import (
    choose_device,
    choose_precision,
    device_title,
    is_lack_of_memory,
)
from sam_cffnet_qgis.engine.model.network import LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES
from sam_cffnet_qgis.engine.training.feature_cache import FeatureCache
from sam_cffnet_qgis.engine.training.fine_tune import FineTuner
from sam_cffnet_qgis.engine.training.sources import CachedFeatures, FineTunePlan, WholeNetwork
from sam_cffnet_qgis.engine.training.stored_chips import TrainingChip, open_chips
from sam_cffnet_qgis.engine.training.time_budget import fitting_epochs

Answer = tuple[dict, dict[str, np.ndarray]]


def train(header: dict) -> Iterator[Answer]:
    """Run a training request.

    Args:
        header: ``card`` (its architecture is the network to train, new unless ``trained``),
            ``weights`` (file to start from, empty for a new network of its own encoder),
            ``encoder_weights`` (folder with ImageNet weights, or empty), ``store`` (folder of the
            chips and of a SAM encoder's features, which several runs may share), ``folder`` (state
            of this run), ``output`` (weights file to write), ``plan`` (see ``FineTunePlan``),
            ``variants``, ``device``, ``precision`` and ``judge`` (roles of the chips that the best
            model is judged on).

    Yields:
        ``started`` with ``device``, ``precision`` and ``initial``, how the network starts; ``cached``
        after each chip of a SAM encoder; ``planned`` with the epochs that fit into the plan's minutes,
        if it has any; ``judged`` with probabilities of the start model and of the best one;
        ``epoch``; ``trained`` last.

    Raises:
        OutputError: if the disk is full; finished epochs are kept.
        EngineMemoryError: if a batch does not fit into the memory; it cannot be halved as in
            detection, since another batch learns something else.
    """
    folder = Path(header["folder"])
    device = choose_device(header["device"])
    precision = choose_precision(header["precision"], device)
    plan = FineTunePlan(**header["plan"], precision=precision)
    network, initial = start_network(
        header["card"], header["weights"], plan.seed, header["encoder_weights"]
    )
    try:
        network = network.to(device)
        facts = {"device": device_title(device), "precision": precision, "initial": initial}
        yield {"type": "started", **facts}, {}
        source = yield from _source(network, header, plan, initial)
        if plan.minutes:
            plan = replace(plan, epochs=fitting_epochs(source, plan, folder))
            yield {"type": "planned", "epochs": plan.epochs}, {}
        yield from _run(source, network, header, plan, folder)
    except (OSError, SafetensorError) as error:
        raise OutputError(
            "Cannot write to {folder}: {reason}. Finished epochs are kept; free some space and run "
            "again.",
            folder=folder,
            reason=why_not_written(error),
        ) from error
    except (RuntimeError, MemoryError) as error:
        if not is_lack_of_memory(error):
            raise
        raise EngineMemoryError(
            "The device {device} has too little memory to train this network with a BATCH of {batch}. "
            "Close other programs and run again; or choose a smaller BATCH, another DEVICE, or a "
            "smaller network.",
            device=device,
            batch=plan.batch,
        ) from error


def _source(
    network: LandslideNetwork, header: dict, plan: FineTunePlan, initial: str
) -> Iterator[Answer]:
    """Returns where batches come from; a SAM encoder's features are computed first."""
    store = Path(header["store"])
    roles = dict.fromkeys(("validation", "training", *header["judge"]))
    chips = {role: open_chips(store, role) for role in roles}
    if header["card"]["architecture"]["encoder"] not in VIT_SIZES:
        return WholeNetwork(network, chips, plan, initial)
    network.image_encoder.requires_grad_(False)
    caches = yield from _filled(network, chips, store, header["variants"], plan.precision)
    return CachedFeatures(network, caches, plan)


def _filled(
    network: LandslideNetwork,
    chips: dict[str, list[TrainingChip]],
    store: Path,
    variants: int,
    precision: str,
) -> Iterator[Answer]:
    """Returns the features of all chips by role; only those of training come in variants."""
    caches = {
        role: FeatureCache(
            store, role, [chip.chip for chip in own], variants if role == "training" else 1
        )
        for role, own in chips.items()
    }
    total = sum(len(cache) * cache.variants for cache in caches.values())
    before = 0
    device = next(network.parameters()).device
    for cache in caches.values():
        for done, _ in cache.fill(network, device, precision):
            yield {"type": "cached", "done": before + done, "total": total}, {}
        before += len(cache) * cache.variants
    return caches


def _run(
    source: WholeNetwork | CachedFeatures,
    network: LandslideNetwork,
    header: dict,
    plan: FineTunePlan,
    folder: Path,
) -> Iterator[Answer]:
    is_trained = header["card"]["trained"]
    tuner = FineTuner(source, plan, folder, is_trained)
    if is_trained:
        yield from _judged("start", tuner, source.network, "validation")
    for epoch in tuner.epochs():
        yield (
            {
                "type": "epoch",
                "number": epoch.number,
                "loss": epoch.loss,
                "iou": epoch.iou,
                "is_best": epoch.is_best,
            },
            {},
        )
    best = tuner.load_best()
    for role in header["judge"]:
        yield from _judged("tuned", tuner, best, role)
    tensors = {**network.state_dict(), **best.state_dict()}
    save_file({name: t.cpu().contiguous() for name, t in tensors.items()}, header["output"])
    yield {"type": "trained"}, {}


def _judged(model: str, tuner: FineTuner, network: nn.Module, role: str) -> Iterator[Answer]:
    for probability, _ in tuner.probabilities(network, role):
        header = {"type": "judged", "model": model, "role": role}
        yield header, {"probability": probability[:, 0].numpy()}
