"""Outputs appear whole or not at all."""

import sqlite3
from pathlib import Path

import pytest

from sam_cffnet_qgis.core.errors import OutputError
from sam_cffnet_qgis.core.folder_lock import LOCK_NAME
from sam_cffnet_qgis.core.outputs import (
    WORK_PREFIX,
    check_destination,
    check_folder,
    move_into_place,
    tidy_folders,
    unfinished_folder,
    write_error,
)


def test_check_destination_refuses_an_input_by_another_name(tmp_path):
    (tmp_path / "a.tif").touch()
    (tmp_path / "link.tif").symlink_to(tmp_path / "a.tif")
    with pytest.raises(OutputError, match="link.tif is the input itself"):
        check_destination(tmp_path / "link.tif", ["/none.tif", str(tmp_path / "a.tif")])


def test_check_destination_refuses_a_locked_geopackage(tmp_path):
    other = sqlite3.connect(tmp_path / "a.gpkg", isolation_level=None)
    other.execute("CREATE TABLE t (id)")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OutputError, match="open elsewhere and locked"):
        check_destination(tmp_path / "a.gpkg", [])
    other.close()
    check_destination(tmp_path / "a.gpkg", [])


def test_check_destination_takes_a_file_that_is_no_database(tmp_path):
    (tmp_path / "a.gpkg").write_text("something else")
    check_destination(tmp_path / "a.gpkg", [])
    assert (tmp_path / "a.gpkg").read_text() == "something else"


@pytest.mark.parametrize("name", ["a" * 300 + ".gpkg", "file/a.gpkg"])
def test_check_destination_names_what_cannot_be_written(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="Choose another folder"):
        check_destination(tmp_path / name, [])


def test_tidy_folders_removes_only_new_and_empty_ones(tmp_path):
    (tmp_path / "old").mkdir()
    paths = [tmp_path / "old" / "a.tif", tmp_path / "new" / "x" / "b.tif", tmp_path / "kept/c.tif"]
    with tidy_folders(paths):
        for path in paths:
            check_destination(path, [])
        paths[2].touch()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "old"]


def test_unfinished_folder_goes_with_its_run(tmp_path):
    with unfinished_folder(tmp_path) as folder:
        (folder / "a.tif").touch()
        assert folder.name.startswith(WORK_PREFIX)
    assert list(tmp_path.iterdir()) == []


def test_unfinished_folder_removes_those_of_dead_runs_alone(tmp_path):
    dead, unlocked = (tmp_path / f"{WORK_PREFIX}{name}" for name in ("dead", "being-made"))
    for folder in (dead, unlocked):
        folder.mkdir()
    (dead / LOCK_NAME).touch()
    with unfinished_folder(tmp_path) as living, unfinished_folder(tmp_path) as other:
        assert set(tmp_path.iterdir()) == {unlocked, living, other}


def test_move_into_place_replaces_and_clears_sidecars(tmp_path):
    (tmp_path / "new").write_text("new")
    for name in ("a.gpkg", "a.gpkg-wal"):
        (tmp_path / name).write_text("old")
    move_into_place(tmp_path / "new", tmp_path / "a.gpkg")
    assert [path.name for path in tmp_path.iterdir()] == ["a.gpkg"]
    assert (tmp_path / "a.gpkg").read_text() == "new"


def test_write_error_names_the_users_folder_and_no_sql():
    path = Path("/data/.sam_cffnet-x1/layer/a.gpkg")
    message = str(write_error(path, "INSERT failed: database or disk is full"))
    assert message.startswith("Cannot write to /data: no space left on the disk. ")
    message = str(write_error(path, "sqlite3_exec(INSERT INTO a) failed: no such table: a"))
    assert message.startswith("Cannot write to /data: the file could not be completed. If the disk")


def test_a_folder_that_can_hold_files_is_right_and_stays_empty(tmp_path):
    check_folder(tmp_path)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("folder", "words"),
    [("models", "'models' is not a full path"), ("/no/such", "There is no folder /no/such")],
)
def test_a_folder_that_cannot_hold_files_is_named(folder, words):
    with pytest.raises(OutputError, match=words):
        check_folder(Path(folder))
