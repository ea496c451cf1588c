"""The empty paper that every Word file begins with: page, styles with their outline levels, no trace of a program.

It is put together from the parts in ``docx_parts``; an office that keeps a ``paper.docx`` of its own among its
templates, restyled in Word or WPS, gets that one. Its styles are known by their ids.
"""

import io
import zipfile
from collections.abc import Mapping
from importlib.resources import files

from docx import Document
from docx.document import Document as DocumentType

from messages import wording

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/theme/theme1.xml": "theme.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
}
OWN = "paper.docx"
"""An office's own form, beside its templates."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def shipped(fonts: Mapping[str, str]) -> bytes:
    """Return the shipped form as a .docx, with other fonts in the place of those named in ``fonts``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _PARTS.items():
            text = (files("messages") / "docx_parts" / part).read_text("utf-8")
            for usual, wanted in fonts.items():
                text = text.replace(f'"{usual}"', f'"{wanted}"')
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text)
    return out.getvalue()


def new_document(fonts: Mapping[str, str]) -> DocumentType:
    """Return an empty document over the office's own form, else over the shipped one."""
    own = wording.own_file(OWN)
    return Document(io.BytesIO(own if own is not None else shipped(fonts)))
