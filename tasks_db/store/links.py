"""Links as rows: whom a token belongs to, who has one, and what came in by them."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.people import SeatHeld
from tasks_db.store import models
from tasks_db.store.lean import columns, rows, table_of
from tasks_db.terms import NoticeKind, NoticeState, SeatRole

_LINK, _TENURE, _SEAT = columns(models.Link), columns(models.Tenure), columns(models.Seat)
_UNIT = columns(models.Unit)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody in a seat whose unit is asked."""

    person_id: int
    tenure_id: int
    unit: str
    role: SeatRole


@dataclass(frozen=True, slots=True)
class Found:
    """A link that is in force, whose seat it belongs to, and who holds that."""

    link_id: int
    tenure_id: int
    seat: SeatHeld
    person_id: int
    code_hash: str | None
    expires_at: datetime


def of_token(session: Session, token_hash: str, day: date) -> Found | None:
    """Return the link of a token; None where there is none, it was replaced or recalled, or its tenure is over."""
    joined = (
        table_of(models.Link)
        .join(table_of(models.Tenure), _TENURE.id == _LINK.tenure_id)
        .join(table_of(models.Seat), _SEAT.id == _TENURE.seat_id)
        .join(table_of(models.Unit), _UNIT.id == _SEAT.unit_id)
    )
    serving = (_TENURE.since <= day) & (_TENURE.until.is_(None) | (_TENURE.until >= day))
    seat = (_SEAT.id, _SEAT.meeting_id, _SEAT.unit_id, _UNIT.name, _SEAT.role, _TENURE.kind)
    link = (_LINK.id, _LINK.tenure_id, _TENURE.person_id, _LINK.code_hash, _LINK.expires_at)
    found = rows(
        session,
        select(*link, *seat)
        .select_from(joined)
        .where(_LINK.token_hash == token_hash, _LINK.ended_at.is_(None), serving)
        .where(_UNIT.ended_on.is_(None) | (_UNIT.ended_on >= day)),
    )
    for link_id, tenure_id, person_id, code_hash, expires_at, *held in found:
        return Found(link_id, tenure_id, SeatHeld(*held), person_id, code_hash, expires_at)
    return None


def all_of(session: Session, tenure_id: int) -> frozenset[int]:
    """Return every link that was ever given to one holder of a seat."""
    return frozenset(i for (i,) in rows(session, select(_LINK.id).where(_LINK.tenure_id == tenure_id)))


def living(session: Session, tenure_ids: Collection[int]) -> list[models.Link]:
    """Return the links of some tenures that nobody has replaced or recalled, given out or mailed."""
    query = select_rows(models.Link).where(
        col(models.Link.tenure_id).in_(tenure_ids), col(models.Link.ended_at).is_(None)
    )
    return list(session.exec(query).all())


def mailed_to(session: Session, person_id: int) -> list[models.Link]:
    """Return the links that were mailed to a person and still open something."""
    mine = select(_TENURE.id).where(_TENURE.person_id == person_id)
    query = select_rows(models.Link).where(
        col(models.Link.tenure_id).in_(mine),
        col(models.Link.ended_at).is_(None),
        col(models.Link.notice_id).is_not(None),
    )
    return list(session.exec(query).all())


def asked_tenures(session: Session, person_ids: Collection[int], day: date) -> list[Asked]:
    """Return in which seats of units that are asked some people serve on a day, in order of entry."""
    joined = (
        table_of(models.Tenure)
        .join(table_of(models.Seat), _SEAT.id == _TENURE.seat_id)
        .join(table_of(models.Unit), _UNIT.id == _SEAT.unit_id)
    )
    serving = (_TENURE.since <= day) & (_TENURE.until.is_(None) | (_TENURE.until >= day))
    query = select(_TENURE.person_id, _TENURE.id, _UNIT.name, _SEAT.role).select_from(joined)
    found = query.where(_TENURE.person_id.in_(person_ids), _SEAT.role.in_(ASKED_ROLES), serving)
    return [Asked(*row) for row in rows(session, found.order_by(_SEAT.id, _TENURE.id))]


def never_left(session: Session, notice_ids: Collection[int]) -> None:
    """Take away the links of messages of which no try can have left: nobody ever had them."""
    for row in session.exec(select_rows(models.Link).where(col(models.Link.notice_id).in_(notice_ids))):
        session.delete(row)
    session.flush()


def of_seats(session: Session, seat_ids: Collection[int], day: date) -> dict[int, datetime]:
    """Return until when the links that were given out to some seats' holders open, by seat."""
    serving = (_TENURE.since <= day) & (_TENURE.until.is_(None) | (_TENURE.until >= day))
    joined = table_of(models.Link).join(table_of(models.Tenure), _TENURE.id == _LINK.tenure_id)
    query = select(_TENURE.seat_id, _LINK.expires_at).select_from(joined)
    wanted = query.where(_TENURE.seat_id.in_(seat_ids), _LINK.ended_at.is_(None), _LINK.notice_id.is_(None), serving)
    return dict(tuple(row) for row in rows(session, wanted))


def tenures_of(session: Session, unit_id: int) -> list[int]:
    """Return who holds or held the seats of a unit, as tenures, that have a link which nobody has ended."""
    joined = (
        table_of(models.Link)
        .join(table_of(models.Tenure), _TENURE.id == _LINK.tenure_id)
        .join(table_of(models.Seat), _SEAT.id == _TENURE.seat_id)
    )
    query = select(_LINK.tenure_id).select_from(joined).distinct()
    return [i for (i,) in rows(session, query.where(_SEAT.unit_id == unit_id, _LINK.ended_at.is_(None)))]


def asked(session: Session, due_ids: Collection[int]) -> frozenset[int]:
    """Return those of some dues, a few dozen, that somebody was asked for."""
    ask = columns(models.Ask)
    query = select(ask.due_id).where(ask.due_id.in_(due_ids)).distinct()
    return frozenset(i for (i,) in rows(session, query))


def said(session: Session, link_ids: Collection[int], since: datetime) -> list[tuple[int, int]]:
    """Return what came in by some links since a moment, newest first: each report with its share."""
    report = columns(models.Report)
    query = select(report.id, report.assignment_id).where(report.link_id.in_(link_ids), report.at >= since)
    return [(i, share) for i, share in rows(session, query.order_by(report.at.desc(), report.id.desc()))]


def by_form(session: Session, assignment_id: int, form_key: str) -> int | None:
    """Return the report that a form brought in already, if it did."""
    report = columns(models.Report)
    query = select(report.id).where(report.assignment_id == assignment_id, report.form_key == form_key)
    return next((i for (i,) in rows(session, query)), None)


def to_pass_on(session: Session, day: date) -> list[models.Notice]:
    """Return the bundles of a day that wait for the office to pass them on, oldest first."""
    query = select_rows(models.Notice).where(
        models.Notice.kind == NoticeKind.BUNDLE,
        models.Notice.state == NoticeState.TO_PASS_ON,
        models.Notice.working_day == day,
    )
    return list(session.exec(query.order_by(col(models.Notice.id))).all())
