"""Errors that are kept for the diagnostics."""

import json
from pathlib import Path

import pytest

from sam_cffnet_qgis.core.errors import RasterReadError
from sam_cffnet_qgis.core.last_errors import FILE_NAME, KEPT, read_errors, record_error


def caught(function):
    try:
        function()
    except Exception as error:
        return error
    pytest.fail("no error")


def test_an_error_is_kept_as_it_was_told_with_short_paths(tmp_path):
    error = RasterReadError(
        "{path} has {share:.1f} % of pixels.",
        path=Path("/data/my client/site 3/a b.tif"),
        share=2.5,
    )
    record_error(tmp_path / "new", "detectlandslides", error, expected=True)
    (kept,) = read_errors(tmp_path / "new")
    assert (kept.algorithm, kept.kind) == ("detectlandslides", "RasterReadError")
    assert kept.text == "…/site 3/a b.tif has 2.5 % of pixels."
    assert kept.time.endswith("+00:00")


def test_an_unexpected_error_is_kept_with_its_innermost_frames(tmp_path):
    def deep(level):
        return deep(level - 1) if level else 1 / 0

    record_error(tmp_path, "", caught(lambda: deep(20)), expected=False)
    (kept,) = read_errors(tmp_path)
    assert kept.text.endswith("ZeroDivisionError: division by zero")
    assert "repeated 5 more times" in kept.text  # three are printed
    assert "/core/test_last_errors.py" in kept.text
    assert str(Path(__file__).parent) not in kept.text


def test_the_last_twenty_remain(tmp_path):
    for number in range(KEPT + 5):
        record_error(tmp_path, "x", RasterReadError(f"number {number}"), expected=True)
    texts = [error.text for error in read_errors(tmp_path)]
    assert texts == [f"number {number}" for number in range(5, KEPT + 5)]
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_long_text_is_bounded(tmp_path):
    record_error(tmp_path, "x", RasterReadError("y" * 100_000), expected=True)
    assert (tmp_path / FILE_NAME).stat().st_size < 5000


def test_damaged_lines_are_passed_over(tmp_path):
    good = {"time": "t", "algorithm": "a", "kind": "k", "text": "x"}
    lines = ["{", "[1]", "{}", json.dumps(good), "\udcff", "3"]
    (tmp_path / FILE_NAME).write_bytes("\n".join(lines).encode(errors="surrogateescape"))
    assert [error.text for error in read_errors(tmp_path)] == ["x"]
    record_error(tmp_path, "b", RasterReadError("y"), expected=True)
    assert [error.text for error in read_errors(tmp_path)] == ["x", "y"]


def test_where_nothing_can_be_written_the_run_goes_on(tmp_path):
    (tmp_path / "file").touch()
    record_error(tmp_path / "file", "x", RasterReadError("y"), expected=True)
    assert read_errors(tmp_path / "file") == []
