"""Which annex stands upright on one page, so that 版记 does not stand alone on the last one."""

import math
from dataclasses import replace

from messages import title_lines
from messages.paper import Annex

_WIDTH, _WIDE = 156.0, 225.0
"""What an upright and a turned page have between their margins, in millimetres."""
_CHARACTER, _MARGINS = 3.7, 3.0
"""A character of a table and what a cell leaves free at its sides, in millimetres."""
_LINE, _ROW = 4.8, 1.2
"""The height of a line of a table, and what a row adds to it."""
_ROOM = 140.0
"""What is left for a table below its title and its note, above 版记."""


def turned(annex: Annex) -> Annex:
    """Return an annex with columns for an upright page."""
    return replace(annex, widths=tuple(round(width * _WIDTH / _WIDE, 1) for width in annex.widths))


def fits(annex: Annex) -> bool:
    """Return whether an annex surely has room on one upright page, with 版记 at its foot."""
    widths = turned(annex).widths
    return sum(_height(row, widths) for row in (annex.table.headers, *annex.table.rows)) <= _ROOM


def _height(row: tuple[str, ...], widths: tuple[float, ...]) -> float:
    lines = (
        sum(max(1, math.ceil(title_lines.width(part) * _CHARACTER / (width - _MARGINS))) for part in text.split("\n"))
        for text, width in zip(row, widths, strict=True)
    )
    return max(lines) * _LINE + _ROW
