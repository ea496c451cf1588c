"""Until when it is not asked, and since when: 下周三以前, 两周, 11月17日至21日, 24日起照常."""

from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Edge, Mark
from tasks_db.language.days import dates
from tasks_db.language.numerals import numeral

LENGTH = re.compile(
    r"(?<![月年\d.\-/到至])(?P<count>\d{1,3}(?!月\d)|[一二两三四五六七八九十]{1,3}|半)\s*个?(?P<of>天|日(?!前)|周|星期|礼拜|月)(?![一二三四五六日天\d份底中初])"
)
"""A length of time as it is typed, but no day of a month: 三天, 两周, 半个月."""
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}
OPEN_SPANS = frozenset({"week", "month", "months", "month_part", "quarter", "this_quarter", "half"})
"""Stretches before which, and up to which, it is not asked; of a day or 月底 it is the day itself."""
_AFTER = re.compile(r"\s*(?:(?:以|之|过)后|后|过了)")
_PAST = re.compile(r"过(?:了)?\s*$")
_TO = re.compile(r"(?:到|至|等|待)\s*$")
_AGAIN = re.compile(r"\s*(?:的时候|那天|起|开始|我们|你们|咱们|才|又)*\s*(?:再|恢复|重新|继续|照常|正常|如常)")
_ONE_DAY = timedelta(days=1)


_NAMED_DAY = (
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]?|(?:[这本下]+(?:个)?)?(?:周|星期|礼拜)[一二三四五六日天]|[今明后]天"
)
_STRETCH = re.compile(
    rf"(?<![\d月年])(?P<first>{_NAMED_DAY})(?:起|开始)?\s*(?:[到至—－~～-]|——)\s*(?P<last>{_NAMED_DAY})(?:为?止)?(?![项条\d-])"
)
_BEGINS = re.compile(
    rf"(?<![\d月年到至等])(?P<first>{_NAMED_DAY})(?:起|开始|(?:以|之)后)[，,\s]*(?:先|就|都|暂时?)*(?:别|不|勿|停|暂停|缓)"
)
_MONTH = re.compile(r"(?:\d{4}年)?\d{1,2}月")


def stretch(text: str, today: date) -> tuple[date, date | None] | None:
    """Return from which day it is not asked, and on which again: 11月17日至21日, 24日起照常; None where none is said.

    The second is None where only the first day is said (11月17日起不要催).
    """
    again = next((m for m in dates(text, today) if m.days is not None and _AGAIN.match(text, m.end)), None)
    resumes = again.days.first if again is not None and again.days is not None else None
    found = next((m for m in _STRETCH.finditer(text) if re.search("[月日号周期拜天]", m[0])), None)
    if found is not None:
        first, last = found["first"], found["last"]
        if (month := _MONTH.match(first)) is not None and _MONTH.match(last) is None and last[0].isdigit():
            last = month[0] + last
        elif (week := re.match("[这本下]+(?:个)?", first)) is not None and re.match("[周星礼]", last):
            last = week[0] + last
        begins, ends = (_one_day(one, today) for one in (first, last))
        if begins is not None and ends is not None and begins <= ends:
            after = resumes is not None and resumes > ends
            return begins, resumes if after else ends + _ONE_DAY
    opening = _BEGINS.search(text)
    begins = _one_day(opening["first"], today) if opening is not None else None
    if begins is None:
        return None
    return begins, resumes if resumes is not None and resumes > begins else None


def _one_day(text: str, today: date) -> date | None:
    mark = next(
        (one for one in dates(text if text[-1] in "日号天" or text[-2] in "周期拜" else f"{text}日", today)), None
    )
    return mark.days.first if mark is not None and mark.days is not None else None


_THESE_DAYS = re.compile(r"[这那该](?:几|[一二两三四五六七八九十\d]{1,3})[天日]")
"""11月24日至27日演练，这四天不要催: no length from today on, but the stretch before it."""


def stretch_meant(plain: str, order: str, until: date | None, today: date) -> tuple[date | None, date | None]:
    """Return since when, and until when, it is not asked: as the order says it, or as the stretch that is its reason.

    ``plain`` is all that was typed, ``order`` its words that put off, ``until`` the day that these were read as.
    """
    found = stretch(plain, today)
    if found is None:
        week = next(
            (mark.days for mark in dates(order, today) if mark.rule == "week" and mark.days is not None), None
        )
        later = week is not None and week.first > today and until == week.last + _ONE_DAY
        return (week.first if later and week is not None else _from(plain, until, today)), until
    begins, ends = found
    is_it = _THESE_DAYS.search(order) is not None or stretch(order, today) is not None
    if ends is not None and (until is None or until <= begins or is_it):
        until = ends
    elif ends is None:
        until = until if until is not None and until > begins + _ONE_DAY else None
    return (begins if begins > today else None), until


_FROM = re.compile(rf"(?:从|自)(?P<first>{_NAMED_DAY})(?:起|开始)")


def _from(plain: str, until: date | None, today: date) -> date | None:
    """The day from which what stands in the way lasts: 从下周一起迎接检查，11月24日以前别催."""
    opening = _FROM.search(plain)
    begins = _one_day(opening["first"], today) if opening is not None else None
    return begins if begins is not None and until is not None and today < begins < until else None


def until_day(text: str, today: date) -> date | None:
    """Return the day on which it is asked again: 下周三以前, 到12月8日, 这周别催, 两周; None where no day is said."""
    marks = [mark for mark in dates(text, today) if mark.days is not None]
    if marks:
        return _of_mark(text, marks[-1])
    length = LENGTH.search(text)
    if length is not None:
        half = length["count"] == "半"
        days = _DAYS[length["of"]]
        return today + timedelta(
            days=days // 2 if half else days * (numeral(length["count"].replace("两", "二")) or 1)
        )
    if re.search("这两天|这几天", text):
        return today + timedelta(days=2)
    near = re.search(r"(?P<how>下+)(?:个)?(?:周|星期|礼拜)", text)
    return today + timedelta(days=7 * len(near["how"]) - today.weekday()) if near is not None else None


def day_named(text: str, today: date) -> date | None:
    """Return the day that answers the question until when: 下周三, 12月8日, 两周; None where none is named."""
    return until_day(f"到{text.strip()}", today) or until_day(text.strip(), today)


def _of_mark(text: str, mark: Mark) -> date | None:
    days = mark.days
    if days is None:
        return None
    opens = days.first if mark.rule in OPEN_SPANS else days.last
    if _AFTER.match(text, mark.end) or _PAST.search(text[: mark.start]):
        return days.last + _ONE_DAY
    if (
        mark.edge is Edge.BY
        or mark.rule == "length"
        or _TO.search(text[: mark.start])
        or _AGAIN.match(text, mark.end)
    ):
        return opens
    return days.last + _ONE_DAY


def days_named(text: str, today: date) -> tuple[date | None, date | None]:
    """Return the day to come from which it is not asked, and that on which it is again: 11月17日至21日, 下周三."""
    found = stretch(text, today)
    if found is None or found[1] is None:
        return None, day_named(text, today)
    return (found[0] if found[0] > today else None), found[1]
