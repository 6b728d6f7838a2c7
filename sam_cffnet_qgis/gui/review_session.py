"""The review of detected landslides: order, judgement, comments and their undo, without a widget."""

from __future__ import annotations

from collections import Counter

from qgis.core import (
    NULL,
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QMetaType, QObject, pyqtSignal

from sam_cffnet_qgis.gui.review_edits import STATUS, OutlineEdits, Step, measures_of
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
COMMENT, IDENTIFIER = "comment", "id"
OWN_FIELD = QgsFields.FieldOrigin.OriginProvider
STABLE = "GPKG"  # storage whose features keep their numbers when others are deleted
NEEDED = QgsVectorDataProvider.Capability.ChangeAttributeValues


def can_review(layer: object) -> bool:
    """Whether a layer holds polygons with a status, as text of its own."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    fields = layer.fields()
    index = fields.indexOf(STATUS)
    return (
        layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        and index >= 0
        and fields.fieldOrigin(index) == OWN_FIELD
        and not fields.at(index).isNumeric()
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
        self.edits = OutlineEdits(layer)
        self.edits.saved.connect(self._complete)
        self.edits.ended.connect(self.changed)
        layer.afterRollBack.connect(self._recount)
        self.refresh()

    def close(self) -> None:
        """Let go of the layer; edits that are under way stay as they are."""
        self.edits.close()
        self.layer.afterRollBack.disconnect(self._recount)

    def tr(self, text):
        return QCoreApplication.translate("ReviewSession", text)

    def refresh(self) -> None:
        """Look at the layer again, and walk what order and filter choose from the beginning."""
        fields = self.layer.fields()
        name, is_descending = ORDERS[self.order]
        names = [n for n in (STATUS, name) if fields.indexOf(n) >= 0]
        keys = {}
        self._status.clear()
        for feature in self._attributes(names):
            self._status[feature.id()] = _status(feature[STATUS])
            value = feature[name] if name in names else None
            keys[feature.id()] = None if value is None or value == NULL else value
        known = [fid for fid in keys if keys[fid] is not None]
        known.sort(key=lambda fid: keys[fid], reverse=is_descending)
        walk = known + [fid for fid in keys if keys[fid] is None]
        self._walk = [f for f in walk if self.shown in (ALL, self._status[f])]
        self._place = 0
        self.changed.emit()

    def _attributes(self, names: list[str]) -> QgsFeatureIterator:
        request = QgsFeatureRequest().setSubsetOfAttributes(names, self.layer.fields())
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        return self.layer.getFeatures(request)

    def _recount(self) -> None:
        """Read every status again; the walk keeps its place, without polygons that are gone."""
        self._status = {f.id(): _status(f[STATUS]) for f in self._attributes([STATUS])}
        behind = sum(fid in self._status for fid in self._walk[: self._place])
        self._walk = [fid for fid in self._walk if fid in self._status]
        self._place = behind
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
        """The polygon that is looked at; None also if somebody has deleted it."""
        return None if self.fid is None else self._feature(self.fid)

    def _feature(self, fid: int) -> QgsFeature | None:
        feature = self.layer.getFeature(fid)
        return feature if feature.isValid() else None

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
        is_written = self.fid is not None and self._change(self.fid, {STATUS: status})
        if is_written:
            self._place += 1
        self.changed.emit()
        return is_written

    def comment(self, text: str) -> bool:
        """Write a comment; the field is added to the layer with the first. False if it could not."""
        feature = self.feature()
        if feature is None or self.comment_of(feature) == text:
            return True
        is_there = self.layer.fields().lookupField(COMMENT) >= 0 or self._add_comment_field()
        is_written = is_there and self._change(self.fid, {self._comment_name(): text or NULL})
        self.changed.emit()
        return is_written

    def _comment_name(self) -> str:
        """The field as the layer writes it, such as Comment."""
        fields = self.layer.fields()
        return fields.at(fields.lookupField(COMMENT)).name()

    def comment_of(self, feature: QgsFeature) -> str:
        """The comment of a polygon, or empty."""
        index = feature.fields().lookupField(COMMENT)
        value = feature.attribute(index) if index >= 0 else None
        return "" if value is None or value == NULL else str(value)

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._steps)

    def undo(self) -> None:
        """Take the last action back and look at its polygon again."""
        if not self._steps or self.edits.are_under_way:
            return
        if self.layer.isEditable() and self._steps[-1].changes_features:
            self.message = self._unsaved()
            self.changed.emit()
            return
        step = self._steps.pop()
        provider = self.layer.dataProvider()
        is_done = not step.added or provider.deleteFeatures(step.added)
        is_done &= not step.removed or provider.addFeatures(step.removed)[0]
        is_done &= not step.geometries or provider.changeGeometryValues(step.geometries)
        for fid, values in step.values.items():
            is_done &= self._write(fid, values)
        self.message = "" if is_done else self._why_not_written()
        fids = [*step.values, *step.geometries]
        if fids and fids[0] in self._walk:
            self._place = self._walk.index(fids[0])
        self.layer.triggerRepaint()
        self._recount()

    def _change(self, fid: int, values: dict[str, object]) -> bool:
        """Write values and remember the earlier ones."""
        feature = self._feature(fid)
        if feature is None:
            return False
        earlier = {name: feature[name] for name in values}
        if not self._write(fid, values):
            self.message = self._why_not_written()
            return False
        self.message = ""
        self._steps.append(Step(values={fid: earlier}))
        self.layer.triggerRepaint()
        return True

    def _write(self, fid: int, values: dict[str, object], is_own_edit: bool = False) -> bool:
        """Write values by field name: into the data source, or into edits that the user has begun.

        Args:
            fid: of the polygon.
            values: by field name.
            is_own_edit: the layer is in edit mode for us, so that the data source is right.
        """
        fields = self.layer.fields()
        by_index = {fields.indexOf(name): value for name, value in values.items()}
        if self.layer.readOnly():
            return False
        if self.layer.isEditable() and not is_own_edit:
            self.layer.beginEditCommand(self.tr("Review"))
            is_written = self.layer.changeAttributeValues(fid, by_index)
            self.layer.endEditCommand()
        else:
            provider = self.layer.dataProvider()
            can_write = bool(provider.capabilities() & NEEDED)
            is_written = can_write and provider.changeAttributeValues({fid: by_index})
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

    def _unsaved(self) -> str:
        return self.tr(
            "The layer '{layer}' has edits of yours that are not saved. Save or discard them first."
        ).format(layer=self.layer.name())

    def begin_editing(self) -> bool:
        """Let the user change outlines until the layer's edit mode ends; False if that cannot be."""
        if self.layer.isEditable() and self.layer.isModified():
            self.message = self._unsaved()
        elif not self.edits.begin():
            self.message = self._why_not_written()
        else:
            self.message = ""
        self.changed.emit()
        return self.edits.are_under_way

    def finish_editing(self) -> bool:
        """Save the outlines; changed and new polygons are measured and become ``edited``.

        The same happens when the user saves with QGIS's own buttons.
        """
        is_saved = self.edits.save()
        if not is_saved:
            self.message = self._why_not_written()
            self.changed.emit()
        return is_saved

    def _complete(self, step: Step) -> None:
        """Describe what was saved, by us or with QGIS's own button."""
        if step.changes_features:
            self._steps.append(step)
            self._describe([*step.geometries, *step.added], step.added)
        self.layer.triggerRepaint()
        if step.removed and self.layer.storageType() != STABLE:
            self._steps.clear()  # other polygons may have got their numbers
            self.refresh()
        else:
            self._recount()

    def _describe(self, fids: list[int], new: list[int]) -> None:
        """Measure polygons as detection does, and call them edited."""
        names = self.layer.fields().names()
        for fid in fids:
            feature = self._feature(fid)
            measures = {} if feature is None else measures_of(feature, self.layer.crs())
            values = {name: value for name, value in measures.items() if name in names}
            index = self.layer.fields().indexOf(IDENTIFIER)
            # The parts of a split have the number of the whole.
            if fid in new and index >= 0 and self.layer.fields().at(index).isNumeric():
                values[IDENTIFIER] = self._next_identifier(index)
            if not self._write(fid, {STATUS: EDITED, **values}, is_own_edit=True):
                self.message = self._why_not_written()

    def _next_identifier(self, index: int) -> int:
        largest = self.layer.dataProvider().maximumValue(index)
        return 1 if largest in (None, NULL) else int(largest) + 1


def _status(value: object) -> str:
    """A status; whatever is unknown has not been reviewed."""
    return value if value in STATUSES else NEW_STATUS
