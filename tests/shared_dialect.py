"""One dialect of SQLite for all databases of a test process: a statement is compiled once, not once in each office.

A program opens one database and compiles a statement the first time it meets it. A test process opens a thousand.
"""

from typing import Any, ClassVar, Self

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache


class SharedDialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's own, made once."""

    supports_statement_cache = True
    _one: ClassVar[Any] = None
    _compiled: ClassVar[LRUCache[Any, Any]] = LRUCache(3000)

    def __new__(cls, **_given: Any) -> Self:
        if cls._one is None:
            cls._one = super().__new__(cls)
        one: Self = cls._one
        return one

    def __init__(self, **given: Any) -> None:
        if "dbapi" not in vars(self):
            super().__init__(**given)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls._compiled)


def share() -> None:
    """Let every engine for SQLite that is opened from now on use the one dialect."""
    registry.register("sqlite", __name__, SharedDialect.__name__)
