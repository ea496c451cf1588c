"""What the office types where the program asks for a day, a reporting cycle or a ladder.

Chat and terminal read it here. Whatever the program prints as a date it also accepts (R16).
"""

from collections.abc import Sequence
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import phoned
from tasks_db.language.day_marks import Mark
from tasks_db.language.days import dates
from tasks_db.language.lists import listed
from tasks_db.language.round_days import Unkept
from tasks_db.language.rounds import NAMES, Round, rounds
from tasks_db.language.spans import Certain
from tasks_db.language.typed import typed
from tasks_db.register.refusals import PlanError

_STOPS = " 。."
_BETWEEN = " ，,；;：:。、"
_DIGITS = 3
_RUNG = re.compile(r"[+-]?\d{1,4}")
_A_DAY = frozenset({"day", "figures", "month_end"})
_EXAMPLES = (
    f"请回复{'、'.join(NAMES.values())}，也可以写明日期，例如：每月25日前、每季度首月10日前、每年12月10日前、每周五。"
)
_WHY = {
    Unkept.TOO_OFTEN: "最密只能每周报送一次。",
    Unkept.NO_SUCH_PERIOD: "没有这样的报送周期。",
    Unkept.NO_DAY: "没有写明是哪一天。",
    Unkept.SEASON: "没有写明从几月到几月。",
}


def day_of(text: str, today: date) -> date:
    """Return the day that a text is, and nothing beside it: 2025-12-31, 2025年12月31日, 12月31日前, 2026年6月底.

    A day without a year is the next one that is not past on ``today``. Raises PlanError, with the form that is
    wanted, for everything else: a date is set for months, so what a word like 下月 or 2027年前 means is not guessed.
    """
    words = text.strip(_STOPS)
    said = dates(words, today)
    if len(said) == 1 and (said[0].start, said[0].end) == (0, len(words)) and (day := _sure(said[0])) is not None:
        return day
    raise PlanError("日期请写成 2025-12-31、2025年12月31日 或 2026年6月底 这样。")


def _sure(said: Mark) -> date | None:
    """The day of a reading that leaves nothing open: a day as such, or the end of a time whose year is written."""
    least = Certain.MONTH if said.rule in _A_DAY else Certain.YEAR
    return said.day if said.certain >= least else None


def day_and_ground(text: str, today: date) -> tuple[date, str]:
    """Return the day that a text begins with, and the ground that follows it: 2026年6月底 县政府常务会议决定.

    Raises PlanError as ``day_of`` does.
    """
    words = text.strip(_STOPS)
    first = next((said for said in dates(words, today) if said.start == 0), None)
    if first is None or _sure(first) is None:
        return day_of(text, today), ""
    return day_of(words[: first.end], today), words[first.end :].strip(_BETWEEN)


_DEADLINE_CLAUSE = re.compile(
    r"(?:重新?办理?|重开|再办|完成|办结|新的?)*(?:时限|期限|日期|限期|限|再给|给)*(?:定|改|延|放|推|顺延|延长|延期)*(?:为|到|至|在|是)*(?:新的?|于)?\s*"
    r"(?P<day>[^，,；;。]{2,16}?)\s*(?:之?前|以前|前)?(?:再|必须|要|务必|重新|请|把它)*"
    r"(?:完成|办结|办完|办好|重办|报|报来|做完|整改到位|整改完)?(?:掉|了)?"
)


def new_deadline(text: str, today: date) -> tuple[date | None, str]:
    """Return the deadline that one clause of a reason sets (时限到1月20日, 1月20日前办结), and the others.

    A day amid other words is part of the reason: 12月24日报的不实 sets nothing.
    """
    parts = [one.strip() for one in re.split(r"[，,；;。]", text) if one.strip()]
    for place, part in enumerate(parts):
        said = _DEADLINE_CLAUSE.fullmatch(part)
        if said is None:
            continue
        try:
            day = day_of(said["day"], today)
        except PlanError:
            continue
        return day, "，".join(one for count, one in enumerate(parts) if count != place)
    return None, text.strip()


def done_day(text: str, today: date) -> date:
    """Return the day on which something was done: one of ``day_of``, which without a year is the last of its name.

    昨天, 前天 and 上周五 are days too. Raises PlanError as ``day_of`` does, and for a day that there is not.
    """
    found = phoned.days_of(text, today)
    if len(found) != 1:
        return day_of(text, today)
    if found[0] == date.max:
        raise PlanError(f"没有“{text.strip()}”这一天，请核对。")
    return found[0]


