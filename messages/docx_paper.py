"""The pieces of a paper in a Word file: paragraphs in the form's styles, ruled tables, page numbers, wide pages.

Nothing is formatted by hand: every paragraph has a style of the form, which an office may restyle. Runs carry the
East Asian hint, so that quotation marks and dashes stand in the Chinese font. The same content always gives the same
bytes: nothing of the clock or the machine goes into the file.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm

from messages import row_heights
from messages.archives import restamped
from tasks_db import lazy_re as re

# what XML cannot hold may still be pasted into a chat
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES = re.compile(r"(?<=\d)-(?=\d)|\t")
BESIDE_A_DATE = 18
"""So long a name has room on one line with a date, in every font."""
_CHARACTER = 315
"""A character of the text in twips: 16 points less a quarter, so that 28 make a line."""
_IMPRINT = 280
"""A character of 版记 in twips."""
_CLOSEST = -50
"""Characters of 版记 that would have to stand closer, in twips, take two lines."""


# paragraphs


def add(paper: DocumentType, style: str, text: str, *, left: float | None = None, keep: bool = False) -> None:
    """Add a paragraph in a style of the form.

    ``left`` begins it so many characters from the edge, ``keep`` holds it on one page with what follows.
    """
    keeping = "<w:keepNext/>" if keep else ""
    indent = f"<w:ind w:left='{round(left * _CHARACTER)}'/>" if left is not None else ""
    paragraph = _paragraph(style, text, keeping + indent)
    paper.element.body.insert_element_before(paragraph, "w:sectPr")


def _paragraph(style: str, text: str, properties: str = "") -> BaseOxmlElement:
    paragraph = _parsed(f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val='{style}'/>{properties}</w:pPr></w:p>")
    if text:
        paragraph.append(_run(text))
    return paragraph


def _parsed(xml: str) -> BaseOxmlElement:
    return parse_xml(xml)


def _run(text: str) -> BaseOxmlElement:
    """A run with the East Asian hint; a hyphen between figures does not break (第2-15项)."""
    run = _parsed(f"<w:r {nsdecls('w')}><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr></w:r>")
    end = 0
    clean = _UNPRINTABLE.sub("", text)
    for piece in _PIECES.finditer(clean):
        _text(run, clean[end : piece.start()])
        run.append(OxmlElement("w:noBreakHyphen" if piece[0] == "-" else "w:tab"))
        end = piece.end()
    _text(run, clean[end:])
    return run


def _text(run: BaseOxmlElement, text: str) -> None:
    if text:
        element = OxmlElement("w:t")
        element.set(qn("xml:space"), "preserve")
        element.text = text
        run.append(element)


# tables

_SHORT = 6


def add_table(
    paper: DocumentType,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    keep: bool = False,
) -> None:
    """A ruled table with a repeated head; ``widths`` are millimetres, one for each column.

    Columns of numbers and short words stand centred. No page break tears a row apart but one that is very high: its
    cells begin at its top, where the page that goes on with it is read together with them. ``keep`` holds the last
    row on one page with what follows.
    """
    twips = [Mm(millimetres).twips for millimetres in widths]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in twips)
    table = _parsed(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val='PaperTable'/><w:tblW w:w='{sum(twips)}' w:type='dxa'/>"
        f"<w:jc w:val='center'/><w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    short = [all(map(_is_short, column)) for column in zip(*rows, strict=True)] if rows else [True] * len(headers)
    table.append(_row(headers, twips, ["PaperTableHead"] * len(headers), head=True))
    styles = ["PaperTableNumber" if centred else "PaperTableText" for centred in short]
    for n, row in enumerate(rows, 1):
        tears = row_heights.may_tear(row, widths)
        table.append(_row(row, twips, styles, head=False, keep=keep and n == len(rows), tears=tears))
    paper.element.body.insert_element_before(table, "w:sectPr")


def _is_short(text: str) -> bool:
    return max(map(len, text.split("\n"))) <= _SHORT


def _row(
    texts: Sequence[str],
    widths: Sequence[int],
    styles: Sequence[str],
    *,
    head: bool,
    keep: bool = False,
    tears: bool = False,
) -> BaseOxmlElement:
    marks = "<w:cantSplit/><w:tblHeader/>" if head else "" if tears else "<w:cantSplit/>"
    stands = "top" if tears else "center"
    row = _parsed(f"<w:tr {nsdecls('w')}><w:trPr>{marks}</w:trPr></w:tr>")
    for text, wide, style in zip(texts, widths, styles, strict=True):
        cell = _parsed(
            f"<w:tc {nsdecls('w')}><w:tcPr><w:tcW w:w='{wide}' w:type='dxa'/><w:vAlign w:val='{stands}'/>"
            "</w:tcPr></w:tc>"
        )
        for line in text.split("\n"):
            cell.append(_paragraph(style, line, "<w:keepNext/>" if keep else ""))
        row.append(cell)
    return row


# pages

_NUMBER = (
    '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>'
)
_ODD, _EVEN = "PaperPageOdd", "PaperPageEven"
_LONG_SIDE, _SHORT_SIDE = 297.0, 210.0
_TOP, _BOTTOM, _LEFT, _RIGHT = 37.0, 35.0, 28.0, 26.0
_BELOW = 7.0
"""From the text to the page number, in millimetres."""
_HIGH, _LONG = 4.94, 26.0
"""The page number: a character of 14 points high, and as long as three figures between dashes."""


def number_pages(section: Section) -> None:
    """Print the page's number seven millimetres below the text: at the right on odd pages, at the left on even."""
    for footer, style in ((section.footer, _ODD), (section.even_page_footer, _EVEN)):
        paragraph = _emptied(footer, style)
        for run in _parsed(f"<w:p {nsdecls('w')}>{_NUMBER}</w:p>"):
            paragraph.append(run)
    section.footer_distance = Mm(_BOTTOM - _BELOW - _HIGH)


