"""Papers of the office, from rows to values."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from tasks_db.register.digest.values import Before
from tasks_db.register.papers import FOLLOWS, PaperRecord, Step, before_of
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.terms import PaperState


def get(session: Session, paper_id: int) -> models.Paper:
    """Return a paper's row; raises PaperError where there is none, or it was thrown away."""
    row = session.get(models.Paper, paper_id)
    if row is None or row.state is PaperState.DROPPED:
        raise PaperError("没有这份通报，可能已经作废。请看通报清单。")
    return row


def record(session: Session, row: models.Paper) -> PaperRecord:
    """Return a paper as a value, with the names of those who took its steps."""
    taken = [
        (state, getattr(row, f"{state.value}_at"), getattr(row, f"{state.value}_by"))
        for state in (PaperState.DRAFTED, *FOLLOWS)
    ]
    names = people.names(session, {by for _, _, by in taken if by is not None})
    corrected = session.get(models.Paper, row.corrects_id) if row.corrects_id is not None else None
    return PaperRecord(
        id=key(row.id),
        state=row.state,
        as_of=row.as_of,
        plan_ids=tuple(row.plan_ids),
        ticked=frozenset(row.ticked) if row.ticked is not None else None,
        year=row.year,
        number=row.number,
        corrects=f"{corrected.year}年第{corrected.number}期" if corrected is not None else None,
        steps=tuple(Step(state, at, names.get(by)) for state, at, by in taken if at is not None),
        files=tuple((name, digest) for name, digest in row.files),
    )


def every(session: Session, meeting_id: int) -> list[models.Paper]:
    """Return the papers of a joint meeting that were not thrown away, the newest first."""
    kept = models.Paper.state != PaperState.DROPPED
    query = select(models.Paper).where(models.Paper.meeting_id == meeting_id, kept)
    return list(session.exec(query.order_by(col(models.Paper.id).desc())).all())


def next_number(session: Session, meeting_id: int, year: int) -> int:
    """Return the number of the next issue of a year."""
    of_year = (models.Paper.meeting_id == meeting_id, models.Paper.year == year)
    return (session.exec(select(func.max(models.Paper.number)).where(*of_year)).one() or 0) + 1


def last_issue(session: Session, meeting_id: int, plan_ids: list[int], as_of: datetime) -> models.Paper | None:
    """Return the newest issue over the same plans of an earlier moment than ``as_of``; None for the first one."""
    query = select(models.Paper).where(
        models.Paper.meeting_id == meeting_id,
        models.Paper.state == PaperState.ISSUED,
        models.Paper.as_of < as_of,
    )
    found = session.exec(query.order_by(col(models.Paper.as_of).desc(), col(models.Paper.id).desc())).all()
    return next((row for row in found if sorted(row.plan_ids) == sorted(plan_ids)), None)


def said(row: models.Paper | None) -> Before | None:
    """Return what an issue said, for the one that is held against it; None without one."""
    if row is None or row.number is None or row.value is None:
        return None
    return before_of(row.number, row.as_of, row.value)
