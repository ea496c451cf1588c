"""How values of our own are kept in columns."""

from typing import Any

from sqlalchemy import Enum
from sqlmodel import Field

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


def _kept(of: type[Term]) -> Any:  # noqa: ANN401 - as sqlmodel's sa_type
    return Enum(of, native_enum=False, length=32, values_callable=lambda terms: [t.value for t in terms])
