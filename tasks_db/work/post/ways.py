"""Which way a notice takes: to the account that its person prefers, and to another one only for a reason.

The reasons are that the platform refused the preferred account for good, or that its channel has taken nothing for a
working day (``silence``). The way is chosen as the notice is claimed. One that may have arrived keeps its way, so
that nothing reaches anybody on two channels.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, or_, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.register.people import Address, told_at
from tasks_db.register.silence import Silence, is_given_up
from tasks_db.register.workdays import Calendar
from tasks_db.store import facts, models, people
from tasks_db.work.context import Context, act

_SILENT = "silent: "


@dataclass(frozen=True, slots=True)
class Ways:
    """The channels that take messages just now, those that are set up here at all, and which are given up."""

    open_now: frozenset[str]
    served: frozenset[str]
    given_up: frozenset[str]


def ways(
    session: Session, calendar: Calendar, open_now: Collection[str], served: Collection[str] | None, wall: datetime
) -> Ways:
    """Return the ways there are; without ``served`` what is open is all that is set up.

    Of one channel alone it is not asked whether it is given up: there is none to go to in its place.
    """
    set_up = frozenset(open_now if served is None else served)
    silences = _silences(session, set_up) if len(set_up) > 1 else {}
    given_up = (name for name, one in silences.items() if is_given_up(one, wall, calendar))
    return Ways(frozenset(open_now), set_up, frozenset(given_up))


def _silences(session: Session, channels: Collection[str]) -> dict[str, Silence]:
    if not channels:
        return {}
    kept = facts.some(session, [_SILENT + name for name in channels])
    return {
        name.removeprefix(_SILENT): Silence(*map(datetime.fromisoformat, value.split()))
        for name, value in kept.items()
    }


@act(Right.DELIVER)
def silent(ctx: Context, channels: Collection[str], wall: datetime) -> None:
    """Remember that these channels were tried at ``wall``, real time, and that there was no connection."""
    note_silence(ctx.session, channels, wall)


def note_silence(session: Session, channels: Collection[str], wall: datetime) -> None:
    """Remember that channels were tried in vain."""
    before = _silences(session, channels)
    for name in channels:
        since = before[name].since if name in before else wall
        facts.put(session, _SILENT + name, f"{since.isoformat()} {wall.isoformat()}")


@act(Right.DELIVER)
def heard(ctx: Context, channels: Collection[str]) -> None:
    """Forget the silence of channels: there was a connection."""
    end_silence(ctx.session, channels)


def end_silence(session: Session, channels: Collection[str]) -> None:
    """Forget the silence of channels."""
    for name in _silences(session, channels):
        facts.drop(session, _SILENT + name)


def is_served(open_to: Ways) -> ColumnElement[bool]:
    """Return the condition of notices whose way is open now, or whose person is reached nowhere at all.

    A person who is reached only on channels that are not set up here is left to whoever serves those.
    """
    notice, account = models.Notice, models.Account
    reached = select(account.id).where(account.person_id == notice.person_id)
    # the order of ``told_at``
    preferred = (
        select(account.channel)
        .where(account.person_id == notice.person_id, col(account.channel).in_(open_to.served))
        .order_by(
            col(account.reachable).desc(),
            case((col(account.channel).in_(open_to.given_up), 1), else_=0),
            col(account.preferred).desc(),
            col(account.id),
        )
        .limit(1)
        .correlate(notice)
        .scalar_subquery()
    )
    way = case((_keeps_its_way(), col(notice.channel)), else_=preferred)
    return way.in_(open_to.open_now) | (col(notice.person_id).is_not(None) & ~reached.exists())


def _keeps_its_way() -> ColumnElement[bool]:
    notice = models.Notice
    doubtful = (col(notice.doubtful) > 0) & col(notice.channel).is_not(None)
    return or_(col(notice.person_id).is_(None), doubtful)


def chosen(session: Session, notices: Collection[Any], open_to: Ways) -> dict[int, Address | None]:
    """Return where notices that are claimed go, by id; None where their person is reached nowhere.

    Of each the id, person, channel, address and doubts are read.
    """
    free = {n.id: n.person_id for n in notices if n.person_id is not None and not (n.doubtful and n.channel)}
    accounts = people.accounts_of_all(session, set(free.values()))
    found: dict[int, Address | None] = {}
    for notice in notices:
        if notice.id in free:
            mine = accounts.get(notice.person_id, ())
            account = told_at([one for one in mine if one.address.channel in open_to.served], open_to.given_up)
            found[notice.id] = account.address if account is not None else None
        else:
            found[notice.id] = Address(notice.channel or "", notice.address or "")
    return found


def let_go(notice: models.Notice) -> None:
    """Let a notice that surely did not leave take any way again."""
    if notice.person_id is not None and not notice.doubtful:
        notice.channel = notice.address = None
