"""What a file is: decided by its content, since names lie; the suffix only tells one text from another."""

import re
from enum import Enum, auto

from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.packages import Package

READABLE = ".docx、.doc、.rtf、.xlsx、.xls、有文字的 .pdf 和 .ofd、.html、.mht、.csv、.txt 和 .md"


class Format(Enum):
    """The formats that have a reader."""

    DOCX = auto()
    DOC = auto()
    XLSX = auto()
    XLS = auto()
    RTF = auto()
    PDF = auto()
    OFD = auto()
    HTML = auto()
    MHT = auto()
    CSV = auto()
    MARKDOWN = auto()
    TEXT = auto()


_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_PDF_WITHIN = 1024  # the standard lets that much stand before the mark
_RTF = b"{\\rtf"
_HTML_WITHIN = 4096
_HEAD_WITHIN = 16_384
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|table|meta|div)[\s>]", re.IGNORECASE)
# the head of a mail: fields, one of which names the version of its form
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)
_OFFICE_XML = re.compile(rb"<\?mso-application|schemas[-.]microsoft[-.]com[:/]office", re.IGNORECASE)
_PASSWORD = "这个文件带有打开密码，无法读取。请去掉密码后另存一份，再重新发送。"  # noqa: S105  a sentence, no secret
_BROKEN_OLE = (
    "这个旧版 Office 文件已损坏，或者不是 .doc 和 .xls。请用 Word、Excel 或 WPS 打开后另存一份，再重新发送。"
)
_BROKEN_ZIP = "这个文件已损坏，无法打开。请用 Word、Excel 或 WPS 打开后另存一份，再重新发送。"

# the beginning of files that no reader takes, and what people call them
_SIGNATURES = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"%!PS", "PostScript 文件"),
)
_SUFFIXES = {
    ".ppt": "演示文稿",
    ".pptx": "演示文稿",
    ".wps": "WPS 文件",
    ".exe": "程序文件",
    ".zip": "压缩包",
    ".rar": "压缩包",
}
_TEXTS = {
    "": Format.TEXT,
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".text": Format.TEXT,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}
# a text under the name of another format is read as what it is
_MISNAMED = frozenset({".doc", ".docx", ".rtf", ".xls", ".xlsx", ".wps", ".et", ".pdf", ".ofd", ".mht", ".mhtml"})


def format_of(data: bytes, suffix: str) -> Format:
    """Return the format of a file; raises IntakeError for one that no reader takes."""
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _package(data)
    if data.startswith(_OLE):
        return _compound(data)
    found = _begun(data) or _TEXTS.get(suffix) or (Format.TEXT if suffix in _MISNAMED else None)
    if found is None:
        raise refusal(_SUFFIXES.get(suffix, f"{suffix} 文件"))
    return found


def _begun(data: bytes) -> Format | None:
    """Return the format that a file shows at its beginning, None for plain text; raises IntakeError for others."""
    for form, is_it in (
        (Format.PDF, _is_pdf),
        (Format.HTML, _is_html),
        (Format.RTF, _is_rtf),
        (Format.MHT, _is_mail),
    ):
        if is_it(data):
            return form
    for signature, name in _SIGNATURES:
        # two letters may also begin a text; real pictures and programs hold zero bytes
        if data.startswith(signature) and (len(signature) > 2 or b"\0" in data[:512]):  # noqa: PLR2004  see above
            raise refusal(name)
    if _OFFICE_XML.search(data[:_HTML_WITHIN]):
        raise refusal("Office 2003 XML 文件")
    return None


def refusal(name: str) -> IntakeError:
    """Return the refusal of a format that has no reader."""
    return IntakeError(f"暂不支持{name}，目前能读 {READABLE}。请另存为其中一种格式后再发送。")


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:_PDF_WITHIN] and not _HTML.search(data[:_PDF_WITHIN])


def _is_html(data: bytes) -> bool:
    """A page says so at its beginning; a text that quotes a tag further on is no page."""
    head = _head(data[:_HTML_WITHIN].replace(b"\0", b""))
    return head.startswith(b"<") and _HTML.search(head) is not None


def _is_rtf(data: bytes) -> bool:
    return _head(data[:_HTML_WITHIN]).startswith(_RTF)


def _is_mail(data: bytes) -> bool:
    return _MAIL.match(_head(data[:_HEAD_WITHIN])) is not None


def _head(data: bytes) -> bytes:
    """Return a text from its first sign on, without the mark of its encoding."""
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _package(data: bytes) -> Format:
    try:
        package = Package(data)
        names = package.names
        main = package.main("")
    except (IntakeError, MemoryError):
        raise
    except Exception as error:
        # a damaged archive makes zipfile, zlib and lxml raise anything
        raise IntakeError(_BROKEN_ZIP) from error
    folders = {name.partition("/")[0] for name in names}
    if main.lower().startswith("word/") or "word/document.xml" in names:
        return Format.DOCX
    if "xl/workbook.bin" in names:
        raise refusal("二进制电子表格（.xlsb）")
    if main.lower().startswith("xl/") or "xl" in folders:
        return Format.XLSX
    if "ppt" in folders:
        raise refusal("演示文稿")
    if "ofd.xml" in names:
        return Format.OFD
    raise refusal("OpenDocument 文件" if "content.xml" in names else "压缩包")


def _compound(data: bytes) -> Format:
    """Office files of before 2007 are told by the names of their streams."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise IntakeError(_PASSWORD)
    if holds("WordDocument"):
        return Format.DOC
    if holds("Workbook") or holds("Book\0"):
        return Format.XLS
    if holds("PowerPoint Document"):
        raise refusal("演示文稿")
    raise IntakeError(_BROKEN_OLE)
