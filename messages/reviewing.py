"""What the office reviews: the list of reports that wait, and one of them with its decision."""

from collections.abc import Sequence
from datetime import datetime

from messages import actions, dates, paging
from messages.message import Button, Message, in_rows
from messages.phrases import INCOMPLETE, clip, names, said, signed
from tasks_db.register import progress
from tasks_db.register.answers import Said
from tasks_db.register.notice import NoticeText
from tasks_db.register.reviews import Decided
from tasks_db.terms import AnswerKind, ReportStatus

PER_PAGE = 6


def waiting(reports: Sequence[Said], page: int, now: datetime) -> Message:
    """Return one page of the reports that wait for a decision."""
    if not reports:
        return Message(f"没有待审核的反馈。（{dates.as_of(now)}）")
    found = paging.so_many(len(reports), PER_PAGE, page)
    shown = list(enumerate(reports[found.first : found.last], found.first + 1))
    lines = [f"待审核{len(reports)}条（{dates.as_of(now)}），点编号查看："]
    lines += [
        f"{n}. {one.report.unit}·{clip(one.task.title, 18)}\n　{clip(said(one.report), 44)}" for n, one in shown
    ]
    numbers = [Button(str(n), actions.REVIEW_ONE, (one.report.id,)) for n, one in shown]
    turn = paging.turning(found, actions.REVIEW)
    return Message("\n".join(lines), (*in_rows(numbers, 6), *((turn,) if turn else ())))


def one(case: Said, now: datetime) -> Message:
    """Return one report with its decision, while it has none; a 申请办结 that is 待补齐 can only be returned."""
    task, report = case.task, case.report
    lines = [
        f"{task.title}（{case.plan.title} 第{task.seq}项）",
        f"{signed(report)}",
        f"　{clip(said(report), 900)}",
    ]
    if report.kind is AnswerKind.EXTENSION and report.new_date and case.owed is not None:
        lines.append(f"　原时限{dates.day(case.owed.day)} → 申请{dates.day(report.new_date)}")
    if report.evidence:
        lines.append(f"　佐证：{'、'.join(report.evidence)}")
    agree = {
        AnswerKind.CLOSURE: "同意办结",
        AnswerKind.EXTENSION: "同意延期",
        AnswerKind.NOT_OURS: "同意，调整单位",
    }.get(report.kind, "通过")
    decide = [Button(agree, actions.ACCEPT, (report.id,)), Button("退回", actions.RETURN, (report.id,))]
    if progress.is_incomplete(task, report, now):
        silent = [a.unit for a in progress.silent_units(task, now)]
        lines.append(f"　{INCOMPLETE}：还有{len(silent)}个单位没有反馈（{names(silent)}）")
        decide = [Button("催一催", actions.CHASE, (task.id,)), *decide[1:]]
    rows = (tuple(decide),) if report.decided_at is None else ()
    return Message("\n".join(lines), (*rows, (Button("看任务", actions.TASK, (task.id,)),)))


def ask_reason(case: Said) -> str:
    """Return the question for the reason of a return."""
    report = case.report
    return f"退回{report.unit}关于“{case.task.title}”的反馈（{report.kind.zh}）。请回复退回的原因。"


def told(case: Said, *, accept: bool, reason: str = "") -> NoticeText:
    """Return what the unit is told of a decision; of a return with a button that opens its task."""
    report, title = case.report, case.task.title
    if not accept:
        card = ("打开任务，重新回复", actions.CARD, (report.assignment_id, 0))
        text = f"“{title}”的{report.kind.zh}被退回：{reason}\n请按意见补充后重新回复。"
        return NoticeText(text, ((card,),))
    until = f"至{dates.day(report.new_date)}" if report.new_date else ""
    sentence = {
        AnswerKind.CLOSURE: f"“{title}”已同意办结，不再催报。",
        AnswerKind.EXTENSION: f"“{title}”已同意延期{until}。",
        AnswerKind.NOT_OURS: f"“{title}”的异议已同意，办公室会调整责任单位。",
    }.get(report.kind)
    return NoticeText(sentence or f"“{title}”的反馈（{report.kind.zh}）已通过审核。")


def decided(value: Decided) -> str:
    """Return the receipt of a decision for whoever took it: what was decided, and whether the unit was told."""
    report = value.said.report
    verdict = "已通过" if report.status is ReportStatus.ACCEPTED else f"已退回（{report.reason}）"
    told = f"已告知{report.person}。" if value.reached else f"{report.person}还没有绑定，请电话告知。"
    return f"{verdict}：{report.unit} {report.kind.zh}\n　{value.said.task.title}\n{told}"
