"""What the plugin fills into dialogs: layers of the project and files beside them."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
)

from sam_cffnet_qgis.processing.preferences import read_preferences


def find_layer(source: str) -> QgsMapLayer | None:
    """The layer of the project that shows an output, by id or file."""
    project = QgsProject.instance()
    if project.mapLayer(source):
        return project.mapLayer(source)
    for layer in project.mapLayers().values():
        if layer.source().split("|")[0] == source.split("|")[0]:
            return layer
    return None


def preset_parameters(
    layer: QgsMapLayer | None, view: QgsReferencedRectangle | None = None
) -> dict[str, object]:
    """Parameters proposed for a layer; without a raster layer the user chooses the input.

    Args:
        layer: the active one.
        view: what the map window shows; the extent for layers without an end.
    """
    parameters = {"MODEL": read_preferences().model, "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT}
    if isinstance(layer, QgsRasterLayer):
        parameters["INPUT"] = layer.id()
        proposed = proposed_output(Path(layer.source()))
        if layer.providerType() == "gdal" and proposed is not None:
            parameters["OUTPUT"] = str(proposed)
        if layer.providerType() != "gdal" and view is not None and not view.isEmpty():
            parameters["EXTENT"] = view
    return parameters


def proposed_output(raster: Path) -> Path | None:
    """A new GeoPackage beside a raster file, or None if there can be none."""
    if not raster.is_file() or not os.access(raster.parent, os.W_OK):
        return None
    proposed = raster.with_name(f"{raster.stem}_landslides.gpkg")
    number = 2
    while proposed.exists():
        proposed = raster.with_name(f"{raster.stem}_landslides_{number}.gpkg")
        number += 1
    return proposed
