"""What is kept on disk: counted by kind, cleared but for what runs hold, and nothing else touched."""

import os
import subprocess
import sys
import time

import pytest
from builders import Recorder

from sam_cffnet_qgis.core import journal, kept_files, training_run
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import LOCK_NAME, FolderLock
from sam_cffnet_qgis.core.journal import Journal, TileShape
from sam_cffnet_qgis.core.kept_files import TITLES, clear, measure
from sam_cffnet_qgis.core.kept_items import NAMES, KeptPlaces
from sam_cffnet_qgis.core.paths import PACKAGE_DIR

RUN, OTHER_RUN = "0123456789abcdef", "fedcba9876543210"
JOURNAL, OTHER_JOURNAL = RUN * 2, OTHER_RUN * 2
CONVERTED = f"openvino-2026.4.1-{RUN}-256"
SAM = "sam_vit_b_01ec64.pth"


def put(path, count):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(count))


@pytest.fixture
def places(tmp_path):
    """Something of each kind, 1 byte to 80, beside files of the user."""
    put(tmp_path / "journal" / JOURNAL / "tiles.bin", 1)
    put(tmp_path / "journal" / OTHER_JOURNAL / "tiles.bin", 2)
    put(tmp_path / "training" / RUN / "cache" / "features.bin", 4)
    put(tmp_path / "rendered" / f"{JOURNAL}-1" / "block-0-0.tif", 8)
    put(tmp_path / "downloads" / SAM, 16)
    put(tmp_path / "downloads" / f"{SAM}.part.json", 4)
    put(tmp_path / "models" / "mine" / CONVERTED / "network.xml", 32)
    put(tmp_path / "box" / "lite" / CONVERTED / "network.xml", 48)
    for name in ("journal/diary", "training/a.tif", "rendered/art/a.png", "downloads/thesis.pdf"):
        put(tmp_path / name, 1000)
    put(tmp_path / "models" / "mine" / "mine.safetensors", 1000)
    put(tmp_path / "models" / "openvino-notes" / "notes.txt", 1000)
    names = ("journal", "training", "rendered", "downloads")
    return KeptPlaces(*(tmp_path / n for n in names), (tmp_path / "models", tmp_path / "box"))


def sizes(places):
    return {kept.name: (kept.count, kept.bytes) for kept in measure(places)}


def files_of_the_user(places):
    folder = places.journals.parent
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_each_kind_is_counted(places):
    assert sizes(places) == {
        "detections": (2, 3),
        "finetunings": (1, 4),
        "images": (1, 8),
        "downloads": (1, 20),
        "converted": (2, 80),
    }
    assert measure(places)[4].folders == places.models


def test_nothing_is_kept_where_there_are_no_folders(tmp_path):
    none = KeptPlaces(*(tmp_path / name for name in "abcd"), (tmp_path / "e",))
    assert {kept.bytes for kept in measure(none)} == {0}
    assert clear(none, TITLES, Recorder()).freed_bytes == 0
    assert not any(tmp_path.iterdir())


def test_clearing_leaves_the_files_of_the_user(places):
    cleared = clear(places, TITLES, Recorder())
    assert cleared.freed_bytes == 115
    assert cleared.in_use == cleared.refused == ()
    assert set(sizes(places).values()) == {(0, 0)}
    assert files_of_the_user(places) == 6000


@pytest.mark.parametrize("name", TITLES)
def test_one_kind_is_cleared_and_the_others_stay(places, name):
    before = sizes(places)
    assert clear(places, [name], Recorder()).freed_bytes == before[name][1]
    assert sizes(places) == {**before, name: (0, 0)}


def test_the_journal_of_a_live_run_stays(places):
    recorder = Recorder()
    with Journal(places.journals, {"raster": "a.tif"}, TileShape(1, 4), recorder):
        (held,) = clear(places, ["detections"], recorder).in_use
        assert (held / "tiles.bin").is_file()
    assert recorder.messages == [f"{held} is in use by a run and is kept."]
    assert sizes(places)["detections"] == (1, (held / "run.json").stat().st_size)
    assert clear(places, ["detections"], recorder).in_use == ()


