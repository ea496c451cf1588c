"""What the office settles in a loaded plan: names, dates, units and candidates. Every change is audited."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register import unit_names
from tasks_db.register.authority import Authority
from tasks_db.register.checkpoints import CYCLE_NAMES
from tasks_db.register.refusals import PlanError
from tasks_db.store import audit, models, plans
from tasks_db.store.keys import key
from tasks_db.store.units import add_alias, ensure_unit, find_unit, registry
from tasks_db.terms import CheckpointKind, PlanStage, Role, UnitKind
from tasks_db.work.acts import loading


def _jurisdiction(session: Session, plan: models.Plan) -> int:
    return session.get_one(models.JointMeeting, plan.meeting_id).jurisdiction_id


def _plan_of(session: Session, task: models.Task) -> models.Plan:
    return session.get_one(models.Plan, task.plan_id)


def refuse_dispatched(plan: models.Plan) -> None:
    if plan.stage is not PlanStage.LOADED:
        raise PlanError("方案已经交办，不能再整体调整。请先撤回交办，或对单项任务修改、豁免、取消。")


def identify(
    session: Session, plan: models.Plan, printed: str, unit: models.Unit, now: datetime, by: Authority
) -> int:
    """Say which unit a printed name means, here and from now on; returns how many assignments it settles."""
    add_alias(session, unit, printed)
    rows = session.exec(
        select(models.Assignment)
        .join(models.Task, col(models.Task.id) == col(models.Assignment.task_id))
        .where(models.Task.plan_id == plan.id, models.Assignment.printed == printed)
    ).all()
    for row in rows:
        row.unit_id = unit.id
        if unit.kind is UnitKind.GROUP:
            row.asked = False
            row.consolidates = False
        session.add(row)
    audit.note(session, now, by, "识别单位", "plan", plan.id, printed=printed, unit=unit.name)
    session.flush()
    return len(rows)


def identify_by_name(
    session: Session, plan: models.Plan, printed: str, name: str, now: datetime, by: Authority
) -> models.Unit:
    """As ``identify``, for a unit named in words; raises PlanError where the registry has no such name."""
    unit = find_unit(session, _jurisdiction(session, plan), name)
    if unit is None:
        raise PlanError(f"单位库里没有“{name}”。可新建：把“{printed}”登记为新单位。")
    identify(session, plan, printed, unit, now, by)
    return unit


def register_new_unit(session: Session, plan: models.Plan, printed: str, now: datetime, by: Authority) -> models.Unit:
    """The office says that a printed name is a unit that the registry did not have."""
    kind = UnitKind.GROUP if unit_names.looks_like_group(printed) else UnitKind.UNIT
    unit = ensure_unit(session, _jurisdiction(session, plan), printed, kind)
    identify(session, plan, printed, unit, now, by)
    return unit


def set_units(
    session: Session, task: models.Task, role: Role, names: Sequence[str], now: datetime, by: Authority
) -> None:
    """Replace the units of one role. The first lead consolidates unless another does already."""
    plan = _plan_of(session, task)
    known = registry(session, _jurisdiction(session, plan))
    unknown = [name for name in names if unit_names.match(name, known).unit is None]
    if unknown:
        raise PlanError(
            f"单位库里没有“{'、'.join(unknown)}”。请核对名称；新单位请先发表格登记（CSV 或 XLSX，第一行写“单位”）。"
        )
    before = [r.printed for r in plans.assignments_of(session, key(task.id)) if r.role is role]
    replace_printed(session, task, role, names, known, now)
    audit.note(session, now, by, f"改{role.zh}单位", "task", task.id, before=before, after=list(names))


def replace_printed(
    session: Session,
    task: models.Task,
    role: Role,
    names: Sequence[str],
    known: Sequence[unit_names.Known],
    now: datetime,
) -> None:
    """Let exactly these printed names have a role; whoever stays keeps their reports, names may be unknown."""
    rows = plans.assignments_of(session, key(task.id))
    staying = {row.printed: row for row in rows if row.role is role}
    consolidated_elsewhere = any(row.consolidates and row.role is not role for row in rows)
    for order, name in enumerate(names):
        kept = staying.pop(name, None)
        if kept is not None:
            kept.position = order
            session.add(kept)
            continue
        row = loading.assign(session, task, role, name, order, known)
        row.consolidates = row.consolidates and not consolidated_elsewhere
    for gone in staying.values():
        gone.ended_at, gone.consolidates = now, False
        session.add(gone)
    session.flush()
    _keep_one_consolidator(session, task)


def _keep_one_consolidator(session: Session, task: models.Task) -> None:
    """The first lead consolidates where nobody does, and never two."""
    rows = plans.assignments_of(session, key(task.id))
    chosen = next((r for r in rows if r.consolidates), None) or next(
        (r for r in rows if r.role is Role.LEAD and not unit_names.looks_like_group(r.printed)), None
    )
    for row in rows:
        row.consolidates = row is chosen
        session.add(row)
    session.flush()


def set_deadline(
    session: Session, task: models.Task, day: date, now: datetime, by: Authority, *, basis: str = "office"
) -> models.Checkpoint:
    """Give a task its deadline; an earlier one is kept beside it as the original date."""
    checkpoint = next(
        (c for c in plans.checkpoints_of(session, key(task.id)) if c.kind is CheckpointKind.DEADLINE), None
    )
    before = checkpoint.day if checkpoint else None
    if checkpoint is None:
        checkpoint = models.Checkpoint(
            task_id=key(task.id), kind=CheckpointKind.DEADLINE, day=day, basis=basis, confirmed=True
        )
    elif checkpoint.day != day:
        checkpoint.original_day = checkpoint.original_day or checkpoint.day
        checkpoint.day, checkpoint.basis, checkpoint.confirmed = day, basis, True
    task.standing = False
    task.review = None
    session.add_all([checkpoint, task])
    session.flush()
    audit.note(session, now, by, "定时限", "task", task.id, before=str(before or ""), after=str(day), basis=basis)
    return checkpoint


def set_cycle(session: Session, task: models.Task, every: str, now: datetime, by: Authority) -> None:
    """Let a task report in rounds: month, quarter, semester, half_year or year."""
    if every not in CYCLE_NAMES:
        raise PlanError(f"报送周期只能是：{'、'.join(CYCLE_NAMES.values())}。")
    task.cycles = [{"every": every, "target": ""}]
    session.add(task)
    session.flush()
    audit.note(session, now, by, "定报送周期", "task", task.id, every=CYCLE_NAMES[every])


def set_leaders(session: Session, task: models.Task, names: Sequence[str], now: datetime, by: Authority) -> None:
    before, task.leaders = task.leaders, list(names)
    session.add(task)
    audit.note(session, now, by, "改责任领导", "task", task.id, before=before, after=list(names))


def default_undated(session: Session, plan: models.Plan, default: date | str, now: datetime, by: Authority) -> int:
    """Give every undated task one deadline (marked 默认) or one cycle; work called 长期 gets a cycle only.

    Returns how many tasks it settled.
    """
    refuse_dispatched(plan)
    if isinstance(default, date) and default < local_date(now):
        raise PlanError(f"{default}已经过去，不能作为默认时限。请写一个今后的日期，或定报送周期。")
    settled = 0
    for task in plans.tasks_of(session, key(plan.id)):
        dated = any(c.kind is CheckpointKind.DEADLINE for c in plans.checkpoints_of(session, key(task.id)))
        if dated or task.cycles or task.closed_at is not None:
            continue
        if isinstance(default, str):
            set_cycle(session, task, default, now, by)
        elif not task.standing:
            set_deadline(session, task, default, now, by, basis="default")
        else:
            continue
        settled += 1
    return settled


def settle_past_due(session: Session, task: models.Task, how: str, now: datetime, by: Authority) -> None:
    """A task that was over before it was loaded: ``ask`` for it all the same, or it is ``done``."""
    if task.review is None:
        raise PlanError("这项任务没有待定的过期问题。")
    if how == "done":
        task.closed_at = now
    task.review = None
    session.add(task)
    audit.note(session, now, by, "过期任务", "task", task.id, how={"ask": "照常催报", "done": "已完成"}[how])


def consolidate(session: Session, task: models.Task, unit_name: str | None, now: datetime, by: Authority) -> None:
    """Name the unit that consolidates a task; None takes the first one listed that is not a group.

    A unit that has no part in the task yet is added as a responsible one.
    """
    rows = plans.assignments_of(session, key(task.id))
    if unit_name is None:
        chosen = next((r for r in rows if not unit_names.looks_like_group(r.printed)), None)
        if chosen is None:
            raise PlanError(f"第{task.seq}项任务只有集合单位，请指定一个汇总单位。")
    else:
        plan = _plan_of(session, task)
        known = registry(session, _jurisdiction(session, plan))
        unit = unit_names.match(unit_name, known).unit
        if unit is None or unit.kind is UnitKind.GROUP:
            raise PlanError(f"“{unit_name}”不是单位库里的单个单位，不能汇总。")
        chosen = next((r for r in rows if r.unit_id == unit.id), None)
        if chosen is None:
            chosen = loading.assign(session, task, Role.RESPONSIBLE, unit.name, len(rows), known)
    for row in rows:
        row.consolidates = False
        session.add(row)
    chosen.consolidates, chosen.asked = True, True
    session.add(chosen)
    session.flush()
    audit.note(session, now, by, "定汇总单位", "task", task.id, unit=chosen.printed)


def consolidate_rest(session: Session, plan: models.Plan, unit_name: str | None, now: datetime, by: Authority) -> int:
    """The same for every task that has no consolidating unit yet; returns how many."""
    refuse_dispatched(plan)
    settled = 0
    for task in plans.tasks_of(session, key(plan.id)):
        rows = plans.assignments_of(session, key(task.id))
        if (rows or unit_name is not None) and not any(r.consolidates for r in rows):
            consolidate(session, task, unit_name, now, by)
            settled += 1
    return settled


def ask_mode(session: Session, task: models.Task, now: datetime, by: Authority, *, each: bool) -> None:
    """逐家问 asks every unit, members of groups included; 只问牵头 asks the leads and whoever consolidates."""
    for row in plans.assignments_of(session, key(task.id)):
        row.asked = each or row.consolidates or row.role is Role.LEAD
        session.add(row)
    session.flush()
    audit.note(session, now, by, "逐家问" if each else "只问牵头", "task", task.id)


def take_candidate(session: Session, task: models.Task, now: datetime, by: Authority, *, take: bool) -> None:
    if not task.candidate:
        raise PlanError("这一条已经处理过了。")
    task.candidate = False
    if not take:
        task.cancelled_at = now
    session.add(task)
    audit.note(session, now, by, "采纳候选" if take else "不采纳候选", "task", task.id)


def settle_finding(session: Session, finding: models.Finding, now: datetime, by: Authority) -> None:
    finding.settled_at = now
    session.add(finding)
    audit.note(session, now, by, "疑点已看", "finding", finding.id)


def mark_issued(session: Session, plan: models.Plan, now: datetime, by: Authority) -> None:
    """The draft for comments has been issued as it stands (印发).

    What became past due while it waited goes to review, as if it had been loaded today.
    """
    plan.document_status = "issued"
    session.add(plan)
    waited = range(local_date(plan.loaded_at).toordinal(), local_date(now).toordinal())
    for task in plans.tasks_of(session, key(plan.id)):
        days = [c.day for c in plans.checkpoints_of(session, key(task.id)) if c.kind is CheckpointKind.DEADLINE]
        if task.closed_at is None and any(day.toordinal() in waited for day in days):
            task.review = loading.PAST_DUE
            session.add(task)
    audit.note(session, now, by, "标记为印发", "plan", plan.id)


def set_supplier(
    session: Session, plan: models.Plan, seq: str | None, unit_name: str, now: datetime, by: Authority
) -> int:
    """Say which unit supplies an indicator's figure, or (``seq`` None) all that have no supplier yet."""
    unit = find_unit(session, _jurisdiction(session, plan), unit_name)
    if unit is None or unit.kind is UnitKind.GROUP:
        raise PlanError(f"“{unit_name}”不是单位库里的单个单位，不能报数。")
    rows = session.exec(select(models.Indicator).where(models.Indicator.plan_id == plan.id)).all()
    chosen = [i for i in rows if (i.seq == seq if seq is not None else i.supplier_id is None)]
    if seq is not None and not chosen:
        raise PlanError(f"方案{plan.id}里没有第{seq}项指标。")
    for indicator in chosen:
        indicator.supplier_id = unit.id
        session.add(indicator)
    audit.note(session, now, by, "定报数单位", "plan", plan.id, unit=unit.name, count=len(chosen))
    return len(chosen)
