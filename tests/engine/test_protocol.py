import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_cffnet_qgis.engine.protocol import DTYPES, ProtocolError, read_message, write_message


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


SHAPES = st.lists(st.integers(0, 4), max_size=4)
DESCRIBED = st.dictionaries(
    st.text(max_size=3),
    st.tuples(st.sampled_from([*DTYPES, "object", "", "float16"]), SHAPES) | st.integers(),
)


@settings(derandomize=True, deadline=None)
@given(st.sampled_from(DTYPES), SHAPES, st.text())
def test_any_array_comes_back_as_it_was_sent(dtype, shape, name):
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    stream = io.BytesIO()
    write_message(stream, {"type": "a"}, {name: array})
    stream.seek(0)
    _, arrays = read_message(stream)
    np.testing.assert_array_equal(arrays[name], array, strict=True)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(DESCRIBED, st.binary(max_size=200))
def test_any_header_is_read_or_refused(described, content):
    text = json.dumps({"type": "a", "arrays": described}).encode()
    stream = io.BytesIO(len(text).to_bytes(4, "little") + text + content)
    try:
        message = read_message(stream)
    except ProtocolError:
        return
    if message is not None:
        assert {n: [a.dtype.name, list(a.shape)] for n, a in message[1].items()} == {
            name: list(one) for name, one in described.items()
        }


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        read_message(io.BytesIO(content))
    except ProtocolError:
        pass
