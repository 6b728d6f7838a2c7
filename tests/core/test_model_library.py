"""The library of models: what is listed, checked, renamed and deleted, and what is refused."""

import json
from dataclasses import replace

import pytest

from sam_cffnet_qgis.core.errors import (
    Cancelled,
    ModelCardError,
    ModelNotFoundError,
    OutputError,
    ParameterError,
)
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.model_changes import delete_model, rename_model
from sam_cffnet_qgis.core.model_library import (
    CHANGED,
    DAMAGED,
    MISSING,
    OK,
    UNCHECKED,
    find_entry,
    list_entries,
    usable_card,
    verify,
    with_earlier_checks,
)
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL, find_model

ARCHITECTURE = {
    "encoder": "efficientnet_lite0",
    "decoder": "cffd",
    "tile_px": 256,
    "encoder_px": 256,
}
SCALING = {"method": "percentile", "percentiles": [2, 98]}
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CARD = ModelCard(
    "mine", "Mine", ARCHITECTURE, [], SCALING, [1, 2], 0.5, 1.0, [], {}, EMPTY_SHA256, "", ""
)


def put_model(folder, model_id="mine"):
    (folder / model_id).mkdir(parents=True)
    replace(CARD, id=model_id).write(folder / model_id / f"{model_id}.json")
    (folder / model_id / f"{model_id}.safetensors").touch()
    return folder / model_id


@pytest.fixture
def folder(tmp_path):
    """A folder of models with one, 'mine', whose weights are empty."""
    put_model(tmp_path / "models")
    return tmp_path / "models"


def own(folder):
    """The models of the user by name."""
    return {entry.id: entry for entry in list_entries(folder) if not entry.is_bundled}


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_list_has_the_bundled_model_first_and_reads_no_weights(folder):
    bundled, mine = list_entries(folder)
    assert (bundled.id, bundled.is_bundled) == (DEFAULT_MODEL, True)
    assert (mine.id, mine.is_bundled, mine.state) == ("mine", False, UNCHECKED)
    assert mine.size_bytes == mine.path.stat().st_size


def test_list_of_a_missing_folder_has_the_bundled_model(tmp_path):
    assert [entry.id for entry in list_entries(tmp_path / "none")] == [DEFAULT_MODEL]


def test_size_counts_what_openvino_made(folder):
    before = own(folder)["mine"].size_bytes
    (folder / "mine" / "openvino-1-abc-256").mkdir()
    (folder / "mine" / "openvino-1-abc-256" / "network.bin").write_bytes(b"12345")
    assert own(folder)["mine"].size_bytes == before + 5


def test_damaged_card_is_listed_with_its_reason(folder):
    (folder / "broken").mkdir()
    (folder / "broken" / "broken.json").write_text("{")
    entry = own(folder)["broken"]
    assert (entry.card, entry.state) == (None, DAMAGED)
    assert "no JSON text" in str(entry.problem)
    with pytest.raises(ModelCardError, match="no JSON text"):
        usable_card(entry)


def test_weights_without_card_are_listed_as_damaged(folder):
    (folder / "mine" / "mine.json").unlink()
    assert "mine.json" in str(own(folder)["mine"].problem)


def test_model_in_a_folder_of_another_name_is_damaged(folder):
    (folder / "mine").rename(folder / "yours")
    assert "its folder is called 'yours'" in str(own(folder)["yours"].problem)


def test_model_hidden_by_a_bundled_one_is_damaged_and_can_be_deleted(folder):
    put_model(folder, DEFAULT_MODEL)
    entry = own(folder)[DEFAULT_MODEL]
    assert "hidden" in str(entry.problem)
    assert find_entry(DEFAULT_MODEL, folder).is_bundled
    delete_model(find_entry(str(entry.path), folder), folder)
    assert names_in(folder) == ["mine"]


def test_folders_that_are_no_models_are_not_listed(folder):
    (folder / ".import-x").mkdir()
    (folder / ".import-x" / ".import-x.json").touch()
    (folder / "photos").mkdir()
    (folder / "photos" / "notes.json").touch()
    assert list(own(folder)) == ["mine"]


@pytest.mark.parametrize("name", ["mine", " mine ", "{}/mine", "{}/mine/mine.safetensors"])
def test_find_by_id_or_path(folder, name):
    assert find_entry(name.format(folder), folder).card == CARD


def test_find_a_damaged_model_by_its_folder(folder):
    (folder / "mine" / "mine.json").write_text("{")
    assert find_entry("mine", folder).state == DAMAGED


def test_find_a_model_that_lies_elsewhere(folder, tmp_path):
    path = put_model(tmp_path / "elsewhere", "other") / "other.json"
    assert find_entry(str(path), folder).path == path


def test_find_names_the_known_ones(folder):
    with pytest.raises(ModelNotFoundError, match="no model 'other'. Known models: .*mine"):
        find_entry("other", folder)


def test_verify_tells_whether_the_weights_are_those_of_the_card(folder):
    entry = own(folder)["mine"]
    assert verify(entry).state == OK
    entry.weights_path.write_bytes(b"x")
    assert verify(entry).state == CHANGED
    entry.weights_path.unlink()
    assert verify(entry).state == MISSING
    assert own(folder)["mine"].state == MISSING


def test_verify_stops_when_asked(folder):
    def stop():
        raise Cancelled("The run was cancelled.")

    (folder / "mine" / "mine.safetensors").write_bytes(b"x")
    with pytest.raises(Cancelled):
        verify(own(folder)["mine"], stop)


