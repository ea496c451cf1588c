"""Plans and what stands in them, read from the rows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from tasks_db.register import codes, values
from tasks_db.register.handing_out import Members
from tasks_db.register.membership import Declined
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, registers
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.lean import Statement, columns, rows, table_of
from tasks_db.store.units import group_members
from tasks_db.terms import GONE, CheckpointKind, PlanStage, UnitKind

_DECLINED, _MEMBERS = "declined_members", "members"


def one_plan(session: Session, plan_id: int) -> values.Plan:
    """Return a plan as a value, whatever its stage; what waits in the session is written first."""
    session.flush()
    return registers.load(session, [plan_id]).plans[0]


def members_on(session: Session, day: date) -> Members:
    """Return who belongs to each group of units on a day."""
    groups = session.exec(select(models.Unit).where(models.Unit.kind == UnitKind.GROUP)).all()
    return {key(g.id): tuple((key(u.id), u.name) for u in group_members(session, key(g.id), day)) for g in groups}


def declined_members(plan: models.Plan) -> frozenset[Declined]:
    """Return the changes of groups that the office has declined for a plan."""
    kept = plan.settings.get(_DECLINED, [])
    rows = kept if isinstance(kept, list) else []
    return frozenset((int(group_id), int(unit_id), bool(joins)) for group_id, unit_id, joins in rows)


def decline_members(plan: models.Plan, changes: Iterable[Declined]) -> None:
    """Keep with a plan's row that the office declined these changes of its groups."""
    kept = sorted(declined_members(plan) | set(changes))
    plan.settings = {**plan.settings, _DECLINED: [list(change) for change in kept]}


def members_at_handing_out(plan: models.Plan) -> Members:
    """Return the members that groups had when a plan was handed out; empty where none are kept."""
    kept = plan.settings.get(_MEMBERS, {})
    found = kept if isinstance(kept, dict) else {}
    return {int(group): tuple((int(unit_id), "") for unit_id in units) for group, units in found.items()}


def keep_members(plan: models.Plan, members: Members) -> None:
    """Keep with a plan's row which members the groups have today."""
    kept = {str(group): [unit_id for unit_id, _ in units] for group, units in members.items()}
    plan.settings = {**plan.settings, _MEMBERS: kept}


def in_rounds(session: Session) -> Sequence[Any]:
    """Return the open tasks that report in rounds, of the plans that ask, with how far ahead their rounds reach.

    Each has ``task_id``, its ``cycles``, ``last`` (the day on which its last round stood first), ``deadline`` and the
    plan's ``period_start``, ``period_end`` and ``dispatched_at``, each None where there is none.
    """
    task, plan, checkpoint = columns(models.Task), columns(models.Plan), columns(models.Checkpoint)

    def latest(day: Any, kind: CheckpointKind) -> Any:  # noqa: ANN401 - columns
        of_task = select_columns(func.max(day)).where(checkpoint.task_id == task.id, checkpoint.kind == kind)
        return of_task.correlate(table_of(models.Task)).scalar_subquery()

    stood = func.coalesce(checkpoint.original_day, checkpoint.day)
    query = (
        select_columns(
            task.id.label("task_id"),
            task.cycles,
            plan.period_start,
            plan.period_end,
            plan.dispatched_at,
            latest(stood, CheckpointKind.ROUND).label("last"),
            latest(checkpoint.day, CheckpointKind.DEADLINE).label("deadline"),
        )
        .join(table_of(models.Plan), plan.id == task.plan_id)
        .where(plan.stage == PlanStage.DISPATCHED, task.candidate.is_(False), task.cancelled_at.is_(None))
        .where(task.closed_at.is_(None), cast(task.cycles, String) != "[]")
    )
    return rows(session, query.order_by(task.id))


def of_seq(seq: str, *, in_force: bool = True) -> Select[int]:
    """Return the statement for the tasks that plans in force call by this number, or that have this code (1-5).

    Without ``in_force`` those of plans that wait for 交办 are among them.
    """
    task, plan = columns(models.Task), columns(models.Plan)
    joined = select_columns(task.id).join(table_of(models.Plan), plan.id == task.plan_id)
    plan_id, number = codes.parted(seq)
    wanted = task.seq == seq
    if plan_id is not None and plan_id <= MAX_KEY:
        wanted |= (plan.id == plan_id) & (task.seq == number)
    return joined.where(wanted, plan.stage == PlanStage.DISPATCHED if in_force else plan.stage.not_in(GONE))


