"""佐证: which files are kept as evidence, under which name. The content decides, since names lie (magic bytes).

What can run on the machine of whoever opens it is refused: programs, scripts, macros, web pages, archives.
"""

import io
import re
import unicodedata
import zipfile
from pathlib import PurePosixPath

from tasks_db.language.sensitive import personal_numbers, secrecy_mark
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.refusals import AnswerRefused

_LONGEST_NAME = 120
_HEAD = 4096
_PDF_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEIC = frozenset({b"heic", b"heix", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the evidence folder: what it was called, its SHA-256 under which it lies, and its bytes."""

    name: str
    sha256: str
    size: int


class _Unfit(Exception):  # noqa: N818 - it carries what the file is, and becomes a refusal
    """A file that is no evidence; ``str()`` is what people call it."""


_TEXT = (".txt", ".csv", ".md", ".log")
_PICTURES = (
    (b"\xff\xd8\xff", (".jpg", ".jpeg")),
    (b"\x89PNG\r\n\x1a\n", (".png",)),
    (b"GIF8", (".gif",)),
    (b"II*\0", (".tif", ".tiff")),
    (b"MM\0*", (".tif", ".tiff")),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"dex\n", b"\0asm")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"ITSF", b"LZIP", b"(\xb5/\xfd")
_LINK = b"L\0\0\0\x01\x14\x02\0"
_ISO = b"CD001"
_OLE = b"\xd0\xcf\x11\xe0"
_SCRIPTS = re.compile(
    r"\.(?:bat|cmd|com|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|sh|bash|zsh|py|pyw|rb|pl|php|jar|reg|inf|scr|lnk|url|"
    r"desktop|msi|apk|scf|cpl|sql|html|htm|xhtml|mht|mhtml|svg|xml|xsl)"
)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php|\?xml|hta:|job)\b", re.IGNORECASE)
_UNSAFE = re.compile(r'[\\/:*?"<>|]')


def fit_name(name: str, content: bytes) -> str:
    """Return the name under which a file is kept as evidence: clean, and ending as its content is.

    Raises AnswerRefused, with what to send instead, for a file that is no evidence.
    """
    clean = clean_name(name)
    refuse_secret(PurePosixPath(clean).stem)
    try:
        suffixes = _suffixes(content, PurePosixPath(clean).suffix.lower())
    except _Unfit as unfit:
        raise AnswerRefused(
            f"“{clean}”是{unfit}，不能作佐证，没有保留。请发照片、PDF，或不带宏的 Word、Excel 文件。"
        ) from None
    return clean if PurePosixPath(clean).suffix.lower() in suffixes else f"{clean}{suffixes[0]}"


def refuse_secret(words: str) -> None:
    """Raise AnswerRefused for words that bear a mark of secrecy, as a caption or a file's name may."""
    mark = secrecy_mark(words.splitlines())
    if mark is not None:
        raise AnswerRefused(
            f"这里标有密级（{mark}），没有记录：涉密内容不能在互联网上处理。"
            "请马上在聊天中删除这条消息，并按保密规定报告；需要反馈的，请只写脱密后的内容。"
        )


def caution(words: str) -> str | None:
    """Return a warning about personal numbers in the words that came with a file, None where there are none."""
    kinds = personal_numbers(words)
    if not kinds:
        return None
    return f"注意：说明里有{'、'.join(kinds)}。不是必要的请在聊天中删去，并点“撤销”后改写。"


def clean_name(name: str) -> str:
    """Return a file's name as it can stand in a list and in any folder: one line, no path, nothing that hides."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    seen = "".join(char for char in plain if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    clean = _UNSAFE.sub("_", seen).strip(" .")
    path = PurePosixPath(clean or "文件")
    suffix = path.suffix if len(path.suffix) <= _LONGEST_NAME // 4 else ""
    return f"{path.name.removesuffix(suffix)[: _LONGEST_NAME - len(suffix)]}{suffix}"


def _suffixes(content: bytes, suffix: str) -> tuple[str, ...]:
    """The endings that fit a content, the usual one first."""
    if not content:
        raise _Unfit("空文件")
    if (seen := _seen_or_heard(content)) is not None:
        return seen
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return _pdf(content)
    if content.startswith(_ZIP):
        return _package(content)
    return _compound(content) if content.startswith(_OLE) else _plain(content, suffix)


def _seen_or_heard(content: bytes) -> tuple[str, ...] | None:
    for begins, endings in _PICTURES:
        if content.startswith(begins):
            return endings
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return (".webp",)
    if content.startswith(b"BM") and b"\0" in content[:32]:
        return (".bmp",)
    if content[4:8] == b"ftyp":
        return (".heic", ".heif") if content[8:12] in _HEIC else (".mp4", ".mov", ".m4a")
    return None


def _pdf(content: bytes) -> tuple[str, ...]:
    if b"/JavaScript" in content or b"/Launch" in content:
        raise _Unfit("带脚本的 PDF")
    return (".pdf",)


def _package(content: bytes) -> tuple[str, ...]:
    """Office files of today are archives; one that holds no document is only an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = [name.lower() for name in opened.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _Unfit("打不开的压缩文件") from None
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in f"/{name}" for name in names):
        raise _Unfit("带宏的 Office 文件")
    if any(name.startswith(("basic/", "scripts/")) for name in names) and "content.xml" in names:
        raise _Unfit("带宏的 Office 文件")
    if any(name.endswith((".exe", ".dll", ".js", ".vbs", ".bat", ".scr")) for name in names):
        raise _Unfit("装有程序的压缩包")
    if "ofd.xml" in names:
        return (".ofd",)
    if "content.xml" in names and "mimetype" in names:
        return (".odt", ".ods", ".odp")
    if "[content_types].xml" in names:
        for folder, endings in (("word/", (".docx",)), ("xl/", (".xlsx",)), ("ppt/", (".pptx",))):
            if any(name.startswith(folder) for name in names):
                return endings
    raise _Unfit("压缩包")


def _compound(content: bytes) -> tuple[str, ...]:
    """Office files of before 2007 are told by the names of their streams; installers have the same form."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("_VBA_PROJECT") or holds("Macros\0"):
        raise _Unfit("带宏的 Office 文件")
    for name, endings in (
        ("WordDocument", (".doc", ".wps")),
        ("Workbook", (".xls", ".et")),
        ("Book\0", (".xls",)),
        ("PowerPoint Document", (".ppt", ".dps")),
    ):
        if holds(name):
            return endings
    raise _Unfit("认不出的文件")


def _plain(content: bytes, suffix: str) -> tuple[str, ...]:
    """Text that only says something; what is neither text nor known is refused."""
    head = content[:_HEAD]
    if content.startswith(_PROGRAMS) and (b"\0" in head or not content.startswith(b"MZ")):
        raise _Unfit("程序文件")
    if content.startswith(_ARCHIVES) or content[257:262] == b"ustar" or content[0x8001:0x8006] == _ISO:
        raise _Unfit("压缩包")
    if content.startswith(_LINK):
        raise _Unfit("快捷方式")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{\\rtf"):
        if b"\\obj" in content:
            raise _Unfit("嵌有对象的文件")
        return (".rtf", ".doc")
    if _SCRIPTS.fullmatch(suffix) or start.startswith(b"#!") or _TAG.search(head):
        raise _Unfit("脚本或网页文件")
    if not _is_text(content):
        raise _Unfit("认不出的文件")
    return _TEXT


def _is_text(content: bytes) -> bool:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(char) == "Cc" and char not in "\t\r\n\f" for char in text[:_HEAD])
    return False
