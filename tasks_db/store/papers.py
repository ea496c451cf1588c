"""Papers of the office, from rows to values. What was issued is read only by who asks for it: it is long."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from tasks_db.register.digest.period import Period
from tasks_db.register.digest.values import Before
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import FOLLOWS, PaperRecord, Step, before_of, period_of
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, people
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.terms import PaperKind, PaperState


def _rows() -> SelectOfScalar[models.Paper]:
    """Papers that were not thrown away, without what was issued."""
    kept = models.Paper.state != PaperState.DROPPED
    return select(models.Paper).where(kept).options(defer(models.Paper.value))  # type: ignore[arg-type]  # a column


def get(session: Session, paper_id: int) -> models.Paper:
    """Return a paper's row; raises PaperError where there is none, or it was thrown away."""
    wanted = _rows().where(models.Paper.id == paper_id)
    row = session.exec(wanted).first() if paper_id <= MAX_KEY else None
    if row is None:
        raise PaperError("没有这份公文，可能已经作废。请看公文清单。")
    return row


def record(session: Session, row: models.Paper) -> PaperRecord:
    """Return a paper as a value, with the names of those who took its steps."""
    return records(session, [row])[0]


def issued_since(session: Session, moment: datetime, plan_id: int) -> str | None:
    """Return what an issued digest of a plan is called whose values are of that moment or later; None for none."""
    query = _rows().where(models.Paper.state == PaperState.ISSUED, models.Paper.as_of >= moment)
    found = session.exec(query.where(models.Paper.kind == PaperKind.DIGEST).order_by(col(models.Paper.id))).all()
    rests = [row for row in found if not row.plan_ids or plan_id in row.plan_ids]
    return next((one.label for one in records(session, rests[:1])), None)


def records(session: Session, rows: Sequence[models.Paper]) -> list[PaperRecord]:
    """Return papers as values; the names of whoever took steps are read at once."""
    taken = {
        key(row.id): [
            (state, getattr(row, f"{state.value}_at"), getattr(row, f"{state.value}_by"))
            for state in (PaperState.DRAFTED, *FOLLOWS)
        ]
        for row in rows
    }
    names = people.names(session, {by for steps in taken.values() for _, _, by in steps if by is not None})
    units = _units(session, {row.unit_id for row in rows if row.unit_id is not None})
    corrected = _labels(session, {row.corrects_id for row in rows if row.corrects_id is not None})
    copies = _copies(session, {key(row.id) for row in rows if row.kind is not PaperKind.DIGEST})
    return [
        PaperRecord(
            id=key(row.id),
            meeting_id=row.meeting_id,
            kind=row.kind,
            unit=units.get(row.unit_id or 0),
            state=row.state,
            as_of=row.as_of,
            plan_ids=tuple(row.plan_ids),
            ticked=frozenset(row.ticked) if row.ticked is not None else None,
            year=row.year,
            number=row.number,
            corrects=corrected.get(row.corrects_id or 0),
            steps=tuple(Step(state, at, names.get(by)) for state, at, by in taken[key(row.id)] if at is not None),
            files=tuple((name, digest) for name, digest in row.files),
            copies=copies.get(key(row.id), ()),
        )
        for row in rows
    ]


def _units(session: Session, unit_ids: Collection[int]) -> dict[int, str]:
    query = select(models.Unit.id, models.Unit.name).where(col(models.Unit.id).in_(unit_ids))
    return {key(unit_id): name for unit_id, name in session.exec(query)}


