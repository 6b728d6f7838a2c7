"""What pip, uv and venv say when they fail, and what the user can do about it."""

from __future__ import annotations

import re

from sam_cffnet_qgis.core.errors import InstallError, phrase

ANSWERS = (
    # The disk and the computer.
    (
        r"No space left on device|ENOSPC|WinError 112|not enough space|\[Errno 28\]|Disk quota",
        "The disk of {folder} became full while {step}. Free some space, or choose a FOLDER on "
        "another disk, and run again; it goes on where it was.",
    ),
    (
        r"WinError 225|virus or potentially unwanted|WinError 32\b|being used by another process",
        "A virus scanner or another program held a file in {folder} while {step}. Ask your "
        "administrator to except that folder from scanning, or wait a minute, and run again; it "
        "goes on where it was.",
    ),
    (
        r"blocked by (group|your administrator)|AppLocker|WinError 1260|WinError 4551",
        "A rule of your organisation forbids programs in {folder}. Ask your administrator to allow "
        "{folder}, or choose a FOLDER that is allowed, and run again.",
    ),
    (
        r"Permission denied|Access is denied|WinError 5\b|EACCES|\[Errno 13\]|Read-only file system",
        "There is no right to write in {folder} ({step}). Choose a FOLDER of your own and run "
        "again.",
    ),
    (
        r"vcruntime140|MSVCP140|WinError (126|127|1114|193)\b|DLL load failed|c10\.dll",
        "Windows lacks the Microsoft Visual C++ runtime, or it is too old: {reason}. Install "
        "'Microsoft Visual C++ Redistributable 2015-2022 (x64)' from Microsoft and run again.",
    ),
    (
        r"GLIBC_\d|GLIBCXX_\d",
        "This Linux is too old for the packages: {reason}. They need glibc 2.28 (Debian 10, Ubuntu "
        "20.04, RHEL 8 or newer). Use a newer system, or name a Python with torch 2.6 in PYTHON.",
    ),
    (
        r"ensurepip is not available|No module named '?(ensurepip|venv)|returned non-zero exit status"
        r".*ensurepip",
        "QGIS's Python cannot make environments, since a part of it is missing. On Debian and "
        "Ubuntu install the package python3-venv, then run again.",
    ),
    # The network.
    (
        r"ProxyError|407 Proxy|Proxy Authentication|Cannot connect to proxy|Tunnel connection failed",
        "The proxy did not let {package} through: {reason}. Check address, user and password in "
        "Settings > Options > Network, or install from an OFFLINE_KIT made on another computer.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|self.signed certificate|invalid peer certificate|UnknownIssuer"
        r"|unable to get local issuer",
        "The connection is opened by something between you and the package index, whose certificate "
        "is not trusted: {reason}. Have your administrator give you its certificate, add it in "
        "Settings > Options > Authentication > Manage Certificates > Authorities, and run again; or "
        "install from an OFFLINE_KIT.",
    ),
    (
        r"DO NOT MATCH THE HASHES|Hash mismatch",
        "What came for {package} is not what was pinned (its SHA-256 differs), so it was not "
        "installed. The download was damaged or changed on its way: run again, try another INDEX, "
        "or install from an OFFLINE_KIT.",
    ),
    (
        r"not a supported wheel|no wheels with a matching|no matching (platform|Python|ABI) tag"
        r"|doesn't have a (source distribution|wheel)",
        "{package} has no build for this computer: {reason}. Name a Python with torch 2.6 in PYTHON "
        "if you have one.",
    ),
    (
        r"Temporary failure in name resolution|Name or service not known|getaddrinfo failed"
        r"|NewConnectionError|Network is unreachable|Connection refused|dns error|error sending request"
        r"|Failed to fetch|timed out|Connection (aborted|reset)|IncompleteRead|tcp connect error",
        "{package} could not be fetched: {reason}. Check the network and run again; it goes on where "
        "it was. Without a network install from an OFFLINE_KIT made on another computer.",
    ),
    (
        r"No matching distribution found|Could not find a version|not found in the package registry"
        r"|404 Client Error|was not found",
        "{package} is not available there: {reason}. Check INDEX or OFFLINE_KIT, or leave INDEX "
        "empty.",
    ),
)
UNKNOWN = (
    "{package} could not be installed while {step}: {reason}. Run again; if it happens again, run "
    "the algorithm 'Diagnostics' and send its report with this message."
)
NOISE = re.compile(r"^(WARNING|\[notice\]|hint:|Traceback|\s+File )")
URL_CREDENTIALS = re.compile(r"(\w+://)[^/@\s]+@")


def without_credentials(text: str) -> str:
    """A text whose addresses hold no user, password or token."""
    return URL_CREDENTIALS.sub(r"\1", text)


def recognised(output: str, step: str, package: str, folder: object) -> InstallError:
    """The error for a failed step, from what the tool printed.

    Args:
        output: of the tool, both streams.
        step: what was done, such as ``installing torch 2.14.1``.
        package: with its version, or the tool itself.
        folder: in which it was done.
    """
    output = without_credentials(output)
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for pattern, template in ANSWERS:
        found = [line for line in lines if re.search(pattern, line, re.IGNORECASE)]
        if found:
            return _error(template, found[-1], step, package, folder)
    spoken = [line for line in lines if not NOISE.match(line)]
    return _error(UNKNOWN, spoken[-1] if spoken else "", step, package, folder)


def _error(template: str, line: str, step: str, package: str, folder: object) -> InstallError:
    reason = re.sub(r"^(ERROR|error)(: |\s+)", "", line)[:300].rstrip(". ")
    reason = reason or phrase("it gave no reason")
    return InstallError(template, reason=reason, step=step, package=package, folder=folder)
