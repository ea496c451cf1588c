"""Web pages (.html): the text as a browser shows it, without scripts, hidden parts, and menus that are marked so.

An element that opens a block ends the paragraph before it. Numbers that a browser puts before the items of an
ordered list are written out. Many old .doc and .xls files are pages under another name and come here too.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.page import NOTHING, Cell, Grid, Page, lines_of
from tasks_db.intake.readers.text import decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_SILENT = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "noframes",
        "select",
        "textarea",
        "button",
        "svg",
        "math",
        "object",
        "rt",
        "rp",
    }
)
_MENUS = frozenset({"nav", "header", "footer", "aside"})
_INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "img",
        ),
        *("input", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p"),
    }
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDEST = 200
_DEEPEST = 200
_MOST_CELLS = 200_000
NO_TEXT = "这个网页文件里没有可读的文字。请在浏览器中把正文复制到 .docx 或 .txt 后再发送。"
_TOO_WIDE = "这个网页文件中的表格过大，无法读取。请只保留方案正文和附件后再发送。"


def read_html(data: bytes) -> Document:
    """Return the document of a web page; each paragraph and each table row is a place."""
    page = Page()
    write_html(page, data)
    document = page.document()
    if not document.blocks:
        raise IntakeError(NO_TEXT)
    return document


def write_html(page: Page, data: bytes, charset: str | None = None) -> None:
    """Write the paragraphs and tables of a web page; ``charset`` is its encoding where something else names it.

    Raises IntakeError for what is no text, and anything at all for damage.
    """
    from lxml import html  # noqa: PLC0415  heavy: loaded when a file needs it

    named = _CHARSET.search(data[:_CHARSET_WITHIN])
    text = decoded(data, charset or (named[1].decode("ascii") if named else None))
    # lxml refuses a text that still declares its bytes' encoding
    root = html.document_fromstring(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=html.HTMLParser(remove_comments=True)
    )
    body = root.find("body")
    for part in _joined(_content(body if body is not None else root, 0)):
        if isinstance(part, str):
            page.paragraph(part, page.next_place())
        elif part.tag == "table":
            page.table(_grid(part, 0))
        else:
            page.noise(_BLANKS.sub(" ", part.text_content()), "网页栏目")


def _joined(content: Iterator["str | HtmlElement"]) -> Iterator["str | HtmlElement"]:
    """Put the pieces of a paragraph together; a line feed alone ends it."""
    pieces: list[str] = []
    for part in content:
        if isinstance(part, str) and part != "\n":
            pieces.append(part)
            continue
        if text := "".join(pieces).strip():
            yield text
        pieces = []
        if not isinstance(part, str):
            yield part
    if text := "".join(pieces).strip():
        yield text


def _content(element: "HtmlElement", depth: int) -> Iterator["str | HtmlElement"]:
    """Yield pieces of text, a line feed where a block begins or ends, and the tables and menus as they are."""
    if element.text:
        yield _BLANKS.sub(" ", element.text)
    number = _first_number(element)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "li" and number is not None:
            yield from ("\n", f"{number}. ")
            number += 1
            yield from _content(child, depth + 1)
            yield "\n"
        elif tag and not _is_hidden(child, tag):
            yield from _child(child, tag, depth)
        if child.tail:
            yield _BLANKS.sub(" ", child.tail)


def _child(child: "HtmlElement", tag: str, depth: int) -> Iterator["str | HtmlElement"]:
    if tag == "br":
        yield "\n"
    elif tag == "table" or tag in _MENUS:
        yield child
    elif depth >= _DEEPEST:
        yield _BLANKS.sub(" ", child.text_content())
    elif tag in _INLINE:
        yield from _content(child, depth + 1)
    else:
        yield "\n"
        yield from _content(child, depth + 1)
        yield "\n"


def _is_hidden(element: "HtmlElement", tag: str) -> bool:
    if tag in _SILENT or element.get("hidden") is not None or element.get("type") == "hidden":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _first_number(element: "HtmlElement") -> int | None:
    """Where an ordered list begins to count, None for anything else."""
    if element.tag != "ol" or element.get("type", "1") != "1" or "none" in element.get("style", ""):
        return None
    return _count(element.get("start"), 1)


def _grid(table: "HtmlElement", depth: int) -> Grid:
    """Lay out a table: a cell that spans rows or columns stands at each of its positions."""
    grid: Grid = []
    hanging: dict[int, tuple[Cell, int]] = {}  # by column: the cell from above and for how many rows it still hangs
    cells = 0
    for row in table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr"):
        laid: list[Cell | None] = []
        waiting = [one for one in row if one.tag in ("td", "th")]
        while waiting or any(column >= len(laid) for column in hanging):
            above = hanging.pop(len(laid), None)
            if above is not None:
                one, left = above
                if left > 1:
                    hanging[len(laid)] = (one, left - 1)
                laid.append(one)
            elif waiting:
                element = waiting.pop(0)
                one = _cell(element, depth)
                down = _count(element.get("rowspan"), 1)
                for _ in range(min(_count(element.get("colspan"), 1), _WIDEST)):
                    if down > 1:
                        hanging[len(laid)] = (one, down - 1)
                    laid.append(one)
            else:
                laid.append(None)
        cells += len(laid)
        if cells > _MOST_CELLS:
            raise IntakeError(_TOO_WIDE)
        grid.append(laid)
    return grid


def _cell(element: "HtmlElement", depth: int) -> Cell:
    content: list[str | Grid] = []
    for part in _joined(_content(element, depth)):
        if isinstance(part, str):
            content += lines_of(part)
        elif part.tag == "table" and depth < _DEEPEST // 10:
            content.append(_grid(part, depth + 1))
        else:
            content += lines_of(_BLANKS.sub(" ", part.text_content()))
    return Cell(tuple(content)) if content else NOTHING


def _count(text: str | None, usual: int) -> int:
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and 0 < len(plain) < 6 and int(plain) else usual  # noqa: PLR2004  no table is larger
