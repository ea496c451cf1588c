"""Paragraphs and grids of the layout writer as files: .txt in several manners, .md, .docx, .xlsx, .html, .csv."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import openpyxl


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``down`` lists the columns whose equal neighbours a drafter merges."""

    rows: tuple[tuple[str, ...], ...]
    down: tuple[int, ...] = ()

    def runs(self) -> list[tuple[int, int, int]]:
        """Return ``(column, first row, last row)`` of each merged cell."""
        found = []
        for column in self.down:
            first = 1
            for row in range(2, len(self.rows) + 1):
                if row == len(self.rows) or self.rows[row][column] != self.rows[first][column]:
                    if row - first > 1:
                        found.append((column, first, row - 1))
                    first = row
        return found

    def covered(self) -> set[tuple[int, int]]:
        """Return the ``(row, column)`` that a merged cell above them covers."""
        return {(row, column) for column, first, last in self.runs() for row in range(first + 1, last + 1)}


Block = str | Grid
Flow = Callable[[Grid], str]


def _lines(separator: str, edge: str = "") -> Flow:
    def flow(grid: Grid) -> str:
        return "\n".join(edge + separator.join(row) + edge for row in grid.rows) + "\n"

    return flow


def _markdown(grid: Grid) -> str:
    rows = [f"| {' | '.join(row)} |" for row in grid.rows]
    return "\n".join([rows[0], "|" + "---|" * len(grid.rows[0]), *rows[1:]]) + "\n"


def _cell_a_line(grid: Grid) -> str:
    return "\n" + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in grid.rows) + "\n"


def _bare_cells(grid: Grid) -> str:
    """One cell a line and nothing else: empty cells leave no trace."""
    return "\n".join(cell for row in grid.rows for cell in row if cell) + "\n"


def _aligned(grid: Grid) -> str:
    """Columns parted by runs of spaces, as a terminal or a viewer prints them."""
    return "\n".join("   ".join(cell or "—" for cell in row) for row in grid.rows) + "\n"


def _one_line(grid: Grid) -> str:
    """The whole table in one line, a space between cells."""
    return " ".join(cell for row in grid.rows for cell in row if cell) + "\n"


FLOWS: dict[str, Flow] = {
    "tabs": _lines("\t"),
    "bars": _lines(" | "),
    "walls": _lines("|", "|"),
    "markdown": _markdown,
    "cell_a_line": _cell_a_line,
    "bare_cells": _bare_cells,
    "aligned": _aligned,
    "one_line": _one_line,
}


def as_text(blocks: list[Block], flow: str = "tabs", glue: str = "\n") -> bytes:
    """Return the plain text; tables are drawn in the manner of ``flow``."""
    return glue.join(FLOWS[flow](one) if isinstance(one, Grid) else one for one in blocks).encode()


def as_markdown(blocks: list[Block]) -> bytes:
    """Return the Markdown: a blank line between paragraphs, tables in bars."""
    shown = [_markdown(one) if isinstance(one, Grid) else "\n\n".join(one.split("\n")) for one in blocks]
    return "\n\n".join(shown).encode()


def as_docx(blocks: list[Block]) -> bytes:
    """Return a Word file with real tables and merged cells."""
    word = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            for line in block.split("\n"):
                word.add_paragraph(line)
            continue
        table = word.add_table(rows=len(block.rows), cols=len(block.rows[0]))
        covered = block.covered()
        for at, (row, texts) in enumerate(zip(table.rows, block.rows, strict=True)):
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.text = "" if (at, column) in covered else text
        for column, first, last in block.runs():
            table.cell(first, column).merge(table.cell(last, column))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def as_xlsx(blocks: list[Block]) -> bytes:
    """Return a workbook: each paragraph a cell of the first column, merged over the width; tables below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    width = max((len(block.rows[0]) for block in blocks if isinstance(block, Grid)), default=1)
    at = 0
    for block in blocks:
        if isinstance(block, str):
            at += 1
            sheet.cell(at, 1, block)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
            continue
        for n, row in enumerate(block.rows, 1):
            for column, text in enumerate(row, 1):
                sheet.cell(at + n, column, text or None)
        for column, first, last in block.runs():
            sheet.merge_cells(
                start_row=at + first + 1, end_row=at + last + 1, start_column=column + 1, end_column=column + 1
            )
        at += len(block.rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_html(blocks: list[Block]) -> bytes:
    """Return a web page with real tables; merged cells are spans."""
    body = "".join(_html_table(one) if isinstance(one, Grid) else _html_lines(one) for one in blocks)
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>方案</title></head><body>{body}</body></html>'
    return page.encode()


def _html_lines(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))


def _html_table(grid: Grid) -> str:
    spans = {(first, column): last - first + 1 for column, first, last in grid.runs()}
    covered = grid.covered()
    rows = [
        "".join(
            f'<td rowspan="{spans.get((at, column), 1)}">{escape(text)}</td>'
            for column, text in enumerate(row)
            if (at, column) not in covered
        )
        for at, row in enumerate(grid.rows)
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def as_csv(blocks: list[Block]) -> bytes:
    """Return the tables as .csv with the mark that spreadsheets write; paragraphs are rows of one cell."""
    file = io.StringIO()
    out = csv.writer(file)
    for block in blocks:
        out.writerows(block.rows if isinstance(block, Grid) else [[block]])
    return file.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Written:
    """A document as bytes with the suffix of its format."""

    data: bytes
    suffix: str

    def save(self, folder: Path, name: str) -> Path:
        """Write it into a folder and return its path."""
        path = folder / f"{name}{self.suffix}"
        path.write_bytes(self.data)
        return path
