"""What is to leave, as statements that are put together once: to put one together takes longer than its answer.

The moments are handed over with each (``moments``); which ways are open changes seldom, and is part of a statement.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, func, or_, select

from config.clock import local_date
from tasks_db.store import models
from tasks_db.store.lean import Statement, columns
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.post import ways
from tasks_db.work.post.ways import Ways

_NOTICE = columns(models.Notice)
_LEAVING = case({kind.value: place for place, kind in enumerate(NoticeKind)}, value=_NOTICE.kind)
"""Answers before notices before bundles."""

_KEPT = 64


def moments(now: datetime, wall: datetime, lease: timedelta) -> Mapping[str, object]:
    """Return what the statements are handed: ``wall`` is real time, a claim holds for ``lease`` of it."""
    return {"now": now, "today": local_date(now), "wall": wall, "claimed": wall - lease}


@lru_cache(_KEPT)
def first_of_each(open_to: Ways, *, in_window: bool) -> Statement:
    """Return the statement for what may leave, the first of each conversation, ``most`` rows of it.

    Two thousand answers to one do not hide the others (R5).
    """
    n = _NOTICE
    first = (
        select(func.min(n.id))
        .where(_may_leave(open_to, in_window=in_window))
        .group_by(n.kind, n.person_id, n.channel, n.address)
    )
    found = select(n.id, n.kind, n.person_id, n.channel, n.address, n.doubtful).where(n.id.in_(first))
    return found.order_by(_LEAVING, n.id).limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)


@lru_cache(_KEPT)
def anything(open_to: Ways, *, in_window: bool) -> Statement:
    """Return the statement for one that may leave, or whose claim is over."""
    return select(_NOTICE.id).where(_may_leave(open_to, in_window=in_window) | _is_dead()).limit(1)


@cache
def dead() -> Select[Any]:
    """Return the statement for those whose claim is over."""
    return select(models.Notice).where(_is_dead())


def _may_leave(open_to: Ways, *, in_window: bool) -> ColumnElement[bool]:
    """What waits and whose time has come: answers at any hour, the rest inside a window, a bundle on its day only."""
    n = _NOTICE
    hour = n.kind == NoticeKind.ANSWER
    if in_window:
        hour = (n.kind != NoticeKind.BUNDLE) | (n.working_day == bindparam("today"))
    return and_(
        n.state == NoticeState.PENDING,
        n.send_at <= bindparam("now"),
        or_(n.retry_at.is_(None), n.retry_at <= bindparam("wall")),
        ways.is_served(open_to),
        hour,
    )


def _is_dead() -> ColumnElement[bool]:
    return and_(_NOTICE.state == NoticeState.CLAIMED, _NOTICE.claimed_at <= bindparam("claimed"))
