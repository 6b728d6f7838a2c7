"""Outputs that appear late and whole.

Opening a sink on an existing GeoPackage destroys it at once. So the file of a polygon layer is
written in the run's work folder, described there, moved over its destination, and only then
announced to Processing. Sinks that are no files are opened when the polygons are ready.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsLayerMetadata,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameters,
    QgsProcessingUtils,
    QgsProperty,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from sam_cffnet_qgis.core.errors import OutputError
from sam_cffnet_qgis.core.outputs import (
    check_destination,
    move_into_place,
    tidy_folders,
    unfinished_folder,
    write_error,
)
from sam_cffnet_qgis.processing.styling import describe_vector_file, style_on_load

PROVIDER_PREFIX = re.compile(r"^[A-Za-z_]{3,}:")  # memory:, ogr:dbname=..., postgres:...
RASTER_SUFFIXES = (".tif", ".tiff")


@dataclass(frozen=True)
class PolygonLayer:
    """The content of a polygon layer."""

    fields: QgsFields
    crs: QgsCoordinateReferenceSystem
    features: Iterable[QgsFeature]
    metadata: QgsLayerMetadata
    wkb_type: Qgis.WkbType = Qgis.WkbType.Polygon


class Output:
    """One output of a run, known before the run and announced after it.

    Attributes:
        destination: as Processing resolves it; empty when the output is not wanted.
        path: of the file it becomes, or None.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict,
        name: str,
        context: QgsProcessingContext,
    ) -> None:
        self._algorithm = algorithm
        self._value = parameters.get(name)
        self._parameters = parameters
        self.name = name
        definition = algorithm.parameterDefinition(name)
        # Only a test: the real evaluation makes Processing load the layer even after a cancel.
        self.destination = QgsProcessingParameters.parameterAsOutputLayer(
            definition, self._value, context, True
        )
        remaps = getattr(self._value, "useRemapping", lambda: False)()
        is_file = self.destination and not PROVIDER_PREFIX.match(self.destination) and not remaps
        self.path = Path(self.destination).absolute() if is_file else None
        self.is_raster = definition.type() == "rasterDestination"
        if self.path is not None and not self.is_raster:
            self.path = _with_vector_suffix(self.path)

    def announce(self, context: QgsProcessingContext) -> str:
        """Tell Processing that the file is there; returns the value of the output."""
        value = str(self.path)
        if isinstance(self._value, QgsProcessingOutputLayerDefinition):
            definition = QgsProcessingOutputLayerDefinition(self._value)
            definition.sink = QgsProperty.fromValue(str(self.path))
            value = definition
        parameters = {self.name: value}
        return self._algorithm.parameterAsOutputLayer(parameters, self.name, context)

    def put_polygons(
        self,
        layer: PolygonLayer,
        work_folder: Path,
        style: Path,
        context: QgsProcessingContext,
    ) -> str:
        """Write polygons, put them into place and announce them; returns the value of the output.

        Raises:
            OutputError: if they cannot be written; a file that was there is then untouched.
        """
        if self.path is None:
            value = self._put_into_sink(layer, context)
        else:
            self._put_into_file(layer, work_folder, style, context)
            value = self.announce(context)
        style_on_load(context, value, (style,), layer.metadata)
        return value

    def put_raster(
        self,
        source: Path,
        metadata: QgsLayerMetadata,
        styles: tuple[Path, ...],
        context: QgsProcessingContext,
    ) -> str:
        """Move a finished raster into place and announce it; returns the value of the output.

        Raises:
            OutputError: if it cannot be moved.
        """
        move_into_place(source, self.path)
        value = self.announce(context)
        style_on_load(context, value, styles, metadata)
        return value

    def _put_into_file(self, layer, work_folder, style, context) -> None:
        folder = work_folder / "layer"
        folder.mkdir()
        staged = folder / self.path.name  # the layer's name comes from the file's
        options = getattr(self._value, "createOptions", {})
        sink, _ = QgsProcessingUtils.createFeatureSink(
            str(staged), context, layer.fields, layer.wkb_type, layer.crs, options
        )
        count = _fill(sink, layer.features, self.path)
        del sink  # closes the file
        written = QgsVectorLayer(str(staged), self.path.stem, "ogr")
        if not written.isValid() or written.featureCount() != count:
            raise OutputError(
                "Only {written} of {count} polygons could be written to {path}. Free some space on "
                "its disk, or choose another destination.",
                written=max(written.featureCount(), 0),
                count=count,
                path=self.path,
            )
        del written
        describe_vector_file(staged, style, layer.metadata)
        if staged.suffix.lower() == ".gpkg":
            _leave_wal_mode(staged)
        sidecars = [path for path in folder.iterdir() if path != staged]
        for path in [*sidecars, staged]:
            move_into_place(path, self.path.with_name(path.name))

    def _put_into_sink(self, layer, context) -> str:
        sink, value = self._algorithm.parameterAsSink(
            self._parameters, self.name, context, layer.fields, layer.wkb_type, layer.crs
        )
        if sink is None:
            raise OutputError(
                "Cannot write to {destination}. Check the connection and your rights.",
                destination=self.destination,
            )
        _fill(sink, layer.features, self.destination)
        return value


def _with_vector_suffix(path: Path) -> Path:
    """Processing adds .gpkg to names without a suffix it knows."""
    is_known = QgsVectorFileWriter.driverForExtension(path.suffix.lstrip("."))
    return path if path.suffix and is_known else path.with_name(path.name + ".gpkg")


def _leave_wal_mode(path: Path) -> None:
    """Bring a GeoPackage into one file; QGIS leaves it in a mode that needs two more."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:  # moving the journal's pages into the file needs space too
        raise write_error(path, str(error)) from error
    finally:
        connection.close()


def _fill(sink: QgsFeatureSink, features: Iterable[QgsFeature], destination: Path | str) -> int:
    """Add features to a sink; returns their number."""
    added = 0
    for feature in features:
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise write_error(destination, sink.lastError())
        added += 1  # noqa: SIM113 - the number is needed after the loop, also of an empty one
    if not sink.flushBuffer():
        raise write_error(destination, sink.lastError())
    return added


def check_outputs(outputs: Iterable[Output], input_paths: Iterable[str]) -> None:
    """Check before the run that all files can be put into place.

    Raises:
        OutputError: if one cannot.
    """
    seen: dict[Path, str] = {}
    for output in outputs:
        if output.path is None:
            continue
        if output.path in seen:
            raise OutputError(
                "{first} and {second} are both {path}. Give each a file name of its own.",
                first=seen[output.path],
                second=output.name,
                path=output.path,
            )
        seen[output.path] = output.name
        if output.is_raster and output.path.suffix.lower() not in RASTER_SUFFIXES:
            raise OutputError(
                "{name} is {path}, but the raster is written as GeoTIFF. Give a name that ends in "
                ".tif.",
                name=output.name,
                path=output.path,
            )
        check_destination(output.path, input_paths)


@contextmanager
def work_folder(
    outputs: Iterable[Output], input_paths: Iterable[str], context: QgsProcessingContext
) -> Iterator[Path]:
    """A folder for unfinished files, on the disk of the first output that is a file.

    Raises:
        OutputError: if an output cannot be put into place afterwards.
    """
    paths = [output.path for output in outputs if output.path is not None]
    with tidy_folders(paths):
        check_outputs(outputs, input_paths)
        parent = paths[0].parent if paths else Path(QgsProcessingUtils.tempFolder(context))
        with unfinished_folder(parent) as folder:
            yield folder
