"""What the engine sends of a batch of tiles is looked at before anything is made of it."""

from __future__ import annotations

import numpy as np

from sam_cffnet_qgis.core.errors import EngineError


def check_plane(name: str, plane: np.ndarray | None, shape: tuple[int, ...], device: str) -> None:
    """Check one plane of a batch.

    Args:
        name: of the plane.
        plane: what came, None if nothing did.
        shape: (N, edge, edge), what should have come.
        device: on which it was computed, with the precision.

    Raises:
        EngineError: if it does not fit the tiles, or has values that are no probabilities, such as
            those of a network that ran out of fp16's range.
    """
    if plane is None or plane.shape != shape or plane.dtype != np.float32:
        raise EngineError(
            "The engine's answer does not fit the tiles it was sent: {name} is {got}, but should be "
            "{expected}. Plugin and engine may be of different versions: restart QGIS; if that does "
            "not help, install the plugin again.",
            name=name,
            got="missing" if plane is None else f"{plane.dtype} {plane.shape}",
            expected=f"float32 {shape}",
        )
    wrong = plane.size - int(((plane >= 0) & (plane <= 1)).sum())
    if wrong:
        raise EngineError(
            "The model gave no probability for {count} of {total} pixels, computed on {device}. "
            "Choose fp32 as PRECISION; if it is that already, the model's weights are damaged: "
            "import the model again.",
            count=wrong,
            total=plane.size,
            device=device,
        )
