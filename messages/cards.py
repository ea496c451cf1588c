"""A task as one person sees it, the buttons to answer it, and the receipt for an answer."""

from collections.abc import Sequence
from datetime import date, datetime

from config.clock import local_date
from messages import actions, dates, wording
from messages.message import Button, Message, about
from messages.phrases import clip, names, said, signed, status, what_is_due
from tasks_db.register import progress
from tasks_db.register.values import Assignment, Due, Plan, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, Role

MAX_QUOTE = 3000


def card(
    plan: Plan,
    task: Task,
    assignment: Assignment | None,
    due: Due | None,
    now: datetime,
    *,
    number: int | None = None,
    coordinates: bool = False,
    office: bool = False,
) -> Message:
    """A task's card. ``assignment`` is the reader's own share, with buttons to answer; None for onlookers."""
    leads = [a.unit for a in task.printed_assignments if a.role is Role.LEAD]
    others = [a.unit for a in task.printed_assignments if a.role is Role.RESPONSIBLE]
    speaker = assignment or task.consolidating
    last = progress.last_word(speaker, now) if speaker else None
    text = wording.render(
        "card.txt",
        number=number,
        title=task.title,
        plan=plan.title,
        seq=task.seq,
        standing=task.standing,
        dates=_date_lines(task, assignment, now),
        leads=names(leads),
        responsibles=names(others),
        leaders="、".join(task.leaders),
        consolidating=task.consolidating.unit if task.consolidating else "",
        unit=assignment.unit if assignment else "",
        state=progress.state(task, assignment, now).zh if assignment else "",
        last=f"{clip(said(last), 160)}（{signed(last)}，{status(last, now)}）" if last else "",
        units_line=_units_line(task, now) if coordinates else "",
    )
    buttons: list[tuple[Button, ...]] = []
    if assignment is not None and not progress.is_closed(task, now):
        buttons.extend(answer_buttons(task, assignment, due))
    extra = [Button("原文", actions.SOURCE, (task.id,))]
    if coordinates:
        extra.append(Button("各单位反馈", actions.UNITS, (task.id,)))
    if office:
        extra.append(Button("修改/豁免", actions.EDIT, (task.id,)))
    shown = about(assignment.id, due.id if due else None, number) if assignment else ()
    return Message(text, (*buttons, tuple(extra)), shown)


def _date_lines(task: Task, assignment: Assignment | None, now: datetime) -> list[str]:
    """The dates that matter to the reader: the own dues that are open, else the task's deadline."""
    today = local_date(now)
    owed = (
        sorted((d for d in assignment.dues if progress.is_open(task, assignment, d, now)), key=lambda d: d.day)
        if assignment
        else []
    )
    if owed:
        lines = [f"{what_is_due(d)}：{dates.due(d.day, today)}{_original(d)}" for d in owed[:3]]
        return [*lines, f"另有{len(owed) - 3}个后续节点"] if len(owed) > 3 else lines  # noqa: PLR2004
    deadline = task.deadline
    return [f"{deadline.kind.zh}：{dates.due(deadline.day, today)}"] if deadline else []


def _original(due: Due) -> str:
    original = due.checkpoint.original_day
    return f"，原{dates.day(original)}" if original else ""


def _units_line(task: Task, now: datetime) -> str:
    others = [a for a in task.asked_assignments if not a.consolidates and not progress.is_exempted(a, now)]
    reported = sum(progress.has_reported(a, now) for a in others)
    return f"{reported}/{len(others)}已报" if others else ""


def answer_buttons(task: Task, assignment: Assignment, due: Due | None) -> tuple[tuple[Button, ...], ...]:
    """What a unit can say of a task. Only whoever consolidates can ask for the task to be closed."""
    args = (assignment.id, due.id if due else 0)
    if task.indicator_id is not None:
        return ((Button("填报数值", actions.PROGRESS, args), Button("不属我单位", actions.NOT_OURS, args)),)
    kind = due.checkpoint.kind if due else CheckpointKind.DEADLINE
    finished = (
        Button("申请办结", actions.CLOSURE, args)
        if assignment.consolidates and kind is CheckpointKind.DEADLINE
        else Button("本节点已完成" if kind is CheckpointKind.MILESTONE else "已完成", actions.DONE, args)
    )
    return (
        (
            Button("签收", actions.RECEIVE, args),
            Button("推进中", actions.PROGRESS, args),
            Button("无变化", actions.NO_CHANGE, args),
        ),
        (Button("有困难", actions.BLOCKED, args), finished),
        (Button("申请延期", actions.EXTENSION, args), Button("不属我单位", actions.NOT_OURS, args)),
    )


def source(task: Task) -> Message:
    quote = clip(task.source_quote or task.content, MAX_QUOTE)
    return Message(wording.render("source.txt", place=task.source_place or "方案", quote=quote))


