"""The review of detected landslides: order, judgement, comments and their undo, without a widget."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from qgis.core import (
    NULL,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsGeometry,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QMetaType, QObject, pyqtSignal

from sam_cffnet_qgis.processing.bridge import NEW_STATUS

ACCEPTED, REJECTED, EDITED = "accepted", "rejected", "edited"
STATUSES = (NEW_STATUS, ACCEPTED, REJECTED, EDITED)
ALL = "all"
UNCERTAIN, CERTAIN, LARGEST, SMALLEST, NUMBER = "uncertain", "certain", "largest", "smallest", "id"
ORDERS = {  # field and whether the highest comes first
    UNCERTAIN: ("mean_prob", False),
    CERTAIN: ("mean_prob", True),
    LARGEST: ("area_m2", True),
    SMALLEST: ("area_m2", False),
    NUMBER: ("id", False),
}
STATUS, COMMENT, IDENTIFIER = "status", "comment", "id"
MEASURED = ("area_m2", "perimeter_m", "elongation")  # again when an outline has changed
NEEDED = QgsVectorDataProvider.Capability.ChangeAttributeValues


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


def can_review(layer: object) -> bool:
    """Whether a layer holds polygons with a status."""
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.isValid()
        and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        and layer.fields().indexOf(STATUS) >= 0
    )


class ReviewSession(QObject):
    """Walks the polygons of a layer; judgements go into its data source at once.

    The walk does not change while polygons are judged, so that one can step back.

    Attributes:
        layer: see ``can_review``.
        message: what went wrong with the last action, or empty.
    """

    changed = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer) -> None:
        super().__init__()
        self.layer = layer
        self.message = ""
        self.order = UNCERTAIN
        self.shown = NEW_STATUS
        self._walk: list[int] = []
        self._place = 0
        self._steps: list[Step] = []
        self._status: dict[int, str] = {}
        self._edited: set[int] = set()
        self._is_editing = False
        self.refresh()

    def tr(self, text):
        return QCoreApplication.translate("ReviewSession", text)

    def refresh(self) -> None:
        """Look at the layer again, and walk what order and filter choose from the beginning."""
        fields = self.layer.fields()
        name, is_descending = ORDERS[self.order]
        names = [n for n in (STATUS, name) if fields.indexOf(n) >= 0]
        request = QgsFeatureRequest().setSubsetOfAttributes(names, fields)
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        self._status, keys = {}, {}
        for feature in self.layer.getFeatures(request):
            self._status[feature.id()] = _status(feature[STATUS])
            value = feature[name] if name in names else None
            keys[feature.id()] = None if value is None or value == NULL else value
        known = [fid for fid in keys if keys[fid] is not None]
        known.sort(key=lambda fid: keys[fid], reverse=is_descending)
        walk = known + [fid for fid in keys if keys[fid] is None]
        self._walk = [f for f in walk if self.shown in (ALL, self._status[f])]
        self._place = 0
        self.changed.emit()

    def choose(self, order: str, shown: str) -> None:
        """Walk in another order, or other polygons.

        Args:
            order: one of ``ORDERS``.
            shown: a status, or ``ALL``.
        """
        self.order, self.shown = order, shown
        self.refresh()

    @property
    def fid(self) -> int | None:
        """The polygon that is looked at; None at the end, or when there is none."""
        return self._walk[self._place] if self._place < len(self._walk) else None

    @property
    def position(self) -> tuple[int, int]:
        """Number of the polygon in the walk from 1, and the length of the walk."""
        return min(self._place + 1, len(self._walk)), len(self._walk)

    def feature(self) -> QgsFeature | None:
        """The polygon that is looked at."""
        return None if self.fid is None else self.layer.getFeature(self.fid)

    def go(self, steps: int) -> None:
        """Go forward, or backward with a negative number; one may stand behind the last."""
        self._place = min(max(self._place + steps, 0), len(self._walk))
        self.changed.emit()

    def counts(self) -> dict[str, int]:
        """Number of polygons of the layer by status."""
        found = Counter(self._status.values())
        return {status: found[status] for status in STATUSES}

    def judge(self, status: str) -> bool:
        """Give the polygon a status and go on to the next; False if it could not be written."""
        if self.fid is None:
            return False
        is_written = self._change(self.fid, {STATUS: status})
        if is_written:
            self._place += 1
        self.changed.emit()
        return is_written

    def comment(self, text: str) -> bool:
        """Write a comment; the field is added to the layer with the first."""
        feature = self.feature()
        if feature is None or self.comment_of(feature) == text:
            return True
        if self.layer.fields().indexOf(COMMENT) < 0 and not self._add_comment_field():
            self.changed.emit()
            return False
        is_written = self._change(self.fid, {COMMENT: text or NULL})
        self.changed.emit()
        return is_written

    def comment_of(self, feature: QgsFeature) -> str:
        """The comment of a polygon, or empty."""
        if feature.fields().indexOf(COMMENT) < 0:
            return ""
        value = feature[COMMENT]
        return "" if value is None or value == NULL else str(value)

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._steps)

    def undo(self) -> None:
        """Take the last action back and look at its polygon again."""
        if not self._steps or self._is_editing:
            return
        step = self._steps.pop()
        provider = self.layer.dataProvider()
        fids = [*step.values, *step.geometries]
        is_done = not step.added or provider.deleteFeatures(step.added)
        is_done &= not step.removed or provider.addFeatures(step.removed)[0]
        is_done &= not step.geometries or provider.changeGeometryValues(step.geometries)
        for fid, values in step.values.items():
            is_done &= self._write(fid, values)
        for fid in step.added:
            self._status.pop(fid, None)
        self.message = "" if is_done else self._why_not_written()
        self._look_at(fids[0] if fids else None)
        self.layer.triggerRepaint()
        self.changed.emit()

    def _look_at(self, fid: int | None) -> None:
        if fid in self._walk:
            self._place = self._walk.index(fid)

    def _change(self, fid: int, values: dict[str, object]) -> bool:
        """Write values and remember the earlier ones."""
        feature = self.layer.getFeature(fid)
        earlier = {name: feature[name] for name in values}
        if not self._write(fid, values):
            self.message = self._why_not_written()
            return False
        self.message = ""
        self._steps.append(Step(values={fid: earlier}))
        self.layer.triggerRepaint()
        return True

    def _write(self, fid: int, values: dict[str, object]) -> bool:
        """Write values by field name: into the data source, or into the user's own edits."""
        fields = self.layer.fields()
        by_index = {fields.indexOf(name): value for name, value in values.items()}
        if self.layer.isEditable():
            self.layer.beginEditCommand(self.tr("Review"))
            is_written = self.layer.changeAttributeValues(fid, by_index)
            self.layer.endEditCommand()
        else:
            can_write = bool(self.layer.dataProvider().capabilities() & NEEDED)
            is_written = can_write and self.layer.dataProvider().changeAttributeValues(
                {fid: by_index}
            )
        if is_written and STATUS in values:
            self._status[fid] = _status(values[STATUS])
        return is_written

    def _add_comment_field(self) -> bool:
        made = QgsField(COMMENT, QMetaType.Type.QString)
        if self.layer.isEditable():
            is_added = self.layer.addAttribute(made)
        else:
            is_added = self.layer.dataProvider().addAttributes([made])
        self.layer.updateFields()
        self.message = "" if is_added else self._why_not_written()
        return is_added

    def _why_not_written(self) -> str:
        errors = [*self.layer.dataProvider().errors(), *self.layer.commitErrors()]
        self.layer.dataProvider().clearErrors()
        reason = errors[-1].strip().rstrip(".") if errors else self.tr("it is read-only")
        return self.tr(
            "The layer '{layer}' could not be changed: {reason}. Save it as a GeoPackage "
            "(right-click it > Export) and review that."
        ).format(layer=self.layer.name(), reason=reason)

    @property
    def is_editing(self) -> bool:
        """Whether outlines are being changed."""
        return self._is_editing

    def begin_editing(self) -> bool:
        """Let the user change outlines until ``finish_editing``; False if that cannot be."""
        if not self.layer.isEditable() and not self.layer.startEditing():
            self.message = self._why_not_written()
            self.changed.emit()
            return False
        self._is_editing = True
        self._edited.clear()
        self.layer.geometryChanged.connect(self._note_edited)
        self.layer.featureAdded.connect(self._note_edited)
        self.changed.emit()
        return True

    def _note_edited(self, fid: int, _geometry: QgsGeometry | None = None) -> None:
        self._edited.add(fid)

    def finish_editing(self) -> bool:
        """Save the outlines; changed and new polygons are measured and become ``edited``."""
        if not self._is_editing:
            return True
        step, new = Step(), []
        self._remember(step)

        def note_added(_layer_id: str, features: list[QgsFeature]) -> None:
            new.extend(feature.id() for feature in features)

        self.layer.committedFeaturesAdded.connect(note_added)
        is_saved = self.layer.commitChanges()
        self.layer.committedFeaturesAdded.disconnect(note_added)
        if not is_saved:
            self.message = self._why_not_written()
            self.changed.emit()
            return False
        self._stop_editing()
        step.added = new
        self._describe([*step.geometries, *new], new)
        if step.geometries or step.added or step.removed:
            self._steps.append(step)
        self.message = ""
        self.layer.triggerRepaint()
        self.changed.emit()
        return True

    def cancel_editing(self) -> None:
        """Leave the outlines as they were."""
        if self._is_editing:
            self.layer.rollBack()
            self._stop_editing()
            self.changed.emit()

    def _stop_editing(self) -> None:
        self._is_editing = False
        self.layer.geometryChanged.disconnect(self._note_edited)
        self.layer.featureAdded.disconnect(self._note_edited)

    def _remember(self, step: Step) -> None:
        """Note what the data source holds of the features that are about to change."""
        buffer = self.layer.editBuffer()
        gone = set(buffer.deletedFeatureIds()) if buffer else set()
        touched = {fid for fid in self._edited if fid in self._status} | gone
        request = QgsFeatureRequest().setFilterFids(list(touched))
        for feature in self.layer.dataProvider().getFeatures(request):
            if feature.id() in gone:
                step.removed.append(feature)
                self._status.pop(feature.id(), None)
                continue
            step.geometries[feature.id()] = feature.geometry()
            names = [name for name in (STATUS, *MEASURED) if name in feature.fields().names()]
            step.values[feature.id()] = {name: feature[name] for name in names}

    def _describe(self, fids: list[int], new: list[int]) -> None:
        """Measure polygons as detection does, and call them edited."""
        from sam_cffnet_qgis.core.attributes import GroundMetric, outline_measures

        metric = GroundMetric(self.layer.crs().toWkt())
        names = self.layer.fields().names()
        for fid in fids:
            feature = self.layer.getFeature(fid)
            measures = outline_measures(bytes(feature.geometry().asWkb()), metric)
            values = {name: value for name, value in measures.items() if name in names}
            if IDENTIFIER in names and fid in new:  # the parts of a split have that of the whole
                values[IDENTIFIER] = self._next_identifier()
            self._write(fid, {STATUS: EDITED, **values})

    def _next_identifier(self) -> int:
        index = self.layer.fields().indexOf(IDENTIFIER)
        largest = self.layer.maximumValue(index)
        return 1 if largest in (None, NULL) else int(largest) + 1


def _status(value: object) -> str:
    """A status; whatever is unknown has not been reviewed."""
    return value if value in STATUSES else NEW_STATUS
