"""Paper of an office in python-docx: A4, Chinese fonts by name, headings, text, ruled tables, page numbers.

python-docx sets only the western fonts, so ``w:eastAsia`` is written on styles and runs and the theme's fonts are
cleared. The same content always gives the same bytes: nothing of the clock or the machine goes into the file.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# Named and never bundled: 仿宋 and 黑体 come with every office suite in use there.
BODY_FONT = "仿宋"
HEADING_FONT = "黑体"
SUBHEADING_FONT = "楷体"
LATIN_FONT = "Times New Roman"

BODY_SIZE = Pt(16)
TITLE_SIZE = Pt(22)
TABLE_SIZE = Pt(10.5)
LINE_PITCH = Pt(28.95)
_TWO_CHARACTERS = {"firstLineChars": "200", "firstLine": "640"}
"""In hundredths of a character for Word and WPS, in twips of the body size for those that read lengths alone."""
_THEME_FONTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_CELL_MARGINS = {"top": "28", "left": "57", "bottom": "28", "right": "57"}
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# what XML cannot hold may still be pasted into a chat
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def new_paper() -> DocumentType:
    """An empty A4 document in the body font, with page numbers."""
    paper = Document()
    normal = paper.styles["Normal"]
    _set_fonts(normal.element.get_or_add_rPr(), BODY_FONT)
    for defaults in paper.styles.element.iter(qn("w:rPrDefault")):
        _set_fonts(defaults.find(qn("w:rPr")), BODY_FONT)
        defaults.find(qn("w:rPr")).find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    normal.font.size = BODY_SIZE
    _close_up(normal.element.get_or_add_pPr())
    _portrait(paper.sections[0])
    _page_number(paper.sections[0].footer.paragraphs[0])
    return paper


def _set_fonts(properties: BaseOxmlElement, east_asian: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in _THEME_FONTS:
        fonts.attrib.pop(qn(theme), "")
    for kind, name in (("ascii", LATIN_FONT), ("hAnsi", LATIN_FONT), ("cs", LATIN_FONT), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{kind}"), name)


def _close_up(properties: BaseOxmlElement) -> None:
    """No automatic space between Chinese and digits, so that 2025年 stands together."""
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        properties.append(off)


def _portrait(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)


def add_landscape(paper: DocumentType) -> Section:
    """Begin a landscape page, for a wide table."""
    section: Section = paper.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.left_margin, section.right_margin = Mm(22), Mm(22)
    section.footer_distance = Mm(14)
    return section


def _page_number(paragraph: Paragraph) -> None:
    """— 1 —, centred."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("", "— "), ("begin", ""), ("instr", "PAGE"), ("end", ""), ("", " —")):
        run = _run(paragraph, text if kind == "" else "", "宋体", Pt(14))
        if kind == "instr":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run._r.append(instruction)  # noqa: SLF001 - python-docx has no fields of its own
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001 - as above


def _run(paragraph: Paragraph, text: str, font: str, size: Length) -> Run:
    run = paragraph.add_run(_UNPRINTABLE.sub("", text))
    _set_fonts(run._r.get_or_add_rPr(), font)  # noqa: SLF001 - east Asian fonts have no other way in
    run.font.size = size
    return run


def _plain_spacing(paragraph: Paragraph, pitch: Length) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = pitch


def _indent(paragraph: Paragraph) -> None:
    """First line in by two characters."""
    indent = OxmlElement("w:ind")
    for name, value in _TWO_CHARACTERS.items():
        indent.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().append(indent)  # noqa: SLF001 - python-docx knows only lengths here


def add_title(paper: DocumentType, text: str) -> None:
    """Add the title of the paper, centred, in the heading font."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _plain_spacing(paragraph, Pt(34))
    _run(paragraph, text, HEADING_FONT, TITLE_SIZE)


def add_centred(paper: DocumentType, text: str) -> None:
    """Add a centred line below the title, with a space of 14 points after it."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _plain_spacing(paragraph, LINE_PITCH)
    paragraph.paragraph_format.space_after = Pt(14)
    _run(paragraph, text, SUBHEADING_FONT, BODY_SIZE)


