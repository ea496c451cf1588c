"""The lists in a digest's annexes: who did not report or was not reached, what was asked for and by whom."""

from datetime import date

from config.clock import local_date
from messages import brief, dates, digest_answered, digest_requests, digest_tables, paging
from messages.digest_tables import Table
from tasks_db.register.digest.reporting import Reporting
from tasks_db.register.digest.request_values import Moves
from tasks_db.register.digest.values import Digest
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState


def silence(digest: Digest) -> Table:
    """Return who did not report in time, whole: what never came first, then what came late, each with its day."""
    rows = [
        (
            digest_tables.number(r.task, digest),
            paging.one_line(r.task.title),
            r.unit,
            dates.day(r.due_day) + (f"\n（{_milestone(r)}阶段目标）" if r.milestone else ""),
            _came(r, digest),
        )
        for state in (ReportState.NOT_REPORTED, ReportState.LATE)
        for r in digest.reporting
        if r.state is state and not r.by_phone
    ]
    return Table("未报和迟报情况表", ("任务序号", "任务", "单位", "应报日期", "报送情况"), tuple(rows))


def before_a_move(digest: Digest) -> str:
    """Return whose words are taken for a report on a date though it was moved there after them; empty for none.

    第3项县水利局（5月15日反馈）: it came since that date may be asked for, and none came since it was moved.
    """
    told: dict[tuple[str, date], list[str]] = {}
    for r in digest.reporting:
        if r.state is ReportState.ON_TIME and r.reported_on is not None and _was_moved_since(r, digest):
            told.setdefault((digest_tables.number(r.task, digest), r.reported_on), []).append(r.unit)
    return "；".join(
        f"第{number}项{'、'.join(units)}（{brief.day(day, digest.day)}反馈）" for (number, day), units in told.items()
    )


def _was_moved_since(item: Reporting, digest: Digest) -> bool:
    """Whether the deadline that a unit reported on was moved by a granted request after its last words."""
    if item.heard_on is None or item.milestone is not None or item.heard is AnswerKind.DONE:
        return False
    return any(
        e.is_granted
        and e.kind is CheckpointKind.DEADLINE
        and e.moves is Moves.TASK
        and e.task == item.task
        and e.decided_at is not None
        and item.heard_on < local_date(e.decided_at) < item.due_day
        for e in digest.extensions
    )


def _milestone(item: Reporting) -> str:
    return f"{dates.day(item.milestone)}的" if item.milestone and item.milestone != item.due_day else ""


def _came(item: Reporting, digest: Digest) -> str:
    """迟报（1月6日）, or 未报 with the day of what the unit said before, and whether that was sent back.

    Of what came late it is told what the unit said in time that is no report on its date.
    """
    if item.state is ReportState.LATE and item.reported_on is not None:
        parts = [f"{_day(item.reported_on, item, digest)}报送"]
        if item.early_on is not None:
            parts.append(f"{_day(item.early_on, item, digest)}的反馈早于催报，不计")
        if item.refused_on is not None:
            parts.append(f"{_day(item.refused_on, item, digest)}申请延期未获同意")
        return f"迟报（{'；'.join(parts)}）"
    if item.heard_on is None:
        return "未报（从未反馈）"
    day = _day(item.heard_on, item, digest)
    if item.heard is AnswerKind.EXTENSION:
        return f"未报（{day}申请延期{'未获同意' if item.sent_back else ''}，未报进展）"
    return (
        f"未报（{day}反馈被退回，未重报）"
        if item.sent_back
        else f"未报（此前最近一次反馈：{dates.day(item.heard_on)}）"
    )


def _day(day: date, item: Reporting, digest: Digest) -> str:
    """A day beside the one on which a report was due: with its year where that, or the paper's, is another."""
    alike = day.year == item.due_day.year == digest.day.year
    return brief.day(day, digest.day) if alike else dates.day(day)


def undelivered(digest: Digest) -> Table:
    """Return who could not be asked of what, whether anybody sits for them, and what the office wrote down later."""
    rows = (
        (
            digest_tables.number(r.task, digest),
            paging.one_line(r.task.title),
            r.unit,
            dates.day(r.due_day),
            _unreached(r),
        )
        for r in digest.reporting
        if r.state is ReportState.UNDELIVERED or r.by_phone
    )
    return Table("催报未送达情况表", ("任务序号", "任务", "单位", "应报日期", "情况"), tuple(rows))


def _unreached(item: Reporting) -> str:
    days = "、".join(map(dates.day, item.called)) if item.by_phone else ""
    return ("没有联络员，催报未送达" if item.vacant else "催报未送达") + (f"，{days}电话反馈" if days else "")


def requests(digest: Digest) -> Table:
    """Return all extensions and every request to close that waits."""
    told = digest_tables.extensions(digest)
    closures = (
        (
            digest_tables.number(c.task, digest),
            paging.one_line(c.task.title),
            c.unit,
            "—",
            "—",
            f"申请办结（{dates.day(c.source.said_on)}），"
            + (f"待{digest_requests.awaited(c)}反馈后审核" if c.awaited else "待审核"),
        )
        for c in digest.closures
    )
    return Table("延期和办结申请表", ("任务序号", *told.headers[1:]), (*told.rows, *closures))


def pleas(digest: Digest) -> Table:
    """Return every plea in the unit's own words: the annex behind a text that has room for the first only."""
    rows = (
        (
            digest_tables.number(item.task, digest),
            paging.one_line(item.task.title),
            item.unit,
            paging.one_line(item.matter) or "—",
            "\n".join(filter(None, (paging.one_line(item.needs), digest_answered.answered(item)))),
        )
        for item in digest.coordination
    )
    return Table("需协调事项表", ("任务序号", "任务", "提出单位", "事项", "需谁协调"), tuple(rows))
