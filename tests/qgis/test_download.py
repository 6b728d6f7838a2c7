"""Downloads of known weights from a server that stalls, cuts off, lies, redirects and errs."""

import errno
import hashlib
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QThread
from web_server import (
    WebServer,
    answers,
    cuts_after,
    ignores_ranges,
    redirects,
    sends,
    stalls_after,
    stalls_at_once,
    trickles,
)

from sam_cffnet_qgis.core.errors import Cancelled, DownloadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.core.known_weights import KnownWeights
from sam_cffnet_qgis.processing.download import Patience, fetch_weights

SIZE = 300_000
CONTENT = random.Random(1).randbytes(SIZE)
NAME = "sam.pth"
FIRST, SECOND = "/first/sam.pth", "/second/sam.pth"
QUICK = Patience(stall_seconds=0.4, tries=3, pause_seconds=0.01)


class Told(Feedback):
    """Keeps what it is told; cancels when asked to by a test."""

    def __init__(self, cancel_at=2.0):
        self.lines = []
        self.fraction = 0.0
        self._cancel_at = cancel_at

    def set_progress(self, fraction):
        self.fraction = fraction

    def info(self, template, **values):
        self.lines.append(self.say(template, **values))

    warn = info

    def is_cancelled(self):
        return self.fraction >= self._cancel_at


@pytest.fixture
def server():
    made = WebServer(CONTENT)
    yield made
    made.close()


@pytest.fixture
def weights(server):
    """A file that two sources offer."""
    sources = (server.address + FIRST, server.address + SECOND)
    return KnownWeights(
        "sam", NAME, SIZE, hashlib.sha256(CONTENT).hexdigest(), "Apache-2.0", sources
    )


@pytest.fixture
def fetch(weights, tmp_path):
    """Download into the test's folder; the file must be whole, and nothing else may be left."""

    def run(feedback=None, mirror="", patience=QUICK, **changes):
        folder = tmp_path / "downloads"
        path = fetch_weights(
            replace(weights, **changes), folder, mirror, feedback or Told(), patience
        )
        assert path == folder / NAME
        assert path.read_bytes() == CONTENT
        assert sorted(p.name for p in folder.iterdir()) == ["in-use", NAME]
        return path

    return run


@pytest.fixture
def part(tmp_path):
    return tmp_path / "downloads" / f"{NAME}.part"


def leave_part(part, content):
    part.parent.mkdir(parents=True)
    part.write_bytes(content)


def test_file_is_downloaded_from_the_first_source_with_one_request(fetch, server):
    told = Told()
    fetch(told)
    assert server.requests == [(FIRST, None, None)]
    assert told.fraction == 1


def test_a_second_call_uses_the_file_without_a_request(fetch, server):
    fetch()
    fetch()
    assert len(server.requests) == 1


def test_connection_that_is_cut_goes_on_at_the_byte_it_came_to(fetch, server):
    server.script[FIRST] = [cuts_after(100_000), cuts_after(50_000)]
    fetch()
    assert server.requests == [
        (FIRST, None, None),
        (FIRST, "bytes=100000-", '"one"'),
        (FIRST, "bytes=150000-", '"one"'),
    ]


def test_progress_gives_new_tries(fetch, server):
    server.script[FIRST] = [cuts_after(30_000)] * 9
    fetch()
    assert server.ranges(FIRST)[-1] == "bytes=270000-"
    assert server.ranges(SECOND) == []


def test_source_that_brings_nothing_new_is_left_after_the_tries(fetch, server):
    server.script[FIRST] = [cuts_after(0)] * 99
    fetch()
    assert len(server.ranges(FIRST)) == QUICK.tries
    assert server.ranges(SECOND) == [None]


def test_source_that_goes_round_in_a_circle_is_left(fetch, server):
    server.script[FIRST] = [cuts_after(1000), answers(416)] * 50
    fetch()
    assert len(server.ranges(FIRST)) == QUICK.tries + 1


def test_next_source_goes_on_with_what_the_first_one_sent(fetch, server):
    server.script[FIRST] = [cuts_after(100_000), *[answers(503)] * 99]
    fetch()
    assert server.requests[-1] == (SECOND, "bytes=100000-", None)  # its version is not known there


def test_stalled_connection_goes_on_in_a_new_one(fetch, server):
    server.script[FIRST] = [stalls_after(100_000)]
    told = Told()
    fetch(told)
    assert server.ranges(FIRST) == [None, "bytes=100000-"]
    assert any("sent nothing for 0.4 s" in line for line in told.lines)


