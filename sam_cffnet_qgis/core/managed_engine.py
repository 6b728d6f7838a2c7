"""The environment that the plugin installs for its engine: which one counts, and whether it is whole.

A folder holds environments ``env-<digest>``, one a list of packages, and ``current.json``, which names
the one that counts. It is replaced in one step when an environment is whole, so that a run never meets
half of one. QGIS's own packages play no part in it, and an update of QGIS does not touch it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.folder_lock import LOCK_NAME, FolderLock
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.pinned_packages import Package

if TYPE_CHECKING:
    from importlib.metadata import Distribution

CURRENT = "current.json"
ENVIRONMENT_PREFIX = "env-"
ENVIRONMENT_NAME = re.compile(r"env-[0-9a-f]{8}(\.removed)?")  # others in the folder are the user's
WORK_FOLDER = (
    ".sam_cffnet-unpacking"  # pip's and uv's temporary files, on the disk that was checked
)
PYTHON_FOLDER = ".sam_cffnet-python"  # where QGIS's own Python is too old or too new
MAX_BYTES = 100_000


def python_in(prefix: Path) -> Path:
    """The interpreter of an environment, or of an installation of Python."""
    if os.name == "nt":
        in_scripts = prefix / "Scripts" / "python.exe"
        return in_scripts if in_scripts.is_file() else prefix / "python.exe"
    return prefix / "bin" / "python3"


@dataclass(frozen=True)
class ManagedEngine:
    """The folder in which the plugin keeps its engine; need not exist."""

    folder: Path

    @property
    def current(self) -> Path | None:
        """The environment that counts, or None."""
        name = self._facts().get("environment", "")
        return self.folder / name if ENVIRONMENT_NAME.fullmatch(name) else None

    @property
    def torch_index(self) -> str:
        """The index from which PyTorch of the current environment came, or empty."""
        return self._facts().get("torch_index", "")

    def _facts(self) -> dict[str, str]:
        try:
            with open(self.folder / CURRENT, encoding="utf-8") as stream:
                facts = json.loads(stream.read(MAX_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        return {k: v for k, v in facts.items() if isinstance(v, str)} if type(facts) is dict else {}

    @property
    def python(self) -> Path | None:
        """The engine's interpreter, or None."""
        current = self.current
        python = python_in(current) if current else None
        return python if python and python.is_file() else None

    def environment(self, digest: str) -> Path:
        """Where the environment of a list of packages lies or will lie."""
        return self.folder / f"{ENVIRONMENT_PREFIX}{digest[:8]}"

    def make_current(self, environment: Path, torch_index: str) -> None:
        """Let an environment count from now on.

        Raises:
            OutputError: if that cannot be written.
        """
        unfinished = self.folder / f"{CURRENT}.new"
        try:
            facts = {"environment": environment.name, "torch_index": torch_index}
            unfinished.write_text(json.dumps(facts), encoding="utf-8")
            os.replace(unfinished, self.folder / CURRENT)
        except OSError as error:
            raise write_error(self.folder / CURRENT, str(error.strerror or error)) from error

    def lock(self) -> FolderLock:
        """Take the folder for one installation.

        Raises:
            InstallError: if another QGIS has it.
            OutputError: if it cannot be written.
        """
        lock = FolderLock(self.folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            taken = lock.take()
        except OSError as error:
            raise write_error(self.folder / CURRENT, str(error.strerror or error)) from error
        if not taken:
            raise InstallError(
                "Another QGIS is at work on the engine in {folder} right now. Wait until it has "
                "finished; the engine is then ready for this one too.",
                folder=self.folder,
            )
        return lock

    def remove_others(self, kept: Path | None) -> list[Path]:
        """Remove environments other than the kept one and the current one.

        Returns:
            Those that could not be removed, since a run still uses them.
        """
        shutil.rmtree(self.folder / WORK_FOLDER, ignore_errors=True)
        stuck = []
        for environment in self.folder.glob(f"{ENVIRONMENT_PREFIX}*"):
            is_ours = ENVIRONMENT_NAME.fullmatch(environment.name) and environment.is_dir()
            if is_ours and environment not in (kept, self.current) and not _removed(environment):
                stuck.append(environment)
        return stuck

    def remove(self) -> list[Path]:
        """Remove everything that the plugin put into the folder, and the folder if it is empty then.

        Returns:
            What could not be removed, since a run still uses it.

        Raises:
            InstallError: if another QGIS is at work on it.
            OutputError: if the folder cannot be written.
        """
        if not self.folder.is_dir():
            return []
        lock = self.lock()
        try:
            (self.folder / CURRENT).unlink(missing_ok=True)
            stuck = self.remove_others(None)
            if not stuck:
                shutil.rmtree(self.folder / PYTHON_FOLDER, ignore_errors=True)
        except OSError as error:
            raise write_error(self.folder / CURRENT, str(error.strerror or error)) from error
        finally:
            lock.release()
        if not any(path.name != LOCK_NAME for path in self.folder.iterdir()):
            shutil.rmtree(self.folder, ignore_errors=True)
        return stuck


def _removed(environment: Path) -> bool:
    """Remove an environment whole or not at all: where a file is in use, renaming fails first."""
    condemned = environment.with_name(f"{environment.name}.removed")
    lock = FolderLock(environment)
    try:
        if environment.suffix != ".removed":
            if not lock.take():
                return False
            lock.release()
            os.replace(environment, condemned)
    except OSError:
        return False
    shutil.rmtree(condemned, ignore_errors=True)
    return not condemned.exists()


def hold(python: Path) -> FolderLock:
    """Keep the environment of an interpreter from being removed while an engine runs in it."""
    environment = python.parent.parent
    lock = FolderLock(environment)
    if ENVIRONMENT_NAME.fullmatch(environment.name):
        try:
            lock.share()
        except OSError:
            pass  # of another user, who alone can remove it
    return lock


def take_for_mending(environment: Path) -> FolderLock:
    """Have an environment alone while packages in it are replaced; it need not exist.

    Raises:
        InstallError: if a run uses it.
        OutputError: if it cannot be written.
    """
    lock = FolderLock(environment)
    try:
        is_free = not environment.is_dir() or lock.take()
    except OSError as error:
        raise write_error(environment / LOCK_NAME, str(error.strerror or error)) from error
    if not is_free:
        raise InstallError(
            "A run uses the engine in {folder} right now, and packages cannot be replaced under it. "
            "Wait until it has ended, or cancel it, and run again.",
            folder=environment,
        )
    return lock


def disk_bytes(environment: Path) -> int:
    """What an environment takes on the disk."""
    return sum(path.lstat().st_size for path in environment.rglob("*") if path.is_file())


def broken_packages(
    environment: Path, packages: tuple[Package, ...], thorough: bool = False
) -> list[Package]:
    """Packages that are missing, of another version, or not as they were installed.

    Args:
        environment: to look into; need not exist.
        packages: to look for.
        thorough: compare the content of every file, not only its size.
    """
    found = {_plain(one.metadata["Name"] or ""): one for one in _installed(environment)}
    return [
        package
        for package in packages
        if not _is_version(one := found.get(_plain(package.name)), package)
        or not _is_whole(one, thorough)
    ]


def broken_builds(environment: Path, names: re.Pattern, thorough: bool = False) -> list[str]:
    """Names of installed packages that are not as they were installed, of whatever version."""
    named = [(one.metadata["Name"] or "", one) for one in _installed(environment)]
    return [name for name, one in named if names.fullmatch(name) and not _is_whole(one, thorough)]


def forget_unrecorded(environment: Path, name: str) -> None:
    """Remove what is left of a package without a record of its files, which no tool can remove."""
    for place in package_folders(environment):
        for info in place.glob("*.dist-info"):
            is_it = _plain(info.name.partition("-")[0]) == _plain(name)
            if is_it and not (info / "RECORD").is_file():
                shutil.rmtree(info, ignore_errors=True)


def package_folders(environment: Path) -> list[Path]:
    """Where packages lie."""
    found = [*environment.glob("lib/python3*/site-packages"), environment / "Lib/site-packages"]
    return [place for place in found if place.is_dir()]


def _installed(environment: Path) -> Iterable[Distribution]:
    from importlib.metadata import distributions  # QGIS, which starts with this file, can wait

    return distributions(path=[str(place) for place in package_folders(environment)])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_version(found: Distribution | None, package: Package) -> bool:
    version = (found.version or "") if found is not None else ""
    return version.partition("+")[0] == package.version.partition("+")[0]


def _is_whole(found: Distribution, thorough: bool) -> bool:
    """Whether all files of a package are there, by its record.

    ``Distribution.files`` would not do: from Python 3.12 on it leaves missing files out.
    """
    rows = list(csv.reader((found.read_text("RECORD") or "").splitlines()))
    return bool(rows) and all(_is_as_recorded(found, row, thorough) for row in rows if row)


def _is_as_recorded(found: Distribution, row: list[str], thorough: bool) -> bool:
    """Whether a file is as its line of the record says: name, hash and size."""
    name, recorded, size = (*row, "", "")[:3]
    if name.endswith(".pyc"):
        return True
    path = Path(str(found.locate_file(name)))
    try:
        if size and path.stat().st_size != int(size):
            return False
        mode, _, value = recorded.partition("=")
        if thorough and value:
            return _digest(path, mode) == value
    except (OSError, ValueError):
        return False
    return path.exists()


def _digest(path: Path, mode: str) -> str:
    """A file's digest as the record of a package writes it."""
    digest = hashlib.new(mode)
    with open(path, "rb") as stream:
        while block := stream.read(2**20):
            digest.update(block)
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
