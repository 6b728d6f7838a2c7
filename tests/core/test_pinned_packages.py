"""The lists of pinned packages, and which graphics cards their PyTorch computes on."""

import os
import platform

import pytest

from sam_cffnet_qgis.core import graphics_card
from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.graphics_card import (
    GraphicsCard,
    find_graphics_card,
    read_answer,
    tell_device,
)
from sam_cffnet_qgis.core.paths import ENGINE_PACKAGES_DIR
from sam_cffnet_qgis.core.pinned_packages import (
    LISTS,
    packages_of_this_computer,
    read_pinned_packages,
)

BANNED = {"gdal", "pyproj", "rasterio", "fiona", "pyqt5", "pyqt6", "pyside6"}


class Told(Feedback):
    def __init__(self):
        self.messages = []

    def info(self, template, **values):
        self.messages.append(template.format(**values))

    warn = info


@pytest.mark.parametrize("name", LISTS.values())
def test_list_pins_what_the_engine_needs_by_hash_and_nothing_of_qgis(name):
    pinned = read_pinned_packages(ENGINE_PACKAGES_DIR / f"{name}.txt")
    names = {package.name for package in pinned.packages}
    assert {"torch", "torchvision", "segment-anything", "timm", "safetensors", "numpy"} <= names
    assert all(package.hashes for package in pinned.packages)
    assert not names & BANNED
    assert pinned.devices[0] == "cpu" and pinned.disk_mb > pinned.download_mb > 0
    assert tuple(int(part) for part in pinned.version("torch").split(".")[:2]) >= (2, 6)


def test_all_lists_pin_the_same_versions():
    lists = [read_pinned_packages(ENGINE_PACKAGES_DIR / f"{name}.txt") for name in LISTS.values()]
    for name in ("torch", "torchvision", "timm", "safetensors", "openvino"):
        assert len({pinned.version(name) for pinned in lists}) == 1


@pytest.mark.parametrize("text", ["", "# devices: cpu\n", "torch==2\n", "torch>=2\n", "\x00"])
def test_a_damaged_list_is_told(tmp_path, text):
    (tmp_path / "list.txt").write_text(text)
    with pytest.raises(InstallError, match="missing or damaged"):
        read_pinned_packages(tmp_path / "list.txt")


def test_a_computer_without_pytorch_is_told(monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    with pytest.raises(InstallError, match="not published for macOS on x86_64"):
        packages_of_this_computer()


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("NVIDIA RTX A2000, 580.65.06, 8.6\n", GraphicsCard("NVIDIA RTX A2000", 580.65, 8.6)),
        (
            "Tesla T4, 535.183, 7.5\nTesla T4, 535.183, 7.5\n",
            GraphicsCard("Tesla T4", 535.183, 7.5),
        ),
        ("No devices were found\n", None),
        ("NVIDIA-SMI has failed, because, it could not\n", None),
        ("", None),
    ],
)
def test_answer_of_the_driver(text, card):
    assert read_answer(text) == card


def test_the_driver_is_asked(tmp_path, monkeypatch):
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 'NVIDIA L4, 550.54.15, 8.9'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert find_graphics_card() == GraphicsCard("NVIDIA L4", 550.54, 8.9)


@pytest.mark.parametrize(
    ("platform_name", "card", "told"),
    [
        ("linux-x86_64", GraphicsCard("L4", 590.1, 8.9), "Graphics card: L4"),
        ("linux-x86_64", GraphicsCard("L4", 535.1, 8.9), "needs 580.0 or newer. Update the driver"),
        ("linux-x86_64", GraphicsCard("P4", 590.1, 6.1), "needs 7.5 or higher. For older cards"),
        ("windows-x86_64", GraphicsCard("L4", 590.1, 8.9), "give TORCH_INDEX"),
        ("linux-x86_64", None, "will compute on the processor"),
    ],
)
def test_what_the_engine_will_compute_on(monkeypatch, platform_name, card, told):
    monkeypatch.setattr(graphics_card, "find_graphics_card", lambda: card)
    pinned = read_pinned_packages(ENGINE_PACKAGES_DIR / f"{platform_name}.txt")
    feedback = Told()
    tell_device("auto", pinned, "", feedback)
    assert told in feedback.messages[0]
    assert f"{pinned.download_mb} MB will be downloaded" in feedback.messages[1]


def test_a_device_that_cannot_be_is_refused_before_the_start(monkeypatch):
    monkeypatch.setattr(graphics_card, "find_graphics_card", lambda: None)
    pinned = read_pinned_packages(ENGINE_PACKAGES_DIR / "linux-x86_64.txt")
    with pytest.raises(InstallError, match="No NVIDIA graphics card"):
        tell_device("cuda", pinned, "", Feedback())
    with pytest.raises(InstallError, match="Apple"):
        tell_device("mps", pinned, "", Feedback())
