"""留痕: who changed what, when, by which authority and act. Entries are only added; the database refuses the rest.

``note`` says in words what was done. Beside that, every field of every row that an act changes is kept with its old
and its new value, without the act doing anything for it: they are read off the session as it is flushed. A row that
is new has None for old. An entry gets the changes since the one before it, the last one of an act also what follows.

Not kept are the rows of delivery and conversation (notices, asks, what was shown) and the text of a plan, which are a
record themselves, the
value of an issued paper, which never changes, and the indexes beside what is decided (R2). Dues are laid out by the
program from plans; only their changes are kept.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import SessionTransaction, UOWTransaction
from sqlmodel import Session, SQLModel, col, select

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Authority
from tasks_db.register.trail import Change
from tasks_db.store import models
from tasks_db.store.lean import table_of
from tasks_db.store.writing import Writing
from tasks_db.terms import Term

FieldChange = list[Any]
"""``[table, key, field, old, new]`` in the form of JSON."""

OWN_RECORD = frozenset(
    {
        *("ask", "audit_entry", "chase", "fact", "inbox", "job", "lease", "notice", "prompt", "shown"),
        *("page_file", "page_message", "page_reader", "plan_text"),
    }
)
LAID_OUT = frozenset({"due"})
UNKEPT_FIELDS = frozenset(
    {
        *(
            ("invitation", "code_hash"),
            ("browser", "token_hash"),
            ("link", "token_hash"),
            ("link", "code_hash"),
            ("browser_code", "code_hash"),
            ("browser", "seen_at"),
        ),
        *(("due", "look_on"), ("due", "touched"), ("paper", "value")),
    }
)


@dataclass
class _Trail:
    """What is being written down in one transaction. ``depth`` counts acts that call acts."""

    depth: int = 0
    act: str | None = None
    by: Authority | None = None
    now: datetime | None = None
    changes: list[FieldChange] = field(default_factory=list)
    entries: list[models.AuditEntry] = field(default_factory=list)
    marks: dict[SessionTransaction, tuple[int, int]] = field(default_factory=dict)

    def take(self) -> list[FieldChange]:
        taken, self.changes = self.changes, []
        return taken


def _trail(session: Session) -> _Trail:
    trail: _Trail = session.info.setdefault("trail", _Trail())
    return trail


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

    ``detail`` says in words what a reader of the history wants to know; it must have a form in JSON.
    """
    session.flush()
    trail = _trail(session)
    entry = models.AuditEntry(
        at=now,
        person_id=by.person_id,
        authority=by.name,
        act=trail.act,
        action=action,
        entity=entity,
        entity_id=entity_id,
        detail=detail,
        changes=trail.take(),
    )
    trail.entries.append(entry)
    if not trail.depth:
        _write(session, trail)


def note_all(
    session: Session, now: datetime, by: Authority, done: Sequence[tuple[str, str, int, Mapping[str, object]]]
) -> None:
    """Add entries as ``note`` does: each the action, the entity, its id and the detail."""
    for action, entity, entity_id, detail in done:
        note(session, now, by, action, entity, entity_id, **detail)


@contextmanager
def during(session: Session, act: str, by: Authority, now: datetime) -> Iterator[None]:
    """Let what is changed inside the block count as done by an act; an act that it calls is a part of it."""
    trail = _trail(session)
    if not trail.depth:
        trail.act, trail.by, trail.now = act, by, now
    trail.depth += 1
    try:
        yield
        if trail.depth == 1:
            _close(session, trail)
    finally:
        trail.depth -= 1
        if not trail.depth:
            trail.act = None


def _close(session: Session, trail: _Trail) -> None:
    session.flush()
    rest = trail.take()
    if rest and trail.entries:
        trail.entries[-1].changes = [*trail.entries[-1].changes, *rest]
    elif rest and trail.by is not None and trail.now is not None and trail.act is not None:
        table, row_id, *_ = rest[0]
        note(session, trail.now, trail.by, trail.act, table, row_id)
        trail.entries[-1].changes = rest
    _write(session, trail)


def _write(session: Session, trail: _Trail) -> None:
    """Entries are written once they are complete, together: a row that is there cannot be changed any more."""
    if trail.entries:
        rows = [entry.model_dump(exclude={"id"}) for entry in trail.entries]
        session.connection().execute(insert(table_of(models.AuditEntry)), rows)
    trail.entries = []


