"""Facts of the computer, on each system as far as this one can tell."""

import ctypes

import pytest

from sam_cffnet_qgis.core import computer


def test_this_computer_has_a_name_cores_and_memory():
    assert computer.system_name() and computer.processor_name()
    count, usable = computer.cores()
    assert 1 <= usable <= count
    total, free = computer.memory_bytes()
    assert 100e6 < total < 1e14 and 0 < free <= total


def test_memory_is_unknown_where_linux_does_not_tell(monkeypatch):
    monkeypatch.setattr(computer, "_named_values", lambda path, separator: {"MemTotal": "many kB"})
    assert computer.memory_bytes() == (None, None)


def test_macos_is_asked_by_its_own_program(tmp_path, monkeypatch):
    program = tmp_path / "sysctl"
    program.write_text('#!/bin/sh\ntest "$2" = hw.memsize && echo 17179869184 || echo "Apple M9"\n')
    program.chmod(0o755)
    monkeypatch.setattr(computer, "SYSCTL", str(program))
    monkeypatch.setattr(computer.platform, "system", lambda: "Darwin")
    assert computer.memory_bytes() == (16 * 2**30, None)
    assert computer.processor_name() == "Apple M9"
    monkeypatch.setattr(computer, "SYSCTL", "/no/such/program")
    assert computer.memory_bytes() == (None, None)


def test_windows_fills_its_structure(monkeypatch):
    class Kernel:
        def GlobalMemoryStatusEx(self, reference):  # noqa: N802
            status = reference._obj
            assert status.length == 64  # as Windows wants it
            status.total, status.free = 8 * 2**30, 3 * 2**30
            return 1

    monkeypatch.setattr(ctypes, "WinDLL", lambda name: Kernel(), raising=False)
    monkeypatch.setattr(computer.platform, "system", lambda: "Windows")
    assert computer.memory_bytes() == (8 * 2**30, 3 * 2**30)


@pytest.mark.parametrize(("text", "expected"), [("12 kB", 12288), ("", None), ("x kB", None)])
def test_kilobytes(text, expected):
    assert computer._kilobytes(text) == expected
