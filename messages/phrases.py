"""Small turns of phrase that several messages share."""

from collections.abc import Sequence
from datetime import date, datetime

from config.clock import local_date
from messages import dates
from tasks_db.register import exemptions, progress
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.progress import Given
from tasks_db.register.values import Assignment, Due, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus

TITLE_WIDTH = 30
_TARGET_WIDTH = 16


def clip(text: str, width: int) -> str:
    """Return a text of at most ``width`` characters, its end replaced by "…" where it is longer."""
    return text if len(text) <= width else text[: width - 1] + "…"


def names(units: Sequence[str], most: int = 8) -> str:
    """A list of names; a long one is cut and counted."""
    head = "、".join(units[:most])
    return head if len(units) <= most else f"{head}等{len(units)}个"


def what_is_due(due: Due) -> str:
    """完成时限, 阶段节点（…达35%） or 定期报送（不少于100场）: the figure stands at the end of a target's words."""
    kind, target = due.checkpoint.kind, due.checkpoint.target
    end = target if len(target) <= _TARGET_WIDTH else "…" + target[1 - _TARGET_WIDTH :]
    return f"{kind.zh}（{end}）" if target and kind is not CheckpointKind.DEADLINE else kind.zh


def when_due(due: Due, today: date) -> str:
    """Return the task's date, beside it the unit's collection day where that is another, and the days left (R9).

    2025年12月31日（剩28天）, or 2025年12月31日（收集日12月26日，剩23天）: days are left until the unit's own day.
    """
    if due.day == due.task_day:
        return dates.due(due.day, today)
    own = dates.day(due.day) if due.day.year != due.task_day.year else f"{due.day.month}月{due.day.day}日"
    return f"{dates.day(due.task_day)}（收集日{own}，{dates.days_left(due.day, today)}）"


def said(report: Report | Given) -> str:
    """What a report says, or an answer before it is given, in one line.

    That is the unit's own words, and what was read from them where they do not say it.
    """
    head = report.kind.zh + (f"{report.percent}%" if report.percent is not None else "")
    parts = [head]
    if report.text and report.text != report.kind.zh:
        parts = [report.text] if report.text.startswith(report.kind.zh) else [f"{report.kind.zh}：{report.text}"]
        if report.percent is not None and f"{report.percent}%" not in report.text:
            parts.append(f"进度{report.percent}%")
    if report.problem and report.problem not in report.text:
        parts.append(f"困难：{report.problem}")
    if report.needs and report.needs not in report.text:
        parts.append(f"需{report.needs}协调")
    if report.expected is not None and "预计" not in report.text:
        parts.append(f"预计{dates.day(report.expected)}")
    if report.new_date is not None:
        parts.append(f"延期至{dates.day(report.new_date)}")
    return "，".join(parts)


INCOMPLETE = "待补齐"
"""What is said of a 申请办结 that is kept while units asked are silent."""


def status(task: Task, report: Report, now: datetime) -> str:
    """待审核, 待补齐, 已通过, 已退回（原因） or 草稿."""
    if report.status is ReportStatus.DRAFT:
        return ReportStatus.DRAFT.zh
    if report.kind in {AnswerKind.RECEIVED, AnswerKind.NO_CHANGE}:
        return ""
    if progress.is_incomplete(task, report, now):
        return INCOMPLETE
    decision = report.decision(now)
    return f"{decision.zh}（{report.reason}）" if decision is ReportStatus.RETURNED and report.reason else decision.zh


def signed(report: Report) -> str:
    """Who said it and when; 代录 names who wrote it down, 来自链接 says that nobody was signed in."""
    way = f"，{report.written_down}" if report.entered_by else "，来自链接" if report.link_id is not None else ""
    written = local_date(report.at)
    when = (
        f"{dates.day(report.called_on)}来电，{written.month}月{written.day}日{report.entered_by}代录"
        if report.called_on is not None
        else f"{dates.day(written)}{way}"
    )
    return f"{report.unit} {report.person} {when}"


def exempted(reason: str | None) -> str:
    """Return that nothing is owed because of an exemption, with its reason; empty where there is none (None)."""
    if reason is None:
        return ""
    return f"已豁免，不用报（理由：{reason}）" if reason else "已豁免，不用报"


def exempted_units(task: Task) -> list[str]:
    """Return a line for each unit that is exempted from a task, with the reason."""
    return [f"已豁免：{one.unit}（{one.reason}）" for one in exemptions.holding(task)]


def pleas_told(pleas: Sequence[tuple[Assignment, PleaTold]]) -> list[str]:
    """Return a line for each plea (需协调事项) of a task of which something became: whose, and what."""
    return [f"{share.called}的需协调事项：{told.became}" for share, told in pleas if told.became]
