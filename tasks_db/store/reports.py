"""Answers as they are recorded: given, corrected, withdrawn, decided, and the files that prove them."""

from sqlmodel import Session, col, select

from tasks_db.register import values
from tasks_db.register.progress import SELF_EVIDENT
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models, plans
from tasks_db.terms import PlanStage, ReportStatus

Loaded = dict[int, values.Plan]
"""Plans that were read already, for whoever looks at many assignments of them at one moment."""


def find(
    session: Session, assignment_id: int, loaded: Loaded | None = None
) -> tuple[values.Plan, values.Task, values.Assignment]:
    """An assignment with its task and plan; raises AnswerRefused where it is no longer asked for."""
    row = session.get(models.Assignment, assignment_id)
    task = session.get(models.Task, row.task_id) if row else None
    if row is None or task is None or row.ended_at is not None:
        raise AnswerRefused("这项任务已经不归本单位。发送 /mine 查看现在的任务。")
    plan = (loaded or {}).get(task.plan_id) or plans.one_plan(session, task.plan_id)
    if loaded is not None:
        loaded[plan.id] = plan
    if plan.stage is not PlanStage.DISPATCHED:
        raise AnswerRefused("这个方案的交办已经撤回，暂不用反馈。")
    value = next(t for t in plan.tasks if t.id == task.id)
    return plan, value, next(a for a in value.assignments if a.id == assignment_id)


def get(session: Session, report_id: int) -> models.Report:
    report = session.get(models.Report, report_id)
    if report is None:
        raise AnswerRefused("找不到这条反馈。发送 /mine 查看现在的任务。")
    return report


def latest_open(session: Session, assignment_id: int, person_id: int) -> int | None:
    """The id of the person's last answer for a unit that can still be taken back."""
    query = select(models.Report).where(
        models.Report.assignment_id == assignment_id,
        models.Report.person_id == person_id,
        col(models.Report.withdrawn_at).is_(None),
    )
    last = session.exec(query.order_by(col(models.Report.at).desc(), col(models.Report.id).desc())).first()
    if last is None or (last.decided_at is not None and last.kind not in SELF_EVIDENT):
        return None
    return last.id


def awaiting(session: Session) -> list[models.Report]:
    """What waits for the office's decision, oldest first."""
    query = (
        select(models.Report)
        .join(models.Assignment, col(models.Assignment.id) == col(models.Report.assignment_id))
        .join(models.Task, col(models.Task.id) == col(models.Assignment.task_id))
        .join(models.Plan, col(models.Plan.id) == col(models.Task.plan_id))
        .where(
            models.Report.status == ReportStatus.SUBMITTED,
            models.Plan.stage == PlanStage.DISPATCHED,
            col(models.Task.cancelled_at).is_(None),
        )
    )
    return list(session.exec(query.order_by(col(models.Report.at), col(models.Report.id))).all())
