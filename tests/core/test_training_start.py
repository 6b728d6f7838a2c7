import numpy as np
import pytest

from sam_cffnet_qgis.core.architectures import KINDS
from sam_cffnet_qgis.core.chip_store import StoredChip
from sam_cffnet_qgis.core.errors import ParameterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.trained_card import trained_card
from sam_cffnet_qgis.core.training_course import Course, Judged, Listener
from sam_cffnet_qgis.core.training_start import check_encoder_weights, training_start


class Messages(Feedback):
    """Keeps messages."""

    def __init__(self):
        self.texts = []

    def info(self, template, **values):
        self.texts.append(template.format(**values))

    warn = info


@pytest.fixture
def light(tmp_path):
    """The card of a trained light model for tiles of 384 px."""
    return ModelCard(
        id="light",
        title="Light",
        architecture={
            **{"encoder": "efficientnet_lite0", "decoder": "cffd"},
            **{"tile_px": 384, "encoder_px": 384},
        },
        bands=["red", "green", "blue"],
        scaling={"method": "percentile", "percentiles": [1, 99]},
        gsd_m=[0.5, 10.0],
        threshold=0.4,
        temperature=1.5,
        metrics=[],
        training={},
        sha256="0123456789abcdef",
        licence="CC0",
        source="test",
        working_gsd_m=2.0,
        fast_tile_px=512,
        path=tmp_path / "light.json",
    )


@pytest.fixture
def sam(tmp_path, light):
    """The card of a trained SAM model."""
    edges = {"tile_px": 256, "encoder_px": 1024}
    card = {**vars(light), "id": "sam", "path": tmp_path / "sam.json"}
    return ModelCard(
        **card | {"architecture": {"encoder": "sam_vit_b", "decoder": "cffd", **edges}}
    )


@pytest.mark.parametrize("architecture", ["", "start_model"])
def test_a_start_model_goes_on_as_it_is(light, tmp_path, architecture):
    start = training_start(light, architecture)
    assert start.card == light and start.weights == str(tmp_path / "light.safetensors")


def test_a_new_network_has_tile_and_scaling_of_the_start_model_but_no_weights(sam):
    start = training_start(sam, "hrnet_w18")
    assert start.card.architecture == {
        **{"encoder": "hrnet_w18", "decoder": "hrnet"},
        **{"tile_px": 256, "encoder_px": 256},
    }
    assert (start.weights, start.card.trained, start.card.fast_tile_px) == ("", False, 0)
    assert start.card.scaling == sam.scaling and start.card.working_gsd_m == 2


def test_a_decoder_on_sam_takes_the_encoder_of_the_start_model(sam, tmp_path):
    start = training_start(sam, "sam_psp")
    assert start.card.architecture == {**sam.architecture, "decoder": "psp"}
    assert not start.card.trained and start.weights == str(tmp_path / "sam.safetensors")


def test_a_decoder_on_sam_is_refused_without_sam(light):
    message = "The network 'sam_aspp' is a decoder on SAM's encoder, but the model 'light' has none"
    with pytest.raises(ParameterError, match=message):
        training_start(light, "sam_aspp")


def test_an_unknown_network_is_refused_with_the_known_ones(light):
    with pytest.raises(ParameterError, match="The network 'vgg' is unknown") as caught:
        training_start(light, "vgg")
    assert all(name in str(caught.value) for name in ("start_model", *KINDS))


def test_a_missing_folder_of_encoder_weights_is_named(tmp_path):
    check_encoder_weights("")
    check_encoder_weights(str(tmp_path))
    with pytest.raises(ParameterError, match="ENCODER_WEIGHTS is '.*none', but there is no such"):
        check_encoder_weights(str(tmp_path / "none"))


@pytest.fixture
def new_card():
    """A function that gives the card of a short training on a folder of chips."""

    def make(card, architecture, initial, **changes):
        chip = StoredChip("training", "landslide", "", (), 0, "uint8", (2, 2), 1, 4)
        judged = Judged()
        judged.counts.add(np.array([0.9, 0.1]), np.array([True, False]), np.ones(2, bool))
        epoch = {"number": 1, "loss": 0.5, "iou": 1.0, "is_best": True}
        course = Course([epoch], {"tuned": judged}, initial=initial)
        settings = FineTuneSettings("Mine", chips_folder="chips", **changes)
        return trained_card(settings, training_start(card, architecture), [chip], course, "run")[0]

    return make


def test_a_tuned_model_names_its_start_model(new_card, light):
    card = new_card(light, "", "model")
    assert card.source == "fine-tuned from light" and card.licence == "CC0"
    assert card.training["data"].endswith("; start model light (0123456789ab)")
    assert card.gsd_m == [0.5, 10.0] and card.trained


def test_a_new_network_owes_the_start_model_nothing(new_card, light):
    card = new_card(light, "deeplabv3plus", "imagenet")
    assert card.source == "trained from the beginning as DeepLabV3+ (ResNet-50)"
    assert card.architecture["encoder"] == "resnet50" and card.trained
    assert card.licence == card.training["licence"] and "CC0" not in card.licence
    assert "ImageNet weights" in card.licence
    assert card.training["recipe"].endswith(
        "; encoder from ImageNet weights, decoder from random ones"
    )
    assert card.gsd_m == [2.0, 2.0]  # the working resolution; the start model's range was its own


def test_a_new_network_without_a_working_resolution_keeps_the_range(new_card, light):
    assert new_card(light, "attention_unet", "random", resolution_m=0.0).gsd_m == [0.5, 10.0]


def test_a_decoder_on_sam_keeps_the_licence_of_sam(new_card, sam):
    card = new_card(sam, "sam_psp", "sam")
    assert card.licence == "CC0" and "of the start model: CC0" in card.training["licence"]
    assert card.source == (
        "trained from the beginning as SAM + PSP (Model II), ViT-B, on the encoder of sam"
    )


@pytest.mark.parametrize(
    ("initial", "folder", "words"),
    [
        ("model", "", []),
        ("sam", "", ["A new decoder"]),
        ("imagenet", "weights", ["starts from ImageNet weights"]),
        ("random", "", ["starts from random weights"]),
        ("random", "weights", ["starts from random weights", "ENCODER_WEIGHTS (weights) has no"]),
    ],
)
def test_the_beginning_of_a_new_network_is_told(tmp_path, initial, folder, words):
    feedback = Messages()
    settings = FineTuneSettings("Mine", encoder_weights=folder)
    listener = Listener(Course(), settings, [], tmp_path, feedback)
    header = {"type": "started", "device": "CPU", "precision": "fp32", "initial": initial}
    listener.hear(header, {})
    told = feedback.texts[1:]
    assert len(told) == len(words)
    for text, expected in zip(told, words):
        assert expected in text
