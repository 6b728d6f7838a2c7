"""Writes `sam.pth` and `decoder.pth` for ViT-B into FOLDER, every tensor of them flat.

Names and shapes are those of real files, but all tensors share the memory of the largest, so that 375
MB need 13. A program of its own: torch and QGIS in one process clash when it ends.
"""

import re
import sys
from pathlib import Path

import torch

from sam_cffnet_qgis.engine.model.network import Architecture, LandslideNetwork


def main(folder: Path) -> None:
    with torch.device("meta"):
        network = LandslideNetwork(Architecture("sam_vit_b", "cffd", 256, 1024))
    flat = {}
    for part in ("image_encoder.", "decoder."):
        tensors = {k: v for k, v in network.state_dict().items() if k.startswith(part)}
        shared = torch.zeros(max(tensor.numel() for tensor in tensors.values()))
        for name, tensor in tensors.items():
            values = shared[: tensor.numel()].view(tensor.shape)
            flat[name] = values if tensor.is_floating_point() else values.to(tensor.dtype)
    sam = {name: tensor for name, tensor in flat.items() if name.startswith("image_encoder.")}
    # The published file counts the levels that share a module; one of them is enough here.
    levels = re.compile(r"^(decoder\.cdffm\.(?:MLP_1|MLP_2|necks|convs1|convs2|convs3)\.)")
    decoder = {
        levels.sub(r"\g<1>0.", name): tensor
        for name, tensor in flat.items()
        if name.startswith("decoder.")
    }
    torch.save(
        {**sam, "prompt_encoder.no_mask_embed.weight": torch.zeros(1, 256)}, folder / "sam.pth"
    )
    torch.save(decoder, folder / "decoder.pth")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
