"""One task in a few lines: its light and why, its dates, who said what last."""

from datetime import date, datetime

from config.clock import local_date
from messages import actions, brief, cards, dates
from messages.digest_tables import percent_said
from messages.message import Button, Message, about
from messages.phrases import clip, exempted_units, names, pleas_told
from tasks_db.language.questions import Aspect, Filters
from tasks_db.register import progress, states
from tasks_db.register.digest.values import TaskLine
from tasks_db.register.in_words import TaskTold
from tasks_db.register.queries import encode
from tasks_db.register.values import Checkpoint, Task
from tasks_db.terms import CheckpointKind, Light, ReportState, Role, WorkState

_WORDS = 60
_UNITS, _CONTENT, _REQUIRED = 8, 120, 70
_DATES_SHOWN = 6


def told(value: TaskTold) -> Message:
    """Return what is asked of one task; whoever sees only their own share gets its card."""
    if value.aspect is Aspect.SOURCE:
        return cards.source(value.seen.task)
    if value.units is not None:
        return cards.units(value.units, value.as_of)
    if value.aspect in {Aspect.DATES, Aspect.FACTS} or value.aspect is Aspect.UNITS:
        return _facts(value)
    if value.aspect is Aspect.WHY and value.line is not None:
        return _state(value, value.line)
    return cards.card(value.seen, value.as_of)


def _title(task: Task) -> str:
    return f"第{task.seq}项 {task.title}"


def _buttons(value: TaskTold) -> tuple[tuple[Button, ...], ...]:
    task = value.seen.task
    row = [Button("打开任务", actions.TASK, (task.id,)), Button("原文", actions.SOURCE, (task.id,))]
    if value.seen.coordinates:
        row.append(Button("各单位反馈", actions.UNITS, (task.id,)))
    return (tuple(row),)


def _numbers(value: TaskTold) -> tuple[tuple[int, int, int | None], ...]:
    own = value.seen.own
    if own is None:
        return ()
    due = progress.current_due(value.seen.task, own, value.as_of)
    return about(own.id, due.id if due else None)


def _state(value: TaskTold, line: TaskLine) -> Message:
    """The state with its light and the reason, then dates, words and silence."""
    today = local_date(value.as_of)
    lines = [_title(value.seen.task), _why(value, line, today)]
    if line.unit:
        lines.append(f"{line.unit}汇总" + (f"；责任领导{'、'.join(line.leaders)}" if line.leaders else ""))
    if line.deadline is not None:
        closed = line.work_state is WorkState.CLOSED
        lines.append(f"完成时限{dates.passed(line.deadline, today) if closed else dates.due(line.deadline, today)}")
    lines.append(_word(line, today))
    lines.append(f"方案要求：{clip(value.seen.task.content or value.seen.task.source_quote, _REQUIRED)}")
    for state in (ReportState.NOT_REPORTED, ReportState.UNDELIVERED):
        units = [name for one in value.silent if one.state is state for name in one.missing]
        if units:
            lines.append(f"{state.zh}：{names(units, 3)}")
    if line.needing:
        lines.append(f"提出需协调：{names(line.needing, 3)}")
    lines += pleas_told(value.seen.pleas)
    lines.append(dates.as_of(value.as_of))
    buttons = _buttons(value)
    if value.silent:
        buttons = (*buttons, (_chasing(value),))
    return Message("\n".join(lines), buttons, _numbers(value))


def _chasing(value: TaskTold) -> Button:
    """Whoever leads the task chases by itself; of a convenor's the office is asked."""
    task_id = value.seen.task.id
    if value.seen.office or value.seen.own is not None:
        return Button("催一催", actions.CHASE, (task_id,))
    return Button("请办公室催办", actions.CHASE_THOSE, ("unreported", encode(Filters(task_ids=(task_id,)))))


def _why(value: TaskTold, line: TaskLine, today: date) -> str:
    """黄灯：未达序时，进度20%，时间已过71.0%."""
    shown = value.shown
    light = shown.light.zh if shown.light else "不亮灯"
    reasons = [shown.state.zh]
    if line.overdue is not None:
        kind = "" if line.overdue.kind is CheckpointKind.DEADLINE else line.overdue.kind.zh
        reasons.append(f"{kind}{brief.day(line.overdue.day, today)}到期，已过{line.overdue.days}天没有完成")
    elif line.missed_milestone is not None:
        reasons.append(f"{brief.day(line.missed_milestone.day, today)}的节点没有完成")
    if line.closed_at is not None:
        reasons.append(f"{brief.day(line.done_on or local_date(line.closed_at), today)}办结")
    if said := percent_said(line):
        passed = f"，时间已过{line.expected_percent}%" if line.expected_percent is not None else ""
        reasons.append(f"进度{said}{passed}")
    if shown.light is Light.YELLOW and shown.near is not None:
        reasons.append(f"{brief.day(shown.near, today)}就要到期")
    return f"{light}：{'，'.join(reasons)}"