def test_server_that_never_answers_is_left(fetch, server):
    server.script[FIRST] = [stalls_at_once] * 99
    fetch(patience=replace(QUICK, tries=2))
    assert len(server.ranges(FIRST)) == 2
    assert server.ranges(SECOND) == [None]


def test_slow_server_is_not_taken_for_a_stalled_one(fetch, server):
    server.script[FIRST] = [trickles]
    fetch(patience=replace(QUICK, stall_seconds=0.5))  # the whole takes more than a second
    assert server.ranges(FIRST) == [None]


def test_whole_file_in_answer_to_a_range_begins_anew(fetch, server):
    server.script[FIRST] = [cuts_after(100_000), ignores_ranges]
    fetch()
    assert server.ranges(FIRST) == [None, "bytes=100000-"]


def test_file_that_changed_at_the_source_meanwhile_begins_anew(fetch, server, part):
    leave_part(part, b"x" * 1000)
    part.with_name(f"{NAME}.part.json").write_text(
        f'{{"source": "{server.address}{FIRST}", "validator": "\\"older\\""}}'
    )
    fetch()
    assert server.requests == [(FIRST, "bytes=1000-", '"older"')]


def test_weak_tag_is_not_sent_back(fetch, server):
    server.etag = 'W/"weak"'
    server.script[FIRST] = [cuts_after(1000)]
    fetch()
    assert server.requests[1] == (FIRST, "bytes=1000-", None)


def test_tag_is_kept_when_the_rest_comes_without_it(fetch, server):
    def sends_rest_without_tag(handler, server):
        handler.head(206, SIZE - 1000, Content_Range=f"bytes 1000-{SIZE - 1}/{SIZE}")
        handler.wfile.write(CONTENT[1000:5000])
        handler.close_connection = True

    server.script[FIRST] = [cuts_after(1000), sends_rest_without_tag]
    fetch()
    assert server.requests[2] == (FIRST, "bytes=5000-", '"one"')


def test_damaged_notes_of_a_part_do_no_harm(fetch, server, part):
    leave_part(part, CONTENT[:1000])
    part.with_name(f"{NAME}.part.json").write_text("[1")
    fetch()
    assert server.requests == [(FIRST, "bytes=1000-", None)]


def test_refused_range_begins_anew(fetch, server, part):
    leave_part(part, CONTENT[:1000])
    server.script[FIRST] = [answers(416)]
    fetch()
    assert server.ranges(FIRST) == ["bytes=1000-", None]


def test_another_range_than_was_asked_for_begins_anew(fetch, server, part):
    leave_part(part, CONTENT[:1000])
    server.script[FIRST] = [answers(206, CONTENT[500:], Content_Range="bytes 500-299999/300000")]
    fetch()
    assert server.ranges(FIRST) == ["bytes=1000-", None]


def test_part_longer_than_the_file_is_thrown_away(fetch, server, part):
    leave_part(part, CONTENT + b"x")
    fetch()
    assert server.ranges(FIRST) == [None]


def test_part_that_is_the_whole_file_needs_no_request(fetch, server, part):
    leave_part(part, CONTENT)
    fetch()
    assert server.requests == []


def test_part_of_another_file_begins_anew_once(fetch, server, part):
    leave_part(part, b"x" * 1000)
    fetch()
    assert server.ranges(FIRST) == ["bytes=1000-", None]


@pytest.mark.parametrize(
    ("length", "body"), [(SIZE + 1, CONTENT + b"x"), (SIZE - 1, CONTENT[:-1]), (7, b"<html/>")]
)
def test_wrong_length_is_refused_before_the_body(fetch, server, length, body):
    server.script[FIRST] = [sends(body, length)]
    told = Told()
    fetch(told)
    assert server.ranges(FIRST) == [None]
    assert any(f"offers {length} bytes instead of {SIZE}" in line for line in told.lines)


def test_body_without_length_that_is_too_long_is_stopped(fetch, server):
    server.script[FIRST] = [sends(CONTENT * 20)]
    told = Told()
    fetch(told)
    assert any("sends more than the 300000 bytes" in line for line in told.lines)
    assert server.ranges(SECOND) == [None]  # nothing of it was kept


def test_body_without_length_that_is_too_short_goes_on(fetch, server):
    server.script[FIRST] = [sends(CONTENT[:1000])]
    fetch()
    assert server.ranges(FIRST) == [None, "bytes=1000-"]


