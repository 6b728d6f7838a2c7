"""Cards are checked key by key."""

import json

import pytest

from sam_cffnet_qgis.core.errors import ModelCardError
from sam_cffnet_qgis.core.model_card import read_card

CARD = {
    "id": "a",
    "title": "A",
    "architecture": {
        "encoder": "sam_vit_l",
        "decoder": "cffd",
        "tile_px": 256,
        "encoder_px": 1024,
    },
    "bands": ["red", "green", "blue"],
    "scaling": {"method": "percentile", "percentiles": [2, 98]},
    "gsd_m": [0.5, 10],
    "threshold": 0.6225,
    "temperature": 1,
    "metrics": [],
    "training": {},
    "sha256": "0",
    "licence": "",
    "source": "",
}


def write(folder, **changes):
    path = folder / "a.json"
    content = {name: value for name, value in {**CARD, **changes}.items() if value is not None}
    path.write_text(json.dumps(content))
    return path


def test_read_card_gives_its_values_and_its_weights(tmp_path):
    card = read_card(write(tmp_path))
    assert (card.threshold, card.tile_px, card.trained) == (0.6225, 256, True)
    assert card.weights_path == tmp_path / "a.safetensors"


def test_fast_card_has_larger_tiles_for_the_same_encoder(tmp_path):
    fast = read_card(write(tmp_path, fast_tile_px=512)).fast()
    assert (fast.tile_px, fast.architecture["encoder_px"]) == (512, 1024)


def test_card_written_and_read_is_the_same(tmp_path):
    card = read_card(write(tmp_path, title="滑坡"))
    card.write(tmp_path / "b.json")
    assert read_card(tmp_path / "b.json") == card


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"threshold": None}, "no 'threshold'"),
        ({"colour": 1}, "unknown entry 'colour'"),
        ({"threshold": "0.5"}, "'threshold' is of the wrong type"),
        ({"threshold": True}, "'threshold' is of the wrong type"),
        ({"threshold": 1.5}, "threshold 1.5 is not between 0 and 1"),
        ({"temperature": 0}, "temperature 0 is not above 0"),
        ({"temperature": float("inf")}, "temperature inf is not above 0 and at most 1000"),
        ({"temperature": float("nan")}, "temperature nan is not above 0"),
        ({"gsd_m": [10, 0.5]}, "smallest first"),
        ({"gsd_m": [1, 10**400]}, "smallest first"),
        ({"fast_tile_px": 300}, "multiples of 128"),
        ({"fast_tile_px": 256}, "larger than tile_px"),
        ({"architecture": {}}, "needs encoder, decoder"),
        ({"scaling": {"method": "percentile", "percentiles": [98, 2]}}, "two percentiles"),
    ],
)
def test_read_card_names_what_is_wrong(tmp_path, changes, match):
    with pytest.raises(ModelCardError, match=match):
        read_card(write(tmp_path, **changes))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"'])
def test_read_card_tells_that_a_file_is_no_json(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(ModelCardError, match="no JSON text"):
        read_card(tmp_path / "a.json")
