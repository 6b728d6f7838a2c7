import io

import numpy as np
import pytest

from sam_cffnet_qgis.engine.protocol import ProtocolError, read_message, write_message


def test_message_comes_back_as_it_was_sent():
    stream = io.BytesIO()
    tiles = np.arange(24, dtype=np.float32).reshape(2, 3, 4)[:, ::-1]
    write_message(stream, {"type": "predict", "id": 7, "text": "山崩"}, {"tiles": tiles})
    stream.seek(0)
    header, arrays = read_message(stream)
    assert header == {"type": "predict", "id": 7, "text": "山崩"}
    assert (arrays["tiles"] == tiles).all() and arrays["tiles"].dtype == np.float32


def test_read_message_gives_none_at_the_end_also_inside_a_message():
    stream = io.BytesIO()
    write_message(stream, {"type": "a"}, {"x": np.zeros(5, np.float32)})
    content = stream.getvalue()
    for length in range(len(content)):
        assert read_message(io.BytesIO(content[:length])) is None


FRAMES = {
    "type_no_text": b'{"type": ["a"]}',
    "arrays_without_names": b'{"type": "a", "arrays": [1]}',
    "array_without_shape": b'{"type": "a", "arrays": {"x": "float32"}}',
    "unknown_type": b'{"type": "a", "arrays": {"x": [["float32"], [1]]}}',
    "negative": b'{"type": "a", "arrays": {"x": ["uint8", [-1, -1]]}}',
    "fraction": b'{"type": "a", "arrays": {"x": ["uint8", [1.5]]}}',
    "truth_value": b'{"type": "a", "arrays": {"x": ["uint8", [true]]}}',
    "many_dimensions": b'{"type": "a", "arrays": {"x": ["uint8", [1, 1, 1, 1, 1, 1, 1, 1, 1]]}}',
    "terabytes": b'{"type": "a", "arrays": {"x": ["uint8", [4294967296, 999]]}}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("text", FRAMES.values(), ids=FRAMES)
def test_read_message_refuses_impossible_headers(text):
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(len(text).to_bytes(4, "little") + text))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff\xff",
        b"\x02\x00\x00\x00xx",
        b"\x02\x00\x00\x00{}",
        b"Imported a library that prints\n",
    ],
)
def test_read_message_refuses_what_is_none(data):
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(data))


def test_read_message_refuses_object_arrays():
    stream = io.BytesIO()
    text = b'{"type": "a", "arrays": {"x": ["object", [1]]}}'
    stream.write(len(text).to_bytes(4, "little") + text)
    stream.seek(0)
    with pytest.raises(ProtocolError, match="object"):
        read_message(stream)
