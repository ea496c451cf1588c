"""晚点再报: a unit asks to be asked later; nothing is recorded as an answer (R7)."""

from collections.abc import Sequence
from datetime import date

from tasks_db.register import putting_off
from tasks_db.register.answers import Assigned, Later, Line, PutOffFor, Refused, find_asked
from tasks_db.register.authority import Right
from tasks_db.register.notice import NoticeText
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Due, PutOff
from tasks_db.store import looks, models, plans, registers
from tasks_db.store.reports import Loaded
from tasks_db.work import lettering
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
        _keep(ctx, found, owed, until)
        quiet.append((found.task.title, until.until))
    conversation.let_go(ctx)
    return Later(tuple(quiet), tuple(refused))


@act(Right.REVIEW)
def put_off_for(ctx: Context, unit: str, seq: str, until: date) -> PutOffFor:
    """晚点再报 in the office's name: ask nothing of a unit about one task until a day; the unit is told.

    Nothing is recorded as an answer. Raises AnswerRefused where unit and number name no task or several, where
    nothing is owed, and for a day after the unit's own.
    """
    part = registers.part(ctx.session, plans.of_seq(seq), every_seat=True)
    found = find_asked(part, unit, seq)
    owed, put = putting_off.put_off_until(found, until, ctx.calendar, ctx.now)
    _keep(ctx, found, owed, put)
    day = f"{put.until.month}月{put.until.day}日"
    told = _tell(ctx, found, f"“{found.task.title}”推迟到{day}再报，在那以前不再提醒（联席会议办公室）。")
    return PutOffFor(found.assignment.id, found.assignment.unit, found.task.title, put.until, told)


@act(Right.REVIEW)
def ask_again_for(ctx: Context, assignment_id: int) -> PutOffFor:
    """Take 晚点再报 in the office's name back: the unit is asked as if it never was, and told.

    Raises AnswerRefused where nothing is put off.
    """
    found = Loaded(ctx.session).assigned(assignment_id)
    for due in found.assignment.dues:
        if due.put_off is not None and due.put_off.until > ctx.today:
            row = ctx.session.get_one(models.Due, due.id)
            row.put_off_at, row.put_off_until = None, None
            ctx.session.add(row)
            look(ctx.session, ctx.today, looks.of_due(due.id))
            ctx.note("撤回晚点再报", "due", due.id, task=found.task.id, unit=found.assignment.unit)
            told = _tell(ctx, found, f"“{found.task.title}”照常提醒（联席会议办公室）。")
            return PutOffFor(assignment_id, found.assignment.unit, found.task.title, due.put_off.until, told)
    raise AnswerRefused("没有推迟提醒的，照常催报。")


def _keep(ctx: Context, found: Assigned, owed: Due, put: PutOff) -> None:
    row = ctx.session.get_one(models.Due, owed.id)
    row.put_off_at, row.put_off_until, row.put_offs = put.at, put.until, put.times
    ctx.session.add(row)
    look(ctx.session, ctx.today, looks.of_due(owed.id))
    ctx.note("晚点再报", "due", owed.id, task=found.task.id, unit=found.assignment.unit, until=str(put.until))


def _tell(ctx: Context, found: Assigned, text: str) -> int:
    """Tell who speaks for the unit of a share; return how many there are."""
    unit_id = found.assignment.unit_id
    return lettering.tell(ctx, found.plan.meeting_id, unit_id, NoticeText(text)) if unit_id is not None else 0


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
