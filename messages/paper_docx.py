"""A paper as a Word file by GB/T 9704-2012: head, title, recipients, text, annexes, signature, 版记."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from docx.document import Document

from messages import dates, docx_form, docx_paper, forms, paper_words, signing, title_lines, upright
from messages.forms import Head
from messages.paper import Annex, Paper, Section, inside, items, numbered

_TITLE_ROOM, _HEAD_ROOM = 19, 15


_MARK = "联席通报稿"


def mark(paper_id: int) -> str:
    """Return the mark of a draft, among the file's keywords, by which an edited copy is known again."""
    return f"{_MARK}{paper_id}"


def paper_marked(keywords: str) -> int | None:
    """Return the number of the draft whose mark the keywords of a file hold; None for any other file."""
    found = re.search(rf"{_MARK}(\d{{1,9}})", keywords)
    return int(found[1]) if found else None


def docx(
    paper: Paper,
    moment: datetime,
    *,
    issue: int | None = None,
    signed_on: date | None = None,
    mark: str = "",
    head: Head | None = None,
) -> bytes:
    """The .docx file; the same paper, moment and settings always give the same bytes.

    ``issue`` is the number of the issue, and ``signed_on`` the day on which it was signed; without them it is a draft
    of the paper's own day. ``mark`` is kept among its keywords. ``head`` is what stands around a paper that has
    another form than the digest's.
    """
    day = signed_on or paper.day
    head = head or forms.head(paper.office, day.year, issue)
    out = docx_form.new_document(forms.fonts())
    docx_paper.number_pages(out.sections[0])
    _above(out, head, day)
    _lines(out, "PaperTitle", paper.title)
    docx_paper.add(out, "PaperText", "", keep=True)
    if head.recipients:
        docx_paper.add(out, "PaperRecipients", f"{head.recipients}：")
    _text(out, paper)
    _below(out, paper, head, day)
    printed = bool(head.copies or head.marks)
    beside = printed and bool(paper.annexes) and upright.fits(paper.annexes[-1])
    for n, annex in enumerate(paper.annexes, 1):
        last = beside and n == len(paper.annexes)
        _annex(
            out, f"附件{n if len(paper.annexes) > 1 else ''}", upright.turned(annex) if last else annex, wide=not last
        )
    if printed:
        section = out.sections[-1] if beside else None
        docx_paper.add_imprint(out, paper_words.text(head.copies), head.printed_by, dates.day(day), beside=section)
    author = head.signature or head.printed_by
    return docx_paper.to_bytes(out, title=paper.title, author=author, moment=moment, keywords=mark)


def _above(out: Document, head: Head, day: date) -> None:
    if not head.marks:
        if head.number:
            docx_paper.add(out, "PaperHeadNumber", head.number)
        return
    for mark in head.marks:
        for line in title_lines.lines(mark, _HEAD_ROOM):
            docx_paper.add(out, "PaperHead", line)
    if head.number:
        docx_paper.add(out, "PaperHeadNumber", head.number)
    elif head.issue:
        docx_paper.add(out, "PaperIssue", head.issue)
        *above, last = title_lines.lines(head.signature or head.printed_by, docx_paper.BESIDE_A_DATE)
        for line in above:
            docx_paper.add(out, "PaperHeadName", f"　{line}")
        docx_paper.add(out, "PaperHeadLine", f"　{last}\t{dates.day(day)}")
    for _ in range(2):  # between the line and the title
        docx_paper.add(out, "PaperText", "", keep=True)


def _lines(out: Document, style: str, title: str, *, keep: bool = False) -> None:
    """A title in one paragraph a line: lines of whole words."""
    for line in title_lines.lines(title, _TITLE_ROOM):
        docx_paper.add(out, style, line, keep=keep)


def _text(out: Document, paper: Paper) -> None:
    told = [("PaperText", paper.opening.text)]
    for number, section in numbered(paper.sections):
        told.append(("PaperLevel1", f"{number}{section.heading}"))
        told += [("PaperText", section.lead)] if section.lead and not section.is_empty else []
        told += [(_style(section), text) for text in items(section)]
        for inner, part in inside(section):
            told.append(("PaperLevel2", f"{inner}{part.heading}"))
            told += [(_style(part), text) for text in items(part)]
    for n, (style, text) in enumerate(told, 1):
        docx_paper.add(out, style, text, keep=n == len(told))
    if paper.form is not None:
        docx_paper.add_table(out, paper.form.table.headers, paper.form.table.rows, paper.form.widths, keep=True)


def _style(section: Section) -> str:
    return "PaperLevel3" if len(section.paragraphs) > 1 and not section.plain else "PaperText"


def _below(out: Document, paper: Paper, head: Head, day: date) -> None:
    """附件说明, signature and date, held on one page with the end of the text."""
    if paper.annexes:
        docx_paper.add(out, "PaperText", "", keep=True)
        _list_of(out, paper.annexes)
    if not head.signature:  # minutes bear neither signature nor seal
        return
    for _ in range(2):
        docx_paper.add(out, "PaperText", "", keep=True)
    placed = signing.placed(head.signature, head.seal_unit, dates.day(day), sealed=head.sealed)
    for line in placed[:-1]:
        docx_paper.add(out, "PaperSignature", line.text, left=line.left)
    docx_paper.add(out, "PaperDate", placed[-1].text, left=placed[-1].left)
    if head.note:
        docx_paper.add(out, "PaperNote", f"（{head.note}）")


def _list_of(out: Document, annexes: Sequence[Annex]) -> None:
    """附件：1.重点任务进展情况表, the others below it; a single one has no number."""
    if len(annexes) == 1:
        docx_paper.add(out, "PaperAnnexList", f"附件：{annexes[0].title}")
        return
    docx_paper.add(out, "PaperAnnexList", f"附件：1.{annexes[0].title}")
    for n, annex in enumerate(annexes[1:], 2):
        docx_paper.add(out, "PaperAnnexMore", f"{n}.{annex.title}")


def _annex(out: Document, mark: str, annex: Annex, *, wide: bool) -> None:
    if wide:
        docx_paper.add_wide(out)
    else:
        docx_paper.add_upright(out)
    docx_paper.add(out, "PaperAnnexMark", mark, keep=True)
    docx_paper.add(out, "PaperAnnexGap", "", keep=True)
    _lines(out, "PaperAnnexTitle", annex.title, keep=True)
    if annex.note:
        docx_paper.add(out, "PaperAnnexNote", annex.note, keep=True)
    docx_paper.add_table(out, annex.table.headers, annex.table.rows, annex.widths)
    docx_paper.add(out, "PaperAnnexEnd", "")
