"""Joint meetings, seats, who serves in them, and the accounts behind the people."""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db import models
from tasks_db.refusal import Refusal
from tasks_db.store import audit
from tasks_db.store.audit import Authority
from tasks_db.store.keys import key
from tasks_db.store.units import ensure_unit
from tasks_db.terms import SeatRole, TenureKind

INVITATION_DAYS = 30
_CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read wrong over the phone
_ONE_DAY = timedelta(days=1)


class PeopleError(Refusal):
    """A change of seats or people that cannot be made; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat that a person serves in now, as holder or deputy."""

    seat_id: int
    meeting_id: int
    unit_id: int
    unit: str
    role: SeatRole
    kind: TenureKind


@dataclass(frozen=True, slots=True)
class Member:
    """A person known to the bot, with the seats they serve in today."""

    person_id: int
    name: str
    seats: tuple[SeatHeld, ...]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat with whoever holds it, for lists."""

    seat_id: int
    unit: str
    role: SeatRole
    post: str
    person_id: int | None
    person: str | None
    bound: bool
    reachable: bool


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


def has_meeting(session: Session) -> bool:
    return session.exec(select(models.JointMeeting)).first() is not None


def the_meeting(session: Session) -> models.JointMeeting:
    """The joint meeting of this installation; raises PeopleError before ``lianxi init``."""
    meeting = session.exec(select(models.JointMeeting).order_by(col(models.JointMeeting.id))).first()
    if meeting is None:
        raise PeopleError("还没有联席会议：请先运行 lianxi init。")
    return meeting


def ensure_seat(session: Session, meeting_id: int, unit_id: int, role: SeatRole, post: str = "") -> models.Seat:
    """The seat of a unit in a role. Convenors' and office seats may be several; a liaison's is exactly one a unit."""
    query = select(models.Seat).where(
        models.Seat.meeting_id == meeting_id, models.Seat.unit_id == unit_id, models.Seat.role == role
    )
    if role not in {SeatRole.LIAISON, SeatRole.MEMBER}:
        query = query.where(models.Seat.post == post)
    seat = session.exec(query).first()
    if seat is None:
        seat = models.Seat(meeting_id=meeting_id, unit_id=unit_id, role=role, post=post)
        session.add(seat)
        session.flush()
    return seat


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


def _current(session: Session, seat_id: int, day: date, kind: TenureKind) -> models.Tenure | None:
    rows = session.exec(
        select(models.Tenure).where(models.Tenure.seat_id == seat_id, models.Tenure.kind == kind)
    ).all()
    return next((t for t in rows if t.since <= day and (t.until is None or day <= t.until)), None)


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


def seat_lines(session: Session, meeting_id: int, day: date) -> list[SeatLine]:
    """Every seat with its present holder, vacant ones included, in order of entry."""
    rows = session.exec(
        select(models.Seat, models.Unit)
        .where(models.Seat.meeting_id == meeting_id, models.Seat.unit_id == models.Unit.id)
        .order_by(col(models.Seat.id))
    ).all()
    lines = []
    for seat, unit in rows:
        tenure = _current(session, key(seat.id), day, TenureKind.HOLDER)
        person = session.get(models.Person, tenure.person_id) if tenure else None
        account = account_of(session, tenure.person_id) if tenure else None
        lines.append(
            SeatLine(
                seat_id=key(seat.id),
                unit=unit.name,
                role=seat.role,
                post=seat.post,
                person_id=person.id if person else None,
                person=person.name if person else None,
                bound=account is not None,
                reachable=account.reachable if account else False,
            )
        )
    return lines


def account_of(session: Session, person_id: int) -> models.Account | None:
    """Where a person is reached; None until they are bound."""
    return session.exec(select(models.Account).where(models.Account.person_id == person_id)).first()


def is_bound(session: Session, person_id: int) -> bool:
    return account_of(session, person_id) is not None


def deep_link(bot_name: str, code: str) -> str:
    """The link that opens the chat and sends the code (Telegram, deep linking)."""
    return f"https://t.me/{bot_name}?start={code}"


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

    Raises PeopleError with the sentence for whoever typed the code.
    """
    invitation = session.exec(select(models.Invitation).where(models.Invitation.code_hash == _hash(code))).first()
    if invitation is None:
        raise PeopleError("邀请码不对。请核对后再发一次，或向联席会议办公室要一个新的。")
    mine = session.exec(
        select(models.Account).where(models.Account.channel == channel, models.Account.address == address)
    ).first()
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
        old = account_of(session, key(person.id))
        if old is not None:
            session.delete(old)
            session.flush()
        session.add(models.Account(person_id=key(person.id), channel=channel, address=address, bound_at=now))
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
    session.add(models.Account(person_id=person_id, channel=channel, address=address, bound_at=now))
    session.flush()


def member_by_address(session: Session, channel: str, address: str, day: date) -> Member | None:
    """Who writes from this address, with the seats they serve in that day; None for a stranger."""
    account = session.exec(
        select(models.Account).where(models.Account.channel == channel, models.Account.address == address)
    ).first()
    return member_of_person(session, account.person_id, day) if account else None


def member_of_person(session: Session, person_id: int, day: date) -> Member:
    person = session.get_one(models.Person, person_id)
    rows = session.exec(
        select(models.Tenure, models.Seat, models.Unit)
        .where(
            models.Tenure.person_id == person_id,
            models.Tenure.seat_id == models.Seat.id,
            models.Seat.unit_id == models.Unit.id,
        )
        .order_by(col(models.Seat.id))
    ).all()
    return Member(
        person_id,
        person.name,
        tuple(
            SeatHeld(key(seat.id), seat.meeting_id, seat.unit_id, unit.name, seat.role, tenure.kind)
            for tenure, seat, unit in rows
            if tenure.since <= day and (tenure.until is None or day <= tenure.until)
        ),
    )


def holder_name(session: Session, seat_id: int, day: date) -> str | None:
    """Who holds a seat that day; None where it is vacant."""
    tenure = _current(session, seat_id, day, TenureKind.HOLDER)
    return session.get_one(models.Person, tenure.person_id).name if tenure else None


def speakers_of(session: Session, unit: str, day: date) -> list[int]:
    """The bound people who answer for a unit of the joint meeting that day."""
    lines = seat_lines(session, key(the_meeting(session).id), day)
    return [
        line.person_id
        for line in lines
        if line.unit == unit and line.role is SeatRole.LIAISON and line.bound and line.person_id is not None
    ]


def people_in(session: Session, meeting_id: int, roles: Sequence[SeatRole], day: date) -> list[int]:
    """The persons who serve in these roles that day, each once."""
    return list(
        dict.fromkeys(
            line.person_id
            for line in seat_lines(session, meeting_id, day)
            if line.role in roles and line.person_id is not None
        )
    )
