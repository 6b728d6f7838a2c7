"""How many epochs fit into a number of minutes, found out by a few of them on a copy of the network."""

from __future__ import annotations

import json
from copy import copy, deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from sam_cffnet_qgis.engine.training.fine_tune import FineTuner
from sam_cffnet_qgis.engine.training.loop import write_whole
from sam_cffnet_qgis.engine.training.sources import CachedFeatures, FineTunePlan, WholeNetwork

PLAN_NAME = "plan.json"
MAX_EPOCHS = 10_000


def fitting_epochs(source: WholeNetwork | CachedFeatures, plan: FineTunePlan, folder: Path) -> int:
    """Epochs that fit into ``plan.minutes``, from 1 to ``MAX_EPOCHS``.

    They are kept in the run's folder: the schedule of a resumed run must be that of its beginning. The
    computing of features that are cached does not count, since several runs share them.

    Args:
        source: of the run; its network is left as it is.
        plan: of the run.
        folder: of the run.

    Raises:
        OSError: if the folder cannot be written.
    """
    path = folder / PLAN_NAME
    if path.exists():
        return int(json.loads(path.read_text())["epochs"])
    trial = copy(source)
    trial.network = deepcopy(source.network)
    with TemporaryDirectory(dir=folder) as spoilt:
        seconds = FineTuner(trial, plan, Path(spoilt), is_trained=False).seconds_per_epoch()
    epochs = min(max(int(plan.minutes * 60 / seconds), 1), MAX_EPOCHS)
    write_whole(path, json.dumps({"epochs": epochs}).encode())
    return epochs
