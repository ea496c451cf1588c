"""Joint meetings, seats, who serves in them, and the accounts behind the people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Join, bindparam
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from tasks_db.register.people import MAIL, Account, Address, Coming, Member, SeatHeld, SeatLine, Standing
from tasks_db.register.refusals import PeopleError
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.lean import Statement, columns, rows, table_of
from tasks_db.terms import SeatRole, TenureKind


def has_meeting(session: Session) -> bool:
    """Return whether a joint meeting has been set up."""
    return session.exec(select(models.JointMeeting)).first() is not None


def the_meeting(session: Session) -> models.JointMeeting:
    """Return the joint meeting of this installation; raises PeopleError before ``lianxi init``."""
    meeting = session.exec(select(models.JointMeeting).order_by(col(models.JointMeeting.id))).first()
    if meeting is None:
        raise PeopleError("还没有联席会议：请先运行 lianxi init。")
    return meeting


def seats_of_unit(session: Session, meeting_id: int, unit_id: int, role: SeatRole) -> list[models.Seat]:
    """Return the seats that a unit has in a role, in order of entry."""
    query = select(models.Seat).where(
        models.Seat.meeting_id == meeting_id, models.Seat.unit_id == unit_id, models.Seat.role == role
    )
    return list(session.exec(query.order_by(col(models.Seat.id))).all())


def ensure_seat(session: Session, meeting_id: int, unit_id: int, role: SeatRole, post: str = "") -> models.Seat:
    """Return the seat of a unit in a role, made where there is none.

    Convenors' and office seats may be several, told apart by ``post``; a liaison's or a member's is one a unit.
    """
    seats = seats_of_unit(session, meeting_id, unit_id, role)
    if role not in {SeatRole.LIAISON, SeatRole.MEMBER}:
        seats = [seat for seat in seats if seat.post == post]
    if seats:
        return seats[0]
    seat = models.Seat(meeting_id=meeting_id, unit_id=unit_id, role=role, post=post)
    session.add(seat)
    session.flush()
    return seat


def tenure_on(session: Session, seat_id: int, day: date, kind: TenureKind) -> models.Tenure | None:
    """Return the tenure of a kind that a seat has on a day; None where nobody serves in it so."""
    rows = session.exec(
        select(models.Tenure).where(models.Tenure.seat_id == seat_id, models.Tenure.kind == kind)
    ).all()
    return next((t for t in rows if t.since <= day and (t.until is None or day <= t.until)), None)


def holders_after(session: Session, seat_id: int, day: date) -> Sequence[models.Tenure]:
    """Return the tenures of who is to hold a seat from a day after this one, the first to begin first."""
    held = select(models.Tenure).where(models.Tenure.seat_id == seat_id, models.Tenure.kind == TenureKind.HOLDER)
    return session.exec(held.where(col(models.Tenure.since) > day).order_by(col(models.Tenure.since))).all()


def _posts_until_later(session: Session, meeting_id: int, day: date) -> dict[int, str]:
    """The posts on a day of seats that somebody else is to hold later: the seat's row has the post of who comes."""
    later = select(models.Filing).where(models.Filing.meeting_id == meeting_id, col(models.Filing.since) > day)
    rows = session.exec(later.order_by(col(models.Filing.since).desc())).all()
    return {row.seat_id: row.before_post for row in rows}


def seat_lines(session: Session, meeting_id: int, day: date) -> list[SeatLine]:
    """Return every seat with whoever holds it on a day, vacant ones included, in order of entry.

    Units that have ended have no seats any more.
    """
    rows = session.exec(
        select(models.Seat, models.Unit)
        .where(models.Seat.meeting_id == meeting_id, models.Seat.unit_id == models.Unit.id)
        .where(col(models.Unit.ended_on).is_(None) | (col(models.Unit.ended_on) >= day))
        .order_by(col(models.Seat.id))
    ).all()
    lines = []
    standing: dict[int, list[Standing]] = {}
    for seat_id, one in _standing(session, [key(seat.id) for seat, _ in rows], day):
        standing.setdefault(seat_id, []).append(one)
    holders = _holders(session, meeting_id, day)
    bound = accounts_of_all(session, {key(person.id) for person in holders.values()})
    posts = _posts_until_later(session, meeting_id, day)
    coming = _coming(session, meeting_id, day)
    for seat, unit in rows:
        person = holders.get(key(seat.id))
        accounts = bound.get(key(person.id), ()) if person else ()
        lines.append(
            SeatLine(
                seat_id=key(seat.id),
                unit=unit.name,
                role=seat.role,
                post=posts.get(key(seat.id), seat.post),
                person_id=person.id if person else None,
                person=person.name if person else None,
                bound=bool(accounts),
                reachable=any(account.reachable for account in accounts),
                deputies=tuple(standing.get(key(seat.id), ())),
                coming=coming.get(key(seat.id)),
                mail=next((one.address.value for one in accounts if one.address.channel == MAIL), None),
            )
        )
    return lines


