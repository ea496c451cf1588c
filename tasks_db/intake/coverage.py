"""What every stretch of the document was read as, so that nothing it says is silently dropped."""

import re
from collections.abc import Iterable, Iterator

from tasks_db.intake.blocks import Document, Passage
from tasks_db.intake.draft import Span

KINDS = (
    "unread",
    "noise",
    "background",
    "heading",
    "rule",
    "duty",
    "member",
    "indicator",
    "task",
    "owner",
    "date",
)
_CODES = {kind: bytes([code]) for code, kind in enumerate(KINDS)}
_GAP = len(KINDS)
_RUN = re.compile(rb"(.)\1*", re.DOTALL)


class Painter:
    """Marks passages as read; a later mark covers an earlier one."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._marks = bytearray([_GAP]) * len(document.text)
        for block in document.blocks:
            cells = [block] if isinstance(block, Passage) else [cell for row in block.rows for cell in row]
            self.mark("unread", cells)

    def mark(self, kind: str, passages: Iterable[Passage]) -> None:
        """Mark what the passages stand for."""
        code, marks = _CODES[kind], self._marks
        for one in passages:
            for _, length, start, _ in one.pieces:
                marks[start : start + length] = code * length

    def spans(self) -> Iterator[Span]:
        """Yield the partition of the text: a span ends where the kind or the place changes.

        What no passage holds (line ends, indents, the tabs and bars of flattened tables), and white space, goes with
        what precedes it, at the very beginning with what follows.
        """
        starts = [start for start, _ in self._document.places]
        ends = [*starts[1:], len(self._document.text)]
        open_span: Span | None = None
        for (start, place), end in zip(self._document.places, ends, strict=True):
            for at, code in self._changes(start, end):
                if open_span:
                    yield Span(open_span.place, open_span.start, at, open_span.read_as)
                open_span = Span(place, at if open_span else 0, at, KINDS[code])
        if open_span:
            yield Span(open_span.place, open_span.start, len(self._document.text), open_span.read_as)
        elif self._marks:
            yield Span(self._document.places[0][1], 0, len(self._marks), "noise")

    def _changes(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where a stretch of one kind begins inside a place, with its kind."""
        current, marks, text = _GAP, self._marks, self._document.text
        for run in _RUN.finditer(marks, start, end):
            begin, stop = run.span()
            code = marks[begin]
            if code in (_GAP, current):
                continue
            said = text[begin:stop].lstrip()
            if said:
                yield (start if current == _GAP else stop - len(said)), code
                current = code
