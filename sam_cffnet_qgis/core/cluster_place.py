"""Which cluster a run uses, as users write it: the address of a Dask scheduler, or ``local:N``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.interpreter import THREADS_VARIABLE

MAX_LOCAL_WORKERS = 256
_LOCAL = re.compile(r"local:(\d{1,9})")
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s/:@\[\]]+):(\d{1,5})/?")


@dataclass(frozen=True)
class ClusterPlace:
    """Where the workers are.

    Attributes:
        address: of a scheduler that others started, or empty.
        local_workers: worker processes to start on this computer, or 0.
    """

    address: str = ""
    local_workers: int = 0

    def __str__(self) -> str:
        return self.address or f"local:{self.local_workers}"

    @property
    def local_threads(self) -> int:
        """Threads of each engine where the workers share this computer."""
        return max(usable_cores() // max(self.local_workers, 1), 1)


def parse_cluster(value: str) -> ClusterPlace:
    """A cluster as users write it.

    Raises:
        ParameterError: if it means nothing.
    """
    text = value.strip()
    if match := _LOCAL.fullmatch(text):
        count = int(match[1])
        if 1 <= count <= MAX_LOCAL_WORKERS:
            return ClusterPlace(local_workers=count)
    elif (match := _ADDRESS.fullmatch(text)) and 0 < int(match[3]) < 2**16:
        return ClusterPlace(text.rstrip("/"))
    raise ParameterError(
        "CLUSTER is '{value}', but must be the address of a Dask scheduler, such as tcp://host:8786 "
        "or tls://host:8786, or local:4 for four workers on this computer (at most {most}).",
        value=value,
        most=MAX_LOCAL_WORKERS,
    )


def usable_cores() -> int:
    """Cores that this process may use, or fewer where the environment says so."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        cores = os.cpu_count() or 1
    asked = os.environ.get(THREADS_VARIABLE, "")
    return min(int(asked), cores) if asked.isdecimal() and int(asked) else cores
