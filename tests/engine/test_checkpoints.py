import os
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from sam_cffnet_qgis.core.errors import CheckpointError, CheckpointKeysError, ChecksumError
from sam_cffnet_qgis.engine import checkpoints
from sam_cffnet_qgis.engine.checkpoints import (
    _canonical,
    import_checkpoint,
    load_network,
    read_checkpoint,
)
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork


class Harmful:
    """What a hostile pickle does when it is opened."""

    def __reduce__(self):
        return (os.system, ("touch harmed",))


def test_read_checkpoint_refuses_code_and_runs_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = str(tmp_path / "bad.pth.tar")
    torch.save({"state_dict": {"a": torch.zeros(1)}, "extra": Harmful()}, path)
    with pytest.raises(CheckpointError, match="can run code.*safetensors"):
        read_checkpoint(path)
    assert not (tmp_path / "harmed").exists()


def test_read_checkpoint_takes_numpy_numbers_beside_the_weights(tmp_path):
    path = str(tmp_path / "a.pth.tar")
    torch.save({"state_dict": {"a": torch.ones(2)}, "best": np.float64(0.7), "epoch": 3}, path)
    assert list(read_checkpoint(path)) == ["a"]


@pytest.mark.parametrize("content", [b"", b"no checkpoint at all", b"PK\x03\x04 cut off"])
def test_read_checkpoint_names_a_damaged_file(tmp_path, content):
    path = tmp_path / "a.pth"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="a.pth"):
        read_checkpoint(str(path))


def spoilt(change):
    """A checkpoint with one tensor made by a function."""
    return lambda path: torch.save({"state_dict": {"a": torch.ones(2), "b": change()}}, path)


def unfolding_archive(path):
    torch.save({"state_dict": {"a": torch.zeros(1_000_000)}}, path)
    with zipfile.ZipFile(path) as plain:
        entries = {name: plain.read(name) for name in plain.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)


HOSTILE = {
    "view_of_a_terabyte": spoilt(lambda: torch.zeros(1).expand(10**6, 10**6)),
    "sparse": spoilt(lambda: torch.eye(3).to_sparse()),
    "complex": spoilt(lambda: torch.zeros(2, dtype=torch.complex64)),
    "zip_that_unfolds": unfolding_archive,
}


@pytest.mark.parametrize("write", HOSTILE.values(), ids=HOSTILE)
def test_read_checkpoint_refuses_more_than_the_file_holds(tmp_path, write):
    path = str(tmp_path / "a.pth")
    write(path)
    with pytest.raises(CheckpointError, match="a.pth"):
        read_checkpoint(path)


def test_read_checkpoint_limits_the_number_of_tensors(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "MAX_TENSORS", 2)
    path = tmp_path / "a.safetensors"
    save_file({name: torch.zeros(1) for name in "abc"}, path)
    with pytest.raises(CheckpointError, match="holds 3 tensors, but at most 2"):
        read_checkpoint(str(path))


@pytest.mark.parametrize("value", [float("nan"), float("-inf")])
def test_import_refuses_weights_of_a_failed_training(value):
    tensors = {"image_encoder.pos_embed": torch.full((2,), value), "counter": torch.ones(1).int()}
    with pytest.raises(CheckpointError, match=r"in 1 of its tensors \(image_encoder\.pos_embed\)"):
        checkpoints._check_numbers(tensors, "a.pth")


def test_tensors_that_share_memory_are_written_apart(tmp_path):
    shared = torch.arange(6.0)
    tensors = {"a": shared, "b": shared, "c": shared[2:4], "d": shared.view(2, 3).T}
    (tmp_path / "staging").mkdir()
    path = tmp_path / "staging" / "a.safetensors"
    checkpoints._write(tensors, str(path))
    written = load_file(path)
    assert all(torch.equal(written[name], tensor) for name, tensor in tensors.items())


def test_whole_numbers_are_no_weights():
    with pytest.raises(CheckpointKeysError, match=r"a \(2,\) of whole numbers instead of \(2,\)"):
        checkpoints.check_fit({"a": torch.ones(2).int()}, {"a": torch.ones(2)}, "a.pth")


def test_canonical_stores_the_shared_levels_once():
    tensor = torch.rand(3)
    levels = {f"module.decoder.cdffm.MLP_1.{n}.lin1.bias": tensor for n in range(4)}
    tensors, _ = _canonical(levels, "a")
    assert list(tensors) == ["decoder.cdffm.MLP_1.lin1.bias"]


def test_canonical_leaves_names_of_our_own_files():
    with torch.device("meta"):
        network = LandslideNetwork(Architecture("sam_vit_b", "cffd", tile_px=256, encoder_px=1024))
    names = list(network.state_dict())
    assert list(_canonical(dict.fromkeys(names, torch.zeros(1)), "a")[0]) == names


def test_canonical_refuses_levels_that_differ():
    levels = {f"decoder.cdffm.MLP_1.{n}.lin1.bias": torch.full((3,), float(n)) for n in range(4)}
    with pytest.raises(CheckpointKeysError, match="four levels share one"):
        _canonical(levels, "a")


def test_canonical_leaves_sams_prompt_parts_out():
    tensors, ignored = _canonical(
        {"image_encoder.pos_embed": torch.zeros(1), "mask_decoder.x": torch.zeros(1)}, "a"
    )
    assert list(tensors) == ["image_encoder.pos_embed"] and ignored == ["mask_decoder.x"]


def test_import_asks_for_sam_when_the_encoder_is_missing(tmp_path):
    path = tmp_path / "decoder.safetensors"
    save_file({"cdffm.MLP_1.0.lin1.bias": torch.zeros(3)}, path)
    with pytest.raises(CheckpointKeysError, match="sam_vit_l"):
        import_checkpoint(str(path), None, str(tmp_path / "out"))


def test_import_names_missing_and_misshapen_tensors(tmp_path):
    path = tmp_path / "a.safetensors"
    save_file({"image_encoder.pos_embed": torch.zeros(1, 32, 32, 768)}, path)
    with pytest.raises(CheckpointKeysError, match=r"missing.*patch_embed.*pos_embed \(1, 32, 32"):
        import_checkpoint(str(path), None, str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_import_says_that_a_file_is_of_another_network(tmp_path):
    path = tmp_path / "a.safetensors"
    save_file({"layer1.weight": torch.zeros(3)}, path)
    with pytest.raises(CheckpointKeysError, match="has 1 keys, the first is 'layer1.weight'"):
        import_checkpoint(str(path), None, str(tmp_path / "out"))


def test_load_network_names_truncated_weights(tmp_path, random_models):
    weights = tmp_path / "cut.safetensors"
    weights.write_bytes((random_models / "random" / "random.safetensors").read_bytes()[:5000])
    card = {
        "architecture": {
            "encoder": "efficientnet_lite0",
            "decoder": "cffd",
            "tile_px": 256,
            "encoder_px": 256,
        }
    }
    with pytest.raises(ChecksumError, match=r"cut.safetensors is damaged"):
        load_network(card, str(weights))
