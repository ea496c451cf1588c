"""What the office asks of its plans and of their tasks."""

from datetime import date

from config.clock import day_in_full, local_date
from tasks_db.register import handing_out, progress, states
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.authority import Right
from tasks_db.register.outcomes import Cancelling, Finished, HandingOut, Recalling
from tasks_db.register.overview import PlanLine, PlanStanding
from tasks_db.register.plan_marks import Marks
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import BarePlan, Task
from tasks_db.store import people, registers
from tasks_db.store import plans as rows
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.terms import GONE, PlanStage
from tasks_db.work import leaving, to_call
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox
from tasks_db.work.views.versions import follows

_BY_ID = "#"


@view(Right.PLAN)
def plans(ctx: Context, *, abolished: bool = False) -> tuple[PlanLine, ...]:
    """Return the plans in order of loading; those that are over or were removed only with ``abolished``."""
    shown = [row for row in rows.all_plans(ctx.session) if abolished or row.stage not in GONE]
    tasks = rows.count_live(ctx.session)
    return tuple(
        PlanLine(key(row.id), row.title, row.stage, tasks.get(key(row.id), 0), row.document_status == "draft")
        for row in shown
    )


@view(Right.PLAN)
def standing(ctx: Context, *, abolished: bool = False) -> tuple[PlanStanding, ...]:
    """Return the plans as ``plans`` does, each with what keeps it from 交办 and how many findings are open."""
    found = []
    for line in plans(ctx, abolished=abolished):
        waits = line.stage is PlanStage.LOADED
        stands_in_the_way = handing_out.blockers(rows.one_plan(ctx.session, line.id)) if waits else []
        row = rows.get(ctx.session, line.id)
        found.append(
            PlanStanding(
                line,
                local_date(row.loaded_at),
                local_date(row.dispatched_at) if row.dispatched_at is not None else None,
                tuple(stands_in_the_way),
                len(rows.findings_of(ctx.session, line.id)) if waits else 0,
            )
        )
    return tuple(found)


@view(Right.PLAN)
def before_handing_out(ctx: Context, plan_id: int) -> HandingOut:
    """Return what 交办 would begin (R17); raises PlanError where there is no such plan."""
    row = rows.get(ctx.session, plan_id)
    plan = rows.one_plan(ctx.session, plan_id)
    asked = handing_out.questions(plan, rows.members_on(ctx.session, ctx.today), ctx.today)
    opens = ctx.windows.next_open(ctx.now + handing_out.GRACE, ctx.calendar)
    seats = registers.seats(ctx.session)
    reached = {
        seat.unit
        for seat in seats
        if seat.meeting_id == row.meeting_id
        and seat.role in ASKED_ROLES
        and any(holder.reachable for holder in seat.holders_on(ctx.today))
    }
    unreached = tuple(unit for unit in asked if unit not in reached)
    before = follows(ctx, plan_id)
    asks_too = before is not None and rows.get(ctx.session, before.plan_id).stage is PlanStage.DISPATCHED
    count = sum(asked.values())
    return HandingOut(
        plan_id, plan.title, len(plan.live_tasks), len(asked), count, opens, unreached, before if asks_too else None
    )


@view(Right.PLAN)
def before_recalling(ctx: Context, plan_id: int) -> Recalling:
    """Return whom taking a plan back or ending it would reach (R17); raises PlanError where there is no such plan."""
    row = rows.get(ctx.session, plan_id)
    asked = sorted(outbox.aware(ctx.session, row, ctx.now))
    names = people.names(ctx.session, set(asked))
    return Recalling(plan_id, row.title, tuple(names[person_id] for person_id in asked))


@view(Right.PLAN)
def task(ctx: Context, task_id: int) -> tuple[BarePlan, Task]:
    """Return a task with its plan; raises PlanError where there is no such task."""
    return Loaded(ctx.session).of_task(task_id)


@view(Right.PLAN)
def task_by_number(ctx: Context, plan_id: int, number: str) -> int:
    """Return the id of the task that a plan calls by this number, or of "#12", the task with the id 12.

    A task that counts comes before a cancelled one and a candidate. Raises PlanError where the plan has no such
    task, or several.
    """
    rows.get(ctx.session, plan_id)
    wanted = rows.of_number(plan_id, number.removeprefix(_BY_ID), by_id=number.startswith(_BY_ID))
    found = [task for _, task in registers.tasks(ctx.session, wanted)]
    live = [t for t in found if t.is_live] or found
    if not live:
        raise PlanError(f"方案{plan_id}里没有编号为“{number}”的任务。运行 lianxi plan tasks {plan_id} 查看全部任务。")
    if len(live) > 1:
        listed = "、".join(f"{_BY_ID}{t.id}（{t.title}）" for t in live)
        raise PlanError(f"方案{plan_id}里编号为“{number}”的任务不止一个，请写其中一个：{listed}。")
    return live[0].id


@view(Right.PLAN)
def before_reopening(ctx: Context, task_id: int) -> Cancelling:
    """Return whom opening a closed task again would reach (R17).

    Raises PlanError where there is no such task, and where it is not closed.
    """
    _, task = Loaded(ctx.session).of_task(task_id)
    if not progress.is_closed(task, ctx.now):
        raise PlanError("这项任务没有办结，不用重开。")
    return Cancelling(task_id, task.seq, task.title, len(leaving.to_tell(ctx, task)))


@view(Right.PLAN)
def before_finishing(ctx: Context, task_id: int, day: date) -> Finished:
    """Return what putting down the day on which a task was done would do, and whom it would tell (R17).

    Raises PlanError for a day to come, and for a task that does not count.
    """
    plan, task = Loaded(ctx.session).of_task(task_id)
    if not task.is_live:
        raise PlanError("这项任务已取消或没有采纳，不能办结。")
    if day > ctx.today:
        raise PlanError(
            f"{day_in_full(day)}还没有到，不能作办结日期。"
            f"要改完成时限，请说“第{task.seq}项延到{day.month}月{day.day}日”。"
        )
    closed = states.closed_at(task, ctx.now)
    registered = local_date(closed) if closed is not None else None
    deadline = states.effective_deadline(plan, task)
    opens = closed is None
    return Finished(
        task_id,
        task.seq,
        task.title,
        day,
        registered,
        states.done_on(task, ctx.now) or registered,
        deadline,
        told=len(leaving.to_tell(ctx, task)) if opens and plan.asks else 0,
        silent=tuple(a.unit for a in progress.silent_units(task, ctx.now)) if opens and plan.asks else (),
    )


@view(Right.PLAN)
def before_cancelling(ctx: Context, task_id: int) -> Cancelling:
    """Return whom cancelling a task would reach (R17); raises PlanError where there is no such task."""
    plan, task = Loaded(ctx.session).of_task(task_id)
    lost = to_call.unreached(ctx, task.asked_assignments) if plan.asks else []
    told = len(leaving.of_ending(ctx, plan, task))
    return Cancelling(task_id, task.seq, task.title, told, tuple(share.unit for share in lost))


@view(Right.DECIDE)
def marks(ctx: Context, plan_id: int) -> Marks:
    """Return the number and the day of issue of a plan's paper; raises PlanError where there is no such plan."""
    plan = rows.get(ctx.session, plan_id)
    return Marks(plan.number, plan.issued_on)
