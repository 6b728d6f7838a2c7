"""The networks that can be trained and used: which encoder, which decoder, and what they need.

The first table is that of model cards: what `architecture` may hold. The second is what users choose
from to train a new network: the systems of the study (Xi et al. 2024, section 4) and ours.
"""

from __future__ import annotations

from dataclasses import dataclass

SAM_ENCODERS = ("sam_vit_b", "sam_vit_l", "sam_vit_h")
SAM_DECODERS = ("cffd", "sam_mask_decoder", "psp", "aspp", "lawin_aspp")
LITE_ENCODER = "efficientnet_lite0"
# Decoders that fit an encoder; the first of each is the one of the study or of ours.
DECODERS = {
    **dict.fromkeys(SAM_ENCODERS, SAM_DECODERS),
    LITE_ENCODER: ("cffd", "deeplabv3plus"),
    "resnet50": ("deeplabv3plus",),
    "unet": ("attention_unet",),
    "hrnet_w18": ("hrnet",),
    "hrnet_w48": ("hrnet",),
    "mit_b0": ("segformer",),
    "mit_b1": ("segformer",),
    "mit_b2": ("segformer",),
}
START_MODEL = "start_model"


@dataclass(frozen=True)
class NetworkKind:
    """A network that can be trained from the beginning.

    Attributes:
        name: value of ``ARCHITECTURE``.
        title: as in tables; a name, not translated.
        encoder: as in a card; empty for the SAM encoder of the start model, which stays frozen.
        decoder: as in a card.
        packages: optional packages of the engine that it needs, by the names of PyPI.
    """

    name: str
    title: str
    encoder: str
    decoder: str
    packages: tuple[str, ...] = ()

    @property
    def is_on_sam(self) -> bool:
        """Whether it is a decoder for the frozen encoder of a SAM model."""
        return not self.encoder


SMP = "segmentation-models-pytorch"
KINDS = {
    kind.name: kind
    for kind in (
        NetworkKind("cffd_lite", "CFFD-lite", LITE_ENCODER, "cffd"),
        NetworkKind(
            "deeplabv3plus_lite", "DeepLabV3+ (Lite0)", LITE_ENCODER, "deeplabv3plus", (SMP,)
        ),
        NetworkKind("deeplabv3plus", "DeepLabV3+ (ResNet-50)", "resnet50", "deeplabv3plus", (SMP,)),
        NetworkKind("attention_unet", "Attention U-Net", "unet", "attention_unet"),
        NetworkKind("hrnet_w18", "HRNet-W18", "hrnet_w18", "hrnet"),
        NetworkKind("hrnet_w48", "HRNet-W48", "hrnet_w48", "hrnet"),
        NetworkKind("segformer_b0", "SegFormer-B0", "mit_b0", "segformer", ("transformers",)),
        NetworkKind("segformer_b1", "SegFormer-B1", "mit_b1", "segformer", ("transformers",)),
        NetworkKind("segformer_b2", "SegFormer-B2", "mit_b2", "segformer", ("transformers",)),
        NetworkKind("sam_mask_decoder", "SAM + mask decoder (Model I)", "", "sam_mask_decoder"),
        NetworkKind("sam_psp", "SAM + PSP (Model II)", "", "psp", (SMP,)),
        NetworkKind("sam_aspp", "SAM + ASPP (Model III)", "", "aspp"),
        NetworkKind("sam_lawin_aspp", "SAM + LawinASPP (Model IV)", "", "lawin_aspp"),
        NetworkKind("sam_cffd", "SAM-CFFNet", "", "cffd"),
    )
}


def is_sam(architecture: dict) -> bool:
    """Whether a card's encoder is SAM's: large, frozen in training, its features worth keeping."""
    return architecture["encoder"] in SAM_ENCODERS


def architecture_title(architecture: dict) -> str:
    """A name for people: that of the table, else encoder and decoder."""
    encoder, decoder = architecture["encoder"], architecture["decoder"]
    sizes = {"sam_vit_b": "ViT-B", "sam_vit_l": "ViT-L", "sam_vit_h": "ViT-H"}
    for kind in KINDS.values():
        if kind.decoder == decoder and kind.encoder == encoder:
            return kind.title
        if kind.decoder == decoder and kind.is_on_sam and encoder in sizes:
            return f"{kind.title}, {sizes[encoder]}"
    return f"{encoder}/{decoder}"


def kind_of(architecture: dict) -> NetworkKind:
    """The kind of a checked card's network, whose packages it needs."""
    on_sam = is_sam(architecture)
    return next(
        kind
        for kind in KINDS.values()
        if kind.decoder == architecture["decoder"]
        and kind.is_on_sam == on_sam
        and (on_sam or kind.encoder == architecture["encoder"])
    )
