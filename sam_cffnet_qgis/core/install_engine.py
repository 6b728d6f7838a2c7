"""Installs the engine: an environment of its own with the pinned packages, tried before it counts."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from sam_cffnet_qgis.core.errors import InstallError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.install_failures import without_credentials
from sam_cffnet_qgis.core.installer import Installer, PackageSource
from sam_cffnet_qgis.core.managed_engine import (
    CURRENT,
    WORK_FOLDER,
    ManagedEngine,
    broken_builds,
    broken_packages,
    take_for_mending,
)
from sam_cffnet_qgis.core.outputs import unfinished_folder, write_error
from sam_cffnet_qgis.core.pinned_packages import TORCH_BUILD, Package, PinnedPackages

KIT_CARD = "kit.json"
MAX_CARD_BYTES = 10_000
TORCH_PAIR = ("torch", "torchvision")
# What all packages take with PyTorch of its own index, on the disk and as downloads, about.
CPU_BUILD_MB = (1500, 400)
CUDA_BUILD_MB = (6000, 3100)
HEAVY = 10  # a package of PyTorch's builds takes about as long as ten others


def install(
    engine: ManagedEngine,
    pinned: PinnedPackages,
    source: PackageSource,
    verify: Callable[[Path], None],
    feedback: Feedback,
    thorough: bool = False,
) -> Path:
    """Install the engine, go on with an unfinished installation, or mend what is broken of one.

    Args:
        engine: where it is kept.
        pinned: packages of this computer.
        source: where they come from.
        verify: tries an interpreter, and raises if it does not compute.
        feedback: progress, messages, cancel.
        thorough: look into every file of packages that are there, not only at its size.

    Returns:
        The engine's interpreter.

    Raises:
        InstallError: if another QGIS installs, there is no space, or a step fails.
        OutputError: if the folder cannot be written.
        Cancelled: if the user stopped; the next call goes on.
    """
    if source.kit is not None:
        check_kit(source.kit, pinned)
    lock = engine.lock()
    try:
        work = engine.folder / WORK_FOLDER
        work.mkdir(exist_ok=True)
        environment = engine.environment(_digest(pinned, source.torch_index))
        installer = Installer(environment, work, source, feedback)
        packages = _packages_of_list(pinned, source.torch_index)
        broken = broken_packages(environment, packages, thorough)
        builds = broken_builds(environment, TORCH_BUILD, thorough) if source.torch_index else []
        has_python = installer.has_python()
        if broken or builds or not has_python:
            check_space(engine.folder, pinned, source.torch_index, _share(broken, packages))
            in_use = take_for_mending(environment)
            try:
                if not has_python:
                    installer.make_environment()
                _install_broken(installer, packages, broken, builds, source, feedback)
            finally:
                in_use.release()
        verify(installer.python)
        engine.make_current(environment, without_credentials(source.torch_index))
        for stuck in engine.remove_others(environment):
            feedback.info(
                "The previous environment {folder} is still in use; it will be removed at the next "
                "installation.",
                folder=stuck,
            )
    except OSError as error:
        raise write_error(engine.folder / CURRENT, error.strerror or str(error)) from error
    finally:
        lock.release()
    return installer.python


def _weight(package: Package) -> int:
    return HEAVY if TORCH_BUILD.fullmatch(package.name) else 1


def _share(broken: list[Package], packages: Sequence[Package]) -> float:
    """Of all the space, about what broken packages need."""
    return sum(map(_weight, broken)) / sum(map(_weight, packages))


def _install_broken(
    installer: Installer,
    packages: Sequence[Package],
    broken: list[Package],
    builds: list[str],
    source: PackageSource,
    feedback: Feedback,
) -> None:
    """Install what is missing or broken; uv first, which can then do the rest."""
    pair = [one for one in packages if source.torch_index and one.name in TORCH_PAIR]
    rest = sorted((one for one in broken if one not in pair), key=lambda one: one.name != "uv")
    needs_torch = bool(builds) or any(one in broken for one in pair)
    weights = [_weight(one) for one in rest]
    whole = sum(weights) + HEAVY * len(pair) * needs_torch or 1
    if "uv" not in (one.name for one in rest):
        installer.choose_uv()
    for number, package in enumerate(rest, start=1):
        _tell(number, broken, package, feedback)
        installer.install(package)
        feedback.set_progress(sum(weights[:number]) / whole)
        if package.name == "uv":
            installer.choose_uv()
    if needs_torch:
        feedback.info(
            "PyTorch from {index}; its packages have no pinned hashes.",
            index=without_credentials(source.torch_index),
        )
        installer.install_torch(pair, builds)


def _packages_of_list(pinned: PinnedPackages, torch_index: str) -> tuple[Package, ...]:
    """Packages to install by their pins; PyTorch's own index decides on the parts of its builds."""
    if not torch_index:
        return pinned.packages
    return tuple(
        package
        for package in pinned.packages
        if package.name in TORCH_PAIR or not TORCH_BUILD.fullmatch(package.name)
    )