def test_body_shorter_than_its_length_goes_on(fetch, server):
    server.script[FIRST] = [sends(CONTENT[:1000], SIZE)]
    fetch()
    assert server.ranges(FIRST) == [None, "bytes=1000-"]


def test_web_page_of_any_length_is_refused(fetch, server):
    server.script[FIRST] = [answers(200, b" " * SIZE, Content_Type="text/html; charset=utf-8")]
    told = Told()
    fetch(told)
    assert any("answers with a web page" in line for line in told.lines)
    assert server.ranges(SECOND) == [None]


def test_wrong_bytes_are_thrown_away(fetch, server):
    server.script[FIRST] = [answers(200, bytes(SIZE))]
    told = Told()
    fetch(told)
    assert server.ranges(FIRST) == [None]
    assert server.ranges(SECOND) == [None]
    assert any("its SHA-256 is wrong" in line for line in told.lines)


def test_wrong_bytes_everywhere_leave_nothing_and_name_all_sources(weights, server, tmp_path):
    for path in (FIRST, SECOND):
        server.script[path] = [answers(200, bytes(SIZE))]
    with pytest.raises(DownloadError) as raised:
        fetch_weights(weights, tmp_path, "", Told(), QUICK)
    for text in (NAME, *weights.sources, "SHA-256", str(tmp_path), "MIRROR", "proxy"):
        assert text in str(raised.value)
    assert [p.name for p in tmp_path.iterdir()] == ["in-use"]


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (401, 1), (500, 3), (429, 3)])
def test_only_passing_refusals_are_asked_again(fetch, server, status, tries):
    server.script[FIRST] = [answers(status, b"sorry")] * 99
    told = Told()
    fetch(told)
    assert server.ranges(FIRST) == [None] * tries
    assert any(f"HTTP status {status}" in line for line in told.lines)


def test_server_that_is_not_there_is_left(fetch, server):
    gone = WebServer(b"")
    gone.close()
    fetch(sources=(gone.address + FIRST, server.address + SECOND))
    assert server.ranges(SECOND) == [None]


def test_redirects_are_followed_and_keep_the_range(fetch, server, part):
    leave_part(part, CONTENT[:1000])
    server.script[FIRST] = [redirects("/a/b")]
    server.script["/a/b"] = [redirects(f"{server.address}/c")]
    fetch()
    assert [name for name, *_ in server.requests] == [FIRST, "/a/b", "/c"]
    assert server.ranges("/c") == ["bytes=1000-"]


def test_endless_redirects_are_left(fetch, server):
    server.script[FIRST] = [redirects(FIRST)] * 99
    told = Told()
    fetch(told)
    assert len(server.ranges(FIRST)) == 11
    assert any("redirects more than 10 times" in line for line in told.lines)


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://127.0.0.1/sam.pth", "http://example.org/sam.pth"]
)
def test_unsafe_redirects_are_refused(fetch, server, target):
    server.script[FIRST] = [redirects(target)]
    told = Told()
    fetch(told)
    assert server.ranges(SECOND) == [None]
    assert any(f"redirects to {target}, which is not safe" in line for line in told.lines)


def test_mirror_is_asked_first(fetch, server):
    fetch(mirror=f"{server.address}/mirror/")
    assert server.requests == [("/mirror/sam.pth", None, None)]


def test_sources_are_asked_when_the_mirror_has_it_not(fetch, server):
    server.script["/mirror/sam.pth"] = [answers(404)]
    fetch(mirror=f"{server.address}/mirror")
    assert [name for name, *_ in server.requests] == ["/mirror/sam.pth", FIRST]


def test_password_of_a_mirror_is_not_told(fetch, server):
    told = Told()
    fetch(told, mirror=server.address.replace("//", "//anna:secret@"))
    assert any("anna@" in line for line in told.lines)
    assert not any("secret" in line for line in told.lines)


def test_cancel_keeps_the_part_and_the_next_call_goes_on(fetch, server, part):
    server.script[FIRST] = [stalls_after(200_000)]
    with pytest.raises(Cancelled):
        fetch(Told(cancel_at=0.1))
    kept = part.stat().st_size
    assert 0 < kept <= 200_000
    assert part.read_bytes() == CONTENT[:kept]
    fetch()
    assert server.ranges(FIRST) == [None, f"bytes={kept}-"]


