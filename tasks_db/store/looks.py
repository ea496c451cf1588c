"""``due.look_on`` as rows: which dues the planner looks at, what sets the bound, and what lifts it.

The bound decides only what is loaded (R2). ``touched`` counts what happened to a due; the planner, which reads first
and writes later, writes a bound only beside the count that it has read.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import Date, Select, bindparam, func, select, update
from sqlmodel import Session

from tasks_db.lean_dataclass import dataclass
from tasks_db.store import asking, models
from tasks_db.store.lean import Statement, columns, rows, table_of
from tasks_db.store.models.plans import LONG_AGO

_DUE = columns(models.Due)
_TASK = columns(models.Task)
_CHECKPOINT = columns(models.Checkpoint)
_ASSIGNMENT = columns(models.Assignment)


AT_ONCE = LONG_AGO
"""The bound of what the next tick looks at, whatever day it is."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A due as the planner found it."""

    due_id: int
    look_on: date | None
    touched: int


Look = tuple[Looked, date | None]
"""A due as it was found, and when it is looked at next: None where it waits for something to happen."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a planner finds: when rounds were laid out, what bounds rest on, bundles never sent, dues to look at.

    ``office_told`` is the day on which the office had its bundle last.
    """

    laid_out: str | None
    rests_on: str | None
    stale: bool
    dues: int
    office_told: str | None


LAID_OUT, RESTS_ON, OFFICE_TOLD = "rounds_laid_out", "looks_rest_on", "office_told"
"""The facts that hold the day on which rounds were last laid out, the fingerprint of what bounds rest on, and the day
on which the office was last told what waits for it."""


def around(session: Session, day: date) -> Around:
    """Return what there is to do on a day, in one statement: it is asked every minute."""
    (found,) = session.connection().execute(_AROUND, {"day": day})
    return Around(*found)


def coming(session: Session, day: date, since: date | None = None) -> list[Looked]:
    """Return the dues to be looked at on a day, later than ``since`` if that is given."""
    return [Looked(*row) for row in rows(session, _on(_LOOKED, since, day))]


def of_tasks(session: Session, first: int, last: int) -> list[Looked]:
    """Return all dues of the tasks from one id to another."""
    joined = _LOOKED.join(table_of(models.Checkpoint), _CHECKPOINT.id == _DUE.checkpoint_id)
    return [Looked(*row) for row in rows(session, joined.where(_CHECKPOINT.task_id.between(first, last)))]


def count_by_task(session: Session, day: date) -> list[tuple[int, int]]:
    """Return how many dues of each task are to be looked at on a day, in order of the tasks' ids."""
    joined = select(_CHECKPOINT.task_id, func.count()).join(
        table_of(models.Due), _DUE.checkpoint_id == _CHECKPOINT.id
    )
    counts = joined.where(_DUE.look_on <= day).group_by(_CHECKPOINT.task_id).order_by(_CHECKPOINT.task_id)
    return [(task_id, count) for task_id, count in rows(session, counts)]


_DAY = bindparam("day", type_=Date())
_FACT = columns(models.Fact)
_AROUND = select(
    select(_FACT.value).where(_FACT.name == LAID_OUT).scalar_subquery(),
    select(_FACT.value).where(_FACT.name == RESTS_ON).scalar_subquery(),
    asking.stale(_DAY).exists(),
    select(func.count()).select_from(table_of(models.Due)).where(_DUE.look_on <= _DAY).scalar_subquery(),
    select(_FACT.value).where(_FACT.name == OFFICE_TOLD).scalar_subquery(),
)
_LOOKED = select(_DUE.id, _DUE.look_on, _DUE.touched)


def _on(statement: Statement, since: date | None, day: date) -> Statement:
    found = statement.where(_DUE.look_on <= day)
    return found if since is None else found.where(_DUE.look_on > since)


def next_day(session: Session, after: date) -> date | None:
    """Return the first day after ``after`` on which there is something to look at; None where there is none."""
    query = select(_DUE.look_on).where(_DUE.look_on > after).order_by(_DUE.look_on).limit(1)
    return next((day for (day,) in rows(session, query)), None)


