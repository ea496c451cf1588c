"""How values of our own are kept in columns, and read from them by the thousand.

What a column's type does with each value that is read is done in one call of C: a register of 20 000 shares holds
half a million moments and words of the field.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, Enum, MetaData
from sqlalchemy.types import TypeEngine
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from tasks_db.terms import Term


def term(of: type[Term], default: Term | None = None, *, index: bool = False) -> Any:  # noqa: ANN401 - as sqlmodel's Field
    """Describe a column that holds a word of the field by its value, as text.

    Text instead of the server's own enum type: a word added later is then no change of the table.
    """
    if default is None:
        return Field(sa_type=_kept(of), index=index)
    return Field(default=default, sa_type=_kept(of), index=index)


def term_or_none(of: type[Term]) -> Any:  # noqa: ANN401 - as sqlmodel's Field
    """Describe a column that holds a word of the field as ``term`` does, or nothing yet."""
    return Field(default=None, sa_type=_kept(of), nullable=True)


class _Kept(Enum):
    """The words of the field as text."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Return what finds a word by its text."""
        assert self.enum_class is not None  # noqa: S101 - made from one
        return {None: None, **{word.value: word for word in self.enum_class}}.__getitem__


def _kept(of: type[Term]) -> Any:  # noqa: ANN401 - as sqlmodel's sa_type
    return _Kept(of, native_enum=False, length=32, values_callable=lambda terms: [t.value for t in terms])


class _Instant(UTCDateTime):
    """An aware moment in UTC."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return what reads a moment: a file keeps it as text without an offset."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return _instant


def _instant(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept + "+00:00")


def read_quickly(tables: MetaData) -> None:
    """Let all columns of moments be read in the quick way, and columns of one type share it.

    SQLAlchemy keeps with each type what may be asked of its columns, often as a class of its own.
    """
    shared: dict[tuple[type, str], TypeEngine[Any]] = {}
    for table in tables.tables.values():
        for column in table.columns:
            kind = _Instant() if isinstance(column.type, UTCDateTime) else column.type
            column.type = shared.setdefault((type(kind), repr(kind)), kind)
