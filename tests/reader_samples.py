"""Documents made by hand for the tests of the readers: Word parts as XML, PDF pages as text at places."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import openpyxl

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MADE_AT = (2026, 1, 1, 0, 0, 0)


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of the parts; the same parts give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(zipfile.ZipInfo(name, _MADE_AT), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{_W}">{inside}</w:{root}>'


def word(body: str, **parts: str) -> bytes:
    """Return a .docx with this body; parts by the name of their root: numbering, styles, footnotes, hdr, ftr."""
    kinds = {"hdr": "header", "ftr": "footer"}
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_KINDS}/{kinds.get(root, root)}" Target="{root}.xml"/>'
        for n, root in enumerate(parts)
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    main = f'<Relationship Id="r1" Type="{_KINDS}/officeDocument" Target="word/document.xml"/>'
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f"{relations}{main}</Relationships>",
            "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": f"{relations}{related}</Relationships>",
            **{f"word/{root}.xml": _part(root, inside) for root, inside in parts.items()},
        }
    )


def holding(*inside: tuple[str, bytes], body: str = '<w:altChunk r:id="c0"/>') -> bytes:
    """Return a .docx whose body refers to documents inside it, by name and bytes, as c0, c1 and so on."""
    part = parts(word(body.replace("r:id", f'xmlns:r="{_KINDS}" r:id')))
    named = "".join(
        f'<Relationship Id="c{n}" Type="{_KINDS}/aFChunk" Target="/word/{name}"/>'
        for n, (name, _) in enumerate(inside)
    )
    key = "word/_rels/document.xml.rels"
    related = part[key]
    assert isinstance(related, bytes)
    part[key] = related.decode().replace("</Relationships>", f"{named}</Relationships>")
    return archive({**part, **{f"word/{name}": data for name, data in inside}})


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """Return a paragraph; what is not XML is made a run."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """Return a paragraph that Word numbers."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(*rows: Sequence[str]) -> str:
    """Return a table; a cell is text, or its XML from <w:tc on."""
    made = "".join(f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{made}</w:tbl>"


def _cell(cell: str) -> str:
    return cell if cell.startswith("<w:tc") else tc(paragraph(cell))


def tc(inside: str, properties: str = "") -> str:
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    begins = f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'{begins}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """Return the inside of a numbering part with one abstract list."""
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text at a place of a page, in points from its upper left corner."""

    x: float
    y: float
    text: str
    size: float = 14


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a table."""

    x0: float
    y0: float
    x1: float
    y1: float


_WIDTH, _HEIGHT = 595, 842
_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
)


def pdf(pages: Iterable[Iterable[Text | Rule]], *, packed: bool = True) -> bytes:
    """Return a PDF of A4 pages whose font every viewer has; each character is as wide as it is high."""
    contents = [_stream("\n".join(map(_drawn, page)).encode("ascii"), packed=packed) for page in pages]
    first = 6
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        _FONT,
        b"<< /Type /FontDescriptor /FontName /STSong-Light /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 >>",
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {first + 2 * n + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(content)
    return _assembled(objects)


def _drawn(one: Text | Rule) -> str:
    if isinstance(one, Rule):
        return f"{one.x0} {_HEIGHT - one.y0} m {one.x1} {_HEIGHT - one.y1} l S"
    code = one.text.encode("utf-16-be").hex()
    return f"BT /F1 {one.size} Tf 1 0 0 1 {one.x} {_HEIGHT - one.y - one.size} Tm <{code}> Tj ET"


def _stream(data: bytes, *, packed: bool) -> bytes:
    body = zlib.compress(data) if packed else data
    named = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(body), named, body)


def _assembled(objects: list[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (n, body)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, lines, size, start)
    )


def ruled(
    x: Sequence[float], y: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10
) -> list[Text | Rule]:
    """Return a table with all its rules; the lines of a cell are parted by line feeds."""
    drawn: list[Text | Rule] = [Rule(x[0], at, x[-1], at) for at in y]
    drawn += [Rule(at, y[0], at, y[-1]) for at in x]
    for n, row in enumerate(rows):
        for column, cell in enumerate(row):
            for down, line in enumerate(cell.split("\n")):
                drawn.append(Text(x[column] + 4, y[n] + 4 + down * size * 1.3, line, size))
    return drawn


def workbook(rows: Sequence[Sequence[object]], merged: Iterable[str] = ()) -> openpyxl.Workbook:
    """Return a workbook whose only worksheet is 任务."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务"
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def parts(data: bytes) -> dict[str, str | bytes]:
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
