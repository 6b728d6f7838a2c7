"""Models in archives: written whole, and hostile ones refused with nothing left behind."""

import json
import random
import stat
import zipfile
from dataclasses import replace

import pytest

from sam_cffnet_qgis.core import model_unpack
from sam_cffnet_qgis.core.errors import (
    ArchiveError,
    Cancelled,
    ChecksumError,
    ModelCardError,
    ModelNotFoundError,
    OutputError,
    SamCffnetError,
)
from sam_cffnet_qgis.core.model_archive import export_model
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.model_unpack import import_archive
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL, file_sha256, find_model

ARCHITECTURE = {
    "encoder": "efficientnet_lite0",
    "decoder": "cffd",
    "tile_px": 256,
    "encoder_px": 256,
}
SCALING = {"method": "percentile", "percentiles": [2, 98]}
WEIGHTS = random.Random(1).randbytes(3_000_000)
CARD = ModelCard("mine", "Mine", ARCHITECTURE, [], SCALING, [1, 2], 0.5, 1.0, [], {}, "", "", "")


@pytest.fixture
def card(tmp_path):
    """The card of a model with some megabytes of weights."""
    folder = tmp_path / "models" / "mine"
    folder.mkdir(parents=True)
    (folder / "mine.safetensors").write_bytes(WEIGHTS)
    made = replace(CARD, sha256=file_sha256(folder / "mine.safetensors"))
    made.write(folder / "mine.json")
    return replace(made, path=folder / "mine.json")


@pytest.fixture
def archive(card, tmp_path):
    """A function that writes a zip of what is given by name, as text, bytes or ZipInfo."""

    def write(*members, compression=zipfile.ZIP_STORED):
        with zipfile.ZipFile(tmp_path / "hostile.zip", "w", compression) as made:
            for name, content in members:
                made.writestr(name, content)
        return tmp_path / "hostile.zip"

    return write


@pytest.fixture
def refused(tmp_path):
    """A function that imports a zip into an empty folder, which stays away, and gives the error."""

    def check(path, kind=ArchiveError):
        with pytest.raises(kind) as caught:
            import_archive(path, tmp_path / "new")
        assert not (tmp_path / "new").exists()
        return str(caught.value)

    return check


def text(card):
    return card.path.read_text(encoding="utf-8")


def stop():
    raise Cancelled("The run was cancelled.")


def test_export_and_import_give_the_same_model(card, tmp_path):
    export_model(card, tmp_path / "out" / "mine.zip")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.zip"]
    imported = import_archive(tmp_path / "out" / "mine.zip", tmp_path / "new")
    assert imported == find_model("mine", tmp_path / "new") == card
    assert imported.weights_path.read_bytes() == WEIGHTS
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mine"]


def test_export_is_the_same_each_time(card, tmp_path):
    export_model(card, tmp_path / "a.zip")
    export_model(card, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_import_takes_files_without_a_folder_and_packed_ones(card, archive, tmp_path):
    path = archive(
        ("mine.json", text(card)),
        ("mine.safetensors", WEIGHTS),
        compression=zipfile.ZIP_DEFLATED,
    )
    assert import_archive(path, tmp_path / "new") == card


def test_import_under_another_name(card, tmp_path):
    export_model(card, tmp_path / "mine.zip")
    imported = import_archive(tmp_path / "mine.zip", tmp_path / "models", name="Second one")
    assert (imported.id, imported.title) == ("second-one", "Second one")
    assert find_model("second-one", tmp_path / "models") == imported


def test_import_refuses_a_name_that_is_taken(card, tmp_path):
    export_model(card, tmp_path / "mine.zip")
    with pytest.raises(OutputError, match="already a model 'mine'"):
        import_archive(tmp_path / "mine.zip", tmp_path / "models")
    with pytest.raises(OutputError, match=f"already a model '{DEFAULT_MODEL}'"):
        import_archive(tmp_path / "mine.zip", tmp_path / "new", name=DEFAULT_MODEL)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["mine"]


def test_export_of_changed_weights_keeps_the_old_archive(card, tmp_path):
    (tmp_path / "mine.zip").write_text("old")
    card.weights_path.write_bytes(b"changed")
    with pytest.raises(ChecksumError, match="could not be imported"):
        export_model(card, tmp_path / "mine.zip")
    assert (tmp_path / "mine.zip").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.zip", "models"]


def test_export_names_missing_weights(card, tmp_path):
    card.weights_path.unlink()
    with pytest.raises(ModelNotFoundError, match="mine.safetensors"):
        export_model(card, tmp_path / "mine.zip")


def test_export_does_not_replace_the_model_itself(card):
    with pytest.raises(OutputError, match="is the input itself"):
        export_model(card, card.weights_path)


def test_cancelled_export_and_import_leave_nothing(card, tmp_path, refused):
    with pytest.raises(Cancelled):
        export_model(card, tmp_path / "out" / "mine.zip", stop)
    assert not (tmp_path / "out").exists()
    export_model(card, tmp_path / "mine.zip")
    with pytest.raises(Cancelled):
        import_archive(tmp_path / "mine.zip", tmp_path / "new", stop)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../mine",
        "/mine",
        "a/../mine",
        "..\\mine",
        "C:\\mine",
        "C:/mine",
        "./mine",
        "a//mine",
        "a/b/mine",
        "mi\nne",
    ],
)
def test_names_that_lead_elsewhere_are_refused(card, archive, refused, name):
    path = archive((f"{name}.json", text(card)), (f"{name}.safetensors", WEIGHTS))
    assert "is not allowed" in refused(path)


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("mine.json",),
        ("mine.safetensors",),
        ("mine.json", "a/mine.json", "mine.safetensors"),
        ("mine.json", "mine.safetensors", "mine.py"),
        ("mine.json", "mine.pth"),
        ("mine.JSON", "mine.safetensors"),
        ("mine.json", "mine.safetensors", "a/mine.safetensors"),
    ],
)
def test_all_but_one_card_and_one_weights_file_is_refused(card, archive, refused, names):
    contents = {name: text(card) if name.endswith("json") else WEIGHTS for name in names}
    assert f"but has {len(names)} files" in refused(archive(*contents.items()))


