"""An office whose every act is held against what the audit wrote of it, field by field."""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic import SecretStr
from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from config.settings import Settings
from tasks_db.register.authority import OPERATOR, Caller
from tasks_db.register.people import Address, Member
from tasks_db.store import audit, models, people
from tasks_db.store.keys import key
from tasks_db.terms import Term
from tasks_db.work import acts
from tasks_db.work.context import Context, right_of
from tasks_db.work.desk import Desk, open_desk
from tests.empty_database import put_empty

P = ParamSpec("P")
Result = TypeVar("Result")
Field = tuple[str, int, str]

CHANNEL = "telegram"


def every_act() -> set[str]:
    """The names of all functions that are acts, as the audit writes them."""
    found = set()
    for module in pkgutil.iter_modules(acts.__path__):
        loaded = importlib.import_module(f"{acts.__name__}.{module.name}")
        found |= {
            f"{module.name}.{name}"
            for name, function in vars(loaded).items()
            if getattr(function, "__module__", "") == loaded.__name__ and right_of(function) is not None
        }
    return found


def contents(session: Session) -> dict[Field, object]:
    """Every field of every row of which changes are kept, in the form of JSON."""
    found: dict[Field, object] = {}
    for mapper in models.Unit._sa_registry.mappers:
        table = str(mapper.local_table)
        if table in audit.OWN_RECORD:
            continue
        for row in session.exec(select(mapper.class_)).all():
            found |= {(table, key(row.id), name): value for name, value in fields_of(row)}
    return found


def fields_of(row: SQLModel) -> list[tuple[str, object]]:
    state = inspect(row)
    table = state.mapper.local_table.name
    return [
        (column.key, as_json(getattr(row, column.key)))
        for column in state.mapper.column_attrs
        if column.key != "id" and (table, column.key) not in audit.UNKEPT_FIELDS
    ]


def as_json(value: object) -> object:
    if isinstance(value, Term):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def differences(before: dict[Field, object], after: dict[Field, object]) -> dict[Field, tuple[object, object]]:
    """What became of each field; of a due that is new only what is changed later counts.

    An empty field of a row that comes or goes says nothing of its own.
    """
    dues = {row for table, row, _ in before if table == "due"}
    found = {}
    for where in before.keys() | after.keys():
        old, new = before.get(where), after.get(where)
        is_new_due = where[0] == "due" and where[1] not in dues
        unsaid = (where not in before and new in (None, [], {})) or (where not in after and old in (None, [], {}))
        if old != new and not is_new_due and not unsaid:
            found[where] = (old, new)
    return found


@dataclass
class Audited:
    """Does acts, and says after each whether the audit tells all of it."""

    desk: Desk
    done: set[str] = field(default_factory=set)

    def do(
        self, who: Caller, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        with self.desk.door.read() as session:
            before, entries = contents(session), len(session.exec(select(models.AuditEntry)).all())
        result = self.desk.do(who, act, *args, **kwargs)
        with self.desk.door.read() as session:
            after = contents(session)
            new = session.exec(select(models.AuditEntry).order_by(models.AuditEntry.id)).all()[entries:]  # type: ignore[arg-type]
            self._hold(f"{act.__module__.rpartition('.')[2]}.{act.__name__}", new, differences(before, after))
        return result

    def _hold(
        self, name: str, entries: Sequence[models.AuditEntry], changed: dict[Field, tuple[object, object]]
    ) -> None:
        told: dict[Field, tuple[object, object]] = {}
        for entry in entries:
            assert entry.act == name, (entry.act, name)
            assert not entry.action.isascii(), f"{name} says in no words what it did"
            for table, row, column, old, new in entry.changes:
                first, _ = told.get((table, row, column), (old, None))
                told[table, row, column] = (first, new)
        assert {where: pair for where, pair in told.items() if pair[0] != pair[1]} == changed, name
        self.done.add(name)

    def member(self, user: int) -> Member:
        with self.desk.door.read() as session:
            found = people.member_by_address(session, Address(CHANNEL, str(user)), self.desk.clock().date())
        assert found is not None
        return found

    def row(self, table: type[SQLModel], **wanted: Any) -> Any:
        """The one row that has these values."""
        with self.desk.door.read() as session:
            return session.exec(select(table).filter_by(**wanted)).one()

    def rows(self, table: type[SQLModel], **wanted: Any) -> list[Any]:
        with self.desk.door.read() as session:
            return list(session.exec(select(table).filter_by(**wanted)).all())


def open_audited(folder: Path, starts: str, database: str | None = None) -> "closing[Desk]":
    if database is None:
        put_empty(folder)
    url = SecretStr(database) if database else None
    return closing(open_desk(Settings(data_dir=folder, clock=starts, database_url=url)))


__all__ = ["CHANNEL", "OPERATOR", "Audited", "every_act", "open_audited"]
