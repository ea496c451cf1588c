"""What stands around a day in a message and tells that it is another day, or none: 开工后30日, 12月29号验收过了."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Edge, Mark
from tasks_db.language.spans import Certain, Days, opened

_FIGURES = re.compile(
    r"(?<![\d.\-－/])(?P<month>1[0-2]|0?[1-9])[-－./](?P<day>3[01]|[12]\d|0?[1-9])(?![\d.\-－/项号%])"
)


def written_out(text: str, codes: Collection[str] = ()) -> str:
    """Return a text with each day of two figures, 12.8 or 12-8, as 12月8日; a task's code stays."""

    def day(found: re.Match[str]) -> str:
        return found[0] if found[0] in codes else f"{found['month']}月{found['day']}日"

    return _FIGURES.sub(day, text)


_EVENT = re.compile(r"(?<![今以此然随最往])(?:[\u4e00-\u9fff](?:之|以)?后|之日起?)的?[,，]?(?:第)?$")
"""会后, 开工后: from when the length is counted no message tells."""
_NUMBER_OF_PAPER = re.compile(r"[〔\[［【(（]\d{2,4}[〕\]］】)）]第?$|第$")
_NAME = re.compile(r"[一二三四五六七八九](?:小区|社区|路|村|街|巷|节|歌会)")
_OVER = re.compile(r"[^,，。；;、]{0,12}?(?:了|过(?!年|节|来))")
_AHEAD = re.compile(r"[^,，。；;、]{0,8}?(?:才|要|将|会|能|预计|计划|争取|完不|前)")
_AIMED = re.compile(
    r"(?:预计|预估|估计|计划|拟|打算|争取|力争|确保|保证|安排|定[在于]|到|至|延|改|推迟|放宽|前|明年|来年)[^,，。；;、]{0,6}$"
)
_ACT = re.compile(r"(?![之以]?前|左右|前后)[^,，。；;、\s\d]{2,}")
"""What was done on a day, behind it: 3月18日完成招标."""
_JUST_OVER, _FAR = timedelta(days=65), timedelta(days=200)


def in_message(text: str, mark: Mark, today: date) -> Mark | None:
    """Return what a mark of time means in a message that is written today; None where it is no time at all."""
    before, behind = text[: mark.start], text[mark.end :]
    counted = mark.rule in ("length", "day_alone") and _EVENT.search(before)
    if counted or mark.rule == "after_issue":
        return replace(mark, days=opened(mark.days))
    if mark.rule == "day_alone" and _NUMBER_OF_PAPER.search(before):
        return None  # 〔2025〕36号
    if mark.rule == "month" and text[mark.start] not in "0123456789" and _NAME.match(behind):
        return None  # 三月三小区
    bound = "" if mark.edge is Edge.ON else "前"
    if mark.days is not None and _is_of_last_year(mark.days, before + bound, behind, today):
        return replace(mark, days=_year_before(mark.days))
    return mark


def _is_of_last_year(days: Days, before: str, behind: str, today: date) -> bool:
    """Whether a day without its year is told as over, and was a year before: 12月29号验收过了, said in January.

    3月18日完成招标, said on the 19th, is no plan for a year later, unless words before it say that it is one.
    """
    is_next = days.certain is Certain.OPEN and days.likely == (days.last,)  # it is over, if it is not next year's
    if not (days.certain is Certain.MONTH or is_next) or days.last - today < _FAR or _AHEAD.match(behind):
        return False
    last = _year_before(days).last
    was_done = days.first == days.last and _ACT.match(behind) is not None and not _AIMED.search(before)
    return timedelta(0) < today - last <= _JUST_OVER and (was_done or _OVER.match(behind) is not None)


def _year_before(days: Days) -> Days:
    leap = timedelta(days=days.last.month == 2 and days.last.day == 29)  # noqa: PLR2004  the 29th of February
    return days._replace(
        first=(days.first - leap * (days.first == days.last)).replace(year=days.first.year - 1),
        last=(days.last - leap).replace(year=days.last.year - 1),
        certain=Certain.MONTH,
        likely=(),
    )
