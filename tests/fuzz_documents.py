"""Damaged documents for the fuzzer: the same number gives the same file, and each reader gets its share."""

import random
import re
from copy import deepcopy
from functools import cache

from lxml import etree

from tests import intake_samples as plans
from tests import reader_samples as made
from tests.binary_samples import FLOOD_DOC, MARKED_DOC, MARKED_RTF, NIGHT_XLS
from tests.layout_writer_doc import as_doc
from tests.layout_writer_files import Block, Grid
from tests.layout_writer_pdf import as_ofd
from tests.layout_writer_texts import as_mht, as_rtf
from tests.layout_writer_xls import as_xls
from tests.ofd_samples import ofd

# how often each reader is asked, of a hundred
SHARES = {
    "docx": 18,
    "xlsx": 11,
    "pdf": 14,
    "doc": 11,
    "xls": 8,
    "html": 8,
    "txt": 6,
    "csv": 3,
    "md": 3,
    "ofd": 8,
    "rtf": 6,
    "mht": 4,
}
_ORDER = [suffix for suffix, share in SHARES.items() for _ in range(share)]
_WORDS = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "255",
        "65536",
        "99999999999999999999",
        "NaN",
        "1e308",
        "true",
        "\t",
        "\n\n",
        "|",
        "一、",
    ),
    *(
        "（一）",
        "1.",
        "〔牵头单位：",
        "）",
        "《",
        "“",
        "2026年13月",
        "2026年2月30日",
        "十五五",
        "各乡镇（街道）",
        "序号",
        "牵头单位",
    ),
    *(
        "\ufeff",
        "\u202e",
        "\x00",
        "\x07",
        "\ufffd",
        "⽅",
        "𠮷",
        "&lt;",
        "&#0;",
        "&x;",
        "]]>",
        "%s",
        "{}",
        "(" * 60,
        "、" * 99,
    ),
)
_XML_WORDS = tuple(word for word in _WORDS if word.isprintable() or word in "\t\n\n")
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,400}>")


def suffix_of(number: int) -> str:
    """Return the suffix of a document, without its dot."""
    return _ORDER[number % len(_ORDER)]


def document(number: int) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a damaged document."""
    chance = random.Random(number)  # noqa: S311  repeatable, no secret
    suffix = suffix_of(number)
    seed = chance.choice(_seeds()[suffix])
    packed, binary = ("docx", "xlsx", "ofd"), ("doc", "xls")
    damage = _package if suffix in packed else _binary if suffix in binary else _text
    return suffix, damage(seed, chance)


@cache
def _seeds() -> dict[str, list[bytes]]:
    texts = [sample.encode() for sample in (plans.MEALS, plans.FLOOD, plans.RENOVATION, plans.ONE_LINE, plans.CELLS)]
    rows = [line.split("\t") for line in plans.MEALS.splitlines() if line.count("\t") > 3]
    body = "".join(made.paragraph(line) for line in plans.FLOOD.splitlines()) + made.table(*rows)
    lists = made.numbering(made.level(0, "chineseCounting", "%1、") + made.level(1, "decimal", "%2."))
    listed = "".join(made.listed(f"第{n}项工作，由县水务局牵头。", 1, n % 2) for n in range(6))
    merged = made.table(
        [made.tc(made.paragraph("任务"), '<w:gridSpan w:val="2"/>')],
        ["1", made.tc(made.paragraph("县水务局"), '<w:vMerge w:val="restart"/>')],
        ["2", made.tc(made.table(["甲", "乙"]), "<w:vMerge/>")],
    )
    book = made.workbook([["任务清单"], *rows], ["A1:D1", "F3:F4"])
    book.create_sheet("二").append(["指标", 0.5])
    web = "<ol start=2><li>建点<li>配送</ol>" + "".join(
        f"<tr>{''.join(f'<td colspan=1 rowspan=1>{cell}</td>' for cell in row)}</tr>" for row in rows
    ).join(("<table>", "</table>"))
    drawn = made.ruled(
        [90, 130, 260, 340], [150, 200, 250, 300], [["序号", "任务", "牵头"], ["1", "清淤", "县水务局"], ["2"]]
    )
    lines = [made.Text(90, 60 + 24 * n, line) for n, line in enumerate(plans.FLOOD.splitlines()[:28]) if line]
    chunks = '<w:altChunk r:id="c0"/><w:altChunk r:id="c1"/>'
    drawn_up: list[Block] = [*plans.RENOVATION.splitlines(), Grid(tuple(tuple(row) for row in rows), down=(0,))]
    return {
        "docx": [
            made.word(body),
            made.holding(("a.mht", as_mht(drawn_up)), ("b.rtf", MARKED_RTF), body=chunks),
            made.word(listed + merged, numbering=lists, hdr=made.paragraph("页眉")),
        ],
        "xlsx": [made.saved(book)],
        "pdf": [made.pdf([lines, drawn], packed=False), made.pdf([drawn, drawn])],
        "doc": [FLOOD_DOC, MARKED_DOC, as_doc(drawn_up)],
        "xls": [NIGHT_XLS, as_xls(drawn_up)],
        "html": [f"<html><body>{web}{plans.RENOVATION}</body></html>".encode()],
        "txt": [*texts, plans.FLOOD.encode("gb18030")],
        "csv": ["\n".join(",".join(row) for row in rows).encode()],
        "md": [plans.LIBRARY.encode()],
        "ofd": [ofd([lines, drawn], template=drawn[:3]), as_ofd(drawn_up)],
        "rtf": [MARKED_RTF, as_rtf(drawn_up)],
        "mht": [as_mht(drawn_up)],
    }


def _binary(data: bytes, chance: random.Random) -> bytes:
    """Change bytes, words and stretches; most of the file stays as it was."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        at = chance.randrange(len(changed))
        kind = chance.randrange(5)
        if kind == 0:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[at : at + 4] = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 512)).to_bytes(
                4, "little"
            )
        elif kind == 2:
            changed[at] = chance.randrange(256)
        elif kind == 3 and len(changed) > 1024:
            size = chance.randrange(1, 200)
            where = chance.randrange(len(changed) - size)
            changed[at : at + size] = changed[where : where + size]
        elif chance.random() < 0.1:
            del changed[max(512, at) :]
    return bytes(changed)


