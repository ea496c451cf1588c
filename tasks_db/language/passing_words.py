"""To whom a plea is passed on, and until when it is to answer: 县发展改革局，请11月14日前答复."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PassedTo:
    """A unit as typed, the day until which it is to answer, None where none is said, and what nothing reads."""

    unit: str
    by: date | None = None
    left: str = ""


_ENDS = re.compile(r"[，,；;。\s]+")
_SMALL = re.compile(
    r"请|于|在|最迟|务必|之?前|以前|答复|回复|回话|反馈|办理|协调|解决|处理|联络员|同志|给[他她]?们?|转给?|一下|[，,；;。：:！!\s]"
)


def passed_to(text: str, today: date) -> PassedTo:
    """Return to whom what is typed passes a plea, and until when: the unit is the first clause."""
    unit, *rest = (one for one in _ENDS.split(text.strip(), maxsplit=1) if one)
    said = rest[0] if rest else ""
    days = [mark for mark in dates(said, today) if mark.day is not None and mark.day >= today]
    if len(days) != 1:
        return PassedTo(unit, None, said.strip() if _SMALL.sub("", said) else "")
    left = said[: days[0].start] + said[days[0].end :]
    return PassedTo(unit, days[0].day, left.strip("，,；;。 ") if _SMALL.sub("", left) else "")