def tasks_on(since: date | None, day: date) -> Select[int]:
    """Return the statement for the tasks with a due to look at on a day, or on one later than ``since``."""
    # nested instead of joined: a join may be begun from the other side, which reads every date there is
    dates = _on(select(_DUE.checkpoint_id), since, day)
    return select(_CHECKPOINT.task_id).where(_CHECKPOINT.id.in_(dates))


def tasks_between(first: int, last: int) -> Select[int]:
    """Return the statement for the tasks from one id to another."""
    return select(_TASK.id).where(_TASK.id.between(first, last))


def next_tasks(session: Session, after: int, count: int) -> Sequence[int]:
    """Return the ids of the next tasks behind one, at most ``count``."""
    query = select(_TASK.id).where(_TASK.id > after).order_by(_TASK.id).limit(count)
    return [task_id for (task_id,) in rows(session, query)]


def write(session: Session, looks: Iterable[Look]) -> None:
    """Write the bounds of dues as they were found; whatever happened meanwhile to one leaves it to be looked at."""
    changed = [
        {"due": found.due_id, "found": found.touched, "first": first}
        for found, first in looks
        if found.look_on != first
    ]
    if changed:
        statement = update(table_of(models.Due)).values(look_on=bindparam("first"))
        statement = statement.where(_DUE.id == bindparam("due"), _DUE.touched == bindparam("found"))
        session.connection().execute(statement, changed)


def touch(session: Session, day: date, dues: Select[int]) -> None:
    """Let the next planner look at dues: something has happened on ``day`` that bears on when they are asked."""
    session.flush()
    statement = update(table_of(models.Due)).values(look_on=day, touched=_DUE.touched + 1)
    session.connection().execute(statement.where(_DUE.id.in_(dues)))


# which dues an event bears on


def of_due(due_id: int) -> Select[int]:
    """Return the statement for one due."""
    return select(_DUE.id).where(_DUE.id == due_id)


def of_shares(assignment_ids: Collection[int]) -> Select[int]:
    """Return the statement for the dues of some units' shares of tasks."""
    return select(_DUE.id).where(_DUE.assignment_id.in_(assignment_ids))


def of_task(*task_ids: int) -> Select[int]:
    """Return the statement for all dues of a task, or of several."""
    return _of_assignments().where(_ASSIGNMENT.task_id.in_(task_ids))


def of_plan(plan_id: int) -> Select[int]:
    """Return the statement for all dues of a plan."""
    joined = _of_assignments().join(table_of(models.Task), _TASK.id == _ASSIGNMENT.task_id)
    return joined.where(_TASK.plan_id == plan_id)


def of_unit(unit_id: int) -> Select[int]:
    """Return the statement for all that a unit owes."""
    return _of_assignments().where(_ASSIGNMENT.unit_id == unit_id)


def of_person(person_id: int) -> Select[int]:
    """Return the statement for all that the units owe in which a person has, had or will have a seat."""
    seat, tenure = columns(models.Seat), columns(models.Tenure)
    units = select(seat.unit_id).join(table_of(models.Tenure), tenure.seat_id == seat.id)
    return _of_assignments().where(_ASSIGNMENT.unit_id.in_(units.where(tenure.person_id == person_id)))


def of_notices(notice_ids: Select[int] | Sequence[int]) -> Select[int]:
    """Return the statement for the dues of the shares whose asks stand in some notices.

    A rung of one due bears on those of the same share: the dispatch is announced with one of them.
    """
    ask = columns(models.Ask)
    asked = table_of(models.Due).alias("asked")
    shares = select(asked.c.assignment_id).join(table_of(models.Ask), ask.due_id == asked.c.id)
    return select(_DUE.id).where(_DUE.assignment_id.in_(shares.where(ask.notice_id.in_(notice_ids))))


def _of_assignments() -> Select[int]:
    return select(_DUE.id).join(table_of(models.Assignment), _ASSIGNMENT.id == _DUE.assignment_id)
