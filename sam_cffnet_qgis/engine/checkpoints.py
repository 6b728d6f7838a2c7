"""Weights files: ours (safetensors) into a network, foreign checkpoints into ours.

Foreign checkpoints are the authors' ``.pth.tar`` (github.com/JunchuanYu/SAM-CFFNet, commit 9613547),
a decoder's alone with SAM's official ``.pth``, and safetensors in either layout. Pickles are read
with ``weights_only=True``: tensors and plain numbers, never code.
"""

from __future__ import annotations

import pickle  # nosec B403
import re
import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from sam_cffnet_qgis.core.errors import (
    CheckpointError,
    CheckpointKeysError,
    ChecksumError,
    OutputError,
    first_sentence,
    phrase,
    why_not_written,
)
from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import VIT_SIZES

Tensors = dict[str, torch.Tensor]

# In the authors' decoder the four levels of these modules are one module listed four times. A neck is
# a sequence, so that in our own files one number is left there, which counts its layers.
SHARED_LEVELS = re.compile(
    r"(decoder\.cdffm\.(?:MLP_1|MLP_2|convs1|convs2|convs3|necks(?=\.\d+\.\d)))\.\d+\."
)
SAM_ONLY = ("prompt_encoder.", "mask_decoder.", "pixel_mean", "pixel_std")
ENCODER_PREFIX = "image_encoder."
LISTED_KEYS = 2
MAX_TENSORS = 10_000
# A numpy number beside the weights (an epoch, a score) is harmless; so are the types it is made of.
HARMLESS = [np.dtype, *{type(np.dtype(name)) for name in ("f4", "f8", "i4", "i8", "?")}]


def load_network(card: dict, weights: str) -> LandslideNetwork:
    """Build the network of a checked card and load its weights.

    Raises:
        ChecksumError: if the file cannot be read as safetensors.
        CheckpointKeysError: if its tensors do not fit the card's architecture.
    """
    with torch.device("meta"):  # no time is spent on random numbers that the file replaces
        network = LandslideNetwork(Architecture(**card["architecture"]))
    tensors = _read_weights(weights)
    check_fit(tensors, network.state_dict(), weights)
    network.load_state_dict(tensors, assign=True)
    return network


def start_network(
    card: dict, weights: str, seed: int, encoder_weights: str = ""
) -> tuple[LandslideNetwork, str]:
    """The network to train, and what it starts from.

    Args:
        card: checked card, ``trained`` or not.
        weights: path of the safetensors file; of an untrained card that of a SAM model, whose encoder
            gets a new decoder, or empty for a new network.
        seed: of random weights.
        encoder_weights: folder with ImageNet weights for the encoder of a new network, or empty.

    Returns:
        The network, and ``model``, ``sam``, ``imagenet`` or ``random``.

    Raises:
        ChecksumError: if the file cannot be read as safetensors.
        CheckpointError: if the encoder's ImageNet weights cannot be read.
        CheckpointKeysError: if tensors do not fit.
    """
    if card["trained"]:
        return load_network(card, weights), "model"
    torch.manual_seed(seed)
    network = LandslideNetwork(Architecture(**card["architecture"]))
    if weights:
        _take_sam_encoder(network, weights)
        if card["architecture"]["decoder"] == "sam_mask_decoder":
            network.decoder.neck.load_state_dict(network.image_encoder.neck.state_dict())
        return network, "sam"
    # It reads its files with this module's functions.
    from sam_cffnet_qgis.engine.encoder_weights import load_encoder_weights

    return network, load_encoder_weights(network, card["architecture"]["encoder"], encoder_weights)


def _take_sam_encoder(network: LandslideNetwork, weights: str) -> None:
    """Load the encoder of a file, which may hold another decoder, too."""
    tensors = {k: v for k, v in _read_weights(weights).items() if not k.startswith("decoder.")}
    expected = {k: v for k, v in network.state_dict().items() if k.startswith(ENCODER_PREFIX)}
    check_fit(tensors, expected, weights)
    network.load_state_dict(tensors, strict=False, assign=True)


