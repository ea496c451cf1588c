"""The one paginator: lines into pages of at most one screen, every line on exactly one page.

A screen is 18 lines and 700 characters. A line that is too long is clipped with "…"; a heading never ends a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MAX_LINES = 18
MAX_CHARS = 700
LINE_CHARS = 120
"""The longest a single line may be, so that one talkative unit does not take the whole screen."""

ELLIPSIS = "…"
_HEADING = "【"
_COUNTER = "第{number}/{of}页"
_COUNTER_ROOM = len(_COUNTER.format(number=9999, of=9999))


@dataclass(frozen=True, slots=True)
class Page:
    """One screen. ``first`` and ``last`` (exclusive) say which of the lines stand on it."""

    text: str
    number: int
    of: int
    first: int
    last: int

    @property
    def has_previous(self) -> bool:
        return self.number > 0

    @property
    def has_next(self) -> bool:
        return self.number + 1 < self.of


def one_line(text: str) -> str:
    """What people typed, without its line breaks and doubled spaces."""
    return " ".join(text.split())


def clip(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters, with "…" where something is left out."""
    flat = one_line(text)
    return flat if len(flat) <= limit else flat[: limit - len(ELLIPSIS)].rstrip() + ELLIPSIS


def is_heading(line: str) -> bool:
    return line.startswith(_HEADING)


def heading(text: str) -> str:
    return f"{_HEADING}{text}】"


def paginate(head: Sequence[str], lines: Sequence[str], foot: Sequence[str] = ()) -> tuple[Page, ...]:
    """Pages of ``lines``, each with ``head`` above and ``foot`` below it and, where there are several, its number.

    Always at least one page. ``head`` and ``foot`` are clipped as lines are and are expected to leave room.
    """
    above, below = [clip(line, LINE_CHARS) for line in head], [clip(line, LINE_CHARS) for line in foot]
    clipped = [clip(line, LINE_CHARS) for line in lines]
    around = [*above, *below]
    room_lines = MAX_LINES - len(around) - 1
    room_chars = MAX_CHARS - sum(len(line) + 1 for line in around) - _COUNTER_ROOM - 1
    starts = _starts(clipped, room_lines, room_chars)
    ends = [*starts[1:], len(clipped)]
    return tuple(
        Page(_text(above, clipped[start:end], below, number, len(starts)), number, len(starts), start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def page_at(pages: Sequence[Page], number: int) -> Page:
    """The page asked for, or the nearest there is: a list may have grown shorter since the button was shown."""
    return pages[min(max(number, 0), len(pages) - 1)]


def _starts(lines: Sequence[str], room_lines: int, room_chars: int) -> list[int]:
    """Where each page begins."""
    starts, chars = [0], 0
    for i, line in enumerate(lines):
        needed = len(line) + 1
        if is_heading(line) and i + 1 < len(lines):
            needed_with_next, lines_with_next = needed + len(lines[i + 1]) + 1, 2
        else:
            needed_with_next, lines_with_next = needed, 1
        full = i - starts[-1] + lines_with_next > room_lines or chars + needed_with_next > room_chars
        if full and i > starts[-1]:
            starts.append(i)
            chars = 0
        chars += needed
    return starts


def _text(above: Sequence[str], lines: Sequence[str], below: Sequence[str], number: int, of: int) -> str:
    counter = [_COUNTER.format(number=number + 1, of=of)] if of > 1 else []
    return "\n".join([*above, *lines, *below, *counter])