def _word(line: TaskLine, today: date) -> str:
    if line.text_source is None or not line.text:
        return "还没有文字进展。"
    at = brief.day(local_date(line.text_source.at), today)
    return f"最近（{brief.unit(line.text_source.unit)}，{at}）：{brief.clipped(line.text, _WORDS)}"


def _facts(value: TaskTold) -> Message:
    """All that the plan holds of a task, its days first, and what was said of it last."""
    today = local_date(value.as_of)
    task, own = value.seen.task, value.seen.own
    done = states.closed_at(task, value.as_of)
    done_on = states.done_on(task, value.as_of) or (local_date(done) if done else None)
    told = own is not None or value.line is not None
    ahead = [c for c in task.checkpoints if c.day >= today] or list(task.checkpoints)
    standing = ["长期推进，没有完成时限。"] if task.standing else []
    dated = sorted(ahead, key=lambda c: c.day)[:_DATES_SHOWN]
    lines = [_title(task), *standing, *(_date(c, today, done_on, told=told) for c in dated)]
    if not task.checkpoints and not task.standing:
        lines.append("没有时限。")
    due = progress.current_due(task, own, value.as_of) if own is not None else None
    if due is not None and due.day != due.task_day:
        lines.append(f"贵单位的收集日：{dates.due(due.day, today)}")
    elif value.seen.coordinates and (days := _collected(task, value.as_of)):
        lines.append(f"其他单位的收集日：{'、'.join(dates.due(one, today) for one in days)}")
    lines += [f"{role.zh}：{names(units, _UNITS)}" for role, units in _by_role(task) if units]
    if value.seen.coordinates:
        lines += exempted_units(task)
    if task.leaders:
        lines.append(f"责任领导：{names(task.leaders, _UNITS)}")
    if value.line is not None and (said := percent_said(value.line)):
        lines.append(f"进度：{said}")
    if value.line is not None and value.line.text:
        lines.append(_word(value.line, today))
    lines += pleas_told(value.seen.pleas)
    lines.append(f"方案要求：{clip(task.content or task.source_quote, _CONTENT)}")
    if own is None and value.line is None:
        lines.append("这是方案印发的内容。进展只有承担的单位能看。")
        return Message("\n".join([*lines, dates.as_of(value.as_of)]))
    lines.append(dates.as_of(value.as_of))
    return Message("\n".join(lines), _buttons(value), _numbers(value))


def _collected(task: Task, as_of: datetime) -> list[date]:
    """The days by which the other units report, where they come before the task's own."""
    dues = (progress.current_due(task, a, as_of) for a in task.asked_assignments)
    return sorted({due.day for due in dues if due is not None and due.day != due.task_day})


def _by_role(task: Task) -> list[tuple[Role, list[str]]]:
    several = sum(a.role is Role.LEAD for a in task.assignments) > 1
    found = [
        (
            role,
            [
                f"{a.unit}（汇总）" if a.consolidates and several else a.unit
                for a in task.assignments
                if a.role is role
            ],
        )
        for role in Role
    ]
    return [(role, list(dict.fromkeys(units))) for role, units in found]


def _date(checkpoint: Checkpoint, today: date, done_on: date | None, *, told: bool) -> str:
    """A date with the days to it, or when it was done; whoever is not ``told`` how it stands reads of no delay."""
    moved = f"，原定{brief.day(checkpoint.original_day, today)}" if checkpoint.original_day else ""
    target = f"：{brief.matter(checkpoint.target)}" if checkpoint.target else ""
    due = dates.due(checkpoint.day, today)
    if told and done_on:
        due = f"{dates.day(checkpoint.day)}（{brief.day(done_on, today)}办结）"
    elif not told:
        due = due if checkpoint.day >= today else dates.passed(checkpoint.day, today)
    return f"{checkpoint.kind.zh}{due}{moved}{target}"
