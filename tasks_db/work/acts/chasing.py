"""催一催: an ask that a person orders beside the ladder."""

from collections.abc import Sequence
from datetime import datetime

from tasks_db.language.questions import NO_FILTERS, Filters, QuestionKind
from tasks_db.register import authority, chasing, queries
from tasks_db.register.authority import Right
from tasks_db.register.chasing import Chased, Unchased
from tasks_db.register.reading import Reading
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import OpenLine
from tasks_db.store import candidates, registers
from tasks_db.work.chase_foreseen import foreseen
from tasks_db.work.context import Context, act
from tasks_db.work.post import chases


@act(Right.COORDINATE)
def chase(ctx: Context, task_id: int, by: str | None = None) -> Chased:
    """Ask the units of a task that have not reported once more, each in its next bundle.

    ``by`` is the office's person in whose name that is done, for whoever has no name here. Returns when each is
    asked, and who cannot be reached. Raises AnswerRefused for whoever neither leads the task nor acts for the office,
    and for a plan that is not handed out; PeopleError where it is not clear in whose name it is done.
    """
    part, ahead = foreseen(ctx, task_id)
    person_id, chased = authority.in_whose_name(ctx.who, part.seats, ctx.today, by), ahead.chased
    for one in chased.new:
        chases.chase(ctx.session, one.due_id, person_id, one.day, one.at)
    ctx.note("催办", "task", task_id, units=list(chased.silent))
    return chased


@act(Right.COORDINATE)
def chase_owing(
    ctx: Context,
    unit_ids: Sequence[int],
    task_ids: Sequence[int],
    by: str | None = None,
    *,
    listed: QuestionKind | None = None,
    filters: Filters = NO_FILTERS,
) -> Chased:
    """Ask units once more for what they owe by now, each in its next bundle; empty sequences let all pass.

    With ``listed``, 逾期任务 or 未报送单位, everybody is asked who stands in that list as ``filters`` narrow it, for
    what they stand there with and nothing else. Whoever leads may chase for the tasks that their unit leads, the
    office for all. ``by`` is the office's person in whose name that is done. Raises AnswerRefused where nothing is
    owed, PeopleError where it is not clear in whose name it is done.
    """
    if listed is None:
        part = registers.part(ctx.session, candidates.owed_by(unit_ids, task_ids), every_seat=True)
        return _chase(ctx, part, chasing.owing(part, ctx.now, unit_ids, task_ids), by)
    which = candidates.of_question(listed, filters, queries.EVERYTHING, ctx.today)
    part = registers.part(ctx.session, which, every_seat=True)
    return _chase(ctx, part, chasing.listed(part, listed, filters, ctx.now), by)


@act(Right.COORDINATE)
def take_back(ctx: Context, at: datetime) -> Unchased:
    """Take back what the caller ordered to be chased at one moment, as far as no bundle has asked for it yet.

    Returns the units that are not asked by it any more, and those that were. Raises AnswerRefused where nothing of
    it is kept.
    """
    found = _unchased(ctx, chases.ordered_at(ctx.session, ctx.me.person_id, at))
    if not (found.stopped or found.left):
        raise AnswerRefused("这次催办没有可撤回的：单位当天已经有提醒，没有另外再催。")
    return found


@act(Right.REVIEW)
def take_back_of(ctx: Context, unit_ids: Sequence[int]) -> Unchased:
    """Take back all that was ordered to be chased of some units for today or later, as far as no bundle asked for it.

    Returns the units that are not asked by it any more, and those that were; neither where nothing was ordered.
    """
    return _unchased(ctx, chases.ordered_of(ctx.session, unit_ids, ctx.today))


def _unchased(ctx: Context, ordered: Sequence[chases.Ordered]) -> Unchased:
    stopped: list[str] = []
    left: list[str] = []
    for due_id, unit, gone in chases.unchase(ctx.session, ordered, ctx.now):
        (left if gone else stopped).append(unit)
        if not gone:
            ctx.note("撤回催办", "due", due_id, unit=unit)
    return Unchased(tuple(dict.fromkeys(stopped)), tuple(dict.fromkeys(left)))


def _chase(ctx: Context, part: Reading, found: Sequence[OpenLine], by: str | None) -> Chased:
    lines = [line for line in found if authority.is_office(ctx.who) or authority.leads(ctx.who, line.task)]
    if not lines:
        raise AnswerRefused("到期应报的都报了，现在没有可催的。")
    person_id = authority.in_whose_name(ctx.who, part.seats, ctx.today, by)
    chased = chasing.chase_lines(part, lines, ctx.calendar, ctx.windows, ctx.now)
    for one in chased.new:
        chases.chase(ctx.session, one.due_id, person_id, one.day, one.at)
    held = {one.assignment_id for one in chased.put_off}
    asked = [line for line in lines if line.assignment.id not in held]
    for task_id in dict.fromkeys(line.task.id for line in asked):
        units = [line.assignment.unit for line in asked if line.task.id == task_id]
        ctx.note("催办", "task", task_id, units=list(dict.fromkeys(units)))
    return chased
