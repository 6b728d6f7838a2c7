"""Messages between host and engine: a length, a JSON header, then the raw bytes of its arrays.

Imported by both sides; numpy and the standard library only. A message is a header (a dictionary
with a ``type``) and named arrays. All numbers are little-endian.
"""

from __future__ import annotations

import json
import math
import struct
from typing import BinaryIO

import numpy as np

PROTOCOL_VERSION = 1
HEARTBEAT_SECONDS = 5.0
MAX_HEADER_BYTES = 16 * 2**20
MAX_ARRAY_BYTES = 4 * 2**30
MAX_DIMENSIONS = 8
DTYPES = ("float32", "uint8", "int64", "bool")
_LENGTH = struct.Struct("<I")


class ProtocolError(Exception):
    """The other side sent bytes that are no message."""


def write_message(
    stream: BinaryIO, header: dict, arrays: dict[str, np.ndarray] | None = None
) -> None:
    """Send one message.

    Args:
        stream: unbuffered or buffered binary stream; flushed.
        header: JSON values only.
        arrays: contiguous copies are sent where needed.
    """
    arrays = {name: np.asarray(array, order="C") for name, array in (arrays or {}).items()}
    shapes = {name: [array.dtype.name, list(array.shape)] for name, array in arrays.items()}
    text = json.dumps({**header, "arrays": shapes}).encode()
    stream.write(_LENGTH.pack(len(text)))
    stream.write(text)
    for array in arrays.values():
        stream.write(memoryview(array.reshape(-1)).cast("B"))
    stream.flush()


def read_message(stream: BinaryIO) -> tuple[dict, dict[str, np.ndarray]] | None:
    """Receive one message, or None at the end of the stream, also of one that ends too early.

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
    if text is None:
        return None
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a header that is no JSON") from error
    if not isinstance(header, dict) or not isinstance(header.get("type"), str):
        raise ProtocolError("a header without a type")
    described = header.pop("arrays", {})
    if not isinstance(described, dict):
        raise ProtocolError("arrays without names")
    arrays = {}
    for name, one in described.items():
        array = _read_array(stream, one)
        if array is None:
            return None
        arrays[name] = array
    return header, arrays


def _read_array(stream: BinaryIO, described: object) -> np.ndarray | None:
    """Read one array; what is said of it is checked before memory is taken for it."""
    if not isinstance(described, list) or len(described) != 2:
        raise ProtocolError("an array without type and shape")
    dtype, shape = described
    if dtype not in DTYPES:
        raise ProtocolError(f"an array of the type {str(dtype):.40}")
    is_shape = isinstance(shape, list) and len(shape) <= MAX_DIMENSIONS
    if not is_shape or not all(type(n) is int and 0 <= n <= MAX_ARRAY_BYTES for n in shape):
        raise ProtocolError("an array of no possible shape")
    size = math.prod(shape) * np.dtype(dtype).itemsize
    if size > MAX_ARRAY_BYTES:
        raise ProtocolError(f"an array of {size} bytes")
    data = _read_exactly(stream, size)
    return None if data is None else np.frombuffer(data, dtype).reshape(shape)


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
