"""Which unit's month somebody of the office wants to see: 县水利局11月情况, 写一页县市场监管局这个月的情况."""

from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.spans import months_on
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class MonthWish:
    """A unit as typed, and the first day of the month that is wanted; as a spreadsheet where one is asked for."""

    unit: str
    since: date
    is_sheet: bool = False


_SOON = 3
"""How many months ahead a month without its year is still this year's: at the end of November 12月 is the next."""

_MONTH = (
    r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月份?(?:这一?个月|当月|整个?月|全月)?"
    r"|(?P<this>本月|这个月|这月|当月)|(?P<last>上个?月)"
)
_SHEET = (
    r"(?:一[页张]纸|小结|月报|月度情况|单位月报|(?:全部|整体|总体|任务|工作|报送|反馈|办理|落实)*"
    r"情况(?:一[页张]纸|表|汇总|一览)?)"
)
_EXCEL = (
    r"[\s，,]*(?:导出|导成|导|拉|做成|做|整理成|生成|给我|发我|发|要|列|出|成)*(?:一?[份张个])?"
    r"(?:[Ee]xcel|EXCEL|表格|电子表格?)表?"
)
_WISH = re.compile(
    r"(?:请|把|将|帮我?|给我|我要|要|看一?下?|查一?下?|打印|导出|写|出|做|列|生成|一[页张份]纸?|个|的)*"
    rf"(?P<unit>[^\s，,。；;？?\d]{{2,24}}?)[\s，,的]*(?:{_MONTH})的?{_SHEET}(?P<sheet>{_EXCEL})?[\s。.!！？?]*"
)
_SPAN = re.compile(rf"\s*(?:{_MONTH})\s*(?:的?情况)?")


def month_wish(text: str, today: date) -> MonthWish | None:
    """Return which unit's month is wanted, None for other words; without its year it is the nearest one."""
    said = _WISH.fullmatch(text.strip())
    return None if said is None else MonthWish(said["unit"], _first(said, today), bool(said["sheet"]))


def month_of(text: str, today: date) -> date | None:
    """Return the first day of a month in words (11月, 上个月, 2025年11月, 2025-11), None for other words."""
    plain = re.compile(r"\s*(20\d\d)[-./](1[0-2]|0?[1-9])\s*").fullmatch(text)
    if plain is not None:
        return date(int(plain[1]), int(plain[2]), 1)
    said = _SPAN.fullmatch(text)
    return None if said is None else _first(said, today)


def _first(said: "re.Match[str]", today: date) -> date:
    this = today.replace(day=1)
    if said["last"]:
        return (this - timedelta(days=1)).replace(day=1)
    if said["this"]:
        return this
    month = date(int(said["year"] or today.year), int(said["month"]), 1)
    return month if said["year"] or month <= months_on(this, _SOON) else months_on(month, -12)
