"""The office decides: a report is accepted or returned, an extension moves its date."""

from datetime import datetime

from sqlmodel import Session

from tasks_db.register.authority import Authority
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.workdays import Calendar
from tasks_db.store import audit, models
from tasks_db.store.reports import find, get
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import changing


def decide(
    session: Session,
    report_id: int,
    calendar: Calendar,
    by: Authority,
    now: datetime,
    *,
    accept: bool,
    reason: str = "",
) -> models.Report:
    """The office accepts a report or returns it with a reason; an accepted extension moves the date.

    Raises AnswerRefused when somebody else has decided or the unit has withdrawn it meanwhile.
    """
    report = get(session, report_id)
    if report.status is not ReportStatus.SUBMITTED:
        raise AnswerRefused(f"这条反馈{report.status.zh}，不用再审。")
    if not accept and not reason.strip():
        raise AnswerRefused("退回要写明原因，请在下一条消息里写。")
    report.status = ReportStatus.ACCEPTED if accept else ReportStatus.RETURNED
    report.decided_at, report.decided_by, report.reason = now, by.person_id, reason or None
    session.add(report)
    session.flush()
    audit.note(session, now, by, "通过" if accept else "退回", "report", report.id, reason=reason)
    if accept and report.kind is AnswerKind.EXTENSION:
        _extend(session, report, calendar, by, now)
    return report


def _extend(session: Session, report: models.Report, calendar: Calendar, by: Authority, now: datetime) -> None:
    _, task, assignment = find(session, report.assignment_id)
    if report.new_date is None:
        raise AnswerRefused("这条延期申请没有日期，请退回让单位补上。")
    report.old_day = next((d.day for d in assignment.dues if d.checkpoint.id == report.checkpoint_id), None)
    session.add(report)
    dates = {"before": str(report.old_day or ""), "after": str(report.new_date)}
    audit.note(session, now, by, "延期", "task", task.id, unit=assignment.unit, **dates)
    if assignment.consolidates and report.checkpoint_id is not None:
        changing.move_checkpoint(session, task, report.checkpoint_id, report.new_date, calendar)
        return
    # one unit's own share: the date printed for the task stays as it is
    for due in assignment.dues:
        if due.checkpoint.id == report.checkpoint_id:
            owed = session.get_one(models.Due, due.id)
            owed.day = report.new_date
            session.add(owed)
