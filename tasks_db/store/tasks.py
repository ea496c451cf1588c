"""Tasks with all that belongs to them, read in four statements and put together in memory.

Which tasks are meant is found by the first statement and handed to the others as one value, so that what chooses them
is looked for once; the number of statements is the same for one task and for all.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlmodel import Session

from tasks_db.register import values
from tasks_db.register.grouping import grouped
from tasks_db.register.ladder import PlanSettings
from tasks_db.store import cycles, models
from tasks_db.store.bare_plans import PLAN_COLUMNS, bare_plan
from tasks_db.store.lean import Statement, TaskIds, as_one, columns, is_server, listed, rows, table_of, these
from tasks_db.terms import AnswerKind, CheckpointKind, Role, UnitKind

_TASK = columns(models.Task)
_CHECKPOINT = columns(models.Checkpoint)
_ASSIGNMENT = columns(models.Assignment)
_DUE = columns(models.Due)
_REPORT = columns(models.Report)
_EVIDENCE = columns(models.Evidence)
_UNIT = columns(models.Unit)
_SPEAKER = table_of(models.Person).alias("speaker")
_CLERK = table_of(models.Person).alias("clerk")
_DECIDER = table_of(models.Person).alias("decider")

_UNIT_NAME = func.coalesce(_UNIT.name, _ASSIGNMENT.printed)
_IN_FORCE = _ASSIGNMENT.ended_at.is_(None)
_SPOKEN = select(_REPORT.id).where(_REPORT.assignment_id == _ASSIGNMENT.id).exists()
"""An ended share is read only where something was said in it."""


class Tasks:
    """Everything that belongs to some tasks, by the ids that join it."""

    def __init__(
        self, session: Session, which: TaskIds, *, with_plans: bool = False, of_units: Collection[int] | None = None
    ) -> None:
        """Read it: the tasks, their shares, their dates with what is owed on them, and what was reported.

        ``with_plans``: the plans come with the tasks, for ``with_their_plans``. With ``of_units`` only what these
        units owe and said is read, and what closed a task: enough to answer for them, and nothing else.
        """
        found = rows(session, _tasks(with_plans=with_plans).where(_TASK.id.in_(which)))
        self._session, self._ids = session, [row.id for row in found]
        handed = {"tasks": as_one(session, self._ids)}
        if of_units is not None:
            handed["units"] = as_one(session, of_units)

        def of(belonging: Callable[..., Statement]) -> Sequence[Any]:
            made = belonging(on_server=is_server(session), narrowed=of_units is not None)
            return rows(session, made, handed) if found else ()

        self._tasks = grouped((row.plan_id, row[:_TASK_WIDTH]) for row in found)
        plans = {row.plan_id: row[_TASK_WIDTH:] for row in found} if with_plans else {}
        self._plans = {plan_id: bare_plan(row) for plan_id, row in plans.items()}
        self._assignments = grouped((row.task_id, row) for row in of(_assignments))
        self._checkpoints: dict[int, list[values.Checkpoint]] = {}
        self._dues: dict[int, list[values.Due]] = {}
        self._take_dates(of(_dates))
        self._reports = grouped(_as_reports(of(_reports)))

    @property
    def ids(self) -> Select[int]:
        """The statement for the tasks that were read."""
        return these(self._session, self._ids)

    def _take_dates(self, found: Sequence[Any]) -> None:
        """Take dates, each as often as somebody owes something on it, and once where nobody does."""
        checkpoint: values.Checkpoint | None = None
        for task_id, *fields, due_id, share_id, day, exempted_at, reason, at, until, times, by_office, why in found:
            if checkpoint is None or checkpoint.id != fields[0]:
                checkpoint = values.Checkpoint(*fields)
                self._checkpoints.setdefault(task_id, []).append(checkpoint)
            if due_id is not None:
                put_off = _put_off(at, until, why, by_office=bool(by_office))
                due = values.Due(due_id, checkpoint, share_id, day, exempted_at, reason, put_off, times)
                self._dues.setdefault(share_id, []).append(due)

    def of_plan(self, plan_id: int, settings: PlanSettings) -> tuple[values.Task, ...]:
        """Return the tasks of a plan that were read, in order; ``settings`` says how the plan asks."""
        return tuple(self._task(row, settings) for row in self._tasks.get(plan_id, ()))

    def with_their_plans(self) -> Iterator[tuple[values.BarePlan, values.Task]]:
        """Yield every task with its plan, in order of plan and row."""
        for plan_id, plan in sorted(self._plans.items()):
            for task in self.of_plan(plan_id, plan.settings):
                yield plan, task

    def _task(self, row: Any, settings: PlanSettings) -> values.Task:  # noqa: ANN401 - a row
        *fields, leaders, stored = row
        task_id = fields[0]
        own = sorted(self._assignments.get(task_id, ()), key=lambda a: a.role is not Role.LEAD)
        shares = [self._assignment(a) for a in own]
        return values.Task(
            **dict(zip(_TASK_FIELDS, fields, strict=True)),
            leaders=tuple(leaders),
            cycles=tuple(cycles.value(one) for one in stored),
            settings=settings,
            checkpoints=tuple(self._checkpoints.get(task_id, ())),
            assignments=tuple(one for one in shares if one.ended_at is None),
            former=tuple(one for one in shares if one.ended_at is not None),
        )

    def _assignment(self, row: Any) -> values.Assignment:  # noqa: ANN401 - a row
        *fields, kind, parent_id, consolidates, asked, by_office, ended_at = row
        owed = self._dues.get(row.id, ()) if ended_at is None else ()
        dues = sorted(owed, key=lambda due: (due.day, due.id))
        reports = self._reports.get(row.id, ())
        fields += [kind is UnitKind.GROUP, parent_id, consolidates, asked, tuple(dues), tuple(reports)]
        return values.Assignment(*(*fields, by_office, ended_at))


def deadlines(session: Session, which: TaskIds) -> list[tuple[str, date]]:
    """Return the titles of those of some tasks that have a deadline, with its day, in order of plan and row."""
    joined = table_of(models.Task).join(table_of(models.Checkpoint), _CHECKPOINT.task_id == _TASK.id)
    found = select(_TASK.title, _CHECKPOINT.day).select_from(joined)
    found = found.where(_TASK.id.in_(which), _CHECKPOINT.kind == CheckpointKind.DEADLINE)
    return [(title, day) for title, day in rows(session, found.order_by(_TASK.plan_id, _TASK.position, _TASK.id))]


def _put_off(
    at: datetime | None,
    until: date | None,
    why: str,
    *,
    by_office: bool,
) -> values.PutOff | None:
    """Until when an answer was put off, if it was."""
    return values.PutOff(at, until, by_office, why) if at is not None and until is not None else None


_TASK_FIELDS = (
    "id",
    "plan_id",
    "position",
    "seq",
    "section",
    "title",
    "content",
    "deadline_text",
    "standing",
    "source_place",
    "source_quote",
    "review",
    "candidate",
    "indicator_id",
    "cancelled_at",
    "struck_off_at",
    "closed_at",
    "done_on",
)


_TASK_COLUMNS = tuple(_TASK[name] for name in (*_TASK_FIELDS, "leaders", "cycles"))
_TASK_WIDTH = len(_TASK_COLUMNS)


# Statements are put together once: to put one together costs as much as to have it answered.


@cache
def _tasks(*, with_plans: bool) -> Statement:
    if not with_plans:
        return select(*_TASK_COLUMNS).order_by(_TASK.position, _TASK.id)
    joined = table_of(models.Task).join(table_of(models.Plan), columns(models.Plan).id == _TASK.plan_id)
    return select(*_TASK_COLUMNS, *PLAN_COLUMNS).select_from(joined).order_by(_TASK.position, _TASK.id)


def _of_tasks(task_id: Any, *, on_server: bool) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    wanted: ColumnElement[bool] = task_id.in_(listed(bindparam("tasks"), on_server=on_server))
    return wanted


def _of_units(*, on_server: bool) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = _ASSIGNMENT.unit_id.in_(listed(bindparam("units"), on_server=on_server))
    return wanted


@cache
def _dates(*, on_server: bool, narrowed: bool) -> Statement:
    c, d = _CHECKPOINT, _DUE
    fields = (c.task_id, c.id, c.kind, c.day, c.original_day, c.target, c.basis, c.confirmed)
    postponed = (d.put_off_at, d.put_off_until, d.put_offs, d.put_off_by_office, d.put_off_why)
    owed = (d.id, d.assignment_id, d.day, d.exempted_at, d.exempted_reason, *postponed)
    owed_on = d.checkpoint_id == c.id
    if narrowed:
        owed_on &= d.assignment_id.in_(select(_ASSIGNMENT.id).where(_of_units(on_server=on_server)))
    joined = table_of(models.Checkpoint).outerjoin(table_of(models.Due), owed_on)
    found = select(*fields, *owed).select_from(joined).order_by(c.day, c.id)
    return found.where(_of_tasks(c.task_id, on_server=on_server))


@cache
def _assignments(*, on_server: bool, narrowed: bool) -> Statement:  # noqa: ARG001 - every unit stands in a task
    a = _ASSIGNMENT
    fields = (a.id, a.task_id, a.unit_id, _UNIT_NAME.label("unit"), a.printed, a.role)
    rest = (_UNIT.kind, a.parent_id, a.consolidates, a.asked, a.by_office, a.ended_at)
    joined = table_of(models.Assignment).outerjoin(table_of(models.Unit))
    found = select(*fields, *rest).select_from(joined).where(_IN_FORCE | _SPOKEN).order_by(a.position, a.id)
    return found.where(_of_tasks(a.task_id, on_server=on_server))


@cache
def _reports(*, on_server: bool, narrowed: bool) -> Statement:
    r, e = _REPORT, _EVIDENCE
    said = (r.id, r.assignment_id, r.checkpoint_id, _UNIT_NAME, _SPEAKER.c.name, _CLERK.c.name, r.at, r.kind)
    words = (r.percent, r.text, r.problem, r.needs, r.expected, r.new_date)
    decided = (r.status, r.decided_at, r.reason, r.withdrawn_at, r.old_day, r.decided_by, r.link_id, r.called_on)
    decider = _DECIDER.c.name.label("decider")
    joined = (
        table_of(models.Report)
        .join(table_of(models.Assignment), _ASSIGNMENT.id == r.assignment_id)
        .outerjoin(table_of(models.Unit), _UNIT.id == _ASSIGNMENT.unit_id)
        .join(_SPEAKER, _SPEAKER.c.id == r.person_id)
        .outerjoin(_CLERK, _CLERK.c.id == r.entered_by)
        .outerjoin(_DECIDER, _DECIDER.c.id == r.decided_by)
        .outerjoin(table_of(models.Evidence), (e.assignment_id == r.assignment_id) & (e.report_id == r.id))
    )
    found = select(*said, *words, *decided, decider, r.form_key, e.file_name).select_from(joined)
    if narrowed:
        found = found.where(_of_units(on_server=on_server) | (r.kind == AnswerKind.CLOSURE))
    return found.where(_of_tasks(_ASSIGNMENT.task_id, on_server=on_server)).order_by(r.id, e.id)


def _as_reports(found: Sequence[Any]) -> Iterator[tuple[int, values.Report]]:
    """Take reports, each as often as it has files, and once without."""
    for _, same in groupby(found, key=itemgetter(0)):
        (*fields, old_day, decided_by, link_id, called_on, decider, form_key, file), *more = same
        files = () if file is None else (file, *(row[-1] for row in more))
        yield fields[1], values.Report(*(*fields, files, old_day, decided_by, link_id, called_on, decider, form_key))