def _copies(session: Session, letter_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Who gets a copy of each letter; a letter says little, so it is read whole."""
    if not letter_ids:
        return {}
    query = select(models.Paper.id, models.Paper.value).where(col(models.Paper.id).in_(letter_ids))
    said = {key(paper_id): (value or {}).get("letter", {}) for paper_id, value in session.exec(query)}
    return {paper_id: tuple(letter.get("copies", ())) for paper_id, letter in said.items()}


def _labels(session: Session, paper_ids: Collection[int]) -> dict[int, str]:
    query = select(models.Paper.id, models.Paper.year, models.Paper.number).where(col(models.Paper.id).in_(paper_ids))
    return {key(paper_id): f"{year}年第{number}期" for paper_id, year, number in session.exec(query)}


def letters(session: Session, meeting_ids: Collection[int]) -> list[models.Paper]:
    """Return the letters of some bodies that were not thrown away, the newest first, with what they say."""
    query = select(models.Paper).where(
        models.Paper.state != PaperState.DROPPED, models.Paper.kind != PaperKind.DIGEST
    )
    query = query.where(col(models.Paper.meeting_id).in_(meeting_ids))
    return list(session.exec(query.order_by(col(models.Paper.id).desc())).all())


def every(session: Session, meeting_ids: Collection[int]) -> list[models.Paper]:
    """Return the papers of some bodies that were not thrown away, the newest first."""
    query = _rows().where(col(models.Paper.meeting_id).in_(meeting_ids))
    return list(session.exec(query.order_by(col(models.Paper.id).desc())).all())


def waiting(session: Session, meeting_ids: Collection[int]) -> list[models.Paper]:
    """Return the papers of some bodies that wait for a step before their issue, the oldest first."""
    of_ours = col(models.Paper.meeting_id).in_(meeting_ids)
    query = _rows().where(of_ours, models.Paper.state != PaperState.ISSUED)
    return list(session.exec(query.order_by(col(models.Paper.id))).all())


def next_number(session: Session, row: models.Paper, year: int) -> int:
    """Return the number under which a paper would be issued: each body counts each kind within the year."""
    of_year = (
        models.Paper.meeting_id == row.meeting_id,
        models.Paper.kind == row.kind,
        models.Paper.year == year,
    )
    return (session.exec(select(func.max(models.Paper.number)).where(*of_year)).one() or 0) + 1


def last_issue(session: Session, meeting_id: int, plan_ids: list[int], as_of: datetime) -> models.Paper | None:
    """Return the newest issue over the same plans of an earlier moment than ``as_of``; None for the first one."""
    query = select(models.Paper.id, models.Paper.plan_ids).where(
        models.Paper.meeting_id == meeting_id,
        models.Paper.kind == PaperKind.DIGEST,
        models.Paper.state == PaperState.ISSUED,
        models.Paper.as_of < as_of,
    )
    found = session.exec(query.order_by(col(models.Paper.as_of).desc(), col(models.Paper.id).desc())).all()
    last = next((paper_id for paper_id, plans in found if sorted(plans) == sorted(plan_ids)), None)
    return get(session, last) if last is not None else None


def said(row: models.Paper | None) -> Before | None:
    """Return what an issue said, for the one that is held against it; None without one."""
    if row is None or row.number is None or row.value is None:
        return None
    return before_of(row.number, row.year, row.as_of, row.value)


def told_period(session: Session, row: models.Paper) -> Period | None:
    """Return what a correction tells of: what the issue that it corrects told of; None for any other paper."""
    if row.corrects_id is None:
        return None
    corrected = get(session, row.corrects_id)
    return period_of(corrected.value) if corrected.value is not None else None


def reply_rows(session: Session, paper_id: int) -> list[models.PaperReply]:
    """Return the rows of the units that were shown what a paper says of them, in order."""
    query = select(models.PaperReply).where(models.PaperReply.paper_id == paper_id)
    return list(session.exec(query.order_by(col(models.PaperReply.id))).all())


def replies(session: Session, paper_id: int) -> tuple[PaperReply, ...]:
    """Return what units were shown of a paper and what they answered."""
    found = reply_rows(session, paper_id)
    names = people.names(session, {row.answered_by for row in found if row.answered_by is not None})
    units = _units(session, {row.unit_id for row in found})
    return tuple(
        PaperReply(
            unit=units[row.unit_id],
            lines=tuple(row.lines),
            shown_at=row.shown_at,
            until=row.until,
            answered_at=row.answered_at,
            answered_by=names.get(row.answered_by or 0),
            answer=row.answer,
        )
        for row in found
    )
