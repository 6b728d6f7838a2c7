"""Before the first row: what each network costs, what it starts from, and whether it can run here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sam_cffnet_qgis.core.architectures import START_MODEL
from sam_cffnet_qgis.core.comparison_run import Comparison
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import EngineMemoryError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.training_request import check_report_packages

# What a network starts from, by what the engine says of it.
STARTS = {
    "model": phrase("the weights of the start model"),
    "sam": phrase("SAM's encoder"),
    "imagenet": phrase("ImageNet weights of the encoder"),
    "random": phrase("random weights"),
}


def network_costs(
    comparison: Comparison, names: Iterable[str], python: Path, feedback: Feedback
) -> tuple[dict[str, dict], dict[str, EngineMemoryError]]:
    """Try every network on a tile, so that no night is lost on one that cannot run.

    Args:
        comparison: what all rows have in common.
        names: of the networks to try.
        python: interpreter of the engine.
        feedback: is told of each network.

    Returns:
        Answers of ``EngineClient.cost``, and errors of networks that are too large, both by name.

    Raises:
        EngineMissingError: if a package is missing that a network or the report needs.
        CheckpointError: if a file of ImageNet weights cannot be used.
    """
    costs, too_large = {}, {}
    training = comparison.settings.training
    for number, name in enumerate(names):
        card = comparison.starts[name].card
        with EngineClient(python, feedback) as engine:  # which gives all memory back
            engine.hello()
            if number == 0:
                check_report_packages(engine, python)
            try:
                costs[name] = engine.cost(card, training.engine, training.encoder_weights)
            except EngineMemoryError as error:
                too_large[name] = error
                continue
        if name == START_MODEL and card.trained:
            costs[name]["initial"] = "model"
        _tell(comparison.title(name), costs[name], feedback)
    _tell_starts(comparison, costs, feedback)
    return costs, too_large


def _tell(title: str, cost: dict, feedback: Feedback) -> None:
    feedback.info(
        "{network}: {parameters:.1f} million parameters, {gflops:,.0f} GFLOPs and {seconds:.2f} s a "
        "tile; it starts from {start}.",
        network=title,
        parameters=cost["parameters"] / 1e6,
        gflops=cost["gflops"],
        seconds=cost["seconds"],
        start=STARTS[cost["initial"]],
    )


def _tell_starts(comparison: Comparison, costs: dict[str, dict], feedback: Feedback) -> None:
    """Warn where the comparison is one of weights more than of networks."""
    alike = [cost["initial"] for cost in costs.values()]
    if "imagenet" in alike and "random" in alike:
        names = [name for name, cost in costs.items() if cost["initial"] == "random"]
        feedback.warn(
            "Some networks start from ImageNet weights, but {networks} at random, which may matter "
            "more than their design. Give ENCODER_WEIGHTS for them, or compare networks that start "
            "alike.",
            networks=", ".join(comparison.title(name) for name in names),
        )
    if "model" in alike:
        feedback.warn(
            "If the start model '{model}' has learnt from this ground before, its figures are too "
            "good. Its card tells what it was trained on.",
            model=comparison.card.id,
        )
