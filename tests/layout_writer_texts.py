"""Paragraphs and grids of the layout writer as rich text (.rtf) and as a web archive (.mht)."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from tests.layout_writer_files import Block, Grid, as_html

_WIDTH = 8600  # twentieths of a point
_HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fswiss\fcharset0 Arial;}}"
    r"{\colortbl;\red0\green0\blue0;}{\*\generator writer}\uc1 "
)


def as_rtf(blocks: list[Block]) -> bytes:
    """Return a file with real tables and merged cells; half of its characters as bytes, half by their numbers."""
    body = "".join(
        _table(one)
        if isinstance(one, Grid)
        else "".join(rf"\pard\plain {_coded(line)}\par " for line in one.split("\n"))
        for one in blocks
    )
    return f"{_HEAD}{body}}}".encode("ascii")


def _table(grid: Grid) -> str:
    covered, firsts = grid.covered(), {(first, column) for column, first, _ in grid.runs()}
    count = len(grid.rows[0])
    rows = ""
    for at, row in enumerate(grid.rows):
        defined = cells = ""
        for column, text in enumerate(row):
            merged = r"\clvmrg" if (at, column) in covered else r"\clvmgf" if (at, column) in firsts else ""
            defined += rf"{merged}\cellx{_WIDTH * (column + 1) // count}"
            shown = "" if (at, column) in covered else r"\par ".join(map(_coded, text.split("\n")))
            cells += rf"\pard\intbl {shown}\cell "
        rows += rf"\trowd\trleft0{defined}{cells}\row "
    return rows


def _coded(text: str) -> str:
    return "".join(_sign(char, n) for n, char in enumerate(text))


def _sign(char: str, n: int) -> str:
    if char.isascii():
        return rf"\{char}" if char in "\\{}" else r"\tab " if char == "\t" else char
    coded = char.encode("gbk", "ignore")
    if coded and n % 2:
        return "".join(rf"\'{byte:02x}" for byte in coded)
    units = char.encode("utf-16-le")
    return "".join(
        rf"\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2)
    )


def as_mht(blocks: list[Block]) -> bytes:
    """Return a web archive: a page in quoted letters, and a picture that belongs to it."""
    archive = MIMEMultipart("related", boundary="----=_NextPart_01", type="text/html")
    page = MIMEText(as_html(blocks).decode().replace("utf-8", "gb18030"), "html", "gb18030")
    page["Content-Location"] = "file:///C:/plan.htm"
    archive.attach(page)
    picture = MIMEText("0000", "plain", "ascii")
    picture.replace_header("Content-Type", "image/png")
    archive.attach(picture)
    return archive.as_bytes()
