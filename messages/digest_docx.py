"""A paper as a Word file: title, text with its headings, signature, numbered annexes."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document

from messages import dates, docx_paper
from messages.paper import Annex, Paper, Section, inside, items, numbered


def docx(paper: Paper, moment: datetime) -> bytes:
    """The .docx file; the same paper and moment always give the same bytes."""
    out = docx_paper.new_paper()
    docx_paper.add_title(out, paper.title)
    docx_paper.add_text(out, paper.opening.text)
    for number, section in numbered(paper.sections):
        docx_paper.add_heading(out, f"{number}{section.heading}")
        _paragraphs(out, section)
        for inner, part in inside(section):
            docx_paper.add_subheading(out, f"{inner}{part.heading}")
            _paragraphs(out, part)
    _list_of(out, paper.annexes)
    docx_paper.add_signature(out, paper.office, dates.day(paper.day))
    for n, annex in enumerate(paper.annexes, 1):
        _annex(out, n, annex)
    return docx_paper.to_bytes(out, title=paper.title, author=paper.office, moment=moment)


def _paragraphs(out: Document, section: Section) -> None:
    for text in items(section.paragraphs):
        docx_paper.add_text(out, text)


def _list_of(out: Document, annexes: Sequence[Annex]) -> None:
    """附件：1.重点任务进展情况表, and the others below it."""
    for n, annex in enumerate(annexes, 1):
        docx_paper.add_text(out, f"{'附件：' if n == 1 else '　　　'}{n}.{annex.title}", with_next=True)


def _annex(out: Document, n: int, annex: Annex) -> None:
    docx_paper.add_landscape(out)
    docx_paper.add_flush(out, f"附件{n}")
    docx_paper.add_title(out, annex.title)
    if annex.note:
        docx_paper.add_text(out, annex.note)
    docx_paper.add_table(out, annex.table.headers, annex.table.rows, annex.widths)
