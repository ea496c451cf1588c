"""Answers as they are given: recorded, corrected, withdrawn, kept as drafts, with the files that prove them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from tasks_db.register import progress, values
from tasks_db.register.authority import Authority
from tasks_db.register.progress import SELF_EVIDENT, Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import audit, models
from tasks_db.store.keys import key
from tasks_db.store.reports import find, get
from tasks_db.terms import AnswerKind, ReportStatus


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who answers. ``entered_by`` is the office's person where the answer came by phone (代录)."""

    person_id: int
    authority: str
    entered_by: int | None = None

    @property
    def by(self) -> Authority:
        return Authority(self.entered_by or self.person_id, self.authority)


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
    _keep_measurement(session, task, report, now)
    audit.note(session, now, speaker.by, given.kind.zh, "report", report.id, task=task.id, unit=assignment.unit)
    return report


def _keep_measurement(session: Session, task: values.Task, report: models.Report, now: datetime) -> None:
    """Where the task asks for an indicator's figure, keep the figure under the year that was asked for."""
    if task.indicator_id is None or report.kind is not AnswerKind.PROGRESS or not report.text:
        return
    asked = next((c for c in task.checkpoints if c.id == report.checkpoint_id), None)
    session.add(
        models.Measurement(
            indicator_id=task.indicator_id,
            report_id=key(report.id),
            period=str(asked.day.year if asked else now.year),
            value=report.text,
            at=now,
        )
    )


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