def _text(data: bytes, chance: random.Random) -> bytes:
    """Change what a text is made of: numbers, tags, lines; now and then its bytes."""
    for _ in range(chance.choice((1, 2, 4, 8))):
        kind = chance.randrange(7)
        if kind == 0:
            data = _replaced(data, _NUMBER, chance)
        elif kind == 1:
            data = _replaced(data, _TAG, chance)
        elif kind == 2:
            at = _boundary(data, chance)
            data = data[:at] + chance.choice(_WORDS).encode() + data[at:]
        elif kind in (3, 4):
            data = _moved(data, chance)
        elif kind == 5:
            at = chance.randrange(len(data) + 1)
            size = chance.choice((1, 3, 30, 300))
            data = data[:at] + data[at : at + size] * chance.choice((0, 2, 3, 50)) + data[at + size :]
        elif chance.random() < 0.3 and data:
            data = _binary(data, chance)
    return data[: 512 * 1024]


def _boundary(data: bytes, chance: random.Random) -> int:
    """A place between two characters of UTF-8."""
    at = chance.randrange(len(data) + 1)
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def _replaced(data: bytes, pattern: re.Pattern[bytes], chance: random.Random) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice((b"", one.group() * 2, other.group(), chance.choice(_WORDS).encode()))
    return data[: one.start()] + new + data[one.end() :]


def _moved(data: bytes, chance: random.Random) -> bytes:
    """Drop, double or move a line, or a stretch between two tags."""
    separator = b"\n" if data.count(b"\n") > 3 else b">"
    parts = data.split(separator)
    begin = chance.randrange(len(parts))
    end = min(len(parts), begin + chance.choice((1, 1, 2, 8)))
    taken, rest = parts[begin:end], parts[:begin] + parts[end:]
    for _ in range(chance.choice((0, 1, 2))):
        at = chance.randrange(len(rest) + 1)
        rest[at:at] = taken
    return separator.join(rest)


def _package(data: bytes, chance: random.Random) -> bytes:
    """Change a part inside the archive, or the archive itself."""
    if chance.random() < 0.15:
        return _binary(data, chance)
    parts = dict(_parts(data))
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(sorted(parts))
        if chance.random() < 0.05:
            del parts[name]
            parts = parts or {"a.xml": b""}
        else:
            part = parts[name]
            data = part if isinstance(part, bytes) else part.encode()
            parts[name] = _text(data, chance) if chance.random() < 0.3 else _tree(data, chance)
    return made.archive(parts)


def _tree(data: bytes, chance: random.Random) -> bytes:
    """Change elements, attributes and texts, so that the part stays XML."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.choice((1, 2, 4, 8))):
        every = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = chance.choice(every), chance.choice(every)
        kind = chance.randrange(6)
        if kind == 0 and one is not root:
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)
        elif kind == 1 and len(every) < 5000:
            other.append(deepcopy(one))
        elif kind == 2:
            one.tag = other.tag
        elif kind == 3:
            one.text = chance.choice(("", *_XML_WORDS, other.text))
        elif one.attrib:
            name = chance.choice(sorted(one.attrib))
            one.set(name, chance.choice((*_XML_WORDS, *other.attrib.values())))
    return etree.tostring(root, encoding="UTF-8")


@cache
def _parts(data: bytes) -> dict[str, str | bytes]:
    return made.parts(data)
