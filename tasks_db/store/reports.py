"""Reports as rows, and the tasks that one act looks at as values."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.language import LastSaid
from tasks_db.register import overlaps, values
from tasks_db.register.answers import Assigned, Said, with_report
from tasks_db.register.progress import SELF_EVIDENT
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import audit, models, people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.lean import Statement, TaskIds, columns, keep_to_oneself, rows, table_of
from tasks_db.store.registers import report_value
from tasks_db.terms import AnswerKind, PlanStage, ReportStatus

_ONE_DAY = timedelta(days=1)
_WORDS = (AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE)
"""What tells of the work, whoever has it now; requests are about a share."""
_NO_REPORT = "找不到这条反馈。发送 /mine 查看现在的任务。"


class Loaded:
    """The tasks that one act or one view looks at, each read once and whole.

    What is written of reports in between is folded into them by ``keep``, so that nothing is read a second time.
    Several tasks are best fetched together, before they are asked for one by one.

    With ``of_units`` each is read for an answer of these units alone (``Tasks``): nothing may be told of the others.
    """

    def __init__(self, session: Session, *, of_units: Collection[int] | None = None) -> None:
        self._session, self._of_units = session, of_units
        self._tasks: dict[int, tuple[values.BarePlan, values.Task]] = {}
        self._task_of: dict[int, int] = {}
        self._share_of: dict[int, int] = {}
        self._share_said: dict[int, int] = {}
        self._names: dict[int, str] = {}

    def fetch(self, tasks: TaskIds, *, only_look: bool = False) -> None:
        """Read tasks that are not here yet, all at once; an act locks them, unless it will ``only_look`` at them."""
        if not only_look:
            keep_to_oneself(self._session, tasks)
        for plan, task in registers.tasks(self._session, tasks, of_units=self._of_units):
            if task.id not in self._tasks:
                self._hold(plan, task)

    def held(self) -> Iterator[tuple[values.BarePlan, values.Task]]:
        """Yield the tasks that were read so far, with their plans."""
        yield from self._tasks.values()

    def fetch_shares(self, assignment_ids: Collection[int]) -> None:
        """Read the tasks of some shares, a few dozen at most, all at once."""
        share = columns(models.Assignment)
        missing = set(assignment_ids) - self._task_of.keys()
        if missing:
            self.fetch(select_columns(share.task_id).where(share.id.in_(missing)))

    def fetch_asked(self, notice_id: int) -> None:
        """Read the tasks for which a bundle asks, all at once."""
        self.fetch(plans.asked_in([notice_id]))

    def assigned(self, assignment_id: int) -> Assigned:
        """Return an assignment with its task and plan; raises AnswerRefused where it is no longer asked for."""
        found = self._share(assignment_id)
        if found is None or found.assignment.ended_at is not None:
            raise AnswerRefused("这项任务已经不归本单位。发送 /mine 查看现在的任务。")
        return found

    def _share(self, assignment_id: int) -> Assigned | None:
        """A share that there is or was, with its task and plan; None where the register has no such share."""
        self.fetch_shares([assignment_id])
        if assignment_id not in self._task_of:
            return None
        plan, task = self._tasks[self._task_of[assignment_id]]
        if plan.stage is not PlanStage.DISPATCHED:
            raise AnswerRefused("这个方案的交办已经撤回，暂不用反馈。")
        return Assigned(plan, task, next(a for a in task.shares if a.id == assignment_id))

    def of_task(self, task_id: int) -> tuple[values.BarePlan, values.Task]:
        """Return a task with its plan, whatever the plan's stage; raises PlanError where there is no such task."""
        if task_id not in self._tasks:
            self.fetch([key(plans.task_by_id(self._session, task_id).id)])
        return self._tasks[task_id]

    def of_due(self, due_id: int) -> Assigned:
        """Return the assignment that owes a due; raises AnswerRefused where it is no longer asked for."""
        if due_id not in self._share_of:
            due = columns(models.Due)
            ((share,),) = rows(self._session, select_columns(due.assignment_id).where(due.id == due_id))
            self._share_of[due_id] = share
        return self.assigned(self._share_of[due_id])

    def said(self, report_id: int) -> Said:
        """Return a report with its task and plan, also of a unit that has no share any more.

        Raises AnswerRefused where there is none, or its plan is not handed out any more.
        """
        share = self._share_said.get(report_id)
        found = self._share(share if share is not None else _share_said(self._session, report_id))
        if found is None:
            raise AnswerRefused(_NO_REPORT)
        report = next(r for r in found.assignment.reports if r.id == report_id)
        return Said(found.plan, found.task, found.assignment, report)

    def beside(self, said: Said) -> list[tuple[values.BarePlan, values.Task]]:
        """Return the other tasks of a report's unit that may read much like its task (``overlaps.alike``).

        They are read for what this unit owes and said in them, and are not kept.
        """
        unit_id = said.assignment.unit_id
        if unit_id is None:
            return []
        words = ((row.task_id, row.title, row.content) for row in plans.words_of_unit(self._session, unit_id))
        alike = [task_id for task_id in overlaps.alike(said.task, words) if task_id != said.task.id]
        missing = [task_id for task_id in alike if task_id not in self._tasks]
        read = registers.tasks(self._session, missing, of_units=[unit_id]) if missing else ()
        found = {task.id: (plan, task) for plan, task in read}
        return [found.get(task_id) or self._tasks[task_id] for task_id in alike]

    def keep(self, row: models.Report) -> Said:
        """Write a report's row, fold it into its task, and return it as it is now."""
        return self.keep_all([row])[0]

    def keep_all(self, reports: Sequence[models.Report]) -> list[Said]:
        """Write the rows of reports together, fold them into their tasks, and return them as they are now.

        New ones are of one share each.
        """
        self._session.flush()
        _insert(self._session, [row for row in reports if row.id is None])
        spoke = {i for row in reports for i in (row.person_id, row.entered_by, row.decided_by) if i is not None}
        names = people.names(self._session, spoke - self._names.keys()) if spoke - self._names.keys() else {}
        self._names |= names
        for row in reports:
            found = self._share(row.assignment_id)
            if found is None:
                raise AnswerRefused(_NO_REPORT)
            before = next((r for r in found.assignment.reports if r.id == row.id), None)
            report = report_value(row, found.assignment.unit, self._names, before.evidence if before else ())
            self._hold(found.plan, with_report(found.task, report))
        return [self.said(key(row.id)) for row in reports]

    def _hold(self, plan: values.BarePlan, task: values.Task) -> None:
        self._tasks[task.id] = plan, task
        self._task_of.update((share.id, task.id) for share in task.shares)
        self._share_of.update((due.id, share.id) for share in task.assignments for due in share.dues)
        self._share_said.update((report.id, share.id) for share in task.shares for report in share.reports)