def receipt(
    task: Task, report: Report, number: int | None, now: datetime, also: Sequence[tuple[int, str]] = ()
) -> Message:
    """What was understood and recorded, with a way back while nobody has decided of it.

    ``also`` are other tasks that ask the unit for much the same, ``(assignment id, title)`` each: one press answers.
    """
    head = f"{number}. " if number else ""
    lines = [f"已记录：{head}{task.title}", f"　{said(report)}"]
    state = status(report, now)
    if state:
        lines.append(f"　{state}")
    row = [Button("撤销", actions.UNDO, (report.id,))]
    if report.kind is not AnswerKind.RECEIVED:
        row.append(Button("改一下", actions.AMEND, (report.id,)))
    if report.kind not in {AnswerKind.RECEIVED, AnswerKind.NO_CHANGE}:
        row.append(Button("先存草稿，等领导同意", actions.KEEP_DRAFT, (report.id,)))
    same = [(Button(f"同样报给：{clip(title, 24)}", actions.ALSO, (report.id, other)),) for other, title in also]
    return Message("\n".join(lines), (tuple(row), *same), about(report.assignment_id, None, number))


def draft(task: Task, report: Report) -> Message:
    return Message(
        f"已存为草稿，办公室看不到：{task.title}\n　{said(report)}\n领导同意后点“提交”。在此之前仍会按期提醒。",
        ((Button("提交", actions.SUBMIT_DRAFT, (report.id,)), Button("撤销", actions.UNDO, (report.id,))),),
    )


def withdrawn(task: Task, report: Report) -> Message:
    return Message(f"已撤销：{task.title}\n　{said(report)}\n需要时重新回复即可。")


def ask_progress(task: Task, assignment_id: int, due_id: int) -> Message:
    """Ask for a percentage by button or a line of text; a number for an indicator."""
    if task.indicator_id is not None:
        return Message(f"请回复数值：{task.content}\n例如：4.3")
    quick = [Button(f"{p}%", actions.PERCENT, (assignment_id, due_id, p)) for p in (10, 25, 50, 75, 90)]
    return Message(f"{task.title}\n请点进度，或直接回复一句进展，例如：进度60%，已完成选址", (tuple(quick),))


def ask_closure(task: Task, assignment_id: int, due_id: int, silent: Sequence[str]) -> Message:
    if silent:
        return Message(
            f"{task.title}\n还有{len(silent)}个单位没有反馈：{names(silent)}。\n他们反馈或被豁免后才能申请办结。",
            ((Button("催一催", actions.CHASE, (task.id,)),),),
        )
    return Message(
        f"申请办结：{task.title}\n确认后由办公室审核。",
        ((Button("确认申请办结", actions.CLOSURE, (assignment_id, due_id, 1)),),),
    )


def ask_extension(task: Task, assignment_id: int, due: Due, choices: Sequence[date]) -> Message:
    quick = [
        Button(f"延到{c.month}月{c.day}日", actions.EXTEND_TO, (assignment_id, due.id, c.isoformat()))
        for c in choices
    ]
    return Message(
        f"{task.title}\n现在的时限：{dates.day(due.day)}。请点新的日期，或回复“12月20日，原因……”。",
        (tuple(quick),),
    )


def units(task: Task, now: datetime, page_lines: int = 15) -> Message:
    """What each unit of a task has said, silent ones last and named."""
    asked = [a for a in task.asked_assignments if not a.consolidates]
    exempted = [a.unit for a in asked if progress.is_exempted(a, now)]
    others = [a for a in asked if not progress.is_exempted(a, now)]
    spoken = [(a, progress.last_word(a, now)) for a in others]
    reported = [(a, w) for a, w in spoken if w is not None]
    silent = [a.unit for a, w in spoken if w is None]
    lines = [f"{task.title}", f"各单位反馈 {len(reported)}/{len(others)}"]
    lines += [f"· {a.unit}：{clip(said(w), 40)}（{w.person} {_short(w.at)}）" for a, w in reported[:page_lines]]
    if len(reported) > page_lines:
        lines.append(f"……另有{len(reported) - page_lines}个单位已反馈")
    if silent:
        lines.append(f"未反馈：{names(silent, 12)}")
    if exempted:
        lines.append(f"已豁免：{names(exempted, 12)}")
    row = []
    if silent:
        row.append(Button(f"催一催（{len(silent)}）", actions.CHASE, (task.id,)))
    if reported:
        row.append(Button("采用各单位文字", actions.TAKE_OVER, (task.id,)))
    return Message("\n".join(lines), (tuple(row),) if row else ())


def _short(at: datetime) -> str:
    day = local_date(at)
    return f"{day.month}月{day.day}日"
