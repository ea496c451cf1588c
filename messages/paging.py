"""The one paginator: lines into pages of at most one screen, or so many at a time, every line on exactly one page.

A screen is 18 lines and 700 characters. A line that is too long is clipped with "…"; a heading never ends a page.
"""

from collections.abc import Sequence

from messages.message import Button, ButtonArg
from tasks_db.lean_dataclass import dataclass

MAX_LINES = 18
MAX_CHARS = 700
LINE_CHARS = 120
"""The longest a single line may be, so that one talkative unit does not take the whole screen."""

PHONE_ROWS = 14
"""The rows of text that a phone shows with a message's buttons below them."""
PHONE_COLUMNS = 20
"""The full-width characters in one of them."""

ELLIPSIS = "…"
_HEADING = "【"
_FIRST_WIDE = 0x2E80
_COUNTER = "第{number}/{of}页"
_COUNTER_ROOM = len(_COUNTER.format(number=9999, of=9999))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which lines stand on a page: ``first`` to ``last`` (exclusive), on page ``number`` (from 0) of ``of``."""

    number: int
    of: int
    first: int
    last: int

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 0

    @property
    def has_next(self) -> bool:
        """Whether a page comes after this one."""
        return self.number + 1 < self.of


@dataclass(frozen=True, slots=True)
class Page(Stretch):
    """One screen with its text."""

    text: str


def so_many(count: int, per_page: int, number: int) -> Stretch:
    """Return which of ``count`` lines stand on a page of ``per_page`` lines; the nearest page that there is."""
    of = max(1, -(-count // per_page))
    number = min(max(number, 0), of - 1)
    return Stretch(number, of, number * per_page, min(count, (number + 1) * per_page))


def turning(page: Stretch, action: str, args: Sequence[ButtonArg] = (), onward: str = "下一页") -> tuple[Button, ...]:
    """Return the buttons that turn to the pages around this one, as far as there are any.

    Their arguments are ``args`` and the page's number; ``onward`` is the label of the one to the next page.
    """
    row = []
    if page.has_previous:
        row.append(Button("上一页", action, (*args, page.number - 1)))
    if page.has_next:
        row.append(Button(onward, action, (*args, page.number + 1)))
    return tuple(row)


def one_line(text: str) -> str:
    """Return what people typed, without its line breaks and doubled spaces."""
    return " ".join(text.split())


def clip(text: str, limit: int) -> str:
    """Return one line of at most ``limit`` characters, with "…" where something is left out."""
    flat = one_line(text)
    return flat if len(flat) <= limit else flat[: limit - len(ELLIPSIS)].rstrip() + ELLIPSIS


def is_heading(line: str) -> bool:
    """Return whether a line is one that ``heading`` made."""
    return line.startswith(_HEADING)


def heading(text: str) -> str:
    """Return a text as the heading of the lines below it."""
    return f"{_HEADING}{text}】"


def phone_rows(line: str) -> int:
    """Return how many rows of a phone a line takes; a figure or a Latin letter is half as wide as a character."""
    width = sum(1 if ord(char) < _FIRST_WIDE else 2 for char in line)
    return max(1, -(-width // (2 * PHONE_COLUMNS)))


def paginate_for_phone(head: Sequence[str], lines: Sequence[str], foot: Sequence[str] = ()) -> tuple[Page, ...]:
    """Return pages as ``paginate`` does, each no longer than a phone's screen; one line is always on a page."""
    above, below = [clip(line, LINE_CHARS) for line in head], [clip(line, LINE_CHARS) for line in foot]
    clipped = [clip(line, LINE_CHARS) for line in lines]
    room = PHONE_ROWS - sum(phone_rows(line) for line in (*above, *below))
    if sum(phone_rows(line) for line in clipped) > room:
        room -= 1  # the page's number
    starts, taken = [0], 0
    for i, line in enumerate(clipped):
        rows = phone_rows(line)
        if taken + rows > room and i > starts[-1]:
            starts.append(i)
            taken = 0
        taken += rows
    ends = [*starts[1:], len(clipped)]
    return tuple(
        Page(number, len(starts), start, end, _text(above, clipped[start:end], below, number, len(starts)))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def paginate(head: Sequence[str], lines: Sequence[str], foot: Sequence[str] = ()) -> tuple[Page, ...]:
    """Return pages of ``lines``, each with ``head`` above and ``foot`` below it and, of several, its number.

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
        Page(number, len(starts), start, end, _text(above, clipped[start:end], below, number, len(starts)))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def page_at(pages: Sequence[Page], number: int) -> Page:
    """Return the page asked for, or the nearest: a list may have grown shorter since the button was shown."""
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