class CancelledAfter(Told):
    """Cancels some time after it was made."""

    def __init__(self, seconds):
        super().__init__()
        self.when = time.monotonic() + seconds

    def is_cancelled(self):
        return time.monotonic() > self.when


def cancelled_within(feedback, run):
    """Seconds between the wish to stop and the stop."""
    with pytest.raises(Cancelled):
        run()
    return time.monotonic() - feedback.when


@pytest.mark.parametrize("behaviour", [stalls_at_once, answers(503)])
def test_cancel_ends_a_wait_at_once(fetch, server, behaviour):
    server.script[FIRST] = [behaviour] * 99
    feedback = CancelledAfter(0.3)
    patience = Patience(stall_seconds=60, tries=99, pause_seconds=60)
    assert cancelled_within(feedback, lambda: fetch(feedback, patience=patience)) < 1


def test_cancel_ends_the_wait_for_another_run(fetch, server, tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    lock = FolderLock(folder)
    assert lock.take()
    feedback = CancelledAfter(0.3)
    assert cancelled_within(feedback, lambda: fetch(feedback)) < 1
    assert any("Another run" in line for line in feedback.lines)
    assert server.requests == []
    lock.release()
    fetch()


class Thread(QThread):
    """A thread of the kind in which Processing runs algorithms."""

    def __init__(self, function):
        super().__init__()
        self._function = function

    def run(self):
        self._function()


def test_two_at_once_download_once_and_in_other_threads(weights, server, tmp_path):
    server.script[FIRST] = [cuts_after(100_000)]
    found = []

    def run():
        found.append(fetch_weights(weights, tmp_path, "", Told(), QUICK).read_bytes())

    threads = [Thread(run) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert all(thread.wait(20_000) for thread in threads)
    assert found == [CONTENT, CONTENT]
    assert server.ranges(FIRST) == [None, "bytes=100000-"]


def test_too_little_space_is_told_before_a_request(weights, server, tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 50_000_000})
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage)
    with pytest.raises(DownloadError, match="200 MB more in .* only 50 MB left.*DOWNLOAD"):
        fetch_weights(weights, tmp_path, "", Told(), QUICK)
    assert server.requests == []


class FullDisk:
    """A stream onto a disk that is full after some bytes."""

    def __init__(self, stream, room):
        self._stream, self._room = stream, room

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._stream.close()

    def write(self, chunk):
        self._stream.write(chunk[: self._room])
        self._room -= len(chunk)
        if self._room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self):
        self._stream.flush()


def test_disk_that_fills_up_is_told_and_the_next_call_goes_on(
    fetch, weights, server, part, monkeypatch
):
    with monkeypatch.context() as patch:
        opened = Path.open

        def open_on_full_disk(path, mode="r", **options):
            stream = opened(path, mode, **options)
            return FullDisk(stream, 70_000) if mode == "ab" else stream

        patch.setattr(Path, "open", open_on_full_disk)
        with pytest.raises(DownloadError, match="No space left.*goes on where it was"):
            fetch()
    assert part.read_bytes() == CONTENT[:70_000]
    fetch()
    assert server.ranges(FIRST) == [None, "bytes=70000-"]


def test_file_copied_by_hand_is_used(fetch, server, part):
    part.parent.mkdir()
    (part.parent / NAME).write_bytes(CONTENT)
    (part.parent / "in-use").touch()
    fetch()
    assert server.requests == []


@pytest.mark.parametrize("content", [CONTENT[:-1], bytes(SIZE), b""])
def test_wrong_file_copied_by_hand_is_told_and_replaced(fetch, server, part, content):
    part.parent.mkdir()
    (part.parent / NAME).write_bytes(content)
    told = Told()
    fetch(told)
    assert server.ranges(FIRST) == [None]
    assert any("is not the known file" in line for line in told.lines)


def test_folder_that_cannot_be_made_is_told(weights, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DownloadError, match=f"Cannot write {NAME} to .*file"):
        fetch_weights(weights, tmp_path / "file" / "downloads", "", Told(), QUICK)


def test_large_file_passes_through_little_memory(weights, server, tmp_path):
    import resource

    server.content = bytes(150_000_000)
    digest = hashlib.sha256(server.content).hexdigest()
    large = replace(weights, bytes=len(server.content), sha256=digest)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = fetch_weights(large, tmp_path, "", Told(), QUICK)
    assert path.stat().st_size == len(server.content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes
    path.unlink()
