"""Changing one task, before 交办 and after it: its dates, who owes it, whether it counts. What was changed is kept.

In a plan that is handed out, whoever is new is asked from now on and whoever left is not; reports of those who stay
stand.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from config.clock import day_in_full, local_date
from tasks_db.register import exemptions, progress, unit_names
from tasks_db.register.authority import Right
from tasks_db.register.office_words import cycles_of
from tasks_db.register.outcomes import Ending, Exempted, Moved, Reopened
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, plans
from tasks_db.store.keys import key
from tasks_db.store.plans import task_by_id
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, CheckpointKind, PlanStage, ReportStatus, Role
from tasks_db.work import leaving, owing, shares, steps, to_call
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox
from tasks_db.work.views import tasks


@act(Right.PLAN)
def move_deadline(ctx: Context, task_id: int, day: date, ground: str = "") -> Moved:
    """Give a task another deadline; its dues follow, and the ladder starts from the new date.

    Whoever was asked of it is told, with the ground (依据). Raises PlanError for a day that is past.
    """
    task = task_by_id(ctx.session, task_id)
    before = _move(ctx, task, day, ground.strip())
    asks = plans.get(ctx.session, task.plan_id).stage is PlanStage.DISPATCHED
    told = outbox.people_asked(ctx.session, task_id=task_id) if asks and before != day else []
    was = f"（原{day_in_full(before)}）" if before is not None else ""
    text = f"“{task.title}”的完成时限改为{day_in_full(day)}{was}。依据：{ground.strip() or '办公室调整'}"
    for person_id in told:
        outbox.tell(ctx.session, person_id, text, ctx.now)
    _, value = Loaded(ctx.session).of_task(task_id)
    by_phone = to_call.wait(ctx, value.asked_assignments if asks and before != day else (), text)
    closed = task_id if progress.is_closed(value, ctx.now) else None
    return Moved(task.title, before, day, len(told), by_phone, closed)


@act(Right.PLAN)
def move_deadlines(ctx: Context, task_ids: Sequence[int], day: date, ground: str) -> tuple[Moved, ...]:
    """Give several tasks one deadline, all of them or none; raises PlanError as ``move_deadline`` does."""
    return tuple(move_deadline(ctx, task_id, day, ground) for task_id in task_ids)


def _move(ctx: Context, task: models.Task, day: date, ground: str) -> date | None:
    """Write another deadline with all that follows from it, and return the one before; nobody is told."""
    if day < ctx.today:
        raise PlanError(f"{day_in_full(day)}已经过去。已经做完的任务请用“已完成”，或写一个今后的日期。")
    points = plans.checkpoints_of(ctx.session, key(task.id))
    before = next((c.day for c in points if c.kind is CheckpointKind.DEADLINE), None)
    checkpoint = steps.write_deadline(ctx, task, day, ground=ground)
    _lay_out_again(ctx, task)
    owing.move_dues(ctx, checkpoint)
    return before


def _lay_out_again(ctx: Context, task: models.Task) -> None:
    """Write what a changed task owes now, where its plan is handed out."""
    plan, value = Loaded(ctx.session).of_task(key(task.id))
    if plan.asks:
        shares.renew(ctx, value)
        owing.lay_out_tasks(ctx, [value.id])
        look(ctx.session, ctx.today, looks.of_task(value.id))


@act(Right.PLAN)
def set_units(
    ctx: Context, task_id: int, role: Role, names: Sequence[str], *, tell: bool = True, ground: str = ""
) -> tuple[str, ...]:
    """Replace the units of one role. The first lead consolidates unless another does already.

    Units that leave, lead from now on, or have another lead hear of it, unless the caller tells them (``tell``);
    a new responsible one with its next bundle. What a unit that leaves objected is met by that.
    Returns the units that nobody could be told for. Raises PlanError that names every unit that the registry does
    not know.
    """
    task = task_by_id(ctx.session, task_id)
    known = steps.registered(ctx, plans.get(ctx.session, task.plan_id))
    unknown = [name for name in names if unit_names.match(name, known).unit is None]
    if unknown:
        like = unit_names.meant(unknown[0], known)
        raise PlanError(
            f"单位库里没有“{'、'.join(unknown)}”。{like}请核对名称；"
            "新单位请先发表格登记（CSV 或 XLSX，第一行写“单位”）。"
        )
    _, was = Loaded(ctx.session).of_task(task_id)
    before = [r.printed for r in plans.assignments_of(ctx.session, task_id) if r.role is role]
    steps.write_units(ctx, task, role, names, known)
    ctx.note(f"改{role.zh}单位", "task", task_id, before=before, after=list(names), **_why(ground))
    _lay_out_again(ctx, task)
    owing.turn_days(ctx, was)
    return leaving.tell_of_units(ctx, was, ground=ground) if tell else ()


def _why(ground: str) -> dict[str, str]:
    return {"ground": ground} if ground else {}


@act(Right.PLAN)
def set_leaders(ctx: Context, task_id: int, names: Sequence[str], ground: str = "") -> None:
    """Name the leaders (责任领导) of a task; the ``ground`` stands in the trail."""
    task = task_by_id(ctx.session, task_id)
    before, task.leaders = task.leaders, list(names)
    ctx.session.add(task)
    ctx.note("改责任领导", "task", task_id, before=before, after=list(names), **_why(ground))


@act(Right.PLAN)
def set_cycle(ctx: Context, task_id: int, every: str) -> None:
    """Let a task report in rounds; ``every`` names the cycle: 每月25日前, 每季度, 季度 or quarter.

    Raises PlanError that says which cycles can be kept.
    """
    chosen = cycles_of(every)
    task = task_by_id(ctx.session, task_id)
    steps.write_cycles(ctx, task, chosen)
    _lay_out_again(ctx, task)


@act(Right.PLAN)
def consolidate(ctx: Context, task_id: int, unit_name: str | None) -> None:
    """Name the unit that consolidates a task; None takes the first one listed that is not a group.

    A unit that has no part in the task yet is added as a responsible one. Raises PlanError where the name means no
    single unit of the registry, or only groups are listed.
    """
    task = task_by_id(ctx.session, task_id)
    _, was = Loaded(ctx.session).of_task(task_id)
    rows = plans.assignments_of(ctx.session, task_id)
    before = next((row.printed for row in rows if row.consolidates), "")
    if unit_name is None:
        chosen = next((r for r in rows if not unit_names.looks_like_group(r.printed)), None)
        if chosen is None:
            raise PlanError(f"第{task.seq}项任务只有集合单位，请指定一个汇总单位，或选“逐家问”。")
    else:
        known = steps.registered(ctx, plans.get(ctx.session, task.plan_id))
        unit = steps.single_unit(unit_name, known, "不能汇总")
        chosen = next((r for r in rows if r.unit_id == unit.id), None)
        if chosen is None:
            chosen = steps.assign(ctx, task, Role.RESPONSIBLE, unit.name, len(rows), known)
            chosen.by_office = True
    for row in rows:
        row.consolidates = False
        ctx.session.add(row)
    chosen.consolidates, chosen.asked = True, True
    ctx.session.add(chosen)
    ctx.session.flush()
    ctx.note("定汇总单位", "task", task_id, before=before, after=chosen.printed)
    _lay_out_again(ctx, task)
    owing.turn_days(ctx, was)


@act(Right.PLAN)
def ask_mode(ctx: Context, task_id: int, *, each: bool) -> None:
    """逐家问 asks every unit, members of groups included; 只问牵头 asks the leads and whoever consolidates.

    Once the plan is handed out, more units can be asked and none fewer: PlanError then says that whoever is not to
    be asked any more is exempted.
    """
    task = task_by_id(ctx.session, task_id)
    if not each:
        steps.open_plan(ctx, task.plan_id)
    steps.standing_plan(ctx, task.plan_id)
    rows = plans.assignments_of(ctx.session, task_id)
    before = [row.printed for row in rows if row.asked]
    for row in rows:
        row.asked = each or row.consolidates or row.role is Role.LEAD
        ctx.session.add(row)
    ctx.session.flush()
    after = [row.printed for row in rows if row.asked]
    ctx.note("逐家问" if each else "只问牵头", "task", task_id, before=before, after=after)
    _lay_out_again(ctx, task)


@act(Right.PLAN)
def exempt(ctx: Context, task_id: int, unit_name: str, reason: str) -> Exempted:
    """豁免: a unit owes nothing more for a task, for a stated reason, and is told so; a group stands for its members.

    Raises PlanError where the reason is missing, or the unit owes nothing for the task.
    """
    if not reason.strip():
        raise PlanError("豁免要有理由。请点“豁免单位”，再回复“单位 理由”。")
    _, task = Loaded(ctx.session).of_task(task_id)
    assignments = tasks.whom_to_exempt(ctx, task_id, unit_name)
    ids = [a.id for a in assignments]
    dues = ctx.session.exec(
        select(models.Due).where(col(models.Due.assignment_id).in_(ids), col(models.Due.exempted_at).is_(None))
    ).all()
    if not dues:
        raise PlanError(f"“{unit_name}”在这项任务里没有要报的，不用豁免。")
    for due in dues:
        due.exempted_at, due.exempted_reason = ctx.now, reason
        ctx.session.add(due)
    look(ctx.session, ctx.today, looks.of_task(task_id))
    ctx.note("豁免", "task", task_id, unit=unit_name, reason=reason)
    told = leaving.speakers(ctx, assignments)
    for person_id in told:
        outbox.tell(ctx.session, person_id, f"“{task.title}”不用再报了：办公室已豁免，理由：{reason}", ctx.now)
    return Exempted(task.title, unit_name, reason, len(dues), len(told))


@act(Right.PLAN)
def end_exemption(ctx: Context, task_id: int, unit_name: str) -> Exempted:
    """取消豁免: a unit owes again what it was exempted from, and is told so; a group stands for its members.

    What fell due meanwhile stays exempt, since nobody asked for it (R15); a deadline is owed again, the unit's own
    day being no earlier than after the working days of a collection. Raises PlanError where no exemption holds.
    """
    _, task = Loaded(ctx.session).of_task(task_id)
    assignments = exemptions.of_unit(task, unit_name)
    freed = [due for a in assignments for due in a.dues if due.exempted_at is not None]
    if not freed:
        raise PlanError(f"“{unit_name}”在这项任务里没有豁免，不用取消。")
    back = [due for due in freed if not exemptions.came_and_went(due, ctx.today)]
    reason = next((due.exempted_reason for due in freed if due.exempted_reason), "")
    for due in back:
        row = ctx.session.get_one(models.Due, due.id)
        row.exempted_at, row.exempted_reason = None, None
        if due.day < ctx.today and due.day >= local_date(due.exempted_at or ctx.now):
            row.day = ctx.calendar.after(ctx.today, task.settings.responsible_lead_days)
        ctx.session.add(row)
    if not back:
        raise PlanError(f"“{unit_name}”豁免的各期都已过去，不用再报。今后的照常催报。")
    look(ctx.session, ctx.today, looks.of_task(task_id))
    ctx.note("取消豁免", "task", task_id, unit=unit_name, reason=reason)
    told = leaving.speakers(ctx, assignments)
    for person_id in told:
        outbox.tell(
            ctx.session, person_id, f"“{task.title}”请照常反馈：办公室取消了豁免（原来的理由：{reason}）。", ctx.now
        )
    return Exempted(task.title, unit_name, reason or "", len(back), len(told))


@act(Right.PLAN)
def cancel_task(ctx: Context, task_id: int, ground: str) -> Ending:
    """取消: the task no longer counts, nobody is asked for it, and whoever was asked is told; its history stays.

    Raises PlanError where there is no such task, it is cancelled already, or the ground is
    missing.
    """
    if not ground.strip():
        raise PlanError("取消任务要有依据，例如：县政府第12次常务会议决定。")
    task = task_by_id(ctx.session, task_id)
    plan, value = Loaded(ctx.session).of_task(task_id)
    told = leaving.of_ending(ctx, plan, value)
    steps.cancel(ctx, task, ground)
    look(ctx.session, ctx.today, looks.of_task(task_id))
    text = f"“{task.title}”已取消，不用再反馈。依据：{ground}"
    for person_id in told:
        outbox.tell(ctx.session, person_id, text, ctx.now)
    return Ending(task.title, len(told), to_call.wait(ctx, value.asked_assignments if plan.asks else (), text))


@act(Right.PLAN)
def restore_task(ctx: Context, task_id: int) -> str:
    """Take a cancellation back; whoever was told of it is told of this. Returns the task's title.

    Raises PlanError where the task is not cancelled.
    """
    task = task_by_id(ctx.session, task_id)
    if task.cancelled_at is None:
        raise PlanError("这项任务没有取消，不用恢复。")
    task.cancelled_at = None
    ctx.session.add(task)
    look(ctx.session, ctx.today, looks.of_task(task_id))
    ctx.note("恢复任务", "task", task.id)
    for person_id in leaving.of_ending(ctx, *Loaded(ctx.session).of_task(task_id)):
        outbox.tell(ctx.session, person_id, f"“{task.title}”已恢复，请照常反馈。", ctx.now)
    return task.title


@act(Right.PLAN)
def reopen(ctx: Context, task_id: int, reason: str, day: date | None = None) -> Reopened:
    """Open a closed task again after looking back at it (回头看), with a reason; say who hears of it.

    Its units are told, also those that were never asked, and asked by the ladder again: on ``day``, its new deadline,
    or as overdue where the old one stands. What was approved stays in the history up to this moment. Raises PlanError
    where the task is not closed, or the reason is missing.
    """
    _, value = Loaded(ctx.session).of_task(task_id)
    task = task_by_id(ctx.session, task_id)
    if not progress.is_closed(value, ctx.now):
        raise PlanError("这项任务没有办结，不用重开。")
    if not reason.strip():
        raise PlanError("重开要写明原因，例如：回头看发现设施没有投用。")
    closures = [
        report.id
        for assignment in value.shares
        for report in assignment.reports
        if report.kind is AnswerKind.CLOSURE
        and report.said_by(ctx.now)  # one of an earlier reopening keeps its own day and reason
        and report.decision(ctx.now) is ReportStatus.ACCEPTED
    ]
    for report_id in closures:
        row = ctx.session.get_one(models.Report, report_id)
        # its status stays: it was accepted then, and the office set it aside, not the unit
        row.withdrawn_at, row.reason = ctx.now, reason.strip()
        ctx.session.add(row)
    task.closed_at = task.struck_off_at = task.done_on = None
    ctx.session.add(task)
    ctx.note("回头看重开", "task", task_id, reason=reason.strip(), day=str(day or ""))
    if day is not None and (value.deadline is None or value.deadline.day != day):
        _move(ctx, task, day, reason.strip())
    else:
        ctx.session.flush()
        _lay_out_again(ctx, task)  # what was closed when its plan was handed out has nothing that is owed yet
    look(ctx.session, ctx.today, looks.of_task(task_id))
    due = f"，完成时限{day_in_full(day)}" if day else ""
    told = leaving.to_tell(ctx, value)
    for person_id in told:
        outbox.tell(ctx.session, person_id, f"“{task.title}”重新列入督办{due}。原因：{reason.strip()}", ctx.now)
    return Reopened(task.title, len(told))


@act(Right.PLAN)
def strike_off(ctx: Context, task_id: int) -> str:
    """销号: the last step, once 办结 has been approved. Returns the task's title.

    A task for groups alone has nobody who could ask for 办结: the office's 销号 closes it (R15). Raises PlanError
    where any other task is not closed yet, or the task is struck off already.
    """
    _, value = Loaded(ctx.session).of_task(task_id)
    task = task_by_id(ctx.session, task_id)
    if task.struck_off_at is not None:
        raise PlanError("这项任务已经销号了。")
    if not progress.is_closed(value, ctx.now):
        if not value.is_for_groups_alone:
            raise PlanError("办结之后才能销号。这项任务还没有办结，请等牵头单位申请办结，或由办公室补录办结。")
        task.closed_at = ctx.now
    task.struck_off_at = ctx.now
    ctx.session.add(task)
    look(ctx.session, ctx.today, looks.of_task(task_id))
    ctx.note("销号", "task", task.id)
    return task.title
