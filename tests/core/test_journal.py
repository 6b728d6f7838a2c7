"""Tiles that survive a stop, and what is left of damaged ones."""

import os
import time

import numpy as np
import pytest
from builders import Recorder

from sam_cffnet_qgis.core import journal as journal_module
from sam_cffnet_qgis.core.journal import (
    MAX_AGE_DAYS,
    TILES_NAME,
    Journal,
    TileShape,
    clear_old_journals,
)

SHAPE = TileShape(1, 4)
FACTS = {"raster": "a.tif"}


def tile(number):
    return np.full((1, 4, 4), number, np.float32)


def opened(parent, facts=None, feedback=None):
    return Journal(parent, facts or FACTS, SHAPE, feedback or Recorder())


@pytest.fixture
def kept(tmp_path):
    """A folder of journals with one of three tiles."""
    with opened(tmp_path) as journal:
        for number in range(3):
            journal.add(0, number, tile(number))
    return tmp_path


def tiles_file(parent):
    (path,) = parent.glob(f"*/{TILES_NAME}")
    return path


def test_tiles_are_found_again(kept):
    recorder = Recorder()
    with opened(kept, feedback=recorder) as journal:
        np.testing.assert_array_equal(journal.get(0, 2), tile(2))
        assert journal.get(1, 0) is None
    assert recorder.messages[0].startswith("3 tiles were computed before")


def test_other_facts_have_another_journal(kept):
    with opened(kept, {"raster": "b.tif"}) as journal:
        assert len(journal) == 0


@pytest.mark.parametrize("cut", [1, SHAPE.record_bytes - 1, SHAPE.record_bytes])
def test_half_a_record_is_cut_off_and_written_anew(kept, cut):
    path = tiles_file(kept)
    os.truncate(path, path.stat().st_size - cut)
    with opened(kept) as journal:
        assert len(journal) == 2
        journal.add(0, 2, tile(5))
    with opened(kept) as journal:
        np.testing.assert_array_equal(journal.get(0, 2), tile(5))


@pytest.mark.parametrize("place", [0, 4, 8, 12, 40])
def test_what_follows_a_damaged_record_is_cut_off(kept, place):
    path = tiles_file(kept)
    content = bytearray(path.read_bytes())
    content[SHAPE.record_bytes + place] ^= 1
    path.write_bytes(content)
    with opened(kept) as journal:
        assert [journal.get(0, n) is not None for n in range(3)] == [True, False, False]


def test_garbage_is_no_journal(kept):
    tiles_file(kept).write_bytes(os.urandom(5000))
    with opened(kept) as journal:
        assert len(journal) == 0


def test_a_journal_in_use_is_left_to_its_run(kept):
    recorder = Recorder()
    with opened(kept) as first, opened(kept, feedback=recorder) as second:
        second.add(0, 3, tile(3))
        second.remove()
        assert len(second) == 0
        assert "under way elsewhere" in recorder.messages[0]
        first.add(0, 3, tile(4))
    with opened(kept) as again:
        np.testing.assert_array_equal(again.get(0, 3), tile(4))


def test_removed_journal_leaves_nothing(kept):
    opened(kept).remove()
    assert list(kept.iterdir()) == []


def test_without_a_folder_nothing_is_kept():
    with opened(None) as journal:
        journal.add(0, 0, tile(0))
        assert journal.get(0, 0) is None
        journal.remove()


def test_a_folder_that_cannot_be_made_costs_a_warning_not_the_run(tmp_path):
    (tmp_path / "file").touch()
    recorder = Recorder()
    with opened(tmp_path / "file", feedback=recorder) as journal:
        journal.add(0, 0, tile(0))
    assert "not kept" in recorder.messages[0]


def test_a_nearly_full_disk_ends_the_keeping_not_the_run(kept, monkeypatch):
    monkeypatch.setattr(journal_module, "SPARED_BYTES", 1e18)
    monkeypatch.setattr(journal_module, "SYNC_SECONDS", 0)
    recorder = Recorder()
    with opened(kept, feedback=recorder) as journal:
        journal.add(0, 3, tile(3))
        journal.add(0, 4, tile(4))
        np.testing.assert_array_equal(journal.get(0, 1), tile(1))
    assert len(recorder.messages) == 2 and "nearly full" in recorder.messages[1]
    with opened(kept) as journal:
        assert len(journal) == 4


def test_old_journals_are_cleared(kept):
    old = time.time() - (MAX_AGE_DAYS + 1) * 86_400
    os.utime(tiles_file(kept), (old, old))
    clear_old_journals(kept, Recorder())
    assert list(kept.iterdir()) == []


def test_the_oldest_journals_beyond_the_size_are_cleared(kept, monkeypatch):
    monkeypatch.setattr(journal_module, "MAX_BYTES", 3.5 * SHAPE.record_bytes)
    early = time.time() - 100
    os.utime(tiles_file(kept), (early, early))
    with opened(kept, {"raster": "b.tif"}) as journal:
        journal.add(0, 0, tile(7))
    clear_old_journals(kept, Recorder())
    with opened(kept) as first, opened(kept, {"raster": "b.tif"}) as second:
        assert (len(first), len(second)) == (0, 1)


def test_a_journal_in_use_is_not_cleared(kept, monkeypatch):
    monkeypatch.setattr(journal_module, "MAX_BYTES", 0)
    with opened(kept):
        clear_old_journals(kept, Recorder())
        assert tiles_file(kept).exists()
