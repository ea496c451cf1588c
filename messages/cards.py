"""A task as one person sees it, the buttons to answer it, and what is asked before an answer."""

from collections.abc import Sequence
from datetime import date, datetime

from config.clock import local_date
from messages import actions, brief, dates, put_off_text, wording
from messages.message import Button, Message, about
from messages.phrases import (
    INCOMPLETE,
    clip,
    exempted,
    names,
    pleas_told,
    said,
    signed,
    status,
    what_is_due,
    when_due,
)
from tasks_db.register import codes, deciding, exemptions, giving, progress, putting_off, states
from tasks_db.register.answers import Adoptable, Assigned, Closing, Extending, Said, finishing
from tasks_db.register.chasing import Chased
from tasks_db.register.seen import SeenTask
from tasks_db.register.units_standing import Lacking, UnitsStanding
from tasks_db.register.values import Assignment, Checkpoint, Due, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role

MAX_QUOTE = 3000
_UNITS_NAMED = 40
MAX_ADOPTED = 1500
"""The longest text, in characters, that is put together from the words of units."""


def card(seen: SeenTask, now: datetime) -> Message:
    """Return a task's card, with buttons to answer where it is the reader's own."""
    task, own = seen.task, seen.own
    leads = [a.unit for a in task.printed_assignments if a.role is Role.LEAD]
    others = [a.unit for a in task.printed_assignments if a.role is Role.RESPONSIBLE]
    speaker = own or task.consolidating
    last = progress.last_word(speaker, now) if speaker else None
    text = wording.render(
        "card.txt",
        number=seen.number,
        title=task.title,
        plan=seen.plan.title,
        seq=task.seq,
        code=codes.of(task),
        standing=task.standing,
        dates=_date_lines(task, own, now),
        leads=names(leads),
        responsibles=names(others),
        leaders="、".join(task.leaders),
        ground=task.source_place if seen.plan.title == giving.PLAN_TITLE else "",
        consolidating=task.consolidating.unit if task.consolidating else "",
        unit=own.unit if own else "",
        state=(exempted(exemptions.why_nothing(own, now)) or progress.state(task, own, now).zh) if own else "",
        last=f"{clip(said(last), 160)}（{signed(last)}，{status(task, last, now)}）" if last else "",
        former=_said_before(task, now) if seen.coordinates else (),
        pleas=pleas_told(seen.pleas),
        units_line=_units_line(task, now) if seen.coordinates else "",
    )
    buttons: list[tuple[Button, ...]] = []
    if own is not None and not progress.is_closed(task, now):
        buttons.extend(answer_buttons(task, own, seen.due))
    extra = [Button("原文", actions.SOURCE, (task.id,))]
    if seen.coordinates:
        extra.append(Button("各单位反馈", actions.UNITS, (task.id,)))
    if seen.office:
        extra.append(Button("修改/豁免", actions.EDIT, (task.id,)))
    shown = about(own.id, seen.due.id if seen.due else None, seen.number) if own else ()
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
        lines = [f"{what_is_due(d)}：{when_due(d, today)}{_original(d)}" for d in owed[:3]]
        return [*lines, f"另有{len(owed) - 3}个后续节点"] if len(owed) > 3 else lines  # noqa: PLR2004
    deadline = task.deadline
    if deadline is None:
        return []
    if progress.is_closed(task, now):  # nothing is late of what is done
        done = states.done_on(task, now)
        how = f"{dates.day(done)}办结" if done is not None else "已办结"
        return [f"{deadline.kind.zh}：{dates.day(deadline.day)}（{how}）"]
    return [f"{deadline.kind.zh}：{dates.due(deadline.day, today)}{_granted(task, deadline, now)}"]


def _granted(task: Task, moved: Checkpoint, now: datetime) -> str:
    """，原12月31日，钟亦秋11月10日同意县水利局延期: the former day of a date, and who moved it where a unit asked."""
    if moved.original_day is None:
        return ""
    was = f"，原{dates.day(moved.original_day)}"
    for _, report in sorted(task.requests, key=lambda one: -one[1].id):
        granted = report.kind is AnswerKind.EXTENSION and report.decision(now) is ReportStatus.ACCEPTED
        if granted and report.new_date == moved.day and report.decided_at is not None:
            return f"{was}，{report.decider or '办公室'}{_short(report.decided_at)}同意{report.unit}延期"
    return was


def _original(due: Due) -> str:
    original = due.checkpoint.original_day
    return f"，原{dates.day(original)}" if original else ""


