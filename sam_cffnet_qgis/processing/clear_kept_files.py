"""Clear kept files: what the plugin keeps on disk to save work, listed and removed by kind."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterEnum

from sam_cffnet_qgis.core.kept_files import TITLES, clear, measure
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import SamCffnetAlgorithm
from sam_cffnet_qgis.processing.folders import kept_places

MEGABYTE = 1e6


class ClearKeptFiles(SamCffnetAlgorithm):
    WHAT = "WHAT"
    FREED_MB = "FREED_MB"
    KEPT_MB = "KEPT_MB"

    def name(self):
        return "clearkeptfiles"

    def displayName(self):  # noqa: N802
        return self.tr("Clear kept files")

    def shortDescription(self):  # noqa: N802
        return self.tr("Lists what the plugin keeps on disk, and removes what you choose.")

    def tags(self):
        return self.tr("clear,clean,cache,disk,space,journal,downloads,delete,free").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "The plugin keeps files that save work: finished tiles of detections that were stopped "
            "and epochs of fine-tunings, with which the next run of the same kind goes on; images "
            "of web layers; SAM's weights as they were downloaded; models converted for OpenVINO. "
            "Imported and fine-tuned models are never removed here.\n\n"
            "Nothing is removed unless something is chosen. What a run uses at the moment is kept. "
            "Files of runs with a CACHE_FOLDER of their own stay in that folder; they are neither "
            "listed nor removed here."
        )

    def canExecute(self):  # noqa: N802
        return True, ""

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterEnum(
                self.WHAT,
                self.tr("What to remove"),
                list(TITLES),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            ),
            self.tr(
                "detections: finished tiles of detections that were stopped. finetunings: epochs and "
                "features of fine-tunings that were stopped. images: pictures of web layers. "
                "downloads: SAM's weights. converted: models converted for OpenVINO; the next run "
                "converts them again. Empty: nothing is removed, sizes are listed."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(self.FREED_MB, self.tr("Freed (MB)")))
        self.addOutput(QgsProcessingOutputNumber(self.KEPT_MB, self.tr("Kept (MB)")))

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        said = bridge.ProcessingFeedback(feedback)
        names = [
            name for name in self.parameterAsEnumStrings(parameters, self.WHAT, context) if name
        ]
        freed = 0
        with bridge.processing_errors():
            places = kept_places()
            if names:
                freed = clear(places, names, said).freed_bytes / MEGABYTE
                feedback.pushInfo(self.tr("Removed: {size:.1f} MB").format(size=freed))
            found = measure(places)
        for kept in found:
            feedback.pushInfo(self._line(kept))
        return {
            self.FREED_MB: freed,
            self.KEPT_MB: sum(kept.bytes for kept in found) / MEGABYTE,
        }

    def _line(self, kept) -> str:
        return self.tr("{kind} ({name}): {count}, {size:.1f} MB in {folders}").format(
            kind=bridge.translate(TITLES[kept.name], {}),
            name=kept.name,
            count=kept.count,
            size=kept.bytes / MEGABYTE,
            folders=", ".join(map(str, kept.folders)),
        )
