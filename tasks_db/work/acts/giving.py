"""What the office hands down without a document: tasks by hand (领导交办), and notices to be signed for (通知)."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from tasks_db.register import codes, giving
from tasks_db.register.authority import Right
from tasks_db.register.giving import GivenTask, HandedTask, Sending, Signed
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, people
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.terms import PlanStage, Role
from tasks_db.work import owing, shares, steps
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox
from tasks_db.work.views import giving as views

SIGN = "sn"
"""The name of the button under a notice."""
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
        leaders=[],
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
    ctx.note("领导交办", "task", task.id, ground=given.ground, units=list(given.units))
    return GivenTask(key(task.id), codes.code(key(plan.id), task.seq), title, given.units, given.day)


@act(Right.PLAN)
def send_circular(ctx: Context, whom: str, text: str) -> Sending:
    """Send a notice to the liaisons of all units, or of a group's (``whom``), each of whom signs for it.

    Raises PlanError for no words, an unknown group, and where nobody can be reached.
    """
    if not text.strip():
        raise PlanError("请写通知的内容，例如：通知全体：周五前报送年度总结。")
    found = views.before_sending(ctx, whom)
    if not found.people:
        raise PlanError("没有可以通知的联络员：都还没有绑定。请先邀请：/seats")
    meeting_id = key(people.the_meeting(ctx.session).id)
    circular = models.Circular(meeting_id=meeting_id, at=ctx.now, text=text.strip(), whom=found.whom)
    ctx.session.add(circular)
    ctx.session.flush()
    button = ((("签收", SIGN, (key(circular.id),)),),)
    told: set[int] = set()
    for person_id, unit_id in views.readers_of(ctx, whom):
        ctx.session.add(models.CircularReader(circular_id=key(circular.id), person_id=person_id, unit_id=unit_id))
        if person_id not in told:
            outbox.tell(ctx.session, person_id, f"通知（办公室）：\n{circular.text}", ctx.now, button)
            told.add(person_id)
    ctx.session.flush()
    ctx.note("发通知", "circular", circular.id, whom=found.whom, people=found.people)
    return found


@act(Right.ASK)
def sign(ctx: Context, circular_id: int) -> Signed:
    """签收 a notice for whoever asks, and return it with for how many units; a second time changes nothing.

    Raises PlanError for a notice that was not sent to them.
    """
    mine = select(models.CircularReader).where(models.CircularReader.person_id == ctx.me.person_id)
    rows = ctx.session.exec(mine.where(models.CircularReader.circular_id == min(circular_id, MAX_KEY))).all()
    if not rows:
        raise PlanError("这条通知不是发给您的。")
    for row in rows:
        row.read_at = row.read_at or ctx.now
        ctx.session.add(row)
    ctx.session.flush()
    ctx.note("签收通知", "circular", circular_id)
    return Signed(ctx.session.get_one(models.Circular, circular_id).text, len(rows))


@act(Right.PLAN)
def remind_readers(ctx: Context, circular_id: int) -> tuple[str, ...]:
    """Send a notice once more to whoever has not signed for it; returns their names. Raises PlanError for nobody."""
    line = views.circular(ctx, circular_id)
    rows = ctx.session.exec(
        select(models.CircularReader).where(
            models.CircularReader.circular_id == circular_id, col(models.CircularReader.read_at).is_(None)
        )
    ).all()
    if not rows:
        raise PlanError("都已签收，不用再催。")
    for person_id in dict.fromkeys(row.person_id for row in rows):
        button = ((("签收", SIGN, (circular_id,)),),)
        outbox.tell(ctx.session, person_id, f"请签收通知（办公室）：\n{line.text}", ctx.now, button)
    ctx.note("催签收", "circular", circular_id, people=len(rows))
    return tuple(dict.fromkeys(one.person for one in line.silent))
