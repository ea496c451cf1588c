"""What every stretch of the document was read as, so that nothing it says is silently dropped."""

import re
from collections.abc import Iterable, Iterator
from itertools import repeat

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
# a stretch of one kind; gaps are passed over
_RUN = re.compile(b"([^%c])\\1*" % _GAP)


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
        self.mark_each(zip(repeat(kind), passages))

    def mark_each(self, marked: Iterable[tuple[str, Passage]]) -> None:
        """Mark what each passage stands for as one of its kind."""
        marks = self._marks
        for kind, (text, start, _, parts) in marked:
            code = _CODES[kind]
            if parts is None:
                marks[start : start + len(text)] = code * len(text)
            for piece in parts or ():
                marks[piece.start : piece.start + piece.length] = code * piece.length

    def stretches(self, passage: Passage, kinds: Iterable[str]) -> Iterator[Passage]:
        """Yield the parts of a passage that are marked as one of some kinds so far, each as long as can be."""
        wanted = re.compile(b"[%s]+" % re.escape(b"".join(_CODES[kind] for kind in kinds)))
        runs: list[tuple[int, int]] = []
        edge = 0  # where the piece before ended; what stands between two pieces is glue
        for at, length, start, _ in passage.pieces:
            for found in wanted.finditer(self._marks, start, start + length):
                begin, end = found.start() - start + at, found.end() - start + at
                joins = bool(runs) and begin == at and runs[-1][1] == edge
                runs.append((runs.pop()[0] if joins else begin, end))
            edge = at + length
        yield from (passage.cut(begin, end) for begin, end in runs)

    def spans(self) -> Iterator[Span]:
        """Yield the partition of the text: a span ends where the kind or the place changes.

        What no passage holds (line ends, indents, the tabs and bars of flattened tables), and white space, goes with
        what precedes it, at the very beginning with what follows.
        """
        text, marks, places = self._document.text, self._marks, self._document.places
        ends = [*(start for start, _ in places[1:]), len(text)]
        kind, begun, where = "", 0, places[0][1] if places else ""
        for (start, place), end in zip(places, ends, strict=True):
            current = _GAP
            for run in _RUN.finditer(marks, start, end):
                begin, stop = run.span()
                code = marks[begin]
                if code == current:
                    continue
                said = text[begin:stop].lstrip()
                if said:
                    at = start if current == _GAP else stop - len(said)
                    if kind:
                        yield Span(where, begun, at, kind)
                        begun = at
                    kind, where, current = KINDS[code], place, code
        if marks:
            yield Span(where, begun, len(text), kind or "noise")