def _emptied(footer: _Footer, style: str) -> BaseOxmlElement:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p  # noqa: SLF001 - styles are known by id here
    footer._element.replace(paragraph, empty := _paragraph(style, ""))  # noqa: SLF001 - as above
    return empty


def _section(paper: DocumentType) -> Section:
    """A section on a new page; the one before ends with its own last paragraph, so that no empty line is added."""
    section: Section = paper.add_section()
    ending = paper.element.body.findall(qn("w:p"))[-1]
    last = ending.getprevious()
    if last is not None and last.tag == qn("w:p"):
        last.find(qn("w:pPr")).append(ending.find(qn("w:pPr")).find(qn("w:sectPr")))
        paper.element.body.remove(ending)
    return section


def add_wide(paper: DocumentType) -> Section:
    """Begin a page that is read turned by a quarter, its head at the left edge of the sheet.

    The sheet's margins turn with it, and the page number stands where it stands on every other sheet.
    """
    section = _section(paper)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG_SIDE), Mm(_SHORT_SIDE)
    section.top_margin, section.bottom_margin = Mm(_LEFT), Mm(_RIGHT)
    section.left_margin, section.right_margin = Mm(_BOTTOM), Mm(_TOP)
    inside = _BOTTOM - _BELOW - _HIGH  # how far from the sheet's lower edge, which is now the left one
    for footer, style, top in (
        (section.footer, _ODD, _SHORT_SIDE - _RIGHT - _HIGH - _LONG),
        (section.even_page_footer, _EVEN, _LEFT + _HIGH),
    ):
        empty = _emptied(footer, style)
        footer._element.insert(footer._element.index(empty), _turned_number(inside, top, style))  # noqa: SLF001
    section.footer_distance = Mm(0)
    return section


