"""PDF documents with text, read as printed pages. A scanned one has no text and is refused."""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.printed import MOST_RULES, Item, Sheet, document_of, items_of, refuse_more

_NAME = "PDF"
_PASSWORD = "这个 PDF 带有打开密码，无法读取。请去掉密码后另存一份，再重新发送。"  # noqa: S105  a sentence, no secret


def read_pdf(data: bytes) -> Document:
    """Return the document of a PDF; each line and each table row is a place.

    Raises IntakeError for scans, passwords and too many pages, and anything at all for a damaged file.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every font that is not quite right
    return document_of(list(_pages(data)), Page(), _NAME)


def _pages(data: bytes) -> Iterator[Sheet]:
    import pdfplumber  # noqa: PLC0415  heavy: loaded when a file needs it
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    try:
        opened = pdfplumber.open(BytesIO(data))
    except PdfminerException as error:
        if any(
            isinstance(cause, PDFPasswordIncorrect) for cause in (*error.args, error.__cause__, error.__context__)
        ):
            raise IntakeError(_PASSWORD) from error
        raise
    with opened:
        for number, page in enumerate(opened.pages, 1):
            refuse_more(_NAME, number)
            yield Sheet(_items(page, number), float(page.width), float(page.height))
            page.close()  # its characters take much memory


def _items(page: Any, number: int) -> list[Item]:  # noqa: ANN401  pdfplumber has no types
    chars = [char for char in page.chars if char["upright"]]
    few = len(page.rects) + len(page.lines) + len(page.curves) <= MOST_RULES
    return items_of(chars, page.edges if few else (), number, _NAME)
