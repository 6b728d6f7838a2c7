"""Write the lists of pinned packages: `make pinned-packages` (needs uv and the package index).

uv resolves packages.in for each platform and adds the SHA-256 of every wheel. The facts on top are
read by the installer. Sizes of platforms on which nothing was installed yet are sums of the wheels'
sizes, unpacked about threefold.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NOT_YET = "not tried yet on such a computer"
PLATFORMS = {
    "linux-x86_64": (
        "x86_64-manylinux_2_28",
        {
            "devices": "cpu cuda",
            "disk": "6000 MB",
            "download": "3100 MB",
            "installed": "Debian 12, Python 3.11, on the processor",
            "driver": "580",
            "capability": "7.5",
        },
    ),
    "linux-aarch64": (
        "aarch64-manylinux_2_35",
        {
            "devices": "cpu cuda",
            "disk": "6100 MB",
            "download": "3100 MB",
            "installed": NOT_YET,
            "driver": "580",
            "capability": "7.5",
        },
    ),
    "windows-x86_64": (
        "x86_64-pc-windows-msvc",
        {"devices": "cpu", "disk": "1300 MB", "download": "370 MB", "installed": NOT_YET},
    ),
    "macos-arm64": (
        "aarch64-apple-darwin",
        {"devices": "cpu mps", "disk": "1100 MB", "download": "270 MB", "installed": NOT_YET},
    ),
}


def write_list(name: str, target: str, facts: dict[str, str]) -> None:
    """Resolve one platform."""
    path = FOLDER / f"{name}.txt"
    command = ["uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-header"]
    command += ["--no-annotate", "--only-binary", ":all:", "--python-version", "3.11"]
    command += ["--python-platform", target, str(FOLDER / "packages.in")]
    # The oldest macOS of PyTorch's wheels.
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0"}
    result = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    header = "".join(f"# {key}: {value}\n" for key, value in facts.items())
    path.write_text(header + result.stdout, encoding="utf-8")
    print(path.name, result.stdout.count("=="), "packages")


def main() -> None:
    """Write all lists."""
    for name, (target, facts) in PLATFORMS.items():
        write_list(name, target, facts)


if __name__ == "__main__":
    main()
