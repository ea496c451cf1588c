"""What the office did beside plans, as rows: pleas and silences passed on, opinions, notices to be signed for."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from tasks_db.register.office_day import Handled
from tasks_db.register.plea_told import PleaTold
from tasks_db.store import models
from tasks_db.terms import NoticeState

_TOGETHER = timedelta(minutes=5)


def plea(session: Session, report_id: int) -> models.Plea:
    """Return the row of what became of a report's plea, made where there is none yet."""
    row = session.exec(select(models.Plea).where(models.Plea.report_id == report_id)).first()
    if row is None:
        row = models.Plea(report_id=report_id)
        session.add(row)
        session.flush()
    return row


def asked_again(report_id: int) -> str:
    """Return the name of the fact on which day the unit that is to help was last asked again for its answer."""
    return f"plea_asked_again:{report_id}"


def answer_by(report_id: int) -> str:
    """Return the name of the fact until which day the office asked a unit to answer a plea."""
    return f"{_ANSWER_BY}{report_id}"


_ANSWER_BY = "plea_answer_by:"


def days_to_answer(session: Session) -> dict[int, date]:
    """Return until which day the office asked the units to answer pleas, by their reports' ids."""
    fact = models.Fact
    found = session.exec(select(fact).where(col(fact.name).startswith(_ANSWER_BY, autoescape=True))).all()
    return {int(one.name.removeprefix(_ANSWER_BY)): date.fromisoformat(one.value) for one in found}


def handled(session: Session) -> dict[int, Handled]:
    """Return what was done about each plea, by its report's id."""
    query = select(models.Plea, models.Unit.name).outerjoin(models.Unit, col(models.Unit.id) == models.Plea.unit_id)
    return {
        row.report_id: Handled(
            row.unit_told_at, row.convenor_told_at, row.answered_at, bool(row.helper_answer), unit or ""
        )
        for row, unit in session.exec(query).all()
    }


def passed_to(session: Session, unit_ids: Collection[int]) -> dict[int, models.Plea]:
    """Return the pleas that were passed to some units, by their reports' ids."""
    rows = session.exec(_passed_to(), params={"units": list(unit_ids)}).all()
    return {row.report_id: row for row in rows}


@cache  # put together once, as ``_unanswered``: whatever is typed asks both
def _passed_to() -> SelectOfScalar[models.Plea]:
    return select(models.Plea).where(col(models.Plea.unit_id).in_(bindparam("units", expanding=True)))


def pleas_told(session: Session, report_ids: Collection[int]) -> dict[int, PleaTold]:
    """Return what became of pleas that were passed on or answered, by their reports' ids, in full."""
    return {
        row.report_id: PleaTold(
            row.unit_id,
            unit or "",
            row.unit_told_at,
            row.answer,
            row.answered_at,
            row.helper_answer,
            row.helper_answered_at,
        )
        for row, unit in _with_units(session, report_ids)
    }


def _with_units(session: Session, report_ids: Collection[int]) -> Sequence[tuple[models.Plea, str | None]]:
    """The pleas of reports, each with the unit to which it was passed."""
    query = select(models.Plea, models.Unit.name).outerjoin(models.Unit, col(models.Unit.id) == models.Plea.unit_id)
    return session.exec(query.where(col(models.Plea.report_id).in_(report_ids))).all()


def just_told(session: Session, person_id: int) -> list[models.Notice]:
    """Return what a person was sent last, with what came in the few minutes before it, newest first."""
    sent = select(models.Notice).where(
        models.Notice.person_id == person_id,
        models.Notice.state == NoticeState.SENT,
        col(models.Notice.sent_at).is_not(None),
    )
    newest_first = sent.order_by(col(models.Notice.sent_at).desc(), col(models.Notice.id).desc())
    last = session.exec(newest_first.limit(1)).first()
    if last is None or last.sent_at is None:
        return []
    return list(session.exec(newest_first.where(col(models.Notice.sent_at) >= last.sent_at - _TOGETHER)))


def offers(notice: models.Notice, action: str) -> int | None:
    """Return what a button of this name under a message is about; None where it has none."""
    for row in notice.buttons:
        for _, name, args in row:
            if name == action and isinstance(args, list):
                return int(args[0])
    return None


def told_as(session: Session, person_id: int, ref: str) -> models.Notice | None:
    """Return what a person was sent as the message that their channel calls ``ref``."""
    query = select(models.Notice).where(models.Notice.person_id == person_id, models.Notice.ref == ref)
    return session.exec(query).first()


def told_since(session: Session, person_ids: Collection[int], since: datetime) -> Sequence[models.Notice]:
    """Return what was queued for some people at a moment or later, whatever became of it."""
    notice = models.Notice
    query = select(notice).where(col(notice.person_id).in_(person_ids), notice.send_at >= since)
    return session.exec(query).all()


def tasks_with_helper(session: Session) -> list[int]:
    """Return the ids of the tasks of which a plea waits for the answer of a unit to which it was passed."""
    plea, report, share = models.Plea, models.Report, models.Assignment
    waits = col(plea.unit_told_at).is_not(None), col(plea.answered_at).is_(None), plea.helper_answer == ""
    query = select(share.task_id).join(report, col(report.assignment_id) == share.id)
    query = query.join(plea, col(plea.report_id) == report.id).where(*waits)
    return list(session.exec(query.distinct().order_by(col(share.task_id))).all())


