"""Reads what its standard input names, a file a line, as the plugin would; answers each with a line.

The answer is ``good``, ``refused: message`` or ``escaped: error`` for an error that a user could not
understand. Run by ``fuzz_files.py``, which watches over its time and its life.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import Recorder  # noqa: E402

from sam_cffnet_qgis.core.errors import Cancelled, SamCffnetError  # noqa: E402

PATIENCE_SECONDS = 5.0  # then the user cancels a run whose header asks for days of work


class Impatient(Recorder):
    """Cancels after some seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._end = time.monotonic() + PATIENCE_SECONDS

    def is_cancelled(self) -> bool:
        return time.monotonic() > self._end


def read_raster(engine: Path, path: Path) -> None:
    """Detect in it, with an engine that needs no torch; nothing may be left behind by a failure."""
    from sam_cffnet_qgis.core.detect import detect
    from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace

    with tempfile.TemporaryDirectory() as work:
        settings = DetectionSettings(threshold=0.99, resolution_m=0.0)
        place = Workplace(engine, Path(work) / "models", Path(work), Path(work) / "journals")
        result = detect(str(path), settings, place, Impatient())
        result.write_plane(result.probability, Path(work) / "p.tif", Impatient())


def read_card(path: Path) -> None:
    """Read it, and write what was read as the plugin shows it."""
    from sam_cffnet_qgis.core.model_card import read_card as read

    card = read(path)
    f"{card.threshold:.3f} {card.temperature:g} {card.gsd_m[0]:g} {card.working_gsd_m:g}"


def read_frames(path: Path) -> None:
    """Read messages until the end."""
    from sam_cffnet_qgis.engine.protocol import ProtocolError, read_message

    stream = io.BytesIO(path.read_bytes())
    try:
        while read_message(stream) is not None:
            pass
    except ProtocolError as error:
        raise SamCffnetError("{reason}", reason=error) from error


def read_chips(path: Path) -> None:
    """Read a manifest and the images that it names."""
    from sam_cffnet_qgis.core.chips import find_chips, read_chip

    for entry in find_chips(path.parent):
        read_chip(entry)


def read_checkpoint(path: Path) -> None:
    """Import it, as far as that goes without the gigabyte of an encoder."""
    from sam_cffnet_qgis.engine.checkpoints import _canonical, read_checkpoint

    _canonical(read_checkpoint(str(path)), str(path))


def main(kind: str, *arguments: str) -> None:
    """Answer for every line."""
    answers = sys.stdout
    sys.stdout = sys.stderr
    read: Callable[[Path], None] = {
        "raster": partial(read_raster, *map(Path, arguments)),
        "card": read_card,
        "frames": read_frames,
        "manifest": read_chips,
        "checkpoint": read_checkpoint,
    }[kind]
    for line in sys.stdin:
        try:
            read(Path(line.rstrip("\n")))
            answer = "good"
        except Cancelled:
            answer = "refused: so large that the user cancels it"
        except SamCffnetError as error:
            answer = f"refused: {error}"
        except Exception as error:  # what the plugin would show as a traceback
            answer = f"escaped: {type(error).__name__}: {error}"
        print(" ".join(answer.split()), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
