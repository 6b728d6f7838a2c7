"""What follows a review: fine-tuning with its polygons, and detection with the new model."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from qgis.core import QgsProcessing, QgsProject, QgsRasterLayer, QgsVectorLayer

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.registry import list_models, model_id_from
from sam_cffnet_qgis.gui.presets import preset_parameters
from sam_cffnet_qgis.gui.review_session import ACCEPTED, EDITED, REJECTED
from sam_cffnet_qgis.processing.folders import models_folder

JUDGED = (ACCEPTED, REJECTED, EDITED)
REVIEWED = '"status" IN ({})'.format(", ".join(f"'{status}'" for status in JUDGED))


def run_facts(layer: QgsVectorLayer) -> dict[str, str]:
    """What the metadata of a detection say of its run, by name; empty for other layers."""
    lines = layer.metadata().history() or layer.metadata().abstract().splitlines()
    pairs = (line.partition(": ") for line in lines)
    return {name: value for name, between, value in pairs if between}


def image_of(layer: QgsVectorLayer) -> object:
    """Id of the project's layer on which a detection ran, else the path of its file, else None."""
    source = run_facts(layer).get("input", "")
    for other in QgsProject.instance().mapLayers().values():
        is_raster = isinstance(other, QgsRasterLayer) and other.source()
        if is_raster and (other.source() == source or source.startswith(f"{other.name()} (")):
            return other.id()
    try:
        is_file = source.startswith("/vsi") or Path(source).exists()
    except OSError:  # too long for a name
        is_file = False
    return source if source and is_file else None


def training_parameters(layer: QgsVectorLayer) -> dict[str, object]:
    """Parameters of *Fine-tune model* for the reviewed polygons of a layer."""
    image = image_of(layer)
    facts = run_facts(layer)
    known = {card.id for card in list_models(models_folder())}
    parameters = {
        "LABELS": layer.id(),
        "FILTER": REVIEWED,
        "NAME": _free_name(Path(facts.get("input", layer.name()).split(" (")[0]).stem, known),
        "METRICS": QgsProcessing.TEMPORARY_OUTPUT,
        "REPORT": QgsProcessing.TEMPORARY_OUTPUT,
    }
    if image is not None:
        parameters["INPUT"] = [image]
    if facts.get("model") in known:
        parameters["MODEL"] = facts["model"]
    return parameters


def _free_name(title: str, known: set[str]) -> str:
    """A name for a model that no other has."""
    try:
        model_id_from(title)
    except ParameterError:  # written in other letters than Latin ones
        title = "my-model"
    name, number = title, 2
    while model_id_from(name) in known:
        name, number = f"{title} {number}", number + 1
    return name


def detection_parameters(layer: QgsVectorLayer) -> dict[str, object]:
    """Parameters of *Detect landslides* for the image of a detection, with the newest model."""
    image = image_of(layer)
    parameters = preset_parameters(QgsProject.instance().mapLayer(str(image)))
    if image is not None:
        parameters["INPUT"] = image
    return {**parameters, "MODEL": next_model(layer) or parameters["MODEL"]}


def next_model(layer: QgsVectorLayer) -> str | None:
    """The model to detect with after a review: the newest made since, else that of the layer."""
    facts = run_facts(layer)
    try:
        ran = datetime.fromisoformat(facts.get("run_date", "").replace("Z", "+00:00")).timestamp()
    except ValueError:
        return facts.get("model")
    folder = models_folder()
    made = {
        card.path.stat().st_mtime: card.id
        for card in list_models(folder)
        if card.trained and folder in card.path.parents
    }
    newest = max(made, default=0.0)
    return made[newest] if newest > ran else facts.get("model")
