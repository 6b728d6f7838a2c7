"""Which device and precision a run uses."""

from __future__ import annotations

import os
import platform

import torch

from sam_cffnet_qgis.core.errors import EngineMemoryError, ParameterError

PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
CPU_BF16_FLAGS = ("amx_bf16", "avx512_bf16")
AMD = "AuthenticAMD"


def choose_device(name: str) -> torch.device:
    """Device for ``auto``, ``cpu``, ``cuda``, ``cuda:0`` or ``mps``.

    Raises:
        ParameterError: if this computer has no such device.
    """
    cuda_count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    has_mps = torch.backends.mps.is_available()
    if name == "auto":
        name = "cuda:0" if cuda_count else "mps" if has_mps else "cpu"
    available = ["cpu", *(f"cuda:{n}" for n in range(cuda_count)), *(["mps"] if has_mps else [])]
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in available:
        raise ParameterError(
            "The device '{device}' is not available; this computer has {available}. Choose one of "
            "these, or 'auto'.",
            device=name,
            available=", ".join(available),
        )
    return torch.device(wanted)


def device_title(device: torch.device) -> str:
    """Device with the name of its processor."""
    if device.type == "cuda":
        return f"{device} ({torch.cuda.get_device_name(device)})"
    return f"{device} ({torch.get_num_threads()} threads)" if device.type == "cpu" else str(device)


def choose_precision(name: str, device: torch.device) -> str:
    """Precision for ``auto``, ``fp32``, ``bf16`` or ``fp16`` on a device.

    Automatic is bf16 where the hardware computes it (CUDA from Ampere on, CPUs with AMX or
    AVX-512 BF16), fp16 on older CUDA devices, else fp32.

    Raises:
        ParameterError: if the device cannot compute in it.
    """
    if name == "auto":
        if device.type == "cuda":
            return "bf16" if torch.cuda.get_device_capability(device)[0] >= 8 else "fp16"
        return "bf16" if device.type == "cpu" and cpu_has_bf16() else "fp32"
    if name == "fp16" and device.type == "cpu":
        raise ParameterError(
            "The precision 'fp16' needs a graphics card, but the device is 'cpu'. "
            "Choose 'auto', 'fp32' or 'bf16'."
        )
    return name


def cpu_has_bf16() -> bool:
    """Whether this CPU computes bf16 in hardware; elsewhere it would be slower than fp32."""
    present = cpu_flags()
    return any(flag in present for flag in CPU_BF16_FLAGS)


def cpu_flags() -> set[str]:
    """What this CPU can do, in Linux's words; empty on other systems."""
    if platform.system() != "Linux":
        return set()
    return set(_cpu_line("flags").split())


def is_amd_with_avx512() -> bool:
    """Whether this is a processor of AMD that computes, and may compute, with AVX-512."""
    return AMD in cpu_vendor() and torch.backends.cpu.get_cpu_capability() == "AVX512"


def cpu_vendor() -> str:
    """Text that names the maker of this CPU, empty where it is unknown."""
    if platform.system() != "Linux":
        return os.environ.get("PROCESSOR_IDENTIFIER", "")  # set by Windows
    return _cpu_line("vendor_id")


def _cpu_line(name: str) -> str:
    """What Linux says of the first CPU under a name, empty if nothing."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as stream:
        return next((line for line in stream if line.startswith(name)), "")


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """Context in which a forward computes in a precision."""
    kind = PRECISIONS[precision]
    return torch.autocast(device.type, kind, enabled=precision != "fp32")


def memory_error() -> EngineMemoryError:
    """The error where a model does not fit into the computer's memory."""
    return EngineMemoryError(
        "This computer has too little free memory for this model. Close other programs or choose a "
        "smaller model."
    )


def is_lack_of_memory(error: Exception) -> bool:
    """PyTorch's allocator for CUDA has an error class; others, and CUDA's libraries, have words."""
    words = (
        *("out of memory", "ALLOC_FAILED"),  # MPS, CUDA's driver; cuBLAS and cuDNN
        *("can't allocate memory", "bad_alloc", "bad allocation"),
    )
    kinds = (torch.OutOfMemoryError, MemoryError)
    return isinstance(error, kinds) or any(word in str(error) for word in words)
