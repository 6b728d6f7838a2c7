"""Coverage-guided fuzzing (atheris) of what reads bytes of others: `fuzz_readers.py KIND`.

The kinds are card, frames and weights. Any error but the plugin's own ends the run with a
traceback and the bytes that caused it. Further arguments are libFuzzer's (``-max_total_time=60``).
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

with atheris.instrument_imports(include=["sam_cffnet_qgis", "json", "safetensors"]):
    from sam_cffnet_qgis.core.errors import SamCffnetError
    from sam_cffnet_qgis.core.model_card import read_card
    from sam_cffnet_qgis.engine.checkpoints import read_checkpoint
    from sam_cffnet_qgis.engine.protocol import ProtocolError, read_message

import samples  # noqa: E402

FOLDER = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


def card(data: bytes) -> None:
    """A model card."""
    path = Path(FOLDER.name) / "a.json"
    path.write_bytes(data)
    try:
        read_card(path)
    except SamCffnetError:
        pass


def frames(data: bytes) -> None:
    """Messages between host and engine."""
    stream = io.BytesIO(data)
    try:
        while read_message(stream) is not None:
            pass
    except ProtocolError:
        pass


def weights(data: bytes) -> None:
    """A safetensors file."""
    path = Path(FOLDER.name) / "a.safetensors"
    path.write_bytes(data)
    try:
        read_checkpoint(str(path))
    except SamCffnetError:
        pass


def seeds(kind: str, folder: Path) -> None:
    """Write right files, from which the fuzzer starts."""
    contents = {"card": samples.cards, "frames": samples.frames}.get(kind, list)()
    if kind == "weights":
        contents = [samples.checkpoints(folder)[2].read_bytes()]
    for number, content in enumerate(contents):
        (folder / f"seed{number}").write_bytes(content)


if __name__ == "__main__":
    readers = {"card": card, "frames": frames, "weights": weights}
    kind = sys.argv.pop(1)
    corpus = Path(FOLDER.name) / "corpus"
    corpus.mkdir()
    seeds(kind, corpus)
    atheris.Setup([*sys.argv, "-rss_limit_mb=6000", str(corpus)], readers[kind])
    atheris.Fuzz()
