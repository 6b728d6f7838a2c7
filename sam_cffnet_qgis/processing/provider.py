"""The Processing provider ``samcffnet`` and its one setting."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QIcon

from sam_cffnet_qgis.core.paths import ICON_PATH, plugin_version
from sam_cffnet_qgis.processing.base import ENGINE_SETTING
from sam_cffnet_qgis.processing.clear_kept_files import ClearKeptFiles
from sam_cffnet_qgis.processing.compare_models import CompareModels
from sam_cffnet_qgis.processing.detect_landslides import DetectLandslides
from sam_cffnet_qgis.processing.diagnostics import Diagnostics
from sam_cffnet_qgis.processing.evaluate_detections import EvaluateDetections
from sam_cffnet_qgis.processing.example_models import EXAMPLES, ExampleModel
from sam_cffnet_qgis.processing.fine_tune_model import FineTuneModel
from sam_cffnet_qgis.processing.import_model import ImportModel
from sam_cffnet_qgis.processing.install_engine import InstallEngine
from sam_cffnet_qgis.processing.manage_models import ManageModels
from sam_cffnet_qgis.processing.merge_shards import MergeShards

ALGORITHMS = (
    DetectLandslides,
    MergeShards,
    FineTuneModel,
    EvaluateDetections,
    CompareModels,
    ImportModel,
    ManageModels,
    InstallEngine,
    Diagnostics,
    ClearKeptFiles,
)


def _processing_config():
    """The classes for provider settings, or None where the processing plugin cannot be imported."""
    try:
        from processing.core.ProcessingConfig import ProcessingConfig, Setting
    except ImportError:  # plain PyQGIS scripts need no settings page
        return None
    return ProcessingConfig, Setting


class SamCffnetProvider(QgsProcessingProvider):
    """All algorithms of the plugin; they are registered whether an engine is there or not."""

    def tr(self, text):
        return QCoreApplication.translate("SamCffnetProvider", text)

    def id(self):
        return "samcffnet"

    def name(self):
        return "SAM-CFFNet"

    def longName(self):  # noqa: N802
        return self.tr("SAM-CFFNet landslide mapping")

    def versionInfo(self):  # noqa: N802
        return plugin_version()

    def icon(self):
        return QIcon(str(ICON_PATH))

    def svgIconPath(self):  # noqa: N802
        return str(ICON_PATH)

    def supportedOutputRasterLayerExtensions(self):  # noqa: N802
        return ["tif", "tiff"]

    def load(self):
        config = _processing_config()
        if config is not None:
            processing_config, setting = config
            processing_config.settingIcons[self.name()] = self.icon()
            processing_config.addSetting(
                setting(
                    self.name(),
                    ENGINE_SETTING,
                    self.tr("Engine Python (with torch; empty: found by itself)"),
                    "",
                    valuetype=setting.FILE,
                )
            )
            processing_config.readSettings()
        return super().load()

    def unload(self):
        config = _processing_config()
        if config is not None and ENGINE_SETTING in config[0].settings:
            config[0].removeSetting(ENGINE_SETTING)
            config[0].settingIcons.pop(self.name(), None)
        super().unload()

    def loadAlgorithms(self):  # noqa: N802
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
        for name in EXAMPLES:
            self.addAlgorithm(ExampleModel(name))
        QTimer.singleShot(0, self.read_examples)  # QGIS need not wait for it when it starts

    def read_examples(self) -> None:
        """Read the files of the example models, for those who look at them without making one."""
        for name in EXAMPLES:
            self.algorithm(name).read_once()
