"""Web archives (.mht, .mhtml, and the .doc and .xls that office systems export so): a mail that holds a web page.

The page is the part that the archive names as its root, else its first one. A page that only frames others, as
spreadsheets are saved, is read as these, in order. A mail proper is read as the page that it shows.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.web import NO_TEXT, write_html

_PAGES = ("text/html", "application/xhtml+xml")
_TABS = "tabstrip"  # the bar of tabs below the worksheets, saved as a page
_NO_PAGE = "这个文件是邮件或网页存档，里面没有网页正文，无法读取。请把正文复制到 .docx 或 .txt 后再发送。"
_ATTACHED = "文件带有附件“{}”，没有读入。如果其中有任务，请单独发送。"


def read_mht(data: bytes) -> Document:
    """Return the document of a web archive; each paragraph and each table row is a place."""
    page = Page()
    write_mht(page, data)
    document = page.document()
    if not document.blocks:
        raise IntakeError(NO_TEXT)
    return document


def write_mht(page: Page, data: bytes) -> None:
    """Write the paragraphs and tables of the page that a web archive holds; raises as ``write_html`` does."""
    archive = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=policy.compat32)
    pages = list(_pages(archive))
    if not pages:
        raise IntakeError(_NO_PAGE)
    root = _root(archive, pages)
    written = page.length
    _write(page, root)
    if page.length == written:
        for one in pages:
            if one is not root and _TABS not in one.get("Content-Location", "").lower():
                _write(page, one)
    for name in _attached(archive):
        page.notice("attachment", _ATTACHED.format(name))


def _write(page: Page, part: "Message[str, str]") -> None:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes) and payload.strip():
        write_html(page, payload, part.get_content_charset())


def _pages(archive: "Message[str, str]") -> Iterator["Message[str, str]"]:
    for part in archive.walk():
        if part.get_content_type() in _PAGES and part.get_content_disposition() != "attachment":
            yield part


def _root(archive: "Message[str, str]", pages: list["Message[str, str]"]) -> "Message[str, str]":
    """Return the page that the archive names as its root by an id or an address, else the first."""
    start = str(archive.get_param("start", "")).strip()
    named = [one for one in pages if start and one.get("Content-ID", "").strip() == start]
    address = archive.get("Snapshot-Content-Location", "").strip()
    named += [one for one in pages if address and one.get("Content-Location", "").strip() == address]
    return (named or pages)[0]


def _attached(archive: "Message[str, str]") -> Iterator[str]:
    for part in archive.walk():
        if part.get_content_disposition() == "attachment":
            yield _plain(part.get_filename() or "") or part.get_content_type()


def _plain(name: str) -> str:
    """Return a name without the coding of mails; one that is coded wrongly stays as it is."""
    try:
        return " ".join(str(make_header(decode_header(name))).split())
    except (HeaderParseError, LookupError, ValueError):
        return name
