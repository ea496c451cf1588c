"""留痕: who changed what, when, by which authority. Entries are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from tasks_db import models


@dataclass(frozen=True, slots=True)
class Authority:
    """Who acts: a person in a role (办公室, 县教委联络员), or the operator at the command line."""

    person_id: int | None
    name: str


OPERATOR = Authority(None, "命令行")
SYSTEM = Authority(None, "系统")


def note(
    session: Session,
    now: datetime,
    by: Authority,
    action: str,
    entity: str,
    entity_id: int | None,
    **detail: object,
) -> None:
    session.add(
        models.AuditEntry(
            at=now,
            person_id=by.person_id,
            authority=by.name,
            action=action,
            entity=entity,
            entity_id=entity_id,
            detail=detail,
        )
    )


def history(session: Session, entity: str, entity_id: int) -> list[models.AuditEntry]:
    """Everything that was done to one thing, oldest first."""
    query = select(models.AuditEntry).where(
        models.AuditEntry.entity == entity, models.AuditEntry.entity_id == entity_id
    )
    return list(session.exec(query.order_by(col(models.AuditEntry.id))).all())