def done_day_and_ground(text: str, today: date) -> tuple[date, str]:
    """Return the day on which something was done, and the ground behind it: 10月29日 县财政局来电.

    Raises PlanError as ``done_day`` does.
    """
    words = text.strip(_STOPS)
    written = phoned.leading_day(words)
    if not written:
        return day_and_ground(text, today)
    return done_day(written, today), words[len(written) :].strip(_BETWEEN)


def cycles_of(text: str) -> tuple[Round, ...]:
    """Return the rounds that a text names: 每月25日前, 每季度首月10日前, 季度 or quarter.

    Raises PlanError with what can be asked for where the words name no round, one that cannot be kept, or one whose
    day they leave open.
    """
    said = text.strip()
    if said in NAMES:
        return (Round(said),)
    marks = rounds(said) or rounds(f"每{said}")
    if not marks:
        raise PlanError(f"没有看懂报送周期。{_EXAMPLES}")
    unkept = next((mark.unkept for mark in marks if mark.unkept), None)
    if unkept:
        raise PlanError(f"{_WHY[unkept]}{_EXAMPLES}")
    if not all(mark.sure for mark in marks):
        raise PlanError(f"“{said}”没有写明是哪一天。{_EXAMPLES}")
    return tuple(dict.fromkeys(one for mark in marks for one in mark.rounds))


def is_cycle(text: str) -> bool:
    """Return whether a text names a cycle that can be kept."""
    try:
        return bool(cycles_of(text))
    except PlanError:
        return False


def ladder_of(text: str) -> tuple[int, ...]:
    """Return the days of a ladder as typed: "-14,-7,-1,0,3".

    Raises PlanError where something in the list is no whole number.
    """
    days = listed(typed(text).plain, spaces=True)
    if not all(_RUNG.fullmatch(day) for day in days):
        raise PlanError("提醒的日子请写成离时限的天数，时限之前的为负，例如 -14,-7,-1,0,3。")
    return tuple(int(day) for day in days)


def steps_of(text: str) -> tuple[int, ...]:
    """Return the working days of silence as typed: "3 7 15"; raises PlanError where something is no whole number."""
    days = listed(typed(text).plain, spaces=True)
    if not all(day.isdecimal() and len(day) <= _DIGITS for day in days):
        raise PlanError("请写三个由小到大的工作日数，例如 3 7 15。")
    return tuple(int(day) for day in days)


_TO = "-—–－~～至到"
_NUMBERS = re.compile(
    rf"\s*(?:第\s*)?((?:\d+|[{_TO}、,，和及 第项])*\d|其余|其他)\s*项?[\s:：=由，,]*(?=[^\d\s:：=，,])"
)


def units_by_number(text: str, numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the units that a text gives to tasks, by their numbers in ``numbers``, the first unit of each leading.

    One line, or one part between semicolons, gives some tasks theirs: 1-3、5 县水利局、县财政局; 其余 县城管局 is for
    every number that no other part names. Raises PlanError that quotes what it does not understand.
    """
    given: dict[str, tuple[str, ...]] = {}
    rest: tuple[str, ...] = ()
    for part in filter(None, (one.strip(_BETWEEN) for one in re.split(r"[\n;；]", text))):
        said = _NUMBERS.match(part)
        units = listed(part[said.end() :], spaces=True) if said is not None else ()
        if said is None or not units:
            raise PlanError(f"“{part}”没有看懂。一行写几项和它们的单位，例如：1-3、5 县水利局、县财政局。")
        if not said[1][-1].isdecimal():
            rest = units
            continue
        for number in _spelled_out(said[1]):
            if number not in numbers:
                raise PlanError(f"“{part}”：没有第{number}项要写单位。")
            given[number] = units
    if rest:
        given |= {number: rest for number in numbers if number not in given}
    return given


def _spelled_out(numbers: str) -> list[str]:
    """Return every number of a list with ranges: 1-3、5."""
    found: list[str] = []
    for first, last in re.findall(rf"(\d+)(?:\s*[{_TO}]\s*第?\s*(\d+))?", numbers):
        found += [str(n) for n in range(int(first), int(last or first) + 1)]
    return found
