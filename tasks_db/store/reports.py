"""Reports as rows, and the plans that one act looks at as values."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register import values
from tasks_db.register.answers import Assigned, Said, with_report
from tasks_db.register.progress import SELF_EVIDENT
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.registers import report_value
from tasks_db.terms import PlanStage, ReportStatus

_ONE_DAY = timedelta(days=1)


class Loaded:
    """The plans that one act or one view looks at, each read once.

    What is written of reports in between is folded into them by ``keep``, so that nothing is read a second time.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._plans: dict[int, values.Plan] = {}
        self._register: values.Register | None = None

    def register(self) -> values.Register:
        """Return the register of all plans that are handed out, as it was when it was first asked for."""
        if self._register is None:
            self._register = registers.load(self._session)
            self._plans = {plan.id: plan for plan in self._register.plans} | self._plans
        return self._register

    def assigned(self, assignment_id: int) -> Assigned:
        """Return an assignment with its task and plan; raises AnswerRefused where it is no longer asked for."""
        row = self._session.get(models.Assignment, assignment_id)
        task = self._session.get(models.Task, row.task_id) if row else None
        if row is None or task is None or row.ended_at is not None:
            raise AnswerRefused("这项任务已经不归本单位。发送 /mine 查看现在的任务。")
        plan = self._plan(task.plan_id)
        if plan.stage is not PlanStage.DISPATCHED:
            raise AnswerRefused("这个方案的交办已经撤回，暂不用反馈。")
        value = next(t for t in plan.tasks if t.id == task.id)
        return Assigned(plan, value, next(a for a in value.assignments if a.id == assignment_id))

    def of_task(self, task_id: int) -> tuple[values.Plan, values.Task]:
        """Return a task with its plan, whatever the plan's stage; raises PlanError where there is no such task."""
        plan = self._plan(plans.task_by_id(self._session, task_id).plan_id)
        return plan, next(t for t in plan.tasks if t.id == task_id)

    def of_due(self, due_id: int) -> Assigned:
        """Return the assignment that owes a due; raises AnswerRefused where it is no longer asked for."""
        return self.assigned(self._session.get_one(models.Due, due_id).assignment_id)

    def said(self, report_id: int) -> Said:
        """Return a report with its task and plan; raises AnswerRefused where it is not there or asked for no more."""
        found = self.assigned(get(self._session, report_id).assignment_id)
        report = next(r for r in found.assignment.reports if r.id == report_id)
        return Said(found.plan, found.task, found.assignment, report)

    def keep(self, row: models.Report) -> Said:
        """Write a report's row, fold it into its plan, and return it as it is now."""
        self._session.add(row)
        self._session.flush()
        found = self.assigned(row.assignment_id)
        before = next((r for r in found.assignment.reports if r.id == row.id), None)
        names = {i: self._session.get_one(models.Person, i).name for i in (row.person_id, row.entered_by) if i}
        report = report_value(row, found.assignment.unit, names, before.evidence if before else ())
        self._plans[found.plan.id] = with_report(found.plan, report)
        return self.said(report.id)

    def _plan(self, plan_id: int) -> values.Plan:
        if plan_id not in self._plans:
            self._plans[plan_id] = plans.one_plan(self._session, plan_id)
        return self._plans[plan_id]


def get(session: Session, report_id: int) -> models.Report:
    """Return a report's row; raises AnswerRefused where there is none."""
    report = session.get(models.Report, report_id)
    if report is None:
        raise AnswerRefused("找不到这条反馈。发送 /mine 查看现在的任务。")
    return report


def latest_open(session: Session, assignment_id: int, person_id: int) -> int | None:
    """Return the id of a person's last answer for a unit, if it can still be taken back."""
    query = select(models.Report).where(
        models.Report.assignment_id == assignment_id,
        models.Report.person_id == person_id,
        col(models.Report.withdrawn_at).is_(None),
    )
    last = session.exec(query.order_by(col(models.Report.at).desc(), col(models.Report.id).desc())).first()
    if last is None or (last.decided_at is not None and last.kind not in SELF_EVIDENT):
        return None
    return last.id


def said_last(session: Session, person_id: int, now: datetime) -> frozenset[int]:
    """Return the assignments of which a person's last message today told something that can still be taken back."""
    query = select(models.Report).where(
        models.Report.person_id == person_id,
        col(models.Report.withdrawn_at).is_(None),
        col(models.Report.at) > now - _ONE_DAY,
    )
    last = session.exec(query.order_by(col(models.Report.at).desc()).limit(1)).first()
    if last is None or local_date(last.at) != local_date(now):
        return frozenset()
    together = session.exec(query.where(models.Report.at == last.at))
    return frozenset(r.assignment_id for r in together if r.decided_at is None or r.kind in SELF_EVIDENT)


def awaiting(session: Session) -> list[int]:
    """Return the ids of the reports that wait for a decision, oldest first; units that left the task do not count."""
    query = (
        select(models.Report)
        .join(models.Assignment, col(models.Assignment.id) == col(models.Report.assignment_id))
        .join(models.Task, col(models.Task.id) == col(models.Assignment.task_id))
        .join(models.Plan, col(models.Plan.id) == col(models.Task.plan_id))
        .where(
            models.Report.status == ReportStatus.SUBMITTED,
            models.Plan.stage == PlanStage.DISPATCHED,
            col(models.Task.cancelled_at).is_(None),
            col(models.Assignment.ended_at).is_(None),
        )
    )
    rows = session.exec(query.order_by(col(models.Report.at), col(models.Report.id))).all()
    return [key(row.id) for row in rows]