def _read_weights(path: str) -> Tensors:
    """Tensors of a safetensors file, floats as float32."""
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError) as error:
        raise ChecksumError(
            "The weights file {path} is damaged: {reason}. Import the model again.",
            path=path,
            reason=error,
        ) from error
    return {
        name: tensor.float() if tensor.is_floating_point() else tensor
        for name, tensor in tensors.items()
    }


def check_fit(tensors: Tensors, expected: Tensors, path: str) -> None:
    """Compare names and shapes.

    Raises:
        CheckpointKeysError: naming missing, unexpected and misshapen tensors.
    """
    differences = compare_tensors(tensors, expected)
    if differences:
        raise CheckpointKeysError(
            "The weights {path} do not fit the network: of its tensors {differences}. Choose a "
            "checkpoint of this network and encoder, and import it again.",
            path=path,
            differences=differences,
        )


def compare_tensors(tensors: Tensors, expected: Tensors) -> str:
    """How many tensors are missing, unexpected or misshapen, with names; empty if none are."""
    missing = [name for name in expected if name not in tensors]
    extra = [name for name in tensors if name not in expected]
    misshapen = [
        f"{name} {_shape(tensors[name])} instead of {_shape(expected[name])}"
        for name in expected
        if name in tensors and _shape(tensors[name]) != _shape(expected[name])
    ]
    found = (("missing", missing), ("unexpected", extra), ("of another shape", misshapen))
    return ", ".join(f"{len(n)} are {kind} ({_listed(n)})" for kind, n in found if n)


def _shape(tensor: torch.Tensor) -> str:
    """A tensor's shape, and what it holds unless these are fractions."""
    return f"{tuple(tensor.shape)}{'' if tensor.is_floating_point() else ' of whole numbers'}"


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:LISTED_KEYS])
    return shown + ", ..." if len(names) > LISTED_KEYS else shown


def import_checkpoint(checkpoint: str, sam_checkpoint: str | None, weights: str) -> dict:
    """Convert a foreign checkpoint into one safetensors file of ours.

    Args:
        checkpoint: the authors' whole network or decoder, or SAM's own file.
        sam_checkpoint: SAM's own file, if ``checkpoint`` is a decoder alone.
        weights: file to write.

    Returns:
        ``encoder`` (card name), ``trained`` (False without a decoder) and ``ignored`` (names of
        entries left out).

    Raises:
        CheckpointError: if a file is no checkpoint or asks to run code.
        CheckpointKeysError: if tensors are missing, unexpected, misshapen or not shared.
    """
    tensors, ignored = _canonical(read_checkpoint(checkpoint), checkpoint)
    if sam_checkpoint:
        encoder, ignored_sam = _canonical(read_checkpoint(sam_checkpoint), sam_checkpoint)
        has_own = any(name.startswith(ENCODER_PREFIX) for name in tensors)
        if not has_own:
            tensors.update({k: v for k, v in encoder.items() if k.startswith(ENCODER_PREFIX)})
            ignored += ignored_sam
    encoder_name = _encoder_name(tensors, checkpoint)
    trained = any(name.startswith("decoder.") for name in tensors)
    architecture = Architecture(encoder_name, "cffd", tile_px=256, encoder_px=1024)
    with torch.device("meta"):
        expected = LandslideNetwork(architecture).state_dict()
    if not trained:
        expected = {k: v for k, v in expected.items() if k.startswith(ENCODER_PREFIX)}
    check_fit(tensors, expected, checkpoint)
    _check_numbers(tensors, checkpoint)
    _write(tensors, weights)
    return {"encoder": encoder_name, "trained": trained, "ignored": sorted(ignored)}


def _check_numbers(tensors: Tensors, path: str) -> None:
    """Refuse weights of a training that failed, with which no probability can be computed.

    Raises:
        CheckpointError: naming tensors that hold something infinite, or no number.
    """
    wrong = [name for name, tensor in tensors.items() if not torch.isfinite(tensor).all()]
    if wrong:
        raise CheckpointError(
            "The checkpoint {path} holds values that are infinite or not numbers in {count} of its "
            "tensors ({names}). Its training has failed: use a checkpoint of an earlier epoch.",
            path=path,
            count=len(wrong),
            names=_listed(wrong),
        )


