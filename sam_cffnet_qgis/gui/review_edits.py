"""Outlines that the user changes with QGIS's own tools, and what a save of them changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

STATUS = "status"
MEASURED = ("area_m2", "perimeter_m", "elongation")  # again when an outline has changed


@dataclass
class Step:
    """What one action changed, so that it can be taken back.

    Attributes:
        values: earlier values by field name, by feature.
        geometries: earlier geometries by feature.
        added: features that were not there before.
        removed: features that are not there any more.
    """

    values: dict[int, dict[str, object]] = field(default_factory=dict)
    geometries: dict[int, QgsGeometry] = field(default_factory=dict)
    added: list[int] = field(default_factory=list)
    removed: list[QgsFeature] = field(default_factory=list)

    @property
    def changes_features(self) -> bool:
        """Whether more than values changed."""
        return bool(self.geometries or self.added or self.removed)


class OutlineEdits(QObject):
    """The edit mode of a layer, from ``begin`` until QGIS or we end it.

    Signals:
        saved: a commit has succeeded, with the ``Step`` of what it changed.
        ended: the edit mode is over.
    """

    saved = pyqtSignal(object)
    ended = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer) -> None:
        super().__init__()
        self._layer = layer
        self._is_ours = False
        self._step = Step()
        self._signals = (
            (layer.beforeCommitChanges, self._remember),
            (layer.committedFeaturesAdded, self._note_added),
            (layer.afterCommitChanges, self._complete),
            (layer.editingStopped, self._end),
        )
        for signal, slot in self._signals:
            signal.connect(slot)

    def close(self) -> None:
        """Let go of the layer."""
        for signal, slot in self._signals:
            signal.disconnect(slot)

    @property
    def are_under_way(self) -> bool:
        """Whether outlines are being changed."""
        return self._is_ours

    def begin(self) -> bool:
        """Bring the layer into edit mode; False if it does not allow it."""
        self._is_ours = self._layer.isEditable() or self._layer.startEditing()
        return self._is_ours

    def save(self) -> bool:
        """Save and end; False if the layer could not be written."""
        return not self._is_ours or self._layer.commitChanges()

    def discard(self) -> None:
        """Leave the outlines as they were."""
        if self._is_ours:
            self._layer.rollBack()

    def _end(self) -> None:
        self._is_ours = False
        self.ended.emit()

    def _remember(self, *_stops: bool) -> None:
        """Note what the data source holds of the polygons that a commit is about to change."""
        self._step = Step()
        buffer = self._layer.editBuffer()
        if not self._is_ours or buffer is None:
            return
        gone = set(buffer.deletedFeatureIds())
        touched = {fid for fid in buffer.changedGeometries() if fid >= 0} | gone
        request = QgsFeatureRequest().setFilterFids(list(touched))
        for feature in self._layer.dataProvider().getFeatures(request) if touched else ():
            if feature.id() in gone:
                self._step.removed.append(feature)
                continue
            self._step.geometries[feature.id()] = feature.geometry()
            names = [name for name in (STATUS, *MEASURED) if name in feature.fields().names()]
            self._step.values[feature.id()] = {name: feature[name] for name in names}

    def _note_added(self, _layer_id: str, features: list[QgsFeature]) -> None:
        if self._is_ours:
            self._step.added.extend(feature.id() for feature in features)

    def _complete(self) -> None:
        step, self._step = self._step, Step()
        self.saved.emit(step)


def measures_of(feature: QgsFeature, crs: QgsCoordinateReferenceSystem) -> dict[str, float]:
    """Area, perimeter and elongation as detection measures them, by field.

    Nothing is measured where the outline is empty or lies outside its CRS.
    """
    from sam_cffnet_qgis.core.attributes import wkb_measures  # not when QGIS starts

    if feature.geometry().isEmpty():
        return {}
    crs_wkt = crs.toWkt(Qgis.CrsWktVariant.PreferredGdal)
    try:
        return wkb_measures(bytes(feature.geometry().asWkb()), crs_wkt)
    except (AttributeError, RuntimeError, TypeError, ValueError):  # what GDAL gives there
        return {}
