"""The model card: what a model is, read and checked before its weights."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from sam_cffnet_qgis.core.architectures import DECODERS
from sam_cffnet_qgis.core.errors import ModelCardError, phrase

MAX_CARD_BYTES = 1_000_000
MAX_TEMPERATURE = 1000
MAX_GSD_M = 100_000
PERCENTILE = "percentile"
TEXT = (str,)
NUMBER = (int, float)


@dataclass(frozen=True)
class ModelCard:
    """A model's card.

    Attributes:
        id: lowercase letters, digits, dots and hyphens; the value of ``MODEL``.
        architecture: ``encoder``, ``decoder``, ``tile_px``, ``encoder_px``.
        bands: what the three inputs are.
        scaling: ``uint8`` ("divide by 255") and, for other types, ``method`` and ``percentiles``.
        gsd_m: smallest and largest pixel size it was trained at, in metres.
        working_gsd_m: pixel size at which it is best and to which rasters are brought unless
            RESOLUTION says otherwise; 0 for the raster's own.
        fast_tile_px: edge of a tile with FAST, seen by the encoder as large as any; 0 if the model
            does not offer it.
        threshold: probability above which a pixel is landslide.
        temperature: by which logits are divided before the sigmoid.
        metrics: list of ``dataset``, ``protocol``, ``iou``, ``f1``, ``precision``, ``recall``.
        training: ``data``, ``licence``, ``recipe``, ``commit``.
        trained: False for an encoder without a trained decoder.
        sha256: of the weights file.
    """

    id: str
    title: str
    architecture: dict
    bands: list
    scaling: dict
    gsd_m: list
    threshold: float
    temperature: float
    metrics: list
    training: dict
    sha256: str
    licence: str
    source: str
    trained: bool = True
    working_gsd_m: float = 0.0
    fast_tile_px: int = 0
    path: Path = field(default=Path(), compare=False)

    @property
    def weights_path(self) -> Path:
        """The safetensors file beside the card."""
        return self.path.with_suffix(".safetensors")

    @property
    def tile_px(self) -> int:
        """Edge of a tile in pixels of the working resolution."""
        return self.architecture["tile_px"]

    def fast(self) -> ModelCard:
        """The same model with the larger tiles of FAST."""
        architecture = {**self.architecture, "tile_px": self.fast_tile_px}
        return replace(self, architecture=architecture)

    def content(self) -> dict:
        """What the card says, as in its file and to the engine: all but where it lies."""
        content = asdict(self)
        del content["path"]
        return content

    def write(self, path: Path) -> None:
        """Write the card as JSON."""
        text = json.dumps(self.content(), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")


FIELD_TYPES = {
    "id": TEXT,
    "title": TEXT,
    "architecture": (dict,),
    "bands": (list,),
    "scaling": (dict,),
    "gsd_m": (list,),
    "threshold": NUMBER,
    "temperature": NUMBER,
    "metrics": (list,),
    "training": (dict,),
    "sha256": TEXT,
    "licence": TEXT,
    "source": TEXT,
    "trained": (bool,),
    "working_gsd_m": NUMBER,
    "fast_tile_px": (int,),
}
OPTIONAL = ("trained", "working_gsd_m", "fast_tile_px")


def read_card(path: Path) -> ModelCard:
    """Read and check a card.

    Raises:
        ModelCardError: naming the file and what is wrong in it.
    """
    try:
        if path.stat().st_size > MAX_CARD_BYTES:
            raise _card_error(path, phrase("it is larger than {most} bytes", most=MAX_CARD_BYTES))
        content = json.loads(path.read_text(encoding="utf-8"))
        json.dumps(content, ensure_ascii=False).encode()  # halves of letters can be written nowhere
    except OSError as error:
        raise _card_error(path, str(error.strerror or error)) from error
    except (ValueError, RecursionError) as error:  # also of bytes that are no text
        raise _card_error(path, phrase("it is no JSON text ({reason})", reason=error)) from error
    if not isinstance(content, dict):
        raise _card_error(path, phrase("it is no JSON object"))
    missing = [name for name in FIELD_TYPES if name not in content and name not in OPTIONAL]
    extra = [name for name in content if name not in FIELD_TYPES]
    if missing:
        raise _card_error(path, phrase("it has no '{name}'", name=missing[0]))
    if extra:
        raise _card_error(path, phrase("it has an unknown entry '{name}'", name=extra[0]))
    for name, value in content.items():
        wrong_bool = isinstance(value, bool) and FIELD_TYPES[name] is not FIELD_TYPES["trained"]
        if wrong_bool or not isinstance(value, FIELD_TYPES[name]):
            raise _card_error(path, phrase("its '{name}' is of the wrong type", name=name))
    _check_values(path, content)
    return ModelCard(**content, path=path)


def _card_error(path: Path, reason: str) -> ModelCardError:
    return ModelCardError(
        "The model card {path} cannot be used: {reason}. Import the model again.",
        path=path,
        reason=reason,
    )


def _check_values(path: Path, content: dict) -> None:
    architecture = content["architecture"]
    if sorted(architecture) != ["decoder", "encoder", "encoder_px", "tile_px"]:
        raise _card_error(
            path, phrase("its 'architecture' needs encoder, decoder, tile_px, encoder_px")
        )
    if architecture["decoder"] not in DECODERS.get(str(architecture["encoder"]), ()):
        kind = f"{architecture['encoder']}/{architecture['decoder']}"
        raise _card_error(
            path, phrase("the architecture '{kind}' is unknown to this version", kind=kind)
        )
    edges = [architecture["tile_px"], architecture["encoder_px"]]
    if fast := content.get("fast_tile_px", 0):
        edges.append(fast)
    if not all(isinstance(edge, int) and edge % 128 == 0 and 128 <= edge <= 4096 for edge in edges):
        raise _card_error(
            path, phrase("its tile sizes and encoder_px must be multiples of 128 up to 4096")
        )
    if fast and fast <= architecture["tile_px"]:
        raise _card_error(path, phrase("its 'fast_tile_px' must be 0, or larger than tile_px"))
    if not 0 < content["threshold"] < 1:
        value = content["threshold"]
        raise _card_error(path, phrase("its threshold {value} is not between 0 and 1", value=value))
    if not 0 < content["temperature"] <= MAX_TEMPERATURE:
        words = "its temperature {value} is not above 0 and at most {most}"
        limits = {"value": content["temperature"], "most": MAX_TEMPERATURE}
        raise _card_error(path, phrase(words, **limits))
    sizes = content["gsd_m"]
    if (
        len(sizes) != 2
        or not all(isinstance(v, NUMBER) for v in sizes)
        or not 0 < sizes[0] <= sizes[1] <= MAX_GSD_M
    ):
        raise _card_error(
            path, phrase("its 'gsd_m' must be two pixel sizes in metres, smallest first")
        )
    working = content.get("working_gsd_m", 0)
    if working and not sizes[0] <= working <= sizes[1]:
        raise _card_error(path, phrase("its 'working_gsd_m' must be 0, or lie in 'gsd_m'"))
    percentiles = content["scaling"].get("percentiles")
    if content["scaling"].get("method") != PERCENTILE or not _is_range(percentiles):
        raise _card_error(
            path, phrase("its 'scaling' needs method 'percentile' and two percentiles")
        )


def _is_range(values: object) -> bool:
    is_pair = isinstance(values, list) and len(values) == 2
    return (
        is_pair and all(isinstance(v, NUMBER) for v in values) and 0 <= values[0] < values[1] <= 100
    )
