"""Tasks with all that belongs to them, read table by table and put together in memory.

Which tasks are meant is a statement inside each statement, so that no list of ids is ever handed to the database and
the number of statements is the same for one task and for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from tasks_db.register import values
from tasks_db.register.grouping import grouped
from tasks_db.register.ladder import PlanSettings
from tasks_db.store import cycles, models
from tasks_db.store.lean import Statement, TaskIds, columns, rows, table_of
from tasks_db.terms import Role, UnitKind

_TASK = columns(models.Task)
_CHECKPOINT = columns(models.Checkpoint)
_ASSIGNMENT = columns(models.Assignment)
_DUE = columns(models.Due)
_REPORT = columns(models.Report)
_EVIDENCE = columns(models.Evidence)
_UNIT = columns(models.Unit)
_SPEAKER = table_of(models.Person).alias("speaker")
_CLERK = table_of(models.Person).alias("clerk")

_UNIT_NAME = func.coalesce(_UNIT.name, _ASSIGNMENT.printed)
_IN_FORCE = _ASSIGNMENT.ended_at.is_(None)


class Tasks:
    """Everything that belongs to some tasks, by the ids that join it."""

    def __init__(self, session: Session, which: TaskIds) -> None:
        """Read it in one statement a table."""

        def of(task_id: Any, statement: Statement) -> Sequence[Any]:  # noqa: ANN401 - a column
            return rows(session, statement.where(task_id.in_(which)))

        self._tasks = grouped((row.plan_id, row) for row in of(_TASK.id, _tasks()))
        self._checkpoints = grouped(_as_checkpoints(of(_CHECKPOINT.task_id, _checkpoints())))
        self._assignments = grouped((row.task_id, row) for row in of(_ASSIGNMENT.task_id, _assignments()))
        self._dues = grouped((row.assignment_id, row) for row in of(_ASSIGNMENT.task_id, _dues()))
        evidence = grouped((report_id, name) for report_id, name in of(_ASSIGNMENT.task_id, _evidence()))
        self._reports = grouped(_as_reports(of(_ASSIGNMENT.task_id, _reports()), evidence))

    def of_plan(self, plan_id: int, settings: PlanSettings) -> tuple[values.Task, ...]:
        """Return the tasks of a plan that were read, in order; ``settings`` says how the plan asks."""
        return tuple(self._task(row, settings) for row in self._tasks.get(plan_id, ()))

    def _task(self, row: Any, settings: PlanSettings) -> values.Task:  # noqa: ANN401 - a row
        checkpoints = {checkpoint.id: checkpoint for checkpoint in self._checkpoints.get(row.id, ())}
        own = sorted(self._assignments.get(row.id, ()), key=lambda a: a.role is not Role.LEAD)
        *fields, leaders, stored = row
        return values.Task(
            **dict(zip(_TASK_FIELDS, fields, strict=True)),
            leaders=tuple(leaders),
            cycles=tuple(cycles.value(one) for one in stored),
            settings=settings,
            checkpoints=tuple(checkpoints.values()),
            assignments=tuple(self._assignment(a, checkpoints) for a in own),
        )

    def _assignment(self, row: Any, checkpoints: Mapping[int, values.Checkpoint]) -> values.Assignment:  # noqa: ANN401
        *fields, kind, parent_id, consolidates, asked = row
        dues = tuple(
            values.Due(due.id, checkpoints[due.checkpoint_id], row.id, *due[3:6], *_put_off(*due[6:]))
            for due in self._dues.get(row.id, ())
            if due.checkpoint_id in checkpoints
        )
        fields += [kind is UnitKind.GROUP, parent_id, consolidates, asked, dues, tuple(self._reports.get(row.id, ()))]
        return values.Assignment(*fields)


def _put_off(at: datetime | None, until: date | None, times: int) -> tuple[values.PutOff, ...]:
    """Until when an answer was put off, if it was."""
    return (values.PutOff(at, until, times),) if at is not None and until is not None else ()


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
)


def _tasks() -> Statement:
    fields = (_TASK[name] for name in (*_TASK_FIELDS, "leaders", "cycles"))
    return select(*fields).order_by(_TASK.position, _TASK.id)


def _checkpoints() -> Statement:
    c = _CHECKPOINT
    fields = (c.task_id, c.id, c.kind, c.day, c.original_day, c.target, c.basis, c.confirmed)
    return select(*fields).order_by(c.day, c.id)


def _as_checkpoints(found: Sequence[Any]) -> Iterator[tuple[int, values.Checkpoint]]:
    for task_id, *fields in found:
        yield task_id, values.Checkpoint(*fields)


def _assignments() -> Statement:
    a = _ASSIGNMENT
    fields = (a.id, a.task_id, a.unit_id, _UNIT_NAME.label("unit"), a.printed, a.role)
    rest = (_UNIT.kind, a.parent_id, a.consolidates, a.asked)
    joined = table_of(models.Assignment).outerjoin(table_of(models.Unit))
    return select(*fields, *rest).select_from(joined).where(_IN_FORCE).order_by(a.position, a.id)


def _dues() -> Statement:
    d = _DUE
    fields = (d.id, d.checkpoint_id, d.assignment_id, d.day, d.exempted_at, d.exempted_reason)
    put_off = (d.put_off_at, d.put_off_until, d.put_offs)
    joined = select(*fields, *put_off).join(table_of(models.Assignment), _ASSIGNMENT.id == d.assignment_id)
    return joined.where(_IN_FORCE).order_by(d.day, d.id)


def _reports() -> Statement:
    r = _REPORT
    said = (r.id, r.assignment_id, r.checkpoint_id, _UNIT_NAME, _SPEAKER.c.name, _CLERK.c.name, r.at, r.kind)
    words = (r.percent, r.text, r.problem, r.needs, r.expected, r.new_date)
    decided = (r.status, r.decided_at, r.reason, r.withdrawn_at, r.old_day, r.decided_by)
    joined = (
        table_of(models.Report)
        .join(table_of(models.Assignment), _ASSIGNMENT.id == r.assignment_id)
        .outerjoin(table_of(models.Unit), _UNIT.id == _ASSIGNMENT.unit_id)
        .join(_SPEAKER, _SPEAKER.c.id == r.person_id)
        .outerjoin(_CLERK, _CLERK.c.id == r.entered_by)
    )
    return select(*said, *words, *decided).select_from(joined).where(_IN_FORCE).order_by(r.id)


def _as_reports(found: Sequence[Any], evidence: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, values.Report]]:
    for *fields, old_day, decided_by in found:
        files = tuple(evidence.get(fields[0], ()))
        yield fields[1], values.Report(*(*fields, files, old_day, decided_by))


def _evidence() -> Statement:
    e = _EVIDENCE
    joined = select(e.report_id, e.file_name).join(table_of(models.Assignment), _ASSIGNMENT.id == e.assignment_id)
    return joined.where(e.report_id.is_not(None)).order_by(e.id)
