"""Finding, checking and registering models."""

from dataclasses import replace

import pytest

from sam_cffnet_qgis.core.errors import (
    ChecksumError,
    ModelNotFoundError,
    OutputError,
    ParameterError,
)
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.registry import (
    check_weights,
    file_sha256,
    find_model,
    list_models,
    model_id_from,
    register,
)

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


@pytest.fixture
def folder(tmp_path):
    """A folder of models with one, 'mine', whose weights are empty."""
    (tmp_path / "models" / "mine").mkdir(parents=True)
    CARD.write(tmp_path / "models" / "mine" / "mine.json")
    (tmp_path / "models" / "mine" / "mine.safetensors").touch()
    return tmp_path / "models"


@pytest.mark.parametrize("name", ["mine", " mine ", "{}/mine", "{}/mine/mine.json"])
def test_find_model_by_id_folder_or_card(folder, name):
    assert find_model(name.format(folder), folder) == CARD


def test_find_model_by_its_weights(folder):
    assert find_model(str(folder / "mine" / "mine.safetensors"), folder) == CARD


def test_find_model_names_the_known_ones(folder):
    with pytest.raises(ModelNotFoundError, match="no model 'other'. Known models: .*mine"):
        find_model("other", folder)


def test_find_model_tells_of_missing_weights(folder):
    (folder / "mine" / "mine.safetensors").unlink()
    with pytest.raises(ModelNotFoundError, match="has a card but no weights"):
        find_model("mine", folder)


def test_list_models_leaves_out_damaged_cards(folder):
    (folder / "broken").mkdir()
    (folder / "broken" / "broken.json").write_text("{")
    assert "mine" in [card.id for card in list_models(folder)]


def test_check_weights_compares_the_checksum(folder):
    card = find_model("mine", folder)
    check_weights(card)
    card.weights_path.write_bytes(b"x")
    with pytest.raises(ChecksumError, match="expected e3b0c44298fc"):
        check_weights(card)


@pytest.mark.parametrize(
    ("name", "model_id"), [("Bijie ViT-L", "bijie-vit-l"), ("../x", "x"), ("a_b (2)", "a-b-2")]
)
def test_model_id_from_a_name(name, model_id):
    assert model_id_from(name) == model_id


def test_model_id_needs_a_latin_letter_or_digit():
    with pytest.raises(ParameterError, match="滑坡"):
        model_id_from("滑坡")


def test_register_puts_both_files_in_place_once(folder, tmp_path):
    weights = tmp_path / "w.safetensors"
    weights.write_bytes(b"weights")
    card = register(replace(CARD, id="new"), weights, folder)
    assert card.sha256 == file_sha256(card.weights_path)
    assert find_model("new", folder) == card
    assert not weights.exists()
    assert sorted(path.name for path in folder.iterdir()) == ["mine", "new"]
    with pytest.raises(OutputError, match="already a model 'new'"):
        register(replace(CARD, id="new"), weights, folder)
