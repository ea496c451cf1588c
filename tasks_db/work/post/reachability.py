"""Somebody cannot be reached any more: they stopped the bot, or never opened it."""

from datetime import datetime

from sqlmodel import Session, select

from config.clock import local_date
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.post import outbox

_OFFICE = (SeatRole.OFFICE_HEAD, SeatRole.OFFICE_STAFF)


def lost(session: Session, person_id: int, now: datetime) -> None:
    """Remember that a person is out of reach and tell the office, the first time only."""
    if not mark_unreachable(session, person_id):
        return
    today = local_date(now)
    member = people.member_of_person(session, person_id, today)
    if not member.seats:
        return
    seats = "、".join(f"{seat.unit}{seat.role.zh}" for seat in member.seats)
    text = f"联系不上{member.name}（{seats}）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。"
    for office_id in people.people_in(session, key(people.the_meeting(session).id), _OFFICE, today):
        if office_id != person_id:
            outbox.tell(session, office_id, text, now)


def mark_unreachable(session: Session, person_id: int) -> bool:
    """The chat refused us for good; True when this is news."""
    account = session.exec(select(models.Account).where(models.Account.person_id == person_id)).first()
    if account is None or not account.reachable:
        return False
    account.reachable = False
    session.add(account)
    return True


def mark_reachable(session: Session, address: str) -> None:
    """They wrote to us, so we can write to them."""
    account = session.exec(select(models.Account).where(models.Account.address == address)).first()
    if account is not None and not account.reachable:
        account.reachable = True
        session.add(account)
