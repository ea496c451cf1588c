"""Single named values: the rehearsal clock and whose database this is."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import bindparam
from sqlalchemy import select as plain_select
from sqlmodel import Session, func, select

from config.clock import parse_instant
from tasks_db.store import models
from tasks_db.store.lean import columns, rows
from tasks_db.terms import NoticeState

REHEARSAL = "rehearsal_clock"
SAMPLE = "sample"

_FACT = columns(models.Fact)
_VALUE = plain_select(_FACT.value).where(_FACT.name == bindparam("name"))
_SOME = plain_select(_FACT.name, _FACT.value).where(_FACT.name.in_(bindparam("names", expanding=True)))


def get(session: Session, name: str) -> str | None:
    """Return the value of a fact, None where it was never put."""
    fact = session.get(models.Fact, name)
    return fact.value if fact else None


def some(session: Session, names: Collection[str]) -> dict[str, str]:
    """Return the values of those of some facts that there are, by name."""
    return dict(rows(session, _SOME, {"names": list(names)})) if names else {}


def put(session: Session, name: str, value: str) -> None:
    """Store the value of a fact in place of an earlier one."""
    session.merge(models.Fact(name=name, value=value))


def drop(session: Session, name: str) -> None:
    """Forget a fact, if there is one of this name."""
    fact = session.get(models.Fact, name)
    if fact is not None:
        session.delete(fact)
        session.flush()


def rehearsal_now(session: Session) -> datetime | None:
    """Where the rehearsal clock stands, or None where time is real."""
    value = next((value for (value,) in rows(session, _VALUE, {"name": REHEARSAL})), None)
    return datetime.fromisoformat(value) if value else None


def start_rehearsal(session: Session, at: str) -> None:
    """Begin a rehearsal at an ISO instant; one that is under way goes on where it stands."""
    if rehearsal_now(session) is None:
        put(session, REHEARSAL, parse_instant(at).isoformat())


def move_rehearsal(session: Session, to: datetime) -> datetime:
    """Move the rehearsal clock; it only ever goes forward. Returns where it stands then."""
    now = rehearsal_now(session)
    moved = to if now is None else max(now, to)
    put(session, REHEARSAL, moved.astimezone(UTC).isoformat())
    return moved


def count_sent(session: Session) -> int:
    """How many notices have gone out so far."""
    query = select(func.count()).select_from(models.Notice).where(models.Notice.state == NoticeState.SENT)
    return session.exec(query).one()
