"""Where signature and date of a paper stand (GB/T 9704-2012, 7.3.5), in characters from the left edge of the text.

Without a seal the signature ends two characters before the right edge, and the date begins two characters right of
where the signature begins; a date that is longer ends there instead. Under a seal the date ends four characters
before the edge, and the signature stands centred over it.
"""

from messages.title_lines import lines, width
from tasks_db.lean_dataclass import dataclass

LINE = 28
_FREE, _SEALED = 2, 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the signature block and the free characters before it."""

    text: str
    left: float


def placed(office: str, seal_unit: str, day: str, *, sealed: bool) -> tuple[Placed, ...]:
    """Return the lines of the signature and then the date, each with its place.

    ``seal_unit`` is the unit whose seal stands for the office's (代章), which is a seal like any; it is set in a line
    of its own where the signature would be too long.
    """
    under_seal = sealed or bool(seal_unit)
    # what stands centred over a date four characters before the edge has no more room than that leaves on the right
    room = LINE - 2 * _FREE if not under_seal else min(LINE - 2 * _FREE, int(2 * _SEALED + width(day)))
    names = _names(office, seal_unit, room)
    widest = max(map(width, names))
    if under_seal:
        centre = LINE - _SEALED - width(day) / 2
        left = max(0.0, min(centre - widest / 2, LINE - widest))
        return (*_centred(names, left + widest / 2), Placed(day, LINE - _SEALED - width(day)))
    left = max(0.0, LINE - _FREE - widest)
    date_left = left + _FREE
    if date_left + width(day) > LINE - _FREE:
        date_left = LINE - _FREE - width(day)
        left = min(left, max(0.0, date_left - _FREE))
    return (*_centred(names, left + widest / 2), Placed(day, date_left))


def _names(office: str, seal_unit: str, room: int) -> list[str]:
    stamp = f"（{seal_unit}代章）" if seal_unit else ""
    if width(office + stamp) <= room:
        return [office + stamp]
    return [line for part in (office, stamp) if part for line in lines(part, room)]


def _centred(names: list[str], centre: float) -> tuple[Placed, ...]:
    return tuple(Placed(name, max(0.0, centre - width(name) / 2)) for name in names)
