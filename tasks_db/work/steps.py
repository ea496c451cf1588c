"""Steps that several acts on plans take.

None of them is an act: nobody may call one but an act, which has asked for the right already (R14).
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from tasks_db.language.rounds import Round, name_of_round
from tasks_db.register import unit_names
from tasks_db.register.ended import CANCELLED
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Cycle
from tasks_db.store import cycles, models, plans
from tasks_db.store.keys import key
from tasks_db.store.units import registry
from tasks_db.terms import GONE, CheckpointKind, PlanStage, Role, UnitKind
from tasks_db.work.context import Context

PAST_DUE = "past_due"
"""What ``Task.review`` holds while the office has to say what becomes of a task that was over when it was loaded."""


def refuse_handed_out(plan: models.Plan) -> None:
    """Raise PlanError, with the next step, for a plan that can no longer be changed as a whole."""
    if plan.stage is PlanStage.TRIAL:
        raise PlanError("方案正在试运行，要改请先停止试运行。")
    if plan.stage is not PlanStage.LOADED:
        raise PlanError("方案已经交办，不能再整体调整。请先撤回交办，或对单项任务修改、豁免、取消。")


def open_plan(ctx: Context, plan_id: int) -> models.Plan:
    """Return the row of a plan that waits for 交办; raises PlanError where there is none, or it is handed out."""
    plan = plans.get(ctx.session, plan_id)
    refuse_handed_out(plan)
    return plan


def standing_plan(ctx: Context, plan_id: int) -> models.Plan:
    """Return the row of a plan that is not over; raises PlanError where there is none, or it has ended."""
    plan = plans.get(ctx.session, plan_id)
    if plan.stage in GONE | {PlanStage.CLOSED}:
        raise PlanError("这个方案已经结束或移除，不能再改。要改请先点“恢复方案”。")
    return plan


def registered(ctx: Context, plan: models.Plan) -> list[unit_names.Known]:
    """Return the units that a plan's names can mean."""
    return registry(ctx.session, plans.jurisdiction_of(ctx.session, plan))


def assign(
    ctx: Context, task: models.Task, role: Role, printed: str, order: int, known: Sequence[unit_names.Known]
) -> models.Assignment:
    """Give a task to a unit by its printed name, and return the new row.

    A group is not asked unit by unit unless the office says so; the first lead consolidates.
    """
    unit = unit_names.match(printed, known).unit
    group = unit_names.looks_like_group(printed)
    assignment = models.Assignment(
        task_id=key(task.id),
        unit_id=unit.id if unit else None,
        printed=printed,
        role=role,
        position=order,
        consolidates=role is Role.LEAD and order == 0 and not group,
        asked=not group,
    )
    ctx.session.add(assignment)
    return assignment


def write_units(
    ctx: Context, task: models.Task, role: Role, names: Sequence[str], known: Sequence[unit_names.Known]
) -> None:
    """Let exactly these printed names have a role; names may be unknown.

    Whoever stays keeps their reports, and whoever comes back has them again.
    """
    rows = plans.assignments_of(ctx.session, key(task.id))
    staying = {row.printed: row for row in rows if row.role is role}
    consolidated_elsewhere = any(row.consolidates and row.role is not role for row in rows)
    for order, name in enumerate(names):
        kept = staying.pop(name, None)
        if kept is not None:
            kept.position = order
            ctx.session.add(kept)
            continue
        if (back := had(ctx, task, role, name)) is not None:
            back.ended_at, back.position, back.asked = None, order, not unit_names.looks_like_group(name)
            ctx.session.add(back)
            continue
        row = assign(ctx, task, role, name, order, known)
        row.consolidates = row.consolidates and not consolidated_elsewhere
    for gone in staying.values():
        gone.ended_at, gone.consolidates = ctx.now, False
        ctx.session.add(gone)
    ctx.session.flush()
    _keep_one_consolidator(ctx, task)


def had(ctx: Context, task: models.Task, role: Role, name: str) -> models.Assignment | None:
    """Return the share that a unit had in this role under this name until it was given to others; the latest one."""
    ended = select(models.Assignment).where(
        models.Assignment.task_id == task.id,
        models.Assignment.role == role,
        models.Assignment.printed == name,
        col(models.Assignment.parent_id).is_(None),
        col(models.Assignment.ended_at).is_not(None),
    )
    return ctx.session.exec(ended.order_by(col(models.Assignment.id).desc())).first()


