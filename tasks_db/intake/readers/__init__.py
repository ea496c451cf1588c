"""One reader per format, each giving the same blocks. Content decides the format, the suffix only helps refuse."""

import zipfile
from io import BytesIO
from pathlib import Path

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.docx import read_docx
from tasks_db.intake.readers.text import decode, read_text

SIZE_LIMIT = 20 * 1024 * 1024
READABLE = ".txt、.md（UTF-8 或 GB18030）和 .docx"

# the beginning of files that are no text, and what people call them
_SIGNATURES = (
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（.doc/.xls）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
)
_REFUSED_SUFFIXES = {
    ".pdf": "PDF 文件",
    ".doc": "旧版 Word 文件（.doc）",
    ".wps": "WPS 文件",
    ".xls": "电子表格",
    ".xlsx": "电子表格",
    ".csv": "电子表格",
    ".html": "网页文件",
    ".htm": "网页文件",
    ".ppt": "演示文稿",
    ".pptx": "演示文稿",
    ".exe": "程序文件",
    ".zip": "压缩包",
    ".rar": "压缩包",
}
_TEXT_SUFFIXES = {"", ".txt", ".md", ".text"}


def open_document(path: Path) -> Document:
    """Read a file into blocks. The size is checked before a byte is read.

    Raises IntakeError for whatever cannot be read, with what to do about it.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        _check_word(data)
        return read_docx(data)
    for signature, name in _SIGNATURES:
        # two letters may also begin a text; real pictures and programs hold zero bytes
        if data.startswith(signature) and (len(signature) > 2 or b"\0" in data[:512]):  # noqa: PLR2004  see above
            raise _refusal(name)
    if suffix in _REFUSED_SUFFIXES:
        raise _refusal(_REFUSED_SUFFIXES[suffix])
    if suffix not in _TEXT_SUFFIXES:
        raise _refusal(f"{suffix} 文件")
    text = decode(data)
    if not text.strip():
        raise IntakeError("这个文件是空的，没有可读的内容。请检查后重新发送。")
    return read_text(text)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IntakeError(f"“{path.name}”是一个文件夹。请指定其中的一个方案文件。")
        if size > SIZE_LIMIT:
            megabytes = size / 1024 / 1024
            raise IntakeError(
                f"文件有 {megabytes:.0f} MB，超过 {SIZE_LIMIT // 1024 // 1024} MB 的上限。"
                "请删去图片或只保留方案正文和附件后再发送。"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError(f"找不到文件“{path.name}”。请检查路径后重试。") from error
    except (OSError, ValueError) as error:
        raise IntakeError(f"文件“{path.name}”无法读取。请检查文件的权限，或另存一份后重试。") from error
    if not data:
        raise IntakeError("这个文件是空的，没有可读的内容。请检查后重新发送。")
    return data


def _check_word(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return  # read_docx says that it is broken
    if "word/document.xml" not in names:
        raise _refusal("电子表格" if "xl/workbook.xml" in names else "压缩包")


def _refusal(name: str) -> IntakeError:
    return IntakeError(f"暂不支持{name}，目前能读 {READABLE}。请另存为其中一种格式后再发送。")
