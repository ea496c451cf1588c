"""Tables that arrive as lines of text.

Four forms are known: drawn with line characters (drawn_lines.py); one cell a line, each line opened by a tab and
rows parted by blank lines (a page copied from a browser); one row a line with bars ``a | b |`` (also Markdown's);
one row a line with tabs (copied from a spreadsheet). Each function takes the lines and where to start, and returns
the table, or None, and the line after it.
"""

import itertools
import re
from collections.abc import Sequence

from tasks_db.intake.blocks import Block, Passage, Table, join, rectangular
from tasks_db.intake.line_forms import PAGE_NUMBER
from tasks_db.intake.readers.drawn_lines import drawn
from tasks_db.intake.readers.joined_rows import rows_in

_SEQUENCE_HEAD = re.compile(r"(序|编)\s*号")
_RULE_CELL = re.compile(r":?-{2,}:?")
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_LABELLED = re.compile(r"[\u3400-\u9fff]{2,8}\s*[：:]")
_MIN_WIDTH = 2
_LONGEST_GROUP = 30
# a header of more lines is a list
_MAX_LINES = 40

Found = tuple[Table | None, int]


def blocks_of(lines: Sequence[Passage]) -> list[Block]:
    """Return the paragraphs and tables of lines in order; Markdown's heading marks and blank lines are dropped."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        table, after = cells_by_line(lines, at)
        if table is None:
            table, after = drawn(lines, at)
        if table is None:
            table, after = rows_by_line(lines, at)
        if table is not None:
            blocks.append(table)
            at = after
            continue
        joined = rows_in(lines[at])
        if joined:
            blocks += joined
            at += 1
            continue
        line = lines[at].strip()
        mark = _HEADING_MARK.match(line.text)
        line = line.cut(mark.end()) if mark else line
        if line.text:
            blocks.append(line)
        at += 1
    return blocks


def _opens_cell(line: Passage) -> bool:
    return line.text.startswith("\t") and "\t" not in line.text[1:].strip()


def cells_by_line(lines: Sequence[Passage], at: int) -> Found:
    """Read a table of one cell a line.

    The first group of cells is the header and gives the width. A line without a tab continues the cell before it,
    after a blank line only while its row is incomplete: page breaks cut cells, and only a full row ends a table.
    """
    if not _opens_cell(lines[at]):
        return None, at
    if not _SEQUENCE_HEAD.fullmatch(lines[at].text.strip()) and all(
        line.text.strip() for line in lines[at : at + _MAX_LINES]
    ):
        return None, at  # no blank line ends the header
    groups: list[list[list[Passage]]] = [[]]
    width = 0
    blank = False
    end = at
    for index in range(at, len(lines)):
        line = lines[index]
        bare = line.text.strip()
        if PAGE_NUMBER.fullmatch(bare) or not (bare or line.text.startswith("\t")):
            blank = blank or not bare
            continue
        if _opens_cell(line):
            if blank and groups[-1]:
                width = width or len(groups[0])
                if width < _MIN_WIDTH:
                    return None, at
                groups.append([])
            groups[-1].append([line.strip()])
        elif not blank or 0 < len(groups[-1]) < width:
            groups[-1][-1].append(line.strip())
        else:
            break
        blank = False
        end = index + 1
    rows = _rows([[join(cell, "\n") for cell in group] for group in groups])
    if len(rows) < _MIN_WIDTH or len(rows[0]) < _MIN_WIDTH:
        return None, at
    return rectangular(rows, lines[at].place), end


def _rows(groups: list[list[Passage]]) -> list[list[Passage]]:
    header = groups[0]
    width = len(header)
    if len(groups) == 1 and header and _SEQUENCE_HEAD.fullmatch(header[0].text):
        # no blank line anywhere: the first row begins where the numbers do
        width = next((n for n, cell in enumerate(header) if cell.text == "1"), width)
    return [group[n : n + width] for group in groups for n in range(0, len(group), max(width, 1))]


def rows_by_line(lines: Sequence[Passage], at: int) -> Found:
    """Read a table of one row a line: at least two lines of as many cells, parted by bars or by tabs.

    The first line decides whether bars stand at the outer ends too; where not, an outer bar bounds an empty cell.
    """
    for separator in ("|", "\t"):
        first = lines[at].text.strip(" ")
        outer = (separator == "|" and first.startswith("|"), separator == "|" and first.endswith("|"))
        rows = [_cells(lines[at], separator, outer)]
        if sum(1 for cell in rows[0] if cell.text) < _MIN_WIDTH or _are_labelled(rows[0]):
            continue
        end = at + 1
        apart = end < len(lines) and not lines[end].text.strip()  # a blank line below the titles: below each row
        while (below := _row_below(lines, end, apart=apart)) < len(lines):
            cells = _cells(lines[below], separator, outer)
            if _are_labelled(cells):
                break
            if not cells and _names_group(lines, below, separator, outer, len(rows[0])):
                cells = [lines[below].strip()] * len(rows[0])
            if len(cells) < _MIN_WIDTH:
                break
            rows.append(cells)
            end = below + 1
            if len(rows) == _MIN_WIDTH + 2 and not _agree(rows):
                break
        if _agree(rows):
            return rectangular(_without_rules(rows), lines[at].place), end
    return None, at


def _are_labelled(cells: list[Passage]) -> bool:
    """Whether each cell opens with its own label, as the fields of a form side by side do: 牵头：…  配合：…."""
    filled = [cell.text for cell in cells if cell.text]
    return len(filled) >= _MIN_WIDTH and all(map(_LABELLED.match, filled))


def _names_group(lines: Sequence[Passage], at: int, separator: str, outer: tuple[bool, bool], width: int) -> bool:
    """Whether a line amid rows names those below it: a short one, and a numbered row of full width follows."""
    below = _row_below(lines, at + 1, apart=True)
    cells = _cells(lines[below], separator, outer) if below < len(lines) else []
    numbered = len(cells) == width and cells[0].text.rstrip(".、．").isdecimal()
    return numbered and len(lines[at].text) <= _LONGEST_GROUP and "。" not in lines[at].text


def _row_below(lines: Sequence[Passage], at: int, *, apart: bool) -> int:
    """Return the next line of a table: page numbers stand between rows, and blank lines where ``apart``."""
    while at < len(lines) and (
        (apart and not lines[at].text.strip()) or PAGE_NUMBER.fullmatch(lines[at].text.strip())
    ):
        at += 1
    return at


def _without_rules(rows: list[list[Passage]]) -> list[list[Passage]]:
    return [row for row in rows if not all(_RULE_CELL.fullmatch(cell.text) for cell in row)]


def _agree(rows: list[list[Passage]]) -> bool:
    """Whether the first row is as wide as one of the two below it, the line under Markdown's header left out.

    In one row two cells may have run together.
    """
    kept = _without_rules(rows)
    return len(kept) >= _MIN_WIDTH and any(len(kept[0]) == len(row) for row in kept[1:3])


def _cells(line: Passage, separator: str, outer: tuple[bool, bool]) -> list[Passage]:
    if separator not in line.text:
        return []
    bounds = [-1, *(n for n, char in enumerate(line.text) if char == separator), len(line.text)]
    cells = [line.cut(a + 1, b).strip() for a, b in itertools.pairwise(bounds)]
    opening, closing = outer
    return cells[int(opening) : len(cells) - int(closing and not cells[-1].text)]