def of_units(unit_ids: Collection[int]) -> Select[int]:
    """Return the statement for the tasks of plans in force that some units, a few, are asked for."""
    return _open_shares(columns(models.Task).id).where(columns(models.Assignment).unit_id.in_(unit_ids))


def open_by_unit(session: Session) -> dict[int, int]:
    """Return how many open tasks of plans in force each unit is asked for; a unit without any is left out."""
    unit_id = columns(models.Assignment).unit_id
    query = _open_shares(unit_id, func.count(func.distinct(columns(models.Task).id))).group_by(unit_id)
    return {found: int(tasks) for found, tasks in rows(session, query) if found is not None}


def _open_shares(*wanted: Any) -> Select[Any]:  # noqa: ANN401 - columns
    task, plan, share = columns(models.Task), columns(models.Plan), columns(models.Assignment)
    joined = (
        select_columns(*wanted)
        .select_from(table_of(models.Task))
        .join(table_of(models.Plan), plan.id == task.plan_id)
        .join(table_of(models.Assignment), share.task_id == task.id)
    )
    mine = joined.where(share.ended_at.is_(None), share.asked, plan.stage == PlanStage.DISPATCHED)
    return mine.where(task.cancelled_at.is_(None), task.closed_at.is_(None), task.candidate.is_(False))


def asked_in(notice_ids: Collection[int]) -> Select[int]:
    """Return the statement for the tasks for which some bundles, a batch of them, ask."""
    ask, due, share = columns(models.Ask), columns(models.Due), columns(models.Assignment)
    tasks = select_columns(share.task_id).join(table_of(models.Due), due.assignment_id == share.id)
    return tasks.join(table_of(models.Ask), ask.due_id == due.id).where(ask.notice_id.in_(notice_ids))


def of_number(plan_id: int, number: str, *, by_id: bool) -> Select[int]:
    """Return the statement for the tasks of a plan that have this number, or with ``by_id`` this id."""
    task = columns(models.Task)
    wanted = cast(task.id, String) == number if by_id else task.seq == number
    return select_columns(task.id).where(task.plan_id == plan_id, wanted)


def with_exemptions() -> Select[int]:
    """Return the statement for the tasks of which some unit is exempted from something."""
    due, share = columns(models.Due), columns(models.Assignment)
    of_dues = select_columns(share.task_id).join(table_of(models.Due), due.assignment_id == share.id)
    return of_dues.where(due.exempted_at.is_not(None))


def in_trial(session: Session) -> list[int]:
    """Return the ids of the plans in trial, in order."""
    query = select(models.Plan.id).where(models.Plan.stage == PlanStage.TRIAL).order_by(col(models.Plan.id))
    return [key(plan_id) for plan_id in session.exec(query)]


def has_reports(session: Session, plan_id: int) -> bool:
    """Return whether a unit has said anything of a plan."""
    report, share, task = columns(models.Report), columns(models.Assignment), columns(models.Task)
    query = (
        select_columns(report.id)
        .join(table_of(models.Assignment), share.id == report.assignment_id)
        .join(table_of(models.Task), task.id == share.task_id)
        .where(task.plan_id == plan_id)
        .limit(1)
    )
    return bool(rows(session, query))


def count_live(session: Session) -> dict[int, int]:
    """Return how many tasks of its own each plan has: live ones, without those for indicators' figures."""
    task = columns(models.Task)
    live = select_columns(task.plan_id, func.count()).where(
        task.candidate.is_(False), task.cancelled_at.is_(None), task.indicator_id.is_(None)
    )
    return {plan_id: int(tasks) for plan_id, tasks in rows(session, live.group_by(task.plan_id))}


def words_of_unit(session: Session, unit_id: int) -> Sequence[Any]:
    """Return the words of the open tasks that a unit is asked for: rows of ``task_id``, ``title`` and ``content``."""
    return rows(session, _words_of_unit(), {"unit": unit_id})


@cache  # put together once, since every answer asks it
def _words_of_unit() -> Statement:
    task, plan, share = columns(models.Task), columns(models.Plan), columns(models.Assignment)
    return (
        select_columns(task.id.label("task_id"), task.title, task.content)
        .join(table_of(models.Plan), plan.id == task.plan_id)
        .join(table_of(models.Assignment), share.task_id == task.id)
        .where(share.unit_id == bindparam("unit"), share.ended_at.is_(None), share.asked)
        .where(plan.stage == PlanStage.DISPATCHED, task.candidate.is_(False))
        .where(task.cancelled_at.is_(None), task.closed_at.is_(None))
        .order_by(plan.id, task.position, task.id)
    )


