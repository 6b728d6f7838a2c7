"""Known weights: the list that ships, and what can be decided without a network."""

import hashlib
import json

import pytest

from sam_cffnet_qgis.core.architectures import SAM_ENCODERS
from sam_cffnet_qgis.core.errors import Cancelled, DownloadError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.known_weights import (
    KnownWeights,
    check_free_space,
    check_mirror,
    find_known_weights,
    is_intact,
    may_redirect,
    read_known_weights,
    sources_of,
)

CONTENT = b"weights"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
KNOWN = KnownWeights("b", "b.pth", len(CONTENT), SHA256, "Apache-2.0", ("https://first/b.pth",))


def test_list_holds_every_sam_encoder_and_each_only_once():
    known = read_known_weights()
    assert list(known) == list(SAM_ENCODERS)
    assert len({weights.sha256 for weights in known.values()}) == len(known)


def test_every_source_ends_with_the_name_of_its_file():
    for weights in read_known_weights().values():
        assert len(weights.sources) >= 2
        assert all(source.endswith(f"/{weights.file_name}") for source in weights.sources)


def test_unknown_id_is_told_with_the_known_ones():
    with pytest.raises(DownloadError, match="'sam_vit_x'.*sam_vit_b, sam_vit_l, sam_vit_h"):
        find_known_weights("sam_vit_x")


def entry(**changes):
    facts = {"file_name": "b.pth", "bytes": 7, "sha256": SHA256, "licence": "Apache-2.0"}
    return {**facts, "sources": ["https://first/b.pth"], **changes}


def test_list_of_a_file_is_read(tmp_path):
    path = tmp_path / "known.json"
    path.write_text(json.dumps({"b": entry()}))
    assert read_known_weights(path) == {"b": KNOWN}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"b": 1}',
        json.dumps({"b": {"bytes": 7}}),
        json.dumps({"b": entry(extra=1)}),
        json.dumps({"b": entry(sources=[])}),
        json.dumps({"b": entry(sources=["http://first/b.pth"])}),
        json.dumps({"b": entry(sha256="ab")}),
        json.dumps({"b": entry(sha256="x" * 64)}),
        json.dumps({"b": entry(bytes="7")}),
        json.dumps({"b": entry(bytes=0)}),
        json.dumps({"b": entry(file_name="../b.pth")}),
    ],
)
def test_damaged_list_is_told(tmp_path, content):
    path = tmp_path / "known.json"
    path.write_text(content)
    with pytest.raises(DownloadError, match="known.json cannot be used.*Install the plugin again"):
        read_known_weights(path)


@pytest.mark.parametrize("mirror", ["", "https://files/sam", "http://10.0.0.1:8000"])
def test_mirror_on_a_web_server_is_taken(mirror):
    check_mirror(mirror)


@pytest.mark.parametrize(
    "mirror", ["files/sam", "ftp://files", "file:///sam", "https://", "http://["]
)
def test_mirror_that_is_no_web_server_is_refused(mirror):
    with pytest.raises(DownloadError, match="MIRROR is .*https://"):
        check_mirror(mirror)


def test_mirror_is_the_first_source():
    assert sources_of(KNOWN, "") == KNOWN.sources
    assert sources_of(KNOWN, "http://mine/sam/") == ("http://mine/sam/b.pth", *KNOWN.sources)


@pytest.mark.parametrize(
    ("origin", "target", "is_mirror", "allowed"),
    [
        ("https://a/x", "https://b/x", False, True),
        ("https://a/x", "http://a/x", False, False),
        ("https://a/x", "http://localhost/x", False, False),
        ("https://a/x", "http://a/x", True, False),
        ("http://a/x", "http://b/x", True, True),
        ("http://a/x", "http://b/x", False, False),
        ("http://localhost/x", "http://127.0.0.1/x", False, True),
        ("http://a/x", "https://b/x", False, True),
        ("http://a/x", "file:///x", True, False),
        ("https://a/x", "https:///x", False, False),
        ("https://a/x", "https://[/x", False, False),
    ],
)
def test_redirects_lead_only_to_what_is_as_safe(origin, target, is_mirror, allowed):
    assert may_redirect(origin, target, is_mirror) == allowed


def test_space_is_needed_for_what_is_missing(tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": int(700e6)})
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage)
    large = KnownWeights("b", "b.pth", int(1e9), SHA256, "Apache-2.0", ("https://first/b.pth",))
    check_free_space(large, int(600e6), tmp_path)
    with pytest.raises(DownloadError, match="needs 800 MB more in .*only 700 MB.*https://first"):
        check_free_space(large, int(400e6), tmp_path)


@pytest.mark.parametrize(
    ("content", "intact"), [(CONTENT, True), (b"WEIGHTS", False), (b"weight", False), (b"", False)]
)
def test_file_is_recognised_by_its_bytes(tmp_path, content, intact):
    path = tmp_path / "b.pth"
    path.write_bytes(content)
    assert is_intact(path, KNOWN, Feedback()) == intact


def test_recognising_a_file_can_be_cancelled(tmp_path):
    class CancelledFeedback(Feedback):
        def is_cancelled(self):
            return True

    path = tmp_path / "b.pth"
    path.write_bytes(CONTENT)
    with pytest.raises(Cancelled):
        is_intact(path, KNOWN, CancelledFeedback())
