"""Lines of a PDF page: from single characters with their boxes to lines, and from lines back to paragraphs.

A PDF knows where each character stands and nothing of lines or paragraphs. Characters on one height are a line; a
line that reaches the right edge goes on in the next one.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from tasks_db.intake.numbering import marker
from tasks_db.intake.owners import opens_with_role
from tasks_db.intake.readers.glyphs import fold
from tasks_db.lean_dataclass import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom in points, from the page's upper left corner

# in widths of a character
_COLUMN_GAP = 1.6
_SAME_SPOT = 0.25
_INDENT = 1.2
_SLACK = 1.3
_FAR = 8
_APART = 4
_GOES_ON = "；;，,、（(〔【["  # a label behind these is amid a phrase
# in line pitches
_PARAGRAPH_GAP = 1.6
_LONG_LINE = 0.6
_LEAST_EDGE = 0.7  # of the page's width: where no line is long, none reaches the edge
_UNPARTED = (
    "，。、；：！？）》〉」』】〕”’,.;:!?)]}%％…—“‘"  # a line break does not part them from the sign before them
)
_SENTENCE_ENDS = "。！？；：”"
_SIZES_APART = 1.25
_UNBROKEN = re.compile(r"[0-9A-Za-z.%]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a line without a wide gap."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; ``place`` is empty until the page's lines are counted."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float
    page: int
    place: str = ""

    @property
    def text(self) -> str:
        """The text, a space where there is a wide gap."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """The left end."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """The right end."""
        return self.words[-1].right


def lines_of(chars: Iterable[dict[str, Any]], page: int) -> list[Line]:
    """Return the lines of upright characters, from top to bottom."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda one: (one["top"] + one["bottom"], one["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if (
            last is not None
            and abs(middle - (last["top"] + last["bottom"]) / 2) < max(last["size"], char["size"]) / 2
        ):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(row, page))]


def _line(row: list[dict[str, Any]], page: int) -> Line | None:
    row.sort(key=lambda one: one["x0"])
    size = median(char["size"] for char in row) or 1.0
    words: list[Word] = []
    text, left, right, last = "", 0.0, 0.0, ""
    spot = -1e9
    for char in row:
        letter = fold(char["text"])
        if letter == last and abs(char["x0"] - spot) < size * _SAME_SPOT:
            continue  # bold type made by printing twice
        last, spot = letter, char["x0"]
        if letter.isspace():
            text += " " if text else ""
            continue
        if text and char["x0"] - right > size * _COLUMN_GAP:
            words.append(Word(text.rstrip(), left, right))
            text = ""
        if not text:
            left = char["x0"]
        text += letter
        right = char["x1"]
    if text:
        words.append(Word(text.rstrip(), left, right))
    if not words:
        return None
    top, bottom = min(char["top"] for char in row), max(char["bottom"] for char in row)
    return Line(tuple(words), top, bottom, size, page)


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges of the text of a page, and the usual distance from line to line."""

    left: float
    right: float
    pitch: float


def margins(lines: Sequence[Line], width: float) -> Margins:
    """Return the edges that the long lines of a page of that width keep to."""
    if not lines:
        return Margins(0, 0, 0)
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left >= _LONG_LINE * widest]
    steps = [below.top - above.top for above, below in pairwise(lines) if below.top > above.top]
    return Margins(
        min(line.left for line in long),
        max(_LEAST_EDGE * width, *(line.right for line in long)),
        median(steps) if steps else long[0].size * 2,
    )


def is_full(line: Line, following: Line, right: float) -> bool:
    """Whether a line ends because the edge is near and not because its paragraph does.

    What follows could not have stood on it: a figure or word is not broken, nor a sign parted from its closing mark.
    """
    head = following.text
    word = _UNBROKEN.match(head)
    room = _SLACK + (len(word.group()) / 2 if word else 0)
    if head[1:2] and head[1] in _UNPARTED:
        room += 1
    return right - line.right < room * line.size


def continues(line: Line, following: Line, edges: Margins, edges_after: Margins) -> bool:
    """Whether ``following`` is the rest of the paragraph that ``line`` is in."""
    sizes = sorted((line.size, following.size))
    if sizes[1] > sizes[0] * _SIZES_APART or not is_full(line, following, edges.right):
        return False
    widest = max((after.left - word.right for word, after in pairwise(line.words)), default=0)
    indent = max(line.left - edges.left, following.left - edges_after.left)
    if indent > _FAR * following.size or widest > _APART * line.size:
        return False  # a signature at the right, or an office at the left and a date at the right
    if opens_with_role(following.text) and line.text[-1] not in _GOES_ON:
        return False
    if following.page == line.page and following.top - line.top > edges.pitch * _PARAGRAPH_GAP:
        return False
    indented = following.left - edges_after.left > _INDENT * following.size
    ended = line.text[-1] in _SENTENCE_ENDS
    if indented:
        return not ended and not marker(following.text)
    return not (ended and marker(following.text))
