"""Paragraphs and grids of the layout writer as printed pages (.pdf, .ofd): wrapped lines, ruled tables over pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.layout_writer_files import Block, Grid
from tests.ofd_samples import ofd
from tests.reader_samples import Rule, Text, pdf

_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 535.0, 70.0, 760.0
_SIZE, _LEADING = 14.0, 24.0
_CELL_SIZE, _CELL_LEADING, _PAD = 9.0, 12.0, 4.0
_NARROWEST, _WIDEST = 4, 24  # characters


@dataclass(slots=True)
class _Paper:
    """Pages so far, and how far down the last one is filled."""

    pages: list[list[Text | Rule]] = field(default_factory=lambda: [[]])
    y: float = _TOP

    def turn(self) -> None:
        number = len(self.pages)
        self.pages[-1].append(Text(285, 790, f"- {number} -", 10))
        self.pages.append([])
        self.y = _TOP


def as_pdf(blocks: list[Block]) -> bytes:
    """Return the printed pages."""
    return pdf(printed(blocks))


def as_ofd(blocks: list[Block]) -> bytes:
    """Return the printed pages in the format that official documents are exchanged in."""
    return ofd(printed(blocks))


def printed(blocks: list[Block]) -> list[list[Text | Rule]]:
    """Return the pages with their numbers at the foot; a table's header is repeated on each of its pages."""
    paper = _Paper()
    for block in blocks:
        if isinstance(block, Grid):
            _table(paper, block)
        else:
            for line in block.split("\n"):
                _paragraph(paper, line)
    return paper.pages


def _paragraph(paper: _Paper, text: str) -> None:
    for line in _wrapped(text, int((_RIGHT - _LEFT) / _SIZE)):
        if paper.y > _BOTTOM:
            paper.turn()
        paper.pages[-1].append(Text(_LEFT, paper.y, line, _SIZE))
        paper.y += _LEADING


def _table(paper: _Paper, grid: Grid) -> None:
    x = _columns(grid)
    widths = [int((right - left - 2 * _PAD) / _CELL_SIZE) for left, right in pairwise(x)]
    cells = [[_wrapped(text, width) for text, width in zip(row, widths, strict=True)] for row in grid.rows]
    heights = [max(map(len, row)) * _CELL_LEADING + 2 * _PAD for row in cells]
    above = grid.covered()
    drawn = 0
    while drawn < len(cells):
        shown = [0] if drawn else []
        paper.y += _PAD
        room = _BOTTOM - paper.y - sum(heights[n] for n in shown)
        first = drawn
        while drawn < len(cells) and (room >= heights[drawn] or drawn == first):
            room -= heights[drawn]
            drawn += 1
        shown += range(first, drawn)
        paper.pages[-1] += _ruled(x, paper.y, shown, cells, heights, above)
        paper.y += sum(heights[n] for n in shown) + _LEADING
        if drawn < len(cells):
            paper.turn()


def _ruled(
    x: Sequence[float],
    y: float,
    shown: Sequence[int],
    cells: Sequence[Sequence[list[str]]],
    heights: Sequence[float],
    above: set[tuple[int, int]],
) -> Iterator[Text | Rule]:
    """Draw some rows from ``y`` on; no rule parts a merged cell, and its text stands in its first row on the page."""
    end = y + sum(heights[n] for n in shown)
    yield from (Rule(at, y, at, end) for at in x)
    yield Rule(x[0], end, x[-1], end)
    for place, row in enumerate(shown):
        for column, lines in enumerate(cells[row]):
            goes_on = (row, column) in above and place > 0 and shown[place - 1] == row - 1
            if goes_on:
                continue
            yield Rule(x[column], y, x[column + 1], y)
            for down, line in enumerate(lines):
                yield Text(x[column] + _PAD, y + _PAD + down * _CELL_LEADING, line, _CELL_SIZE)
        y += heights[row]


def _columns(grid: Grid) -> list[float]:
    """Return where the columns begin and the last one ends: wide ones for long texts."""
    longest = [max(len(row[n]) for row in grid.rows) for n in range(len(grid.rows[0]))]
    wished = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    scale = (_RIGHT - _LEFT) / sum(wished)
    x = [_LEFT]
    for width in wished:
        x.append(x[-1] + width * scale)
    return x


def _wrapped(text: str, width: int) -> list[str]:
    return [line[at : at + width] for line in text.split("\n") for at in range(0, len(line), width)] or [""]
