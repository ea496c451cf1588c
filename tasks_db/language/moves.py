"""One new deadline for several tasks, as the office says it: 方案2第2、3、4项的时限改到本季度末."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass

_ONE = r"\d{1,3}(?:-\d{1,3})?"
_MOVES = re.compile(
    rf"\s*(?:请?把|将|请)?\s*(?:方案\s*(?P<plan>\d{{1,6}})\s*的?\s*)?第?\s*(?P<numbers>{_ONE}(?:\s*[、,，和及与]\s*第?{_ONE})*)\s*"
    r"(?P<behind>项?)(?:任务)?(?:都|全部|统一|一起)?的?(?:完成)?(?:时限|期限|日期|时间|截止日期?)?(?:都|全部|统一|一起)?"
    r"(?:改到|改为|改成|延期到|延期至|延长到|延到|延至|推迟到|推迟至|调整到|调整为|定为|定到)\s*"
    r"(?P<day>[^，,；;。]{2,20}?)(?:[，,；;。]\s*依据[:：是为]?\s*(?P<ground>.+?))?[\s。.!！]*"
)
_CODE = re.compile(r"\d-\d{1,3}\s*项")


@dataclass(frozen=True, slots=True)
class Moves:
    """Tasks by the numbers that were typed (of ``plan`` where it is named), the day, and why, where that is said."""

    plan: int | None
    numbers: tuple[str, ...]
    day: date | None
    ground: str


def moves(text: str, today: date) -> Moves | None:
    """Return which tasks get which deadline; None for other words, and for one task whose plan is not named.

    第1-5项 is the task of this code. Of 本季度末 it is the last day; it is read back before it counts.
    """
    said = _MOVES.fullmatch(typed(text).plain)
    if said is None:
        return None
    numbers = tuple(dict.fromkeys(re.findall(_ONE, said["numbers"])))
    plan = int(said["plan"]) if said["plan"] else None
    if len(numbers) == 1 and plan is None and _CODE.search(said["numbers"] + said["behind"]) is None:
        return None
    marks = [mark.days for mark in dates(said["day"], today) if mark.days is not None and mark.days.exact]
    return Moves(plan, numbers, marks[0].last if len(marks) == 1 else None, (said["ground"] or "").strip())
