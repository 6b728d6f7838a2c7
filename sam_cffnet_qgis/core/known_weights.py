"""Public weights that can be downloaded: where they lie, their size, by what they are recognised."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sam_cffnet_qgis.core.errors import DownloadError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import file_sha256

KNOWN_WEIGHTS_PATH = BUNDLED_MODELS_DIR / "known_weights.json"
SHA256_DIGITS = 64
SPARED_BYTES = 200e6  # of free disk space that a download leaves to others
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class KnownWeights:
    """A public file of weights.

    Attributes:
        id: the value of ``DOWNLOAD``.
        file_name: at every source, and on disk.
        bytes: size of the file.
        sha256: by which the file is recognised, whoever gave it.
        sources: https addresses, the publisher's first.
    """

    id: str
    file_name: str
    bytes: int
    sha256: str
    licence: str
    sources: tuple[str, ...]


def read_known_weights(path: Path = KNOWN_WEIGHTS_PATH) -> dict[str, KnownWeights]:
    """All known weights by id.

    Raises:
        DownloadError: if the list that comes with the plugin is damaged.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        known = {
            name: KnownWeights(**{**entry, "id": name, "sources": tuple(entry["sources"])})
            for name, entry in content.items()
        }
        wrong = [name for name, weights in known.items() if not _is_sound(weights)]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _list_error(path, str(error)) from error
    if wrong:
        raise _list_error(path, phrase("the entry '{name}' is wrong", name=wrong[0]))
    return known


def _is_sound(weights: KnownWeights) -> bool:
    return (
        Path(weights.file_name).name == weights.file_name
        and weights.bytes > 0
        and len(weights.sha256) == SHA256_DIGITS
        and int(weights.sha256, 16) > 0
        and len(weights.sources) > 0
        and all(source.startswith("https://") for source in weights.sources)
    )


def _list_error(path: Path, reason: str) -> DownloadError:
    return DownloadError(
        "The list of known weights {path} cannot be used: {reason}. Install the plugin again.",
        path=path,
        reason=reason,
    )


def find_known_weights(name: str) -> KnownWeights:
    """The known weights of an id.

    Raises:
        DownloadError: if there are none of that id, or the list is damaged.
    """
    known = read_known_weights()
    if name not in known:
        raise DownloadError(
            "DOWNLOAD is '{name}', but only {known} are known. Choose one of them, or give the "
            "path of a file as CHECKPOINT.",
            name=name,
            known=", ".join(known),
        )
    return known[name]


def check_mirror(mirror: str) -> None:
    """Check the address of a mirror, which may be empty.

    Raises:
        DownloadError: if it is no address of a web server.
    """
    try:
        is_address = urlsplit(mirror).scheme in ("https", "http") and urlsplit(mirror).hostname
    except ValueError:  # such as [ without ]
        is_address = False
    if mirror and not is_address:
        raise DownloadError(
            "MIRROR is '{mirror}', which is no address of a web server. Give one that begins with "
            "https:// or http://, or leave it empty; a file on a disk is given as CHECKPOINT.",
            mirror=mirror,
        )


def sources_of(weights: KnownWeights, mirror: str) -> tuple[str, ...]:
    """Addresses of a file in the order in which they are tried.

    Args:
        weights: what is wanted.
        mirror: address to which the file name is appended, tried first; may be empty.
    """
    if not mirror:
        return weights.sources
    return (f"{mirror.rstrip('/')}/{weights.file_name}", *weights.sources)


def may_redirect(origin: str, target: str, is_mirror: bool) -> bool:
    """Whether a server may send us on: never to an address that is less safe than its own.

    Args:
        origin: address that was asked.
        target: address to which it points.
        is_mirror: whether the way began at the mirror of the user, whose own http is trusted.
    """
    try:
        scheme, host = urlsplit(target).scheme, urlsplit(target).hostname
    except ValueError:
        return False
    if scheme == "https":
        return bool(host)
    is_from_http = urlsplit(origin).scheme == "http"
    return scheme == "http" and is_from_http and (is_mirror or host in LOCAL_HOSTS)


def check_free_space(weights: KnownWeights, have_bytes: int, folder: Path) -> None:
    """Check that the rest of a file has room.

    Args:
        weights: what is downloaded.
        have_bytes: that are there already.
        folder: to which it goes; exists.

    Raises:
        DownloadError: if the disk has not enough space.
    """
    missing_bytes = weights.bytes - have_bytes + SPARED_BYTES
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < missing_bytes:
        raise DownloadError(
            "{file} needs {needed:.0f} MB more in {folder}, but its disk has only {free:.0f} MB left. "
            "Free some space there, or download it to another disk with a browser from {source} and "
            "give its path instead of DOWNLOAD.",
            file=weights.file_name,
            needed=missing_bytes / 1e6,
            folder=folder,
            free=free_bytes / 1e6,
            source=weights.sources[0],
        )


def is_intact(path: Path, weights: KnownWeights, feedback: Feedback) -> bool:
    """Whether a file is the known one, by its size and SHA-256.

    Raises:
        Cancelled: if the user stops it.
    """
    if path.stat().st_size != weights.bytes:
        return False
    return file_sha256(path, feedback.check) == weights.sha256