def read_checkpoint(path: str) -> Tensors:
    """Read the tensors of a ``.pth``, ``.pth.tar``, ``.pt`` or ``.safetensors`` file.

    Raises:
        CheckpointError: if it is none of these, would run code, or unfolds to more than it holds.
    """
    tensors = _read_tensors(path)
    if len(tensors) > MAX_TENSORS:
        raise CheckpointError(
            "The checkpoint {path} holds {count} tensors, but at most {most} are read. It is damaged, "
            "or made to fill this computer's memory.",
            path=path,
            count=len(tensors),
            most=MAX_TENSORS,
        )
    size = Path(path).stat().st_size
    wrong = [name for name, tensor in tensors.items() if not _is_plain(tensor, size)]
    if wrong:
        raise CheckpointError(
            "The checkpoint {path} holds {count} tensors, {wrong} of which are not plain numbers "
            "or are larger than the file itself ({names}). It is damaged, or made to fill this "
            "computer's memory.",
            path=path,
            count=len(tensors),
            wrong=len(wrong),
            names=_listed(wrong),
        )
    return tensors


def _is_plain(tensor: torch.Tensor, file_bytes: int) -> bool:
    """Whether a tensor is an array of numbers that the file can hold, and of a type we know."""
    if tensor.layout != torch.strided or tensor.is_complex():
        return False
    return tensor.numel() * tensor.element_size() <= file_bytes


def _read_tensors(path: str) -> Tensors:
    if not Path(path).is_file():
        raise CheckpointError("There is no checkpoint file {path}. Check the path.", path=path)
    if path.endswith(".safetensors"):
        return _read_safetensors(path)
    _check_archive(path)
    try:
        with torch.serialization.safe_globals(HARMLESS + _numpy_scalar_builder()):
            content = torch.load(path, map_location="cpu", weights_only=True)  # nosec B614
    except pickle.UnpicklingError as error:
        raise CheckpointError(
            "The checkpoint {path} holds more than weights, or is damaged: {reason}. It was not "
            "opened, because such a file can run code on this computer. Ask its author for a "
            ".safetensors file or one that holds the state dict alone.",
            path=path,
            reason=_why(error),
        ) from error
    except Exception as error:  # of a damaged file anything may come, and its words are of no use
        raise _unreadable(path, _why(error)) from error
    return _state_dict(content, path)


def _unreadable(path: str, reason: str) -> CheckpointError:
    return CheckpointError(
        "The checkpoint {path} cannot be read: {reason}. The file is damaged, was not copied "
        "whole, or is no PyTorch checkpoint.",
        path=path,
        reason=reason,
    )


def _check_archive(path: str) -> None:
    """Refuse a zip that unfolds: PyTorch stores tensors uncompressed.

    Raises:
        CheckpointError: if an entry is compressed, or the entries are larger than the file.
    """
    try:
        if not zipfile.is_zipfile(path):
            return  # the layout of PyTorch before 1.6
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise _unreadable(path, _why(error)) from error
    is_stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
    if not is_stored or sum(entry.file_size for entry in entries) > Path(path).stat().st_size:
        raise _unreadable(
            path, phrase("it unpacks to more than its own size, which PyTorch's files never do")
        )


def _read_safetensors(path: str) -> Tensors:
    try:
        return load_file(path)
    except (SafetensorError, OSError) as error:
        raise CheckpointError(
            "The file {path} cannot be read as safetensors: {reason}. It is damaged or was not "
            "copied whole.",
            path=path,
            reason=_why(error),
        ) from error


def _numpy_scalar_builder() -> list:
    """The function that rebuilds a numpy number; numpy 2 moved it and old files name the old place."""
    try:
        from numpy._core.multiarray import scalar
    except ImportError:
        from numpy.core.multiarray import scalar
    return [scalar, (scalar, "numpy.core.multiarray.scalar")]


