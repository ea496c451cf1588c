"""Units that stand bare at the end of a text: what is left of the last columns of a table whose cells were glued.

    text。[blank]cell{cell}    a cell is a list of units, parted by separators inside, by nothing where cells meet

A blank right behind the text is an empty first cell. Such tails are read only where a document is full of them.
"""

import re
from typing import NamedTuple

from tasks_db.intake.names import ends_of_units, is_named, units
from tasks_db.intake.parties import Owners
from tasks_db.intake.roles import OFFICE
from tasks_db.language.lists import CLOSERS, OPENERS, parts

# where another unit of the same house may begin
_HOUSE = re.compile("(?:[省市县区州旗镇乡](?![省市县区州旗、，]))|各(?!自)")
_SHORTEST = 3
_SAYS = re.compile(r"[：:]|牵头|负责|配合|主办|协办|承办|会同|责任|^\s*[（(〔【\[—–-]")
_END = re.compile("[。！]")
_LONGEST = 300
# titles of columns side by side, with nothing between them
_LEADS_THEN_HELPS = re.compile(
    rf"(?:牵头|主办|主责)(?:责任)?(?:{OFFICE})[ \u3000]*(?:[配责协参][合任办与]/?)+(?:{OFFICE})(?![：:])"
)
LEAST = 5
SHARE = 0.6


class Tail(NamedTuple):
    """Where the tail of a text begins, and its cells; ``blank``: a blank stands before them."""

    begin: int
    cells: tuple[tuple[str, ...], ...]
    blank: bool

    def owners(self, *, leads: bool) -> Owners:
        """Return who they are; ``leads``: the first of two columns is the leads'."""
        if leads and len(self.cells) > 1:
            *first, last = self.cells
            return Owners(tuple(name for cell in first for name in cell), last)
        return Owners((), tuple(name for cell in self.cells for name in cell))


def tail(text: str) -> Tail | None:
    """Return the bare units that end a text, or None where it ends otherwise."""
    plain = text.rstrip()
    begun = max((found.end() for found in _END.finditer(plain)), default=0)
    behind = plain[begun:]
    if not 1 < len(behind) <= _LONGEST or _SAYS.search(behind) or not _is_closed(behind):
        return None
    cells: list[list[str]] = [[]]
    for begin, end in parts(behind):
        glued = _unglued(behind[begin:end].strip())
        cells[-1].append(glued[0])
        cells += [[name] for name in glued[1:]]
    names = [name for cell in cells for name in cell]
    if not all(names) or not all(map(is_named, names)):
        return None
    listed = tuple(units("、".join(cell)) for cell in cells)
    return Tail(begun, listed, blank=behind[0].isspace()) if all(listed) else None


def _is_closed(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in OPENERS) - (char in CLOSERS)
        if depth < 0:
            return False
    return depth == 0


def leads_come_first(text: str) -> bool:
    """Whether a text holds the titles of a column of leads and of one of helpers side by side."""
    return _LEADS_THEN_HELPS.search(text) is not None


def _unglued(text: str) -> list[str]:
    """Part names that nothing parts: 县发展改革局县财政局."""
    names: list[str] = []
    begun = 0
    for at in ends_of_units(text):
        if at - begun >= _SHORTEST and at < len(text) and _HOUSE.match(text, at) and is_named(text[begun:at]):
            names.append(text[begun:at])
            begun = at
    return [*names, text[begun:]]
