"""Files as units send them for evidence, and files that only look like it."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from openpyxl import Workbook

JPEG = b"\xff\xd8\xff\xe0 a photo"
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj"
PROGRAM = b"MZ\x90\0\x03\0\0\0This program cannot be run in DOS mode."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def a_workbook() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def a_letter() -> bytes:
    made = io.BytesIO()
    Document().save(made)
    return made.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def with_more(package: bytes, name: str, content: bytes = b"\0") -> bytes:
    """The same Office file with one part more."""
    made = io.BytesIO(package)
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr(name, content)
    return made.getvalue()


def old_office(*streams: str) -> bytes:
    """The names by which an Office file of before 2007 is told."""
    return OLE + b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
