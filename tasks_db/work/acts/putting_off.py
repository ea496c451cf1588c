"""晚点再报: a unit asks to be asked later; nothing is recorded as an answer (R7)."""

from datetime import date

from tasks_db.register import putting_off
from tasks_db.register.answers import Later, Refused
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
