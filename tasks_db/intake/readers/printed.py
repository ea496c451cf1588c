"""Printed pages, of a PDF or an OFD: lines become paragraphs again, rules become tables, furniture becomes noise.

A reader gives the characters of a page with their places, and the tables that its rules draw.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.drawn_tables import CrowdedError, Edge, tables_of
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.pdf_lines import Box, Line, Margins, continues, lines_of, margins
from tasks_db.intake.readers.pdf_tables import Ruled, ruled, unruled
from tasks_db.lean_dataclass import dataclass

MOST_PAGES = 300
MOST_RULES = 4_000
_MOST_EDGES = 4 * MOST_RULES  # a box has four
_MOST_CHARS = 30_000
_BAND = 0.12  # of the page's height: where furniture stands, above and below
_SAME_HEIGHT = 6.0  # points
_FURNITURE_SHARE = 0.5
_UNREADABLE_SHARE = 0.2
_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页)?(?:\s*/\s*\d{1,4})?[-—–－·•\s]*"
)
_CONTENTS = re.compile(r"(?:[.．·…] ?){4}\s*\d{1,4}$")
# what stands for a character whose code the font does not tell
_CODES = re.compile(r"\(cid:\d+\)|¤")
_SCANNED = (
    "这个 {0} 是扫描件或图片，里面没有文字，无法读取。"
    "请发送可以复制文字的 {0} 或 .docx；如只有纸件，请先用识别软件转成文字。"
)
_NO_PAGES = "这个 {0} 里没有页面，可能已损坏。请从原文件重新导出，或另存为 .docx 后再发送。"
_CODED = "这个 {0} 的字体没有文字编码，读出来会是乱码。请发送 .docx，或从原文件重新导出 {0} 后再发送。"
_LONG = f"这个 {{0}} 超过 {MOST_PAGES} 页，不像一份方案。请只保留方案正文和附件后再发送。"
_CROWDED = "这个 {0} 的第{1}页内容过密，无法读取。请发送 .docx，或只保留方案正文和附件后再发送。"
_NO_TEXT = "第{}页没有文字（可能是扫描页），没有读入。请核对这几页是否有任务。"

Item = Line | Ruled


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its lines and tables from top to bottom, its size in points."""

    items: list[Item]
    width: float
    height: float


def refuse_more(name: str, pages: int) -> None:
    """Raise IntakeError for a document of more pages than a plan has; ``name`` is its format."""
    if pages > MOST_PAGES:
        raise IntakeError(_LONG.format(name))


def items_of(chars: list[dict[str, Any]], edges: Sequence[Edge], number: int, name: str) -> list[Item]:
    """Return the lines and tables of a page from its characters and its rules.

    A character has its text, its size, and its edges in points from the page's upper left corner. Raises IntakeError
    for more of them, or of rules that cross, than a page holds.
    """
    if len(chars) > _MOST_CHARS:
        raise IntakeError(_CROWDED.format(name, number))
    try:
        drawn = tables_of(edges, closing=True) if len(edges) <= _MOST_EDGES else []
    except CrowdedError as error:
        raise IntakeError(_CROWDED.format(name, number)) from error
    tables: list[Ruled] = []
    for found in drawn:
        box = found.bbox
        inside = [char for char in chars if _is_inside(char, box)]
        table = ruled(found, box, inside, number)
        if table is not None and inside:
            tables.append(table)
            kept = set(map(id, inside))
            chars = [char for char in chars if id(char) not in kept]
    lines = [replace(line, place=f"第{number}页第{n}行") for n, line in enumerate(lines_of(chars, number), 1)]
    items = [*_with_unruled(lines), *tables]
    return sorted(items, key=lambda one: one.top if isinstance(one, Line) else one.box[1])


def document_of(pages: list[Sheet], page: Page, name: str) -> Document:
    """Write the pages into a document; each line and each table row is a place. Raises IntakeError for scans."""
    if not pages:
        raise IntakeError(_NO_PAGES.format(name))
    if not any(sheet.items for sheet in pages):
        raise IntakeError(_SCANNED.format(name))
    text = "".join(line.text for sheet in pages for line in sheet.items if isinstance(line, Line))
    if len("".join(_CODES.findall(text))) > _UNREADABLE_SHARE * len(text):
        raise IntakeError(_CODED.format(name))
    bare = [str(number) for number, sheet in enumerate(pages, 1) if not sheet.items]
    if bare:
        page.notice("scanned_pages", _NO_TEXT.format("、".join(bare)), f"第{bare[0]}页")
    _write(page, _without_furniture(pages, page))
    return page.document()


