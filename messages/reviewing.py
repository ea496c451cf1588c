"""What the office reviews: the list of reports that wait, and one of them with its decision."""

from collections.abc import Sequence
from datetime import datetime

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip, said, signed
from tasks_db.register.values import Due, Plan, Report, Task
from tasks_db.terms import AnswerKind

PER_PAGE = 6


def waiting(rows: Sequence[tuple[Task, Report]], page: int, now: datetime) -> Message:
    if not rows:
        return Message(f"没有待审核的反馈。（{dates.as_of(now)}）")
    pages = -(-len(rows) // PER_PAGE)
    page = min(page, pages - 1)
    start = page * PER_PAGE
    shown = rows[start : start + PER_PAGE]
    lines = [f"待审核{len(rows)}条（{dates.as_of(now)}），点编号查看："]
    lines += [
        f"{start + n}. {report.unit}·{clip(task.title, 18)}\n　{clip(said(report), 44)}"
        for n, (task, report) in enumerate(shown, 1)
    ]
    numbers = [Button(str(start + n), actions.REVIEW_ONE, (report.id,)) for n, (_, report) in enumerate(shown, 1)]
    turn = [Button("上一页", actions.REVIEW, (page - 1,))] if page else []
    if page + 1 < pages:
        turn.append(Button("下一页", actions.REVIEW, (page + 1,)))
    return Message("\n".join(lines), (*in_rows(numbers, 6), *((tuple(turn),) if turn else ())))


def one(plan: Plan, task: Task, report: Report, owed: Due | None, *, may_decide: bool) -> Message:
    """One report with its decision; ``owed`` is what the unit owes at the date that the report is about."""
    lines = [
        f"{task.title}（{plan.title} 第{task.seq}项）",
        f"{signed(report)}",
        f"　{clip(said(report), 900)}",
    ]
    if report.kind is AnswerKind.EXTENSION and report.new_date and owed is not None:
        lines.append(f"　原时限{dates.day(owed.day)} → 申请{dates.day(report.new_date)}")
    if report.evidence:
        lines.append(f"　佐证：{'、'.join(report.evidence)}")
    agree = {
        AnswerKind.CLOSURE: "同意办结",
        AnswerKind.EXTENSION: "同意延期",
        AnswerKind.NOT_OURS: "同意，调整单位",
    }.get(report.kind, "通过")
    decide = (Button(agree, actions.ACCEPT, (report.id,)), Button("退回", actions.RETURN, (report.id,)))
    rows = (decide,) if may_decide else ()
    return Message("\n".join(lines), (*rows, (Button("看任务", actions.TASK, (task.id,)),)))


def decided(task: Task, report: Report, *, accepted: bool, reason: str) -> str:
    """What the unit is told of the decision."""
    what = report.kind.zh
    if accepted:
        sentence = {
            AnswerKind.CLOSURE: f"“{task.title}”已同意办结，不再催报。",
            AnswerKind.EXTENSION: f"“{task.title}”已同意延期至{dates.day(report.new_date)}。"
            if report.new_date
            else f"“{task.title}”已同意延期。",
            AnswerKind.NOT_OURS: f"“{task.title}”的异议已同意，办公室会调整责任单位。",
        }.get(report.kind)
        return sentence or f"“{task.title}”的反馈（{what}）已通过审核。"
    return f"“{task.title}”的{what}被退回：{reason}\n请按意见补充后重新回复。"