def add_heading(paper: DocumentType, text: str) -> None:
    """Add a first-level heading, kept on one page with what follows."""
    _add_indented(paper, text, HEADING_FONT).paragraph_format.keep_with_next = True


def add_subheading(paper: DocumentType, text: str) -> None:
    """Add a second-level heading, kept on one page with what follows."""
    _add_indented(paper, text, SUBHEADING_FONT).paragraph_format.keep_with_next = True


def add_text(paper: DocumentType, text: str, *, with_next: bool = False) -> None:
    """Add a paragraph of running text, aligned left; ``with_next`` keeps it on one page with what follows.

    It is not justified, because that tears a line wide that ends before a long figure in brackets.
    """
    _add_indented(paper, text, BODY_FONT).paragraph_format.keep_with_next = with_next


def _add_indented(paper: DocumentType, text: str, font: str) -> Paragraph:
    paragraph = paper.add_paragraph()
    _plain_spacing(paragraph, LINE_PITCH)
    _indent(paragraph)
    _run(paragraph, text, font, BODY_SIZE)
    return paragraph


def add_flush(paper: DocumentType, text: str, font: str = HEADING_FONT) -> None:
    """Add a line that begins at the left edge, without the indent of running text."""
    paragraph = paper.add_paragraph()
    _plain_spacing(paragraph, LINE_PITCH)
    _run(paragraph, text, font, BODY_SIZE)


def add_signature(paper: DocumentType, office: str, day: str) -> None:
    """Office and date at the right, one line free above them, kept on one page."""
    for i, text in enumerate(("", office, day)):
        paragraph = paper.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _plain_spacing(paragraph, LINE_PITCH)
        paragraph.paragraph_format.right_indent = Mm(11)
        paragraph.paragraph_format.keep_with_next = i < 2  # noqa: PLR2004 - the date is the last of the three
        _run(paragraph, text, BODY_FONT, BODY_SIZE)


def add_table(
    paper: DocumentType, headers: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """A ruled table with a repeated head; ``widths`` are millimetres, one for each column.

    Columns of numbers and short words stand centred; a row is never torn apart by a page break.
    """
    table = paper.add_table(rows=1 + len(rows), cols=len(headers))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, widths)
    _narrow_margins(table)
    lines = [headers, *rows]
    short = [all(map(_is_short, column)) for column in zip(*rows, strict=True)] if rows else []
    for i, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        _row_property(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - no other way to it
        if i == 0:
            _row_property(row._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 - as above
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell, text, HEADING_FONT if i == 0 else BODY_FONT, centred=i == 0 or short[column])
    _plain_spacing(paper.add_paragraph(), Pt(12))


_SHORT = 6


def _is_short(text: str) -> bool:
    return max(map(len, text.split("\n"))) <= _SHORT


def _row_property(properties: BaseOxmlElement, name: str) -> None:
    properties.append(OxmlElement(name))


def _set_widths(table: DocxTable, widths: Sequence[float]) -> None:
    """On the grid and on every cell: Word reads the one, WPS and LibreOffice the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _narrow_margins(table: DocxTable) -> None:
    """One millimetre at either side of a cell's text, half of it above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in _CELL_MARGINS.items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx knows no margins of cells
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else properties.index(look), margins)


def _fill(cell: _Cell, text: str, font: str, *, centred: bool) -> None:
    for i, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        _plain_spacing(paragraph, Pt(15))
        _run(paragraph, line, font, TABLE_SIZE)
    vertical = OxmlElement("w:vAlign")
    vertical.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(vertical)  # noqa: SLF001 - python-docx would write the same


def to_bytes(paper: DocumentType, *, title: str, author: str, moment: datetime) -> bytes:
    """The file, stamped with ``moment`` instead of the time of writing."""
    properties = paper.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    properties.comments, properties.revision = "", 1
    written = io.BytesIO()
    paper.save(written)
    return _restamped(written.getvalue())


def _restamped(content: bytes) -> bytes:
    """The same archive with every entry dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
