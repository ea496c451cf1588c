"""What is asked on the way to an answer: which lines a person sees, and what has to be known before it is given."""

from collections.abc import Sequence
from dataclasses import replace

from tasks_db.language import coded, naming
from tasks_db.register import answers, authority, codes, progress
from tasks_db.register.answers import Adoptable, Assigned, Closing, Extending, Line, LinesShown, Numbered, Said
from tasks_db.register.authority import Right
from tasks_db.register.people import Address
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import candidates, names, reports
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context, view
from tasks_db.work.own import own_assignment, own_report
from tasks_db.work.post import conversation


@view(Right.ANSWER)
def lines_shown(ctx: Context, at: Address, ref: str | None) -> LinesShown:
    """Return the lines that a person may answer: on the message ``ref`` replied to, else on the latest list.

    Behind them stand the other open tasks of their units. Tasks that went away are left out.
    Raises AnswerRefused where all that the message replied to shows went away.
    """
    seen = conversation.in_view(ctx, at, ref)
    loaded = Loaded(ctx.session, of_units=authority.units_of(ctx.who))
    loaded.fetch(candidates.open_of_units(authority.units_of(ctx.who)))
    lines = _lines(ctx, loaded, seen.listed)
    shown = [*seen.listed, *([seen.beside] if seen.beside else [])]
    if shown and not lines and ref is not None:
        raise AnswerRefused("那条消息里的任务已经取消或不再归您反馈。发送 /mine 查看现在的任务。")
    said = reports.said_last(ctx.session, ctx.me.person_id, ctx.now)
    listed = {line.assignment_id for line in lines}
    highest = max((number for number, _, _ in seen.listed), default=0)
    others = [i for i in _open_shares(ctx, loaded) if i not in listed]
    # whoever has one task, and was sent no list, means it by 1
    only = not shown and len(others) == 1
    lines += _lines(ctx, loaded, [(number, i, None) for number, i in enumerate(others, highest + 1)], listed=only)
    marked = [
        replace(
            line,
            near=line.assignment_id in seen.near,
            just_said=line.assignment_id in said,
            last=said.get(line.assignment_id),
        )
        for line in lines
    ]
    return LinesShown(tuple(marked), known=seen.known)


@view(Right.ANSWER)
def of_another(ctx: Context, text: str, own: Sequence[str]) -> str | None:
    """Return the title of a task of the plans in force that a text points at, where it is none of those titles."""
    return naming.of_another(text, own, names.titles_for(ctx.session, text))


@view(Right.ANSWER)
def of_anothers_code(ctx: Context, text: str, own: Sequence[str], *, one_thing: bool) -> str | None:
    """Return the title of a task that a text calls by a code which is none of ``own``, where it can mean no range.

    No range is 1-1 or 3-2, nor 1-3 before that task's own title, or before ``one_thing`` that was done.
    """
    head = coded.heads(text)
    if head is None or codes.code(head[0], str(head[1])) in own:
        return None
    title = names.title_of(ctx.session, head[0], str(head[1]))
    is_named = title is not None and title in text
    return title if one_thing or head[0] >= head[1] or is_named else None


def _open_shares(ctx: Context, loaded: Loaded) -> list[int]:
    """The ids of all that the person's units are asked for now, of what was read."""
    units = authority.units_of(ctx.who)
    return sorted(
        share.id
        for plan, task in loaded.held()
        for share in task.assignments
        if plan.asks and task.cancelled_at is None and share.asked and share.unit_id in units
    )


@view(Right.ANSWER)
def line(ctx: Context, assignment_id: int, due_id: int) -> Line:
    """Return one assignment of the person's own unit as a line without a number; a ``due_id`` of 0 names no date.

    Raises AnswerRefused where it is not theirs to answer any more.
    """
    lines = _lines(ctx, Loaded(ctx.session), [(0, assignment_id, due_id)])
    if not lines:
        raise AnswerRefused("这项任务已经不归您反馈。发送 /mine 查看现在的任务。")
    return lines[0]


def _lines(ctx: Context, loaded: Loaded, items: Sequence[Numbered], *, listed: bool = True) -> list[Line]:
    loaded.fetch_shares([assignment_id for _, assignment_id, _ in items])
    lines = []
    for number, assignment_id, due_id in items:
        try:
            found = own_assignment(ctx, loaded, assignment_id)
        except AnswerRefused:
            continue  # cancelled or handed over since
        if not progress.is_closed(found.task, ctx.now):
            lines.append(replace(found.line(number, due_id, ctx.now), listed=listed))
    return lines


@view(Right.ANSWER)
def assigned(ctx: Context, assignment_id: int) -> Assigned:
    """Return an assignment of the person's own unit with its task; raises AnswerRefused for another's."""
    return own_assignment(ctx, Loaded(ctx.session), assignment_id)


@view(Right.REPORT)
def closing(ctx: Context, assignment_id: int) -> Closing:
    """Return what to ask before 申请办结; raises AnswerRefused for a unit that does not consolidate the task."""
    return answers.closing(own_assignment(ctx, Loaded(ctx.session), assignment_id), ctx.now)


@view(Right.ANSWER)
def extending(ctx: Context, assignment_id: int, due_id: int) -> Extending:
    """Return the date that 申请延期 would move, and days to choose from.

    Raises AnswerRefused where the person's unit owes nothing more.
    """
    return answers.extending(own_assignment(ctx, Loaded(ctx.session), assignment_id), due_id, ctx.calendar, ctx.now)


@view(Right.ANSWER)
def amendable(ctx: Context, report_id: int) -> Said:
    """Return a report of the person's own unit that may be said anew; raises AnswerRefused for others."""
    said = own_report(ctx, Loaded(ctx.session), report_id)
    if said.report.withdrawn_at is not None:
        raise AnswerRefused("这条反馈已经撤销过了，请直接重新回复。")
    return said


@view(Right.ANSWER)
def adoptable(ctx: Context, task_id: int) -> Adoptable:
    """Return the words of a task's units that the person's unit may make its own as the consolidating one.

    Raises AnswerRefused where it does not consolidate the task, or nothing is said yet.
    """
    _, task = Loaded(ctx.session).of_task(task_id)
    return answers.adoptable(task, authority.units_of(ctx.who), ctx.now)