def _holders(session: Session, meeting_id: int, day: date) -> dict[int, models.Person]:
    """Return who holds each seat of a joint meeting on a day, by seat; vacant ones are left out."""
    rows = session.exec(
        select(models.Tenure.seat_id, models.Person)
        .where(models.Tenure.person_id == models.Person.id, models.Tenure.kind == TenureKind.HOLDER)
        .where(models.Tenure.seat_id == models.Seat.id, models.Seat.meeting_id == meeting_id)
        .where(models.Tenure.since <= day, col(models.Tenure.until).is_(None) | (col(models.Tenure.until) >= day))
        .order_by(col(models.Tenure.id).desc())
    )
    return dict(rows.all())


def _coming(session: Session, meeting_id: int, day: date) -> dict[int, Coming]:
    """Return who takes which seat of a joint meeting after a day, by seat; of several the next."""
    tenure = models.Tenure
    rows = session.exec(
        select(tenure, models.Person.name)
        .where(tenure.person_id == models.Person.id, tenure.kind == TenureKind.HOLDER)
        .where(tenure.seat_id == models.Seat.id, models.Seat.meeting_id == meeting_id, tenure.since > day)
        .order_by(col(tenure.since).desc(), col(tenure.id))
    )
    return {row.seat_id: Coming(name, row.since) for row, name in rows}


def deputies_on(session: Session, seat_ids: Collection[int], day: date) -> list[Standing]:
    """Return who stands in for the holders of some seats on a day or is to later, the first to begin first."""
    return [one for _, one in _standing(session, seat_ids, day)]


def seats_stood_in(session: Session, person_id: int, day: date) -> Sequence[int]:
    """Return the tenures in which a person stands in for a seat's holder on a day or is to later."""
    tenure = models.Tenure
    mine = select(tenure.id).where(tenure.person_id == person_id, tenure.kind == TenureKind.DEPUTY)
    return [key(one) for one in session.exec(mine.where(col(tenure.until) >= day)).all()]


def _standing(session: Session, seat_ids: Collection[int], day: date) -> list[tuple[int, Standing]]:
    rows = session.exec(
        select(models.Tenure, models.Person.name)
        .where(models.Tenure.person_id == models.Person.id, col(models.Tenure.seat_id).in_(seat_ids))
        .where(models.Tenure.kind == TenureKind.DEPUTY, col(models.Tenure.until) >= day)
        .order_by(col(models.Tenure.since), col(models.Tenure.id))
    ).all()
    bound = {row.person_id: is_bound(session, row.person_id) for row, _ in rows}
    return [
        (row.seat_id, Standing(key(row.id), name, row.since, row.until or day, bound[row.person_id]))
        for row, name in rows
    ]


def _accounts() -> SelectOfScalar[models.Account]:
    """Select accounts, of each person the preferred one first."""
    return select(models.Account).order_by(col(models.Account.preferred).desc(), col(models.Account.id))


def accounts_of(session: Session, person_id: int) -> list[Account]:
    """Return where a person is reached, the preferred account first; empty until they are bound."""
    rows = session.exec(_accounts().where(models.Account.person_id == person_id))
    return [_account(row) for row in rows]


def accounts_of_all(session: Session, person_ids: Collection[int]) -> Mapping[int, Sequence[Account]]:
    """Return where some people are reached, by person, the preferred account first; who is not bound is left out."""
    found: dict[int, list[Account]] = defaultdict(list)
    if not person_ids:
        return found
    for row in session.exec(_accounts().where(col(models.Account.person_id).in_(person_ids))):
        found[row.person_id].append(_account(row))
    return found


def _account(row: models.Account) -> Account:
    return Account(Address(row.channel, row.address), row.reachable, row.bound_at)


def account_at(session: Session, at: Address) -> models.Account | None:
    """Return whose account an address is, if anybody's."""
    query = select(models.Account).where(models.Account.channel == at.channel, models.Account.address == at.value)
    return session.exec(query).first()


def bind_account(session: Session, person_id: int, at: Address, now: datetime) -> None:
    """Let a person be reached at an address that is nobody's yet.

    It takes the place of the account that they have on this channel. Accounts on other channels stay, and the first
    one that the person ever bound is preferred; mail, which others write down for them, only where there is no other.
    """
    rows = session.exec(_accounts().where(models.Account.person_id == person_id)).all()
    replaced = next((row for row in rows if row.channel == at.channel), None)
    if replaced is not None:
        session.delete(replaced)
        session.flush()
    others = [row for row in rows if row is not replaced]
    preferred = replaced.preferred if replaced is not None else all(row.channel == MAIL for row in others)
    if preferred:
        _none_preferred(session, others)
    session.add(
        models.Account(person_id=person_id, channel=at.channel, address=at.value, preferred=preferred, bound_at=now)
    )
    session.flush()


