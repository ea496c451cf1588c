"""What was put off, told afterwards: as the answer to who put off what, in a task's trail, in a unit's month."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from config.clock import local_date, local_instant
from messages import dates
from messages.phrases import clip
from tasks_db.register.put_off_record import PutOffRecord

_SHOWN = 12
_TITLE = 26
HINT = "催过哪几次、下次哪天催，请说“催过{unit}几次”。"


def told(found: Sequence[PutOffRecord], whose: str, now: datetime) -> str:
    """Return every time that something was put off, the latest last; ``whose`` is empty where nobody was named."""
    if not found:
        return f"{whose}没有缓催过（{dates.as_of(now)}）。{_hint(whose)}"
    today = dates.today(now)
    more = f"，最近{_SHOWN}次" if len(found) > _SHOWN else ""
    lines = [f"{n}. {line(one, today)}" for n, one in enumerate(found[-_SHOWN:], 1)]
    head = f"{whose or '全部'}的缓催记录{len(found)}次（{dates.as_of(now)}{more}）："
    return "\n".join([head, *lines, *([_hint(whose)] if whose else ["看一家的请说“县教育局缓催记录”。"])])


def _hint(whose: str) -> str:
    return HINT.format(unit=whose) if whose else ""


def line(one: PutOffRecord, today: date) -> str:
    """1-5 更新老化管网（县水利局）：11月7日叶小满缓催，当天起不催，定到11月24日再催，原因：…；11月24日到期."""
    return f"{one.code} {clip(one.title, _TITLE)}（{one.unit}）：{_told(one, one.by, today)}"


def in_month(one: PutOffRecord, today: date) -> str:
    """Return the same for the page of its unit, which does not name who decided in the office."""
    return f"{one.code} {one.title}：{_told(one, '办公室' if one.by_office else '', today)}"


def _told(one: PutOffRecord, by: str, today: date) -> str:
    since = "当天" if one.since == local_date(one.at) else dates.day(one.since)
    why = f"原因：{one.why}" if one.why else "没有写原因"
    deed = "缓催" if one.by_office else "晚点再报（单位自己点的）"
    standing = _standing(one, one.ended_by if by == one.by else "", today)
    return (
        f"{dates.day(local_date(one.at))}{by}{deed}，{since}起不催，定到{dates.day(one.until)}再催，{why}；{standing}"
    )


def _standing(one: PutOffRecord, ended_by: str, today: date) -> str:
    if one.ended_at is not None:
        day = dates.day(local_date(one.ended_at))
        return f"{day}{ended_by}改了日期" if one.replaced else f"{day}{ended_by}提前恢复"
    if today >= one.until:
        return f"{dates.day(one.until)}到期，此后按日程照常催"
    return "还没有开始" if today < one.since else "现在还在缓"


def in_trail(one: PutOffRecord, now: datetime) -> Iterator[tuple[datetime, str]]:
    """Each thing that happened with it, at its moment: that it began, and that it ended."""
    since = f"{dates.day(one.since)}起，" if one.since != local_date(one.at) else ""
    why = f"，原因：{one.why}" if one.why else ""
    deed = "缓催" if one.by_office else "晚点再报："
    yield one.at, f"{one.by} {deed}{one.unit}，{since}到{dates.day(one.until)}再催{why}"
    over = local_instant(one.until)
    if one.ended_at is None and over <= now:
        yield over, f"缓催到期，照常催{one.unit}"
    elif one.ended_at is not None and not one.replaced:
        yield one.ended_at, f"{one.ended_by} 提前恢复催{one.unit}"