def _digest(pinned: PinnedPackages, torch_index: str) -> str:
    """What an environment's name comes from: packages, builds of PyTorch and version of Python."""
    facts = f"{pinned.digest} {without_credentials(torch_index)} {sys.version_info[:2]}"
    return sha256(facts.encode()).hexdigest()


def check_space(
    folder: Path, pinned: PinnedPackages, torch_index: str = "", share: float = 1.0
) -> None:
    """Check that the packages fit on the disk, unpacked and as they are downloaded.

    Raises:
        InstallError: if they do not.
    """
    installed, downloaded = pinned.disk_mb, pinned.download_mb
    if torch_index:
        is_small = torch_index.rstrip("/").endswith("/cpu")
        installed, downloaded = CPU_BUILD_MB if is_small else CUDA_BUILD_MB
    needed = int((installed + downloaded) * share)
    free = shutil.disk_usage(folder).free // 2**20
    if free < needed:
        raise InstallError(
            "The engine needs {needed} MB, {installed} MB of them for good, but the disk of "
            "{folder} has {free} MB. Free some space, or choose a FOLDER on another disk.",
            needed=needed,
            installed=int(installed * share),
            folder=folder,
            free=free,
        )


def build_kit(kit: Path, pinned: PinnedPackages, source: PackageSource, feedback: Feedback) -> None:
    """Fetch the wheels of all packages into a folder, for computers without a network.

    Args:
        kit: folder to fill; wheels that are there are kept, so that a stopped call goes on.
        pinned: packages of this computer.
        source: where they come from.
        feedback: progress, messages, cancel.

    Raises:
        InstallError: if a step fails.
        OutputError: if the folder cannot be written.
    """
    try:
        kit.mkdir(parents=True, exist_ok=True)
        (kit / KIT_CARD).unlink(missing_ok=True)
        _fill_kit(kit, pinned, source, feedback)
    except OSError as error:
        raise write_error(kit / KIT_CARD, str(error.strerror or error)) from error


def _fill_kit(kit: Path, pinned: PinnedPackages, source: PackageSource, feedback: Feedback) -> None:
    with unfinished_folder(kit) as work:
        installer = Installer(work / "environment", work, source, feedback)
        installer.make_environment()
        for number, package in enumerate(pinned.packages, start=1):
            _tell(number, pinned.packages, package, feedback)
            installer.download(package, kit)
            feedback.set_progress(number / len(pinned.packages))
    facts = {"packages": pinned.digest, "platform": pinned.name, "python": _python_version()}
    (kit / KIT_CARD).write_text(json.dumps(facts), encoding="utf-8")


def _tell(number: int, packages: Sequence[Package], package: Package, feedback: Feedback) -> None:
    feedback.info(
        "{number} of {count}: {package} {version}",
        number=number,
        count=len(packages),
        package=package.name,
        version=package.version,
    )


def check_kit(kit: Path, pinned: PinnedPackages) -> None:
    """Check that a kit is whole and made for this computer and version of the plugin.

    Raises:
        InstallError: if not.
    """
    try:
        with open(kit / KIT_CARD, encoding="utf-8") as stream:
            facts = dict(json.loads(stream.read(MAX_CARD_BYTES)))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise InstallError(
            "OFFLINE_KIT is {kit}, which is no whole kit: its {card} is missing or damaged. Make it "
            "with ACTION=build-kit on a computer with a network, and copy the whole folder.",
            kit=kit,
            card=KIT_CARD,
        ) from error
    wanted = {"platform": pinned.name, "python": _python_version(), "packages": pinned.digest}
    parts = {
        "platform": phrase("platform"),
        "python": "Python",
        "packages": phrase("list of packages"),
    }
    for name, value in wanted.items():
        if facts.get(name) != value:
            raise InstallError(
                "The kit {kit} does not fit: its {what} is {found}, here it is {wanted}. Make it on "
                "a computer of the same kind, with the same version of QGIS and of the plugin.",
                kit=kit,
                what=parts[name],
                found=str(facts.get(name))[:40],
                wanted=value[:40],
            )


def _python_version() -> str:
    return ".".join(map(str, sys.version_info[:2]))
