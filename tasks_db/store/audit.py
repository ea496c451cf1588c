"""留痕: who changed what, when, by which authority. Entries are only ever added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from tasks_db.register.authority import Authority
from tasks_db.register.trail import Change
from tasks_db.store import models
from tasks_db.store.lean import table_of


def note(
    session: Session,
    now: datetime,
    by: Authority,
    action: str,
    entity: str,
    entity_id: int | None,
    **detail: object,
) -> None:
    """Add an entry to the audit: ``by`` did ``action`` to the row ``entity_id`` of ``entity``.

    ``detail`` holds old and new values by name; they must have a form in JSON.
    """
    session.add(models.AuditEntry(**_entry(now, by, action, entity, entity_id, detail)))


def note_all(
    session: Session, now: datetime, by: Authority, done: Sequence[tuple[str, str, int, Mapping[str, object]]]
) -> None:
    """Add entries as ``note`` does, in one statement: each the action, the entity, its id and the detail."""
    if done:
        session.flush()
        session.connection().execute(insert(table_of(models.AuditEntry)), [_entry(now, by, *one) for one in done])


def _entry(
    now: datetime, by: Authority, action: str, entity: str, entity_id: int | None, detail: Mapping[str, object]
) -> dict[str, Any]:
    return {
        "at": now,
        "person_id": by.person_id,
        "authority": by.name,
        "action": action,
        "entity": entity,
        "entity_id": entity_id,
        "detail": detail,
    }


def history(session: Session, entity: str, entity_id: int) -> list[Change]:
    """Return everything that was done to one thing, oldest first."""
    query = select(models.AuditEntry).where(
        models.AuditEntry.entity == entity, models.AuditEntry.entity_id == entity_id
    )
    rows = session.exec(query.order_by(col(models.AuditEntry.id))).all()
    return [Change(row.at, row.authority, row.action, row.detail) for row in rows]
