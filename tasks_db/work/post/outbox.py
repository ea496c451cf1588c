"""Outgoing messages as rows.

::

    PENDING ──claim──▶ CLAIMED ──ok──────────▶ SENT
       ▲                 │  ├──refused for good▶ FAILED   (the account is then unreachable; the office is told)
       │                 │  ├──nothing left ──▶ EMPTY    (everything was answered meanwhile)
       └──asked to wait──┘  └──no answer ─────▶ UNKNOWN  (may have arrived: tried once more, then shown to the office)

Invariants: a row is written before its message; a claim changes exactly one row from PENDING; what was SENT is never
sent again; a claim whose process died is UNKNOWN after the lease.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from tasks_db.register import reminders
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState

LEASE = timedelta(minutes=5)


MAX_ATTEMPTS = 2


def write_bundles(session: Session, bundles: Sequence[reminders.Bundle]) -> int:
    """Write the planned bundles and their asks; those written meanwhile by another worker stay as they are."""
    written = 0
    for bundle in bundles:
        present = session.exec(
            select(models.Notice).where(
                models.Notice.person_id == bundle.holder.person_id, models.Notice.working_day == bundle.day
            )
        ).first()
        if present is not None:
            continue
        try:
            with session.begin_nested():
                _write_bundle(session, bundle)
        except IntegrityError:
            continue  # another worker was a moment earlier; its bundle is the one that counts
        written += 1
    return written


def _write_bundle(session: Session, bundle: reminders.Bundle) -> None:
    notice = models.Notice(
        person_id=bundle.holder.person_id,
        kind=NoticeKind.BUNDLE,
        working_day=bundle.day,
        send_at=bundle.send_at,
    )
    session.add(notice)
    session.flush()
    for ask in bundle.asks:
        rows = [(ask.line.due.id, ask.rung, False), *((due_id, rung, True) for due_id, rung in ask.overtaken())]
        for due_id, rung, merged in rows:
            session.add(
                models.Ask(
                    due_id=due_id,
                    seat_id=ask.seat.id,
                    rung=rung.name,
                    rung_date=rung.day,
                    notice_id=key(notice.id),
                    merged=merged,
                )
            )
    session.flush()


def tell(
    session: Session,
    person_id: int,
    text: str,
    now: datetime,
    buttons: Sequence[Sequence[tuple[str, str, Sequence[object]]]] = (),
) -> models.Notice:
    """Queue a message that goes at once: a decision, a return, an answer to a chase."""
    notice = models.Notice(
        person_id=person_id,
        kind=NoticeKind.IMMEDIATE,
        send_at=now,
        text=text,
        buttons=[[list(button) for button in row] for row in buttons],
    )
    session.add(notice)
    session.flush()
    return notice


def ready(session: Session, now: datetime, wall: datetime, *, bundles: bool) -> list[tuple[int, int]]:
    """The notices to try now and their persons, oldest first; ``bundles`` only while a send window is open.

    ``wall`` is real time: retries follow it also in a rehearsal.
    """
    query = select(models.Notice).where(
        or_(
            models.Notice.state == NoticeState.PENDING,
            (models.Notice.state == NoticeState.UNKNOWN) & (models.Notice.attempts < MAX_ATTEMPTS),
        ),
        models.Notice.send_at <= now,
    )
    rows = session.exec(query.order_by(col(models.Notice.id))).all()
    return [
        (key(n.id), n.person_id)
        for n in rows
        if (n.retry_at is None or n.retry_at <= wall) and (bundles or n.kind is not NoticeKind.BUNDLE)
    ]


def claim(session: Session, notice_id: int, wall: datetime) -> bool:
    """Take a notice for sending; False when another worker has it or it is done."""
    result = session.execute(
        update(models.Notice)
        .where(
            col(models.Notice.id) == notice_id,
            col(models.Notice.state).in_([NoticeState.PENDING, NoticeState.UNKNOWN]),
            col(models.Notice.attempts) < MAX_ATTEMPTS,
        )
        .values(state=NoticeState.CLAIMED, claimed_at=wall, attempts=col(models.Notice.attempts) + 1)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def finish(session: Session, notice_id: int, state: NoticeState, now: datetime, error: str | None = None) -> None:
    """Record how an attempt to send ended; ``error`` says why a notice was not sent, ``now`` when it was."""
    notice = session.get_one(models.Notice, notice_id)
    notice.state, notice.error = state, error
    if state is NoticeState.SENT:
        notice.sent_at = now
    session.add(notice)


def postpone(session: Session, notice_id: int, until: datetime) -> None:
    """Try a notice again from ``until`` on; the try that just failed does not count."""
    notice = session.get_one(models.Notice, notice_id)
    notice.state, notice.retry_at, notice.attempts = NoticeState.PENDING, until, notice.attempts - 1
    session.add(notice)


def release_dead_claims(session: Session, wall: datetime) -> int:
    """Mark notices whose sending process died as UNKNOWN, and return how many; their message may have gone out."""
    dead = [
        n
        for n in session.exec(select(models.Notice).where(models.Notice.state == NoticeState.CLAIMED)).all()
        if n.claimed_at is not None and n.claimed_at < wall - LEASE
    ]
    for notice in dead:
        notice.state = NoticeState.UNKNOWN
        session.add(notice)
    return len(dead)


def take_back_asks(session: Session, notice_id: int) -> None:
    """Delete the asks of a notice that reached nobody, so that its rungs are asked again later."""
    session.execute(delete(models.Ask).where(col(models.Ask.notice_id) == notice_id))


def drop_stale(session: Session, today: date) -> int:
    """Bundles of earlier days of which no try was made: their rungs join the bundle of today; returns how many."""
    stale = session.exec(
        select(models.Notice).where(
            models.Notice.kind == NoticeKind.BUNDLE,
            models.Notice.state == NoticeState.PENDING,
            models.Notice.attempts == 0,
            col(models.Notice.working_day) < today,
        )
    ).all()
    for notice in stale:
        take_back_asks(session, key(notice.id))
        session.delete(notice)
    session.flush()
    return len(stale)


def asks_of(session: Session, notice_id: int) -> list[models.Ask]:
    """Return the asks that are lines of a notice, in order; those merged into another line are left out."""
    query = select(models.Ask).where(models.Ask.notice_id == notice_id, col(models.Ask.merged).is_(False))
    return list(session.exec(query.order_by(col(models.Ask.id))).all())


def people_asked(session: Session, *, plan_id: int | None = None, task_id: int | None = None) -> list[int]:
    """Return the ids of the people who were sent something about a plan, or about one task, each once."""
    about = models.Task.plan_id == plan_id if plan_id is not None else models.Task.id == task_id
    query = (
        select(models.Notice.person_id)
        .join(models.Ask, col(models.Ask.notice_id) == col(models.Notice.id))
        .join(models.Due, col(models.Due.id) == col(models.Ask.due_id))
        .join(models.Checkpoint, col(models.Checkpoint.id) == col(models.Due.checkpoint_id))
        .join(models.Task, col(models.Task.id) == col(models.Checkpoint.task_id))
        .where(about, models.Notice.state == NoticeState.SENT)
        .distinct()
    )
    return list(session.exec(query).all())


def undelivered(session: Session, since: datetime) -> list[models.Notice]:
    """Return the notices that the office should know of: refused for good, or unknown after the last try."""
    query = select(models.Notice).where(
        or_(
            models.Notice.state == NoticeState.FAILED,
            (models.Notice.state == NoticeState.UNKNOWN) & (models.Notice.attempts >= MAX_ATTEMPTS),
        )
    )
    query = query.where(models.Notice.send_at >= since)
    return list(session.exec(query.order_by(col(models.Notice.id))).all())


def chase(session: Session, due_id: int, person_id: int, day: date, now: datetime) -> None:
    """Record that a person wants a due asked for again in the bundle of ``day``, a working day."""
    session.add(models.Chase(due_id=due_id, person_id=person_id, day=day, at=now))
    session.flush()
