"""Writes `sam.pth` and `decoder.pth` for ViT-B into FOLDER, every tensor of them flat.

Names and shapes are those of real files, but a tensor is one number told many times, so that 375 MB
need 60 kB. A program of its own: torch and QGIS in one process clash when it ends.
"""

import re
import sys
from pathlib import Path

import torch

from sam_cffnet_qgis.engine.model.network import Architecture, SamCffnet


def main(folder: Path) -> None:
    with torch.device("meta"):
        network = SamCffnet(Architecture("sam_vit_b", "cffd", 256, 1024))
    flat = {
        name: torch.zeros((), dtype=tensor.dtype).expand(tensor.shape)
        for name, tensor in network.state_dict().items()
    }
    sam = {name: tensor for name, tensor in flat.items() if name.startswith("image_encoder.")}
    # The published file counts the levels that share a module; one of them is enough here.
    shared = re.compile(r"^(decoder\.cdffm\.(?:MLP_1|MLP_2|necks|convs1|convs2|convs3)\.)")
    decoder = {
        shared.sub(r"\g<1>0.", name): tensor
        for name, tensor in flat.items()
        if name.startswith("decoder.")
    }
    torch.save(
        {**sam, "prompt_encoder.no_mask_embed.weight": torch.zeros(1, 256)}, folder / "sam.pth"
    )
    torch.save(decoder, folder / "decoder.pth")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
