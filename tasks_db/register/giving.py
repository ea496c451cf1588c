"""Tasks given by hand (领导交办) and notices to be signed for (通知), as values, and how one message says them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks_db import lazy_re as re
from tasks_db.language.lists import listed
from tasks_db.register import unit_names
from tasks_db.register.office_words import day_and_ground
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known

PLAN_TITLE = "领导交办事项"
EVERYBODY = "全体"
_PARTS = re.compile(r"[，,；;\n。]+")
_GROUND = re.compile(r"批示|指示|交办|要求|会议|督办|来文|来函|部署")
_LONGEST_GROUND = 30
_FORM = (
    "请写：领导交办：谁或依据，单位，日期，事项。"
    "例如：领导交办：王县长批示，县水利局、县财政局，12月20日前，核查水库隐患"
)


@dataclass(frozen=True, slots=True)
class HandedTask:
    """What a leader has handed down: by whom or on which ground, to which units (the first leads), by when, what."""

    ground: str
    units: tuple[str, ...]
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task that was given: its code, title, units, date, and its id."""

    task_id: int
    code: str
    title: str
    units: tuple[str, ...]
    day: date


def read(text: str, known: Sequence[Known], today: date) -> HandedTask:
    """Return the task that one message gives; raises PlanError that says what is missing, with the form."""
    day: date | None = None
    units: list[str] = []
    ground, rest = "", []
    for part in (one.strip() for one in _PARTS.split(text) if one.strip()):
        names = listed(part, spaces=True)
        if not units and names and all(unit_names.match(name, known).unit for name in names):
            units = list(names)
        elif day is None and (found := _day(part, today)) is not None:
            day = found
        elif not ground and len(part) <= _LONGEST_GROUND and _GROUND.search(part):
            ground = part
        else:
            rest.append(part)
    missing = [
        what
        for what, there in (("单位（要在单位库里）", units), ("日期", day), ("事项", rest), ("谁交办或依据", ground))
        if not there
    ]
    if missing or day is None:
        raise PlanError(f"没有写明{'、'.join(missing)}。{_FORM}")
    return HandedTask(ground, tuple(units), day, "，".join(rest))


def _day(text: str, today: date) -> date | None:
    try:
        day, beside = day_and_ground(text.removesuffix("完成").removesuffix("办结"), today)
    except PlanError:
        return None
    return day if not beside else None


@dataclass(frozen=True, slots=True)
class Sending:
    """Whom a notice would reach: how many people, and the units that nobody is bound for."""

    whom: str
    people: int
    unreached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was sent a notice, for which unit, and when they signed for it."""

    person: str
    unit: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class CircularLine:
    """A notice with whoever it went to."""

    id: int
    at: datetime
    whom: str
    text: str
    readers: tuple[Reader, ...]

    @property
    def silent(self) -> tuple[Reader, ...]:
        """Whoever has not signed for it."""
        return tuple(one for one in self.readers if one.read_at is None)
