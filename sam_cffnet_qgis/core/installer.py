"""Runs venv, pip and uv: one package at a time, so that progress is real and nothing is done twice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess  # nosec B404
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.install_failures import recognised
from sam_cffnet_qgis.core.interpreter import engine_environment, own_python
from sam_cffnet_qgis.core.managed_engine import (
    PYTHON_FOLDER,
    forget_unrecorded,
    package_folders,
    python_in,
)
from sam_cffnet_qgis.core.pinned_packages import PYTHON_VERSIONS, Package

POLL_SECONDS = 0.1
OUTPUT_BYTES = 20_000
DOWNLOADED_PYTHON = "3.12"  # where QGIS's own is too old or too new
# Settings that send pip to an index of an office; uv reads other ones.
PIP_INDEX_SETTINGS = ("index-url", "extra-index-url", "find-links")


@dataclass(frozen=True)
class PackageSource:
    """Where packages come from.

    Attributes:
        kit: folder of wheels instead of a network, or None.
        index: address of a package index instead of the usual one, or empty.
        torch_index: address of an index with PyTorch's builds for one kind of device, or empty.
        variables: of the environment, for the proxy.
        authorities: certificates to trust (PEM), or empty for those of the system.
    """

    kit: Path | None = None
    index: str = ""
    torch_index: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    authorities: bytes = b""


class Installer:
    """Makes one environment and puts packages into it.

    Args:
        environment: to make, or to go on with.
        work: folder for temporary files, on the same disk.
        source: of the packages.
        feedback: hears of every package, and may cancel between two and within one.
    """

    def __init__(
        self, environment: Path, work: Path, source: PackageSource, feedback: Feedback
    ) -> None:
        self._environment = environment
        self._work = work
        self._source = source
        self._feedback = feedback
        self.uses_uv = False

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return python_in(self._environment)

    def has_python(self) -> bool:
        """Whether the interpreter runs; it does not after QGIS's own, on which it rests, has gone."""
        if not self.python.is_file():
            return False
        try:
            self._run([self.python, "-I", "-m", "pip", "--version"], "", "")
        except InstallError:
            return False
        return True

    def make_environment(self) -> None:
        """Make the environment, with pip in it; packages that are there stay.

        Raises:
            InstallError: if that fails.
        """
        step = self._feedback.say("making the environment")
        try:
            for old in self.python.parent.glob("python*"):
                old.unlink()  # links to an interpreter that has gone
        except OSError as error:
            raise self._failed(str(error), step, "venv") from error
        # A damaged pip would be taken for a whole one.
        for folder in package_folders(self._environment):
            for old in (folder / "pip", *folder.glob("pip-*.dist-info")):
                shutil.rmtree(old, ignore_errors=True)
        if is_supported_python():
            self._run([own_python(), "-I", "-m", "venv", self._environment], step, "venv")
            return
        if self._source.kit is not None:
            raise InstallError(
                "QGIS's Python is {version}, and the packages of the kit need {oldest} to {newest}. "
                "Use a newer QGIS, or install over the network.",
                version=".".join(map(str, sys.version_info[:2])),
                oldest=".".join(map(str, PYTHON_VERSIONS[0])),
                newest=".".join(map(str, PYTHON_VERSIONS[1])),
            )
        tool = self._work / "uv"
        self._run([own_python(), "-I", "-m", "venv", tool], step, "venv")
        self._run([*_pip(python_in(tool)), "install", "--no-input", "uv"], step, "uv")
        wanted = ["--seed", "--allow-existing", "--managed-python", "--python", DOWNLOADED_PYTHON]
        self._run([_uv(tool), "venv", *wanted, self._environment], step, f"Python {wanted[-1]}")

    def choose_uv(self) -> None:
        """Go on with uv, which is faster, unless pip was sent to an index or the kit is used."""
        if self._source.kit is not None or not _uv(self._environment).is_file():
            return
        if any(name in os.environ for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL")):
            return
        step = self._feedback.say("reading pip's settings")
        settings = self._run([*_pip(self.python), "config", "list"], step, "pip")
        self.uses_uv = not any(f".{name}=" in settings for name in PIP_INDEX_SETTINGS)

    def install(self, package: Package) -> None:
        """Install one package anew, and nothing that it needs: that is in the list.

        Raises:
            InstallError: if it fails, with the reason and the way out.
        """
        forget_unrecorded(self._environment, package.name)
        with tempfile.TemporaryDirectory(dir=self._work) as folder:
            listed = Path(folder) / "package.txt"
            listed.write_text(package.requirement + "\n", encoding="utf-8")
            checks = ["--require-hashes"] if package.hashes else []
            rest = ["--no-deps", "--only-binary", ":all:", *checks, "-r", listed]
            if self.uses_uv:
                try:
                    self._run_package([*self._uv_install(), "--reinstall", *rest], package)
                    return
                except InstallError as error:
                    self._feedback.info("uv failed, trying pip: {reason}", reason=error)
                    self.uses_uv = False
            self._run_package([*self._pip_install(), "--force-reinstall", *rest], package)

    def install_torch(self, packages: list[Package], broken: list[str]) -> None:
        """Install PyTorch's pair with what it needs from its own index, which has no pinned hashes.

        Args:
            packages: the pair.
            broken: names of what is installed of PyTorch's, but not whole.

        Raises:
            InstallError: if it fails.
        """
        for name in broken:
            forget_unrecorded(self._environment, name)
            self._run([*_pip(self.python), "uninstall", "--yes", name], "", name)
        named = [f"{package.name}=={package.version}" for package in packages]
        command = [*_pip(self.python), "install", "--no-input", "--progress-bar", "off"]
        command += ["--only-binary", ":all:", "--index-url", self._source.torch_index, *named]
        self._run(command, self._feedback.say("installing PyTorch"), " ".join(named))

    def download(self, package: Package, folder: Path) -> None:
        """Fetch the wheel of a package for a kit.

        Raises:
            InstallError: if it fails.
        """
        with tempfile.TemporaryDirectory(dir=self._work) as work:
            listed = Path(work) / "package.txt"
            listed.write_text(package.requirement + "\n", encoding="utf-8")
            command = [*_pip(self.python), "download", "--no-input", "--progress-bar", "off"]
            checks = ["--require-hashes"] if package.hashes else []
            command += ["--no-deps", "--only-binary", ":all:", *checks, *self._index()]
            self._run_package([*command, "--dest", folder, "-r", listed], package)

    def _pip_install(self) -> list[object]:
        start = [*_pip(self.python), "install", "--no-input", "--progress-bar", "off"]
        if self._source.kit is not None:
            return [*start, "--no-index", "--find-links", self._source.kit]
        return [*start, *self._index()]

    def _uv_install(self) -> list[object]:
        start = [_uv(self._environment), "pip", "install", "--python", self.python]
        return [*start, "--no-progress", "--no-python-downloads", *self._index()]

    def _index(self) -> list[str]:
        return ["--index-url", self._source.index] if self._source.index else []

    def _run_package(self, command: list[object], package: Package) -> None:
        name = f"{package.name} {package.version}"
        self._run(command, self._feedback.say("installing {package}", package=name), name)

    def _run(self, command: list[object], step: str, package: str) -> str:
        """Run a tool to its end; returns what it printed.

        Raises:
            InstallError: if it fails.
            Cancelled: if the user wants to stop; the tool is ended.
        """
        with tempfile.TemporaryFile(dir=self._work) as output:
            try:
                code = self._wait(_start(command, self._variables(), output))
            except OSError as error:
                raise self._failed(
                    f"{command[0]}: {error.strerror or error}", step, package
                ) from error
            size = output.seek(0, os.SEEK_END)
            output.seek(max(size - OUTPUT_BYTES, 0))
            text = output.read().decode(errors="replace")
        if code != 0:
            raise self._failed(text, step, package)
        return text

    def _failed(self, output: str, step: str, package: str) -> InstallError:
        return recognised(output, step, package, self._environment.parent)

    def _wait(self, process: subprocess.Popen) -> int:
        try:
            while (code := process.poll()) is None:
                self._feedback.check()
                time.sleep(POLL_SECONDS)
            return code
        finally:
            if process.poll() is None:
                _end(process)

    def _variables(self) -> dict[str, str]:
        work = str(self._work)
        python = self._environment.parent / PYTHON_FOLDER
        return {
            **engine_environment(self.python),
            **self._source.variables,
            **self._trusted(),
            # pip unpacks where temporary files lie, which may be a small disk of its own.
            **{name: work for name in ("TMPDIR", "TEMP", "TMP")},
            # Their caches would stay on the user's disk, gigabytes that nobody asked for.
            "PIP_CACHE_DIR": str(self._work / "pip"),
            "UV_CACHE_DIR": str(self._work / "uv-cache"),
            "UV_PYTHON_INSTALL_DIR": str(python),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_REQUIRE_VIRTUALENV": "0",
            "UV_SYSTEM_CERTS": "1",
        }

    def _trusted(self) -> dict[str, str]:
        """Authorities of the user, as pip and uv take them."""
        if not self._source.authorities:
            return {}
        path = self._work / "authorities.pem"
        path.write_bytes(self._source.authorities)
        return {"PIP_CERT": str(path), "SSL_CERT_FILE": str(path)}


def is_supported_python() -> bool:
    """Whether there are wheels of the pinned packages for QGIS's own Python."""
    return PYTHON_VERSIONS[0] <= sys.version_info[:2] <= PYTHON_VERSIONS[1]


def _pip(python: Path) -> list[object]:
    return [python, "-I", "-m", "pip"]


def _uv(environment: Path) -> Path:
    return python_in(environment).with_name("uv.exe" if os.name == "nt" else "uv")


def _start(command: list[object], variables: dict[str, str], output) -> subprocess.Popen:
    flags = {"creationflags": 0x08000000} if os.name == "nt" else {"start_new_session": True}
    return subprocess.Popen(  # nosec B603 - absolute paths of interpreters, no shell
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=variables,
        **flags,
    )


def _end(process: subprocess.Popen) -> None:
    """End a tool and all it started."""
    if os.name == "nt":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it ended by itself meanwhile
    process.wait()
