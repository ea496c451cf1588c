"""Reads days and rounds as strangers write them, and compares what was read with what they meant.

``python -m tests.strangers.days SET.json…`` prints each line that was not read right, and the counts.

A case is ``{"say", "today", "expect"}``; ``expect`` is one of these, or a list of them where several are right:

- ``{"day": "2025-12-20"}``  that day
- ``{"span": ["2025-12-01", "2025-12-31"]}``  a stretch: what is stored is its last day, once it was read back
- ``{"round": "每月25日前", "next": [three days]}``  a round, with its next days from today on
- ``"ask"``  a careful person would ask
- ``"none"``  no date is meant

A line is read as an answer to 延期到哪一天 is, a round as everywhere. It is **right**: what is stored, or is read
back or offered to be confirmed, is what was meant; **asked**: it was plain, but the program asks without knowing the
day; **wrong**: another day is stored or read back, or one is stored where a careful person asks; or **not found**: a
day was meant and none was seen, so that the person is asked as if nothing had been said.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from tasks_db.language.day_marks import Edge, Mark
from tasks_db.language.days import answered_dates
from tasks_db.language.rounds import Round, RoundMark, rounds
from tasks_db.language.spans import Certain
from tasks_db.language.until import until
from tasks_db.register.cycles import days_of_rounds

Case = Mapping[str, Any]
_ONE_DAY = timedelta(days=1)
_AHEAD = timedelta(days=366 * 7)
_NEXT = 3
_BOUND = frozenset({Edge.BY, Edge.BEFORE, Edge.TO, Edge.WITHIN})


class How(Enum):
    """What becomes of what was read."""

    STORED = auto()
    BACK = auto()  # read back, or offered, first
    OPEN = auto()  # asked about, with no day or with several
    NOTHING = auto()  # no time was seen


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a line: the next days of a round, or the first and the last day of a stretch."""

    how: How
    days: tuple[date, ...] = ()
    is_round: bool = False


def read(text: str, today: date) -> Read:
    """Return what the program takes a line for that was written today."""
    if told := rounds(text):
        return _of_rounds(told, today)
    said = answered_dates(text, today)
    if not said:
        return Read(How.NOTHING)
    found = until(text, said, today)
    if found.day is not None:
        return Read(How.STORED if found.sure else How.BACK, (_first(said, found.day, today), found.day))
    days = said[0].days
    if len(said) > 1 or days is None or days.certain is Certain.OPEN or said[0].edge is Edge.BEFORE:
        return Read(How.OPEN)
    # of 中旬 days are offered; a day that is over is known, and nobody can ask for it
    first = days.first if days.last < today else _first(said, days.last, today)
    return Read(How.BACK, (first, days.last))


def _of_rounds(told: Sequence[RoundMark], today: date) -> Read:
    if any(mark.unkept is not None for mark in told):
        return Read(How.OPEN, is_round=True)
    how = How.STORED if all(mark.sure for mark in told) else How.BACK
    return Read(how, _next_days([one for mark in told for one in mark.rounds], today), is_round=True)


def _first(said: Sequence[Mark], last: date, today: date) -> date:
    """Return where the stretch begins that ends on a day; one that runs already, or is a bound, begins today."""
    mark = next(one for one in said if one.day == last)
    if mark.days is None or mark.days.exact:
        return last
    return today if mark.edge in _BOUND else max(mark.days.first, today)


def _next_days(found: Iterable[Round], today: date) -> tuple[date, ...]:
    of_each = [days_of_rounds(one, today - _ONE_DAY, today + _AHEAD, today.year) for one in found]
    return tuple(islice((day for day, _ in groupby(merge(*of_each))), _NEXT))


def _is(way: Any, found: Read, today: date) -> bool:
    """Whether what was read is what one of the ways says."""
    if way == "ask":
        return found.how is not How.STORED
    if way == "none":
        return found.how is How.NOTHING
    if not found.days or found.is_round is not ("next" in way):
        return False
    if found.is_round:
        return found.days == tuple(map(date.fromisoformat, way["next"]))
    first, last = found.days
    if "day" in way:
        return last == date.fromisoformat(way["day"])
    begin, end = map(date.fromisoformat, way["span"])
    return last == end and first in (last, max(begin, min(today, end)))


def verdict(case: Case) -> str:
    """Return right, asked, wrong or not found."""
    today = date.fromisoformat(case["today"])
    ways = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    found = read(case["say"], today)
    if any(_is(way, found, today) for way in ways):
        return "right"
    return {How.OPEN: "asked", How.NOTHING: "not found"}.get(found.how, "wrong")


def main(names: list[str]) -> None:
    """Print what was not read right, and the counts."""
    for name in names:
        counts: Counter[str] = Counter()
        for number, case in enumerate(json.loads(Path(name).read_text("utf-8")), 1):
            judged = verdict(case)
            counts[judged] += 1
            if judged != "right":
                found = read(case["say"], date.fromisoformat(case["today"]))
                sys.stdout.write(
                    f"{number} {judged} {case['say']!r} on {case['today']}\n   wanted {case['expect']}\n"
                )
                sys.stdout.write(f"   {found.how.name.lower()} {' '.join(map(str, found.days))}\n")
        sys.stdout.write(f"{name} {', '.join(f'{judged} {count}' for judged, count in sorted(counts.items()))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
