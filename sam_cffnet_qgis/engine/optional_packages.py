"""Packages that only some networks need: the engine loads and runs the others without them."""

from __future__ import annotations

import importlib
import re
import sys
from importlib.metadata import version
from types import ModuleType

from sam_cffnet_qgis.core.errors import EngineMissingError, first_sentence, phrase

# Oldest versions whose modules have the names that we use.
LEAST = {"segmentation-models-pytorch": (0, 6), "transformers": (5, 24)}


def import_optional(network: str, package: str, module: str) -> ModuleType:
    """Import a module of an optional package.

    Args:
        network: what needs it, as users know it.
        package: by its name on PyPI, a key of ``LEAST``.
        module: full name of the module.

    Raises:
        EngineMissingError: if it is missing, broken or too old.
    """
    try:
        found = version(package)
        if tuple(map(int, re.findall(r"\d+", found)[:2])) < LEAST[package]:
            raise _missing(network, package, phrase("its version is {version}", version=found))
        return importlib.import_module(module)
    except ImportError as error:  # also of a package without a record
        reason = f"No module named '{error.name}'" if error.name else first_sentence(error)
        raise _missing(network, package, reason) from error


def _missing(network: str, package: str, reason: str) -> EngineMissingError:
    return EngineMissingError(
        "The network {network} needs the package {package} {least} or newer, which the engine's "
        "Python {python} cannot import: {reason}. Run 'Install engine' with ACTION=repair. In a "
        "Python of your own install {package}.",
        network=network,
        package=package,
        least=".".join(map(str, LEAST[package])),
        python=sys.executable,
        reason=reason,
    )