@event.listens_for(Writing, "after_flush")
def _read_off(session: Session, _context: UOWTransaction) -> None:
    """After the flush the keys of new rows are known, and the session still says what was changed."""
    trail = _trail(session)
    for row in session.new:
        trail.changes += _of_new(row)
    for row in session.dirty:
        trail.changes += _of_changed(row)
    for row in session.deleted:
        trail.changes += [[table, key, name, old, None] for table, key, name, _, old in _of_new(row, gone=True)]


def inserted(session: Session, new: Sequence[SQLModel]) -> None:
    """Keep the fields of rows that were inserted beside the session, which otherwise says what is new."""
    for row in new:
        _trail(session).changes += _of_new(row)


@event.listens_for(Writing, "after_transaction_create")
def _remember(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        trail = _trail(session)
        trail.marks[transaction] = len(trail.changes), len(trail.entries)


@event.listens_for(Writing, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """What a savepoint took back was not changed."""
    trail = _trail(session)
    if (kept := trail.marks.pop(transaction, None)) is not None:
        changes, entries = kept
        del trail.changes[changes:]
        del trail.entries[entries:]


def _kept(row: SQLModel) -> Iterator[tuple[str, Any]]:
    """The fields of a row of which changes are kept."""
    state = inspect(row)
    table = state.mapper.local_table.name
    for column in state.mapper.column_attrs:
        if not column.columns[0].primary_key and (table, column.key) not in UNKEPT_FIELDS:
            yield column.key, state.attrs[column.key]


def _of_new(row: SQLModel, *, gone: bool = False) -> list[FieldChange]:
    table, row_id = _place(row)
    if table in OWN_RECORD or (table in LAID_OUT and not gone):
        return []
    values = ((name, _as_json(attribute.value)) for name, attribute in _kept(row))
    return [[table, row_id, name, None, value] for name, value in values if value not in (None, [], {})]


def _of_changed(row: SQLModel) -> list[FieldChange]:
    table, row_id = _place(row)
    if table in OWN_RECORD:
        return []
    found = []
    for name, attribute in _kept(row):
        history = attribute.history
        old, new = (_as_json(values[0]) if values else None for values in (history.deleted, history.added))
        if history.has_changes() and old != new:
            found.append([table, row_id, name, old, new])
    return found


def _place(row: SQLModel) -> tuple[str, Any]:
    state = inspect(row)
    identity = state.mapper.primary_key_from_instance(row)
    return state.mapper.local_table.name, identity[0] if len(identity) == 1 else list(identity)


def _as_json(value: object) -> object:
    if isinstance(value, Term):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


RENAMED = "单位改名"
"""What the audit calls it when a unit gets another name."""
MERGED = "合并单位"
GIVEN = "领导交办"


def name_on(session: Session, unit: models.Unit, day: date) -> str:
    """Return the name that a unit had at the end of a day."""
    changes = history(session, "unit", unit.id or 0)
    later = (one for one in changes if one.action == RENAMED and local_date(one.at) > day)
    first = next(later, None)
    return str(first.detail["before"]) if first is not None else unit.name


def history(session: Session, entity: str, entity_id: int) -> list[Change]:
    """Return everything that was done to one thing, oldest first."""
    return histories(session, entity, [entity_id]).get(entity_id, [])


def histories(session: Session, entity: str, ids: Collection[int]) -> dict[int, list[Change]]:
    """Return what ``history`` says of several things of a kind, without those that nothing was done to."""
    query = select(models.AuditEntry).where(
        models.AuditEntry.entity == entity, col(models.AuditEntry.entity_id).in_(ids)
    )
    found: dict[int, list[Change]] = {}
    for row in session.exec(query.order_by(col(models.AuditEntry.id))).all():
        found.setdefault(row.entity_id or 0, []).append(Change(row.at, row.authority, row.action, row.detail))
    return found


def done_to_any(session: Session, entity: str, actions: Collection[str]) -> list[tuple[int, Change]]:
    """Return every one of some deeds that was done to things of a kind, with the thing's id, oldest first."""
    entry = models.AuditEntry
    query = select(entry).where(entry.entity == entity, col(entry.action).in_(actions)).order_by(col(entry.id))
    rows = session.exec(query).all()
    return [(row.entity_id or 0, Change(row.at, row.authority, row.action, row.detail)) for row in rows]
