"""Compound files, the folders of streams that Office of before 2007 writes, by the rules of [MS-CFB]."""

import struct
from collections.abc import Iterable
from itertools import chain

_SECTOR = 512
_SMALLEST = 4096  # shorter streams would live in a stream of their own
_FREE, _END, _TABLE = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD
_NOBODY = 0xFFFF_FFFF
_ROOT, _STREAM = 5, 2
_RED, _BLACK = 0, 1
_IN_HEADER = 109


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a file of one to three streams, longer names behind shorter ones, as its directory orders them."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    assert 1 <= len(names) <= 3
    parts = [_filled(streams[name].ljust(_SMALLEST, b"\0")) for name in names]
    counts = [len(part) // _SECTOR for part in parts]
    starts = [sum(counts[:n]) for n in range(len(parts))]
    folder_at = sum(counts)
    tables = 1
    while tables * _SECTOR // 4 < folder_at + 1 + tables:
        tables += 1
    assert tables <= _IN_HEADER
    chains = chain.from_iterable(_chain(start, count) for start, count in zip(starts, counts, strict=True))
    sectors = [*chains, _END, *[_TABLE] * tables]
    table = _numbers(sectors).ljust(tables * _SECTOR, b"\xff")
    top = 1 if len(names) == 3 else 0  # of the tree that the names are: the second of three
    entries = [_entry("Root Entry", _ROOT, child=top + 1, start=_END)]
    for n, (name, part, start) in enumerate(zip(names, parts, starts, strict=True)):
        left = n if n == top > 0 else _NOBODY
        right = n + 2 if n == top and n + 1 < len(names) else _NOBODY
        colour = _BLACK if n == top else _RED
        entries.append(_entry(name, _STREAM, start=start, size=len(part), left=left, right=right, colour=colour))
    entries += [_entry("", 0)] * (4 - len(entries))
    places = [folder_at + 1 + n for n in range(tables)]
    header = struct.pack(
        "<8s16s5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, folder_at, 0, _SMALLEST, _END, 0, _END, 0,
    )  # fmt: skip
    header += _numbers(places).ljust(4 * _IN_HEADER, b"\xff")
    return header + b"".join(parts) + b"".join(entries) + table


def _filled(part: bytes) -> bytes:
    return part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0")


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _numbers(values: Iterable[int]) -> bytes:
    every = list(values)
    return struct.pack(f"<{len(every)}I", *every)


def _entry(
    name: str,
    kind: int,
    *,
    start: int = 0,
    size: int = 0,
    child: int = _NOBODY,
    left: int = _NOBODY,
    right: int = _NOBODY,
    colour: int = _BLACK,
) -> bytes:
    coded = f"{name}\0".encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBB3I16sI8s8sIQ",
        coded, len(coded), kind, colour, left, right, child, bytes(16), 0, bytes(8), bytes(8), start, size,
    )  # fmt: skip