def test_checks_are_kept_until_the_weights_change(folder):
    checked = [verify(entry) for entry in list_entries(folder)]
    assert with_earlier_checks(list_entries(folder), checked) == checked
    (folder / "mine" / "mine.safetensors").write_bytes(b"x")
    states = [entry.state for entry in with_earlier_checks(list_entries(folder), checked)]
    assert states == [OK, UNCHECKED]


def test_rename_moves_folder_card_weights_and_keeps_what_was_converted(folder):
    (folder / "mine" / "openvino-1-abc-256").mkdir()
    card = rename_model(find_model("mine", folder), " My Valley ", folder)
    assert (card.id, card.title) == ("my-valley", "My Valley")
    assert find_model("my-valley", folder) == card
    assert names_in(folder) == ["my-valley"]
    assert names_in(folder / "my-valley") == [
        "my-valley.json",
        "my-valley.safetensors",
        "openvino-1-abc-256",
    ]


def test_rename_with_the_same_id_changes_the_title(folder):
    rename_model(find_model("mine", folder), "MINE", folder)
    assert find_model("mine", folder).title == "MINE"
    assert names_in(folder / "mine") == ["mine.json", "mine.safetensors"]


@pytest.mark.parametrize("name", ["other", DEFAULT_MODEL])
def test_rename_refuses_a_name_that_is_taken(folder, name):
    put_model(folder, "other")
    with pytest.raises(OutputError, match=f"already a model '{name}'"):
        rename_model(find_model("mine", folder), name, folder)
    assert find_model("mine", folder) == CARD


def test_rename_that_fails_at_its_last_step_leaves_the_model_as_it_was(folder):
    (folder / "new").symlink_to(folder / "nowhere")  # no folder can be moved onto it
    with pytest.raises(OutputError, match="Cannot change the model in .*mine"):
        rename_model(find_model("mine", folder), "new", folder)
    assert find_model("mine", folder) == CARD
    assert names_in(folder / "mine") == ["mine.json", "mine.safetensors"]


def test_bundled_models_stay_as_they_are(folder):
    bundled = find_entry(DEFAULT_MODEL, folder)
    for user_folder in (folder, BUNDLED_MODELS_DIR):
        with pytest.raises(ParameterError, match="came with the plugin"):
            rename_model(bundled.card, "new", user_folder)
        with pytest.raises(ParameterError, match="came with the plugin"):
            delete_model(bundled, user_folder)


def test_models_outside_the_folder_stay_as_they_are(folder, tmp_path):
    path = put_model(tmp_path / "elsewhere")
    entry = find_entry(str(path), folder)
    with pytest.raises(ParameterError, match="outside the models folder"):
        rename_model(entry.card, "new", folder)
    with pytest.raises(ParameterError, match="outside the models folder"):
        delete_model(entry, folder)
    roundabout = replace(entry, path=folder / "mine" / ".." / ".." / "elsewhere/mine/mine.json")
    with pytest.raises(ParameterError, match="outside the models folder"):
        delete_model(roundabout, folder)
    assert names_in(path) == ["mine.json", "mine.safetensors"]


def test_delete_removes_all_that_belongs_to_the_model(folder):
    (folder / "mine" / "openvino-1-abc-256").mkdir()
    (folder / "mine" / "openvino-1-abc-256" / "network.xml").touch()
    put_model(folder, "other")
    delete_model(find_entry("mine", folder), folder)
    assert names_in(folder) == ["other"]


def test_delete_removes_a_damaged_model(folder):
    (folder / "mine" / "mine.json").write_text("{")
    delete_model(find_entry("mine", folder), folder)
    assert names_in(folder) == []


def test_delete_refuses_a_folder_that_holds_other_files(folder):
    (folder / "mine" / "photo.jpg").touch()
    with pytest.raises(OutputError, match="also holds 'photo.jpg'"):
        delete_model(find_entry("mine", folder), folder)
    assert names_in(folder / "mine") == ["mine.json", "mine.safetensors", "photo.jpg"]


def test_delete_of_a_link_removes_the_link_alone(folder, tmp_path):
    path = put_model(tmp_path / "elsewhere", "linked")
    (folder / "linked").symlink_to(path)
    delete_model(find_entry("linked", folder), folder)
    assert names_in(folder) == ["mine"]
    assert names_in(path) == ["linked.json", "linked.safetensors"]


def test_delete_of_linked_weights_keeps_what_they_link_to(folder, tmp_path):
    weights = folder / "mine" / "mine.safetensors"
    weights.rename(tmp_path / "big")
    weights.symlink_to(tmp_path / "big")
    delete_model(find_entry("mine", folder), folder)
    assert (tmp_path / "big").is_file() and names_in(folder) == []


def test_link_to_what_is_gone_is_listed_and_can_be_deleted(folder, tmp_path):
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    assert own(folder)["gone"].state == DAMAGED
    delete_model(find_entry("gone", folder), folder)
    assert names_in(folder) == ["mine"]


def test_rename_refuses_a_link(folder, tmp_path):
    path = put_model(tmp_path / "elsewhere", "linked")
    (folder / "linked").symlink_to(path)
    with pytest.raises(OutputError, match="is a link to"):
        rename_model(find_model("linked", folder), "new", folder)
    assert json.loads((path / "linked.json").read_text())["id"] == "linked"
