"""Long work that somebody waits for, as rows: files to fetch and to read.

A process claims a job for a while and renews the claim while it works; one that dies is followed by another. The end
of a job and what it brings about are one commit.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, update
from sqlalchemy import select as select_columns
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col, or_, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.lean import Statement, columns, rows
from tasks_db.terms import JobState
from tasks_db.work.context import Context, act, view

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3
"""A file that ends the process which reads it is given up after so many tries."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that was claimed; ``attempts`` counts this try."""

    id: int
    work: str
    update_id: int
    event: Mapping[str, Any]
    attempts: int
    received_at: datetime | None
    """When the update came in, in real time; None where its row has gone."""


@act(Right.GREET)
def add(ctx: Context, work: str, update_id: int, event: Mapping[str, Any]) -> None:
    """Have some work done after this transaction; ``event`` is what was said in the row ``update_id``."""
    ctx.session.add(models.Job(work=work, update_id=update_id, event=dict(event), at=ctx.now))
    ctx.session.flush()


@act(Right.DELIVER)
def claim(ctx: Context, holder: str, wall: datetime, most: int) -> list[Job]:
    """Take up to ``most`` jobs that nobody works on, oldest first."""
    free = ctx.session.exec(
        select(models.Job)
        .where(_is_free(wall - LEASE))
        .order_by(col(models.Job.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for row in free:
        row.claimed_by, row.claimed_at, row.attempts = holder, wall, row.attempts + 1
        ctx.session.add(row)
    ctx.session.flush()
    came = select(models.Update.id, models.Update.received_at).where(
        col(models.Update.id).in_([row.update_id for row in free])
    )
    received = dict(ctx.session.exec(came).all())
    return [
        Job(key(row.id), row.work, row.update_id, row.event, row.attempts, received.get(row.update_id))
        for row in free
    ]


@act(Right.DELIVER)
def renew(ctx: Context, job_id: int, holder: str, wall: datetime) -> bool:
    """Keep a job; False where it was taken by another process meanwhile."""
    return _change(ctx.session, job_id, holder, claimed_at=wall)


def end(session: Session, job_id: int, holder: str, now: datetime, state: JobState = JobState.DONE) -> bool:
    """Take a job as done, within the commit of all that it brings about; False where another process has it."""
    return _change(session, job_id, holder, state=state, done_at=now)


def put_off(session: Session, job_id: int, holder: str, work: str, until: datetime) -> bool:
    """Let a job wait till ``until``, in real time, and go on as ``work`` then; the try does not count (R4).

    False where another process has it. It stands as claimed by nobody, so that it is free at that time.
    """
    attempts = models.Job.attempts - 1
    return _change(session, job_id, holder, work=work, claimed_by=None, claimed_at=until - LEASE, attempts=attempts)


@view(Right.DELIVER)
def any_free(ctx: Context, wall: datetime) -> bool:
    """Return whether ``claim`` may find a job: a cheap look before a transaction that writes."""
    return bool(rows(ctx.session, _free(), {"claimed": wall - LEASE}))


@cache  # put together once, since it is asked with every look
def _free() -> Statement:
    return select_columns(columns(models.Job).id).where(_is_free(bindparam("claimed"))).limit(1)


def _is_free(since: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether nobody has claimed a job since."""
    claimed = col(models.Job.claimed_at)
    return and_(col(models.Job.state) == JobState.WAITING, or_(claimed.is_(None), claimed < since))


@act(Right.DELIVER)
def release_all(ctx: Context) -> None:
    """Free every job: the process that worked on it is gone."""
    ctx.session.execute(
        update(models.Job).where(col(models.Job.state) == JobState.WAITING).values(claimed_by=None, claimed_at=None)
    )


def _change(session: Session, job_id: int, holder: str, **values: object) -> bool:
    result = session.execute(
        update(models.Job)
        .where(
            col(models.Job.id) == job_id,
            col(models.Job.claimed_by) == holder,
            col(models.Job.state) == JobState.WAITING,
        )
        .values(**values)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1