def _said_before(task: Task, now: datetime) -> list[str]:
    """What units said last that have no share in the task any more: it was given to others, their words stay."""
    return [
        f"{share.called}：{clip(said(word), 160)}（{word.person} {_short(word.at)}，{status(task, word, now)}）"
        for share, word in deciding.said_before(task, now)
    ]


def _units_line(task: Task, now: datetime) -> str:
    others = [a for a in task.asked_assignments if not a.consolidates and not progress.is_exempted(a, now)]
    reported = sum(progress.has_reported(a, now) for a in others)
    return f"{reported}/{len(others)}已报" if others else ""


def answer_buttons(task: Task, assignment: Assignment, due: Due | None) -> tuple[tuple[Button, ...], ...]:
    """Return what a unit can say of a task. Only whoever consolidates can ask for the task to be closed."""
    args = (assignment.id, due.id if due else 0)
    if task.indicator_id is not None:
        return ((Button("填报数值", actions.PROGRESS, args), Button("不属我单位", actions.NOT_OURS, args)),)
    says_done = finishing(assignment, due)
    finished = Button(
        said_done(due, says_done), actions.CLOSURE if says_done is AnswerKind.CLOSURE else actions.DONE, args
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


def said_done(due: Due | None, kind: AnswerKind) -> str:
    """Return what the button says by which a unit is done: 申请办结, 已完成, or 本节点已完成 of a milestone."""
    is_milestone = due is not None and due.checkpoint.kind is CheckpointKind.MILESTONE
    return "本节点已完成" if kind is AnswerKind.DONE and is_milestone else kind.zh


def source(task: Task, sitting: int | None = None) -> Message:
    """Return a task's words as the plan has them, and where they stand, with the way to its ``sitting``."""
    quote = clip(task.source_quote or task.content, MAX_QUOTE)
    text = wording.render("source.txt", place=task.source_place or "方案", quote=quote)
    if sitting is None:
        return Message(text)
    row = (
        Button("看会议纪要", actions.SITTING_SHOWN, (sitting, "minutes")),
        Button("看会议", actions.SITTING, (sitting,)),
    )
    return Message(text, (row,))


def ask_progress(found: Assigned, due_id: int) -> Message:
    """Ask for a percentage by button or a line of text; a number for an indicator."""
    if found.task.indicator_id is not None:
        return Message(f"请回复数值：{found.task.content}\n例如：4.3")
    quick = [Button(f"{p}%", actions.PERCENT, (found.assignment.id, due_id, p)) for p in (10, 25, 50, 75, 90)]
    return Message(f"{found.task.title}\n请点进度，或直接回复一句进展，例如：进度60%，已完成选址", (tuple(quick),))


def ask_problem(found: Assigned) -> str:
    """Ask what stands in the way."""
    return f"{found.task.title}\n请回复：遇到什么困难、需要谁协调。例如：资金未到位，需财政局协调"


def ask_whose(found: Assigned) -> str:
    """Ask why a task is not the unit's, and whose it is."""
    return f"{found.task.title}\n请回复理由，以及您认为应由哪个单位负责；办公室会在三个工作日内答复。"


def ask_closure(value: Closing, assignment_id: int, due_id: int) -> Message:
    """Ask whether 办结 is meant, and say who is still silent: the request is kept until they have reported."""
    task, silent = value.task, value.silent
    confirm = Button("确认申请办结", actions.CLOSURE, (assignment_id, due_id, 1))
    if silent:
        return Message(
            f"申请办结：{task.title}\n还有{len(silent)}个单位没有反馈：{names(silent)}。\n"
            f"现在确认，申请先记为{INCOMPLETE}；他们反馈或被豁免后，再由办公室审核。",
            ((confirm, Button("催一催", actions.CHASE, (task.id,))),),
        )
    return Message(f"申请办结：{task.title}\n确认后由办公室审核。", ((confirm,),))


def ask_extension(value: Extending, likely: Sequence[date] = ()) -> Message:
    """Ask until when, with days to choose from; ``likely`` are those that may have been meant, and stand alone."""
    due = value.due
    meant = [day for day in likely if day > due.day]
    quick = [
        Button(f"延到{brief.day(c, due.day)}", actions.EXTEND_TO, (due.assignment_id, due.id, c.isoformat()))
        for c in meant or value.choices
    ]
    said = "您说的是哪一天？" if meant else ""
    return Message(
        f"{value.task.title}\n现在的时限：{dates.day(due.day)}。{said}请点新的日期，或回复“12月20日，原因……”。",
        (tuple(quick),),
    )


def ask_amendment(found: Said) -> str:
    """Ask for a report to be said once more."""
    return f"请把{found.task.title}的反馈重新说一遍，例如：进度70%，已完成验收。新的会替换旧的。"


def chased(value: Chased) -> str:
    """Say who is asked once more and when, and who has to be phoned."""
    lines = [
        f"已催办{len(units)}个单位，随{dates.day(day)}的消息发出：{'、'.join(units)}。" for day, units in value.days
    ]
    if value.unreachable:
        lines.append(f"联系不上（没有联络员或未绑定），请电话联系：{'、'.join(value.unreachable)}。")
    lines += put_off_text.not_chased(value.put_off)
    return "\n".join(lines) or "各单位都已反馈，不用催办。"


def adopted(value: Adoptable) -> str:
    """Return the units' words as one text of the consolidating unit's own."""
    return "；".join(f"{word.unit}：{said(word)}" for word in value.words)[:MAX_ADOPTED]


def units(value: UnitsStanding, now: datetime, page_lines: int = 15) -> Message:
    """Return what each unit of a task has said and who lacks, by name and day, whoever consolidates included."""
    task, today = value.task, local_date(now)
    whole = next((word for share, word in value.reported if share.consolidates), None)
    reported = [(share, word) for share, word in value.reported if not share.consolidates]
    others = [one for one in value.lacking if not one.consolidates]
    whole_lacking = next((one for one in value.lacking if one.consolidates), None)
    whole_lacks = (
        f"，汇总单位{'退回待重报' if whole_lacking.returned else '未报'}" if whole_lacking is not None else ""
    )
    count = f"各单位反馈 {len(reported)}/{len(reported) + len(others)}{whole_lacks}" if reported or others else ""
    lines = [f"{codes.of(task)} {task.title}", *filter(None, [count])]
    if whole is not None:
        lines.append(
            f"汇总单位{whole.unit}：{clip(said(whole), 80)}（{whole.person} {_short(whole.at)}{_by(whole, now)}）"
        )
    lines += [
        f"· {a.unit}：{clip(said(w), 40)}（{w.person} {_short(w.at)}{_by(w, now)}）" for a, w in reported[:page_lines]
    ]
    if len(reported) > page_lines:
        lines.append(f"……另有{len(reported) - page_lines}个单位已反馈")
    lines += [f"· {line}" for line in _said_before(task, now)]
    lines += [f"· {line}" for line in pleas_told(value.pleas)]
    lines += _lacking(value.lacking, today)
    reasons = {one.unit: one.reason for one in exemptions.holding(task)}
    by_reason: dict[str, list[str]] = {}
    for unit in value.exempted:
        by_reason.setdefault(reasons.get(unit, ""), []).append(unit)
    lines += [
        f"已豁免：{names(units, 12)}{f'（理由：{reason}）' if reason else ''}" for reason, units in by_reason.items()
    ]
    if value.unasked:
        lines.append(f"不逐家问：{names(value.unasked, 12)}")
    lines += [f"缓催：{put_off_text.of_unit(one)}" for one in putting_off.of_task(task, today)[:page_lines]]
    row = []
    if others:
        row.append(Button(f"催一催（{len(others)}）", actions.CHASE, (task.id,)))
    if reported:
        row.append(Button("采用各单位文字", actions.TAKE_OVER, (task.id,)))
    return Message("\n".join([*lines, dates.as_of(now)]), (tuple(row),) if row else ())


def _lacking(lacking: Sequence[Lacking], today: date) -> list[str]:
    """未反馈2个单位（过了应报日的1个）, then who, by the day on which they have or had to report."""
    if not lacking:
        return []
    over = sum(one.over for one in lacking)
    some = f"其中过了应报日的{over}个" if over < len(lacking) else "都过了应报日"
    lines = [f"未反馈：{len(lacking)}个单位，{some if over else '都还没过应报日'}"]
    for day in sorted({one.day for one in lacking}, key=lambda day: day or date.max):
        units = [
            f"{one.unit}{'（汇总）' if one.consolidates else ''}{'（退回待重报）' if one.returned else ''}"
            for one in lacking
            if one.day == day
        ]
        when = "没有要报的日期" if day is None else f"应于{brief.day(day, today)}报，{dates.days_left(day, today)}"
        lines.append(f"· {names(units, _UNITS_NAMED)}（{when.replace('逾期', '已过')}）")
    return lines


def _by(word: Report, now: datetime) -> str:
    by = f"，{word.written_down}" if word.entered_by is not None else ""
    waits = word.decision(now) is ReportStatus.SUBMITTED and word.kind not in {
        AnswerKind.RECEIVED,
        AnswerKind.NO_CHANGE,
    }
    return f"{by}，{ReportStatus.SUBMITTED.zh}" if waits else by


def _short(at: datetime) -> str:
    day = local_date(at)
    return f"{day.month}月{day.day}日"
