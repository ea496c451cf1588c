"""领导交办: what the office hands down without a document, as tasks of a plan of their own."""

from collections.abc import Sequence

from sqlmodel import func, select

from tasks_db.register import codes, giving
from tasks_db.register.authority import Right
from tasks_db.register.giving import GivenTask, HandedTask
from tasks_db.register.refusals import PlanError
from tasks_db.store import audit, looks, models, people
from tasks_db.store.keys import key
from tasks_db.store.plans import task_by_id
from tasks_db.terms import PlanStage, Role
from tasks_db.work import owing, shares, steps
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.views import giving as views

_TITLE = 24


@act(Right.PLAN)
def give_tasks(ctx: Context, tasks: Sequence[HandedTask]) -> tuple[GivenTask, ...]:
    """Give tasks by hand: all of them, or none. They stand in one plan, 领导交办事项, and are asked from now on.

    Raises PlanError that names every task with a unit that the registry does not know, a past day or no words.
    """
    known = views.registered(ctx)
    faults = [fault for number, task in enumerate(tasks, 1) for fault in views.faults(ctx, known, number, task)]
    if faults or not tasks:
        raise PlanError("没有交办：\n" + "\n".join(faults or ["没有写任何事项。"]))
    plan = _plan(ctx)
    given = tuple(_give(ctx, plan, task) for task in tasks)
    look(ctx.session, ctx.today, looks.of_task(*(one.task_id for one in given)))
    return given


@act(Right.PLAN)
def set_ground(ctx: Context, task_id: int, ground: str) -> tuple[str, str]:
    """Put down on which ground (依据) a task was given by hand; return the ground before and now.

    Nobody is told; papers and messages name it from now on. Raises PlanError for a task of a document, whose ground
    is its plan, and where no ground is written.
    """
    task = task_by_id(ctx.session, task_id)
    plan = steps.standing_plan(ctx, task.plan_id)
    if plan.title != giving.PLAN_TITLE:
        raise PlanError(
            f"“{task.title}”来自《{plan.title}》，依据就是这份文件，没有改动。"
            f"改时限的依据请和时限一起说，例如：第{task.seq}项延到1月31日，依据：县政府会议决定。"
        )
    if not ground.strip():
        raise PlanError("请写依据是什么，例如：3-2的依据改为县政府常务会议纪要第5期。")
    before, task.source_place = task.source_place, ground.strip()
    ctx.session.add(task)
    ctx.note(giving.GROUND, "task", task_id, before=before, after=task.source_place)
    return before, task.source_place


def _plan(ctx: Context) -> models.Plan:
    """The plan of what leaders hand down, made with the first of it."""
    meeting_id = key(people.the_meeting(ctx.session).id)
    found = ctx.session.exec(
        select(models.Plan).where(
            models.Plan.meeting_id == meeting_id,
            models.Plan.title == giving.PLAN_TITLE,
            models.Plan.stage == PlanStage.DISPATCHED,
        )
    ).first()
    if found is not None:
        return found
    plan = models.Plan(
        meeting_id=meeting_id,
        title=giving.PLAN_TITLE,
        document_status="issued",
        stage=PlanStage.DISPATCHED,
        loaded_at=ctx.now,
        dispatched_at=ctx.now,
        file_name="",
        file_hash=f"given:{ctx.now.isoformat()}",
    )
    ctx.session.add(plan)
    ctx.session.flush()
    ctx.note("设领导交办事项", "plan", plan.id)
    return plan


def _give(ctx: Context, plan: models.Plan, given: HandedTask) -> GivenTask:
    known = steps.registered(ctx, plan)
    count = ctx.session.exec(
        select(func.count()).select_from(models.Task).where(models.Task.plan_id == plan.id)
    ).one()
    title = given.text if len(given.text) <= _TITLE else f"{given.text[: _TITLE - 1]}…"
    task = models.Task(
        plan_id=key(plan.id),
        position=count,
        seq=str(count + 1),
        title=title,
        content=given.text,
        leaders=list(given.leaders),
        source_place=given.ground,
        source_quote=given.text,
    )
    ctx.session.add(task)
    ctx.session.flush()
    for order, name in enumerate(given.units):
        steps.assign(ctx, task, Role.LEAD if order == 0 else Role.RESPONSIBLE, name, order, known).asked = True
    steps.write_deadline(ctx, task, given.day, ground=given.ground)
    ctx.session.flush()
    _, value = views.of_task(ctx, key(task.id))
    shares.renew(ctx, value)
    owing.lay_out_tasks(ctx, [key(task.id)])
    ctx.note(audit.GIVEN, "task", task.id, ground=given.ground, units=list(given.units))
    return GivenTask(key(task.id), codes.code(key(plan.id), task.seq), title, given.units, given.day)
