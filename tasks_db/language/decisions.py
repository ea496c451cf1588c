"""What a sitting decided: several decisions in one text, and words that follow a lead or a day put right.

Several are a numbered list, lines, or parts with semicolons.
"""

from collections.abc import Sequence
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Edge
from tasks_db.language.days import dates
from tasks_db.language.matters import numbered
from tasks_db.language.sitting_words import DecidedWords, decided, named
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import Decided

_PARTS = re.compile(r"[；;\n]+|。(?=.)")
_COUNTED = re.compile(r"^[一二三四五六七八九十]是")
_EDGES = " ，,。；;\n"


def several(text: str, units: Sequence[tuple[str, str]], today: date) -> tuple[tuple[str, DecidedWords], ...]:
    """Return the decisions that a text lists, each as typed and as it is understood; nothing where it is one.

    Parts without numbers are decisions of their own only where each says who leads and by when, or that it decides
    nothing or puts the matter off: 由县财政局提出意见；县教育局配合 is one.
    """
    listed = numbered(text)
    parts = listed or [_COUNTED.sub("", one.strip(_EDGES)) for one in _PARTS.split(text) if one.strip(_EDGES)]
    if len(parts) < 2:  # noqa: PLR2004  one decision is no list
        return ()
    found = tuple((part, decided(part, units, today)) for part in parts)
    return found if listed or all(_stands_alone(one) for _, one in found) else ()


@dataclass(frozen=True, slots=True)
class Owed:
    """Who leads a decision and by when."""

    lead: str | None
    day: date | None


def completed(text: str, before: Owed, after: Owed, units: Sequence[tuple[str, str]], today: date) -> str:
    """Return a decision's words with the lead and the day that were put right, so that the minutes say what counts.

    The day or the lead that stands in them is written anew, one that they do not name is added at their end.
    """
    said, added = text.rstrip(_EDGES), []
    if after.lead is not None and after.lead != before.lead:
        said, in_place = _lead_written(said, before.lead, after.lead, units)
        added += [] if in_place else [f"由{after.lead}牵头"]
    if after.day is not None and after.day != before.day:
        said, in_place = _day_written(said, before.day, after.day, today)
        added += [] if in_place else [f"于{_written(after.day, today)}前完成"]
    return "，".join([said, *added])


def _lead_written(text: str, before: str | None, lead: str, units: Sequence[tuple[str, str]]) -> tuple[str, bool]:
    places = named(typed(text).plain, units)
    old = [place for place in places if place[2] == before]
    if any(name == lead for _, _, name in places):
        return text, before is None
    if len(old) != 1 or len(typed(text).plain) != len(text):
        return text, False
    start, end, _ = old[0]
    return f"{text[:start]}{lead}{text[end:]}", True


def _day_written(text: str, before: date | None, day: date, today: date) -> tuple[str, bool]:
    plain = typed(text).plain
    marks = [mark for mark in dates(plain, today) if mark.day is not None and mark.day == before]
    if len(marks) != 1 or len(plain) != len(text):
        return text, False
    one = marks[0]
    by = "前" if one.edge is Edge.BY else ""
    return f"{text[: one.start]}{_written(day, today)}{by}{text[one.end :]}", True


def _written(day: date, today: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def _stands_alone(one: DecidedWords) -> bool:
    return one.kind is not Decided.AGREED or (one.lead is not None and one.day is not None)