def _insert(session: Session, new: Sequence[models.Report]) -> None:
    """Insert reports in one statement, each of another share, and give them their ids."""
    if not new:
        return
    report = columns(models.Report)
    statement = insert(table_of(models.Report)).returning(report.assignment_id, report.id)
    made = session.connection().execute(statement, [row.model_dump(exclude={"id"}) for row in new])
    ids: dict[int, int] = dict(tuple(row) for row in made)
    for row in new:
        row.id = ids[row.assignment_id]
    audit.inserted(session, new)


def _share_said(session: Session, report_id: int) -> int:
    """Whose a report is. Its row is left alone: it may yet change until the task is locked."""
    report = columns(models.Report)
    found = rows(session, select_columns(report.assignment_id).where(report.id == report_id))
    if not found:
        raise AnswerRefused(_NO_REPORT)
    return int(found[0][0])


def get(session: Session, report_id: int) -> models.Report:
    """Return a report's row as it is now; raises AnswerRefused where there is none."""
    session.flush()
    report = session.get(models.Report, report_id, populate_existing=True)
    if report is None:
        raise AnswerRefused(_NO_REPORT)
    return report


def latest_open(session: Session, assignment_id: int, person_id: int, kind: AnswerKind | None = None) -> int | None:
    """Return the id of a person's last answer for a unit (of a ``kind``), if it can still be taken back."""
    query = select(models.Report).where(
        models.Report.assignment_id == assignment_id,
        models.Report.person_id == person_id,
        col(models.Report.withdrawn_at).is_(None),
    )
    if kind is not None:
        query = query.where(models.Report.kind == kind)
    last = session.exec(query.order_by(col(models.Report.at).desc(), col(models.Report.id).desc())).first()
    if last is None or (last.decided_at is not None and last.kind not in SELF_EVIDENT):
        return None
    return last.id


_JUST_NOW = timedelta(minutes=15)


def said_last(session: Session, person_id: int, now: datetime) -> dict[int, LastSaid]:
    """Return what a person's last message today told that can still be taken back, by assignment."""
    together = rows(session, _last_together(), {"person": person_id, "since": now - _ONE_DAY})
    today = (r for r in together if local_date(r.at) == local_date(now))
    return {
        r.assignment_id: LastSaid(r.kind, r.percent, r.text if now - r.at <= _JUST_NOW else "")
        for r in today
        if r.decided_at is None or r.kind in SELF_EVIDENT
    }


@cache  # put together once, since every answer in words asks it
def _last_together() -> Statement:
    """The statement for what a person said last of all that stands."""
    r = columns(models.Report)
    stands = (r.person_id == bindparam("person")) & r.withdrawn_at.is_(None) & (r.at > bindparam("since"))
    latest = select_columns(func.max(r.at)).where(stands).scalar_subquery()
    return select_columns(r.assignment_id, r.at, r.decided_at, r.kind, r.percent, r.text).where(
        stands, r.at == latest
    )


def awaiting(session: Session) -> list[int]:
    """Return the ids of the reports that wait for a decision, oldest first.

    Of a unit that has left the task its words wait; what it asked for went with its share.
    """
    report = columns(models.Report)
    return [row.id for row in rows(session, _awaiting(report.id).order_by(report.at, report.id))]


def tasks_awaiting() -> Select[int]:
    """Return the statement for the tasks with reports that wait for a decision."""
    return _awaiting(columns(models.Task).id)


def _awaiting(column: Any) -> Select[int]:  # noqa: ANN401 - a column
    report, share = columns(models.Report), columns(models.Assignment)
    task, plan = columns(models.Task), columns(models.Plan)
    joined = (
        select_columns(column)
        .select_from(table_of(models.Report))
        .join(table_of(models.Assignment), share.id == report.assignment_id)
        .join(table_of(models.Task), task.id == share.task_id)
        .join(table_of(models.Plan), plan.id == task.plan_id)
    )
    waiting = joined.where(report.status == ReportStatus.SUBMITTED, plan.stage == PlanStage.DISPATCHED)
    return waiting.where(task.cancelled_at.is_(None), share.ended_at.is_(None) | report.kind.in_(_WORDS))
