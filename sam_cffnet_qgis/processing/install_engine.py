"""Install engine: PyTorch in an environment of its own, from the toolbox."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
    QgsSettings,
)

from sam_cffnet_qgis.core.errors import Cancelled, EngineMissingError, SamCffnetError
from sam_cffnet_qgis.processing import bridge
from sam_cffnet_qgis.processing.base import SETTINGS_KEY, SamCffnetAlgorithm, engine_python
from sam_cffnet_qgis.processing.folders import ENGINE_FOLDER_KEY, engine_folder


class InstallEngine(SamCffnetAlgorithm):
    ACTION = "ACTION"
    DEVICE = "DEVICE"
    FOLDER = "FOLDER"
    OFFLINE_KIT = "OFFLINE_KIT"
    PYTHON = "PYTHON"
    INDEX = "INDEX"
    TORCH_INDEX = "TORCH_INDEX"
    ENGINE_PYTHON = "ENGINE_PYTHON"
    SECONDS_A_TILE = "SECONDS_A_TILE"

    ACTIONS = ("install", "repair", "remove", "check", "build-kit")
    DEVICES = ("auto", "cpu", "cuda", "mps")

    def name(self):
        return "installengine"

    def displayName(self):  # noqa: N802
        return self.tr("Install engine")

    def shortDescription(self):  # noqa: N802
        return self.tr("Installs, repairs, checks or removes PyTorch for this plugin.")

    def tags(self):
        return self.tr("install,engine,pytorch,torch,repair,setup,offline,cuda").split(",")

    def shortHelpString(self):  # noqa: N802
        return self.tr(
            "The models run on PyTorch in a Python process of their own, never in QGIS. This "
            "algorithm puts PyTorch and what it needs into a folder outside QGIS and its profile, in "
            "pinned versions with checked hashes. An update of QGIS does not touch it.\n\n"
            "install: fetches the packages (the log tells how much) and tries them on a tile. A "
            "stopped installation goes on where it was.\n"
            "repair: looks into every file of the installed packages and installs anew what is "
            "missing or changed.\n"
            "check: tries the engine that would be used now.\n"
            "remove: deletes what was installed.\n"
            "build-kit: fetches the packages into the folder OFFLINE_KIT. Copy it to a computer of "
            "the same kind without a network, and install from it there.\n\n"
            "PyTorch 2.6 or newer that is there already (conda, a module of a cluster) can be used "
            "instead: name its Python in PYTHON."
        )

    def canExecute(self):  # noqa: N802
        return True, ""

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            self._enum(self.ACTION, self.tr("Action"), self.ACTIONS),
            self.tr("What to do: install, repair, remove, check or build-kit."),
        )
        self.add(
            self._enum(self.DEVICE, self.tr("Device"), self.DEVICES),
            self.tr("Device for which PyTorch must work. auto: a graphics card if there is one."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(
                self.FOLDER, self.tr("Folder of the engine"), optional=True, createByDefault=False
            ),
            self.tr("Where to install. Empty: where it is now, at first {folder}.").format(
                folder=engine_folder()
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                self.OFFLINE_KIT,
                self.tr("Offline kit"),
                Qgis.ProcessingFileParameterBehavior.Folder,
                optional=True,
            ),
            self.tr("Folder of packages to install from without a network, or to fill."),
        )
        self.add(
            QgsProcessingParameterFile(
                self.PYTHON,
                self.tr("Use this Python"),
                optional=True,
                fileFilter=self.tr("All files (*)"),  # the default wants a dot in the name
            ),
            self.tr(
                "A Python that has torch 2.6 or newer, timm, safetensors, torchvision and "
                "segment-anything. It is tried and then used; nothing is installed."
            ),
            advanced=True,
        )
        for name, label, help_text in (
            (
                self.INDEX,
                self.tr("Package index"),
                self.tr(
                    "Address of a package index or mirror (https://.../simple). Empty: that of pip's "
                    "own settings."
                ),
            ),
            (
                self.TORCH_INDEX,
                self.tr("Index of PyTorch builds"),
                self.tr(
                    "Address from which PyTorch alone is taken, as pytorch.org > Get started shows "
                    "it after --index-url: builds for other drivers, for graphics cards on Windows, "
                    "or small ones for processors. They are not checked by hash."
                ),
            ),
        ):
            parameter = QgsProcessingParameterString(name, label, optional=True)
            self.add(parameter, help_text, advanced=True)
        self.addOutput(QgsProcessingOutputFile(self.ENGINE_PYTHON, self.tr("Engine Python")))
        self.addOutput(
            QgsProcessingOutputNumber(self.SECONDS_A_TILE, self.tr("Seconds per tile in the trial"))
        )

    def _enum(self, name: str, label: str, choices: tuple[str, ...]) -> QgsProcessingParameterEnum:
        return QgsProcessingParameterEnum(
            name, label, choices, defaultValue=choices[0], usesStaticStrings=True
        )

    def checkParameterValues(self, parameters, context):  # noqa: N802
        from sam_cffnet_qgis.processing.install_request import read_install_request

        try:
            read_install_request(self, parameters, context)
        except SamCffnetError as error:
            return False, bridge.translated(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        # Not before it runs: QGIS waits for this file when it starts.
        from sam_cffnet_qgis.processing.install_request import read_install_request

        with bridge.processing_errors():
            self._request = read_install_request(self, parameters, context)
        return True

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        actions = {
            "install": self._install,
            "repair": self._install,
            "remove": self._remove,
            "check": self._check,
            "build-kit": self._build_kit,
        }
        with bridge.processing_errors():
            try:
                return actions[self._request.action](bridge.ProcessingFeedback(feedback))
            except Cancelled:
                feedback.pushInfo(self.tr("Stopped. Run it again to go on where it was."))
                return {}

    def _install(self, said) -> dict:
        from sam_cffnet_qgis.core.graphics_card import tell_device
        from sam_cffnet_qgis.core.install_engine import install

        request = self._request
        if request.python is not None:
            results = self._try(request.python, said)
            QgsSettings().setValue(SETTINGS_KEY, str(request.python))
            return results
        is_repair = request.action == "repair"
        source = request.source_with_torch() if is_repair else request.source
        tell_device(request.device, request.pinned, source.torch_index, said)
        results = {}
        install(
            request.engine,
            request.pinned,
            source,
            lambda python: results.update(self._try(python, said)),
            said,
            thorough=is_repair,
        )
        QgsSettings().setValue(ENGINE_FOLDER_KEY, str(request.engine.folder))
        try:
            used = engine_python()
        except EngineMissingError as error:
            said.warn(error.template, **error.values)
            return results
        if used != request.engine.python:
            said.warn(
                "The settings or the variable SAM_CFFNET_PYTHON name {python}, which is used "
                "instead of the engine that was installed. Clear the setting or variable to use "
                "the new engine.",
                python=used,
            )
        return results

    def _remove(self, said) -> dict:
        engine = self._request.engine
        stuck = engine.remove()
        for folder in stuck:
            said.warn(
                "{folder} is still in use by a run. Wait until it has ended, and remove again.",
                folder=folder,
            )
        if not stuck:
            if engine.folder == engine_folder():
                QgsSettings().remove(ENGINE_FOLDER_KEY)
            said.info("Removed: {folder}", folder=engine.folder)
        return {}

    def _check(self, said) -> dict:
        return self._try(self._request.python or engine_python(), said)

    def _build_kit(self, said) -> dict:
        from sam_cffnet_qgis.core.install_engine import build_kit

        build_kit(self._request.kit_to_fill, self._request.pinned, self._request.source, said)
        said.info("The kit is in {folder}", folder=self._request.kit_to_fill)
        return {}

    def _try(self, python, said) -> dict:
        """Compute a tile with a Python's engine; what is told of it."""
        from sam_cffnet_qgis.core.self_test import run_self_test

        trial = run_self_test(python, said, self._request.device)
        versions = ", ".join(f"{name} {version}" for name, version in trial.versions.items())
        said.info("{python}: {versions}", python=python, versions=versions)
        said.info(
            "Tried on {device}: ready after {ready:.1f} s, {tile:.3f} s a tile, result as it should "
            "be.",
            device=trial.device,
            ready=trial.seconds_until_ready,
            tile=trial.seconds_a_tile,
        )
        return {self.ENGINE_PYTHON: str(python), self.SECONDS_A_TILE: trial.seconds_a_tile}
