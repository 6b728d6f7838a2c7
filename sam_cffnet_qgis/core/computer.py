"""What computer this is: system, processor and memory, asked without any library."""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess  # nosec B404
from pathlib import Path

ASK_SECONDS = 5
SYSCTL = "/usr/sbin/sysctl"


def system_name() -> str:
    """The operating system with its version, such as ``Debian GNU/Linux 12, Linux 6.1 x86_64``."""
    kernel = f"{platform.system()} {platform.release()} {platform.machine()}"
    if platform.system() == "Windows":
        return f"{kernel} ({platform.version()})"
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}, {kernel}"
    name = _named_values("/etc/os-release", "=").get("PRETTY_NAME", "").strip('"')
    return f"{name}, {kernel}" if name else kernel


def processor_name() -> str:
    """The processor as its maker calls it."""
    name = _named_values("/proc/cpuinfo", ":").get("model name", "")
    if platform.system() == "Darwin":
        name = _sysctl("machdep.cpu.brand_string")
    return name or platform.processor() or platform.machine() or "unknown"


def cores() -> tuple[int, int]:
    """Logical cores of the computer, and those that this process may use."""
    count = os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else count
    return count, usable


def memory_bytes() -> tuple[int | None, int | None]:
    """Memory in all and what is free for programs; None where the system does not say."""
    if platform.system() == "Windows":
        return _windows_memory()
    if platform.system() == "Darwin":
        total = _sysctl("hw.memsize")
        return (int(total) if total.isdigit() else None), None
    lines = _named_values("/proc/meminfo", ":")
    total, free = (_kilobytes(lines.get(name, "")) for name in ("MemTotal", "MemAvailable"))
    return total, free


def _kilobytes(text: str) -> int | None:
    """Bytes of a text such as ``16317428 kB``."""
    words = text.split()
    return int(words[0]) * 1024 if words and words[0].isdigit() else None


def _named_values(path: str, separator: str) -> dict[str, str]:
    """Names and values of a text file, one pair a line; the first of a name counts."""
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    values: dict[str, str] = {}
    for line in text.splitlines():
        name, _, value = line.partition(separator)
        values.setdefault(name.strip(), value.strip())
    return values


def _sysctl(name: str) -> str:
    """A fact of macOS's kernel, empty if it does not tell."""
    try:
        result = subprocess.run(  # nosec B603 - the absolute path of a program of the system
            [SYSCTL, "-n", name],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of Windows."""

    _fields_ = [
        ("length", ctypes.c_uint32),
        ("load_percent", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("free", ctypes.c_uint64),
        ("total_page_file", ctypes.c_uint64),
        ("free_page_file", ctypes.c_uint64),
        ("total_virtual", ctypes.c_uint64),
        ("free_virtual", ctypes.c_uint64),
        ("free_extended_virtual", ctypes.c_uint64),
    ]


def _windows_memory() -> tuple[int | None, int | None]:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    if not ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(ctypes.byref(status)):
        return None, None
    return status.total, status.free
