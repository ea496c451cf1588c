"""Answers as they are recorded: given, corrected, withdrawn, decided, and the files that prove them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from tasks_db import models, progress
from tasks_db import register as values
from tasks_db.progress import AnswerRefused, Given
from tasks_db.store import audit, dispatch
from tasks_db.store.audit import Authority
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, PlanStage, ReportStatus
from tasks_db.workdays import Calendar

SELF_EVIDENT = frozenset({AnswerKind.RECEIVED, AnswerKind.NO_CHANGE})
"""Answers that nobody reviews."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who answers. ``entered_by`` is the office's person where the answer came by phone (代录)."""

    person_id: int
    authority: str
    entered_by: int | None = None

    @property
    def by(self) -> Authority:
        return Authority(self.entered_by or self.person_id, self.authority)


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
    plan = (loaded or {}).get(task.plan_id) or dispatch.one_plan(session, task.plan_id)
    if loaded is not None:
        loaded[plan.id] = plan
    if plan.stage is not PlanStage.DISPATCHED:
        raise AnswerRefused("这个方案的交办已经撤回，暂不用反馈。")
    value = next(t for t in plan.tasks if t.id == task.id)
    return plan, value, next(a for a in value.assignments if a.id == assignment_id)


def answer(
    session: Session,
    assignment_id: int,
    due_id: int | None,
    given: Given,
    speaker: Speaker,
    now: datetime,
    *,
    draft: bool = False,
    replaces: int | None = None,
) -> models.Report:
    """Record what a unit says; raises AnswerRefused with the sentence for the person.

    The same answer given again changes nothing and gives the first one back, so a button pressed twice is one answer.
    """
    _, task, assignment = find(session, assignment_id)
    first = progress.repeated(assignment, due_id, given, now, draft=draft) if replaces is None else None
    if first is not None and task.cancelled_at is None:
        return session.get_one(models.Report, first.id)
    taken = progress.apply(task, assignment, due_id, given, now)
    if replaces is not None:
        withdraw(session, replaces, speaker.by, now)
    status = ReportStatus.DRAFT if draft else ReportStatus.ACCEPTED if taken.decided else ReportStatus.SUBMITTED
    report = models.Report(
        assignment_id=assignment_id,
        checkpoint_id=taken.checkpoint_id,
        person_id=speaker.person_id,
        entered_by=speaker.entered_by,
        at=now,
        kind=given.kind,
        percent=given.percent,
        text=given.text,
        problem=given.problem,
        needs=given.needs,
        expected=given.expected,
        new_date=given.new_date,
        status=status,
        decided_at=now if status is ReportStatus.ACCEPTED else None,
        replaces_id=replaces,
    )
    session.add(report)
    session.flush()
    _keep_reading(session, task, report, now)
    audit.note(session, now, speaker.by, given.kind.zh, "report", report.id, task=task.id, unit=assignment.unit)
    return report


def _keep_reading(session: Session, task: values.Task, report: models.Report, now: datetime) -> None:
    """Where the task asks for an indicator's figure, keep the figure under the year that was asked for."""
    if task.indicator_id is None or report.kind is not AnswerKind.PROGRESS or not report.text:
        return
    asked = next((c for c in task.checkpoints if c.id == report.checkpoint_id), None)
    session.add(
        models.Reading(
            indicator_id=task.indicator_id,
            report_id=key(report.id),
            period=str(asked.day.year if asked else now.year),
            value=report.text,
            at=now,
        )
    )


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


def withdraw(session: Session, report_id: int, by: Authority, now: datetime) -> models.Report:
    """撤销, possible until the office has decided; the version stays in the history."""
    report = get(session, report_id)
    if report.withdrawn_at is not None:
        raise AnswerRefused("这条反馈已经撤销过了。")
    if report.decided_at is not None and report.kind not in SELF_EVIDENT:
        raise AnswerRefused("办公室已经审核过这条反馈，不能撤销。如有变化，请直接再报一次。")
    # a draft never stood, so taking it back leaves no trace in an earlier digest
    report.withdrawn_at = report.at if report.status is ReportStatus.DRAFT else now
    report.status = ReportStatus.WITHDRAWN
    session.add(report)
    session.flush()
    audit.note(session, now, by, "撤销反馈", "report", report.id)
    return report


def keep_as_draft(session: Session, report_id: int, by: Authority, now: datetime) -> models.Report:
    """Take an answer back into a draft that only the unit sees, until the boss has agreed."""
    report = get(session, report_id)
    if report.status is not ReportStatus.SUBMITTED:
        raise AnswerRefused(f"这条反馈{report.status.zh}，不能再存为草稿。")
    report.status = ReportStatus.DRAFT
    session.add(report)
    session.flush()
    audit.note(session, now, by, "存为草稿", "report", report.id)
    return report


def submit_draft(session: Session, report_id: int, speaker: Speaker, now: datetime) -> models.Report:
    """The boss has agreed: what was kept as a draft becomes the unit's answer as of now."""
    report = get(session, report_id)
    if report.status is not ReportStatus.DRAFT:
        raise AnswerRefused("这条草稿已经提交或撤销。")
    _, task, assignment = find(session, report.assignment_id)
    said = next(r for r in assignment.reports if r.id == report_id)
    taken = progress.apply(task, assignment, None, Given.of(said), now)
    report.status = ReportStatus.ACCEPTED if taken.decided else ReportStatus.SUBMITTED
    report.at, report.checkpoint_id = now, taken.checkpoint_id
    report.decided_at = now if taken.decided else None
    session.add(report)
    audit.note(session, now, speaker.by, "提交草稿", "report", report.id)
    return report


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
        dispatch.move_checkpoint(session, task, report.checkpoint_id, report.new_date, calendar)
        return
    # one unit's own share: the date printed for the task stays as it is
    for due in assignment.dues:
        if due.checkpoint.id == report.checkpoint_id:
            owed = session.get_one(models.Due, due.id)
            owed.day = report.new_date
            session.add(owed)


def keep_file(folder: Path, content: bytes) -> str:
    """Store a file under its SHA-256 and return the digest; the same content is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / digest
    if not target.exists():
        partial = target.with_suffix(".part")
        partial.write_bytes(content)
        partial.replace(target)
    return digest


def add_evidence(
    session: Session, assignment_id: int, person_id: int, name: str, sha256: str, size: int, now: datetime
) -> models.Evidence:
    """Attach a kept file to the unit's latest report on the task, or to the assignment while there is none."""
    latest = session.exec(
        select(models.Report)
        .where(models.Report.assignment_id == assignment_id, col(models.Report.withdrawn_at).is_(None))
        .order_by(col(models.Report.at).desc(), col(models.Report.id).desc())
    ).first()
    evidence = models.Evidence(
        assignment_id=assignment_id,
        report_id=latest.id if latest else None,
        person_id=person_id,
        at=now,
        file_name=name,
        sha256=sha256,
        size=size,
    )
    session.add(evidence)
    session.flush()
    return evidence
