"""Messages between host and engine: a length, a JSON header, then the raw bytes of its arrays.

Imported by both sides; numpy and the standard library only. A message is a header (a dictionary
with a ``type``) and named arrays. All numbers are little-endian.
"""

from __future__ import annotations

import json
import struct
import threading
from typing import BinaryIO

import numpy as np

PROTOCOL_VERSION = 1
HEARTBEAT_SECONDS = 5.0
MAX_HEADER_BYTES = 16 * 2**20
MAX_ARRAY_BYTES = 4 * 2**30
DTYPES = ("float32", "uint8", "int64", "bool")
_LENGTH = struct.Struct("<I")


class ProtocolError(Exception):
    """The other side sent bytes that are no message."""


def write_message(
    stream: BinaryIO,
    header: dict,
    arrays: dict[str, np.ndarray] | None = None,
    lock: threading.Lock | None = None,
) -> None:
    """Send one message.

    Args:
        stream: unbuffered or buffered binary stream; flushed.
        header: JSON values only.
        arrays: contiguous copies are sent where needed.
        lock: held while writing, if several threads send.
    """
    arrays = {name: np.ascontiguousarray(array) for name, array in (arrays or {}).items()}
    shapes = {name: [array.dtype.name, list(array.shape)] for name, array in arrays.items()}
    text = json.dumps({**header, "arrays": shapes}).encode()
    with lock or threading.Lock():
        stream.write(_LENGTH.pack(len(text)))
        stream.write(text)
        for array in arrays.values():
            stream.write(memoryview(array.reshape(-1)).cast("B"))
        stream.flush()


def read_message(stream: BinaryIO) -> tuple[dict, dict[str, np.ndarray]] | None:
    """Receive one message, or None at the end of the stream.

    Raises:
        ProtocolError: if the bytes are no message of ours.
    """
    head = _read_exactly(stream, _LENGTH.size)
    if head is None:
        return None
    length = _LENGTH.unpack(head)[0]
    if length > MAX_HEADER_BYTES:
        raise ProtocolError(f"a header of {length} bytes")
    text = _read_exactly(stream, length)
    try:
        header = json.loads(text) if text is not None else None
    except ValueError as error:
        raise ProtocolError(f"a header that is no JSON: {error}") from error
    if not isinstance(header, dict) or "type" not in header:
        raise ProtocolError("a header without a type")
    arrays = {}
    for name, (dtype, shape) in header.pop("arrays", {}).items():
        arrays[name] = _read_array(stream, dtype, shape)
    return header, arrays


def _read_array(stream: BinaryIO, dtype: str, shape: list[int]) -> np.ndarray:
    if dtype not in DTYPES:
        raise ProtocolError(f"an array of type {dtype}")
    size = int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize
    if not 0 <= size <= MAX_ARRAY_BYTES:
        raise ProtocolError(f"an array of {size} bytes")
    data = _read_exactly(stream, size)
    if data is None:
        raise ProtocolError("the stream ended inside an array")
    return np.frombuffer(data, dtype).reshape(shape)


def _read_exactly(stream: BinaryIO, size: int) -> bytearray | None:
    """Read ``size`` bytes, or None if the stream ends before."""
    data = bytearray(size)
    view = memoryview(data)
    done = 0
    while done < size:
        count = stream.readinto(view[done:])
        if not count:
            return None
        done += count
    return data
