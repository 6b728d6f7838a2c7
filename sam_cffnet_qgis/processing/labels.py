"""Label layers to labelled rasters: which ground is landslide, which is not, which is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsRasterLayer,
    QgsRectangle,
)

from sam_cffnet_qgis.core.errors import LabelError, ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import LabelledRaster
from sam_cffnet_qgis.processing.bridge import NEW_STATUS
from sam_cffnet_qgis.processing.polygons import (
    check_polygon_layer,
    polygon_shapes,
    warn_of_mended,
)

STATUS_FIELD = "status"
REJECTED_STATUS = "rejected"
LANDSLIDES, NEGATIVES, UNKNOWN = "landslides", "negatives", "unknown"


@dataclass(frozen=True)
class RasterPlace:
    """Where a raster lies; holds no layer, so that any thread may use it."""

    path: str
    name: str
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle

    @classmethod
    def of(cls, path: str, layer: QgsRasterLayer) -> RasterPlace:
        """The place of a raster layer that GDAL opens by this path."""
        return cls(path, layer.name(), layer.crs(), layer.extent())


@dataclass
class LabelLayers:
    """What is known of the ground, as layers.

    Attributes:
        labels: polygons; those whose field ``status`` is ``rejected`` are negatives.
        keep: expression; polygons for which it is not true are unknown ground. Empty keeps all.
        area: polygons outside which nothing is known, or None.
        is_selection: whether ``labels`` are the selected features of their layer alone.
        expressions: variables of the project and the algorithm.
    """

    labels: QgsProcessingFeatureSource
    keep: str = ""
    area: QgsProcessingFeatureSource | None = None
    is_selection: bool = False
    expressions: QgsExpressionContext = field(default_factory=QgsExpressionContext)

    def check(self, feedback: Feedback) -> None:
        """Check what can be known without reading a feature.

        Args:
            feedback: is warned of layers without a CRS, and of what a selection leaves out.

        Raises:
            ParameterError: if a layer is not of polygons, or FILTER cannot be evaluated.
            LabelError: if a layer has no features.
        """
        for role, source in self._sources():
            check_polygon_layer(source, role, feedback)
            if source.featureCount() == 0:
                raise _no_polygon(role, source)
        if self.is_selection:
            feedback.warn(
                "Only the selected features of '{layer}' are labels, and the others count as "
                "background: leave them out with LABELLED_AREA, or use all features with a FILTER "
                "in place of the selection.",
                layer=self.labels.sourceName(),
            )
        self._expression()

    def labelled(
        self, rasters: Iterable[RasterPlace], context: QgsProcessingContext, feedback: Feedback
    ) -> tuple[LabelledRaster, ...]:
        """Bring the labels to every raster.

        Args:
            rasters: each gets the labels that touch it.
            context: for the project's choice of transformations.
            feedback: is warned of what was mended or not reviewed, and may cancel.

        Raises:
            SamCffnetError: naming the layer and the way out.
        """
        rasters = tuple(rasters)
        reading = _Reading(self.labels, self._classifier())
        found = tuple(reading.labels_of(place, context, feedback) for place in rasters)
        if not reading.seen:
            raise _beside("LABELS", self.labels, rasters[0])
        if not any(labels.landslides for labels in found):
            raise LabelError(
                "No polygon of '{layer}' on the rasters counts as a landslide: of {count}, "
                "{rejected} are rejected (status) and {unknown} are left out by FILTER. Change "
                "FILTER, or draw landslides.",
                layer=self.labels.sourceName(),
                count=len(reading.seen),
                rejected=len(reading.kinds[NEGATIVES]),
                unknown=len(reading.kinds[UNKNOWN]),
            )
        reading.tell(feedback)
        for place, labels in zip(rasters, found):
            if not labels.landslides:
                feedback.warn(
                    "No landslide is labelled on the raster '{raster}'; it teaches background "
                    "alone. Take it out of INPUT if it was not labelled.",
                    raster=place.name,
                )
        return self._within_area(rasters, found, context, feedback)

    def _sources(self) -> list[tuple[str, QgsProcessingFeatureSource]]:
        layers = [("LABELS", self.labels), ("LABELLED_AREA", self.area)]
        return [(role, source) for role, source in layers if source is not None]

    def _within_area(self, rasters, found, context, feedback) -> tuple[LabelledRaster, ...]:
        """The labelled rasters with their labelled area, without those that have none of it."""
        if self.area is None:
            return found
        role, mended, within = "LABELLED_AREA", set(), []
        for place, labels in zip(rasters, found):
            parts = []
            for shape in polygon_shapes(self.area, place.crs, context, role, place.extent):
                feedback.check()
                parts += shape.parts
                mended |= {shape.feature.id()} if shape.is_mended else set()
            if parts:
                within.append(replace(labels, area=tuple(parts)))
            else:
                feedback.warn(
                    "The raster '{raster}' lies outside the LABELLED_AREA and is not used.",
                    raster=place.name,
                )
        if not within:
            raise _beside(role, self.area, rasters[0])
        warn_of_mended(self.area, role, len(mended), feedback)
        return tuple(within)

    def _expression(self) -> QgsExpression | None:
        """FILTER, prepared; None without one."""
        if not self.keep:
            return None
        expression = QgsExpression(self.keep)
        fields = self.labels.fields()
        self.expressions.setFields(fields)
        unknown = [
            name
            for name in sorted(expression.referencedColumns())
            if name != QgsFeatureRequest.ALL_ATTRIBUTES and fields.lookupField(name) < 0
        ]
        if unknown:
            raise ParameterError(
                "FILTER is '{expression}', but '{layer}' has no field '{field}'. Its fields are: "
                "{known}.",
                expression=self.keep,
                layer=self.labels.sourceName(),
                field=unknown[0],
                known=", ".join(fields.names()) or "none",
            )
        if expression.hasParserError() or not expression.prepare(self.expressions):
            reason = expression.parserErrorString() or expression.evalErrorString()
            raise self._bad_filter(reason)
        return expression

    def _bad_filter(self, reason: str) -> ParameterError:
        return ParameterError(
            "FILTER is '{expression}', which QGIS cannot evaluate: {reason}. Write it as in 'Select "
            "by expression', for example \"status\" = 'accepted'.",
            expression=self.keep,
            reason=" ".join(reason.split()).rstrip("."),
        )

    def _classifier(self) -> Callable[[QgsFeature], tuple[str, bool]]:
        """A function that gives the kind of a feature, and whether nobody reviewed it."""
        expression = self._expression()
        status_index = self.labels.fields().lookupField(STATUS_FIELD)

        def classify(feature: QgsFeature) -> tuple[str, bool]:
            if expression is not None:
                self.expressions.setFeature(feature)
                is_kept = expression.evaluate(self.expressions)
                if expression.hasEvalError():
                    raise self._bad_filter(expression.evalErrorString())
                if not is_kept:  # also NULL
                    return UNKNOWN, False
            status = feature[status_index] if status_index >= 0 else ""
            status = str(status).strip().lower()
            return NEGATIVES if status == REJECTED_STATUS else LANDSLIDES, status == NEW_STATUS

        return classify


class _Reading:
    """One reading of a label layer; counts features once, however many rasters they touch."""

    def __init__(self, source, classify) -> None:
        self._source = source
        self._classify = classify
        self._mended: set[int] = set()
        self._unreviewed: set[int] = set()
        self.seen: set[int] = set()
        self.kinds: dict[str, set[int]] = {LANDSLIDES: set(), NEGATIVES: set(), UNKNOWN: set()}

    def labels_of(
        self, place: RasterPlace, context: QgsProcessingContext, feedback: Feedback
    ) -> LabelledRaster:
        """The labels that touch a raster."""
        polygons = {kind: [] for kind in self.kinds}
        for shape in polygon_shapes(self._source, place.crs, context, "LABELS", place.extent):
            feedback.check()
            if not shape.parts:
                continue
            number = shape.feature.id()
            kind, is_unreviewed = self._classify(shape.feature)
            polygons[kind] += shape.parts
            self.seen.add(number)
            self.kinds[kind].add(number)
            if shape.is_mended:
                self._mended.add(number)
            if is_unreviewed:
                self._unreviewed.add(number)
        return LabelledRaster(place.path, **{kind: tuple(of) for kind, of in polygons.items()})

    def tell(self, feedback: Feedback) -> None:
        """Say what was read, and warn of what the user should look at."""
        feedback.info(
            "Labels: {landslides} landslides, {negatives} rejected, {unknown} unknown.",
            **{kind: len(numbers) for kind, numbers in self.kinds.items()},
        )
        warn_of_mended(self._source, "LABELS", len(self._mended), feedback)
        if self._unreviewed:
            feedback.warn(
                "{count} polygons of '{layer}' have the status '{status}': nobody has reviewed "
                "them, and they are taken as landslides. Review them, or leave them out with the "
                "FILTER \"{field}\" IS NOT '{status}'.",
                count=len(self._unreviewed),
                layer=self._source.sourceName(),
                status=NEW_STATUS,
                field=STATUS_FIELD,
            )


def _no_polygon(role: str, source: QgsProcessingFeatureSource) -> LabelError:
    return LabelError(
        "The {role} layer '{layer}' holds no polygon. Draw some first, or choose another layer; if "
        "only selected features are to be used, select some.",
        role=role,
        layer=source.sourceName(),
    )


def _beside(role: str, source: QgsProcessingFeatureSource, place: RasterPlace) -> LabelError:
    extent = source.sourceExtent()
    if extent.isEmpty():
        return _no_polygon(role, source)
    return LabelError(
        "The {role} layer '{layer}' overlaps none of the rasters: it lies in {own_extent} ({own}), "
        "the raster '{raster}' in {extent} ({crs}). Check that both CRS are right, or choose "
        "another layer.",
        role=role,
        layer=source.sourceName(),
        own_extent=_corners(extent),
        own=_name(source.sourceCrs()),
        raster=place.name,
        extent=_corners(place.extent),
        crs=_name(place.crs),
    )


def _corners(extent: QgsRectangle) -> str:
    digits = 4 if extent.width() < 10 else 0
    return (
        f"x {extent.xMinimum():.{digits}f} to {extent.xMaximum():.{digits}f}, "
        f"y {extent.yMinimum():.{digits}f} to {extent.yMaximum():.{digits}f}"
    )


def _name(crs: QgsCoordinateReferenceSystem) -> str:
    return crs.userFriendlyIdentifier() if crs.isValid() else "no CRS"
