"""Training chips on disk, between the host that cuts them and the engine that learns from them.

``chips.bin`` holds the pixels one chip after the other, image then label; ``chips.json`` says where.
The index is written last: a folder with one holds a whole store.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.outputs import write_error

PIXELS_NAME = "chips.bin"
INDEX_NAME = "chips.json"
BACKGROUND, LANDSLIDE, UNKNOWN = 0, 1, 255  # values of a label


@dataclass(frozen=True)
class StoredChip:
    """Where a chip lies in the store, and what it is for.

    Attributes:
        role: ``training``, ``validation`` or ``test``.
        kind: ``landslide``, ``negative`` (looks like one), ``near`` or ``far``.
        name: shown name of its place.
        box: (x_min, y_min, x_max, y_max) on the map, or empty.
        offset: of its first byte.
        dtype: of its image, ``uint8`` of 0-255 or ``float16`` of 0-1.
        shape: height and width; the image has three bands, the label (uint8: 0, 1 landslide,
            255 unknown) one.
        landslide_px: its landslide pixels.
        known_px: its pixels that count.
        group: chips of one group are never parted; empty for chips of rasters.
        is_tile: whether it is a tile that was cut from an image of a folder; networks see it whole.
    """

    role: str
    kind: str
    name: str
    box: tuple[float, ...]
    offset: int
    dtype: str
    shape: tuple[int, int]
    landslide_px: int
    known_px: int
    group: str = ""
    is_tile: bool = False


class ChipStoreWriter:
    """Appends chips; ``close`` completes the store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._chips: list[StoredChip] = []
        self._offset = 0
        try:
            self._stream = (folder / PIXELS_NAME).open("wb")
        except OSError as error:
            raise write_error(folder, error.strerror or str(error)) from error

    def add(
        self,
        image: np.ndarray,
        label: np.ndarray,
        role: str,
        kind: str,
        name: str,
        box: tuple[float, ...] = (),
        group: str = "",
        is_tile: bool = False,
    ) -> None:
        """Append a chip: image (3, H, W) uint8 or float, label (H, W) uint8.

        Raises:
            OutputError: if the disk is full.
        """
        image = image if image.dtype == np.uint8 else image.astype(np.float16)
        chip = StoredChip(
            role,
            kind,
            name,
            box,
            self._offset,
            image.dtype.name,
            label.shape,
            int((label == LANDSLIDE).sum()),
            int((label != UNKNOWN).sum()),
            group,
            is_tile,
        )
        try:
            self._offset += self._stream.write(np.ascontiguousarray(image).tobytes())
            self._offset += self._stream.write(np.ascontiguousarray(label).tobytes())
        except OSError as error:
            raise write_error(self._folder, error.strerror or str(error)) from error
        self._chips.append(chip)

    def close(self) -> list[StoredChip]:
        """Bring the store to the disk; returns its index.

        Raises:
            OutputError: if the disk is full.
        """
        part = self._folder / f"{INDEX_NAME}.part"
        try:
            self._stream.close()
            part.write_text(json.dumps([asdict(chip) for chip in self._chips]), encoding="utf-8")
            os.replace(part, self._folder / INDEX_NAME)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise write_error(self._folder, error.strerror or str(error)) from error
        return self._chips


def stored_chips(folder: Path) -> list[StoredChip] | None:
    """The index of a whole store, or None if there is none."""
    try:
        rows = json.loads((folder / INDEX_NAME).read_text(encoding="utf-8"))
        return [StoredChip(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return None


def read_stored(folder: Path, chip: StoredChip) -> tuple[np.ndarray, np.ndarray]:
    """Read a chip: image (3, H, W), label (H, W) uint8."""
    size = int(np.prod(chip.shape))
    pixels = folder / PIXELS_NAME
    image = np.fromfile(pixels, chip.dtype, 3 * size, offset=chip.offset)
    end = chip.offset + 3 * size * np.dtype(chip.dtype).itemsize
    label = np.fromfile(pixels, np.uint8, size, offset=end)
    return image.reshape(3, *chip.shape), label.reshape(chip.shape)
