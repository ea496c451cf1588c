"""What every reader hands to intake: paragraphs and tables whose every character knows its place.

A document has one text. A passage is a piece of it, or several pieces joined (a line mended across a page
break), and can always say which stretches of the document it stands for.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tasks_db.lean_dataclass import dataclass

_WHITE = "".join(char for char in map(chr, range(0x3001)) if char.isspace())


class Piece(NamedTuple):
    """``length`` characters of a passage from offset ``at`` on, taken from the document at ``start``."""

    at: int
    length: int
    start: int
    place: str


class Passage(NamedTuple):
    """A text of the document from ``start`` on, at ``place``: both of its beginning.

    ``parts`` are its pieces in order where it is put together of several, glue between them standing for nothing
    there; None, as nearly always, where it is unbroken.
    """

    text: str
    start: int = 0
    place: str = ""
    parts: tuple[Piece, ...] | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it is made of, a single piece where it is unbroken."""
        if self.parts is None:
            return (Piece(0, len(self.text), self.start, self.place),) if self.text else ()
        return self.parts

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches ``[start, end)`` of the document that this passage stands for."""
        for piece in self.pieces:
            yield piece.start, piece.start + piece.length

    def cut(self, begin: int, end: int | None = None) -> "Passage":
        """Return the part from ``begin`` to ``end``, offsets of this passage's own text."""
        stop = len(self.text) if end is None else end
        text = self.text[begin:stop]
        if self.parts is None:
            return Passage(text, self.start + begin, self.place) if text else EMPTY
        kept = []
        # a passage of many lines is cut often: begin where the cut does
        first = bisect_right(self.parts, begin, key=lambda piece: piece.at) - 1
        for piece in islice(self.parts, max(first, 0), None):
            if piece.at >= stop:
                break
            low, high = max(begin, piece.at), min(stop, piece.at + piece.length)
            if low < high:
                kept.append(Piece(low - begin, high - low, piece.start + low - piece.at, piece.place))
        return _of_pieces(text, kept)

    def lines(self) -> list["Passage"]:
        """Return its lines, without the blanks around them."""
        found, begin = [], 0
        for line in self.text.split("\n"):
            found.append(self.cut(begin, begin + len(line)).strip())
            begin += len(line) + 1
        return found

    def strip(self, extra: str = "") -> "Passage":
        """Return it without white space, and without the characters of ``extra``, at both ends."""
        drop = _WHITE + extra
        begin = len(self.text) - len(self.text.lstrip(drop))
        end = max(begin, len(self.text.rstrip(drop)))
        return self if end - begin == len(self.text) else self.cut(begin, end)


EMPTY = Passage("")


def _of_pieces(text: str, pieces: list[Piece]) -> Passage:
    if not pieces:
        return Passage(text, parts=()) if text else EMPTY
    first = pieces[0]
    unbroken = len(pieces) == 1 and first.length == len(text)
    return Passage(text, first.start, first.place, None if unbroken else tuple(pieces))


def join(parts: list[Passage], glue: str = "") -> Passage:
    """Return the parts as one passage with ``glue`` between them."""
    pieces: list[Piece] = []
    texts: list[str] = []
    length = 0
    for part in parts:
        if texts:
            length += len(glue)
        pieces += [Piece(p.at + length, p.length, p.start, p.place) for p in part.pieces]
        texts.append(part.text)
        length += len(part.text)
    return _of_pieces(glue.join(texts), pieces)


Row = tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal width. A merged cell is the same passage at each of its positions.

    ``short`` lists the rows (counted from 0) that had fewer cells than the header and were filled up.
    """

    rows: tuple[Row, ...]
    place: str
    short: tuple[int, ...] = ()


Block = Passage | Table


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader has to say of a file that it read: ``message`` is Chinese, ``place`` may be empty."""

    kind: str
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Document:
    """The text, its blocks in order, and where each place begins, ascending by offset.

    ``noise`` is text that belongs to the page and not to what it says: running headers, page numbers, a table of
    contents; no block holds it. ``notices`` name what was left out and what a screen hides.
    """

    text: str
    blocks: tuple[Block, ...]
    places: tuple[tuple[int, str], ...]
    noise: tuple[Passage, ...] = ()
    notices: tuple[Notice, ...] = ()


def rectangular(rows: list[list[Passage]], place: str) -> Table:
    """Return a table as wide as its first row: short rows are filled up, surplus cells join the last one."""
    width = len(rows[0])
    short = tuple(index for index, row in enumerate(rows) if len(row) < width)
    filled = []
    for row in rows:
        kept = row if len(row) <= width else [*row[: width - 1], join(row[width - 1 :], "\n")]
        filled.append(tuple(kept + [EMPTY] * (width - len(kept))))
    return Table(tuple(filled), place, short)
