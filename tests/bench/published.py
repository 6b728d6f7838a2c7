"""The network in plain eager PyTorch: SAM's own attention in padded windows, ordinary convolutions."""

from __future__ import annotations

from segment_anything.modeling.image_encoder import Attention, Block
from torch import nn

from sam_cffnet_qgis.engine.model.grouped_conv import GroupedConv2d
from sam_cffnet_qgis.engine.model.network import LandslideNetwork
from sam_cffnet_qgis.engine.model.sam_encoder import FusedAttention, FusedBlock


def as_published(network: LandslideNetwork) -> LandslideNetwork:
    """Take out of a network all that makes it faster; weights and names stay."""
    plain = {FusedBlock: Block, FusedAttention: Attention, GroupedConv2d: nn.Conv2d}
    for module in network.modules():
        module.__class__ = plain.get(type(module), type(module))
    return network