def _is_inside(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    left, top, right, bottom = box
    return bool(left <= x <= right and top <= y <= bottom)


def _with_unruled(lines: Sequence[Line]) -> Iterator[Item]:
    at = 0
    while at < len(lines):
        table, after = unruled(lines, at)
        if table is None:
            yield lines[at]
            at += 1
        else:
            yield table
            at = after


def _without_furniture(pages: list[Sheet], page: Page) -> list[Sheet]:
    """Return the pages without page numbers and what repeats at the same height; these become noise."""
    repeated: Counter[tuple[str, int]] = Counter()
    for sheet in pages:
        repeated.update({_mould(line) for line in _edge_lines(sheet)})
    least = max(2, _FURNITURE_SHARE * len(pages))
    numbered = _page_numbers(pages)
    kept: list[Sheet] = []
    for sheet in pages:
        noise = [
            line
            for line in _edge_lines(sheet)
            if _NUMBER.fullmatch(line.text) or _occurrences(repeated, _mould(line)) >= least
        ]
        noise += [one for one in sheet.items if id(one) in numbered and isinstance(one, Line)]
        noise += [one for one in sheet.items if isinstance(one, Line) and _CONTENTS.search(one.text)]
        for line in dict.fromkeys(noise):
            page.noise(line.text, line.place)
        dropped = set(map(id, noise))
        kept.append(replace(sheet, items=[one for one in sheet.items if id(one) not in dropped]))
    return kept


def _page_numbers(pages: list[Sheet]) -> set[int]:
    """Return which first and last lines, at whatever height, are numbers that count the pages."""
    counted: dict[int, list[Line]] = {}
    for at, sheet in enumerate(pages):
        for one in {id(one): one for one in (*sheet.items[:1], *sheet.items[-1:])}.values():
            if isinstance(one, Line) and _NUMBER.fullmatch(one.text):
                figure = re.search(r"\d+", one.text)
                counted.setdefault(int(figure[0]) - at if figure else 0, []).append(one)
    least = max(2, _FURNITURE_SHARE * len(pages))
    return {id(line) for lines in counted.values() if len(lines) >= least for line in lines}


def _edge_lines(sheet: Sheet) -> list[Line]:
    """Return the lines near the upper and the lower edge of a page."""
    upper, lower = _BAND * sheet.height, (1 - _BAND) * sheet.height
    return [one for one in sheet.items if isinstance(one, Line) and (one.bottom < upper or one.top > lower)]


def _mould(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / _SAME_HEIGHT)


def _occurrences(repeated: Counter[tuple[str, int]], mould: tuple[str, int]) -> int:
    """How often a line occurs at its height, one step above or below it."""
    text, height = mould
    return sum(repeated[text, height + step] for step in (-1, 0, 1))


def _write(page: Page, pages: list[Sheet]) -> None:
    edges = {
        number: margins([one for one in sheet.items if isinstance(one, Line)], sheet.width)
        for number, sheet in enumerate(pages, 1)
    }
    tables = 0
    open_lines: list[Line] = []
    for one in _joined_tables([item for sheet in pages for item in sheet.items]):
        if isinstance(one, Line):
            if open_lines and not _goes_on(open_lines[-1], one, edges):
                page.wrapped([(line.text, line.place) for line in open_lines])
                open_lines = []
            open_lines.append(one)
        else:
            page.wrapped([(line.text, line.place) for line in open_lines])
            open_lines = []
            tables += 1
            places = [f"第{number}页表{tables}第{n}行" for n, number in enumerate(one.pages, 1)]
            page.table(one.grid(), places.__getitem__, f"表{tables}")
    page.wrapped([(line.text, line.place) for line in open_lines])


def _goes_on(line: Line, following: Line, edges: dict[int, Margins]) -> bool:
    return continues(line, following, edges[line.page], edges[following.page])


def _joined_tables(items: Iterable[Item]) -> Iterator[Item]:
    """A table at the top of a page continues the one at the bottom of the page before."""
    waiting: Ruled | None = None
    for one in items:
        if waiting is not None:
            if isinstance(one, Ruled) and one.pages[0] == waiting.last_page + 1 and waiting.continue_with(one):
                continue
            yield waiting
        waiting = one if isinstance(one, Ruled) else None
        if waiting is None:
            yield one
    if waiting is not None:
        yield waiting
