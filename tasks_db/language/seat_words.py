"""What the office types of a seat: a unit, a person, and for a deputy two days."""

from dataclasses import dataclass
from datetime import date

from tasks_db.language.days import dates
from tasks_db.language.typed import typed
from tasks_db.refusal import Refusal


class SeatWordsError(Refusal):
    """Words that do not say which seat and who; ``str()`` shows how to write it."""


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who stands in for a unit's liaison, from day to day."""

    unit: str
    person: str
    since: date
    until: date


def unit(text: str) -> str:
    """Return the unit that somebody is invited for; raises SeatWordsError for none or several words."""
    words = text.split()
    if len(words) != 1:
        raise SeatWordsError("请写：/invite 单位，例如 /invite 县教委")
    return words[0]


def unit_and_person(text: str) -> tuple[str, str]:
    """Return the unit and its new liaison; raises SeatWordsError for fewer or more words."""
    words = text.split()
    if len(words) != 2:  # noqa: PLR2004  a unit and a person
        raise SeatWordsError("请写：/handover 单位 姓名，例如 /handover 县教委 李明")
    return words[0], words[1]


@dataclass(frozen=True, slots=True)
class Mail:
    """Where the liaison of a unit gets mail; ``address`` is None where they are to get none any more."""

    unit: str
    address: str | None


_NONE = frozenset({"取消", "无", "没有"})


def unit_and_mail(text: str) -> Mail:
    """Return a unit and its liaison's e-mail address; raises SeatWordsError for fewer or more words."""
    words = text.split()
    if len(words) != 2:  # noqa: PLR2004  a unit and an address
        raise SeatWordsError(
            "请写：/mail 单位 邮箱，例如 /mail 县教委 liming@example.gov.cn；取消写 /mail 县教委 取消"
        )
    return Mail(words[0], None if words[1] in _NONE else words[1])


def deputy(text: str, today: date) -> Deputy:
    """Return who stands in for whom and when, the days written in any way in which people write them.

    A day without a year is the next one that is not past on ``today``. Raises SeatWordsError for anything else.
    """
    words = text.split(maxsplit=2)
    if len(words) != 3:  # noqa: PLR2004  a unit, a person, the days
        raise SeatWordsError(
            "请写：/deputy 单位 姓名 开始日期 结束日期，例如 /deputy 县教委 李明 2025-12-01 2025-12-10"
        )
    marks = dates(typed(words[2]).plain, today)
    said = [mark.days for mark in marks if mark.days is not None and mark.days.exact]
    match said if len(said) == len(marks) else []:
        case [whole] if whole.first != whole.last:
            since, until = whole.first, whole.last
        case [first, last] if first.first == first.last and last.first == last.last:
            since, until = first.first, last.last
        case _:
            raise SeatWordsError("没有看懂两个日期，请写成 2025-12-01 2025-12-10 或 12月1日至12月10日 这样。")
    return Deputy(words[0], words[1], since, until)
