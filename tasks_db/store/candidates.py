"""Which tasks an answer may tell of, as a statement inside others: what is read is in proportion to it.

Each names at least the tasks that the deciding function would choose out of the whole register, never fewer; what it
decides of them stays its own. All are of plans that ask.
"""

from collections.abc import Collection, Sequence
from datetime import date, time
from functools import cache

from sqlalchemy import ColumnElement, Select, or_, select

from config.clock import local_instant
from tasks_db.language.questions import Filters, QuestionKind
from tasks_db.register import put_off_record
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.queries import Scope
from tasks_db.store import models
from tasks_db.store.lean import columns, table_of
from tasks_db.terms import AnswerKind, CheckpointKind, PlanStage, ReportStatus

_PLAN, _TASK, _SHARE = columns(models.Plan), columns(models.Task), columns(models.Assignment)
_CHECKPOINT, _DUE, _REPORT = columns(models.Checkpoint), columns(models.Due), columns(models.Report)

Condition = ColumnElement[bool]
Tasks = Select[int]


def of_ids(task_ids: Sequence[int]) -> Tasks:
    """Return the statement for some tasks, a few."""
    return _tasks(_TASK.id.in_(task_ids))


def of_seqs(seqs: Sequence[str]) -> Tasks:
    """Return the statement for the tasks that go by some numbers in their plans."""
    return _tasks(_TASK.seq.in_(seqs))


def of_shares(assignment_ids: Sequence[int]) -> Tasks:
    """Return the statement for the tasks of some shares, a few."""
    return _tasks(_TASK.id.in_(select(_SHARE.task_id).where(_SHARE.id.in_(assignment_ids))))


def open_with_a_share(unit_ids: Collection[int]) -> Tasks:
    """Return the statement for the open tasks in which some units, a few, have a share, asked or not."""
    return _tasks(_of_units(unit_ids), _open())


def with_a_share(unit_ids: Collection[int]) -> Tasks:
    """Return the statement for the tasks in which some units, a few, have or had a share, open or not."""
    return _tasks(_of_units(unit_ids))


def closed_on_handing_out(unit_ids: Collection[int] = ()) -> Tasks:
    """Return the statement for the tasks, of all or of some units, that were 办结 when their plan was handed out."""
    handed_out = select(_PLAN.dispatched_at).where(_PLAN.id == _TASK.plan_id).scalar_subquery()
    return _tasks(_TASK.closed_at <= handed_out, *_named(unit_ids, ()))


def every_task() -> Tasks:
    """Return the statement for all tasks of plans that ask."""
    return _tasks()


def owed_by(unit_ids: Collection[int], task_ids: Collection[int]) -> Tasks:
    """Return the statement for the open tasks of some units among some tasks; empty collections let all pass."""
    return _tasks(*_named(unit_ids, task_ids), _open())


def ordered(unit_ids: Collection[int], task_ids: Collection[int], own_units: Collection[int]) -> Tasks:
    """Return the statement for the tasks that an order may be about, with those of whoever gives it."""
    if not unit_ids and not task_ids:
        return owed_by((), ())
    return _tasks(_of_units((*unit_ids, *own_units)) | _TASK.id.in_(task_ids))


def unreached(day: date) -> Tasks:
    """Return the statement for the tasks with a share for which nobody can be asked on a day."""
    seat, tenure, account = columns(models.Seat), columns(models.Tenure), columns(models.Account)
    serving = (tenure.since <= day) & (tenure.until.is_(None) | (tenure.until >= day))
    reached = (
        select(seat.unit_id)
        .join(table_of(models.Tenure), tenure.seat_id == seat.id)
        .join(table_of(models.Account), account.person_id == tenure.person_id)
        .where(serving, account.reachable, seat.role.in_(ASKED_ROLES))
    )
    alone = _SHARE.unit_id.is_(None) | _SHARE.unit_id.not_in(reached)
    asked = select(_SHARE.task_id).where(alone, _SHARE.asked, _SHARE.ended_at.is_(None))
    return _tasks(_TASK.id.in_(asked))


