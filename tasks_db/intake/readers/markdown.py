"""Markdown (.md): what a page would show of it, as plain text with a line for each of its lines.

Emphasis, list and quotation marks go, a line break inside a cell becomes a separator, what is struck through is left
out and named, and so is the head matter of the file. Headings and tables are those of plain text.
"""

import re
from dataclasses import replace

from tasks_db.intake.blocks import Document, Notice
from tasks_db.intake.readers.text import decode, read_text

_HEAD_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_STRUCK = re.compile(r"~~([^~\n]{1,200})~~")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")
_LIST_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+(?=\S))?", re.MULTILINE)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^()\n]{0,500}\)")
_STRUCK_OUT = "文件中有画了删除线的文字，没有读入：{}。如果仍然有效，请去掉删除线后重新发送。"
_NAMED = 3


def read_markdown(data: bytes) -> Document:
    """Return the document of the bytes of a Markdown file; each line is a place."""
    text = _HEAD_MATTER.sub("", decode(data))
    struck = _STRUCK.findall(text)
    for pattern, shown in ((_STRUCK, ""), (_LINK, r"\1"), (_EMPHASIS, r"\2"), (_LINE_BREAK, "；")):
        text = pattern.sub(shown, text)
    document = read_text(_LIST_MARK.sub("", text.replace("\\|", "｜")))
    if not struck:
        return document
    named = "、".join(f"“{one}”" for one in struck[:_NAMED]) + (f"等{len(struck)}处" if len(struck) > _NAMED else "")
    return replace(document, notices=(Notice("struck_text", _STRUCK_OUT.format(named), ""),))
