"""What copying, printing and pasting do to the text of a document: each operator does one of these things."""

import random
import re
from collections.abc import Callable, Iterator
from itertools import groupby

Operator = Callable[[str, random.Random], str]
_NUMBER = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])")
_SEPARATOR = re.compile(r"\t| ?\| ?")
_RULE = re.compile(r"[-| ]+")
_LEAST_CELLS, _LEAST_ROWS, _LONG_CELL = 3, 3, 12
_FOREIGN = """
附件9
重点企业名单
序号|企业名称|项目名称|总投资（亿元）|区县
1|云岭科技有限公司|智能终端生产线|3.2|东山区
2|青石电子有限公司|传感器生产线|1.5|西河区
"""
_MENU = "当前位置： 首页 > 政务公开 > 文件\n字号：大 中 小\n"
_FOOT = "\n上一篇：无\n下一篇：无\n版权所有：示例县政府办公室\n"


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def joined_by_blank(text: str, _: random.Random) -> str:
    """The page is copied as one line."""
    return " ".join(_lines(text))


def joined_by_nothing(text: str, _: random.Random) -> str:
    """The page is copied as one line, and nothing stands where lines ended."""
    return "".join(line.strip() for line in _lines(text))


def stops_dropped(text: str, _: random.Random) -> str:
    """No full stop stands before a number, and no line ends there."""
    return re.sub(r"。\n(?=\s*(?:[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、]))", " ", text)


def number_lost(text: str, chance: random.Random) -> str:
    """One number of a paragraph is missing."""
    lines = text.split("\n")
    numbered = [n for n, line in enumerate(lines) if _NUMBER.match(line)]
    if len(numbered) > 2:
        n = chance.choice(numbered[1:])
        lines[n] = _NUMBER.sub("", lines[n])
    return "\n".join(lines)


def blanks_in_dates(text: str, _: random.Random) -> str:
    """Figures stand apart from 年, 月 and 日."""
    return re.sub(r"(\d+)([年月日])", r"\1 \2 ", text)


def chrome_around(text: str, _: random.Random) -> str:
    """A site's menu stands above and below."""
    return _MENU + text + _FOOT


def furniture_between(text: str, chance: random.Random) -> str:
    """A page number stands between two lines."""
    lines = text.split("\n")
    at = chance.randrange(1, max(2, len(lines)))
    return "\n".join([*lines[:at], f"— {chance.randrange(1, 20)} —", *lines[at:]])


def annex_beside(text: str, _: random.Random) -> str:
    """A list of companies follows, which holds no tasks."""
    return text + _FOREIGN


def empty_lines(text: str, _: random.Random) -> str:
    """Each line is followed by an empty one."""
    return "\n\n".join(text.split("\n"))


def page_twice(text: str, chance: random.Random) -> str:
    """Some lines below each other were copied twice."""
    lines = text.split("\n")
    at = chance.randrange(len(lines) // 2, len(lines))
    return "\n".join([*lines[: at + 3], *lines[at : at + 3], *lines[at + 3 :]])


def group_rows(text: str, _: random.Random) -> str:
    """Rows that name a group stand among the rows of a table."""

    def grouped(rows: list[str]) -> Iterator[str]:
        for n, row in enumerate(rows):
            if n in (1, len(rows) // 2 + 1) and not _RULE.fullmatch(row):
                yield "二、公共服务类" if n > 1 else "一、基础建设类"
            yield row

    return _tables(text, grouped)


def cell_split(text: str, chance: random.Random) -> str:
    """A page cuts a row, so that the end of its longest cell stands in a row of its own."""

    def split(rows: list[str]) -> Iterator[str]:
        able = [n for n, row in enumerate(rows) if n and max(map(len, _cells(row)), default=0) > _LONG_CELL]
        at = chance.choice(able) if able else -1
        for n, row in enumerate(rows):
            cells = _cells(row)
            if n != at:
                yield row
                continue
            longest = max(range(len(cells)), key=lambda each: len(cells[each]))
            whole = cells[longest]
            parting = _SEPARATOR.search(row)
            glue = parting[0] if parting else "|"
            yield glue.join([*cells[:longest], whole[: len(whole) // 2], *cells[longest + 1 :]])
            rest = [""] * len(cells)
            rest[longest] = whole[len(whole) // 2 :]
            yield glue.join(rest)

    return _tables(text, split)


def cells_merged(text: str, chance: random.Random) -> str:
    """In one row what parted two cells is a blank."""

    def merged(rows: list[str]) -> Iterator[str]:
        at = chance.randrange(1, len(rows))
        for n, row in enumerate(rows):
            found = list(_SEPARATOR.finditer(row))[1:-1]
            gap = chance.choice(found) if found and n == at and not _RULE.fullmatch(row) else None
            yield f"{row[: gap.start()]} {row[gap.end() :]}" if gap else row

    return _tables(text, merged)


def header_lost(text: str, _: random.Random) -> str:
    """The titles of a table are missing."""
    return _tables(text, lambda rows: iter(rows[2:] if _RULE.fullmatch(rows[1]) else rows[1:]))


def columns_reordered(text: str, _: random.Random) -> str:
    """The columns of a table stand the other way round, but for the first."""

    def turned(rows: list[str]) -> Iterator[str]:
        edged = all(row.startswith("|") for row in rows)
        for row in rows:
            cells = _cells(row)
            first, last = (2, len(cells) - 1) if edged else (1, len(cells))
            parting = "|" if "|" in row else "\t"
            yield parting.join([*cells[:first], *cells[first:last][::-1], *cells[last:]])

    return _tables(text, turned)


def cell_a_line(text: str, _: random.Random) -> str:
    """Each cell of a table is a line."""
    return _tables(text, lambda rows: (cell for row in rows for cell in _cells(row) if cell and cell.strip("-")))


def table_on_one_line(text: str, _: random.Random) -> str:
    """The cells of a table stand in one line, parted by blanks."""
    return _tables(text, lambda rows: iter([" ".join(c for row in rows for c in _cells(row) if c.strip("-"))]))


def cells_glued(text: str, _: random.Random) -> str:
    """Nothing parts the cells of a row."""
    return _tables(text, lambda rows: ("".join(_cells(row)) for row in rows if not _RULE.fullmatch(row)))


OPERATORS: tuple[Operator, ...] = (
    joined_by_blank,
    joined_by_nothing,
    stops_dropped,
    number_lost,
    blanks_in_dates,
    chrome_around,
    furniture_between,
    annex_beside,
    empty_lines,
    page_twice,
    group_rows,
    cell_split,
    cells_merged,
    header_lost,
    columns_reordered,
    cell_a_line,
    table_on_one_line,
    cells_glued,
)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _SEPARATOR.split(row)]


def _is_row(line: str) -> bool:
    return len(_cells(line)) >= _LEAST_CELLS


def _tables(text: str, damage: Callable[[list[str]], Iterator[str]]) -> str:
    """Damage the lines below each other that are parted into cells."""
    lines: list[str] = []
    for parted, group in groupby(text.split("\n"), _is_row):
        rows = list(group)
        lines += damage(rows) if parted and len(rows) >= _LEAST_ROWS else rows
    return "\n".join(lines)
