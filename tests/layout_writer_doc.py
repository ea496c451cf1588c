"""Paragraphs and grids of the layout writer as documents of Word 97 to 2003, by the rules of [MS-DOC]."""

import struct

from tests.layout_writer_files import Block, Grid
from tests.layout_writer_ole import compound

_PAGE = 512
_TEXT_AT = 0x800
_SECOND_TABLE, _LETTERS = 0x0200, 0x1000
_IN_TABLE, _ROW_END, _ROW = 0x2416, 0x2417, 0xD608
_CHINESE = 0x804
_PAIRS = 93
_CHARACTERS, _PARAGRAPHS, _PIECES, _LISTS, _OVERRIDES = 12, 13, 33, 73, 74
_WIDTH = 8600  # twentieths of a point
_FIRST_OF_MERGED, _MERGED = 3 << 5, 1 << 5
# properties that fill much of a page stand among the data, and the page says where
_LONG, _LONGEST = 0x6646, 200

# a paragraph with its end mark, and what is said of it
_Told = tuple[str, bytes]


def as_doc(blocks: list[Block]) -> bytes:
    """Return a document with real tables and merged cells."""
    told: list[_Told] = []
    for block in blocks:
        told += of_table(block) if isinstance(block, Grid) else [(f"{line}\r", b"") for line in block.split("\n")]
    return word_97(*apart(told))


def apart(told: list[_Told]) -> tuple[list[_Told], tuple[bytes, bytes, bytes], bytes]:
    """Return paragraphs whose long properties stand among the data, no lists, and the data."""
    data, kept = b"", []
    for text, properties in told:
        is_long = len(properties) > _LONGEST
        kept.append((text, struct.pack("<HI", _LONG, len(data)) if is_long else properties))
        data += struct.pack("<H", len(properties)) + properties if is_long else b""
    return kept, (b"", b"", b""), data


def word_97(told: list[_Told], lists: tuple[bytes, bytes, bytes] = (b"", b"", b""), data: bytes = b"") -> bytes:
    """Return a document of paragraphs with their properties, of its tables of lists, and of its data.

    The tables are the lists, their levels, which stand behind them uncounted, and the overrides that paragraphs name.
    """
    told = [*told, ("\r", b"")]  # a document does not end with a table
    text = "".join(part for part, _ in told)
    coded = text.encode("utf-16-le")
    length = len(coded) // 2
    ends = _TEXT_AT + len(coded)
    first_page = -(-ends // _PAGE)
    pages, bounds = _paragraph_pages(told)
    plain = struct.pack("<2I", _TEXT_AT, ends).ljust(_PAGE - 1, b"\0") + b"\1"
    parts = {
        _CHARACTERS: struct.pack("<3I", _TEXT_AT, ends, first_page),
        _PARAGRAPHS: struct.pack(f"<{len(bounds)}I", *bounds)
        + struct.pack(f"<{len(pages)}I", *range(first_page + 1, first_page + 1 + len(pages))),
        _PIECES: b"\2" + struct.pack("<I2IHIH", 16, 0, length, 0, _TEXT_AT, 0),
    }
    named, levels, overrides = lists
    parts |= {_LISTS: named, _OVERRIDES: overrides} if named else {}
    table, places = b"", [(0, 0)] * _PAIRS
    for pair, part in parts.items():
        places[pair] = (len(table), len(part))
        table += part + (levels if pair == _LISTS else b"")
    main = _header(length, places).ljust(_TEXT_AT, b"\0") + coded
    main = main.ljust(first_page * _PAGE, b"\0") + plain + b"".join(pages)
    return compound({"WordDocument": main, "1Table": table} | ({"Data": data} if data else {}))


def _header(length: int, places: list[tuple[int, int]]) -> bytes:
    """Return the FIB: what the file is, how long its text is, and where the parts in the other stream are.

    Each of its three arrays stands behind the number of its elements, of two, four and eight bytes.
    """
    end = _TEXT_AT + 2 * length
    flags = _SECOND_TABLE | _LETTERS
    base = struct.pack("<7H10x2I", 0xA5EC, 0xC1, 0, _CHINESE, 0, flags, 0xBF, _TEXT_AT, end)
    lengths = struct.pack("<22I", end, 0, 0, length, *[0] * 18)
    pairs = b"".join(struct.pack("<2I", *place) for place in places)
    return b"".join([base, struct.pack("<H28xH", 14, 22), lengths, struct.pack("<H", _PAIRS), pairs, bytes(2)])


def of_table(grid: Grid) -> list[_Told]:
    """Return the paragraphs of a table: its cells, and the end of each row."""
    covered, firsts = grid.covered(), {(first, column) for column, first, _ in grid.runs()}
    count = len(grid.rows[0])
    edges = struct.pack(f"<{count + 1}h", *(_WIDTH * n // count for n in range(count + 1)))
    inside = struct.pack("<HB", _IN_TABLE, 1)
    told: list[_Told] = []
    for at, row in enumerate(grid.rows):
        cells = b""
        for column, text in enumerate(row):
            *lines, last = [""] if (at, column) in covered else text.split("\n")
            told += [(f"{line}\r", inside) for line in lines]
            told.append((f"{last}\a", inside))
            flags = _MERGED if (at, column) in covered else _FIRST_OF_MERGED if (at, column) in firsts else 0
            cells += struct.pack("<2H16x", flags, 0)
        row_of = bytes([count]) + edges + cells
        end = inside + struct.pack("<HB", _ROW_END, 1) + struct.pack("<HH", _ROW, len(row_of) + 1) + row_of
        told.append(("\a", end))
    return told


def _paragraph_pages(told: list[_Told]) -> tuple[list[bytes], list[int]]:
    """Return the pages that say where each paragraph begins and what it is, and where each page begins."""
    pages: list[bytes] = []
    offset = _TEXT_AT
    bounds = [offset]
    starts, entries, said = [offset], b"", b""
    for text, properties in told:
        following = offset + len(text.encode("utf-16-le"))
        body = bytes(2) + properties  # the style, then the properties
        body = bytes([len(body) // 2 + 1]) + body if len(body) % 2 else b"\0" + bytes([len(body) // 2]) + body
        if 4 * (len(starts) + 1) + len(entries) + 13 + len(said) + len(body) > _PAGE - 2:
            pages.append(_page(starts, entries, said))
            bounds.append(offset)
            starts, entries, said = [offset], b"", b""
        said = body + said
        entries += struct.pack("<B12x", (_PAGE - 2 - len(said)) // 2)
        starts.append(following)
        offset = following
    pages.append(_page(starts, entries, said))
    return pages, [*bounds, offset]


def _page(starts: list[int], entries: bytes, said: bytes) -> bytes:
    count = len(starts) - 1
    head = struct.pack(f"<{count + 1}I", *starts) + entries
    return head.ljust(_PAGE - 2 - len(said), b"\0") + said + bytes([0, count])