def task_by_id(session: Session, task_id: int) -> models.Task:
    """Return a task's row; raises PlanError where there is none of this id."""
    task = session.get(models.Task, task_id) if task_id <= MAX_KEY else None
    if task is None:
        raise PlanError("没有这项任务。发送 /mine 查看现在的任务。")
    return task


def get(session: Session, plan_id: int) -> models.Plan:
    """Return a plan's row; raises PlanError where there is none of this id."""
    plan = session.get(models.Plan, plan_id) if plan_id <= MAX_KEY else None
    if plan is None:
        raise PlanError(f"没有编号为{plan_id}的方案。发送 /plans 查看全部方案。")
    return plan


def jurisdiction_of(session: Session, plan: models.Plan) -> int:
    """Return the id of the jurisdiction whose units a plan names."""
    return session.get_one(models.JointMeeting, plan.meeting_id).jurisdiction_id


def owners(session: Session, plan_ids: Collection[int]) -> set[int]:
    """Return the bodies that own some plans."""
    query = select(models.Plan.meeting_id).where(col(models.Plan.id).in_(plan_ids)).distinct()
    return set(session.exec(query).all())


def handed_out_by(session: Session, meeting_id: int) -> list[int]:
    """Return the ids of a body's plans that are handed out."""
    plan = columns(models.Plan)
    query = select_columns(plan.id).where(registers.in_force(), plan.meeting_id == meeting_id).order_by(plan.id)
    return [row[0] for row in rows(session, query)]


def words_of_tasks(session: Session) -> Sequence[Any]:
    """Return the plan, the title and the content of every task that counts or may."""
    task = columns(models.Task)
    query = select_columns(task.plan_id, task.title, task.content)
    return rows(session, query.where(task.cancelled_at.is_(None), task.indicator_id.is_(None), ~task.candidate))


def cancelled_tasks(session: Session) -> Sequence[Any]:
    """Return ``id``, ``plan_id``, ``seq`` and ``title`` of the cancelled tasks of plans that are in use."""
    return rows(session, _cancelled())


@cache  # put together once, since whatever is typed asks it
def _cancelled() -> Statement:
    task, plan = columns(models.Task), columns(models.Plan)
    query = select_columns(task.id, task.plan_id, task.seq, task.title).join(
        table_of(models.Plan), plan.id == task.plan_id
    )
    which = query.where(task.cancelled_at.is_not(None), task.candidate.is_(False), task.indicator_id.is_(None))
    return which.where(plan.stage.not_in(GONE)).order_by(task.plan_id, task.position)


def all_plans(session: Session) -> list[models.Plan]:
    """Return the rows of all plans, in the order in which they were loaded."""
    return list(session.exec(select(models.Plan).order_by(col(models.Plan.id))).all())


def tasks_of(session: Session, plan_id: int, *, candidates: bool = False) -> list[models.Task]:
    """Return the rows of a plan's tasks in order, cancelled ones left out; or of the candidates beside them."""
    query = select(models.Task).where(
        models.Task.plan_id == plan_id,
        models.Task.candidate == candidates,
        col(models.Task.cancelled_at).is_(None),
        col(models.Task.indicator_id).is_(None),
    )
    return list(session.exec(query.order_by(col(models.Task.position))).all())


def assignments_of(session: Session, task_id: int) -> list[models.Assignment]:
    """Return the rows of a task's assignments as printed: without the members that a group is asked as."""
    query = select(models.Assignment).where(
        models.Assignment.task_id == task_id,
        col(models.Assignment.parent_id).is_(None),
        col(models.Assignment.ended_at).is_(None),
    )
    return list(session.exec(query.order_by(col(models.Assignment.role), col(models.Assignment.position))).all())


def checkpoints_of(session: Session, task_id: int) -> list[models.Checkpoint]:
    """Return the rows of a task's checkpoints, earliest first."""
    query = select(models.Checkpoint).where(models.Checkpoint.task_id == task_id)
    return list(session.exec(query.order_by(col(models.Checkpoint.day))).all())


def findings_of(session: Session, plan_id: int) -> list[models.Finding]:
    """Return the rows of the findings that nobody has settled yet, in order."""
    query = select(models.Finding).where(models.Finding.plan_id == plan_id, col(models.Finding.settled_at).is_(None))
    return list(session.exec(query.order_by(col(models.Finding.id))).all())


def indicators_of(session: Session, plan_id: int) -> list[models.Indicator]:
    """Return the rows of a plan's indicators, in order."""
    query = select(models.Indicator).where(models.Indicator.plan_id == plan_id)
    return list(session.exec(query.order_by(col(models.Indicator.id))).all())