def test_card_of_other_weights_is_refused(card, archive, refused):
    path = archive(("a/mine.json", text(card)), ("b/mine.safetensors", WEIGHTS))
    assert "do not belong together" in refused(path)


@pytest.mark.parametrize("model_id", ["../../mine", "/tmp/mine", "Mine", "", ".", "a/b"])
def test_hostile_id_is_refused(card, archive, refused, model_id):
    content = {**json.loads(text(card)), "id": model_id}
    path = archive(("mine.json", json.dumps(content)), ("mine.safetensors", WEIGHTS))
    assert "not named after the card's id" in refused(path)


def test_links_are_refused(card, archive, refused):
    link = zipfile.ZipInfo("mine.safetensors")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = archive(("mine.json", text(card)), (link, "/etc/passwd"))
    assert "is a link or no plain file" in refused(path)


def test_other_weights_than_the_cards_are_refused(card, archive, refused):
    path = archive(("mine.json", text(card)), ("mine.safetensors", WEIGHTS[:-1] + b"x"))
    assert "are not those its card describes" in refused(path, ChecksumError)


def test_damaged_card_is_refused(archive, refused):
    message = refused(archive(("mine.json", "{"), ("mine.safetensors", WEIGHTS)), ModelCardError)
    assert "hostile.zip" in message and ".sam_cffnet" not in message


def test_bomb_is_refused(card, archive, refused):
    path = archive(
        ("mine.json", text(card)),
        ("mine.safetensors", bytes(10_000_000)),
        compression=zipfile.ZIP_DEFLATED,
    )
    assert "unpacks to more than 100 times its size" in refused(path)


def test_card_that_is_too_large_is_refused(archive, refused):
    path = archive(("mine.json", " " * 1_000_001), ("mine.safetensors", WEIGHTS))
    assert "larger than 1000000 bytes" in refused(path)


def test_weights_that_are_too_large_are_refused(card, archive, refused, monkeypatch):
    monkeypatch.setattr(model_unpack, "MAX_WEIGHTS_BYTES", len(WEIGHTS) - 1)
    path = archive(("mine.json", text(card)), ("mine.safetensors", WEIGHTS))
    assert f"larger than {len(WEIGHTS) - 1} bytes" in refused(path)


def test_model_that_has_no_room_is_refused(card, tmp_path, refused, monkeypatch):
    export_model(card, tmp_path / "mine.zip")
    usage = (10**9, 10**9 - 10**6, 10**6)

    class Disk:
        free = usage[2]

    monkeypatch.setattr(model_unpack.shutil, "disk_usage", lambda _: Disk)
    assert "needs 3 MB" in refused(tmp_path / "mine.zip", OutputError)


def test_long_list_of_files_is_refused_before_it_is_read(archive, refused):
    path = archive(*((f"{'n' * 200}{number}.json", "") for number in range(5000)))
    assert "list of files is too long" in refused(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_kinds_of_packing_are_refused(card, archive, refused, method):
    path = archive(("mine.json", text(card)), ("mine.safetensors", WEIGHTS), compression=method)
    assert "packed in a way" in refused(path)


def test_what_is_no_zip_is_refused(tmp_path, refused):
    assert "No such file" in refused(tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("text")
    assert "no zip, or damaged" in refused(tmp_path / "text.zip")


def test_any_damage_is_refused_or_does_no_harm(card, tmp_path):
    small = replace(card, title="small")
    card.weights_path.write_bytes(b"weights")
    small = replace(small, sha256=file_sha256(card.weights_path))
    export_model(small, tmp_path / "mine.zip")
    sound = (tmp_path / "mine.zip").read_bytes()
    chance = random.Random(5)
    for number in range(1500):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.2:
            del content[chance.randrange(len(content)) :]
        (tmp_path / "hurt.zip").write_bytes(content)
        folder = tmp_path / f"new-{number}"
        try:
            imported = import_archive(tmp_path / "hurt.zip", folder)
        except SamCffnetError:
            assert not folder.exists()
        else:
            assert imported.weights_path.read_bytes() == b"weights"