def _none_preferred(session: Session, rows: Sequence[models.Account]) -> None:
    for row in rows:
        row.preferred = False
        session.add(row)
    session.flush()


def drop_account(session: Session, person_id: int, channel: str) -> Address | None:
    """Take a person's account on a channel away, and return where it was; the next one is preferred in its place."""
    rows = session.exec(_accounts().where(models.Account.person_id == person_id)).all()
    gone = next((row for row in rows if row.channel == channel), None)
    if gone is None:
        return None
    session.delete(gone)
    session.flush()
    others = [row for row in rows if row is not gone]
    if gone.preferred and others:
        others[0].preferred = True
        session.add(others[0])
        session.flush()
    return Address(gone.channel, gone.address)


def count_on_one_channel(session: Session, channel: str) -> int:
    """Return how many people have an account on a channel and none on another."""
    account, other = models.Account, aliased(models.Account)
    elsewhere = select(other.id).where(other.person_id == account.person_id, other.channel != channel)
    query = select(func.count()).select_from(account)
    return session.exec(query.where(account.channel == channel, ~elsewhere.exists())).one()


def names(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Return the names of some people, by their ids."""
    return dict(rows(session, _names(), {"ids": list(person_ids)})) if person_ids else {}


@cache
def _names() -> Statement:
    person = columns(models.Person)
    return select_columns(person.id, person.name).where(person.id.in_(bindparam("ids", expanding=True)))


def is_bound(session: Session, person_id: int) -> bool:
    """Return whether a person can be told anything anywhere, or could before they left."""
    return bool(accounts_of(session, person_id))


def member_by_address(session: Session, at: Address, day: date) -> Member | None:
    """Return who writes from this address, with the seats they serve in that day; None for a stranger."""
    found = rows(session, _by_address(), {"channel": at.channel, "address": at.value})
    return replace(_member(found, day), lost=not found[0].reachable) if found else None


@cache  # put together once, since everything that comes in asks it
def _by_address() -> Statement:
    account, person = columns(models.Account), columns(models.Person)
    joined = _seated().join(table_of(models.Account), account.person_id == person.id)
    here = (account.channel == bindparam("channel")) & (account.address == bindparam("address"))
    return _who(account.reachable).select_from(joined).where(here)


def member_of_person(session: Session, person_id: int, day: date) -> Member:
    """Return a person with the seats they serve in on a day; raises PeopleError where there is nobody of this id."""
    found = rows(session, _who().select_from(_seated()).where(columns(models.Person).id == person_id))
    if not found:
        raise PeopleError(f"没有编号为{person_id}的人。")
    return _member(found, day)


def _seated() -> Join:
    """People with their tenures and seats, those without any once."""
    tenure, seat = columns(models.Tenure), columns(models.Seat)
    return (
        table_of(models.Person)
        .outerjoin(table_of(models.Tenure), tenure.person_id == columns(models.Person).id)
        .outerjoin(table_of(models.Seat), seat.id == tenure.seat_id)
        .outerjoin(table_of(models.Unit), columns(models.Unit).id == seat.unit_id)
    )


def _who(*more: Any) -> Statement:  # noqa: ANN401 - columns
    person, tenure, seat = columns(models.Person), columns(models.Tenure), columns(models.Seat)
    held = (seat.id, seat.meeting_id, seat.unit_id, columns(models.Unit).name, seat.role, tenure.kind)
    fields = (person.id, person.name, tenure.since, tenure.until)
    return select_columns(*fields, *held, *more).order_by(seat.id, tenure.id)


def _member(found: Sequence[Any], day: date) -> Member:
    seats = ((row[2], row[3], row[4:10]) for row in found if row[4] is not None)
    served = (held for since, until, held in seats if since <= day and (until is None or day <= until))
    person_id, name, *_ = found[0]
    return Member(person_id, name, tuple(SeatHeld(*held) for held in served))


def holder_name(session: Session, seat_id: int, day: date) -> str | None:
    """Return who holds a seat on a day; None where it is vacant."""
    tenure = tenure_on(session, seat_id, day, TenureKind.HOLDER)
    return session.get_one(models.Person, tenure.person_id).name if tenure else None


def speakers_of(session: Session, unit: str, day: date) -> list[int]:
    """Return the ids of the bound people who answer for a unit of the joint meeting on a day."""
    lines = seat_lines(session, key(the_meeting(session).id), day)
    return [
        line.person_id
        for line in lines
        if line.unit == unit and line.role is SeatRole.LIAISON and line.bound and line.person_id is not None
    ]


def people_in(session: Session, meeting_id: int, roles: Sequence[SeatRole], day: date) -> list[int]:
    """Return the ids of the persons who hold a seat in these roles on a day, each once."""
    return list(
        dict.fromkeys(
            line.person_id
            for line in seat_lines(session, meeting_id, day)
            if line.role in roles and line.person_id is not None
        )
    )
