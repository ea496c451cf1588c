"""How high a row of a paper's table stands in print, by estimate: what decides where a page may tear it."""

import math
from collections.abc import Sequence

from messages import title_lines

_CHARACTER, _MARGINS = 3.7, 3.0
"""A character of a table and what a cell leaves free at its sides, in millimetres."""
_LINE, _ROW = 4.8, 1.2
"""The height of a line of a table, and what a row adds to it."""
_WHOLE = 60.0
"""So high a row has room on a turned page below a heading, its note and the table's head."""


def height(row: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row in millimetres, whose columns are so many millimetres wide."""
    lines = (
        sum(max(1, math.ceil(title_lines.width(part) * _CHARACTER / (width - _MARGINS))) for part in text.split("\n"))
        for text, width in zip(row, widths, strict=True)
    )
    return max(lines) * _LINE + _ROW


def may_tear(row: Sequence[str], widths: Sequence[float]) -> bool:
    """Return whether a row is so high that it goes on overleaf: whole it would leave a page empty, or be cut off."""
    return height(row, widths) > _WHOLE
