"""The example models that the provider offers, read from the files of the graphical modeler."""

from __future__ import annotations

from qgis.core import QgsProcessingModelAlgorithm
from qgis.PyQt.QtCore import QCoreApplication

from sam_cffnet_qgis.core.paths import EXAMPLES_DIR
from sam_cffnet_qgis.processing.base import MODEL_WIDGETS
from sam_cffnet_qgis.processing.preferences import read_preferences

# Name of the algorithm -> file.
EXAMPLES = {
    "landslidesbycatchment": "landslides_by_catchment.model3",
    "landslidechange": "landslide_change.model3",
    "landslidecentroids": "landslide_centroids.model3",
}
MODEL = "model"  # the input of an example that names the network


class ExampleModel(QgsProcessingModelAlgorithm):
    """A model file as an algorithm of the provider.

    The file is read for a run, a dialog, help or a step of another model, and by the provider when
    QGIS has started; not before: it takes milliseconds, and until the provider is registered QGIS
    does not find the steps that are algorithms of the provider.

    Args:
        name: one of ``EXAMPLES``.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def tr(self, text):
        return QCoreApplication.translate("ExampleModel", text)

    def createInstance(self):  # noqa: N802
        example = ExampleModel(self._name)
        example.read_once()
        return example

    def read_once(self) -> None:
        """Read the file, if that has not been done.

        Parameters get the help that the file keeps apart from them; that for the network gets the
        plugin's own widget, which a file must not depend on, and the model the user prefers.

        Raises:
            OSError: if the file is missing or damaged.
        """
        if self.childAlgorithms():
            return
        path = EXAMPLES_DIR / EXAMPLES[self._name]
        if not self.fromFile(str(path)):
            raise OSError(f"The example model {path} cannot be read.")
        texts = self.helpContent()
        for parameter in self.parameterDefinitions():
            parameter.setHelp(texts.get(parameter.name(), ""))
            if parameter.name() == MODEL:
                parameter.setDefaultValue(read_preferences().model)
                parameter.setMetadata({"widget_wrapper": MODEL_WIDGETS})

    def shortHelpString(self):  # noqa: N802
        self.read_once()
        return super().shortHelpString()

    def name(self):
        return self._name

    def displayName(self):  # noqa: N802
        titles = {
            "landslidesbycatchment": self.tr("Landslides by catchment"),
            "landslidechange": self.tr("Landslide change between two images"),
            "landslidecentroids": self.tr("Landslide centroids"),
        }
        return titles[self._name]

    def group(self):
        return self.tr("Examples")

    def groupId(self):  # noqa: N802
        return "examples"