def _turned_number(left: float, top: float, style: str) -> BaseOxmlElement:
    """The number in a cell of its own, placed on the sheet and turned with it."""
    high, long = Mm(_HIGH).twips, Mm(_LONG).twips
    return _parsed(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblpPr w:leftFromText='0' w:rightFromText='0' w:vertAnchor='page' "
        f"w:horzAnchor='page' w:tblpX='{Mm(left).twips}' w:tblpY='{Mm(top).twips}'/>"
        f"<w:tblW w:w='{high}' w:type='dxa'/><w:tblLayout w:type='fixed'/><w:tblCellMar>"
        "<w:left w:w='0' w:type='dxa'/><w:right w:w='0' w:type='dxa'/></w:tblCellMar></w:tblPr>"
        f"<w:tblGrid><w:gridCol w:w='{high}'/></w:tblGrid><w:tr><w:trPr>"
        f"<w:trHeight w:val='{long}' w:hRule='exact'/></w:trPr><w:tc><w:tcPr><w:tcW w:w='{high}' w:type='dxa'/>"
        f"<w:textDirection w:val='tbRl'/></w:tcPr><w:p><w:pPr><w:pStyle w:val='{style}Turned'/></w:pPr>"
        f"{_NUMBER}</w:p></w:tc></w:tr></w:tbl>"
    )


def add_upright(paper: DocumentType) -> Section:
    """Begin an upright page after wide ones."""
    section = _section(paper)
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_SHORT_SIDE), Mm(_LONG_SIDE)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    number_pages(section)
    return section


def add_imprint(
    paper: DocumentType, copies: str, printed_by: str, printed_on: str, *, beside: Section | None = None
) -> None:
    """Add 版记 at the foot of the last page: who gets copies, who printed it and when, between two thick lines.

    It stands above the page number, in the foot of the section ``beside``, which has one page, else in that of a
    page of its own: what floats at the foot of the text is placed there by one program and at the head by another.
    """
    section = beside or add_upright(paper)
    for footer in (section.footer, section.even_page_footer):
        number = footer.paragraphs[-1]._p  # noqa: SLF001 - python-docx builds no such table
        number.addprevious(_imprint(copies, printed_by, printed_on))
        number.addprevious(_paragraph("PaperImprintGap", ""))
    if beside is None:
        add(paper, "PaperTableText", "")


def _closer(name: str, beside: str) -> int:
    """How much closer, in twentieths of a point, the characters of 印发机关 and 印发日期 stand to share one line."""
    room = _CHARACTER * 28 - 2 * _IMPRINT  # a character is left free at each side
    figures = sum(char.isascii() for char in beside)
    gaps = sum(one.isascii() != other.isascii() for one, other in pairwise(beside))  # a quarter beside figures
    wide = (len(name) + len(beside) + 1) * _IMPRINT - figures * _IMPRINT // 2 + gaps * _IMPRINT // 4
    return -max(0, wide - room) // (len(name) + len(beside))


def _imprint(copies: str, printed_by: str, printed_on: str) -> BaseOxmlElement:
    wide = _CHARACTER * 28
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    table = _parsed(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{wide}' w:type='dxa'/><w:tblBorders>{lines}</w:tblBorders>"
        "<w:tblLayout w:type='fixed'/><w:tblCellMar><w:left w:w='0' w:type='dxa'/><w:right w:w='0' w:type='dxa'/>"
        f"</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w='{wide}'/></w:tblGrid></w:tbl>"
    )
    rows = [[_paragraph("PaperCopies", f"抄送：{copies}。")]] if copies else []
    printed = f"{printed_on}印发"
    closer = _closer(printed_by, printed)
    texts = [f"{printed_by}\t{printed}"] if closer >= _CLOSEST else [printed_by, f"\t{printed}"]
    said = [_paragraph("PaperImprint", text) for text in texts]
    if 0 > closer >= _CLOSEST:
        said[0][-1][0].append(_parsed(f"<w:spacing {nsdecls('w')} w:val='{closer}'/>"))
    rows.append(said)
    for lines_of_row in rows:
        row = _parsed(
            f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w='{wide}' w:type='dxa'/>"
            "</w:tcPr></w:tc></w:tr>"
        )
        row[-1].extend(lines_of_row)
        table.append(row)
    return table


# the file


def to_bytes(paper: DocumentType, *, title: str, author: str, moment: datetime, keywords: str = "") -> bytes:
    """The file, stamped with ``moment`` instead of the time of writing."""
    properties = paper.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    properties.revision, properties.keywords = 1, keywords
    written = io.BytesIO()
    paper.save(written)
    return restamped(written.getvalue())
