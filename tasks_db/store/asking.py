"""Bundles and their asks as rows, written for many at once. Unique keys settle who was first (R3)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Select, select
from sqlmodel import Session

from tasks_db.store import models
from tasks_db.store.lean import columns, insert_new, inserting
from tasks_db.terms import NoticeKind, NoticeState


def write_notices(session: Session, new: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Insert bundles as rows and return the new ones' ids by person; who has one of that day already gets none.

    Each of ``new`` holds the same columns, and all that have no default of the database.
    """
    if not new:
        return {}
    session.flush()
    notice = columns(models.Notice)
    statement = inserting(session, models.Notice).returning(notice.person_id, notice.id)
    made = session.connection().execute(statement, list(new))
    return {int(person_id): int(notice_id) for person_id, notice_id in made}


def write_asks(session: Session, new: Sequence[Mapping[str, Any]]) -> None:
    """Insert asks as rows; a rung that a seat was asked of a due already is left out."""
    insert_new(session, models.Ask, new)


def stale(today: date | BindParameter[date]) -> Select[int]:
    """Return the statement for the bundles of days before ``today`` that still wait."""
    notice = columns(models.Notice)
    return select(notice.id).where(
        notice.state.in_((NoticeState.PENDING, NoticeState.TO_PASS_ON)),
        notice.kind == NoticeKind.BUNDLE,
        notice.working_day < today,
    )
