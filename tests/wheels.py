"""Tiny wheels, and kits of them, for tests of the installer."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zipfile

from sam_cffnet_qgis.core.pinned_packages import Package, PinnedPackages


def make_wheel(folder, name, version="1.0"):
    """A wheel of one module; returns the package with its hash."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = {
        f"{module}.py": f"VALUE = '{name} {version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
        lines.append(f"{path},sha256={digest.rstrip('=')},{len(text)}")
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,"]) + "\n"
    wheel = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return Package(name, version, (hashlib.sha256(wheel.read_bytes()).hexdigest(),))


def pins(packages):
    """Packages as the list of a platform called tiny."""
    digest = hashlib.sha256(repr(packages).encode()).hexdigest()
    return PinnedPackages("tiny", ("cpu",), 1, 1, "here", None, None, tuple(packages), digest)


def write_card(folder, pinned):
    """Make a whole kit of a folder of wheels."""
    facts = {"packages": pinned.digest, "platform": "tiny"}
    facts["python"] = f"{sys.version_info[0]}.{sys.version_info[1]}"
    (folder / "kit.json").write_text(json.dumps(facts))
