"""One reader per format, each giving the same blocks. Content decides the format, the suffix only helps.

===========  =====================================  ==========================
format       through                                a place is
===========  =====================================  ==========================
docx, docm   lxml over the package                  第12段, 表2第3行, 脚注1
doc, wps     the piece table, legacy-doc's OLE      第12段, 表2第3行
xlsx, xlsm   lxml over the package                  工作表“任务”第5行
xls          its records                            工作表“任务”第5行
rtf          its groups                             第12段, 表2第3行
pdf          pdfplumber                             第3页第2行, 第3页表2第3行
ofd          lxml over the package                  第3页第2行, 第3页表2第3行
html         lxml.html                              第12段, 表2第3行
mht          email, then as html                    第12段, 表2第3行
csv, tsv     csv                                    第5行
txt, md      decoding alone                         第5行
===========  =====================================  ==========================

A reader raises IntakeError for what a person can mend, and anything at all for a damaged file: what is read is not
trusted, and the libraries raise what they like. Here that becomes one sentence.
"""

import importlib
from pathlib import Path
from typing import Any

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.continued import continued
from tasks_db.intake.readers.formats import READABLE, Format, format_of
from tasks_db.intake.readers.forms import stood_as_rows
from tasks_db.intake.readers.matrices import spelled_out
from tasks_db.intake.readers.turned import turned

__all__ = ["READABLE", "SIZE_LIMIT", "open_document", "open_rows", "read_bytes"]

SIZE_LIMIT = 20 * 1024 * 1024
_EMPTY = "这个文件是空的，没有可读的内容。请检查后重新发送。"

# the module and the function that read a format: loaded when a file needs them, since their libraries are heavy
_READERS = {
    Format.DOCX: ("docx", "read_docx", "Word 文件"),
    Format.DOC: ("doc", "read_doc", "旧版 Word 文件（.doc）"),
    Format.XLSX: ("xlsx", "read_xlsx", "电子表格"),
    Format.XLS: ("xls", "read_xls", "旧版电子表格（.xls）"),
    Format.RTF: ("rtf", "read_rtf", "RTF 文件"),
    Format.PDF: ("pdf", "read_pdf", "PDF 文件"),
    Format.OFD: ("ofd", "read_ofd", "OFD 文件"),
    Format.HTML: ("web", "read_html", "网页文件"),
    Format.MHT: ("mht", "read_mht", "网页存档（.mht）"),
    Format.CSV: ("delimited", "read_csv", "电子表格（.csv）"),
    Format.MARKDOWN: ("markdown", "read_markdown", "Markdown 文件"),
    Format.TEXT: ("text", "read_plain", "文本文件"),
}


# as above, for tables that come back row by row
_ROW_READERS = {
    Format.XLSX: ("xlsx", "xlsx_rows", "电子表格"),
    Format.XLS: ("xls", "xls_rows", "旧版电子表格（.xls）"),
    Format.CSV: ("delimited", "csv_rows", "电子表格（.csv）"),
}


def open_document(path: Path) -> Document:
    """Read a file into blocks. The size is checked before a byte is read.

    Raises IntakeError for whatever cannot be read, with what to do about it.
    """
    return read_bytes(_bytes(path), path.suffix.lower())


def read_bytes(data: bytes, suffix: str) -> Document:
    """Read the bytes of a file with that suffix (lower case, with its dot) into blocks; raises IntakeError."""
    if not data.strip(b"\0"):
        raise IntakeError(_EMPTY)
    document: Document = _read(data, *_READERS[format_of(data, suffix)])
    if not document.text.strip():
        raise IntakeError(_EMPTY)
    return stood_as_rows(turned(spelled_out(continued(document))))


def open_rows(path: Path) -> list[list[str]]:
    """Read a table (.xlsx, .xls, .csv) as it stands: the text of each cell, row by row.

    An empty row is an empty list, so a row's index is its number less one. Of a workbook this is the first
    worksheet that is not hidden. Raises IntakeError for whatever cannot be read, with what to do about it.
    """
    data = _bytes(path)
    if not data.strip(b"\0"):
        raise IntakeError(_EMPTY)
    reader = _ROW_READERS.get(format_of(data, path.suffix.lower()))
    if reader is None:
        raise IntakeError(f"“{path.name}”不是表格。请用 Excel 或 WPS 另存为 .xlsx 或 .csv 后再发送。")
    rows: list[list[str]] = _read(data, *reader)
    if not any(text for row in rows for text in row):
        raise IntakeError(_EMPTY)
    return rows


def _read(data: bytes, module: str, function: str, name: str) -> Any:  # noqa: ANN401  what the function gives
    """Let a function of a reader have the data; whatever else it raises becomes a refusal."""
    read = getattr(importlib.import_module(f"tasks_db.intake.readers.{module}"), function)
    try:
        return read(data)
    except (IntakeError, MemoryError):
        raise
    except Exception as error:
        raise IntakeError(
            f"这个{name}已损坏或带有密码，无法打开。请用 Word、Excel 或 WPS 打开后另存一份，再重新发送。"
        ) from error


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
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError(f"找不到文件“{path.name}”。请检查路径后重试。") from error
    except (OSError, ValueError) as error:
        raise IntakeError(f"文件“{path.name}”无法读取。请检查文件的权限，或另存一份后重试。") from error
