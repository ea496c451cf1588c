"""Who sits where: seats taken, handed over, deputised; invitations and the accounts they bind."""

import hashlib
import secrets
import unicodedata
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register.authority import Authority
from tasks_db.register.people import Address, Member, SeatLine
from tasks_db.register.refusals import PeopleError
from tasks_db.store import audit, models
from tasks_db.store.keys import key
from tasks_db.store.people import _current, account_at, bind_account, member_of_person, seat_lines
from tasks_db.store.units import ensure_unit
from tasks_db.terms import TenureKind

INVITATION_DAYS = 30


_CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read wrong over the phone


_ONE_DAY = timedelta(days=1)


def create_meeting(session: Session, jurisdiction: str, name: str, office_unit: str) -> models.JointMeeting:
    """A joint meeting with its office's unit, in a jurisdiction that is made where it is new."""
    area = session.exec(select(models.Jurisdiction).where(models.Jurisdiction.name == jurisdiction)).first()
    if area is None:
        area = models.Jurisdiction(name=jurisdiction)
        session.add(area)
        session.flush()
    office = ensure_unit(session, key(area.id), office_unit)
    meeting = models.JointMeeting(jurisdiction_id=key(area.id), name=name, office_unit_id=office.id)
    session.add(meeting)
    session.flush()
    return meeting


def take_seat(session: Session, seat: models.Seat, name: str, since: date) -> models.Person:
    """Put a person into a seat; whoever held it hands over the day before (备案 is the caller's audit entry)."""
    current = _current(session, key(seat.id), since, TenureKind.HOLDER)
    if current is not None:
        person = session.get_one(models.Person, current.person_id)
        if person.name == name:
            return person
        current.until = since - _ONE_DAY
        session.add(current)
    person = _person(session, seat, name)
    session.add(models.Tenure(seat_id=key(seat.id), person_id=key(person.id), since=since))
    session.flush()
    return person


def deputise(session: Session, seat: models.Seat, name: str, since: date, until: date) -> models.Person:
    """Let somebody stand in for a seat for a time (委托), both days included."""
    if until < since:
        raise PeopleError("代理的结束日期不能早于开始日期。")
    person = _person(session, seat, name)
    session.add(
        models.Tenure(
            seat_id=key(seat.id), person_id=key(person.id), kind=TenureKind.DEPUTY, since=since, until=until
        )
    )
    session.flush()
    return person


def _person(session: Session, seat: models.Seat, name: str) -> models.Person:
    """The person of this name in the seat's own unit, or a new one: names alone do not make two people one."""
    query = (
        select(models.Person)
        .join(models.Tenure, col(models.Tenure.person_id) == col(models.Person.id))
        .join(models.Seat, col(models.Seat.id) == col(models.Tenure.seat_id))
        .where(models.Person.name == name, models.Seat.unit_id == seat.unit_id)
    )
    person = session.exec(query).first()
    if person is None:
        unit = session.get_one(models.Unit, seat.unit_id)
        person = models.Person(jurisdiction_id=unit.jurisdiction_id, name=name)
        session.add(person)
        session.flush()
    return person


def invite_unbound(session: Session, meeting_id: int, now: datetime, by: Authority) -> list[tuple[SeatLine, str]]:
    """A new code for every seat that nobody is bound to yet."""
    unbound = [line for line in seat_lines(session, meeting_id, local_date(now)) if not line.bound]
    return [(line, invite(session, session.get_one(models.Seat, line.seat_id), now, by)) for line in unbound]


def invite(session: Session, seat: models.Seat, now: datetime, by: Authority, *, person_id: int | None = None) -> str:
    """A new one-time code for a seat (for its holder, or for the deputy named); an earlier unused one stops working.

    Only the code's hash is kept.
    """
    for old in session.exec(
        select(models.Invitation).where(
            models.Invitation.seat_id == seat.id,
            col(models.Invitation.used_at).is_(None),
            col(models.Invitation.revoked_at).is_(None),
        )
    ).all():
        old.revoked_at = now
        session.add(old)
    drawn = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(8))
    code = f"{drawn[:4]}-{drawn[4:]}"
    tenure = _current(session, key(seat.id), local_date(now), TenureKind.HOLDER)
    session.add(
        models.Invitation(
            seat_id=key(seat.id),
            person_id=person_id or (tenure.person_id if tenure else None),
            code_hash=_hash(code),
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    )
    audit.note(session, now, by, "邀请", "seat", seat.id)
    return code


def _hash(code: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isalnum())  # however it was typed
    return hashlib.sha256(plain.encode()).hexdigest()


def bind(session: Session, code: str, channel: str, address: str, chat_name: str, now: datetime) -> Member:
    """Bind a chat account by an invitation; a vacant seat is taken under the chat's own name.

    An account on another channel stays; one on this channel is replaced.
    Raises PeopleError with the sentence for whoever typed the code.
    """
    invitation = session.exec(select(models.Invitation).where(models.Invitation.code_hash == _hash(code))).first()
    if invitation is None:
        raise PeopleError("邀请码不对。请核对后再发一次，或向联席会议办公室要一个新的。")
    at = Address(channel, address)
    mine = account_at(session, at)
    if invitation.used_at is not None:
        raise PeopleError("这个邀请码已经用过了。如果不是您本人用的，请马上告诉联席会议办公室。")
    if invitation.revoked_at is not None or invitation.expires_at < now:
        raise PeopleError("这个邀请码已经失效。请向联席会议办公室要一个新的。")
    seat = session.get_one(models.Seat, invitation.seat_id)
    if invitation.person_id is not None:
        person = session.get_one(models.Person, invitation.person_id)
    else:
        person = take_seat(session, seat, chat_name, local_date(now))
    if mine is not None and mine.person_id != person.id:
        # the same human under two seats: the account already tells who it is
        _pass_on(session, key(seat.id), key(person.id), mine.person_id, local_date(now))
        person = session.get_one(models.Person, mine.person_id)
    elif mine is None:
        bind_account(session, key(person.id), at, now)
    invitation.used_at = now
    session.add(invitation)
    session.flush()
    audit.note(session, now, Authority(person.id, person.name), "绑定", "seat", seat.id, person=person.name)
    return member_of_person(session, key(person.id), local_date(now))


def _pass_on(session: Session, seat_id: int, before: int, after: int, day: date) -> None:
    """From ``day`` on somebody else serves as the one invited would: as holder, or as deputy as long."""
    for tenure in session.exec(
        select(models.Tenure).where(models.Tenure.seat_id == seat_id, models.Tenure.person_id == before)
    ).all():
        if tenure.until is not None and tenure.until < day:
            continue
        since = max(tenure.since, day)
        session.add(
            models.Tenure(seat_id=seat_id, person_id=after, kind=tenure.kind, since=since, until=tenure.until)
        )
        tenure.until = since - _ONE_DAY
        session.add(tenure)
    session.flush()


def bind_directly(session: Session, person_id: int, channel: str, address: str, now: datetime) -> None:
    """Bind without an invitation, for the sample's made-up people."""
    bind_account(session, person_id, Address(channel, address), now)