def _why(error: Exception) -> str:
    """What keeps a pickle from being read, in a few words."""
    named = re.search(
        r"Unsupported (?:global|class|operand)[^.]*?([\w.]+) was not an allowed", str(error)
    )
    if named:
        return f"it names {named.group(1)}"
    return first_sentence(error)


def _state_dict(content: object, path: str) -> Tensors:
    """The state dict itself, or the entry of a training checkpoint that holds it."""
    if isinstance(content, dict):
        for name in ("state_dict", "model_state_dict", "model"):
            if isinstance(content.get(name), dict):
                content = content[name]
                break
    tensors = {}
    if isinstance(content, dict):
        tensors = {str(k): v for k, v in content.items() if isinstance(v, torch.Tensor)}
    if not tensors:
        raise CheckpointError(
            "The checkpoint {path} holds no state dict. Expected are tensors by name, or an entry "
            "'state_dict' with them.",
            path=path,
        )
    return tensors


def _canonical(tensors: Tensors, path: str) -> tuple[Tensors, list[str]]:
    """Names of ours: no ``module.``, shared levels once; SAM's prompt parts are left out."""
    canonical: Tensors = {}
    ignored = []
    is_bare_decoder = any(name.removeprefix("module.").startswith("cdffm.") for name in tensors)
    for name, tensor in tensors.items():
        name = name.removeprefix("module.")
        if name.startswith(SAM_ONLY):
            ignored.append(name)
            continue
        name = f"decoder.{name}" if is_bare_decoder else name
        own = SHARED_LEVELS.sub(r"\1.", name)
        if own in canonical and not torch.equal(canonical[own], tensor):
            raise CheckpointKeysError(
                "The checkpoint {path} holds different tensors for {name} and another level of the "
                "same module; in the published network the four levels share one. It is of another "
                "network.",
                path=path,
                name=name,
            )
        canonical[own] = tensor
    return canonical, ignored


def _encoder_name(tensors: Tensors, path: str) -> str:
    position = tensors.get("image_encoder.pos_embed")
    if position is None:
        if any(name.startswith("decoder.") for name in tensors):
            raise CheckpointKeysError(
                "The checkpoint {path} holds a decoder but no image encoder. Give SAM's own file "
                "(sam_vit_l_0b3195.pth for the published models) as the SAM checkpoint.",
                path=path,
            )
        first = next(iter(tensors), "")
        raise CheckpointKeysError(
            "The checkpoint {path} has no key 'image_encoder.pos_embed'; it has {count} keys, the "
            "first is '{first}'. Is it a SAM-CFFNet or SAM checkpoint?",
            path=path,
            count=len(tensors),
            first=first,
        )
    widths = {size.width: name for name, size in VIT_SIZES.items()}
    width = position.shape[-1]
    if width not in widths:
        raise CheckpointKeysError(
            "The checkpoint {path} has an image encoder {width} wide; known are {known} "
            "(ViT-B, ViT-L, ViT-H).",
            path=path,
            width=width,
            known=", ".join(map(str, widths)),
        )
    return widths[width]


def _apart(tensors: Tensors) -> Tensors:
    """Tensors that share no memory, as safetensors wants them; only those that do are copied."""
    seen: set[int] = set()
    apart = {}
    for name, tensor in tensors.items():
        memory = tensor.untyped_storage()
        is_whole = memory.nbytes() == tensor.numel() * tensor.element_size()
        is_alone = is_whole and memory.data_ptr() not in seen
        seen.add(memory.data_ptr())
        apart[name] = tensor.contiguous() if is_alone else tensor.clone().contiguous()
    return apart


def _write(tensors: Tensors, weights: str) -> None:
    try:
        save_file(_apart(tensors), weights)
    except (SafetensorError, OSError) as error:
        raise OutputError(
            "Cannot write the model to {folder}: {reason}. Check the folder's rights and the free "
            "space.",
            folder=Path(weights).parents[1],  # the nearest is one for unfinished files
            reason=why_not_written(error),
        ) from error
