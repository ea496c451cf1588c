"""A paper whose Word file the office has edited: what it must still hold, and its number and days filled in.

The office's file is kept as it came. What is only known at 印发 (number, day of 签发, who signed) stands in lines of
the program's own draft that read otherwise once it is issued; those lines are written into the edited file,
and nothing else.
"""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

from messages.archives import restamped
from tasks_db import lazy_re as re
from tasks_db.register.evidence import fit_name
from tasks_db.register.refusals import PaperError

_MOST = 64 * 1024 * 1024
"""So many bytes an edited paper may have unpacked."""
_TRACES = re.compile(r"<w:(?:ins|del|moveFrom|moveTo|commentReference)[ />]")
_BLANKS = re.compile(r"\s+")
_ISSUE = re.compile(r"第\d{1,4}期")


def require_ready(own: bytes, issued: bytes, edited: bytes) -> None:
    """Raise PaperError, with what to do in the file, where an edited paper could not be issued as it is.

    ``own`` is the program's draft, ``issued`` the same with a number. Raises AnswerRefused for a file with a program
    in it.
    """
    fit_name("改稿.docx", edited)
    document = _opened(edited)
    said = {_flat(paragraph) for paragraph in _paragraphs(document)}
    missing = [_shown(old) for old, _ in _slots(own, issued) if _flat(old) not in said]
    if missing:
        raise PaperError(
            f"改稿里没有“{missing[0]}”这一行，印发时编号没有地方填。请照原稿把这一行补上（不填数字），再发一次。"
        )


def filled(own: bytes, issued: bytes, edited: bytes) -> bytes:
    """Return an edited paper with all that the issue has and the draft had not: its number, its day, its signer.

    A line that the office wrote otherwise stays as the office wrote it.
    """
    document = _opened(edited)
    left = list(_paragraphs(document))
    for old, new in _slots(own, issued):
        alike = [paragraph for paragraph in left if _flat(paragraph) == _flat(old)]
        same = [
            paragraph
            for paragraph in alike
            if paragraph.style and old.style and paragraph.style.name == old.style.name
        ]
        for paragraph in (same or alike)[:1]:
            _write(paragraph, new.text)
            left.remove(paragraph)
    document.core_properties.keywords = ""  # the mark of a draft
    written = io.BytesIO()
    document.save(written)
    return restamped(written.getvalue())


def body(edited: bytes) -> list[str]:
    """Return the paragraphs of an edited paper's own text, before its signature; empty where unknown."""
    return [
        p.text for p in _paragraphs(_opened(edited)) if p.style and p.style.name == "PaperText" and p.text.strip()
    ]


def texts(edited: bytes) -> list[str]:
    """Return every paragraph of an edited paper outside its tables."""
    return [paragraph.text for paragraph in _opened(edited).paragraphs]


def tables(edited: bytes) -> list[list[list[str]]]:
    """Return the cells of every table of an edited paper, row by row."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in _opened(edited).tables]


def _opened(content: bytes) -> DocumentType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST:
                raise PaperError("这份改稿太大。请删去图片等无关内容后再发一次。")
            if _TRACES.search(archive.read("word/document.xml").decode(errors="replace")):
                raise PaperError(
                    "改稿里还有修订痕迹或批注。请先在 Word/WPS 里接受全部修订、删去批注，存好后再发一次。"
                )
        return Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise PaperError("这份改稿打不开。请另存为 .docx 后再发一次。") from error


def _paragraphs(document: DocumentType) -> Iterator[Paragraph]:
    """Every paragraph in the order of the page, those in tables too."""
    for element in document.element.body.iter(qn("w:p")):
        assert isinstance(element, CT_P)  # noqa: S101  for the type checker: that is what w:p is
        yield Paragraph(element, document._body)  # noqa: SLF001 - its part knows the styles


def _slots(own: bytes, issued: bytes) -> list[tuple[Paragraph, Paragraph]]:
    """The lines that read otherwise once a paper is issued."""
    pairs = zip(_paragraphs(_opened(own)), _paragraphs(_opened(issued)), strict=False)
    return [(old, new) for old, new in pairs if old.text != new.text and old.text.strip()]


def _flat(paragraph: Paragraph) -> str:
    """A line without its blanks; a draft may bear the number that was expected when it was given out."""
    return _ISSUE.sub("第期", _BLANKS.sub("", paragraph.text))


def _shown(paragraph: Paragraph) -> str:
    return paragraph.text.strip(" \t\n")


def _write(paragraph: Paragraph, text: str) -> None:
    """Give a paragraph another text in the form of its first run."""
    first, *rest = paragraph.runs or [paragraph.add_run()]
    first.text = text
    for run in rest:
        run.text = ""
