"""Reads the parameters of *Install engine*, and what QGIS knows of the network."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsNetworkAccessManager,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
)
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy

from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.install_engine import check_kit
from sam_cffnet_qgis.core.install_failures import without_credentials
from sam_cffnet_qgis.core.installer import PackageSource
from sam_cffnet_qgis.core.managed_engine import ManagedEngine
from sam_cffnet_qgis.core.paths import PACKAGE_DIR
from sam_cffnet_qgis.core.pinned_packages import PinnedPackages, packages_of_this_computer
from sam_cffnet_qgis.processing.folders import engine_folder

ADDRESS = re.compile(r"https://\S+|http://(localhost|127\.0\.0\.1)(:\d+)?(/\S*)?")
# Windows refuses paths of 260 characters, and the longest in the packages have about 170.
LONGEST_WINDOWS_FOLDER = 80
PROXY_SCHEMES = {
    QNetworkProxy.ProxyType.HttpProxy: "http",
    QNetworkProxy.ProxyType.HttpCachingProxy: "http",
    QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
}


@dataclass(frozen=True)
class InstallRequest:
    """What a run of *Install engine* shall do.

    Attributes:
        action: one of the algorithm's actions.
        device: for which PyTorch must work.
        engine: where it is kept.
        pinned: packages of this computer, where the action installs or fetches them.
        source: where they come from.
        python: an interpreter to use instead, or None.
        kit_to_fill: folder of a new kit, or None.
    """

    action: str
    device: str
    engine: ManagedEngine
    pinned: PinnedPackages | None
    source: PackageSource
    python: Path | None
    kit_to_fill: Path | None

    def source_with_torch(self) -> PackageSource:
        """The source with the index from which PyTorch came that is there now."""
        return replace(self.source, torch_index=self.source.torch_index or self.engine.torch_index)


def read_install_request(
    algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext
) -> InstallRequest:
    """Read and check the parameters of a run; the network's settings come from QGIS.

    Raises:
        InstallError: if they do not fit together or name what does not exist.
    """

    def text(name: str) -> str:
        return algorithm.parameterAsString(parameters, name, context).strip()

    action = algorithm.parameterAsEnumString(parameters, "ACTION", context)
    kit = Path(text("OFFLINE_KIT")).expanduser() if text("OFFLINE_KIT") else None
    python = Path(text("PYTHON")).expanduser() if text("PYTHON") else None
    installs = action in ("install", "repair") and python is None
    pinned = packages_of_this_computer() if installs or action == "build-kit" else None
    _check_kit(action, kit, pinned)
    if python is not None:
        _check_python(action, python)
    if parameters.get("FOLDER") == QgsProcessing.TEMPORARY_OUTPUT:
        raise InstallError(
            "FOLDER is a temporary folder, which QGIS deletes when it ends. Choose one that stays, or "
            "leave it empty."
        )
    folder = Path(text("FOLDER") or engine_folder()).expanduser().absolute()
    _check_folder(folder)
    for name in ("INDEX", "TORCH_INDEX"):
        if text(name) and not ADDRESS.fullmatch(text(name)):
            raise InstallError(
                "{name} is '{address}', which is no address of an index. Give one that begins with "
                "https://, or leave it empty.",
                name=name,
                address=without_credentials(text(name)),
            )
    fills_kit = action == "build-kit"
    source = PackageSource(
        kit=None if fills_kit else kit,
        index=text("INDEX"),
        torch_index=text("TORCH_INDEX"),
        variables=_proxy_variables(),
        authorities=_authorities(),
    )
    return InstallRequest(
        action=action,
        device=algorithm.parameterAsEnumString(parameters, "DEVICE", context),
        engine=ManagedEngine(folder),
        pinned=pinned,
        source=source,
        python=python,
        kit_to_fill=kit if fills_kit else None,
    )


def _check_python(action: str, python: Path) -> None:
    if action not in ("install", "check"):
        raise InstallError(
            "PYTHON is given, but ACTION={action} does not use it. Leave PYTHON empty, or choose "
            "install or check.",
            action=action,
        )
    if not python.is_file():
        raise InstallError(
            "PYTHON is '{python}', but there is no such file. Give the path of a Python that has "
            "torch 2.6 or newer, or leave it empty.",
            python=python,
        )


def _check_kit(action: str, kit: Path | None, pinned: PinnedPackages | None) -> None:
    if action == "build-kit" and kit is None:
        raise InstallError(
            "OFFLINE_KIT is empty, but build-kit needs a folder to fill. Choose an empty folder."
        )
    if action != "build-kit" and pinned is not None and kit is not None:
        check_kit(kit, pinned)


def _check_folder(folder: Path) -> None:
    if PACKAGE_DIR in (folder, *folder.parents):
        raise InstallError(
            "FOLDER is {folder}, inside the plugin, whose update would delete it. Choose a folder "
            "elsewhere, or leave it empty.",
            folder=folder,
        )
    if os.name == "nt" and len(str(folder)) > LONGEST_WINDOWS_FOLDER:
        raise InstallError(
            "FOLDER is {folder}, {length} characters long; with the names in the packages that "
            "exceeds what Windows allows. Choose one of at most {limit} characters, such as C:\\sam.",
            folder=folder,
            length=len(str(folder)),
            limit=LONGEST_WINDOWS_FOLDER,
        )


def _proxy_variables() -> dict[str, str]:
    """QGIS's own proxy, as other programs take it; the system's is found by them as by QGIS."""
    network = QgsNetworkAccessManager.instance()
    proxy = network.fallbackProxy()
    scheme = PROXY_SCHEMES.get(proxy.type())
    if scheme is None or not proxy.hostName():
        return {}
    url = QUrl()
    url.setScheme(scheme)
    url.setHost(proxy.hostName())
    url.setPort(proxy.port())
    url.setUserName(proxy.user())
    url.setPassword(proxy.password())
    address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    hosts = [QUrl(text).host() or text for text in network.noProxyList()]
    variables = {
        name: address for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
    }
    return {**variables, "NO_PROXY": ",".join(["localhost", "127.0.0.1", *hosts])}


def _authorities() -> bytes:
    """Certificates of all trusted authorities (PEM), if the user added some in QGIS."""
    manager = QgsApplication.authManager()
    if manager.isDisabled() or not (manager.databaseCAs() or manager.extraFileCAs()):
        return b""
    return bytes(manager.trustedCaCertsPemText())
