"""Where the networks are described: papers by encoder and decoder."""

from __future__ import annotations

SOURCES = {
    "cffd": "Xi et al. 2024, Remote Sensing 16(13) 2334",
    "deeplabv3plus": "Chen et al. 2018, ECCV, arXiv:1802.02611",
    "attention_unet": "Oktay et al. 2018, arXiv:1804.03999",
    "hrnet": "Wang et al. 2020, IEEE TPAMI, arXiv:1908.07919",
    "segformer": "Xie et al. 2021, NeurIPS, arXiv:2105.15203",
    "sam_mask_decoder": "Kirillov et al. 2023, ICCV, arXiv:2304.02643",
    "psp": "Zhao et al. 2017, CVPR, arXiv:1612.01105",
    "aspp": "Chen et al. 2017, arXiv:1706.05587",
    "lawin_aspp": "Yan et al. 2022, arXiv:2201.01615",
    "sam": "Kirillov et al. 2023, ICCV, arXiv:2304.02643",
    "efficientnet_lite0": "Tan and Le 2019, ICML, arXiv:1905.11946",
    "resnet50": "He et al. 2016, CVPR, arXiv:1512.03385",
}


def sources_of(architecture: dict) -> str:
    """Papers of a card's decoder and encoder, each once.

    Args:
        architecture: ``encoder`` and ``decoder`` of a checked card.
    """
    encoder, decoder = architecture["encoder"], architecture["decoder"]
    own = SOURCES.get(encoder.split("_vit_")[0])  # networks of one piece have one source
    return "; ".join(dict.fromkeys(source for source in (SOURCES[decoder], own) if source))