def _keep_one_consolidator(ctx: Context, task: models.Task) -> None:
    """The first lead consolidates where nobody does, and never two."""
    rows = plans.assignments_of(ctx.session, key(task.id))
    chosen = next((r for r in rows if r.consolidates), None) or next(
        (r for r in rows if r.role is Role.LEAD and not unit_names.looks_like_group(r.printed)), None
    )
    for row in rows:
        row.consolidates = row is chosen
        ctx.session.add(row)
    ctx.session.flush()


def write_deadline(
    ctx: Context, task: models.Task, day: date, *, basis: str = "office", ground: str = ""
) -> models.Checkpoint:
    """Give a task its deadline and return its row; an earlier one is kept beside it as the original date.

    A day that is past goes to review, as it would if the task were loaded with it (R8).
    """
    rows = plans.checkpoints_of(ctx.session, key(task.id))
    checkpoint = next((c for c in rows if c.kind is CheckpointKind.DEADLINE), None)
    before = checkpoint.day if checkpoint else None
    if checkpoint is None:
        checkpoint = models.Checkpoint(
            task_id=key(task.id), kind=CheckpointKind.DEADLINE, day=day, basis=basis, confirmed=True
        )
    elif checkpoint.day != day:
        original = checkpoint.original_day or checkpoint.day
        checkpoint.original_day = original if original != day else None  # it is back where it was
        checkpoint.day, checkpoint.basis, checkpoint.confirmed = day, basis, True
    task.standing = False
    task.review = PAST_DUE if day < ctx.today and task.closed_at is None else None
    ctx.session.add_all([checkpoint, task])
    ctx.session.flush()
    why = {"ground": ground} if ground else {}
    ctx.note("定时限", "task", task.id, before=str(before or ""), after=str(day), basis=basis, **why)
    return checkpoint


def write_cycles(ctx: Context, task: models.Task, chosen: Sequence[Round]) -> None:
    """Let a task report in rounds. Rounds of the cycle before that nobody has been asked for yet are taken back."""
    before = [name_of_round(cycles.value(stored).round) for stored in task.cycles]
    task.cycles = [cycles.row(Cycle(one)) for one in chosen]
    ctx.session.add(task)
    take_back_rounds(ctx, task)
    ctx.session.flush()
    after = "、".join(map(name_of_round, chosen))
    ctx.note("定报送周期", "task", task.id, before="、".join(dict.fromkeys(before)), after=after)


def take_back_rounds(ctx: Context, task: models.Task) -> None:
    """Take out what was laid out ahead: a round that was asked for, chased or answered stays as it is."""
    for checkpoint in plans.checkpoints_of(ctx.session, key(task.id)):
        if checkpoint.kind is not CheckpointKind.ROUND or checkpoint.basis != "cycle" or checkpoint.day <= ctx.today:
            continue
        dues = ctx.session.exec(select(models.Due).where(models.Due.checkpoint_id == checkpoint.id)).all()
        if not _is_used(ctx, key(checkpoint.id), [key(due.id) for due in dues]):
            for due in dues:
                ctx.session.delete(due)
            ctx.session.flush()
            ctx.session.delete(checkpoint)


def _is_used(ctx: Context, checkpoint_id: int, due_ids: Sequence[int]) -> bool:
    questions = (
        select(models.Report.id).where(models.Report.checkpoint_id == checkpoint_id),
        select(models.Ask.id).where(col(models.Ask.due_id).in_(due_ids)),
        select(models.Chase.id).where(col(models.Chase.due_id).in_(due_ids)),
    )
    return any(ctx.session.exec(question.limit(1)).first() is not None for question in questions)


def single_unit(name: str, known: Sequence[unit_names.Known], why_not: str) -> unit_names.Known:
    """Return the one unit that a name means; raises PlanError for a group and for a name that nobody knows."""
    unit = unit_names.match(name, known).unit
    if unit is None or unit.kind is UnitKind.GROUP:
        raise PlanError(f"“{name}”不是单位库里的单个单位，{why_not}。")
    return unit


def cancel(ctx: Context, task: models.Task, ground: str) -> None:
    """Let a task no longer count, without telling anybody; raises PlanError where it is cancelled already."""
    if task.cancelled_at is not None:
        raise PlanError("这项任务已经取消了。")
    task.cancelled_at = ctx.now
    ctx.session.add(task)
    ctx.note(CANCELLED, "task", task.id, reason=ground)