def test_what_another_process_holds_stays_until_it_ends(places):
    code = (
        "import sys; from pathlib import Path\n"
        "from sam_cffnet_qgis.core.folder_lock import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1])); print(lock.take(), flush=True); input()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_DIR.parent)}
    arguments = [sys.executable, "-c", code, str(places.runs / RUN)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": environment}
    with subprocess.Popen(arguments, **pipes) as holder:
        assert holder.stdout.readline().strip() == b"True"
        assert clear(places, ["finetunings"], Recorder()).in_use == (places.runs / RUN,)
        assert sizes(places)["finetunings"] == (1, 4)
        holder.stdin.close()
    assert clear(places, ["finetunings"], Recorder()).freed_bytes == 4


def test_weights_that_are_being_downloaded_stay(places):
    lock = FolderLock(places.downloads)
    assert lock.take()
    assert clear(places, ["downloads"], Recorder()).in_use == (places.downloads / SAM,)
    lock.release()
    assert clear(places, ["downloads"], Recorder()).freed_bytes == 20


def test_a_model_that_is_being_converted_stays_until_its_run_must_be_dead(places):
    part = places.models[0] / "mine" / f"{CONVERTED}.a1b2c3d4"
    put(part / "network.bin", 5)
    assert clear(places, ["converted"], Recorder()).in_use == (part,)
    assert sizes(places)["converted"] == (1, 5)
    long_ago = time.time() - kept_files.CONVERSION_SECONDS - 1
    os.utime(part, (long_ago, long_ago))
    assert clear(places, ["converted"], Recorder()).freed_bytes == 5


def test_links_are_neither_followed_nor_removed(places, tmp_path):
    outside = tmp_path / "outside"
    put(outside / "tiles.bin", 7)
    linked = places.journals / ("ab" * 16)
    linked.symlink_to(outside)
    (places.journals / JOURNAL / "link").symlink_to(outside)
    (places.models[0] / "linked").symlink_to(places.models[1] / "lite")
    before = sizes(places)
    assert before["detections"] == (2, 3) and before["converted"] == (2, 80)
    clear(places, ["detections", "converted"], Recorder())
    assert (outside / "tiles.bin").stat().st_size == 7
    assert linked.is_symlink()


def test_a_folder_that_is_a_link_is_left_alone(places, tmp_path):
    places.runs.rename(tmp_path / "elsewhere")
    places.runs.symlink_to(tmp_path / "elsewhere")
    assert clear(places, ["finetunings"], Recorder()).freed_bytes == 0
    assert (tmp_path / "elsewhere" / RUN).is_dir()


def test_what_the_system_refuses_is_told(places):
    put(places.journals / f"{JOURNAL}.removed", 3)  # a file, so no folder can get its name
    recorder = Recorder()
    cleared = clear(places, ["detections"], recorder)
    assert cleared.refused == (places.journals / JOURNAL,) and cleared.freed_bytes == 2
    assert recorder.messages == [f"{places.journals / JOURNAL} cannot be removed: Not a directory."]


def test_what_a_killed_clearing_left_is_cleared_with_the_rest(places):
    put(places.journals / f"{JOURNAL}.removed" / "tiles.bin", 9)
    assert clear(places, ["detections"], Recorder()).freed_bytes == 12
    assert sizes(places)["detections"] == (0, 0)


def test_cancelling_stops_between_two_items(places):
    class Once(Feedback):
        asked = 0

        def is_cancelled(self):
            self.asked += 1
            return self.asked > 1

    assert clear(places, ["detections"], Once()).freed_bytes == 1
    assert sizes(places)["detections"] == (1, 2)


def test_names_are_those_that_runs_give():
    assert NAMES["detections"].fullmatch("0" * journal.KEY_DIGITS)
    assert NAMES["finetunings"].fullmatch("0" * training_run.KEY_DIGITS)


def test_names_are_those_that_the_engine_gives():
    pytest.importorskip("openvino")
    from sam_cffnet_qgis.engine.backends.openvino_backend import cache_folder

    folder = cache_folder("/models/mine/mine.safetensors", "ab" * 32, 256)
    assert NAMES["converted"].fullmatch(folder.name)["part"] is None
    assert NAMES["converted"].fullmatch(f"{folder.name}.a_b1c2d3")["part"] == ".a_b1c2d3"


def test_the_lock_of_downloads_is_left_for_those_who_wait(places):
    clear(places, ["downloads"], Recorder())
    assert (places.downloads / LOCK_NAME).exists()
