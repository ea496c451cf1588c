"""Which annex stands upright on one page, so that 版记 does not stand alone on the last one."""

from dataclasses import replace

from messages import row_heights
from messages.paper import Annex

_WIDTH, _WIDE = 156.0, 225.0
"""What an upright and a turned page have between their margins, in millimetres."""
_ROOM = 140.0
"""What is left for a table below its title and its note, above 版记."""


def turned(annex: Annex) -> Annex:
    """Return an annex with columns for an upright page."""
    return replace(annex, widths=tuple(round(width * _WIDTH / _WIDE, 1) for width in annex.widths))


def fits(annex: Annex) -> bool:
    """Return whether an annex surely has room on one upright page, with 版记 at its foot."""
    widths = turned(annex).widths
    return sum(row_heights.height(row, widths) for row in (annex.table.headers, *annex.table.rows)) <= _ROOM
