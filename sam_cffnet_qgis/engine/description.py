"""What the engine's Python has: versions of packages, and devices as torch sees them."""

from __future__ import annotations

import platform
import sys
import warnings
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "torch",
    "torchvision",
    "timm",
    "safetensors",
    "segment-anything",
    "segmentation-models-pytorch",
    "transformers",
    "openvino",
    "numpy",
    "matplotlib",
    "jinja2",
)
MISSING = "missing"
CPU_FLAGS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")


def describe() -> dict:
    """Facts of this Python; where torch is missing or broken, ``error`` says why.

    Returns:
        ``versions`` by package, and unless there is an error ``cuda`` (of torch's build, or empty),
        ``devices`` (each with ``name`` and other facts as texts) and ``notes``.
    """
    facts: dict = {"versions": _versions(), "executable": sys.executable}
    try:
        return {**facts, **_devices()}
    except (ImportError, OSError, RuntimeError) as error:  # Windows raises OSError for a DLL
        return {**facts, "error": f"{type(error).__name__}: {error}"}


def _versions() -> dict[str, str]:
    """By the packages' records; importing them would take seconds."""
    found = {"python": f"{platform.python_version()} ({platform.machine()})"}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = MISSING
    return found


def _devices() -> dict:
    import torch

    devices = [_cpu()]
    with warnings.catch_warnings(record=True) as caught:  # such as of a driver that is too old
        warnings.simplefilter("always")
        count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    for number in range(count):
        properties = torch.cuda.get_device_properties(number)
        devices.append(
            {
                "name": f"cuda:{number}",
                "title": properties.name,
                "memory": f"{properties.total_memory / 1e9:.1f} GB",
                "compute capability": f"{properties.major}.{properties.minor}",
            }
        )
    if torch.backends.mps.is_available():
        devices.append({"name": "mps", "title": "Apple graphics"})
    return {
        "cuda": torch.version.cuda or "",
        "devices": devices,
        "notes": [str(warning.message).strip() for warning in caught],
    }


def _cpu() -> dict[str, str]:
    import torch

    from sam_cffnet_qgis.engine.devices import cpu_flags

    present = cpu_flags()
    return {
        "name": "cpu",
        "threads": str(torch.get_num_threads()),
        "torch's code for": torch.backends.cpu.get_cpu_capability(),
        "flags": ", ".join(flag for flag in CPU_FLAGS if flag in present) or "unknown",
    }
