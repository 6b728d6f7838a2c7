"""The engine's packages: one list of pinned versions with hashes a platform, in resources/engine."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.paths import ENGINE_PACKAGES_DIR

# Oldest and newest Python for which every pinned package has a wheel.
PYTHON_VERSIONS = ((3, 11), (3, 13))
# What differs between builds of PyTorch for processors and graphics cards.
TORCH_BUILD = re.compile(r"torch|torchvision|triton|nvidia-.*|cuda-.*")
LISTS = {
    ("Linux", "x86_64"): "linux-x86_64",
    ("Linux", "aarch64"): "linux-aarch64",
    ("Windows", "AMD64"): "windows-x86_64",
    ("Darwin", "arm64"): "macos-arm64",
}
FACT = re.compile(r"# ([a-z]+): (.*)")
PACKAGE = re.compile(r"([a-z0-9][a-z0-9._-]*)==([A-Za-z0-9.+!]+)((?: --hash=sha256:[0-9a-f]{64})*)")


@dataclass(frozen=True)
class Package:
    """One package at one version."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def requirement(self) -> str:
        """As pip and uv read it."""
        return " ".join(
            [f"{self.name}=={self.version}", *(f"--hash=sha256:{one}" for one in self.hashes)]
        )


@dataclass(frozen=True)
class PinnedPackages:
    """The packages of one platform.

    Attributes:
        name: of the platform, such as ``linux-x86_64``.
        devices: of ``cpu``, ``cuda`` and ``mps``, what these builds compute on.
        disk_mb: what they take when installed.
        download_mb: what is downloaded for them.
        installed: where they were installed and tried, or empty.
        cuda_driver: oldest NVIDIA driver of these builds, or None.
        cuda_capability: oldest compute capability of these builds, or None.
        packages: in the order of their names.
        digest: of the packages, for the name of an environment.
    """

    name: str
    devices: tuple[str, ...]
    disk_mb: int
    download_mb: int
    installed: str
    cuda_driver: float | None
    cuda_capability: float | None
    packages: tuple[Package, ...]
    digest: str

    def version(self, name: str) -> str:
        """The version of a package in the list."""
        return next(package.version for package in self.packages if package.name == name)


def platform_name() -> str:
    """The name of this computer's list.

    Raises:
        InstallError: if there is none for it.
    """
    system, machine = platform.system(), platform.machine()
    if (system, machine) not in LISTS:
        raise InstallError(
            "PyTorch 2.6 or newer, without which no model can run, is not published for {system} "
            "on {machine}. Use a computer with Linux or Windows on a 64-bit Intel or AMD "
            "processor, or a Mac with an Apple processor.",
            system={"Darwin": "macOS"}.get(system, system),
            machine=machine,
        )
    return LISTS[system, machine]


def read_pinned_packages(path: Path) -> PinnedPackages:
    """Read a list: facts as ``# name: value``, then one package a line in pip's format.

    Raises:
        InstallError: if the file is missing, or a line is not what it should be.
    """
    try:
        text = path.read_text(encoding="utf-8")
        lines = text.replace("\\\n", " ").splitlines()
        facts = dict(match.groups() for line in lines if (match := FACT.fullmatch(line)))
        packages = tuple(_package(line) for line in lines if line and not line.startswith("#"))
        pins = "\n".join(package.requirement for package in packages)
        return PinnedPackages(
            name=path.stem,
            devices=tuple(facts["devices"].split()),
            disk_mb=int(facts["disk"].removesuffix(" MB")),
            download_mb=int(facts["download"].removesuffix(" MB")),
            installed=facts["installed"],
            cuda_driver=float(facts["driver"]) if "driver" in facts else None,
            cuda_capability=float(facts["capability"]) if "capability" in facts else None,
            packages=packages,
            digest=sha256(pins.encode()).hexdigest(),
        )
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise InstallError(
            "The list of packages {path} is missing or damaged ({reason}). Install the plugin "
            "again.",
            path=path,
            reason=error,
        ) from error


def _package(line: str) -> Package:
    match = PACKAGE.fullmatch(re.sub(r"\s+", " ", line).strip())
    if match is None:
        raise ValueError(line[:80])
    hashes = tuple(match[3].replace("--hash=sha256:", " ").split())
    return Package(match[1], match[2], hashes)


def packages_of_this_computer() -> PinnedPackages:
    """The list for this computer.

    Raises:
        InstallError: if there is none for it.
    """
    return read_pinned_packages(ENGINE_PACKAGES_DIR / f"{platform_name()}.txt")
