"""晚点再报: a unit asks to be asked later; nothing is recorded as an answer (R7)."""

from collections.abc import Sequence
from datetime import date

from config.clock import local_date, local_instant
from tasks_db.register import put_off_record, putting_off
from tasks_db.register.answers import Assigned, Later, Line, Refused
from tasks_db.register.authority import Right
from tasks_db.register.notice import NoticeText
from tasks_db.register.putting_off import Postponed, PutOffDone, in_force
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Due, PutOff
from tasks_db.store import looks, models
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
def put_off_for(
    ctx: Context, assignment_ids: Sequence[int], until: date, why: str = "", since: date | None = None
) -> PutOffDone:
    """缓催: ask nothing of some units' shares until a day, for a reason; the units are told, and it is no answer.

    It begins at once or on ``since``. On that day they are asked again.

    Raises AnswerRefused where nothing is owed, and for a day that is not to come.
    """
    loaded = Loaded(ctx.session)
    loaded.fetch_shares(assignment_ids)
    shares = [loaded.assigned(one) for one in assignment_ids]
    done = tuple(putting_off.postponed(found, until, ctx.calendar, ctx.now, since) for found in shares)
    for found, one in zip(shares, done, strict=True):
        for due in (due for due in found.assignment.dues if due.id in one.due_ids):
            begins = local_instant(one.since) if one.since is not None else ctx.now
            _keep(ctx, found, due, PutOff(begins, one.until, by_office=True, why=why))
    return PutOffDone(done, why, _tell(ctx, shares, "{since}推迟到{day}再报，在那以前不再提醒", done))


@act(Right.REVIEW)
def ask_again_for(ctx: Context, assignment_ids: Sequence[int]) -> PutOffDone:
    """Let units be asked again about some shares as if nothing had been put off; they are told.

    Raises AnswerRefused where nothing is put off.
    """
    loaded = Loaded(ctx.session)
    loaded.fetch_shares(assignment_ids)
    held = [(found, line) for found in map(loaded.assigned, assignment_ids) if (line := in_force(found, ctx.today))]
    for found, _ in held:
        for due in found.assignment.dues:
            if due.put_off is not None and due.put_off.until > ctx.today:
                row = ctx.session.get_one(models.Due, due.id)
                row.put_off_at, row.put_off_until, row.put_off_by_office, row.put_off_why = None, None, False, ""
                ctx.session.add(row)
                look(ctx.session, ctx.today, looks.of_due(due.id))
                ctx.note(put_off_record.RESUMED, "due", due.id, task=found.task.id, unit=found.assignment.unit)
    if not held:
        raise AnswerRefused("没有推迟提醒的，照常催报。")
    done = tuple(
        Postponed(line.assignment_id, line.unit, line.code, line.title, line.until, line.until, ())
        for _, line in held
    )
    return PutOffDone(done, "", _tell(ctx, [found for found, _ in held], "照常提醒", done))


def _keep(ctx: Context, found: Assigned, owed: Due, put: PutOff) -> None:
    row = ctx.session.get_one(models.Due, owed.id)
    row.put_off_at, row.put_off_until, row.put_offs = put.at, put.until, owed.put_offs + (not put.by_office)
    row.put_off_by_office, row.put_off_why = put.by_office, put.why
    ctx.session.add(row)
    look(ctx.session, ctx.today, looks.of_due(owed.id))
    told = {"until": str(put.until), **({"why": put.why} if put.why else {})}
    told |= {"since": str(local_date(put.at))} if put.at > ctx.now else {}
    action = put_off_record.BY_OFFICE if put.by_office else put_off_record.BY_UNIT
    ctx.note(action, "due", owed.id, task=found.task.id, unit=found.assignment.unit, **told)


def _tell(ctx: Context, shares: Sequence[Assigned], what: str, done: Sequence[Postponed]) -> int:
    """Tell who speaks for each unit, once, of all its shares; return how many people there are."""
    told = 0
    for unit_id in dict.fromkeys(found.assignment.unit_id for found in shares):
        own = [(f, one) for f, one in zip(shares, done, strict=True) if f.assignment.unit_id == unit_id]
        if unit_id is not None:
            until = own[0][1].until
            titles = "、".join(f"“{one.title}”" for _, one in own)
            since = own[0][1].since
            begins = f"从{since.month}月{since.day}日起" if since is not None else ""
            said = what.format(day=f"{until.month}月{until.day}日", since=begins)
            text = NoticeText(f"{titles}{said}（联席会议办公室）。")
            told += lettering.tell(ctx, own[0][0].plan.meeting_id, unit_id, text)
    return told


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
            row.put_off_at, row.put_off_until = None, None
            row.put_offs = due.put_offs - (not due.put_off.by_office)
            ctx.session.add(row)
            look(ctx.session, ctx.today, looks.of_due(due.id))
            ctx.note(put_off_record.TAKEN_BACK, "due", due.id, task=found.task.id, unit=found.assignment.unit)
            titles.append(found.task.title)
    if not titles:
        raise AnswerRefused("没有推迟提醒的任务。要报进展，直接回复即可。")
    return tuple(dict.fromkeys(titles))
