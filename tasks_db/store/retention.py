"""Deleting what is too old, a few rows at a time: whoever answers meanwhile waits for one small transaction at most.

Rows are found by an indexed moment, oldest first, so that a batch costs the same however many rows there are.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, delete, inspect, update
from sqlalchemy.orm import Mapped
from sqlmodel import Session, SQLModel, col, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.store import models
from tasks_db.terms import NoticeState

BATCH = 500
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Expiry:
    """Rows of ``table`` whose ``moment`` is longer ago than ``after``, and for which ``only`` holds, are deleted.

    With ``blank`` they stay, and these fields get these values; ``only`` must not hold for them any more then.
    """

    name: str
    table: type[SQLModel]
    moment: Mapped[datetime] | ColumnElement[datetime]
    after: timedelta
    only: tuple[ColumnElement[bool], ...] = ()
    blank: Mapping[str, object] = field(default_factory=dict)


def expire(session: Session, expiry: Expiry, now: datetime, batch: int = BATCH) -> int:
    """Delete or blank the oldest rows that have expired by ``now``, ``batch`` at most; return how many there were."""
    (identity,) = inspect(expiry.table).primary_key
    old = (
        select(identity).where(expiry.moment < now - expiry.after, *expiry.only).order_by(expiry.moment).limit(batch)
    )
    keys = session.execute(old).scalars().all()
    if not keys:
        return 0
    statement = update(expiry.table).values(**expiry.blank) if expiry.blank else delete(expiry.table)
    done = session.execute(statement.where(identity.in_(keys)), execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else len(keys)


def _done_at(table: type[models.Update] | type[models.Job]) -> ColumnElement[datetime]:
    return cast("ColumnElement[datetime]", col(table.done_at))


# a bundle holds no words: it is rendered from its asks, and stays with them
_SAID = (
    col(models.Notice.working_day).is_(None),
    col(models.Notice.state).not_in((NoticeState.PENDING, NoticeState.CLAIMED)),
)
_ASKED_FOR = select(models.Ask.id).where(models.Ask.notice_id == models.Notice.id).exists()
_STILL_SHOWN = select(models.Shown.id).where(models.Shown.notice_id == models.Notice.id).exists()
_ON_THE_PAGE = select(models.PageMessage.id).where(models.PageMessage.file_id == models.PageFile.id).exists()

_MAILED = col(models.Link.notice_id).is_not(None)
_ANSWERED_BY = select(models.Report.id).where(models.Report.link_id == models.Link.id).exists()

_MONTH = timedelta(days=30)
_THIS_NIGHT = timedelta(0)
_FORGOTTEN = "（这里的链接已删除，不再保存；要再给一个：/links 单位）"

EXPIRIES = (
    # done_at is set once a row is worked off: what waits is never too old
    Expiry("inbox", models.Update, _done_at(models.Update), _MONTH),
    Expiry("job", models.Job, _done_at(models.Job), _MONTH),
    # of a link only a hash is kept: what the office was given to pass on goes in the night after
    Expiry(
        "links on the page",
        models.PageMessage,
        col(models.PageMessage.at),
        _THIS_NIGHT,
        (col(models.PageMessage.secret).is_(True),),
        {"text": _FORGOTTEN, "file_id": None, "buttons": [], "secret": False},
    ),
    Expiry(
        "links in notices",
        models.Notice,
        col(models.Notice.send_at),
        _THIS_NIGHT,
        (col(models.Notice.secret).is_(True), *_SAID),
        {"text": None, "file": None, "buttons": [], "secret": False},
    ),
    # what was said on the page goes when the words of notices do, and its files once no message shows them
    Expiry("page", models.PageMessage, col(models.PageMessage.at), _YEAR),
    Expiry("page file", models.PageFile, col(models.PageFile.at), _THIS_NIGHT, (~_ON_THE_PAGE,)),
    Expiry("mailed link", models.Link, col(models.Link.expires_at), _YEAR, (_MAILED, ~_ANSWERED_BY)),
    Expiry("browser code", models.BrowserCode, col(models.BrowserCode.expires_at), _MONTH),
    Expiry("shown", models.Shown, col(models.Shown.at), _YEAR),
    Expiry("prompt", models.Prompt, col(models.Prompt.at), _YEAR),
    Expiry("notice", models.Notice, col(models.Notice.send_at), _YEAR, (*_SAID, ~_ASKED_FOR, ~_STILL_SHOWN)),
    # what is left was asked or is still shown: that it went out stays, what it said goes
    Expiry(
        "notice text",
        models.Notice,
        col(models.Notice.send_at),
        _YEAR,
        (*_SAID, col(models.Notice.text).is_not(None)),
        {"text": None, "buttons": []},
    ),
)
"""What expires, in this order: what refers to a row goes before it."""
