"""晚点再报: a unit asks to be asked later; nothing is recorded as an answer (R7)."""

from collections.abc import Sequence
from datetime import date

from tasks_db.register import putting_off
from tasks_db.register.answers import Later, Line, Refused
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import looks, models
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.own import own_assignment
from tasks_db.work.post import conversation, pending


@act(Right.ANSWER)
def put_off(ctx: Context, nonce: str, days: int) -> Later:
    """晚点再报: ask nothing about the tasks that wait under a nonce for some working days; no answer is recorded.

    Returns until when. Raises AnswerRefused for an old button; a task that can't be put off is named with its reason.
    """
    waiting = pending.held(ctx, nonce)
    loaded = Loaded(ctx.session)
    loaded.fetch_shares([held.line.assignment_id for held in waiting.held])
    quiet: list[tuple[str, date]] = []
    refused: list[Refused] = []
    for line in (held.line for held in waiting.held):
        try:
            found = own_assignment(ctx, loaded, line.assignment_id)
            owed, until = putting_off.put_off(found, line.due_id, days, ctx.calendar, ctx.now)
        except AnswerRefused as refusal:
            refused.append(Refused(line.printed, line.title, str(refusal)))
            continue
        row = ctx.session.get_one(models.Due, owed.id)
        row.put_off_at, row.put_off_until, row.put_offs = until.at, until.until, until.times
        ctx.session.add(row)
        look(ctx.session, ctx.today, looks.of_due(owed.id))
        ctx.note("晚点再报", "due", owed.id, task=found.task.id, unit=found.assignment.unit, until=str(until.until))
        quiet.append((found.task.title, until.until))
    conversation.let_go(ctx)
    return Later(tuple(quiet), tuple(refused))


@act(Right.ANSWER)
def take_back(ctx: Context, lines: Sequence[Line]) -> tuple[str, ...]:
    """晚点再报 taken back: the tasks of these lines that are put off are asked about again as if they never were.

    Returns their titles. Raises AnswerRefused where none is put off.
    """
    loaded = Loaded(ctx.session)
    loaded.fetch_shares([line.assignment_id for line in lines])
    titles: list[str] = []
    for line in lines:
        found = own_assignment(ctx, loaded, line.assignment_id)
        for due in found.assignment.dues:
            if due.put_off is None or due.put_off.until <= ctx.today:
                continue
            row = ctx.session.get_one(models.Due, due.id)
            row.put_off_at, row.put_off_until, row.put_offs = None, None, due.put_off.times - 1
            ctx.session.add(row)
            look(ctx.session, ctx.today, looks.of_due(due.id))
            ctx.note("撤回晚点再报", "due", due.id, task=found.task.id, unit=found.assignment.unit)
            titles.append(found.task.title)
    if not titles:
        raise AnswerRefused("没有推迟提醒的任务。要报进展，直接回复即可。")
    return tuple(dict.fromkeys(titles))
