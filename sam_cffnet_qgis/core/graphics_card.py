"""Which NVIDIA graphics card there is, asked before PyTorch is installed."""

from __future__ import annotations

import os
import shutil
import subprocess  # nosec B404
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.pinned_packages import PinnedPackages

ASK_SECONDS = 20
QUERY = ("--query-gpu=name,driver_version,compute_cap", "--format=csv,noheader")


@dataclass(frozen=True)
class GraphicsCard:
    """A card as its driver describes it.

    Attributes:
        name: of the card.
        driver: version, such as 580.65.
        capability: compute capability, such as 8.6.
    """

    name: str
    driver: float
    capability: float


def tell_device(device: str, pinned: PinnedPackages, torch_index: str, feedback: Feedback) -> None:
    """Tell what the engine will compute on, before anything is fetched for it.

    Args:
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        pinned: packages of this computer.
        torch_index: index of other builds of PyTorch, whose needs are not known, or empty.
        feedback: hears it.

    Raises:
        InstallError: if it cannot compute on that device.
    """
    card = find_graphics_card() if device in ("auto", "cuda") else None
    lacks = _lacks(card, pinned)
    if device == "mps" and "mps" not in pinned.devices:
        raise InstallError("The device 'mps' is the graphics of Apple's processors. Choose 'auto'.")
    if torch_index:
        return
    if device == "cuda" and lacks:
        raise InstallError(lacks[0], **lacks[1])
    if card is not None and lacks:
        feedback.warn(lacks[0] + " Otherwise the processor computes.", **lacks[1])
    elif card is not None:
        feedback.info("Graphics card: {card}", card=card.name)
    elif device != "mps" and "mps" not in pinned.devices:
        feedback.info("The engine will compute on the processor.")
    feedback.info(
        "{download} MB will be downloaded; the installation takes {disk} MB of disk space ({name}: "
        "{installed}).",
        download=pinned.download_mb,
        disk=pinned.disk_mb,
        name=pinned.name,
        installed=pinned.installed,
    )


def _lacks(card: GraphicsCard | None, pinned: PinnedPackages) -> tuple[str, dict] | None:
    """Why PyTorch's pinned build does not compute on the card, as a text with its values."""
    if card is None:
        return "No NVIDIA graphics card with a driver was found. Choose DEVICE=auto.", {}
    values = {"card": card.name, "driver": card.driver, "capability": card.capability}
    if "cuda" not in pinned.devices:
        return (
            "The pinned PyTorch for {platform} computes on the processor alone. For the {card} "
            "give TORCH_INDEX, as pytorch.org > Get started shows it.",
            {**values, "platform": pinned.name},
        )
    if card.capability < pinned.cuda_capability:
        return (
            "The {card} has compute capability {capability}, and the pinned PyTorch needs {needed} "
            "or higher. For older cards give TORCH_INDEX, as pytorch.org > Get started shows it.",
            {**values, "needed": pinned.cuda_capability},
        )
    if card.driver < pinned.cuda_driver:
        return (
            "The driver of the {card} is {driver}, and the pinned PyTorch needs {needed} or newer. "
            "Update the driver, or give TORCH_INDEX for older ones.",
            {**values, "needed": pinned.cuda_driver},
        )
    return None


def find_graphics_card() -> GraphicsCard | None:
    """The first card that NVIDIA's driver knows, or None."""
    program = _nvidia_smi()
    if program is None:
        return None
    try:
        result = subprocess.run(  # nosec B603 - the absolute path of the driver's program, no shell
            [program, *QUERY],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    return read_answer(result.stdout) if result.returncode == 0 else None


def _nvidia_smi() -> str | None:
    """The driver's program; on Windows it lies in the system's folder."""
    found = shutil.which("nvidia-smi")
    if found is None and os.name == "nt":
        path = Path(os.environ.get("SYSTEMROOT", "C:\\Windows")) / "System32" / "nvidia-smi.exe"
        found = str(path) if path.is_file() else None
    return found


def read_answer(text: str) -> GraphicsCard | None:
    """Read a line such as ``NVIDIA RTX A2000, 580.65.06, 8.6``; None if it is something else."""
    parts = [part.strip() for part in text.splitlines()[0].split(",")] if text.strip() else []
    if len(parts) != 3:
        return None
    try:
        driver = float(".".join(parts[1].split(".")[:2]))
        return GraphicsCard(parts[0], driver, float(parts[2]))
    except ValueError:
        return None
