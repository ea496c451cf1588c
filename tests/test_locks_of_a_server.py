"""What a writer asks of a PostgreSQL server so that two never change one thing at once, seen without one.

SQLite lets one writer in at a time, so that no test on it could tell that a lock is lacking.
"""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql
from sqlmodel import col, select

from tasks_db.register.authority import SYSTEM
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.store import lean, models
from tasks_db.store.door import Beside, queue
from tasks_db.store.writing import Writing
from tasks_db.work.context import Context
from tasks_db.work.post import jobs, leaving, outbox
from tasks_db.work.post.ways import Ways


def on_server(statement: Any) -> str:
    return str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


class Server(Writing):
    """A writing session of a server that keeps what it was told, and gives no rows."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def get_bind(self, *_: Any, **__: Any) -> Any:
        return SimpleNamespace(dialect=SimpleNamespace(name="postgresql"))

    def execute(self, statement: Any, *_: Any, **__: Any) -> Any:
        self.said.append(on_server(statement))
        return []

    def exec(self, statement: Any, *_: Any, **__: Any) -> Any:
        self.execute(statement)
        return SimpleNamespace(all=list)


def test_a_notice_that_is_to_be_finished_is_held_until_that_is_written() -> None:
    """R3: else two processes might both take it for theirs."""
    server = Server()
    outbox.held(server, {7: "mine"})
    (said,) = server.said
    assert said.endswith("FOR UPDATE")


@pytest.mark.parametrize("in_window", [True, False])
def test_who_sends_takes_what_nobody_else_is_taking_and_waits_for_nobody(*, in_window: bool) -> None:
    """R5."""
    open_to = Ways(frozenset({"telegram"}), frozenset({"telegram"}), frozenset())
    said = on_server(leaving.first_of_each(open_to, in_window=in_window))
    assert said.endswith("FOR UPDATE SKIP LOCKED")


def test_long_work_is_claimed_by_one_and_the_others_take_the_next(tmp_path: Path) -> None:
    server = Server()
    now = datetime.now(UTC)
    jobs.claim(Context(server, SYSTEM, now, Calendar(), SendWindows(()), tmp_path), "me", now, 4)
    assert server.said[0].endswith("FOR UPDATE SKIP LOCKED")


def test_tasks_are_held_in_one_order_and_only_while_something_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writers of the same tasks wait for one another and never both."""
    said: list[str] = []

    def rows(_: object, statement: Any, *__: object) -> list[Any]:
        said.append(on_server(statement))
        return []

    monkeypatch.setattr(lean, "rows", rows)
    lean.keep_to_oneself(Server(), select(col(models.Task.id)))  # type: ignore[arg-type]
    (one,) = said
    assert one.endswith("ORDER BY task.id FOR UPDATE")


@pytest.mark.parametrize(
    ("besides", "locks"),
    [
        ([Beside.ANYBODY], []),
        ([Beside.ANSWERS], ["pg_advisory_xact_lock_shared"]),
        ([Beside.NOBODY], ["pg_advisory_xact_lock"]),
        ([Beside.ANSWERS, Beside.NOBODY], ["pg_advisory_xact_lock_shared", "pg_advisory_xact_lock"]),
        ([Beside.NOBODY, Beside.ANSWERS, Beside.NOBODY], ["pg_advisory_xact_lock"]),
    ],
)
def test_who_may_write_beside_others_waits_for_no_more_than_that(besides: list[Beside], locks: list[str]) -> None:
    """An answer waits for no other answer; what must be alone waits for all, and is asked for once."""
    server = Server()
    for beside in besides:
        queue(server, beside)
    assert [said.partition("SELECT ")[2].partition("(")[0] for said in server.said] == locks