def tasks_helped_by(session: Session, unit_id: int) -> list[int]:
    """Return the ids of the tasks of which a plea was passed to a unit."""
    plea, report, share = models.Plea, models.Report, models.Assignment
    query = select(share.task_id).join(report, col(report.assignment_id) == share.id)
    query = query.join(plea, col(plea.report_id) == report.id).where(plea.unit_id == unit_id)
    return list(session.exec(query.distinct().order_by(col(share.task_id))).all())


def has_untouched_plea(session: Session) -> bool:
    """Return whether a report asks others for help and nobody has passed that on yet; it may be over by now."""
    passed = select(models.Plea.report_id)
    query = select(models.Report.id).where(
        col(models.Report.needs).is_not(None),
        col(models.Report.withdrawn_at).is_(None),
        col(models.Report.id).not_in(passed),
    )
    return session.exec(query.limit(1)).first() is not None


def raised(session: Session) -> frozenset[int]:
    """Return the dues that were put before the convenors."""
    return frozenset(session.exec(select(models.Raised.due_id)).all())


def opinions_waiting(session: Session) -> list[models.Opinion]:
    """Return the opinions that nobody has answered, oldest first."""
    query = select(models.Opinion).where(col(models.Opinion.answered_at).is_(None))
    return list(session.exec(query.order_by(col(models.Opinion.id))).all())


def opinions(session: Session, person_id: int | None = None) -> list[models.Opinion]:
    """Return all opinions, the latest first; with ``person_id`` those of one person."""
    query = select(models.Opinion).order_by(col(models.Opinion.id).desc())
    return list(
        session.exec(query if person_id is None else query.where(models.Opinion.person_id == person_id)).all()
    )


def readers(session: Session, circular_id: int) -> Sequence[tuple[models.CircularReader, str | None, str]]:
    """Return whom a notice went to, with the names of person and unit, in order; no person: nobody was reached."""
    query = (
        select(models.CircularReader, models.Person.name, models.Unit.name)
        .where(models.CircularReader.circular_id == circular_id)
        .outerjoin(models.Person, col(models.Person.id) == col(models.CircularReader.person_id))
        .join(models.Unit, col(models.Unit.id) == col(models.CircularReader.unit_id))
    )
    return list(session.exec(query.order_by(col(models.CircularReader.id))).all())


def calls_waiting(session: Session) -> Sequence[tuple[models.Circular, models.CircularReader, str]]:
    """Return the notices that went to nobody, with each unit that was not told of it by phone yet, oldest first."""
    reader = models.CircularReader
    reached = select(reader.circular_id).where(col(reader.person_id).is_not(None))
    query = (
        select(models.Circular, reader, models.Unit.name)
        .join(reader, col(reader.circular_id) == col(models.Circular.id))
        .join(models.Unit, col(models.Unit.id) == col(reader.unit_id))
        .where(reader.phoned == "", col(reader.read_at).is_(None), col(models.Circular.id).not_in(reached))
    )
    return list(session.exec(query.order_by(col(models.Circular.id), col(reader.id))).all())


def unreached(session: Session, since: datetime) -> Sequence[tuple[models.Circular, str]]:
    """Return the notices of a moment or later with each unit that they did not reach by now, oldest first."""
    reader = models.CircularReader
    query = (
        select(models.Circular, models.Unit.name)
        .join(reader, col(reader.circular_id) == col(models.Circular.id))
        .join(models.Unit, col(models.Unit.id) == col(reader.unit_id))
        .where(col(reader.person_id).is_(None), reader.phoned == "", col(reader.read_at).is_(None))
        .where(models.Circular.at >= since)
    )
    return list(session.exec(query.order_by(col(models.Circular.id), col(reader.id))).all())


def unsigned(session: Session, person_id: int, circular_ids: Collection[int]) -> frozenset[int]:
    """Return those of these notices that a person has not signed for."""
    reader = models.CircularReader
    mine = select(reader.circular_id).where(reader.person_id == person_id, col(reader.read_at).is_(None))
    return frozenset(session.exec(mine.where(col(reader.circular_id).in_(circular_ids))))


def unanswered(session: Session, person_id: int, since: datetime) -> list[models.Circular]:
    """Return the notices that a person was sent since a moment and has not answered, newest first."""
    return list(session.exec(_unanswered(), params={"person": person_id, "since": since}).all())


@cache
def _unanswered() -> SelectOfScalar[models.Circular]:
    reader, notice = models.CircularReader, models.Circular
    silent = select(reader.circular_id).where(reader.person_id == bindparam("person"), reader.answer == "")
    query = select(notice).where(col(notice.id).in_(silent), notice.at >= bindparam("since"))
    return query.order_by(col(notice.id).desc())


def circulars(session: Session, most: int) -> list[models.Circular]:
    """Return the latest notices, newest first."""
    return list(session.exec(select(models.Circular).order_by(col(models.Circular.id).desc()).limit(most)).all())


def notices_of(session: Session, unit_id: int) -> list[tuple[models.Circular, models.CircularReader]]:
    """Return the notices that were meant for a unit, each with every one who was to read it there, oldest first."""
    query = (
        select(models.Circular, models.CircularReader)
        .join(models.CircularReader, col(models.CircularReader.circular_id) == col(models.Circular.id))
        .where(models.CircularReader.unit_id == unit_id)
    )
    return list(session.exec(query.order_by(col(models.Circular.id), col(models.CircularReader.id))).all())
