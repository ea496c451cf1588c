"""Who stands before the page, and in which browsers people are signed in."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.register.page import BrowserLine, Standing
from tasks_db.store import models
from tasks_db.store.browsers import page_of, token_hash
from tasks_db.store.keys import key
from tasks_db.store.people import member_of_person
from tasks_db.work.context import Context, view

IDLE = timedelta(days=30)
"""A browser that was not used for so long has to sign in anew."""

_SEEN_EVERY = timedelta(minutes=10)


@view(Right.DELIVER)
def who_stands(ctx: Context, token: str, channel: str, wall: datetime) -> Standing | None:
    """Return who stands before the page with a browser's token; None where it lets nobody in (any more).

    ``wall`` is real time.
    """
    row = ctx.session.exec(select(models.Browser).where(models.Browser.token_hash == token_hash(token))).first()
    if row is None or row.ended_at is not None or row.seen_at < wall - IDLE:
        return None
    at = page_of(ctx.session, row.person_id, channel)
    if at is None:
        return None
    member = member_of_person(ctx.session, row.person_id, ctx.today)
    return Standing(member, at, key(row.id), stale=row.seen_at < wall - _SEEN_EVERY)


@view(Right.GREET)
def my_browsers(ctx: Context, wall: datetime) -> tuple[BrowserLine, ...]:
    """Return the browsers in which the person who asks is signed in, those used last first."""
    return _browsers(ctx, wall, ctx.me.person_id)


@view(Right.PEOPLE)
def browsers(ctx: Context, wall: datetime) -> tuple[BrowserLine, ...]:
    """Return every browser in which somebody is signed in, those used last first."""
    return _browsers(ctx, wall, None)


def _browsers(ctx: Context, wall: datetime, person_id: int | None) -> tuple[BrowserLine, ...]:
    query = select(models.Browser, models.Person).where(
        models.Browser.person_id == models.Person.id,
        col(models.Browser.ended_at).is_(None),
        col(models.Browser.seen_at) >= wall - IDLE,
    )
    if person_id is not None:
        query = query.where(models.Browser.person_id == person_id)
    rows = ctx.session.exec(query.order_by(col(models.Browser.seen_at).desc(), col(models.Browser.id).desc())).all()
    return tuple(
        BrowserLine(key(row.id), row.person_id, person.name, row.name, row.since, row.seen_at) for row, person in rows
    )
