"""Damage to the bytes of a file, drawn from a seed, as disks, networks and bad intent do it."""

from __future__ import annotations

import random

NUMBERS = (0, 1, 2, 7, 127, 128, 255, 256, 32767, 65535, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1)
HEAD_BYTES = 1024  # of a file, where most of what can be misread stands


def mutated(content: bytes, generator: random.Random) -> bytes:
    """One to eight changes, most of them near the start or the end."""
    data = bytearray(content)
    for _ in range(generator.choice((1, 1, 2, 4, 8))):
        if data:
            generator.choice(CHANGES)(data, generator)
    return bytes(data)


def _place(data: bytearray, generator: random.Random) -> int:
    end = len(data) if generator.random() < 0.3 else min(len(data), HEAD_BYTES)
    place = generator.randrange(end)
    return len(data) - 1 - place if generator.random() < 0.3 else place


def _flip(data: bytearray, generator: random.Random) -> None:
    data[_place(data, generator)] ^= 1 << generator.randrange(8)


def _number(data: bytearray, generator: random.Random) -> None:
    place, width = _place(data, generator), generator.choice((1, 2, 4, 8))
    number = generator.choice(NUMBERS) % 2 ** (8 * width)
    data[place : place + width] = number.to_bytes(width, generator.choice(("little", "big")))


def _digits(data: bytearray, generator: random.Random) -> None:
    places = [n for n, byte in enumerate(data[:HEAD_BYTES]) if chr(byte).isdigit()]
    if places:
        place = generator.choice(places)
        data[place : place + 1] = str(generator.choice((*NUMBERS, -1, 1e999, "", "NaN"))).encode()


def _cut(data: bytearray, generator: random.Random) -> None:
    del data[_place(data, generator) :]


def _remove(data: bytearray, generator: random.Random) -> None:
    place = _place(data, generator)
    del data[place : place + generator.randrange(1, 64)]


def _repeat(data: bytearray, generator: random.Random) -> None:
    place = _place(data, generator)
    piece = data[place : place + generator.randrange(1, 256)]
    data[place:place] = piece * generator.randrange(1, 8)


def _zeros(data: bytearray, generator: random.Random) -> None:
    place = _place(data, generator)
    length = len(data[place : place + 4096])
    data[place : place + length] = bytes(length)


CHANGES = (_flip, _number, _number, _digits, _cut, _remove, _repeat, _zeros)