def open_of_units(unit_ids: Collection[int]) -> Tasks:
    """Return the statement for the open tasks that some units, a few, are asked for."""
    asked = select(_SHARE.task_id).where(_SHARE.unit_id.in_(unit_ids), _SHARE.ended_at.is_(None), _SHARE.asked)
    return _tasks(_TASK.id.in_(asked), _open())


def put_off(day: date) -> Tasks:
    """Return the statement for the tasks of which an answer is put off beyond a day."""
    due = columns(models.Due)
    held = select(_SHARE.task_id).join(table_of(models.Due), due.assignment_id == _SHARE.id)
    return _tasks(_TASK.id.in_(held.where(due.put_off_until > day)))


def put_off_once() -> Tasks:
    """Return the statement for the tasks of which an answer was ever put off, and is or is not asked for again."""
    entry, due = columns(models.AuditEntry), columns(models.Due)
    touched = select(entry.entity_id).where(entry.entity == "due", entry.action.in_(put_off_record.DEEDS))
    held = select(_SHARE.task_id).join(table_of(models.Due), due.assignment_id == _SHARE.id)
    return _tasks(_TASK.id.in_(held.where(due.id.in_(touched))))


def of_question(kind: QuestionKind, filters: Filters, scope: Scope, today: date) -> Tasks:
    """Return the statement for the tasks that the answer to a question of today may tell of.

    Whoever does not see everything has all the tasks of their units read, whatever they ask: what they see of others'
    is told by them.
    """
    if not scope.all:
        return _tasks(_of_units(tuple(scope.unit_ids)))
    units = filters.unit_ids or (tuple(scope.unit_ids) if kind is QuestionKind.MINE else ())
    wanted = _named(units, filters.task_ids)
    if kind is QuestionKind.MINE and not units:
        wanted.append(_TASK.id.is_(None))
    if filters.plan_id is not None:
        wanted.append(_TASK.plan_id == filters.plan_id)
    if filters.section is not None:
        wanted.append(_TASK.section == filters.section)
    bearing = _BEARING.get(kind)
    if bearing is not None:
        wanted.append(bearing(filters, today))
    return _tasks(*wanted)


def _tasks(*wanted: Condition) -> Tasks:
    return _of_plans_that_ask().where(*wanted)


@cache
def _of_plans_that_ask() -> Tasks:
    return select(_TASK.id).where(_TASK.plan_id.in_(select(_PLAN.id).where(_PLAN.stage == PlanStage.DISPATCHED)))


def _named(unit_ids: Collection[int], task_ids: Collection[int]) -> list[Condition]:
    found: list[Condition] = []
    if unit_ids:
        found.append(_of_units(unit_ids))
    if task_ids:
        found.append(_TASK.id.in_(task_ids))
    return found


def _of_units(unit_ids: Collection[int]) -> Condition:
    """Tasks in which a unit has a share, or a group of it: the group's own share is one of the task's as well."""
    condition: Condition = _TASK.id.in_(select(_SHARE.task_id).where(_SHARE.unit_id.in_(unit_ids)))
    return condition


# what bears on an answer of one kind


def _late(_filters: Filters, today: date) -> Condition:
    """A deadline or a milestone that is over, or a round of which nobody has said anything, of an open task.

    A deadline may be late though its unit has reported; a round that has an answer of its own is neither late nor
    unreported. Every unit owes by its own day, which may come before the task's.
    """
    answered = (
        select(_REPORT.id)
        .where(_REPORT.assignment_id == _DUE.assignment_id, _REPORT.checkpoint_id == _DUE.checkpoint_id)
        .where(_REPORT.status.in_((ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)))
        .where(_REPORT.withdrawn_at.is_(None), _REPORT.kind.not_in((AnswerKind.RECEIVED, AnswerKind.EXTENSION)))
    )
    is_round = _CHECKPOINT.kind == CheckpointKind.ROUND
    past_dues = (
        select(_CHECKPOINT.task_id)
        .select_from(table_of(models.Due).join(table_of(models.Checkpoint), _CHECKPOINT.id == _DUE.checkpoint_id))
        .where(_DUE.day < today, _DUE.exempted_at.is_(None), ~is_round | ~answered.exists())
    )
    past_dates = select(_CHECKPOINT.task_id).where(_CHECKPOINT.day < today, ~is_round)
    condition: Condition = _open() & (_TASK.id.in_(past_dues) | _TASK.id.in_(past_dates))
    return condition


