"""What a chase of one task would do, before it is ordered and when it is."""

from tasks_db.register import authority, chasing, codes, progress
from tasks_db.register.chasing import ChaseAhead
from tasks_db.register.reading import Reading
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import plans, registers
from tasks_db.store.keys import key
from tasks_db.work.context import Context


def foreseen(ctx: Context, task_id: int) -> tuple[Reading, ChaseAhead]:
    """Return what is read for a chase of a task, and what it does.

    Raises AnswerRefused for whoever neither leads the task nor acts for the office, and for a plan that is not handed
    out.
    """
    part = registers.part(ctx.session, [key(plans.task_by_id(ctx.session, task_id).id)], every_seat=True)
    ((plan, task),) = part.held
    authority.require_coordination(ctx.who, task)
    if not plan.asks:
        raise AnswerRefused("这个方案没有交办，不能催办。请先交办，各单位的反馈日期到了会自动提醒。")
    chased = chasing.chase(part, plan, task, ctx.calendar, ctx.windows, ctx.now)
    whole = next(
        (one.unit for one in task.asked_assignments if one.consolidates and not progress.has_reported(one, ctx.now)),
        "",
    )
    return part, ChaseAhead(task_id, codes.of(task), task.title, chased, "" if whole in chased.silent else whole)