def _owed_by_now(_filters: Filters, today: date) -> Condition:
    """Something that a unit had to report by today: what has come is counted beside what has not."""
    owed = (
        select(_CHECKPOINT.task_id)
        .select_from(table_of(models.Due).join(table_of(models.Checkpoint), _CHECKPOINT.id == _DUE.checkpoint_id))
        .where(_DUE.day <= today)
    )
    condition: Condition = _open() & _TASK.id.in_(owed)
    return condition


@cache
def _open() -> Condition:
    """Tasks that nobody has closed."""
    closed = (
        select(_SHARE.id)
        .join(table_of(models.Report), _REPORT.assignment_id == _SHARE.id)
        .where(_SHARE.task_id == _TASK.id)
        .where(_REPORT.kind == AnswerKind.CLOSURE, _REPORT.status == ReportStatus.ACCEPTED)
        .where(_REPORT.withdrawn_at.is_(None), _SHARE.ended_at.is_(None))
        .correlate(table_of(models.Task))
    )
    condition: Condition = (
        _TASK.closed_at.is_(None) & _TASK.struck_off_at.is_(None) & _TASK.cancelled_at.is_(None) & ~closed.exists()
    )
    return condition


def _dated(filters: Filters, today: date) -> Condition:
    """A date of the task, or a unit's own, in the days asked for."""
    since, until = filters.since or today, filters.until

    def within(day: ColumnElement[date]) -> Condition:
        return day >= since if until is None else day.between(since, until)

    own = (
        select(_CHECKPOINT.task_id)
        .select_from(table_of(models.Due).join(table_of(models.Checkpoint), _CHECKPOINT.id == _DUE.checkpoint_id))
        .where(within(_DUE.day))
    )
    condition: Condition = _TASK.id.in_(select(_CHECKPOINT.task_id).where(within(_CHECKPOINT.day))) | _TASK.id.in_(
        own
    )
    return condition


def _happened(filters: Filters, _today: date) -> Condition:
    """Something said, decided or closed since the first of the days asked for."""
    if filters.since is None:
        ever: Condition = _TASK.closed_at.is_not(None) | _TASK.struck_off_at.is_not(None) | _reported()
        return ever
    begins = local_instant(filters.since, time())
    lately = _reported(or_(_REPORT.at >= begins, _REPORT.decided_at >= begins))
    condition: Condition = (_TASK.closed_at >= begins) | (_TASK.struck_off_at >= begins) | lately
    return condition


def _requested(filters: Filters, _today: date) -> Condition:
    kinds = (filters.request,) if filters.request else (AnswerKind.EXTENSION, AnswerKind.CLOSURE)
    wanted: list[Condition] = [_REPORT.kind.in_(kinds)]
    if filters.since is not None:
        wanted.append(_REPORT.at >= local_instant(filters.since, time()))
    return _reported(*wanted)


def _needing(_filters: Filters, _today: date) -> Condition:
    return _reported(or_(_REPORT.needs.is_not(None), _REPORT.kind == AnswerKind.BLOCKED))


def _reported(*wanted: Condition) -> Condition:
    said = select(_SHARE.task_id).join(table_of(models.Report), _REPORT.assignment_id == _SHARE.id)
    condition: Condition = _TASK.id.in_(said.where(*wanted))
    return condition


def _unreached(_filters: Filters, today: date) -> Condition:
    condition: Condition = _TASK.id.in_(unreached(today))
    return condition


_BEARING = {
    QuestionKind.OVERDUE: _late,
    QuestionKind.UNREPORTED: _owed_by_now,
    QuestionKind.VACANT: _unreached,
    QuestionKind.DUE: _dated,
    QuestionKind.FINISHED: _happened,
    QuestionKind.CHANGES: _happened,
    QuestionKind.REQUESTS: _requested,
    QuestionKind.COORDINATION: _needing,
}
